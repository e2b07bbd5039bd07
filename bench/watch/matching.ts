/**
 * Findings against the truth. A finding hits a fault when
 *
 * 1. its detector is one that the row of the kind names as expected,
 * 2. it was found after the fault had begun, or names an event of it: a finding of a month or of a spell grows when more of the same
 *    comes, and
 * 3. it is about the same: it names one of the events or things of the fault and concerns one of the firms in it, or, where the kind is
 *    told by the firm, it concerns that firm and began before the fault had been over for two weeks.
 *
 * A finding that hits nothing is a consequence when it names an event or thing of a fault, or is of a kind that the row names under
 * `also` and concerns the firm in the time or a thing of which the firm recorded nothing. All others are false alarms.
 */
import { type FaultKind, faultKinds, type Truth } from '../../simulator/city/index.ts';

export interface Found {
  readonly id: string;
  readonly detector: string;
  readonly organisation: string | null;
  readonly openedAt: number;
  /** By the clock of the city. */
  readonly foundAt: number;
  readonly resolvedAt: number | null;
  readonly subjects: readonly string[];
  readonly events: readonly string[];
  readonly told: string;
}

const day = 86_400_000;
/** After a trouble of a firm is over, its traces are found for so long: deliveries have seven days, lots some weeks. */
const trail = 14 * day;
const longTrail = 30 * day;

export interface KindResult {
  readonly kind: FaultKind;
  readonly faults: number;
  readonly hits: number;
  /** From the first record by which it can be told to the finding: median, days. */
  readonly days: number | undefined;
  readonly missed: readonly Truth[];
  /** Of which nothing in the data tells: beside the others. */
  readonly unseen: readonly Truth[];
}

export interface DetectorResult {
  readonly detector: string;
  readonly findings: number;
  readonly hits: number;
  readonly consequences: number;
  readonly wrong: readonly Found[];
}

export interface Matched {
  readonly kinds: readonly KindResult[];
  readonly detectors: readonly DetectorResult[];
  readonly recall: number;
  /** Findings that hit a fault or follow from one, of all. */
  readonly precision: number;
  /** Findings that hit a fault, of those that hit one and those that are false: as if nothing followed from anything. */
  readonly precisionOfHits: number;
}

const kindOf = new Map(faultKinds.map((kind) => [kind.id, kind]));

export function match(truths: readonly Truth[], findings: readonly Found[]): Matched {
  const index = indexed(truths);
  const hitBy = new Map<Truth, Found[]>();
  const kinds = new Map<string, { hits: number; consequences: number; wrong: Found[]; findings: number }>();
  for (const found of findings) {
    const row = kinds.get(found.detector) ?? { findings: 0, hits: 0, consequences: 0, wrong: [] };
    kinds.set(found.detector, row);
    row.findings++;
    const near = index(found);
    const hit = near.filter((truth) => hits(found, truth));
    for (const truth of hit) hitBy.set(truth, [...(hitBy.get(truth) ?? []), found]);
    if (hit.length > 0) row.hits++;
    else if (near.some((truth) => follows(found, truth))) row.consequences++;
    else row.wrong.push(found);
  }
  const results = faultKinds.map((kind): KindResult => {
    const all = truths.filter((truth) => truth.kind === kind.id);
    const own = all.filter(({ unseen }) => unseen === undefined);
    const noticed = own.filter((truth) => hitBy.has(truth));
    // Of those that a finding began with: when one grew is not known.
    const waits = noticed
      .flatMap((truth) => {
        const begun = hitBy.get(truth)!.filter(({ foundAt }) => foundAt >= truth.at);
        return begun.length === 0 ? [] : [Math.min(...begun.map(({ foundAt }) => Math.max(0, foundAt - truth.recordedAt))) / day];
      })
      .sort((a, b) => a - b);
    return {
      kind,
      faults: own.length,
      hits: noticed.length,
      days: waits[Math.floor(waits.length / 2)],
      missed: own.filter((truth) => !hitBy.has(truth)),
      unseen: all.filter(({ unseen }) => unseen !== undefined),
    };
  });
  const seen = results.filter(({ kind }) => kind.unseen === undefined);
  const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);
  const wrong = sum([...kinds.values()].map(({ wrong: each }) => each.length));
  const direct = sum([...kinds.values()].map(({ hits: each }) => each));
  return {
    kinds: results,
    detectors: [...kinds]
      .map(([detector, row]): DetectorResult => ({ detector, ...row }))
      .sort((a, b) => b.findings - a.findings),
    recall: sum(seen.map(({ hits: each }) => each)) / Math.max(1, sum(seen.map(({ faults }) => faults))),
    precision: findings.length === 0 ? 1 : 1 - wrong / findings.length,
    precisionOfHits: direct + wrong === 0 ? 1 : direct / (direct + wrong),
  };
}

/** Truths that have a thing, an event or a firm in common with a finding. */
function indexed(truths: readonly Truth[]): (found: Found) => Truth[] {
  const by = new Map<string, Truth[]>();
  const put = (key: string, truth: Truth): void => {
    const list = by.get(key);
    if (list === undefined) by.set(key, [truth]);
    else list.push(truth);
  };
  for (const truth of truths) {
    for (const key of new Set([...truth.subjects, ...truth.events])) put(key, truth);
    if (kindOf.get(truth.kind)!.byFirm) put(truth.organisation, truth);
  }
  return ({ subjects, events, organisation }) => [
    ...new Set([...subjects, ...events, ...(organisation === null ? [] : [organisation])].flatMap((key) => by.get(key) ?? [])),
  ];
}

const named = ({ subjects, events }: Found, truth: Truth): boolean =>
  subjects.some((each) => truth.subjects.includes(each)) || events.some((each) => truth.events.includes(each));

const within = ({ openedAt, foundAt }: Found, { at, until }: Truth, after: number): boolean =>
  foundAt >= at && openedAt <= (until ?? at) + after;

function hits(found: Found, truth: Truth): boolean {
  if (!truth.expected.includes(found.detector)) return false;
  const grew = found.events.some((each) => truth.events.includes(each));
  if (found.foundAt < truth.at && !grew) return false;
  const { organisation } = found;
  if (kindOf.get(truth.kind)!.byFirm) return organisation === truth.organisation && (grew || within(found, truth, trail));
  const concerned = organisation === null || organisation === truth.organisation || truth.others.includes(organisation);
  return concerned && named(found, truth);
}

function follows(found: Found, truth: Truth): boolean {
  if (found.foundAt < truth.at) return false;
  const { byFirm, also = [] } = kindOf.get(truth.kind)!;
  if (!byFirm) return named(found, truth);
  if (!also.includes(found.detector)) return false;
  // What a silent firm did not record is missed by others, too.
  return named(found, truth) || (found.organisation === truth.organisation && within(found, truth, longTrail));
}
