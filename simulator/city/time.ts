/** Days and hours of the city. One time zone, UTC+8; milliseconds since 1970. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const zone = 8 * hour;

/** Midnight of the place at or before. */
export const midnight = (at: number): number => Math.floor((at + zone) / day) * day - zone;
/** 0 Sunday … 6 Saturday. */
export const weekday = (at: number): number => new Date(at + zone).getUTCDay();
export const date = (at: number): string => new Date(at + zone).toISOString().slice(0, 10);
/** As an event states it: wall time with the zone. */
export const stamp = (at: number): string => `${new Date(Math.round(at) + zone).toISOString().slice(0, 23)}+08:00`;
/** Days since the first of January, 0 to 365. */
export const dayOfYear = (at: number): number =>
  Math.floor((at + zone - Date.UTC(new Date(at + zone).getUTCFullYear(), 0, 1)) / day);
/** 0 at its lowest on the day `low` of the year, 1 half a year later. */
export const season = (at: number, low: number): number => (1 - Math.cos((2 * Math.PI * (dayOfYear(at) - low)) / 365)) / 2;

/** First days of the holidays over which much is closed, and how many (notices of the State Council for 2026; approximate for others). */
const holidays: readonly (readonly [string, number])[] = [
  ['01-01', 3],
  ['02-15', 8],
  ['04-04', 3],
  ['05-01', 5],
  ['06-19', 3],
  ['10-01', 7],
];
export function isHoliday(at: number): boolean {
  const year = date(at).slice(0, 4);
  return holidays.some(([first, days]) => {
    const since = (midnight(at) - Date.parse(`${year}-${first}T00:00:00+08:00`)) / day;
    return since >= 0 && since < days;
  });
}
