/**
 * What is read bit by bit in the order of its number is read from an index. An `order by seq` beside `seq::float8 as seq` means the cast: then
 * each bit would sort all that is left.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditHead, auditRows, seqsOfStage, watchedEvents } from '../../src/store/index.ts';
import { connect, engines } from './stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
});
afterAll(() => opened.close());

test.each<[string, () => Promise<unknown>]>([
  ['events by the watch', () => watchedEvents(opened.store.database, 5, 10)],
  ['the end of the audit log', () => auditHead(opened.store.database)],
  ['the audit log', () => auditRows(opened.store.database, 5, 10)],
  ['records of a stage', () => seqsOfStage(opened.store.database, { category: 'food', stage: 'test', after: 5, limit: 10 })],
])('%s', async (_, read) => {
  const { database } = opened.store;
  const asked: [string, readonly unknown[]][] = [];
  const { query } = database;
  database.query = (text: string, values: readonly unknown[] = [], name?: string) => {
    asked.push([text, values]);
    return query.call(database, text, values, name) as never;
  };
  await read();
  database.query = query;
  const client = await connect(opened.store);
  // Of a small table a plan would sort by choice.
  await client.query('set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off');
  const { rows } = await client.query(`explain ${asked[0]![0]}`, [...asked[0]![1]]);
  await client.end();
  expect(rows.map((row: object) => Object.values(row)[0]).filter((line: string) => /Sort/.test(line))).toEqual([]);
});
