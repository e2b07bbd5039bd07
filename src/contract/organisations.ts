/** Organisations, their sites, identifiers and licences, and the jurisdiction. Lists of `src/organisations` are given as parameters. */
import { time } from '../events/model.ts';
import {
  anything,
  boolean,
  component,
  type Infer,
  list,
  number,
  oneOf,
  pattern,
  record,
  type Shape,
  string,
  text,
  unchecked,
} from '../events/schema.ts';
import { answer, label, orNull } from './answer.ts';
import { problem } from './answers.ts';

const line = (most: number, least: number) =>
  text(
    `one line of ${least} to ${most} characters`,
    (value) => {
      const { length } = value.trim();
      return length >= least && length <= most && !/[\u0000-\u001f\u007f]/.test(value.trim());
    },
    { title: `${least}–${most}`, ...(least === 0 ? {} : { minLength: least }) },
  );
const uuid = pattern('a UUID', /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/);
const area = pattern('a division code of 6, 9 or 12 digits, or a name within the jurisdiction', /^[^\u0000-\u001f]{1,100}$/);
const identifier = pattern(
  'a GLN of 13 digits, or a URI',
  /^\s*(?:\d{13}|[a-zA-Z][a-zA-Z0-9+.-]*:[^\s\u0000-\u001f]{1,400})\s*$/,
);
const day = pattern('a day, such as 2026-01-31', /^\d{4}-\d\d-\d\d$/);
const areas = list(area, { least: 1, most: 20 });
const identifiers = list(identifier, { most: 50 });
const listOf = (words: readonly string[]) => list(oneOf(words.join(', '), words), { most: words.length });

interface OrganisationLists {
  readonly kinds: readonly string[];
  readonly forms: readonly string[];
  readonly categories: readonly string[];
}

export const organisationRequest = ({ kinds, forms, categories }: OrganisationLists) =>
  component(
    'OrganisationRequest',
    record(
      {
        id: uuid,
        kind: oneOf(kinds.join(', '), kinds),
        form: oneOf(forms.join(', '), forms),
        name: line(100, 2),
        uscc: string,
        personToken: string,
        areas,
        categories: listOf(categories),
        address: line(200, 0),
        identifiers,
      },
      { required: ['name', 'areas'], others: 'any' },
    ),
  );
export type OrganisationRequest = Infer<ReturnType<typeof organisationRequest>>;

/** Several at once; each is checked by itself, so that one that is wrong keeps nothing of the others back. */
export const organisationBatch = (one: Shape<OrganisationRequest>, most: number) =>
  component(
    'OrganisationBatch',
    record({ organisations: list(unchecked(one), { most }) }, { required: ['organisations'], others: 'any' }),
  );

export const organisationChange = (categories: readonly string[]) =>
  component(
    'OrganisationChange',
    record(
      {
        name: line(100, 2),
        areas,
        categories: listOf(categories),
        address: line(200, 0),
        version: number,
        reason: line(500, 0),
      },
      { others: 'none' },
    ),
  );
export type OrganisationChange = Infer<ReturnType<typeof organisationChange>>;

export const organisationDecision = (decisions: readonly string[]) =>
  component(
    'OrganisationDecision',
    record(
      { decision: oneOf(decisions.join(', '), decisions), reason: line(500, 0), version: number },
      { required: ['decision'], others: 'any' },
    ),
  );
export type OrganisationDecision = Infer<ReturnType<typeof organisationDecision>>;

export const siteRequest = (kinds: readonly string[]) =>
  component(
    'SiteRequest',
    record(
      {
        id: uuid,
        kind: oneOf(kinds.join(', '), kinds),
        name: line(100, 2),
        area,
        address: line(200, 0),
        latitude: number,
        longitude: number,
        closed: boolean,
        categories: list(string),
        identifiers,
      },
      { required: ['name'], others: 'any' },
    ),
  );
export type SiteRequest = Infer<ReturnType<typeof siteRequest>>;

export const identifierRequest = component(
  'IdentifierRequest',
  record({ uri: identifier, site: uuid }, { required: ['uri'], others: 'any' }),
);
export type IdentifierRequest = Infer<typeof identifierRequest>;

interface LicenceLists {
  readonly schemes: readonly string[];
  readonly statuses: readonly string[];
  readonly categories: readonly string[];
}

const statementMembers = ({ statuses, categories }: Omit<LicenceLists, 'schemes'>) => ({
  status: oneOf(statuses.join(', '), statuses),
  from: day,
  to: day,
  categories: listOf(categories),
  products: list(line(200, 1), { most: 200 }),
  issuer: line(100, 0),
  reason: line(500, 0),
});
export const statementRequest = (lists: Omit<LicenceLists, 'schemes'>) =>
  component('StatementRequest', record(statementMembers(lists), { required: ['from'], others: 'any' }));
export type StatementRequest = Infer<ReturnType<typeof statementRequest>>;

export const licenceRequest = ({ schemes, ...lists }: LicenceLists) =>
  component(
    'LicenceRequest',
    record(
      { scheme: oneOf(schemes.join(', '), schemes), number: line(80, 2), ...statementMembers(lists) },
      { required: ['number', 'from'], others: 'any' },
    ),
  );
export type LicenceRequest = Infer<ReturnType<typeof licenceRequest>>;

