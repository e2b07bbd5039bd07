/** Numbered SQL files, each applied once, in order, also when several processes start at the same moment. */

import { readdir, readFile } from 'node:fs/promises';
import type { ClientBase } from 'pg';
import { ZhuisuError } from '../errors.ts';
import { advisory } from './advisory.ts';
import { type Guard, restrict } from './rights.ts';

const folder = new URL('./migrations/', import.meta.url);

interface Migration {
  readonly version: number;
  readonly file: string;
}

async function migrations(): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{3}-[\w-]+\.sql$/.test(file)).sort();
  return files.map((file) => ({ version: Number(file.slice(0, 3)), file }));
}

/**
 * Brings the schema and the rights up to date, in one transaction of the owner; refuses a database that is newer than this program or
 * that is somebody else's. Throws schema_newer, schema_foreign, database_rights.
 */
export async function migrate(owner: ClientBase, appLogsIn: boolean): Promise<Guard> {
  const known = await migrations();
  const newest = known.at(-1)!.version;
  await owner.query('begin');
  await owner.query('select pg_advisory_xact_lock($1)', [advisory.migration]);
  const { rows } = await owner.query<{ ours: boolean; others: string | null }>(
    `select to_regclass('zhuisu_migration') is not null as ours,
            (select string_agg(tablename, ', ') from (select tablename from pg_tables where schemaname = 'public' limit 3) t) as others`,
  );
  const { ours, others } = rows[0]!;
  if (!ours && others !== null) throw new ZhuisuError('schema_foreign', { cause: `it holds the tables ${others}` });
  try {
    if (!ours)
      await owner.query(
        'create table zhuisu_migration (version int primary key, file text not null, applied_at timestamptz not null)',
      );
    const done = await owner.query<{ version: number }>('select version from zhuisu_migration');
    const applied = new Set(done.rows.map(({ version }) => version));
    const current = Math.max(0, ...applied);
    if (current > newest) throw new ZhuisuError('schema_newer', { came: current, expected: newest });
    // Numbers are given out before they are used: one may come after a larger one.
    for (const { version, file } of known.filter((each) => !applied.has(each.version))) {
      await owner.query(await readFile(new URL(file, folder), 'utf8'));
      await owner.query('insert into zhuisu_migration values ($1, $2, now())', [version, file]);
    }
    const guard = await restrict(owner, appLogsIn);
    await owner.query('commit');
    return guard;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // 42501 insufficient_privilege
    if (code === '42501') throw new ZhuisuError('database_rights', { cause: message }, { cause: error });
    throw error;
  }
}
