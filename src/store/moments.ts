/** Moments as PostgreSQL reads them. */

/** Microseconds since 1970; what is not finite lies before everything. */
export const timeOf = (micros: number): string =>
  Number.isFinite(micros)
    ? new Date(Math.floor(micros / 1000)).toISOString().replace('Z', `${String(Math.floor(micros % 1000)).padStart(3, '0')}Z`)
    : '-infinity';
