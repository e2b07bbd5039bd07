/** What each kind of rule must be told: a profile that comes from outside is checked by this before any rule of it is asked. */
import type { Test } from './definition.ts';

/** The fault of a value, or nothing. */
type Check = (value: unknown) => string | undefined;
type Parameter = Check & { readonly optional?: true };

const that =
  (expected: string, fits: (value: unknown) => boolean): Check =>
  (value) =>
    fits(value) ? undefined : expected;
const maybe = (check: Check): Parameter => Object.assign((value: unknown) => check(value), { optional: true as const });

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 200;
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isList = (value: unknown, item: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.length <= 200 && value.every(item);
const isScalar = (value: unknown): boolean => typeof value === 'boolean' || typeof value === 'string' || isNumber(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const text = that('a text', isText);
const texts = that('a list of texts', (value) => isList(value, isText));
const number = that('a number', isNumber);
const days = that('a number that is not negative', (value) => isNumber(value) && value >= 0);
const yes = that('true', (value) => value === true);
const values = that('a list of values', (value) => isList(value, isScalar));
const places = ['things', 'inputs', 'outputs', 'parent', 'children'];
const textOrDays = that('a number that is not negative, or a field', (value) => isText(value) || (isNumber(value) && value >= 0));
const which = that(places.join(', '), (value) => places.includes(value as string));
const pair = that('two fields', (value) => isList(value, isText) && (value as unknown[]).length === 2);
const limits = that('amounts by thing', (value) => isObject(value) && Object.values(value).every(isNumber));
function isNumberFrom(value: unknown): boolean {
  if (isNumber(value)) return true;
  if (!isObject(value)) return false;
  const { field, plus, register, of, column, earlier, product } = value;
  if (product !== undefined) return isList(product, isNumberFrom);
  if (earlier !== undefined) return isList(earlier, isText) && places.includes(of as string) && isText(field);
  if (field !== undefined) return isText(field) && (plus === undefined || isNumber(plus));
  return [register, of, column].every(isText);
}
const numberFrom = that('a number, {field}, {register, of, column}, {earlier, of, field} or {product}', isNumberFrom);
const wholes = that('a list of whole numbers', (value) => isList(value, Number.isInteger));
const isWhen = (value: unknown): boolean =>
  isObject(value) && isText(value.field) && [value.is, value.not].every((each) => each === undefined || isList(each, isScalar));
const when = that('a list of conditions {field, is, not}', (value) => isList(value, isWhen));
const span = that('{minutes}, {days} or {months}', (value) => isObject(value) && Object.keys(value).length > 0);
const isSettling = (value: unknown): boolean =>
  isObject(value) && isList(value.stages, isText) && (value.where === undefined || isList(value.where, isWhen));
const settling = that('{stages, where}', isSettling);
const settlings = that('a list of {stages, where, early}', (value) =>
  isList(value, (each) => isSettling(each) && isNumber((each as { early?: unknown }).early)),
);
const placeOrField = text;
const object = that('an object', isObject);

type Parameters<Name extends Test['kind']> = Readonly<Record<Exclude<keyof Extract<Test, { kind: Name }>, 'kind'>, Parameter>>;

const parameters: { readonly [Name in Test['kind']]: Parameters<Name> } = {
  present: { field: text, or: maybe(texts) },
  interval: {
    of: which,
    by: maybe(text),
    after: texts,
    days: maybe(days),
    daysField: maybe(text),
    hoursField: maybe(text),
    fromField: maybe(text),
  },
  within: { of: which, after: texts, days, orNone: maybe(yes) },
  unexpired: { of: maybe(text), field: maybe(text), register: maybe(text), column: maybe(text), early: maybe(number) },
  period: { register: text, of: text, from: text, until: text, outside: maybe(yes) },
  licence: { party: text, schemes: texts, scope: maybe(text), scopeField: maybe(text), begins: maybe(text) },
  holder: { of: which, party: text, moves: texts, contained: maybe(yes) },
  value: { field: text, is: maybe(values), not: maybe(values) },
  listed: { field: text, list: text, as: that('allowed or banned', (value) => value === 'allowed' || value === 'banned') },
  limit: { field: text, least: maybe(numberFrom), most: maybe(numberFrom), tolerance: maybe(days) },
  balance: { of: which, tolerance: days },
  yield: { least: maybe(numberFrom), most: maybe(numberFrom) },
  tally: {
    by: texts,
    plus: texts,
    minus: maybe(texts),
    value: maybe(text),
    days: maybe(days),
    most: maybe(numberFrom),
    equals: maybe(numberFrom),
    tolerance: maybe(days),
    weighed: maybe(days),
    each: maybe(yes),
  },
  usual: { by: text, stages: texts, days, value: maybe(text), factor: maybe(number), earlier: maybe(number) },
  shares: { of: which, unit: text, limits, register: maybe(text), column: maybe(text) },
  before: { of: which, needs: maybe(texts), needsOne: maybe(texts), forbids: maybe(texts), since: maybe(texts) },
  once: { field: maybe(text), of: maybe(which), stages: texts },
  state: { of: which, not: texts, ancestors: maybe(yes), through: maybe(text) },
  prompt: { hours: days, fromField: maybe(text) },
  differ: { fields: pair },
  agree: { fields: pair, line: maybe(days) },
  register: { register: text, of: text, column: text, is: maybe(values), equalsField: maybe(text), known: maybe(yes) },
  count: { of: maybe(which), field: maybe(text), stages: texts, days, most: days },
  scheme: { of: placeOrField, schemes: texts },
  custody: {
    of: which,
    came: maybe(texts),
    orCame: maybe(settling),
    never: maybe(texts),
    since: maybe(texts),
    contents: maybe(yes),
    as: maybe(which),
  },
  whereabouts: { of: which, moves: texts },
  due: {
    of: which,
    follow: texts,
    days,
    fromField: maybe(text),
    register: maybe(text),
    column: maybe(text),
    orBefore: maybe(yes),
    workdays: maybe(object),
  },
  complete: { fields: texts },
  contains: { field: text, all: texts },
  distinct: { of: which, stages: texts, field: text, first: maybe(days), days: maybe(days), most: days },
  segment: { of: placeOrField, scheme: text, segment: text, expected: object },
  county: { of: placeOrField, scheme: text, segment: text, known: maybe(yes) },
  rising: { of: which, field: text, stages: texts, mostPerDay: maybe(days) },
  term: { of: which, after: texts, days: textOrDays, reading: text, use: textOrDays, over: maybe(yes) },
  kept: { fromField: text, years: days },
  sums: { plus: texts, minus: texts, tolerance: days },
  elapsed: { from: text, to: text, least: maybe(span), most: maybe(span) },
  last: {
    of: which,
    stages: texts,
    where: maybe(when),
    isStage: maybe(texts),
    field: maybe(text),
    is: maybe(values),
    equalsField: maybe(text),
    until: maybe(text),
    minutes: maybe(days),
    orNone: maybe(yes),
  },
  answered: { of: which, after: texts, where: maybe(when), by: texts, byWhere: maybe(when), days: maybe(days) },
  carried: { field: text, stages: texts, as: which, until: texts },
  cycle: { of: which, stages: texts, where: maybe(when), starts: maybe(texts), ends: maybe(texts), days: numberFrom },
  calendar: { of: which, base: settling, years: wholes, yearly: maybe(yes), done: settlings, ahead: maybe(days) },
  monthly: { of: which, field: text, day: days },
  climate: { by: text, lowest: text, highest: text, minutes: text, most: days, ranges: object },
  workdays: { from: text, to: text, most: days, holidays: text, worked: text },
  same_area: { fields: pair, digits: days },
  happened: { minutes: days },
  named: { field: text, stages: texts, as: maybe(text) },
};

export interface TestFault {
  /** Member of the test. */
  readonly path: string;
  readonly came: unknown;
  readonly expected: string;
}

export function testFaults(test: unknown): TestFault[] {
  const { kind, ...given } = (test ?? {}) as Record<string, unknown>;
  const known = typeof kind === 'string' && Object.hasOwn(parameters, kind) ? kind : undefined;
  if (known === undefined) return [{ path: 'kind', came: kind, expected: Object.keys(parameters).join(', ') }];
  const wanted: Readonly<Record<string, Parameter>> = parameters[known as Test['kind']];
  const faults = Object.entries(wanted).flatMap(([path, check]): TestFault[] => {
    if (given[path] === undefined) return check.optional ? [] : [{ path, came: undefined, expected: 'a value: it is required' }];
    const expected = check(given[path]);
    return expected === undefined ? [] : [{ path, came: given[path], expected }];
  });
  const other = Object.keys(given).filter((name) => !Object.hasOwn(wanted, name));
  return [...faults, ...other.map((path) => ({ path, came: given[path], expected: `only ${Object.keys(wanted).join(', ')}` }))];
}

/** Fields of the record that a test reads, so that a name that its stage does not have is found. */
export function fieldsRead(test: Test): string[] {
  const { field, or, scopeField, equalsField } = test as Readonly<Record<string, unknown>>;
  // The field of `last` is one of the earlier record.
  const own = [test.kind === 'last' ? undefined : field, scopeField, equalsField, ...((or as unknown[] | undefined) ?? [])];
  const many =
    test.kind === 'differ' || test.kind === 'agree' || test.kind === 'complete' || test.kind === 'same_area'
      ? test.fields
      : test.kind === 'tally'
        ? test.by
        : test.kind === 'sums'
          ? [...test.plus, ...test.minus]
          : test.kind === 'climate'
            ? [test.by, test.lowest, test.highest, test.minutes]
            : [];
  const by = test.kind === 'usual' || test.kind === 'interval' ? [test.by] : [];
  const after = test.kind === 'prompt' || test.kind === 'due' ? [test.fromField] : [];
  return [...own, ...many, ...by, ...after].filter((each): each is string => typeof each === 'string');
}
