/** Licences of organisations: their numbers checked against their schemes, their state on any day as known at any moment. */
import { randomUUID } from 'node:crypto';
import { categories } from '../categories/index.ts';
import { recognise, schemeById } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import {
  type Doing,
  type LicenceRow,
  licenceById,
  prefixScheme,
  type StatementFields,
  type StatementRow,
  type Store,
  stateLicence,
  statementsOf,
} from '../store/index.ts';
import { isUuid, lineIn, listIn, oneOf, required } from './checks.ts';
import { dayIn } from './days.ts';
import { type Ensure, organisationNamed } from './register.ts';

/** Those of dangerous goods, whose number has no form that was confirmed. */
const dangerousLicences = {
  civil_explosives_production: { zh: '民用爆炸物品生产许可', en: 'Production of civil explosives' },
  civil_explosives_sale: { zh: '民用爆炸物品销售许可', en: 'Sale of civil explosives' },
  fireworks_production: { zh: '烟花爆竹安全生产许可', en: 'Production of fireworks' },
  fireworks_wholesale: { zh: '烟花爆竹经营（批发）许可', en: 'Wholesale of fireworks' },
  fireworks_retail: { zh: '烟花爆竹经营（零售）许可', en: 'Retail of fireworks' },
  fireworks_display: { zh: '焰火燃放作业资质', en: 'Firework displays' },
  hazchem_production: { zh: '危险化学品安全生产许可', en: 'Production of hazardous chemicals' },
  hazchem_use: { zh: '危险化学品安全使用许可', en: 'Use of hazardous chemicals' },
  hazchem_trade: { zh: '危险化学品经营许可', en: 'Trade in hazardous chemicals' },
  hazmat_transport: { zh: '道路危险货物运输许可', en: 'Carriage of dangerous goods by road' },
  hazmat_driver: { zh: '道路危险货物运输驾驶员从业资格', en: 'Driver of dangerous goods' },
  hazmat_escort: { zh: '道路危险货物运输押运人员从业资格', en: 'Escort of dangerous goods' },
  waste_operation: { zh: '危险废物经营许可', en: 'Operation with hazardous waste' },
} as const;

/** Who may give out GS1 keys under a company prefix: membership with the number organisation. */
const companyPrefix = {
  [prefixScheme]: { zh: '中国商品条码系统成员证书（厂商识别代码）', en: 'GS1 company prefix' },
} as const;

/** Licences that rules ask for and whose numbers have no form that was confirmed: any number is taken. */
export const plainLicences = {
  drug_production: { zh: '药品生产许可', en: 'Production of drugs' },
  drug_trade: { zh: '药品经营许可', en: 'Trade in drugs' },
  medical_practice: { zh: '医疗机构执业许可或备案', en: 'Medical practice' },
  device_production: { zh: '医疗器械生产许可或备案', en: 'Production of medical devices' },
  device_trade: { zh: '医疗器械经营许可或备案', en: 'Trade in medical devices' },
  vet_production: { zh: '兽药生产许可', en: 'Production of veterinary drugs' },
  vet_trade: { zh: '兽药经营许可', en: 'Trade in veterinary drugs' },
  ...dangerousLicences,
  ...companyPrefix,
} as const;
const plainSchemes = Object.keys(plainLicences) as (keyof typeof plainLicences)[];

/** Ids of `src/codes` whose codes are licences; `other` takes numbers of which no rule was confirmed, such as those of raw-milk stations. */
export const licenceSchemes = [
  'sc',
  'jy',
  'drugapproval',
  'devicereg',
  'devicefiling',
  'pesticidereg',
  'pesticideproduction',
  'pesticidetrade',
  'vetapproval',
  'fertiliser',
  'feed',
  'seedlicence',
  'infantformula',
  'healthfood',
  'tslicence',
  'fireworkslicence',
  ...plainSchemes,
  'other',
] as const;

