/** Book and count (账物相符): what the log says there must be at a place, or with a firm, against what was last counted there. */
import type { Words } from '../categories/definition.ts';
import type { Rule, Test } from '../categories/rules/definition.ts';
import type { Past } from '../categories/rules/facts.ts';
import { scaled } from '../categories/rules/kinds/quantities.ts';
import { amountOf } from '../categories/rules/kinds/tallies.ts';
import { dayMicros, dayOf, isStage, meets, round, thingsIn } from '../categories/rules/situation.ts';
import { mostPerValue, type Store } from '../store/index.ts';
import { profilesOf } from './book.ts';
import { factsFor } from './facts.ts';
import { Reading } from './reading.ts';
import { spellingsOf } from './register-keys.ts';
import type { RegisterPlace } from './registers.ts';

type Tally = Extract<Test, { kind: 'tally' }>;

export interface BookGroup {
  /** What the records have in common beside the key: the lot, the product. */
  readonly by: Readonly<Record<string, string>>;
  /** Base unit of the amounts; absent where they are numbers of a field. */
  readonly unit?: string;
  /** By the log, now. */
  readonly book: number;
  readonly counted?: number;
  /** By the log, at the moment of the count. */
  readonly bookThen?: number;
  /** Beyond the tolerance of the rule. */
  readonly differs?: boolean;
  readonly countedAt?: string;
  readonly countEvent?: string;
  /** eventIDs of the records that make the book, in the order of time. */
  readonly events: readonly string[];
}

export interface BookLimit {
  readonly rule: string;
  readonly column: string;
  readonly most: number;
  /** What the records have in common beside the key; absent where there is none, or the rule counts them all together. */
  readonly by?: Readonly<Record<string, string>>;
  /** By the log, now: within the days of the rule, where it has some. */
  readonly used: number;
  readonly left: number;
}

export interface Reconciliation {
  readonly key: string;
  readonly books: readonly { readonly rule: string; readonly name: Words; readonly groups: readonly BookGroup[] }[];
  /** What the register allows there, and how much of it is used. */
  readonly limits: readonly BookLimit[];
  /** False where there are more records than are read. */
  readonly complete: boolean;
}

/** `now`: milliseconds since 1970. A register that no rule counts against has no books. */
export async function reconcile(
  store: Store,
  { category, register }: RegisterPlace,
  { key, content }: { readonly key: string; readonly content: Readonly<Record<string, unknown>> },
  now: number,
): Promise<Reconciliation> {
  const profiles = await profilesOf(store);
  const day = dayOf(now * 1_000);
  const { rules } = profiles.on(day).profiles.find((each) => each.category === category)!;
  // The fields of records that name a row of this register.
  const naming = new Set(
    rules.flatMap(({ test }) => [...JSON.stringify(test).matchAll(namedIn(register.id))].map(([, field]) => field!)),
  );
  const reading = new Reading(store, profiles, now);
  const facts = factsFor(reading, { category, day });
  let complete = true;
  const withKey = (field: string, stages: readonly string[]): Past[] => {
    const found = stages.flatMap((stage) => spellingsOf(key).map((value) => facts.withValue([stage], field, value, now * 1_000)));
    complete &&= found.every(({ length }) => length < mostPerValue);
    return found.flat().sort((a, b) => a.at - b.at);
  };
  let books: Reconciliation['books'] = [];
  const readBooks = (): void => {
    books = rules.flatMap((rule) => {
      const { test } = rule;
      if (test.kind !== 'tally' || !countsOf(test) || test.days !== undefined || !naming.has(test.by[0])) return [];
      const moves = withKey(test.by[0], [...test.plus, ...(test.minus ?? [])]);
      const counts = withKey(test.by[0], rule.stages);
      const groups = groupsOf(rule, test, { moves, counts, category });
      return groups.length === 0 ? [] : [{ rule: rule.id, name: { zh: rule.zh, en: rule.en }, groups }];
    });
  };
  let limits: readonly BookLimit[] = [];
  const readLimits = (): void => {
    limits = rules.flatMap((rule) => {
      const { id, test } = rule;
      if (test.kind !== 'tally' || typeof test.most !== 'object' || !('register' in test.most)) return [];
      const { register: of, of: field, column } = test.most;
      const value = content[column];
      if (of !== register.id || field !== test.by[0] || typeof value !== 'number') return [];
      const since = test.days === undefined ? Number.NEGATIVE_INFINITY : now * 1_000 - test.days * dayMicros;
      const moves = withKey(test.by[0], [...test.plus, ...(test.minus ?? [])]).filter(({ at }) => at > since);
      const groups = groupsOf(rule, test, { moves, counts: [], category });
      const told = { rule: id, column, most: value };
      if (groups.length === 0) return [{ ...told, used: 0, left: value }];
      return groups.map(({ by, book }) => ({
        ...told,
        ...(Object.keys(by).length === 0 ? {} : { by }),
        used: book,
        left: round(value - book),
      }));
    });
  };
  await reading.settle([readBooks, readLimits]);
  return { key, books, limits, complete };
}

