/** Cases, looks, consents, counts, and the periods of access control. Bounds are those of `src/access/settings.ts`, given as parameters. */
import { time } from '../events/model.ts';
import { boolean, component, type Infer, list, number, oneOf, pattern, record, string, text, whole } from '../events/schema.ts';
import { answer, orNull } from './answer.ts';

const line = (least: number, most: number) =>
  text(
    `one line of ${least} to ${most} characters`,
    (value) => {
      const { length } = value.trim();
      return length >= least && length <= most && !/[\u0000-\u001f\u007f]/.test(value);
    },
    { minLength: least, pattern: '^[^\\u0000-\\u001f\\u007f]*$' },
  );
const upTo = (most: number) => whole(`a whole number from 1 to ${most}`, 1, most);
const code = text('a code in any spelling', (value) => value.trim() !== '' && value.length <= 2_000, {
  minLength: 1,
  maxLength: 2_000,
});
const reason = line(4, 500);

export const caseRequest = (roots: number, days: number) =>
  component(
    'CaseRequest',
    record(
      { reason, category: string, roots: list(code, { least: 1, most: roots }), legalBasis: line(4, 300), days: upTo(days) },
      { required: ['reason', 'category', 'roots', 'legalBasis', 'days'], others: 'none' },
    ),
  );
export type CaseRequest = Infer<ReturnType<typeof caseRequest>>;

export const caseExtension = (days: number) =>
  component('CaseExtension', record({ reason, days: upTo(days) }, { required: ['reason', 'days'], others: 'none' }));
export type CaseExtension = Infer<ReturnType<typeof caseExtension>>;

export const caseClosing = component('CaseClosing', record({ reason }, { required: ['reason'], others: 'none' }));
export type CaseClosing = Infer<typeof caseClosing>;

const caseMembers = {
  id: string,
  organisation: string,
  account: orNull(string),
  reason: string,
  category: string,
  roots: list(string),
  legalBasis: string,
  openedAt: time,
  until: time,
  closedAt: time,
};
const act = answer(
  'CaseAct',
  {
    act: oneOf('open, extend or close', ['open', 'extend', 'close']),
    at: time,
    account: orNull(string),
    reason: string,
    until: time,
  },
  ['until'],
);
export const caseAnswer = answer('Case', caseMembers, ['closedAt']);
export type Case = Infer<typeof caseAnswer>;
export const caseDetails = answer('CaseDetails', { ...caseMembers, acts: list(act) }, ['closedAt']);
export type CaseDetails = Infer<typeof caseDetails>;
export const cases = answer('Cases', { cases: list(caseAnswer) });

const look = answer(
  'Look',
  {
    id: string,
    owner: string,
    at: time,
    organisation: string,
    account: orNull(string),
    ground: oneOf('case, consent or group', ['case', 'consent', 'group']),
    groundId: string,
    reason: string,
    asked: string,
    events: number,
    fields: string,
    shownAt: time,
  },
  ['asked', 'shownAt'],
);
export type Look = Infer<typeof look>;
export const looks = answer('Looks', { looks: list(look) });

const setting = answer('Setting', { value: number, zh: string, en: string, source: string, verified: boolean });
export const accessSettings = (names: readonly string[]) =>
  answer('AccessSettings', { settings: answer('', Object.fromEntries(names.map((name) => [name, setting]))) });

const month = pattern('a month, such as 2026-11', /^\d{4}-\d\d$/);
const count = answer('Count', { month, category: string, events: number, onTimeShare: number });
export const counts = answer('Counts', { counts: list(count) });
export type Counts = Infer<typeof counts>;

export const consentRequest = (categories: readonly string[], days: number) =>
  component(
    'ConsentRequest',
    record(
      {
        receiver: pattern('a uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        kind: oneOf('one of aggregates, fields', ['aggregates', 'fields']),
        purpose: line(4, 300),
        categories: orNull(list(oneOf(categories.join(', '), categories), { least: 1, most: categories.length })),
        things: orNull(list(code, { least: 1, most: 100 })),
        days: upTo(days),
      },
      { required: ['receiver', 'kind', 'purpose', 'days'], others: 'none' },
    ),
  );
export type ConsentRequest = Infer<ReturnType<typeof consentRequest>>;

export const consent = answer(
  'Consent',
  {
    id: string,
    grantor: string,
    receiver: string,
    account: orNull(string),
    kind: oneOf('aggregates or fields', ['aggregates', 'fields']),
    fields: oneOf('business or status', ['business', 'status']),
    purpose: string,
    categories: orNull(list(string)),
    things: orNull(list(string)),
    from: time,
    until: time,
    givenAt: time,
    withdrawnAt: time,
  },
  ['withdrawnAt'],
);
export type Consent = Infer<typeof consent>;
export const consents = answer('Consents', { consents: list(consent) });

/** A cell of few events could be told apart; its numbers are null. */
const cell = answer('ConsentedCount', { month, category: string, events: orNull(number), onTimeShare: orNull(number) });
export const consentedCounts = answer('ConsentedCounts', { organisation: string, smallestGroup: setting, counts: list(cell) });
export type ConsentedCounts = Infer<typeof consentedCounts>;
