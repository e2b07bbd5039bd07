/** What is taken over from an earlier system, as it was declared. Times are milliseconds since 1970. */
import type { Database } from './database.ts';
import { changing } from './organisations.ts';

export interface Takeover {
  readonly id: string;
  /** uuid; null: of everybody. */
  readonly organisation: string | null;
  readonly system: string;
  readonly reason: string;
  /** What happened before that. */
  readonly before: number;
  readonly declaredAt: number;
  /** Until when it may be recorded. */
  readonly until: number;
  readonly account: string | null;
}

const millis = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;
const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;

/** The watch reads them with the register: its version changes. */
export const addTakeover = (
  database: Database,
  { id, organisation, system, reason, before, declaredAt, until, account }: Takeover,
): Promise<unknown> =>
  changing(database, (client) =>
    client.query(
      `insert into takeover (id, organisation, system, reason, before, declared_at, until, account)
       values ($1, $2, $3, $4, ${time('$5')}, ${time('$6')}, ${time('$7')}, $8)`,
      [id, organisation, system, reason, before, declaredAt, until, account],
    ),
  );

/** The newest first. */
export const takeovers = (database: Database): Promise<Takeover[]> =>
  database.query(
    `select id, organisation, system, reason, ${millis('before')} as before, ${millis('declared_at')} as "declaredAt",
       ${millis('until')} as until, account from takeover order by declared_at desc, id`,
  );

/** Whether it was taken over: an event of that owner (uuid; undefined: the operator’s), that happened and was recorded then. */
export const isTakenOver = (
  declared: readonly Pick<Takeover, 'organisation' | 'before' | 'declaredAt' | 'until'>[],
  { owner, at, recorded }: { readonly owner: string | undefined; readonly at: number; readonly recorded: number },
): boolean =>
  declared.some(
    ({ organisation, before, declaredAt, until }) =>
      (organisation === null || organisation === owner) && at < before && recorded >= declaredAt && recorded < until,
  );

/** The same of the event `e` in a statement. */
export const takenOver = `exists (select from takeover t where (t.organisation is null or t.organisation = e.owner)
  and e.event_time < t.before and e.record_time >= t.declared_at and e.record_time < t.until)`;
