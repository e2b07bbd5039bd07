/** Records by stage, categories, evaluations, drafts, registers. What profiles hold is open: a category may come to have more. */

import { time } from '../events/model.ts';
import { boolean, component, either, type Infer, list, nil, number, oneOf, pattern, record, string } from '../events/schema.ts';
import { answer } from './answer.ts';
import { fault } from './answers.ts';

const words = answer('Words', { zh: string, en: string });
const free = record({}, { others: 'any' });

export const ruleTold = answer('RuleTold', {
  rule: string,
  severity: oneOf('block, alarm or warn', ['block', 'alarm', 'warn']),
  outcome: oneOf('fails or unknown', ['fails', 'unknown']),
  told: words,
  repair: words,
  events: list(string),
});
export type RuleTold = Infer<typeof ruleTold>;

const recordFault = answer('RecordFault', { key: string, came: string, expected: words });
const status = {
  index: number,
  status: oneOf('stored, exists, refused or rolled_back', ['stored', 'exists', 'refused', 'rolled_back']),
  eventID: string,
  faults: list(recordFault),
  rules: list(ruleTold),
  errors: list(fault),
};
export const recordStatus = answer('RecordStatus', status, ['eventID', 'faults', 'rules', 'errors']);
export const recordReceipt = answer('RecordReceipt', { ...status, recordTime: time }, ['faults', 'rules', 'errors']);
export const recordsChecked = answer('RecordsChecked', {
  records: list(
    answer('CheckedRecord', { ...status, status: oneOf('acceptable or refused', ['acceptable', 'refused']) }, [
      'eventID',
      'faults',
      'rules',
      'errors',
    ]),
  ),
});
export const recordReport = answer('RecordReport', {
  received: number,
  stored: number,
  existing: number,
  refused: number,
  recordTime: time,
  records: list(recordStatus),
});
export type RecordReport = Infer<typeof recordReport>;
export const recordAnswer = either('what became of the list, or of the one record', recordReport, recordReceipt);

export const recordBody = either('a record by the schema of the stage, or a list of them', free, list(free));

const stageBrief = answer('StageBrief', { id: string, name: words, bizStep: string });
const categoryMembers = { id: string, number: string, name: words, closed: boolean, stages: list(stageBrief) };
export const categoryList = list(answer('CategoryBrief', categoryMembers));
export type CategoryList = Infer<typeof categoryList>;
export const categoryAnswer = answer(
  'Category',
  {
    ...categoryMembers,
    version: string,
    validFrom: string,
    chains: list(free),
    products: list(free),
    rules: list(free),
    registers: list(free),
    lists: list(free),
  },
  ['version', 'validFrom', 'chains', 'products', 'rules', 'registers', 'lists'],
);
export const productList = answer('Products', {
  products: list(
    answer('Product', {
      category: string,
      id: string,
      name: words,
      chain: answer('ProductChain', { id: string, name: words, stages: list(string) }),
      source: answer('ProductSource', { text: string, verified: boolean }),
    }),
  ),
});
export type ProductList = Infer<typeof productList>;
const column = answer('StageColumn', {
  key: string,
  name: words,
  field: string,
  part: oneOf('value, quantity or unit', ['value', 'quantity', 'unit']),
  required: boolean,
});
export const stageDefinition = answer('StageDefinition', {
  id: string,
  name: words,
  bizStep: string,
  category: string,
  version: string,
  event: free,
  fields: list(free),
  columns: list(column),
  example: free,
  rules: list(free),
  source: free,
});
export type StageDefinition = Infer<typeof stageDefinition>;

export const evaluations = answer('Evaluations', {
  evaluations: list(
    answer('Evaluation', {
      eventID: string,
      stored: boolean,
      rule: string,
      category: string,
      stage: string,
      version: string,
      severity: string,
      outcome: string,
      told: words,
      events: list(string),
      askedAt: time,
    }),
  ),
});
export type Evaluations = Infer<typeof evaluations>;

export const versions = answer('ProfileVersions', {
  versions: list(answer('ProfileVersion', { version: string, validFrom: string })),
});