const organisationMembers = {
  id: string,
  kind: string,
  form: string,
  name: string,
  uscc: string,
  account: string,
  status: string,
  statusName: label,
  areas: list(string),
  categories: list(string),
  address: string,
  jurisdiction: string,
  department: string,
  version: number,
  registeredAt: time,
  changedAt: time,
};
const sometimes = ['uscc', 'account', 'jurisdiction', 'department'] as const;
export const organisation = answer('Organisation', organisationMembers, sometimes);
export type Organisation = Infer<typeof organisation>;
export const organisations = answer('Organisations', { organisations: list(organisation), nextPage: string }, ['nextPage']);

const batchItem = answer(
  'OrganisationOutcome',
  {
    status: oneOf('created, exists, changed or refused', ['created', 'exists', 'changed', 'refused']),
    id: string,
    problem,
  },
  ['id', 'problem'],
);
export const organisationOutcomes = answer('OrganisationOutcomes', { items: list(batchItem) });

const publicArea = answer('PublicArea', { code: string, zh: string, en: string }, ['zh', 'en']);
const publicOrganisation = answer('PublicOrganisation', {
  name: string,
  areas: list(publicArea),
  categories: list(string),
  status: string,
  statusName: label,
});
export const publicOrganisations = answer('PublicOrganisations', { organisations: list(publicOrganisation), nextPage: string }, [
  'nextPage',
]);

export const site = answer(
  'Site',
  {
    id: string,
    organisation: string,
    kind: string,
    name: string,
    area: string,
    address: string,
    categories: list(string),
    latitude: number,
    longitude: number,
    closedAt: time,
  },
  ['latitude', 'longitude', 'closedAt'],
);
export type Site = Infer<typeof site>;
const named = answer('Identifier', { uri: string, site: string }, ['site']);
export const identifierAnswer = answer('IdentifierAnswer', { uri: string });

const statement = answer(
  'Statement',
  {
    knownAt: time,
    actor: string,
    status: string,
    from: string,
    to: string,
    categories: list(string),
    products: list(string),
    issuer: string,
    reason: string,
  },
  ['to'],
);
const licenceRow = { id: string, organisation: string, scheme: string, number: string };
const licenceMembers = {
  ...licenceRow,
  schemeName: label,
  ruleVerified: boolean,
  at: string,
  state: string,
  statement,
};
export const licence = answer('Licence', licenceMembers, ['statement']);
export type Licence = Infer<typeof licence>;
export const licenceDetails = answer('LicenceDetails', { ...licenceMembers, statements: list(statement) }, ['statement']);
export const licences = answer('Licences', { licences: list(licence), nextPage: string }, ['nextPage']);
export const licenceOutcome = answer('LicenceOutcome', {
  outcome: oneOf('created, stated or exists', ['created', 'stated', 'exists']),
  ...licenceRow,
});
export type LicenceOutcome = Infer<typeof licenceOutcome>;
export const licenceSchemesAnswer = answer('LicenceSchemes', {
  schemes: list(answer('LicenceScheme', { id: string, name: label, source: string, verified: boolean })),
});

export const organisationDetails = answer(
  'OrganisationDetails',
  { ...organisationMembers, sites: list(site), identifiers: list(named), licences: list(licence) },
  sometimes,
);
export type OrganisationDetails = Infer<typeof organisationDetails>;

const change = answer('Change', { at: time, actor: string, action: string, reason: string, before: anything, after: anything });
export const organisationHistory = answer('OrganisationHistory', { changes: list(change) });
export type OrganisationHistory = Infer<typeof organisationHistory>;

const importRow = answer(
  'ImportRow',
  {
    row: number,
    status: oneOf('created, exists, changed or refused', ['created', 'exists', 'changed', 'refused']),
    id: string,
    name: string,
    problems: list(problem),
  },
  ['id'],
);
export const importReport = answer('ImportReport', {
  checkOnly: boolean,
  counts: answer('ImportCounts', { created: number, exists: number, changed: number, refused: number }),
  rows: list(importRow),
});
export type ImportReport = Infer<typeof importReport>;

const sourced = { zh: string, en: string, source: string, verified: boolean };
const areaAnswer = answer(
  'Area',
  { code: string, level: string, ...sourced, parent: string, successor: string, from: string, to: string },
  ['parent', 'successor', 'from', 'to'],
);
const department = answer('Department', {
  id: string,
  organisation: string,
  kind: string,
  level: string,
  ...sourced,
  areas: list(string),
  leads: list(string),
  joins: list(string),
  coordinates: boolean,
  functions: list(string),
});
const duty = answer('CategoryDuty', {
  id: string,
  zh: string,
  en: string,
  leads: list(string),
  joins: list(string),
  tasks: list(answer('DutyTask', { department: string, zh: string, en: string })),
});
export const jurisdictionAnswer = answer(
  'Jurisdiction',
  {
    id: string,
    zh: string,
    en: string,
    level: string,
    code: string,
    parent: orNull(string),
    at: string,
    areas: list(areaAnswer),
    departments: list(department),
    functions: list(answer('DutyFunction', { id: string, ...sourced })),
    categories: list(duty),
    children: list(anything),
  },
  ['parent', 'children'],
);
export type JurisdictionAnswer = Infer<typeof jurisdictionAnswer>;
