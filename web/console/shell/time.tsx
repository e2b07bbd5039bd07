/** Times in the zone of the reader, and which zone that is. */
import type { ReactNode } from 'react';

const full = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'full', timeStyle: 'medium' });
const parts = new Intl.DateTimeFormat('sv-SE', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});
const zoned = new Intl.DateTimeFormat('zh-CN', { timeZoneName: 'shortOffset' });

const hour = 3_600_000;
let zoneKnown = { until: 0, name: '' };
/** `GMT+8`; a table asks for it at each cell. */
export function zone(): string {
  const now = Date.now();
  if (now >= zoneKnown.until) {
    const name = zoned.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
    zoneKnown = { until: (Math.floor(now / hour) + 1) * hour, name };
  }
  return zoneKnown.name;
}
export const zoneName = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `2026-11-28 08:30` */
export const clock = (at: string | number): string => parts.format(new Date(at));
export const day = (at: string | number): string => clock(at).slice(0, 10);

/** For files, which keep no zone with a time: the time here, and the heading that names the zone. */
export const stamp = (at: string | number | null | undefined): string => (at === null || at === undefined ? '' : clock(at));
export const stamped = (zh: string, en: string): string => `${zh} ${en} (${zone()})`;

export function At({ at, only = 'minute' }: { readonly at: string; readonly only?: 'minute' | 'day' }): ReactNode {
  const text = only === 'day' ? day(at) : clock(at);
  return (
    <time dateTime={at} title={`${full.format(new Date(at))} ${zone()} (${zoneName})`}>
      {text}
    </time>
  );
}

const dayMillis = 86_400_000;

/** Days from now, for people: `逾期 3 天`, `今天到期`, `还有 5 天`. */
export function Due({ at, now = Date.now() }: { readonly at: string; readonly now?: number }): ReactNode {
  const left = Math.floor((Date.parse(`${day(at)}T00:00:00Z`) - Date.parse(`${day(now)}T00:00:00Z`)) / dayMillis);
  const late = Date.parse(at) < now;
  const [zh, en] = late
    ? left === 0
      ? ['今天已过期', 'due today, past']
      : [`逾期 ${-left} 天`, `${-left} d late`]
    : left === 0
      ? ['今天到期', 'due today']
      : [`还有 ${left} 天`, `${left} d left`];
  return (
    <span className={late ? 'due late' : left <= 1 ? 'due soon' : 'due'}>
      {zh} <span lang="en">{en}</span>
    </span>
  );
}

/** For `<input type=datetime-local>` in the reader's zone, and back with the zone. */
export const localInput = (at: number): string => clock(at).replace(' ', 'T');
export const fromLocalInput = (text: string): string | undefined => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
};

const group = new Intl.NumberFormat('zh-CN');
export const count = (value: number): string => group.format(value);
export const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
