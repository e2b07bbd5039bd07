/** Databases from before the tables of recalls had their number get what they lack, and keep what they have. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import { owner } from '../store/stores.ts';

const tables = ['recall', 'recall_act', 'recall_answer', 'recall_holder', 'recall_item', 'recall_thing', 'readiness_check'];
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'zhuisu-upgrade-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const indexes = async ({ database }: Store): Promise<string[]> =>
  (
    await database.query<{ name: string }>(`select indexname as name from pg_indexes where tablename = any($1) order by 1`, [
      tables,
    ])
  ).map(({ name }) => name);

/** Opens the store, lets the owner change it, and opens it again. */
async function reopened(change: string): Promise<{ before: string[]; after: string[]; kept: number }> {
  const first = await openStore({ dataDir });
  const before = await indexes(first);
  const client = await owner(first);
  await client.query(change);
  await client.end();
  await first.close();
  const second = await openStore({ dataDir });
  const after = await indexes(second);
  const [row] = await second.database.query<{ n: number }>('select count(*)::int as n from recall');
  await second.close();
  return { before, after, kept: row!.n };
}

/** What came after the tables of recalls and builds on them. */
const withoutRanges = `drop table recall_range, recall_late; alter table log drop column ranges;
  alter table readiness_check drop column nightly; delete from zhuisu_migration where version in (21, 46)`;

describe('a database', () => {
  it('that never ran number 13 gets all tables', async () => {
    const { before, after } = await reopened(`${withoutRanges}; drop table ${tables.join(', ')}`);
    expect(before.length).toBeGreaterThan(tables.length);
    expect(after).toEqual(before);
  });

  it('that ran an early number 13 keeps its recalls and gets the rest', async () => {
    const { before, after, kept } = await reopened(
      `${withoutRanges}; drop table recall_thing; drop index recall_answer_by_item;
       insert into zhuisu_migration values (13, '013-recalls.sql', now());
       insert into recall (id, created_at, drill, category, regime, level, title_zh, title_en, reason, instructions_zh, instructions_en,
         roots, learnt_at, state, version)
       values (gen_random_uuid(), now(), false, 'food', 'food', 1, '', '', '', '', '', '{}', now(), 'draft', 0)`,
    );
    expect(after).toEqual(before);
    expect(kept).toBe(1);
  });
});
