/** Records at another time: the same, with every day and moment in them moved. */
import type { Stage } from './definition.ts';

/** Another day for a day, YYYY-MM-DD. */
export type Shift = (day: string) => string;

/** A day so many years before; one that the year has not is the day before it. */
export const yearsBefore =
  (years: number): Shift =>
  (day) => {
    const earlier = Number(day.slice(0, 4)) - years;
    const rest = day.slice(4);
    return `${earlier}${rest === '-02-29' && earlier % 4 !== 0 ? '-02-28' : rest}`;
  };

/** A day so many days before. */
export const daysBefore =
  (days: number): Shift =>
  (day) =>
    new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

/** The same of every day and moment within: values that are one, and nothing else. */
export function shifted<Value>(value: Value, shift: Shift): Value {
  if (typeof value === 'string') return value.replace(/^\d{4}-\d\d-\d\d(?=$|T)/, shift) as Value;
  if (Array.isArray(value)) return value.map((each) => shifted(each, shift)) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shifted(each, shift)])) as Value;
}

/**
 * By how much an example must be earlier to be sent today (YYYY-MM-DD): what happens to a lift in twenty years is told as if it had been made
 * twenty years ago, for nobody records what has not happened yet. Undefined for one that has happened.
 */
export function shiftTo(stage: Stage, today: string): Shift | undefined {
  const key = stage.fields.find(({ slot }) => slot.at === 'eventTime')?.key ?? 'time';
  const day = String(stage.example[key]).slice(0, 10);
  if (!(day >= today)) return undefined;
  return yearsBefore(Number(day.slice(0, 4)) - Number(today.slice(0, 4)) + (day.slice(4) >= today.slice(4) ? 1 : 0));
}

/** The stage with an example that may be sent today (YYYY-MM-DD). */
export function sendableBy(stage: Stage, today: string): Stage {
  const shift = shiftTo(stage, today);
  return shift === undefined ? stage : { ...stage, example: shifted(stage.example, shift) };
}
