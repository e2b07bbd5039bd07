/** Complaints and reports of the public: kept, listed, acted on. */
import { advisory } from './advisory.ts';
import type { Database } from './database.ts';
import type { Alternative, Sight } from './sight.ts';

/** Times are milliseconds since 1970. */
export interface ComplaintRow {
  readonly number: string;
  readonly kind: string;
  readonly subject: string;
  readonly code: string;
  readonly thing: string;
  readonly category: string | null;
  readonly area: string;
  readonly told: string;
  readonly place: string;
  readonly contact: string | null;
  readonly madeAt: number;
  readonly state: string;
  readonly assigned: string | null;
  readonly assignedName: string | null;
  readonly dueAt: number;
  readonly changedAt: number;
  readonly version: number;
  readonly photos: number;
}

export type NewComplaint = Omit<ComplaintRow, 'assigned' | 'assignedName' | 'changedAt' | 'version' | 'photos'>;

const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;
const time = (bound: string): string => `to_timestamp(${bound}::float8 / 1000)`;

const columns = `c.number, c.kind, c.subject, c.code, c.thing, c.category, c.area, c.told, c.place, c.contact,
  ${millis('c.made_at')} as "madeAt", c.state, c.assigned, o.name as "assignedName", ${millis('c.due_at')} as "dueAt",
  ${millis('c.changed_at')} as "changedAt", c.version,
  (select count(*)::int from complaint_photo p where p.complaint = c.number) as photos`;
const joined = 'complaint c left join organisation o on o.id = c.assigned';

/** False where the number is taken already. */
export async function addComplaint(database: Database, made: NewComplaint): Promise<boolean> {
  const rows = await database.query(
    `insert into complaint (number, kind, subject, code, thing, category, area, told, place, contact, made_at, state, due_at, changed_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, ${time('$11')}, $12, ${time('$13')}, ${time('$11')}, 0)
     on conflict do nothing returning number`,
    [
      made.number,
      made.kind,
      made.subject,
      made.code,
      made.thing,
      made.category,
      made.area,
      made.told,
      made.place,
      made.contact,
      made.madeAt,
      made.state,
      made.dueAt,
    ],
  );
  return rows.length > 0;
}

type Bind = (value: unknown) => string;

/** `owners` of a sight: departments that it was handed to. What was handed on is no longer that of its category. */
function seenSql(sight: Sight, bind: Bind): string | undefined {
  if (sight === 'everything') return 'true';
  const ways = sight.map((each) => wayOf(each, bind));
  return ways.length === 0 ? undefined : `(${ways.join(' or ')})`;
}

function wayOf({ owners, categories, areas }: Alternative, bind: Bind): string {
  const clauses = [owners === undefined ? 'c.assigned is null' : `c.assigned = any(${bind(owners)}::uuid[])`];
  if (categories !== undefined) clauses.push(`coalesce(c.category, 'none') = any(${bind(categories)}::text[])`);
  if (areas !== undefined) clauses.push(`(${areas.map((area) => `c.area like ${bind(`${area}%`)}`).join(' or ') || 'false'})`);
  return `(${clauses.join(' and ')})`;
}

export interface ComplaintFilter {
  readonly states?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  /** Due before, and not at its end. */
  readonly overdueAt?: number | undefined;
}

export interface ComplaintMark {
  readonly madeAt: number;
  readonly number: string;
}

/** States in which nothing more is to be done. */
export const endedStates: readonly string[] = ['answered', 'refused'];

/** The newest first. */
export async function listComplaints(
  database: Database,
  sight: Sight,
  { states, categories, kind, overdueAt }: ComplaintFilter,
  limit: number,
  after: ComplaintMark | undefined,
): Promise<ComplaintRow[]> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const seen = seenSql(sight, bind);
  if (seen === undefined) return [];
  const clauses = [seen];
  if (states !== undefined) clauses.push(`c.state = any(${bind(states)}::text[])`);
  if (categories !== undefined) clauses.push(`coalesce(c.category, 'none') = any(${bind(categories)}::text[])`);
  if (kind !== undefined) clauses.push(`c.kind = ${bind(kind)}`);
  if (overdueAt !== undefined)
    clauses.push(`c.due_at < ${time(bind(overdueAt))} and not c.state = any(${bind(endedStates)}::text[])`);
  if (after !== undefined)
    clauses.push(`(${millis('c.made_at')}, c.number) < (${bind(after.madeAt)}::float8, ${bind(after.number)})`);
  return database.query<ComplaintRow>(
    `select ${columns} from ${joined} where ${clauses.join(' and ')}
     order by ${millis('c.made_at')} desc, c.number desc limit ${bind(limit)}`,
    values,
  );
}

/** Undefined for one that is unknown, or that is not seen. */
export async function complaintSeen(database: Database, sight: Sight, number: string): Promise<ComplaintRow | undefined> {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const seen = seenSql(sight, bind);
  if (seen === undefined) return undefined;
  const [row] = await database.query<ComplaintRow>(
    `select ${columns} from ${joined} where ${seen} and c.number = ${bind(number)}`,
    values,
  );
  return row;
}

