/**
 * A small language for the shape of JSON values. One definition gives the static type, the verdict, the faults and the JSON Schema:
 * `check` is the fast verdict, `explain` runs only after a failed check and names every single fault once, `form` is what
 * `json-schema.ts` reads.
 */
import { withoutPersonal } from '../codes/index.ts';
import type { Condition } from './conditions.ts';

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

/** A JSON Schema of draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a shape is made of. */
export type Form =
  | { readonly kind: 'leaf'; readonly expected: string; readonly schema: JsonSchema }
  | { readonly kind: 'either'; readonly expected: string; readonly options: readonly Shape<unknown>[] }
  | { readonly kind: 'variants'; readonly options: readonly Shape<unknown>[] }
  | {
      readonly kind: 'list';
      readonly item: Shape<unknown>;
      readonly least: number;
      readonly most: number;
      readonly unique: boolean;
    }
  | {
      readonly kind: 'record';
      readonly known: Members;
      readonly required: readonly string[];
      readonly others: 'none' | 'any' | Shape<unknown>;
      readonly rules: readonly Rule[];
    };

export interface Shape<out T> {
  readonly check: (value: unknown) => boolean;
  readonly explain: (value: unknown, path: string, faults: Fault[]) => void;
  readonly form: Form;
  /** Name of its JSON Schema among the components. */
  readonly name?: string;
  /** Type only; never there at run time. */
  readonly type?: T;
}

export type Infer<S> = S extends Shape<infer T> ? T : never;

/** A value that passes or fails as a whole. */
function leaf<T>(expected: string, schema: JsonSchema, check: (value: unknown) => boolean): Shape<T> {
  return {
    form: { kind: 'leaf', expected, schema },
    check,
    explain(value, path, faults) {
      if (!check(value)) faults.push({ path, came: shown(value), expected });
    },
  };
}

/** Gives a shape a name, under which its JSON Schema is referred to. */
export const component = <T>(name: string, shape: Shape<T>): Shape<T> => ({ ...shape, name });

/** Described as `shape`, and checked elsewhere. */
export const unchecked = <T>(shape: Shape<T>): Shape<T> => ({ ...shape, check: () => true, explain: () => {} });

export const anything: Shape<unknown> = leaf('anything', {}, () => true);
/** null, where nothing is known. */
export const nil: Shape<null> = leaf('null', { type: 'null' }, (value) => value === null);
export const number: Shape<number> = leaf(
  'a number',
  { type: 'number' },
  (value) => typeof value === 'number' && Number.isFinite(value),
);
export const boolean: Shape<boolean> = leaf('true or false', { type: 'boolean' }, (value) => typeof value === 'boolean');
export const string: Shape<string> = leaf('a text', { type: 'string' }, (value) => typeof value === 'string');

/** A whole number within bounds. */
export const whole = (expected: string, least: number, most: number): Shape<number> =>
  leaf(
    expected,
    { type: 'integer', minimum: least, maximum: most },
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  );

/** `schema` says in JSON Schema what `check` says. */
export function text(expected: string, check: (value: string) => boolean, schema: JsonSchema): Shape<string> {
  return leaf(expected, { type: 'string', ...schema }, (value) => typeof value === 'string' && check(value));
}

/** A text that a regular expression matches. */
export const pattern = (expected: string, form: RegExp): Shape<string> =>
  text(expected, (value) => form.test(value), { pattern: form.source, title: expected });

/** This one word. */
export const literal = <const Word extends string>(word: Word): Shape<Word> =>
  leaf(word, { type: 'string', const: word }, (value) => value === word);

/** One of the words and nothing else. */
export function oneOf<const Word extends string>(expected: string, list: readonly Word[]): Shape<Word> {
  const known = new Set<unknown>(list);
  return leaf(expected, { type: 'string', enum: list }, (value) => known.has(value));
}

/** One of the words, or a text that passes `otherwise`. */
export function word<const Word extends string>(
  expected: string,
  list: readonly Word[],
  otherwise: Shape<string>,
): Shape<Word | (string & {})> {
  const known = new Set<unknown>(list);
  const other = otherwise.form.kind === 'leaf' ? otherwise.form.schema : {};
  return leaf(
    expected,
    { type: 'string', anyOf: [{ enum: list }, other] },
    (value) => known.has(value) || otherwise.check(value),
  );
}

/** One of several records, told apart by their member `type`; `expected` is said of a type that is a text and none of them. */
export function variants<T>(
  known: Readonly<Record<string, Shape<T>>>,
  otherwise: Shape<T>,
  isOther: (type: string) => boolean,
  expected: string,
): Shape<T> {
  const typeOf = (value: unknown): unknown => (value as { type?: unknown } | null | undefined)?.type;
  const shapeOf = (type: unknown): Shape<T> =>
    typeof type === 'string' && Object.hasOwn(known, type) ? known[type]! : otherwise;
  return {
    form: { kind: 'variants', options: [...Object.values(known), otherwise] },
    check: (value) => shapeOf(typeOf(value)).check(value),
    explain(value, path, faults) {
      const type = typeOf(value);
      const shape = shapeOf(type);
      if (shape === otherwise && typeof type === 'string' && !isOther(type))
        faults.push({ path: `${path}.type`, came: shown(type), expected });
      else shape.explain(value, path, faults);
    },
  };
}

export function either<A, B>(expected: string, a: Shape<A>, b: Shape<B>): Shape<A | B> {
  return {
    form: { kind: 'either', expected, options: [a, b] },
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
  { least = 0, most = Number.POSITIVE_INFINITY, unique = false }: { least?: number; most?: number; unique?: boolean } = {},
): Shape<readonly T[]> {
  const bounded = most < Number.POSITIVE_INFINITY ? `a list of ${least} to ${most}` : undefined;
  const expected = bounded ?? (least > 0 ? 'a list that is not empty' : 'a list');
  return {
    form: { kind: 'list', item, least, most, unique },
    check(value) {
      if (!Array.isArray(value) || value.length < least || value.length > most) return false;
      for (let i = 0; i < value.length; i++) if (!item.check(value[i])) return false;
      return !unique || duplicateIn(value) < 0;
    },
    explain(value, path, faults) {
      if (!Array.isArray(value) || value.length < least || value.length > most) {
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
  readonly that: Condition;
  /** Member the fault is shown at; empty for the whole object. */
  readonly at: string;
  readonly expected: string;
  readonly clause?: string;
}

export interface RecordOptions<Required> {
  readonly required?: readonly Required[];
  /** Names beside the known ones: 'none' refuses them, 'any' takes them, a shape decides by the name. */
  readonly others: 'none' | 'any' | Shape<string>;
  /** How to say which other names there may be. */
  readonly othersExpected?: string;
  readonly rules?: readonly Rule[];
}

export function record<Known extends Members, Required extends keyof Known & string = never>(
  known: Known,
  { required = [], others, othersExpected = 'no other name here', rules = [] }: RecordOptions<Required>,
): Shape<Typed<Known, Required>> {
  const shapes: Record<string, Shape<unknown> | undefined> = Object.assign(Object.create(null), known);
  const allows = others === 'none' ? () => false : others === 'any' ? () => true : others.check;
  const holding = rules.map(({ that }) => that.holds);
  return {
    form: { kind: 'record', known, required, others, rules },
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
      for (let i = 0; i < holding.length; i++) if (!holding[i]!(object)) return false;
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
      for (const { that, at, expected, clause } of rules) {
        if (that.holds(object)) continue;
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