const profileFault = answer('ProfileFault', { path: string, came: string, expected: string });
const draftMembers = {
  id: string,
  category: string,
  base: string,
  createdAt: time,
  actor: string,
  organisation: string,
  published: string,
};
const draftOptional = ['organisation', 'published'] as const;
export const draftMade = answer('DraftMade', { ...draftMembers, faults: list(profileFault) }, draftOptional);
export const draftAnswer = answer('Draft', { ...draftMembers, profile: free }, draftOptional);
export const draftList = answer('Drafts', { drafts: list(answer('DraftBrief', draftMembers, draftOptional)) });
export const draftChecked = answer('DraftChecked', { ok: boolean, faults: list(profileFault) });
export const draftPublished = answer('DraftPublished', { ...draftMembers, version: string, validFrom: string }, draftOptional);

const day = pattern('a day, YYYY-MM-DD', /^\d{4}-\d\d-\d\d$/);
/** Either the whole profile, or what is added to the one in force. */
export const draftRequest = component('DraftRequest', record({ profile: free, add: free }, { others: 'any' }));
export const publishRequest = component(
  'PublishRequest',
  record({ version: string, validFrom: day, reason: string }, { required: ['version', 'validFrom'], others: 'none' }),
);

const rowMembers = {
  key: string,
  row: either('the columns of the register, or null where it is struck off', free, nil),
  from: string,
  until: string,
  organisation: string,
  actor: string,
  by: string,
  reason: string,
  knownAt: time,
};
const rowOptional = ['until', 'organisation', 'by'] as const;
const registerRow = answer('RegisterRow', rowMembers, rowOptional);
export const registerList = answer('RegisterRows', { rows: list(registerRow) });
export const registerHistory = answer('RegisterHistory', { statements: list(registerRow) });
const bookGroup = answer(
  'BookGroup',
  {
    by: free,
    unit: string,
    book: number,
    counted: number,
    bookThen: number,
    differs: boolean,
    countedAt: time,
    countEvent: string,
    events: list(string),
  },
  ['unit', 'counted', 'bookThen', 'differs', 'countedAt', 'countEvent'],
);
export const reconciliation = answer('Reconciliation', {
  key: string,
  row: free,
  books: list(answer('Book', { rule: string, name: words, groups: list(bookGroup) })),
  limits: list(answer('BookLimit', { rule: string, column: string, most: number, by: free, used: number, left: number }, ['by'])),
  complete: boolean,
});
export type Reconciliation = Infer<typeof reconciliation>;
export const registerAnswer = either(
  'the row, its history, or its books',
  registerRow,
  either('its history or its books', registerHistory, reconciliation),
);
export const registerStated = answer(
  'RegisterStated',
  { ...rowMembers, status: oneOf('stated or unchanged', ['stated', 'unchanged']) },
  rowOptional,
);
export const registerReport = answer('RegisterReport', {
  received: number,
  stated: number,
  unchanged: number,
  refused: number,
  rows: list(
    answer(
      'RegisterStatus',
      {
        index: number,
        status: oneOf('stated, unchanged or refused', ['stated', 'unchanged', 'refused']),
        key: string,
        line: number,
        errors: list(fault),
      },
      ['key', 'line', 'errors'],
    ),
  ),
});
export type RegisterReport = Infer<typeof registerReport>;

export const dueList = answer('DueDates', {
  day: string,
  until: string,
  due: list(
    answer(
      'DueDate',
      {
        kind: oneOf('register or licence', ['register', 'licence']),
        register: string,
        licence: string,
        scheme: string,
        schemeName: words,
        status: string,
        issuer: string,
        products: list(string),
        key: string,
        organisation: string,
        column: string,
        name: words,
        due: string,
        daysLeft: number,
        overdue: boolean,
        rules: list(string),
        missing: list(answer('MissingInRow', { column: string, name: words, rules: list(string) })),
      },
      ['organisation', 'register', 'licence', 'scheme', 'schemeName', 'status', 'issuer', 'products'],
    ),
  ),
});
export type DueList = Infer<typeof dueList>;

const rowRequestMembers = {
  row: either('the columns of the register, or null to strike it off', free, nil),
  from: day,
  until: day,
  organisation: string,
  reason: string,
};
export const rowRequest = component('RegisterRowRequest', record(rowRequestMembers, { required: ['row'], others: 'any' }));
const keyedRow = component(
  'RegisterRowsRequest',
  record({ key: string, ...rowRequestMembers }, { required: ['key', 'row'], others: 'any' }),
);
export type RegisterRowRequest = Infer<typeof keyedRow>;
export const rowsRequest = list(keyedRow);
