/** The day in China (UTC+8, no summer time), where licences begin and end and names change. */
const offset = 8 * 3_600_000;

/** `now`: milliseconds since 1970. */
export const dayOf = (now: number): string => new Date(now + offset).toISOString().slice(0, 10);

/** Undefined for what is no day of the calendar. */
export function dayIn(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined;
}
