/**
 * What comes of the example of a stage that is sent as it is shown, right after it happened, by a registered firm: into a system where
 * nothing is on record, and, where rules then refuse it, into one where what they ask for is there. Computed from the rules alone; a test
 * sends each example to a running server and sees the same.
 */
import { type Shift, shifted, shiftTo } from '../dated.ts';
import type { Profile, SimpleRecord, Stage, Words } from '../definition.ts';
import type { CategoryProfile, DatedList, Example, LicenceFact, RegisterRow, Rule, Told } from './definition.ts';
import { evaluate, holdsBack } from './evaluate.ts';
import { staged, stageNamed } from './memory.ts';

/** A rule that does not hold. */
export interface Finding {
  readonly rule: Rule;
  readonly outcome: 'fails' | 'unknown';
  readonly told: Words;
}

/** What is on record before. Stages and registers are named with their category. */
export interface Ground {
  readonly licences: readonly LicenceFact[];
  readonly registers: Readonly<Record<string, Readonly<Record<string, RegisterRow>>>>;
  /** In the order of time. */
  readonly before: readonly Told[];
}

export interface Comes {
  /** Where nothing is on record. */
  readonly alone: readonly Finding[];
  /** Where it is refused alone: what is on record before, and what is found then. */
  readonly grounded: { readonly ground: Ground; readonly found: readonly Finding[] } | undefined;
}

export interface Book {
  readonly profiles: readonly CategoryProfile[];
  readonly lists: ReadonlyMap<string, DatedList>;
}

const nothing: Ground = { licences: [], registers: {}, before: [] };
/** Records before a record before it. */
const deepest = 4;

/** `category` and `stage`: ids of one in `profiles`. */
export function comesOf(category: string, stage: string, book: Book): Comes {
  const told = { stage: `${category}/${stage}` };
  const alone = judge(told, nothing, book);
  if (!alone.some(refuses)) return { alone, grounded: undefined };
  const ground = inOrder(needed(told, whole(groundOf(told, nothing, book, 0), book), book), book.profiles);
  return { alone, grounded: { ground, found: judge(told, ground, book) } };
}

/**
 * Of the example as it may be sent today (YYYY-MM-DD): what goes before is as much earlier as the example is. With the profiles whose
 * examples are as much earlier.
 */
export function comesOfShown(category: string, stage: string, { profiles, lists }: Book, today: string) {
  const shift = shiftTo(stageNamed(`${category}/${stage}`, '', profiles).stage, today);
  const shown = shift === undefined ? profiles : profiles.map((each) => earlier(each, shift));
  return { comes: comesOf(category, stage, { profiles: shown, lists }), profiles: shown };
}

/** The record that is told by its difference from the example of its stage, in whole. */
export function recordTold(
  { stage: name, but = {} }: Told,
  profiles: readonly Profile[],
): { stage: Stage; record: SimpleRecord } {
  const { stage } = stageNamed(name, '', profiles);
  const whole = Object.entries({ ...stage.example, ...but });
  return { stage, record: Object.fromEntries(whole.filter(([, value]) => value !== null)) };
}

/** Examples of stages and rules, and the days in them. */
const earlier = (profile: CategoryProfile, shift: Shift): CategoryProfile => ({
  ...profile,
  stages: profile.stages.map((stage) => ({ ...stage, example: shifted(stage.example, shift) })),
  rules: profile.rules.map((rule) => ({ ...rule, passes: shifted(rule.passes, shift) })),
});

export const refuses = ({ rule, outcome }: Finding): boolean => outcome === 'fails' && holdsBack(rule);

/** Rules of the stage of a record that do not hold for it. */
function judge(told: Told, ground: Ground, { profiles, lists }: Book): Finding[] {
  const [category, stage] = told.stage.split('/') as [string, string];
  const rules = profiles.find((each) => each.category === category)!.rules.filter((rule) => rule.stages.includes(stage));
  // Rules name the registers of their own category by the id alone.
  const own = Object.entries(ground.registers).flatMap(([name, rows]) =>
    name.startsWith(`${category}/`) ? [[name.slice(category.length + 1), rows] as const] : [],
  );
  const { situation, facts } = staged(
    { ...ground, registers: { ...ground.registers, ...Object.fromEntries(own) }, record: told },
    category,
    profiles,
  );
  return rules.flatMap((rule): Finding[] => {
    const { outcome, told: words = { zh: '', en: '' } } = evaluate(rule, situation, { facts, lists });
    return outcome === 'fails' || outcome === 'unknown' ? [{ rule, outcome, told: words }] : [];
  });
}