export interface ComplaintActRow {
  readonly at: number;
  readonly account: string | null;
  readonly organisation: string | null;
  readonly organisationName: string | null;
  readonly act: string;
  readonly told: string;
  readonly note: string;
  readonly dueAt: number | null;
}

export const complaintActs = (database: Database, number: string): Promise<ComplaintActRow[]> =>
  database.query(
    `select ${millis('a.at')} as at, a.account, a.organisation, o.name as "organisationName", a.act, a.told, a.note,
       ${millis('a.due_at')} as "dueAt"
     from complaint_act a left join organisation o on o.id = a.organisation where a.complaint = $1 order by a.seq`,
    [number],
  );

export interface NewComplaintAct {
  readonly number: string;
  readonly act: string;
  readonly told: string;
  readonly note: string;
  readonly account: string | null;
  readonly organisation: string | null;
  readonly at: number;
  readonly state: string;
  readonly dueAt: number;
  /** Undefined: whose it was. */
  readonly assigned: string | undefined;
  readonly category: string | undefined;
  /** As whoever acts saw it. */
  readonly version: number;
}

/** Takes a step; false when somebody else took one in between. */
export async function actOnComplaint(database: Database, act: NewComplaintAct): Promise<boolean> {
  return database.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1::int, hashtext($2))', [advisory.complaint, act.number]);
    const { rowCount } = await client.query(
      `update complaint set state = $3, due_at = ${time('$4')}, assigned = coalesce($5, assigned), category = coalesce($6, category),
         changed_at = ${time('$7')}, version = version + 1 where number = $1 and version = $2`,
      [act.number, act.version, act.state, act.dueAt, act.assigned ?? null, act.category ?? null, act.at],
    );
    if (rowCount !== 1) return false;
    await client.query(
      `insert into complaint_act (complaint, at, account, organisation, act, told, note, due_at)
       values ($1, ${time('$2')}, $3, $4, $5, $6, $7, ${time('$8')})`,
      [act.number, act.at, act.account, act.organisation, act.act, act.told, act.note, act.dueAt],
    );
    return true;
  });
}

export interface ComplaintPhoto {
  readonly id: string;
  readonly at: number;
  readonly type: string;
  /** Hexadecimal SHA-256. */
  readonly digest: string;
  readonly bytes: number;
}

/** False where there are as many as there may be, or the complaint is older than `from`. */
export async function addComplaintPhoto(
  database: Database,
  photo: {
    readonly id: string;
    readonly number: string;
    readonly at: number;
    readonly type: string;
    readonly digest: Buffer;
    readonly bytes: Buffer;
  },
  most: number,
  from: number,
): Promise<boolean> {
  return database.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1::int, hashtext($2))', [advisory.complaint, photo.number]);
    const { rowCount } = await client.query(
      `insert into complaint_photo (id, complaint, at, type, digest, bytes)
       select $1, number, ${time('$3')}, $4, $5, $6 from complaint
       where number = $2 and made_at >= ${time('$8')} and (select count(*) from complaint_photo where complaint = $2) < $7`,
      [photo.id, photo.number, photo.at, photo.type, photo.digest, photo.bytes, most, from],
    );
    return rowCount === 1;
  });
}

export const complaintPhotos = (database: Database, number: string): Promise<ComplaintPhoto[]> =>
  database.query(
    `select id, ${millis('at')} as at, type, encode(digest, 'hex') as digest, length(bytes) as bytes
     from complaint_photo where complaint = $1 order by at, id`,
    [number],
  );

export async function complaintPhoto(
  database: Database,
  number: string,
  id: string,
): Promise<{ readonly type: string; readonly bytes: Buffer } | undefined> {
  const [row] = await database.query<{ type: string; bytes: Buffer }>(
    'select type, bytes from complaint_photo where complaint = $1 and id = $2',
    [number, id],
  );
  return row;
}

export interface ComplaintCount {
  readonly category: string | null;
  readonly state: string;
  readonly count: number;
}

/** How many there are, by category and state: for the statistics that everybody sees. */
export const countComplaints = (database: Database): Promise<ComplaintCount[]> =>
  database.query('select category, state, count(*)::int as count from complaint group by 1, 2 order by 1, 2');

/** What the watch reads of complaints: of what, where and when; nothing of who, nor what was told. */
export interface ComplaintMade {
  readonly number: string;
  /** Canonical URI. */
  readonly thing: string;
  readonly category: string | null;
  readonly area: string;
  readonly madeAt: number;
}

/** Those about something that could be read, made before `before`, in their order after the last one. */
export const complaintsAfter = (
  database: Database,
  after: { readonly madeAt: number; readonly number: string },
  before: number,
  limit: number,
): Promise<ComplaintMade[]> =>
  database.query(
    `select number, thing, category, area, ${millis('made_at')} as "madeAt" from complaint
     where thing <> '' and (${millis('made_at')}, number) > ($1::float8, $2) and made_at >= ${time('$1')} and made_at < ${time('$3')}
     order by ${millis('made_at')}, number limit $4`,
    [after.madeAt, after.number, before, limit],
    'complaints-after',
  );
