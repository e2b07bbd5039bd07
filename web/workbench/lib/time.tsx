/** Times in the zone of this device, which is said. */
import type { ReactNode } from 'react';

const two = (n: number): string => String(n).padStart(2, '0');

/** +08:00 */
export function offsetAt(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}

/** As an input of type datetime-local holds it. */
export const localOf = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;

export const dayOf = (at: Date): string => localOf(at).slice(0, 10);

/** What an input of type datetime-local holds, with the zone of this device; as it is where it is no time. */
export function zonedOf(local: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return local;
  const at = new Date(local);
  if (Number.isNaN(at.getTime())) return local;
  return `${local.length === 16 ? `${local}:00` : local}${offsetAt(at)}`;
}

export function zoneName(at = new Date()): string {
  const offset = offsetAt(at);
  return offset === '+08:00' ? '北京时间 UTC+8' : `UTC${offset}`;
}

/** For files, which keep no zone with a time: the time here, and the heading that names the zone. */
export const stamp = (at: string | number | null | undefined): string =>
  at === null || at === undefined ? '' : localOf(new Date(at)).replace('T', ' ');
export const stamped = (zh: string, en: string): string => `${zh} ${en} (UTC${offsetAt(new Date())})`;

export function Time({ at }: { readonly at: string | number }): ReactNode {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <span>{String(at)}</span>;
  return (
    <time dateTime={date.toISOString()} title={zoneName(date)}>
      {localOf(date).replace('T', ' ')}{' '}
      <small className="zone">
        UTC
        {offsetAt(date)
          .replace(':00', '')
          .replace(/([+-])0/, '$1')}
      </small>
    </time>
  );
}

export function Day({ at }: { readonly at: string }): ReactNode {
  return <time dateTime={at}>{at.slice(0, 10)}</time>;
}

/** Whole days from today; negative for what has gone. */
export const daysUntil = (day: string, now = new Date()): number =>
  Math.round(
    (Date.parse(`${day.slice(0, 10)}T00:00:00`) - new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()) /
      86_400_000,
  );
