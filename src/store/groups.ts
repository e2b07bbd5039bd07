/** Joint groups of firms: what they agreed to share, who is in them, what was done. */
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

export interface GroupRow {
  /** uuid */
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  readonly lead: string;
  readonly categories: string[];
  /** Canonical URIs of classes; null: all of the categories. */
  readonly products: string[] | null;
  /** Milliseconds since 1970. */
  readonly foundedAt: number;
  readonly endedAt: number | null;
}

export interface GroupMemberRow {
  readonly organisation: string;
  /** Null: it is not registered any more. */
  readonly name: string | null;
  readonly state: string;
  readonly changedAt: number;
}

export interface GroupActRow {
  readonly at: number;
  readonly act: string;
  readonly organisation: string;
  readonly other: string | null;
  readonly account: string | null;
  readonly through: string | null;
  readonly reason: string | null;
}

/** A group whose members see what each other recorded. */
export interface SharingGroup {
  readonly id: string;
  readonly categories: string[];
  readonly products: string[] | null;
  readonly peers: string[];
}

const millis = (column: string, name: string): string => `extract(epoch from ${column})::float8 * 1000 as "${name}"`;
const columns = `g.id, g.name, g.purpose, g.lead, g.categories, g.products, ${millis('g.founded_at', 'foundedAt')}, ${millis('g.ended_at', 'endedAt')}`;

export async function foundGroup(database: Database, row: Omit<GroupRow, 'endedAt'>, act: GroupActRow): Promise<void> {
  await database.transaction(async (client) => {
    await client.query(
      `insert into joint_group (id, name, purpose, lead, categories, products, founded_at)
       values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))`,
      [row.id, row.name, row.purpose, row.lead, row.categories, row.products, row.foundedAt],
    );
    await setState(client, row.id, row.lead, 'joined', row.foundedAt);
    await addAct(client, row.id, act);
  });
  forgetGroups(database);
}

export async function groupById(database: Database, id: string): Promise<GroupRow | undefined> {
  const [row] = await database.query<GroupRow>(`select ${columns} from joint_group g where g.id = $1`, [id]);
  return row;
}

/** Those in which it is, was, or is invited to be; what holds before what has ended, newest first. */
export const groupsOf = (database: Database, organisation: string, limit: number): Promise<(GroupRow & { state: string })[]> =>
  database.query(
    `select ${columns}, m.state from joint_group_member m join joint_group g on g.id = m.group_id
     where m.organisation = $1 order by g.ended_at is not null, g.founded_at desc, g.id limit $2`,
    [organisation, limit],
  );

/** In the order in which they came to be what they are. */
export const groupMembers = (database: Database, id: string): Promise<GroupMemberRow[]> =>
  database.query(
    `select m.organisation, o.name, m.state, ${millis('m.changed_at', 'changedAt')}
     from joint_group_member m left join organisation o on o.id = m.organisation
     where m.group_id = $1 order by m.changed_at, m.organisation`,
    [id],
  );

export const groupActs = (database: Database, id: string): Promise<GroupActRow[]> =>
  database.query(
    `select ${millis('at', 'at')}, act, organisation, other, account, through, reason from joint_group_act
     where group_id = $1 order by seq limit 1000`,
    [id],
  );

export interface GroupChange {
  readonly states: ReadonlyMap<string, string>;
  readonly lead: string;
  readonly ended: boolean;
  readonly act: GroupActRow;
}

/** A step of a group: `decide` is given where everybody stands, while nobody else can take a step. */
export async function changeGroup(
  database: Database,
  id: string,
  decide: (row: GroupRow, members: readonly GroupMemberRow[]) => GroupChange,
): Promise<boolean> {
  const done = await database.transaction(async (client) => {
    const { rows } = await client.query<GroupRow>(`select ${columns} from joint_group g where g.id = $1 for update`, [id]);
    const [row] = rows;
    if (row === undefined) return false;
    const members = await client.query<GroupMemberRow>(
      `select organisation, null as name, state, ${millis('changed_at', 'changedAt')} from joint_group_member where group_id = $1`,
      [id],
    );
    const { states, lead, ended, act } = decide(row, members.rows);
    for (const [organisation, state] of states) await setState(client, id, organisation, state, act.at);
    if (lead !== row.lead) await client.query('update joint_group set lead = $2 where id = $1', [id, lead]);
    if (ended)
      await client.query('update joint_group set ended_at = to_timestamp($2::float8 / 1000) where id = $1', [id, act.at]);
    await addAct(client, id, act);
    return true;
  });
  forgetGroups(database);
  return done;
}

/** How many groups it is in or invited to that have not ended. */
export async function countGroupsOf(database: Database, organisation: string): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `select count(*)::int as count from joint_group_member m join joint_group g on g.id = m.group_id
     where m.organisation = $1 and m.state in ('joined', 'invited') and g.ended_at is null`,
    [organisation],
  );
  return row!.count;
}

async function setState(client: PoolClient, id: string, organisation: string, state: string, at: number): Promise<void> {
  await client.query(
    `insert into joint_group_member (group_id, organisation, state, changed_at) values ($1, $2, $3, to_timestamp($4::float8 / 1000))
     on conflict (group_id, organisation) do update set state = excluded.state, changed_at = excluded.changed_at`,
    [id, organisation, state, at],
  );
}

async function addAct(client: PoolClient, id: string, act: GroupActRow): Promise<void> {
  await client.query(
    `insert into joint_group_act (group_id, at, act, organisation, other, account, through, reason)
     values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6, $7, $8)`,
    [id, act.at, act.act, act.organisation, act.other, act.account, act.through, act.reason],
  );
}

/** How long it is kept who shares with whom: a departure is felt at once in this process, in another one after it. */
const keptMillis = 5_000;
const mostKept = 10_000;
const kept = new WeakMap<Database, Map<string, { readonly at: number; readonly groups: readonly SharingGroup[] }>>();

const forgetGroups = (database: Database): void => void kept.delete(database);

/** The groups that an organisation has joined, with the others who have; asked at most once in five seconds. */
export async function sharingWith(database: Database, organisation: string, now: number): Promise<readonly SharingGroup[]> {
  const known = kept.get(database) ?? new Map();
  kept.set(database, known);
  const found = known.get(organisation);
  if (found !== undefined && Math.abs(now - found.at) < keptMillis) return found.groups;
  const groups = await database.query<SharingGroup>(
    `select g.id, g.categories, g.products, array_agg(p.organisation order by p.organisation) as peers
     from joint_group_member m join joint_group g on g.id = m.group_id
       join joint_group_member p on p.group_id = g.id and p.state = 'joined' and p.organisation <> m.organisation
     where m.organisation = $1 and m.state = 'joined' and g.ended_at is null group by g.id order by g.id`,
    [organisation],
    'sharing-groups',
  );
  if (known.size >= mostKept) known.clear();
  known.set(organisation, { at: now, groups });
  return groups;
}