/** Schemes whose licences are of a category whatever is stated of them. */
export const schemeCategories: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.keys(dangerousLicences), 'fireworkslicence'].map((scheme) => [scheme, 'dangerous']),
);

/** Categories that a licence was ever stated to be of; empty where that was never said. */
export const licenceCategories = (
  { scheme }: Pick<LicenceRow, 'scheme'>,
  statements: readonly Pick<StatementFields, 'categories'>[],
): string[] => [...new Set([...statements.flatMap(({ categories: own }) => own), ...[schemeCategories[scheme] ?? []].flat()])];

/** What a statement may say of the days that it covers. `withdrawn`: an earlier statement of them was a mistake. */
export const licenceStatuses = ['valid', 'suspended', 'revoked', 'surrendered', 'withdrawn'] as const;
export type LicenceState = (typeof licenceStatuses)[number] | 'expired' | 'not_yet' | 'unknown';

/**
 * The state on a day, as known at a moment: of what was known by then, the last that covers the day. `expired` between and after the
 * periods, `not_yet` before them, `unknown` while nothing was known. `statements` in the order in which they became known.
 */
export function licenceAt(
  statements: readonly StatementRow[],
  day: string,
  knownAt: number,
): { readonly state: LicenceState; readonly statement?: StatementRow } {
  const known = statements.filter((each) => each.knownAt <= knownAt);
  const statement = known.findLast(({ from, to }) => from <= day && (to === undefined || day <= to));
  if (statement !== undefined) return { state: statement.status as LicenceState, statement };
  if (known.length === 0) return { state: 'unknown' };
  return { state: known.every(({ from }) => day < from) ? 'not_yet' : 'expired' };
}

type Loose = Readonly<Record<string, unknown>>;

/** Scheme and number in its one spelling. Throws licence_invalid, value_invalid. */
export function licenceNumber(schemeCame: unknown, numberCame: unknown): { scheme: string; number: string } {
  const number = lineIn(numberCame, 'number', 80, 2);
  if (schemeCame === prefixScheme)
    required(/^\d{6,12}$/.test(number), 'number', numberCame, 'a GS1 company prefix of 6 to 12 digits');
  if (schemeCame === 'other' || plainSchemes.some((each) => each === schemeCame)) return { scheme: schemeCame as string, number };
  const wanted = schemeCame === undefined ? undefined : oneOf(schemeCame, 'scheme', licenceSchemes);
  const readings = recognise(number).filter(({ scheme }) =>
    wanted === undefined ? (licenceSchemes as readonly string[]).includes(scheme) : scheme === wanted,
  );
  const reading = readings.find(({ structure }) => structure === 'valid') ?? readings[0];
  if (reading?.structure !== 'valid') {
    const reason = reading?.reasons[0] ?? { zh: '格式不符', en: 'its form does not fit' };
    throw new ZhuisuError('licence_invalid', {
      path: 'number',
      came: number.slice(0, 40),
      scheme: reading?.scheme ?? wanted ?? licenceSchemes.join(', '),
      cause: reason,
    });
  }
  const code = reading.canonical.slice(`urn:zhuisu:${reading.scheme}:`.length).replaceAll('%25', '%');
  return { scheme: reading.scheme, number: code };
}

function statementIn(input: Loose): StatementFields {
  const day = (name: string): string | undefined => {
    const value = input[name];
    const read = dayIn(value);
    required(value === undefined || read !== undefined, name, value, 'a day, such as 2026-01-31');
    return read;
  };
  const status = oneOf(input.status ?? 'valid', 'status', licenceStatuses);
  const [from, to] = [day('from'), day('to')];
  required(from !== undefined, 'from', input.from, 'the first day on which this holds');
  required(to === undefined || to >= from!, 'to', input.to, `a day not before ${from}`);
  const ids = categories.map(({ id }) => id);
  return {
    status,
    from: from!,
    ...(to === undefined ? {} : { to }),
    categories: listIn(input.categories, 'categories', ids.length).map((each, i) => oneOf(each, `categories[${i}]`, ids)),
    products: listIn(input.products, 'products', 200).map((each, i) => lineIn(each, `products[${i}]`, 200)),
    issuer: lineIn(input.issuer, 'issuer', 100, 0),
    reason: lineIn(input.reason, 'reason', 500, status === 'valid' ? 0 : 1),
  };
}

