/** What the watch has found, what is decided about it; whether a sale is stopped. */
import { time } from '../events/model.ts';
import {
  boolean,
  component,
  type Infer,
  list,
  number,
  oneOf,
  record,
  type Shape,
  string,
  text,
  whole,
} from '../events/schema.ts';
import { answer, label, orNull } from './answer.ts';
import { fault } from './answers.ts';

const code = text('a code in any spelling', (value) => value.trim() !== '' && value.length <= 2_000, {
  minLength: 1,
  maxLength: 2_000,
});

/** Each code is a walk of its own. */
export const saleRequest = component(
  'SaleRequest',
  record({ codes: list(code, { least: 1, most: 50 }) }, { required: ['codes'], others: 'none' }),
);

const saleState = answer(
  'SaleState',
  { code: string, sale: oneOf('stopped, open or unknown', ['stopped', 'open', 'unknown']), verdict: string, problem: fault },
  ['verdict', 'problem'],
);
export const saleStates = answer('SaleStates', { at: time, items: list(saleState) });
export type SaleStates = Infer<typeof saleStates>;

const uuid = text('a uuid', (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value), { format: 'uuid' });
const shortText = (most: number) => text(`up to ${most} characters`, (value) => value.length <= most, { maxLength: most });

/** `acts`: the steps that the sender may take. */
const stepMembers = (acts: readonly string[]) => ({
  act: oneOf(acts.join(', '), acts),
  reason: shortText(1_000),
  due: time,
  assigned: uuid,
  version: whole('a whole number', 0, 1_000_000),
});
export const findingStep = (name: string, acts: readonly string[]) =>
  component(name, record(stepMembers(acts), { required: ['act'], others: 'none' }));
export const findingSteps = (acts: readonly string[], most: number) =>
  component(
    'FindingSteps',
    record({ ids: list(uuid, { least: 1, most }), ...stepMembers(acts) }, { required: ['ids', 'act'], others: 'none' }),
  );
export type FindingStep = Infer<ReturnType<typeof findingStep>>;
export type FindingSteps = Infer<ReturnType<typeof findingSteps>>;

const family: Shape<string> = oneOf('coverage, continuity, completeness or fraud', [
  'coverage',
  'continuity',
  'completeness',
  'fraud',
]);
const gravity: Shape<string> = oneOf('high, medium or low', ['high', 'medium', 'low']);

const findingMembers = {
  id: uuid,
  detector: string,
  family,
  gravity,
  organisation: orNull(uuid),
  organisationName: orNull(string),
  category: orNull(string),
  area: orNull(string),
  openedAt: time,
  lastAt: time,
  due: time,
  count: number,
  title: label,
  told: label,
  evidence: answer('FindingEvidence', { subjects: list(string), events: list(string) }),
  state: string,
  stateName: label,
  assigned: orNull(uuid),
  version: number,
  resolvedAt: time,
  resolved: label,
};
const optional = ['resolvedAt', 'resolved'] as const;
export const finding = answer('Finding', findingMembers, optional);
export type FindingAnswer = Infer<typeof finding>;
export const findings = answer('Findings', { findings: list(finding) });

const actTaken = answer(
  'FindingAct',
  { at: time, account: orNull(uuid), organisation: orNull(uuid), act: string, reason: string, due: time },
  ['due'],
);
const proof = answer('FindingProof', { id: uuid, at: time, name: string, type: string, digest: string, bytes: number });
export const findingDetails = answer(
  'FindingDetails',
  {
    ...findingMembers,
    acts: list(actTaken),
    proofs: list(proof),
    before: list(answer('FindingBefore', { id: uuid, openedAt: time })),
    open: list(string),
  },
  optional,
);
export type FindingDetails = Infer<typeof findingDetails>;

/** `at`: the moment for which the numbers are true. */
export const findingCounts = answer('FindingCounts', {
  by: string,
  at: time,
  counts: list(
    answer('FindingCount', { value: orNull(string), name: orNull(string), count: number, open: number, overdue: number }),
  ),
});
export type FindingCounts = Infer<typeof findingCounts>;

const source = answer('Basis', { text: string, verified: boolean });
/** As of its last step; of another process that watches nothing is known here. */
const watchState = answer(
  'WatchState',
  {
    watches: boolean,
    lag: number,
    stopped: list(
      answer(
        'StoppedDetector',
        { detector: string, title: label, seq: number, attempts: number, retryAt: time, message: string },
        ['message'],
      ),
    ),
  },
  ['lag'],
);

export const detectorsAnswer = answer('Detectors', {
  detectors: list(
    answer(
      'Detector',
      {
        id: string,
        zh: string,
        en: string,
        family,
        version: number,
        gravity,
        rule: label,
        data: label,
        resolves: label,
        basis: source,
        parameters: record({}, { required: [], others: 'any' }),
        days: number,
        found: number,
        dismissed: number,
        upheld: number,
        resolved: number,
        precision: number,
      },
      ['precision'],
    ),
  ),
  watch: watchState,
});

export type DetectorsAnswer = Infer<typeof detectorsAnswer>;

export const digest = answer('Digest', {
  from: time,
  until: time,
  opened: number,
  resolved: number,
  open: number,
  dueSoon: number,
  overdue: number,
  detectors: list(answer('DigestLine', { detector: string, title: label, opened: number, open: number, overdue: number })),
});
export type Digest = Infer<typeof digest>;

export const findingsStepped = answer('FindingsStepped', {
  items: list(
    answer('FindingStepped', { id: uuid, status: oneOf('done or refused', ['done', 'refused']), problem: fault }, ['problem']),
  ),
});
export const proofKept = answer('ProofKept', { id: uuid, digest: string });
