/** What is being recorded when rules are asked, and the words in which they answer. */
import { epochMicros } from '../../events/index.ts';
import type { SimpleRecord, Stage, Words } from '../definition.ts';
import { type Amount, amountsAt } from '../slots.ts';
import type { DatedList, RegisterRow, Test, When, Which } from './definition.ts';
import type { FactReader, Past } from './facts.ts';

export interface Situation {
  readonly category: string;
  readonly stage: Stage;
  readonly record: SimpleRecord;
  readonly event: Readonly<Record<string, unknown>>;
  /** When it happened, microseconds since 1970. */
  readonly at: number;
  /** Canonical URI of the firm that records. */
  readonly owner: string | undefined;
  /** When it is recorded, microseconds since 1970. */
  readonly recorded: number;
}

export interface Surroundings {
  readonly facts: FactReader;
  readonly lists: ReadonlyMap<string, DatedList>;
}

/** `unknown`: a fact that the rule needs is not there; told as such, and no refusal. */
export type Outcome = 'holds' | 'fails' | 'unknown' | 'not_applicable';

export interface Found {
  readonly outcome: Outcome;
  readonly told?: Words;
  /** eventIDs that were compared. */
  readonly events?: readonly string[];
}

/** How a kind of rule decides. */
export type KindOf<Name extends Test['kind']> = (
  test: Extract<Test, { kind: Name }>,
  situation: Situation,
  surroundings: Surroundings,
) => Found;

export const words = (zh: string, en: string): Words => ({ zh, en });
export const holds = (told?: Words, events: readonly string[] = []): Found => ({
  outcome: 'holds',
  ...(told === undefined ? {} : { told }),
  events,
});
export const fails = (told: Words, events: readonly string[] = []): Found => ({ outcome: 'fails', told, events });
export const unknown = (told: Words): Found => ({ outcome: 'unknown', told });

const micros = 1_000_000;
export const hourMicros = 3_600 * micros;
export const dayMicros = 24 * hourMicros;
/** By so much the clocks of those who record may differ, as in `happened` of the shipped rules. */
export const clockMicros = 5 * 60 * micros;
/** China has one time zone, UTC+8. */
const zone = 8 * hourMicros;

/** Rules ask for the same few days again and again. Bounded: events may be of any day. */
const days = new Map<number, string>();
const mostDays = 10_000;

/** The day of the place. Throws RangeError for what is no moment of a calendar. */
export function dayOf(at: number): string {
  const number = Math.floor((at + zone) / dayMicros);
  let day = days.get(number);
  if (day === undefined) {
    day = new Date((number * dayMicros) / 1_000).toISOString().slice(0, 10);
    if (days.size >= mostDays) days.clear();
    days.set(number, day);
  }
  return day;
}

/** To the minute: `2026-05-03 16:00`. */
export function minuteOf(at: number): string {
  const day = dayOf(at);
  const minutes = Math.floor((at - startOf(day)) / (60 * micros));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const starts = new Map<string, number>();

export function startOf(day: string): number {
  let start = starts.get(day);
  if (start === undefined) {
    start = Date.parse(`${day}T00:00:00+08:00`) * 1_000;
    if (starts.size >= mostDays) starts.clear();
    starts.set(day, start);
  }
  return start;
}
export const timeOf = ({ at }: Situation): number => at;
/** A date counts from its beginning. */
export const momentOf = (value: unknown): number | undefined => {
  if (typeof value !== 'string') return undefined;
  return /^\d{4}-\d\d-\d\d$/.test(value) ? startOf(value) : epochMicros(value);
};

export const round = (value: number): number => Number(value.toFixed(3));
export const labelOf = ({ stage }: Situation, key: string): Words =>
  stage.fields.find((field) => field.key === key) ?? words(key, key);

/** The things of the event in that place, and the amount of each where it is said. */
export function thingsIn(event: Readonly<Record<string, unknown>>, which: Which): readonly Amount[] {
  if (which === 'parent') return typeof event.parentID === 'string' ? [{ code: event.parentID }] : [];
  return amountsAt(event, which);
}

/** Earlier records of these things in these stages, earliest first. A stage of another category is named `category/stage`. */
export function earlier(which: Which, stages: readonly string[], situation: Situation, facts: FactReader): readonly Past[] {
  if (stages.length === 0) return [];
  const { category } = situation;
  const all = stories(which, situation, facts).map(({ past }) => past.filter((each) => isStage(each, stages, category)));
  if (all.length < 2) return all[0] ?? [];
  const known = new Map(all.flat().map((past) => [past.eventID, past]));
  return [...known.values()].sort((a, b) => a.at - b.at);
}

export interface Story {
  readonly code: string;
  /** Earliest first. */
  readonly past: readonly Past[];
}

/** Each thing in that place with its other records up to a moment, that of this record unless given. */
export function stories(which: Which, situation: Situation, facts: FactReader, until = timeOf(situation)): readonly Story[] {
  const own = situation.event.eventID;
  return thingsIn(situation.event, which).map(({ code }) => {
    const past = facts.history(code, until);
    return { code, past: past.some(({ eventID }) => eventID === own) ? past.filter(({ eventID }) => eventID !== own) : past };
  });
}

export const isStage = (past: Past, stages: readonly string[], category: string): boolean =>
  stages.some((each) =>
    each.includes('/') ? each === `${past.category}/${past.stage}` : each === past.stage && past.category === category,
  );

/**
 * The things in that place, or the value of that field. Registers whose rows are found by two things name both fields, `number+crop`:
 * the key is their values with a bar between, national codes in their short form.
 */
export function keysOf(of: string, { event, record }: Situation): string[] {
  if (of === 'things' || of === 'inputs' || of === 'outputs' || of === 'parent' || of === 'children')
    return thingsIn(event, of).map(({ code }) => code);
  if (of.includes('+')) {
    const values = of.split('+').map((key) => record[key]);
    return values.some((value) => typeof value !== 'string') ? [] : [values.map((value) => shortOf(value as string)).join('|')];
  }
  const value = record[of];
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}

/** What a register has of each of these keys. */
export const rowsOf = (
  register: string,
  of: string,
  situation: Situation,
  facts: FactReader,
): readonly { readonly key: string; readonly row: RegisterRow | undefined }[] =>
  keysOf(of, situation).map((key) => ({ key, row: facts.register(register, key) }));

/** A code or number as people read it, without its URI. What is escaped in no known way stays as it came. */
export function shortOf(value: string): string {
  if (!value.startsWith('urn:zhuisu:')) return value;
  const code = value.replace(/^urn:zhuisu:[^:]+:/, '');
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}

/** The condition on a record: of a rule, or of the earlier records that it counts. */
export function meets(record: SimpleRecord, { field, is, not }: When): boolean {
  const value = record[field];
  const values = (Array.isArray(value) ? value : [value]) as (string | boolean)[];
  if (not !== undefined) return !values.some((each) => not.includes(each));
  return is === undefined ? value !== undefined && value !== '' : values.some((each) => is.includes(each));
}

/** Whether an earlier record is of these stages and meets the conditions. */
export const isOf = (past: Past, stages: readonly string[], category: string, where: readonly When[] = []): boolean =>
  isStage(past, stages, category) && where.every((each) => meets(past.record, each));
