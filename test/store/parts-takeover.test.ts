/** A log of before `event_party` and the places of events lay in parts is taken over with all that it holds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import { openStore, partedTables, type Store } from '../../src/store/index.ts';
import { owner } from './stores.ts';

const event = (n: number): object => ({
  type: 'ObjectEvent',
  eventID: `urn:test:takeover:${n}`,
  eventTime: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: n % 3 === 0 ? 'shipping' : 'storing',
  epcList: [`urn:test:thing:${n}`],
  // Of five kinds: at no place, at either alone, at two, and at one that is both.
  ...(n % 5 === 1 || n % 5 >= 3 ? { readPoint: { id: `urn:test:place:${n % 4}` } } : {}),
  ...(n % 5 === 2 || n % 5 >= 3 ? { bizLocation: { id: `urn:test:place:${n % 5 === 3 ? n % 4 : 4}` } } : {}),
});
const document = (from: number, to: number): object => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: Array.from({ length: to - from }, (_, i) => event(from + i)) },
});
const put = (store: Store, from: number, to: number): Promise<unknown> =>
  capture(store.log, document(from, to), { behaviour: 'rollback', job: false, now: Date.now() });

/** As migrations up to 043 leave it: both tables whole, the places in indexes of `event`. */
const before044 = `
  create table was (like event_party including defaults);
  insert into was select * from event_party;
  drop table event_party;
  alter table was rename to event_party;
  alter table event_party add primary key (organisation, event_time, log, seq);
  create index event_party_by_number on event_party (organisation, log, seq) include (step);
  drop table event_place;
  create index event_by_read_point on event (read_point, event_time, seq);
  create index event_by_biz_location on event (biz_location, event_time, seq);
  drop function parted_tables;
  drop function part_index;
  delete from zhuisu_migration where version = 44;`;

const rows = async ({ database }: Store, table: string): Promise<string[]> =>
  (await database.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t order by 1`)).map(({ row }) => row);
/** Tables, indexes, triggers and rights as the catalogue has them. */
const schema = async ({ database }: Store): Promise<string[]> =>
  (
    await database.query<{ line: string }>(
      `select relname || ' ' || relkind::text || ' ' || relispartition || ' ' || coalesce(relacl::text, '') || ' ' ||
         coalesce(regexp_replace(pg_get_indexdef(oid), ' INDEX \\S+ ', ' '), '') ||
         array(select attname || ' ' || atttypid::regtype || ' ' || attnotnull from pg_attribute where attrelid = c.oid and attnum > 0 and
               not attisdropped order by attnum)::text as line
       from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'i', 'I')
         and relname ~ '^event_(party|place)' order by 1`,
    )
  ).map(({ line }) => line);

test('the tables in parts are those that the program knows', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'zhuisu-parted-'));
  const store = await openStore({ dataDir });
  const known = await store.database.query<{ name: string }>('select parted_tables() as name');
  expect(known.map(({ name }) => name)).toEqual([...partedTables].sort());
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a log of before', () => {
  let dataDir: string;
  let store: Store;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'zhuisu-takeover-'));
    store = await openStore({ dataDir });
  });
  afterAll(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  test('has the rows and the schema that a new one gets from the same captures', async () => {
    await put(store, 0, 200);
    const client = await owner(store);
    await client.query(
      `insert into event_party select ('00000000-0000-4000-8000-00000000000' || seq % 3)::uuid, event_time, log, seq, step from event`,
    );
    const fresh = await schema(store);
    const [parties, places] = [await rows(store, 'event_party'), await rows(store, 'event_place')];
    expect(parties.length).toBe(200);
    // None, one, one, one for both, two: of each five.
    expect(places.length).toBe(200);
    expect(new Set(places.map((row) => (JSON.parse(row) as { kinds: number }).kinds))).toEqual(new Set([1, 2, 3]));
    await client.query(before044);
    await client.end();
    await store.close();
    store = await openStore({ dataDir });
    expect(await schema(store)).toEqual(fresh);
    expect(await rows(store, 'event_party')).toEqual(parties);
    expect(await rows(store, 'event_place')).toEqual(places);
    const indexes = await store.database.query("select from pg_indexes where indexname ~ '^event_by_(read_point|biz_location)'");
    expect(indexes).toEqual([]);
    await put(store, 200, 205);
    expect((await rows(store, 'event_place')).length).toBe(205);
  });
});