export interface Stated {
  readonly outcome: 'created' | 'stated' | 'exists';
  readonly licence: LicenceRow;
}

/** Registers a licence with what holds of it, or says more of one that is there. Throws licence_invalid, licence_taken, value_invalid, not_found. */
export async function addLicence(
  store: Store,
  organisation: string,
  input: Loose,
  doing: Doing,
  ensure: Ensure = () => {},
): Promise<Stated> {
  const row = await organisationNamed(store, organisation);
  ensure(row, ['licence']);
  const { id: owner } = row;
  const { scheme, number } = licenceNumber(input.scheme, input.number);
  return state(store, { id: randomUUID(), organisation: owner, scheme, number }, statementIn(input), doing, () =>
    ensure(row, ['statement']),
  );
}

/**
 * Says what holds of a licence from a day on; earlier statements stay. A suspension without an end lasts as long as the licence would
 * have. Throws value_invalid, not_found.
 */
export async function sayOfLicence(
  store: Store,
  id: string,
  input: Loose,
  doing: Doing,
  ensure: Ensure = () => {},
): Promise<Stated> {
  const licence = await licenceNamed(store, id);
  ensure(await organisationNamed(store, licence.organisation), ['statement']);
  const said = statementIn(input);
  if (said.status !== 'suspended' || said.to !== undefined) return state(store, licence, said, doing);
  const before = licenceAt((await statementsOf(store.database, [licence.id])).get(licence.id)!, said.from, doing.at).statement;
  return state(store, licence, before?.to === undefined ? said : { ...said, to: before.to }, doing);
}

/** `more` throws where somebody may not say more of a licence that is on record. */
async function state(
  store: Store,
  licence: LicenceRow,
  said: StatementFields,
  doing: Doing,
  more: () => void = () => {},
): Promise<Stated> {
  let refusal: unknown;
  try {
    more();
  } catch (error) {
    refusal = error;
  }
  const done = await stateLicence(store.database, licence, said, doing, refusal === undefined);
  if (done.outcome === 'known') throw refusal;
  if (done.outcome === 'taken') throw new ZhuisuError('licence_taken', { came: licence.number });
  return { outcome: done.outcome, licence: done.row };
}

/** Throws not_found. */
export async function licenceNamed(store: Store, id: string): Promise<LicenceRow> {
  const row = isUuid(id) ? await licenceById(store.database, id) : undefined;
  if (row === undefined) throw new ZhuisuError('not_found', { came: `licence ${id.slice(0, 40)}` });
  return row;
}

/** A statement as it is told: the moment as ISO 8601. */
export const describeStatement = ({ knownAt, ...statement }: StatementRow) => ({
  knownAt: new Date(knownAt).toISOString(),
  ...statement,
});

/** The licence as it answers a question: its scheme by name, its state, the statement that says so. */
export function describeLicence(licence: LicenceRow, statements: readonly StatementRow[], day: string, knownAt: number) {
  const scheme = schemeById.get(licence.scheme);
  const { state: now, statement } = licenceAt(statements, day, knownAt);
  return {
    ...licence,
    schemeName: scheme?.name ?? { zh: '其他证照', en: 'Other licence' },
    /** Whether the rule by which the number was checked was itself confirmed. */
    ruleVerified: scheme?.verified ?? false,
    at: day,
    state: now,
    ...(statement === undefined ? {} : { statement: describeStatement(statement) }),
  };
}
