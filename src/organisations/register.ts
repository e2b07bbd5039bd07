/** From what a registration says to the organisation that it becomes, and what is decided and changed later. */
import { createHash, randomUUID } from 'node:crypto';
import type { OrganisationKind, RegisterPart } from '../access/index.ts';
import { categories } from '../categories/index.ts';
import { recognise } from '../codes/index.ts';
import { problem, ZhuisuError } from '../errors.ts';
import type { Day, Jurisdiction } from '../jurisdictions/index.ts';
import {
  changeOrganisation,
  type Doing,
  type MayRegister,
  type OrganisationFields,
  type OrganisationRow,
  organisationById,
  type Registered,
  type RegisteredAs,
  type Registration,
  registerOrganisations,
  type Store,
} from '../store/index.ts';
import { areaIn, identifierIn, isUuid, lineIn, listIn, oneOf, refuseIdentityNumber, required, uuidIn } from './checks.ts';
import { after, type Decision, transitions } from './life.ts';

/** Bodies come from the file of the jurisdiction; these register. */
export const registrable = [
  'enterprise',
  'association',
  'bank',
  'insurer',
  'platform',
  'vendor',
] as const satisfies readonly OrganisationKind[];
/** 组织形式 of an enterprise. */
export const forms = ['company', 'cooperative', 'family_farm', 'individual_household', 'natural_person'] as const;

/** Where and when it is registered. */
export interface Registry {
  readonly jurisdiction: Jurisdiction;
  readonly today: Day;
}

type Loose = Readonly<Record<string, unknown>>;

/** Throws value_invalid or person_number_refused for the first member that is wrong, with every fault among its problems. */
export function readRegistration(input: Loose, registry: Registry, account?: string): Registration {
  const faults: ZhuisuError[] = [];
  const attempt = <Value>(read: () => Value, otherwise: Value): Value => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ZhuisuError)) throw error;
      faults.push(error);
      return otherwise;
    }
  };
  const kind = attempt(() => oneOf(input.kind ?? 'enterprise', 'kind', registrable), 'enterprise');
  const form = kind === 'enterprise' ? attempt(() => oneOf(input.form ?? 'company', 'form', forms), 'natural_person') : '';
  const fields: OrganisationFields = {
    kind,
    form,
    name: attempt(() => lineIn(input.name, 'name', 100, 2), ''),
    uscc: attempt(() => creditCode(input.uscc, form === 'natural_person' || form === 'family_farm'), undefined),
    personToken: attempt(() => tokenIn(input.personToken), undefined),
    areas: attempt(() => areasIn(input.areas, registry), []),
    categories: attempt(() => categoriesIn(input.categories), []),
    address: attempt(() => lineIn(input.address, 'address', 200, 0), ''),
  };
  const id = attempt(() => uuidIn(input.id, 'id', () => (fields.uscc === undefined ? nameBased(fields) : randomUUID())), '');
  const named = attempt(() => listIn(input.identifiers, 'identifiers', 50), []).map((each, i) =>
    attempt(() => identifierIn(each, `identifiers[${i}]`, 'party'), ''),
  );
  const [first] = faults;
  if (first !== undefined)
    throw new ZhuisuError(first.code, first.details, { problems: faults.map(({ code, details }) => problem(code, details)) });
  const { uscc } = fields;
  const uris = [...new Set([`urn:uuid:${id}`, ...(uscc === undefined ? [] : [`urn:zhuisu:uscc:${uscc}`]), ...named])];
  return { ...fields, id, status: 'registered', account, uris };
}

function areasIn(value: unknown, { jurisdiction, today }: Registry): string[] {
  const areas = listIn(value, 'areas', 20).map((each, i) => areaIn(each, `areas[${i}]`, jurisdiction, today));
  required(areas.length > 0, 'areas', value, 'at least one area');
  return [...new Set(areas)];
}

function categoriesIn(value: unknown): string[] {
  const ids = categories.map(({ id }) => id);
  return [...new Set(listIn(value, 'categories', ids.length).map((each, i) => oneOf(each, `categories[${i}]`, ids)))];
}

/** GB 32100-2015. A resident's number in its place is refused, not stored. */
function creditCode(value: unknown, isOptional: boolean): string | undefined {
  if (isOptional && (value === undefined || value === '')) return undefined;
  const expected = 'the unified social credit code of 18 characters';
  required(typeof value === 'string' && value.length <= 40, 'uscc', value, expected);
  const reading = recognise(value as string).find(({ scheme }) => scheme === 'uscc');
  if (reading?.structure !== 'valid') refuseIdentityNumber(value as string, 'uscc');
  const reason = reading?.reasons[0];
  required(reading?.structure === 'valid', 'uscc', value, reason === undefined ? expected : `${expected}: ${reason.en}`);
  return reading!.canonical.slice('urn:zhuisu:uscc:'.length);
}

function tokenIn(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  required(typeof value === 'string' && /^[\w.:-]{16,200}$/.test(value), 'personToken', '…', 'a token of 16 to 200 characters');
  refuseIdentityNumber(value as string, 'personToken');
  return value as string;
}

