/**
 * A small language for the shape of JSON values. One definition gives the static type, the verdict and the faults: `check` is the fast
 * verdict, `explain` runs only after a failed check and names every single fault once.
 */
import { withoutPersonal } from '../codes/index.ts';

export interface Fault {
  /** JSON path, from the event or the document. */
  readonly path: string;
  /** What came, short and printable. */
  readonly came: string;
  /** What was expected, in plain words. */
  readonly expected: string;
  /** The clause of the standard, where the JSON schema alone would let it through. */
  readonly clause?: string;
}

export interface Shape<out T> {
  readonly check: (value: unknown) => boolean;
  readonly explain: (value: unknown, path: string, faults: Fault[]) => void;
  /** Type only; never there at run time. */
  readonly type?: T;
}

export type Infer<S> = S extends Shape<infer T> ? T : never;

/** A value that passes or fails as a whole. */
function leaf<T>(expected: string, check: (value: unknown) => boolean): Shape<T> {
  return {
    check,
    explain(value, path, faults) {
      if (!check(value)) faults.push({ path, came: shown(value), expected });
    },
  };
}

export const anything: Shape<unknown> = leaf('anything', () => true);
export const number: Shape<number> = leaf('a number', (value) => typeof value === 'number' && Number.isFinite(value));
export const boolean: Shape<boolean> = leaf('true or false', (value) => typeof value === 'boolean');
export const string: Shape<string> = leaf('a text', (value) => typeof value === 'string');

export function text(expected: string, check: (value: string) => boolean): Shape<string> {
  return leaf(expected, (value) => typeof value === 'string' && check(value));
}

/** One of the words, or a text that passes `otherwise`. */
export function word<const Word extends string>(
  expected: string,
  list: readonly Word[],
  otherwise: (value: string) => boolean = () => false,
): Shape<Word | (string & {})> {
  const known = new Set<string>(list);
  return leaf(expected, (value) => typeof value === 'string' && (known.has(value) || otherwise(value)));
}

export function either<A, B>(expected: string, a: Shape<A>, b: Shape<B>): Shape<A | B> {
  return {
    check: (value) => a.check(value) || b.check(value),
    explain(value, path, faults) {
      if (a.check(value) || b.check(value)) return;
      // A list is meant where a list came: its items tell more than "neither".
      if (Array.isArray(value)) b.explain(value, path, faults);
      else faults.push({ path, came: shown(value), expected });
    },
  };
}

export function list<T>(
  item: Shape<T>,
  { least = 0, unique = false }: { least?: number; unique?: boolean } = {},
): Shape<readonly T[]> {
  const expected = least > 0 ? 'a list that is not empty' : 'a list';
  return {
    check(value) {
      if (!Array.isArray(value) || value.length < least) return false;
      for (let i = 0; i < value.length; i++) if (!item.check(value[i])) return false;
      return !unique || duplicateIn(value) < 0;
    },
    explain(value, path, faults) {
      if (!Array.isArray(value) || value.length < least) {
        faults.push({ path, came: shown(value), expected });
        return;
      }
      for (let i = 0; i < value.length; i++) item.explain(value[i], `${path}[${i}]`, faults);
      const duplicate = unique ? duplicateIn(value) : -1;
      if (duplicate >= 0)
        faults.push({ path: `${path}[${duplicate}]`, came: shown(value[duplicate]), expected: 'no value twice in this list' });
    },
  };
}

/** Index of the first item that stands earlier in the list too; -1 when there is none. */
function duplicateIn(values: readonly unknown[]): number {
  if (values.length < 2) return -1;
  if (values.length <= 8 && values.every((value) => typeof value === 'string'))
    return values.findIndex((value, i) => values.indexOf(value) < i);
  const seen = new Set<unknown>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const key = typeof value === 'object' && value !== null ? `\u0000${sorted(value)}` : value;
    if (seen.has(key)) return i;
    seen.add(key);
  }
  return -1;
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${sorted(member)}`)
    .join()}}`;
}

export type Members = Readonly<Record<string, Shape<unknown>>>;

type Typed<Known extends Members, Required extends keyof Known> = {
  readonly [Name in Required]: Infer<Known[Name]>;
} & { readonly [Name in Exclude<keyof Known, Required>]?: Infer<Known[Name]> };

/** A condition over several members, given only values whose members have passed. */
export interface Rule {
  readonly holds: (value: Readonly<Record<string, unknown>>) => boolean;
  /** Member the fault is shown at; empty for the whole object. */
  readonly at: string;
  readonly expected: string;
  readonly clause?: string;
}

export interface RecordOptions<Required> {
  readonly required?: readonly Required[];
  /** Names beside the known ones: 'none' refuses them, 'any' takes them, a function decides by the name. */
  readonly others: 'none' | 'any' | ((name: string) => boolean);
  /** How to say which other names there may be. */
  readonly othersExpected?: string;
  readonly rules?: readonly Rule[];
}

export function record<Known extends Members, Required extends keyof Known & string = never>(
  known: Known,
  { required = [], others, othersExpected = 'no other name here', rules = [] }: RecordOptions<Required>,
): Shape<Typed<Known, Required>> {
  const shapes: Record<string, Shape<unknown> | undefined> = Object.assign(Object.create(null), known);
  const allows = others === 'none' ? () => false : others === 'any' ? () => true : others;
  return {
    check(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      const object = value as Record<string, unknown>;
      let found = 0;
      for (const name in object) {
        const shape = shapes[name];
        if (shape === undefined ? !allows(name) : !shape.check(object[name])) return false;
        if (shape !== undefined) found++;
      }
      if (found < required.length) return false;
      for (const name of required) if (!has(object, name)) return false;
      for (let i = 0; i < rules.length; i++) if (!rules[i]!.holds(object)) return false;
      return true;
    },
    explain(value, path, faults) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        faults.push({ path, came: shown(value), expected: 'an object' });
        return;
      }
      const object = value as Record<string, unknown>;
      const before = faults.length;
      for (const name of Object.keys(object)) {
        const shape = shapes[name];
        const at = pathOf(path, name);
        if (shape !== undefined) shape.explain(object[name], at, faults);
        else if (!allows(name)) faults.push({ path: at, came: `the name ${shown(name)}`, expected: othersExpected });
      }
      for (const name of required)
        if (!has(object, name)) faults.push({ path: pathOf(path, name), came: 'nothing', expected: 'a value: it is required' });
      // A rule over members that are wrong themselves would say the same thing twice.
      if (faults.length > before) return;
      for (const { holds, at, expected, clause } of rules) {
        if (holds(object)) continue;
        const where = at === '' ? path : pathOf(path, at);
        faults.push({
          path: where,
          came: shown(at === '' ? value : object[at]),
          expected,
          ...(clause === undefined ? {} : { clause }),
        });
      }
    },
  };
}

const has = (object: object, name: string): boolean => Object.hasOwn(object, name);

export const pathOf = (path: string, name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${shown(name)}]`;

/** A value as an error message shows it: its beginning, on one line, without control characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value);
    return names.length === 0 ? 'an empty object' : `an object with ${cut(names.join(', '))}`;
  }
  return cut(JSON.stringify(value));
}

function cut(value: string): string {
  // Marks that turn the direction of writing could make a message say something else than it holds.
  const plain = withoutPersonal(value.slice(0, 400)).replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    '\ufffd',
  );
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
