/**
 * What the server's own connections may do to each table. Migrations run as the owner of the schema; the server works as the role
 * `zhuisu_app`, which owns nothing: what is written once it can read and add to, and neither change, delete, truncate, alter nor drop.
 */
import type { ClientBase } from 'pg';
import { isPart } from './parts.ts';

export const appRole = 'zhuisu_app';

/** Rows are added and never changed. A new table whose rows are evidence gets its name here. */
export const writtenOnce: readonly string[] = [
  'event',
  'event_identity',
  'identity_filter',
  'event_place',
  'event_acted',
  'link',
  'paper',
  'erroneous',
  'error_declaration',
  'context',
  'capture_job',
  'audit_entry',
  'case_act',
  'joint_group_act',
  'look',
  'register_row',
  'key_check',
  'finding_act',
  'finding_proof',
  'complaint_act',
  'complaint_photo',
  'recall_thing',
  'recall_item',
  'recall_answer',
  'recall_act',
  'recall_range',
  'readiness_check',
  'takeover',
];

/**
 * How the rows that are written once are kept: `login`: the server logs in as a role that has no more rights; `role`: it takes that role
 * after a login that could do more; `triggers`: no such role may be made here, triggers refuse the change; `none`: somebody else owns the
 * schema and gave this login the right to change them.
 */
export type Guard = 'login' | 'role' | 'triggers' | 'none';

const wanted = (table: string): readonly string[] => {
  // Reached through the table that it is a part of.
  if (isPart(table)) return [];
  if (table === 'zhuisu_migration') return ['SELECT'];
  return writtenOnce.includes(table) ? ['SELECT', 'INSERT'] : ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
};
const every = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER'];

interface Login {
  readonly superuser: boolean;
  readonly creates: boolean;
  /** The schema is this login's, so that nobody can keep it from anything. */
  readonly owner: boolean;
  readonly there: boolean;
  readonly changes: boolean;
}

/** Runs in the transaction of the migrations, as the user of the address. `canLogIn`: whether the role may be logged in as. */
export async function restrict(client: ClientBase, canLogIn: boolean): Promise<Guard> {
  const { rows } = await client.query<Login>(
    `select rolsuper as superuser, rolsuper or rolcreaterole as creates,
            pg_has_role(current_user, (select relowner from pg_class where oid = 'event'::regclass), 'usage') as owner,
            exists (select from pg_roles where rolname = $1) as there,
            has_table_privilege(current_user, 'event', 'UPDATE') or has_table_privilege(current_user, 'audit_entry', 'UPDATE') as changes
     from pg_roles where rolname = current_user`,
    [appRole],
  );
  const login = rows[0]!;
  if (!login.owner) return login.changes ? 'none' : 'login';
  if (!(await takeRole(client, login, canLogIn))) {
    await refuseByTrigger(client);
    return 'triggers';
  }
  await grant(client);
  return canLogIn ? 'login' : 'role';
}

/** Makes the role where it is missing and lets the owner take it; false where this user may not. */
async function takeRole(client: ClientBase, { superuser, creates, there }: Login, canLogIn: boolean): Promise<boolean> {
  if (!there && !creates) return false;
  await client.query('savepoint role');
  try {
    if (!there) await client.query(`create role ${appRole} ${canLogIn ? 'login' : 'nologin'}`);
    if (!superuser) {
      const { rows } = await client.query<{ member: boolean }>(
        `select pg_has_role(current_user, '${appRole}', 'member') as member`,
      );
      if (!rows[0]!.member) await client.query(`grant ${appRole} to current_user`);
    }
    await client.query('release savepoint role');
    return true;
  } catch (error) {
    // 42501 insufficient_privilege: somebody else's role, and this user may not give it away.
    if ((error as { code?: string }).code !== '42501') throw error;
    await client.query('rollback to savepoint role');
    return false;
  }
}

/** Changes only what is not yet so: a start that finds everything in order locks nothing. */
async function grant(client: ClientBase): Promise<void> {
  const schema = (await client.query<{ name: string }>('select current_schema() as name')).rows[0]!.name;
  await client.query(`grant usage on schema "${schema}" to ${appRole}`);
  const { rows } = await client.query<{ name: string; sequence: boolean; held: string[] }>(
    `select c.relname as name, c.relkind = 'S' as sequence,
            array(select p from unnest($2::text[]) p
                  where case when c.relkind = 'S' then p = 'SELECT' and has_sequence_privilege($1, c.oid, 'USAGE')
                             else has_table_privilege($1, c.oid, p) end) as held
     from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'S')`,
    [appRole, every],
  );
  for (const { name, sequence, held } of rows) {
    if (sequence && held.length === 0) await client.query(`grant usage, select on sequence "${name}" to ${appRole}`);
    if (sequence || held.join() === wanted(name).join()) continue;
    await client.query(`revoke all on "${name}" from ${appRole}`);
    if (wanted(name).length > 0) await client.query(`grant ${wanted(name).join(', ')} on "${name}" to ${appRole}`);
  }
}

async function refuseByTrigger(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c left join pg_inherits i on i.inhrelid = c.oid and c.relispartition
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
       and coalesce((select w.relname from pg_class w where w.oid = i.inhparent), c.relname) = any($1)
       and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'written_once')`,
    [writtenOnce],
  );
  for (const { name } of rows)
    await client.query(
      `create trigger written_once before update or delete or truncate on "${name}" for each statement execute function refuse_change()`,
    );
}