/** The same person or farm without a credit code is the same registration when it comes again. */
function nameBased({ form, name, areas, address, personToken = '' }: OrganisationFields): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([form, name, areas, address, personToken]))
    .digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export interface RegisterOptions {
  /** One that is there and differs is changed. */
  readonly update?: boolean;
  /** What is registered needs no review. */
  readonly approved?: boolean;
  /** Only says what would happen. */
  readonly check?: boolean;
  /** Absent: everything may be registered. */
  readonly may?: MayRegister | undefined;
}

/** Registers each; the answers are in order. */
export function register(
  store: Store,
  registrations: readonly Registration[],
  doing: Doing,
  { update = false, approved = false, check = false, may }: RegisterOptions = {},
): Promise<Registered[]> {
  const wanted = approved ? registrations.map((each) => ({ ...each, status: 'active' })) : registrations;
  return registerOrganisations(store.database, wanted, doing, { update, check, may });
}

/** The refusal in an answer; undefined where it holds none. */
export function refusalOf(answer: Registered): ZhuisuError | undefined {
  if (answer.outcome === 'barred') return answer.refusal;
  if (answer.outcome === 'taken') return new ZhuisuError('identifier_taken', { came: answer.uri });
  if (answer.outcome !== 'differs') return undefined;
  return new ZhuisuError('organisation_exists', { came: answer.row.uscc ?? answer.row.name, id: answer.row.id });
}

/** Throws not_found. */
export async function organisationNamed(store: Store, id: string): Promise<OrganisationRow> {
  const row = isUuid(id) ? await organisationById(store.database, id) : undefined;
  return found(row, id);
}

function found(row: OrganisationRow | undefined, id: string): OrganisationRow {
  if (row === undefined) throw new ZhuisuError('not_found', { came: `organisation ${id.slice(0, 40)}` });
  return row;
}

/** Throws the refusal where somebody may not touch these parts of it. Asked of what it is and of what it becomes. */
export type Ensure = (row: RegisteredAs, parts?: readonly RegisterPart[]) => void;

export function ensureOwn({ jurisdiction, name }: OrganisationRow): void {
  if (jurisdiction !== undefined) throw new ZhuisuError('body_fixed', { name });
}

export function ensureVersion(row: OrganisationRow, version: unknown): void {
  if (version === undefined || version === row.version) return;
  throw new ZhuisuError('version_changed', { came: String(version).slice(0, 20), expected: row.version });
}

/** Throws value_invalid, transition_refused, version_changed, body_fixed, not_found. */
export async function decide(
  store: Store,
  id: string,
  input: Loose,
  doing: Doing,
  ensure: Ensure = () => {},
): Promise<OrganisationRow> {
  const decision = oneOf(input.decision, 'decision', Object.keys(transitions) as Decision[]);
  const reason = lineIn(input.reason, 'reason', 500, transitions[decision].reasoned ? 1 : 0);
  const row = await organisationNamed(store, id);
  ensure(row);
  const changed = await changeOrganisation(store.database, row.id, doing, (current) => {
    ensureOwn(current);
    ensure(current);
    ensureVersion(current, input.version);
    return { change: { status: after(current.status, decision) }, action: decision, reason };
  });
  return found(changed, id);
}

const changeable = ['name', 'areas', 'categories', 'address', 'version', 'reason'] as const;

/**
 * Changes name, areas, categories or address. One that was refused is thereby submitted again. Throws value_invalid, version_changed,
 * body_fixed, transition_refused (closed), not_found.
 */
export async function change(
  store: Store,
  id: string,
  input: Loose,
  registry: Registry,
  doing: Doing,
  ensure: Ensure = () => {},
): Promise<OrganisationRow> {
  const unknown = Object.keys(input).find((name) => !(changeable as readonly string[]).includes(name));
  required(unknown === undefined, unknown ?? '', input[unknown ?? ''], `what may change: ${changeable.join(', ')}`);
  const fields = {
    ...(input.name === undefined ? {} : { name: lineIn(input.name, 'name', 100, 2) }),
    ...(input.address === undefined ? {} : { address: lineIn(input.address, 'address', 200, 0) }),
    ...(input.areas === undefined ? {} : { areas: areasIn(input.areas, registry) }),
    ...(input.categories === undefined ? {} : { categories: categoriesIn(input.categories) }),
  };
  const reason = lineIn(input.reason, 'reason', 500, 0);
  const row = await organisationNamed(store, id);
  // Before its version is compared: that there is one is told only to whoever may know.
  ensure(row, []);
  const changed = await changeOrganisation(store.database, row.id, doing, (current) => {
    ensureOwn(current);
    const parts = (Object.keys(fields) as (keyof typeof fields & RegisterPart)[]).filter(
      (name) => JSON.stringify(fields[name]) !== JSON.stringify(current[name]),
    );
    ensure(current, parts);
    ensure({ ...current, ...fields }, parts);
    ensureVersion(current, input.version);
    if (current.status === 'closed') after(current.status, 'resubmit');
    const again = current.status === 'refused' ? { status: after(current.status, 'resubmit') } : {};
    return { change: { ...fields, ...again }, action: current.status === 'refused' ? 'resubmit' : 'change', reason };
  });
  return found(changed, id);
}