/** With all that the passing examples of the rules that would refuse the record rest on, and what those records rest on. */
function groundOf(told: Told, before: Ground, book: Book, depth: number): Ground {
  let ground = before;
  const asked = new Set<string>();
  for (;;) {
    const next = judge(told, ground, book).filter((each) => refuses(each) && !asked.has(each.rule.id));
    if (next.length === 0 || depth > deepest) return ground;
    for (const { rule } of next) {
      asked.add(rule.id);
      const added = named(rule.passes, categoryOf(rule, book.profiles));
      const fresh = added.before.filter((each) => !ground.before.some((known) => same(known, each)));
      ground = joined(ground, added);
      for (const each of fresh) ground = groundOf(each, ground, book, depth + 1);
    }
  }
}

/** Without what neither the record nor any record before it needs. */
function needed(told: Told, ground: Ground, book: Book): Ground {
  const stands = (each: Ground): boolean => [told, ...each.before].every((one) => !judge(one, each, book).some(refuses));
  if (!stands(ground)) return ground;
  let left = ground;
  const without = (each: Ground): void => {
    if (stands(each)) left = each;
  };
  for (const each of ground.before) without({ ...left, before: left.before.filter((one) => one !== each) });
  for (const each of ground.licences) without({ ...left, licences: left.licences.filter((one) => one !== each) });
  for (const [name, rows] of Object.entries(ground.registers))
    for (const key of Object.keys(rows)) {
      const { [key]: _, ...others } = left.registers[name]!;
      without({ ...left, registers: { ...left.registers, [name]: others } });
    }
  return {
    ...left,
    registers: Object.fromEntries(Object.entries(left.registers).filter(([, rows]) => Object.keys(rows).length > 0)),
  };
}

/** A rule tells the columns that it reads; the others of the same row stand in the examples of other rules. */
function whole(ground: Ground, { profiles }: Book): Ground {
  const all = profiles.flatMap(({ category, rules }) => rules.map(({ passes }) => named(passes, category).registers));
  const complete = (name: string, rows: Ground['registers'][string]): Ground['registers'][string] =>
    Object.fromEntries(
      Object.entries(rows).map(([key, row]) => [
        key,
        Object.assign({}, ...all.map((each) => each[name]?.[key] ?? {}).reverse(), row),
      ]),
    );
  const registers = Object.entries(ground.registers).map(([name, rows]) => [name, complete(name, rows)]);
  return { ...ground, registers: Object.fromEntries(registers) };
}

const same = (one: Told, other: Told): boolean => JSON.stringify(one) === JSON.stringify(other);

const categoryOf = (rule: Rule, profiles: readonly CategoryProfile[]): string =>
  profiles.find(({ rules }) => rules.includes(rule))!.category;

const within = (name: string, category: string): string => (name.includes('/') ? name : `${category}/${name}`);

const named = ({ before = [], licences = [], registers = {} }: Example, category: string): Ground => ({
  licences,
  registers: Object.fromEntries(Object.entries(registers).map(([name, rows]) => [within(name, category), rows])),
  before: before.map((each) => ({ ...each, stage: within(each.stage, category) })),
});

function joined(one: Ground, other: Ground): Ground {
  const registers = { ...one.registers };
  for (const [name, rows] of Object.entries(other.registers)) {
    const merged = { ...registers[name] };
    for (const [key, row] of Object.entries(rows)) merged[key] = { ...merged[key], ...row };
    registers[name] = merged;
  }
  return {
    licences: [...one.licences, ...other.licences.filter((each) => !one.licences.some((known) => alike(known, each)))],
    registers,
    before: [...one.before, ...other.before.filter((each) => !one.before.some((known) => same(known, each)))],
  };
}

const alike = (one: LicenceFact, other: LicenceFact): boolean => JSON.stringify(one) === JSON.stringify(other);

function inOrder(ground: Ground, profiles: readonly Profile[]): Ground {
  const timeOf = (told: Told): number => Date.parse(String(recordTold(told, profiles).record.time));
  return { ...ground, before: [...ground.before].sort((a, b) => timeOf(a) - timeOf(b)) };
}
