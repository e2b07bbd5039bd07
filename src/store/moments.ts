/** Moments as PostgreSQL reads them. */

/** Microseconds since 1970; what is not finite lies before everything. */
export const timeOf = (micros: number): string =>
  Number.isFinite(micros)
    ? new Date(Math.floor(micros / 1000)).toISOString().replace('Z', `${String(Math.floor(micros % 1000)).padStart(3, '0')}Z`)
    : '-infinity';

/** Whole microseconds below 2^53 survive the seconds in double precision; numbers of any precision would cost a third of the statement. */
export const microsOf = (column: string): string => `round(date_part('epoch', ${column}) * 1000000)`;
