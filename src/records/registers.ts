/** Registers beside the log: rows that rules read, stated for a time, with their whole history. */

import type { Register, Words } from '../categories/definition.ts';
import { dayOf } from '../categories/rules/situation.ts';
import { type Problem, problem, ZhuisuError } from '../errors.ts';
import { isUuid } from '../organisations/index.ts';
import { type RegisterStatement, registerKey, registerStatements, type Store, stateRegister } from '../store/index.ts';
import { profilesOf } from './book.ts';
import { keyIn } from './register-keys.ts';

export interface RegisterPlace {
  readonly category: string;
  readonly register: Register;
}

/** Throws not_found. */
export async function registerNamed(store: Store, category: string, id: string, now: number): Promise<RegisterPlace> {
  const set = (await profilesOf(store)).on(dayOf(now * 1_000));
  const register = set.profiles.find((each) => each.category === category)?.registers.find((each) => each.id === id);
  if (register !== undefined) return { category, register };
  throw new ZhuisuError('not_found', { came: `/api/v1/registers/${category.slice(0, 60)}/${id.slice(0, 60)}` });
}

type Content = Readonly<Record<string, string | number | boolean>>;
type Loose = Readonly<Record<string, unknown>>;

interface Fault {
  readonly path: string;
  readonly came: string;
  readonly expected: Words;
}

export interface Stating {
  readonly actor: string;
  /** uuid of the organisation that states it. */
  readonly by: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether this row, which names that organisation, may be stated; with what stood there before. Throws the reason. */
  readonly allow: (organisation: string | undefined, before: RegisterStatement | undefined) => void;
  /** Set for firms: their rows name them. */
  readonly own: string | undefined;
}

export interface RegisterStatus {
  readonly index: number;
  readonly status: 'stated' | 'unchanged' | 'refused';
  readonly key?: string;
  readonly errors?: readonly Problem[];
}

/**
 * States rows: `{key, row, from?, until?, organisation?, reason?}`; a row of null strikes the key off. One that says what holds already
 * changes nothing. A bad one never hides the others’ status.
 */
export async function stateRows(
  store: Store,
  place: RegisterPlace,
  rows: readonly unknown[],
  stating: Stating,
): Promise<RegisterStatus[]> {
  const name = { category: place.category, register: place.register.id };
  const read = rows.map((row) => statementIn(place, row, stating));
  const keys = [...new Set(read.flatMap((each) => ('key' in each ? [each.key] : [])))];
  const held = await registerStatements(
    store.database,
    keys.map((key) => ({ ...name, key })),
  );
  const latest = new Map(keys.map((key) => [key, held.get(registerKey(name, key))?.at(-1)]));
  const fresh: RegisterStatement[] = [];
  const statuses = read.map((each, index): RegisterStatus => {
    if (!('key' in each)) return { index, status: 'refused', errors: each.map((fault) => faultTold(fault, index)) };
    const before = latest.get(each.key);
    try {
      stating.allow(each.organisation, before);
    } catch (error) {
      if (!(error instanceof ZhuisuError)) throw error;
      return { index, status: 'refused', key: each.key, errors: [{ ...problem(error.code, error.details), index }] };
    }
    if (before !== undefined && says(before) === says(each)) return { index, status: 'unchanged', key: each.key };
    fresh.push(each);
    latest.set(each.key, each);
    return { index, status: 'stated', key: each.key };
  });
  if (fresh.length > 0) await stateRegister(store.database, name, fresh);
  return statuses;
}

const says = ({ content, from, until, organisation }: RegisterStatement): string =>
  JSON.stringify([content === undefined ? null : Object.entries(content).sort(), from, until ?? null, organisation ?? null]);

const faultTold = ({ path, came, expected }: Fault, index: number): Problem => ({
  ...problem('value_invalid', { path, came, expected: `${expected.zh} ${expected.en}` }),
  index,
});

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);
const isDay = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  !Number.isNaN(Date.parse(value)) &&
  new Date(value).toISOString().startsWith(value);

function statementIn(place: RegisterPlace, came: unknown, { actor, by, now, own }: Stating): RegisterStatement | Fault[] {
  const faults: Fault[] = [];
  const fault = (path: string, value: unknown, zh: string, en: string): undefined => {
    faults.push({ path, came: shown(value), expected: { zh, en } });
    return undefined;
  };
  if (came === null || typeof came !== 'object' || Array.isArray(came))
    return [{ path: '$', came: shown(came), expected: { zh: '一个对象', en: 'an object' } }];
  const { key: named, row, from = dayOf(now * 1_000), until, organisation = own, reason = '', ...other } = came as Loose;
  const schemes = place.register.key.schemes?.join(', ');
  const key = keyIn(place.register, named) ?? fault('key', named, schemes ?? '一行文字', schemes ?? 'one line of text');
  for (const [path, value] of Object.entries(other))
    fault(path, value, '没有此项', 'only key, row, from, until, organisation, reason');
  if (!isDay(from)) fault('from', from, '日期', 'a day such as 2026-05-01');
  if (until !== undefined && !(isDay(until) && until >= String(from)))
    fault('until', until, '不早于 from 的日期', 'a day not before from');
  if (organisation !== undefined && !(typeof organisation === 'string' && isUuid(organisation)))
    fault('organisation', organisation, '主体的 UUID', 'the uuid of an organisation');
  if (typeof reason !== 'string' || reason.length > 500) fault('reason', reason, '不超过 500 字', 'up to 500 characters');
  const content = row === null ? undefined : contentIn(place.register, row, fault);
  if (faults.length > 0) return faults;
  return {
    key: key!,
    content,
    from: from as string,
    until: until as string | undefined,
    organisation: organisation as string | undefined,
    actor,
    by,
    reason: reason as string,
    knownAt: now,
  };
}

type Complain = (path: string, value: unknown, zh: string, en: string) => undefined;

function contentIn({ columns }: Register, came: unknown, fault: Complain): Content | undefined {
  if (came === undefined || came === null || typeof came !== 'object' || Array.isArray(came))
    return fault('row', came, '一个对象，或 null 表示注销', 'an object, or null to strike it off');
  const row = came as Loose;
  const content: Record<string, string | number | boolean> = {};
  for (const name of Object.keys(row))
    if (!columns.some(({ key }) => key === name))
      fault(`row.${name}`, row[name], '没有此项', `only ${columns.map(({ key }) => key).join(', ')}`);
  for (const { key, kind, optional } of columns) {
    const value = row[key];
    if (value === undefined || value === null || value === '') {
      if (!optional) fault(`row.${key}`, value, '必填', 'a value: it is required');
      continue;
    }
    const fits =
      kind === 'text'
        ? typeof value === 'string' && value.length <= 500
        : kind === 'number'
          ? typeof value === 'number' && Number.isFinite(value)
          : kind === 'flag'
            ? typeof value === 'boolean'
            : isDay(value);
    if (fits) content[key] = value as string | number | boolean;
    else
      fault(`row.${key}`, value, { text: '文字', number: '数', flag: '是或否', date: '日期' }[kind], `a value of kind ${kind}`);
  }
  return content;
}