const namedIn = (register: string): RegExp => new RegExp(`"register":"${register}","of":"(\\w+)"`, 'g');

/** A rule that compares the book with a number that somebody counted. */
const countsOf = ({ equals }: Tally): boolean => typeof equals === 'object' && 'field' in equals;

interface Records {
  readonly moves: readonly Past[];
  readonly counts: readonly Past[];
  readonly category: string;
}

function groupsOf({ when = [], stages }: Rule, test: Tally, { moves, counts, category }: Records): BookGroup[] {
  const [, ...rest] = test.by;
  const nameOf = ({ record }: Past): string | undefined =>
    rest.some((field) => record[field] === undefined) || when.some((each) => !meets(record, each))
      ? undefined
      : JSON.stringify(rest.map((field) => String(record[field])));
  const counted = Map.groupBy(counts, (each) => nameOf(each) ?? '');
  const found: BookGroup[] = [];
  for (const [name, records] of Map.groupBy(moves, (each) => nameOf(each) ?? '')) {
    if (name === '') continue;
    const signed = records.map((past) => ({
      past,
      amount:
        (isStage(past, test.plus, category) ? 1 : -1) *
        (test.each ? 1 : (amountOf(past.record, past.event, test.value) ?? Number.NaN)),
    }));
    const sumUntil = (at: number): number =>
      round(signed.filter(({ past }) => past.at <= at).reduce((sum, { amount }) => sum + amount, 0));
    const book = sumUntil(Number.POSITIVE_INFINITY);
    // Amounts in different units have no sum.
    if (Number.isNaN(book)) continue;
    const last = counted.get(name)?.findLast((past) => isStage(past, stages, category));
    const unit = test.value === undefined ? unitOf(records[0]!) : undefined;
    const values = JSON.parse(name) as string[];
    found.push({
      by: Object.fromEntries(rest.map((field, i) => [field, values[i]!])),
      ...(unit === undefined ? {} : { unit }),
      book,
      ...(last === undefined ? {} : againstCount(last, test, sumUntil(last.at))),
      events: records.map(({ eventID }) => eventID),
    });
  }
  return found;
}

function unitOf({ event }: Past): string | undefined {
  const things = thingsIn(event, 'things');
  const [first] = things.length > 0 ? things : thingsIn(event, 'outputs');
  return first === undefined ? undefined : scaled({ quantity: 1, ...first })?.[0];
}

function againstCount({ record, at, eventID }: Past, { equals, tolerance = 0 }: Tally, bookThen: number): Partial<BookGroup> {
  const counted = record[(equals as { field: string }).field];
  if (typeof counted !== 'number') return {};
  return {
    counted,
    bookThen,
    differs: Math.abs(bookThen - counted) > Math.abs(bookThen) * tolerance + 1e-9,
    countedAt: new Date(at / 1_000).toISOString(),
    countEvent: eventID,
  };
}
