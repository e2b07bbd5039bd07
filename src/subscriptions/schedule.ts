/** When a scheduled subscription runs: six fields in the manner of cron (EPCIS 2.0, query-schedule.json), in UTC. */
import { Cron } from 'croner';
import { ZhuisuError } from '../errors.ts';

/** From the finest field to the coarsest, with the values each may have. */
const fields = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  /** Monday to Sunday. */
  dayOfWeek: [1, 7],
} as const;

export type ScheduleField = keyof typeof fields;
export const scheduleFields = Object.keys(fields) as ScheduleField[];

/** Each field as it came: a number, a range `[1-5]`, or several of them separated by commas. */
export type Schedule = Readonly<Partial<Record<ScheduleField, string>>>;

/** The official pattern is written `[0-59]`, which as a regular expression is one digit; the ranges in its descriptions count. */
const element = /^(?:(\d{1,2})|\[(\d{1,2})-(\d{1,2})\])$/;

/** `path` stands before the name of a field in a refusal. Throws subscription_invalid. */
export function readSchedule(value: Readonly<Record<string, unknown>>, path: string): Schedule {
  const schedule: Partial<Record<ScheduleField, string>> = {};
  for (const [name, given] of Object.entries(value)) {
    if (!Object.hasOwn(fields, name)) throw refused(`${path}${name}`, 'it', `only ${scheduleFields.join(', ')}`);
    const text = typeof given === 'number' ? String(given) : given;
    const [least, most] = fields[name as ScheduleField];
    if (typeof text !== 'string' || text.length > 400 || !text.split(',').every((each) => isWithin(each, least, most)))
      throw refused(
        `${path}${name}`,
        JSON.stringify(given)?.slice(0, 60) ?? 'nothing',
        `numbers from ${least} to ${most} and ranges such as [${least}-${least + 3}], separated by commas`,
      );
    schedule[name as ScheduleField] = text;
  }
  if (Object.keys(schedule).length === 0) throw refused('schedule', 'no field', `one or more of ${scheduleFields.join(', ')}`);
  if (nextRun(schedule, Date.UTC(2026, 0, 1)) === undefined)
    throw refused(`${path}dayOfMonth`, schedule.dayOfMonth ?? '', 'a day that the months given have');
  return schedule;
}

function isWithin(text: string, least: number, most: number): boolean {
  const match = element.exec(text);
  if (match === null) return false;
  const from = Number(match[1] ?? match[2]);
  const to = Number(match[1] ?? match[3]);
  return least <= from && from <= to && to <= most;
}

const level: Readonly<Record<ScheduleField, number>> = { second: 0, minute: 1, hour: 2, dayOfMonth: 3, dayOfWeek: 3, month: 4 };

/**
 * The first run after a moment, in milliseconds since 1970; undefined when there is none. A field that is left out may have any value,
 * except that what is finer than the finest field given is at its beginning: `{hour: 1, minute: 5}` runs at 01:05:00 alone.
 */
export function nextRun(schedule: Schedule, after: number): number | undefined {
  const finest = Math.min(...scheduleFields.filter((name) => schedule[name] !== undefined).map((name) => level[name]));
  const pattern = scheduleFields.map((name) => {
    const given = schedule[name];
    if (given !== undefined) return given.replaceAll(/[[\]]/g, '');
    return level[name] < finest && name !== 'dayOfWeek' ? String(fields[name][0]) : '*';
  });
  // All fields must match, also when both a day of the month and one of the week are given.
  return new Cron(pattern.join(' '), { timezone: 'UTC', domAndDow: true, paused: true }).nextRun(new Date(after))?.getTime();
}

const refused = (path: string, came: string, expected: string): ZhuisuError =>
  new ZhuisuError('subscription_invalid', { path, came, expected });
