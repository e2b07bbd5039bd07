/** Deciding about findings: each step by who may take it, from where it is open, written down, and never over somebody else’s. */
import { createHash, randomUUID } from 'node:crypto';
import { type Problem, problem, ZhuisuError } from '../errors.ts';
import {
  actOnFinding,
  addProof,
  type Finding,
  findingsSeen,
  lastActs,
  type Sight,
  type Store,
  undoOnFinding,
} from '../store/index.ts';
import {
  canUndo,
  type FindingActName,
  type FindingState,
  findingActs,
  findingStates,
  openActs,
  undoWithin,
} from './finding-life.ts';

export interface Acting {
  readonly account: string | null;
  /** uuid */
  readonly organisation: string | null;
  readonly at: number;
}

export interface Step {
  readonly act: FindingActName;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly due?: number | undefined;
  /** uuid of the organisation it goes to. */
  readonly assigned?: string | undefined;
  /** As it was read; undefined: as it is. */
  readonly version?: number | undefined;
}

export interface Stepped {
  readonly id: string;
  readonly status: 'done' | 'refused';
  readonly problem?: Problem;
}

/** One step for many findings; each has its own outcome. `decide`: those about which whoever acts may decide; `watch`: those they may read. */
export async function stepAll(
  store: Store,
  { decide, watch }: { readonly decide: Sight; readonly watch: Sight },
  ids: readonly string[],
  step: Step,
  acting: Acting,
): Promise<Stepped[]> {
  const [seen, read] = [await findingsSeen(store.database, decide, ids), await findingsSeen(store.database, watch, ids)];
  const done: Stepped[] = [];
  for (const id of ids) {
    try {
      const finding = seen.get(id);
      if (finding === undefined) throw new ZhuisuError(read.has(id) ? 'finding_of_others' : 'not_found', { came: id });
      await takeStep(store, finding, step, acting);
      done.push({ id, status: 'done' });
    } catch (error) {
      if (!(error instanceof ZhuisuError)) throw error;
      done.push({ id, status: 'refused', problem: problem(error.code, error.details) });
    }
  }
  return done;
}

/** Throws finding_step, finding_changed, finding_undo, value_invalid. */
export async function takeStep(store: Store, finding: Finding, step: Step, acting: Acting): Promise<void> {
  const { account, organisation, at } = acting;
  if (step.act === 'undo') return undoStep(store, finding, step, acting);
  const row = findingActs[step.act];
  const state = finding.state as FindingState;
  if (!row.from.includes(state))
    throw new ZhuisuError('finding_step', {
      state: findingStates[state],
      came: step.act,
      expected: openActs(state, row.by).join(', ') || '—',
    });
  if (row.reason && step.reason.length < 4)
    throw new ZhuisuError('value_invalid', { path: 'reason', came: step.reason || 'nothing', expected: '4 to 1,000 characters' });
  if (row.due && (step.due === undefined || step.due <= at))
    throw new ZhuisuError('value_invalid', { path: 'due', came: toldTime(step.due), expected: 'a time to come' });
  if (step.version !== undefined && step.version !== finding.version) throw new ZhuisuError('finding_changed');
  const done = await actOnFinding(store.database, {
    finding: finding.id,
    act: step.act,
    reason: step.reason,
    account,
    organisation,
    at,
    state: row.to,
    dueAt: row.due ? step.due : undefined,
    assigned: step.act === 'assign' ? step.assigned : undefined,
    version: finding.version,
  });
  if (!done) throw new ZhuisuError('finding_changed');
}

const toldTime = (at: number | undefined): string => (at === undefined ? 'nothing' : new Date(at).toISOString());

async function undoStep({ database }: Store, finding: Finding, { reason, version }: Step, acting: Acting): Promise<void> {
  if (version !== undefined && version !== finding.version) throw new ZhuisuError('finding_changed');
  const [last] = await lastActs(database, [finding.id]);
  if (!canUndo(last, acting.account, acting.at)) throw new ZhuisuError('finding_undo', { expected: undoWithin / 60_000 });
  if (!(await undoOnFinding(database, { ...acting, finding: finding.id, reason, version: finding.version })))
    throw new ZhuisuError('finding_changed');
}

export const mostProofBytes = 5_000_000;

/** What the bytes are, not what they are called. */
const signatures: readonly { readonly type: string; readonly begins: readonly number[] }[] = [
  { type: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  { type: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
];
export const proofTypes = signatures.map(({ type }) => type);

/** Keeps a picture or a PDF with a finding that is not settled; returns its id. Throws proof_refused, finding_step. */
export async function keepProof(
  store: Store,
  finding: Finding,
  proof: { readonly name: string; readonly type: string; readonly bytes: Buffer },
  { account, organisation, at }: Acting,
): Promise<{ readonly id: string; readonly digest: string }> {
  const state = finding.state as FindingState;
  const open = openActs(state, 'firm');
  // What nobody will look at any more is not taken, as no answer is.
  if (open.length === 0) throw new ZhuisuError('finding_step', { state: findingStates[state], came: 'proof', expected: '—' });
  const known = signatures.find(({ type }) => type === proof.type);
  if (known === undefined || !known.begins.every((byte, i) => proof.bytes[i] === byte) || proof.bytes.length > mostProofBytes)
    throw new ZhuisuError('proof_refused', {
      came: proof.type.slice(0, 60),
      expected: proofTypes.join(', '),
      most: mostProofBytes,
    });
  const id = randomUUID();
  const digest = createHash('sha256').update(proof.bytes).digest();
  await addProof(store.database, { id, finding: finding.id, at, account, organisation, ...proof, digest });
  return { id, digest: digest.toString('hex') };
}
