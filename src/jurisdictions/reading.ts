/** Reads the file of a jurisdiction: everything is checked, and the first fault names its path, what came and what was expected. */
import { categories } from '../categories/index.ts';
import type { Jurisdiction } from './types.ts';

export interface Fault {
  readonly path: string;
  readonly came: string;
  readonly expected: string;
}

type Loose = Readonly<Record<string, unknown>>;
type Check = (value: unknown, path: string) => void;

/** Carries a fault out of the checks; never leaves this file. */
class Wrong extends Error {
  readonly fault: Fault;
  constructor(path: string, came: unknown, expected: string) {
    super(path);
    this.fault = { path: path === '' ? 'the file' : path, came: JSON.stringify(came)?.slice(0, 60) ?? 'nothing', expected };
  }
}

const ensure = (isRight: boolean, path: string, came: unknown, expected: string): void => {
  if (!isRight) throw new Wrong(path, came, expected);
};

const matching =
  (pattern: RegExp, expected: string): Check =>
  (value, path) =>
    ensure(typeof value === 'string' && pattern.test(value), path, value, expected);
const oneOf =
  (...words: readonly string[]): Check =>
  (value, path) =>
    ensure(typeof value === 'string' && words.includes(value), path, value, `one of ${words.join(', ')}`);
const bool: Check = (value, path) => ensure(typeof value === 'boolean', path, value, 'true or false');
const listOf =
  (check: Check, least = 0): Check =>
  (value, path) => {
    ensure(Array.isArray(value) && value.length >= least, path, value, least === 0 ? 'a list' : `a list of at least ${least}`);
    for (const [i, each] of (value as unknown[]).entries()) check(each, `${path}[${i}]`);
  };
/** Members with a question mark may be absent; others than these are refused, so that a misspelt one is not passed over. */
const object =
  (members: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    ensure(typeof value === 'object' && value !== null && !Array.isArray(value), path, value, 'an object');
    const names = Object.keys(members).map((name) => name.replace('?', ''));
    for (const name of Object.keys(value as Loose))
      ensure(names.includes(name), join(path, name), name, `one of the members ${names.join(', ')}`);
    for (const [name, check] of Object.entries(members)) {
      const key = name.replace('?', '');
      if (key === name || Object.hasOwn(value as Loose, key)) check((value as Loose)[key], join(path, key));
    }
  };
const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const text = matching(/^[^\u0000-\u001f\u007f]{1,200}$/, 'a text in one line');
const id = matching(/^[a-z][a-z0-9_-]{0,39}$/, 'an id of a–z, 0–9, _ and -');
const areaCode = matching(
  /^(?:\d{6}|\d{9}|\d{6}[A-Z]\d\d)$/,
  'six digits (GB/T 2260), nine (township), or six, a letter and two digits (zone)',
);
const day: Check = (value, path) =>
  ensure(typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && isDay(value), path, value, 'a day, such as 2018-06-01');
const level = oneOf('nation', 'province', 'prefecture', 'county', 'township', 'zone');
const category = oneOf(...categories.map((each) => each.id));
const period = { 'from?': day, 'to?': day };
const sourced = { source: text, verified: bool };
const label = { zh: text, en: text };

const shape: Readonly<Record<string, Check>> = {
  id,
  ...label,
  level,
  code: areaCode,
  'parent?': id,
  areas: listOf(
    object({ code: areaCode, level, ...label, ...period, ...sourced, 'parent?': areaCode, 'successor?': areaCode }),
    1,
  ),
  functions: listOf(object({ id, ...label, ...sourced })),
  departments: listOf(
    object({
      id,
      kind: oneOf('department', 'zone', 'township', 'association'),
      level,
      names: listOf(object({ ...label, ...period, ...sourced }), 1),
      'areas?': listOf(areaCode, 1),
      leads: listOf(category),
      'leadsTasks?': listOf(object({ category, ...label })),
      joins: listOf(category),
      'coordinates?': bool,
      functions: listOf(id),
      'successor?': id,
      ...period,
    }),
  ),
  'children?': (value, path) => listOf(object(shape))(value, path),
};

