/** Numbered SQL files, each applied once, in order, also when several processes start at the same moment. */
import { readdir, readFile } from 'node:fs/promises';
import { ZhuisuError } from '../errors.ts';
import type { Database } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any constant will do: all Zhuisu processes of a database queue on it. */
const lockKey = 7_305_813;

interface Migration {
  readonly version: number;
  readonly file: string;
}

async function migrations(): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{3}-[\w-]+\.sql$/.test(file)).sort();
  return files.map((file) => ({ version: Number(file.slice(0, 3)), file }));
}

/** Brings the schema up to date; refuses a database that is newer than this program or that is somebody else's. */
export async function migrate(database: Database): Promise<{ version: number; applied: number }> {
  const known = await migrations();
  const newest = known.at(-1)!.version;
  return database.transaction(async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [lockKey]);
    const { rows } = await client.query<{ ours: boolean; others: string | null }>(
      `select to_regclass('zhuisu_migration') is not null as ours,
              (select string_agg(tablename, ', ') from (select tablename from pg_tables where schemaname = 'public' limit 3) t) as others`,
    );
    const { ours, others } = rows[0]!;
    if (!ours && others !== null) throw new ZhuisuError('schema_foreign', { cause: `it holds the tables ${others}` });
    if (!ours)
      await client.query(
        'create table zhuisu_migration (version int primary key, file text not null, applied_at timestamptz not null)',
      );
    const done = await client.query<{ version: number | null }>('select max(version) as version from zhuisu_migration');
    const current = done.rows[0]!.version ?? 0;
    if (current > newest) throw new ZhuisuError('schema_newer', { came: current, expected: newest });
    const missing = known.filter(({ version }) => version > current);
    for (const { version, file } of missing) {
      await client.query(await readFile(new URL(file, folder), 'utf8'));
      await client.query('insert into zhuisu_migration values ($1, $2, now())', [version, file]);
    }
    return { version: newest, applied: missing.length };
  });
}