/** The jurisdiction in a parsed JSON file, or what is wrong with it. */
export function readJurisdiction(value: unknown): Jurisdiction | Fault {
  try {
    object(shape)(value, '');
    agree(value as Jurisdiction, '', new Set());
    return value as Jurisdiction;
  } catch (error) {
    if (error instanceof Wrong) return error.fault;
    throw error;
  }
}

/** What single members cannot tell: ids that meet, references that lead somewhere, periods that do not overlap. */
function agree(jurisdiction: Jurisdiction, path: string, ids: Set<string>): void {
  const { areas, departments, functions, children = [] } = jurisdiction;
  const at = (name: string) => join(path, name);
  ensure(!ids.has(jurisdiction.id), at('id'), jurisdiction.id, 'an id that no other jurisdiction of the file has');
  ids.add(jurisdiction.id);
  const codes = new Set(areas.map(({ code }) => code));
  ensure(codes.has(jurisdiction.code), at('code'), jurisdiction.code, 'the code of one of its areas');
  for (const [i, area] of areas.entries()) {
    ordered(area, at(`areas[${i}]`));
    const { code, parent, successor, to } = area;
    ensure(parent !== code, at(`areas[${i}].parent`), parent, 'another area');
    ensure(
      successor === undefined || (to !== undefined && successor !== code),
      at(`areas[${i}].successor`),
      successor,
      'another area, and the day `to` on which this one ended',
    );
    const other = areas.findIndex((each, k) => k < i && each.code === code && overlap(each, area));
    ensure(other < 0, at(`areas[${i}]`), code, `a period that does not overlap that of areas[${other}]`);
  }
  const functionIds = functions.map((each) => each.id);
  distinct(functionIds, at('functions'));
  distinct(
    departments.map((each) => each.id),
    at('departments'),
  );
  for (const [i, department] of departments.entries()) {
    const here = at(`departments[${i}]`);
    ordered(department, here);
    for (const [k, name] of department.names.entries()) {
      ordered(name, `${here}.names[${k}]`);
      const before = department.names[k - 1];
      ensure(
        before === undefined || (before.to !== undefined && name.from !== undefined && before.to <= name.from),
        `${here}.names[${k}].from`,
        name.from,
        'names in the order of time, each ending before the next begins',
      );
    }
    for (const [k, code] of (department.areas ?? []).entries())
      ensure(codes.has(code), `${here}.areas[${k}]`, code, 'the code of one of the areas');
    for (const [k, each] of department.functions.entries())
      ensure(functionIds.includes(each), `${here}.functions[${k}]`, each, 'the id of one of the functions');
    const { successor, to } = department;
    ensure(
      successor === undefined || (to !== undefined && departments.some((each) => each.id === successor)),
      `${here}.successor`,
      successor,
      'the id of another department, and the day `to` on which this one ended',
    );
  }
  for (const [i, child] of children.entries()) {
    const here = at(`children[${i}]`);
    ensure(child.parent === jurisdiction.id, `${here}.parent`, child.parent, `"${jurisdiction.id}", the jurisdiction above it`);
    agree(child, here, ids);
  }
}

function distinct(all: readonly string[], path: string): void {
  for (const [i, each] of all.entries())
    ensure(all.indexOf(each) === i, `${path}[${i}].id`, each, 'an id that none before it has');
}

const ordered = ({ from, to }: { readonly from?: string; readonly to?: string }, path: string): void =>
  ensure(from === undefined || to === undefined || from < to, `${path}.to`, to, `a day after ${from}`);

const overlap = (a: { from?: string; to?: string }, b: { from?: string; to?: string }): boolean =>
  (a.from ?? '') < (b.to ?? '9999-99-99') && (b.from ?? '') < (a.to ?? '9999-99-99');

/** A day of the calendar: 30 February is none. */
function isDay(value: string): boolean {
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
