/** The tables in parts: what is captured, found, refused and traced is the same in parts, while they are merged, and after. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Captured, capture } from '../../src/capture/index.ts';
import { registryOf } from '../../src/organisations/index.ts';
import { eventPage } from '../../src/query/index.ts';
import { mergeParts, type Part, partedTables, partsOf, rebuildLinks, type Sight, type Store } from '../../src/store/index.ts';
import { uuidOfUri } from '../../src/store/keys.ts';
import { trace } from '../../src/trace/index.ts';
import { absent } from '../postgres15.ts';
import { connect, engines } from './stores.ts';

const size = 40;

const firm = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const place = (n: number): string => `urn:test:place:${n}`;

/** A lot that is moved on once in each event, so that its chain lies in every part; at one of five places, each of a firm. */
const event = (n: number, but: object = {}): object => ({
  type: 'TransformationEvent',
  eventID: `urn:test:parts:${n}`,
  eventTime: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
  eventTimeZoneOffset: '+08:00',
  inputQuantityList: [{ epcClass: `urn:test:lot:${n}`, quantity: 1, uom: 'KGM' }],
  outputQuantityList: [{ epcClass: `urn:test:lot:${n + 1}`, quantity: 1, uom: 'KGM' }],
  bizTransactionList: [{ type: 'po', bizTransaction: `urn:test:paper:${n % 7}` }],
  readPoint: { id: place(n % 5) },
  ...(n % 2 === 0 ? { bizLocation: { id: place(n % 5) } } : {}),
  ...but,
});
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('what becomes of parts', () => {
  test.each([
    [0, [1]],
    [39, [1]],
    [40, [1]],
    [41, [1, 1]],
    [159, [1, 1, 1, 1]],
    // Four that are full are one; the open one is never merged.
    [160, [4]],
    [161, [4, 1]],
    [16 * 40 + 5, [16, 1]],
    [(3 * 16 + 2 * 4 + 3) * 40, [16, 16, 16, 4, 4, 1, 1, 1]],
  ])('of %i events at 40 a part they are of %j', (events, units) => {
    const parts = partsOf(events, size);
    expect(parts.map(({ after, upto }) => (upto - after) / size)).toEqual(units);
    parts.forEach(({ after }, i) => void expect(after).toBe(parts[i - 1]?.upto ?? 0));
    expect(parts.at(-1)!.upto).toBeGreaterThanOrEqual(events);
  });

  test('a log as long as twenty million events has few', () => {
    for (let events = 0; events < 20_000_000; events += 999_983)
      expect(partsOf(events, 2 ** 20).length).toBeLessThanOrEqual(3 * 3 + 1);
  });
});

describe.each(engines)('parts on $name', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    if (opened === undefined) return;
    store = opened.store;
    // An installation begins with one part; from here on the next ones are small.
    await store.database.asOwner(async (client) => {
      await client.query('update log set part_size = $1', [size]);
      await client.query(
        `insert into organisation (id, kind, form, name, status, areas, categories, address, version, registered_at, changed_at)
         select id, 'enterprise', '', 'firm', 'active', '{}', '{}', '', 1, now(), now() from unnest($1::uuid[]) as id`,
        [range(0, 5).map(firm)],
      );
      await client.query(
        'insert into organisation_identifier (id, uri, organisation) select * from unnest($1::uuid[], $2::text[], $3::uuid[])',
        [range(0, 5).map((n) => uuidOfUri(place(n))), range(0, 5).map(place), range(0, 5).map(firm)],
      );
      await client.query('update organisation_version set version = version + 1');
    });
    await put(range(0, 10));
    await store.database.asOwner(async (client) => {
      for (const whole of partedTables) {
        await client.query(`alter table ${whole} detach partition ${whole}_0_1048576`);
        await client.query('select part_make($1, 0, $2)', [whole, size]);
        await client.query(`insert into ${whole}_0_${size} select * from ${whole}_0_1048576`);
        await client.query('select part_attach($1, 0, $2)', [whole, size]);
        await client.query(`drop table ${whole}_0_1048576`);
      }
      await client.query('update log set parted = $1', [size]);
    });
  });
  afterAll(async () => opened?.close());

  const document = (numbers: readonly number[], but: object = {}): object => ({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-01-01T00:00:00Z',
    epcisBody: { eventList: numbers.map((n) => event(n, but)) },
  });
  const put = (numbers: readonly number[], but: object = {}): Promise<Captured> =>
    capture(store.log, document(numbers, but), {
      behaviour: 'proceed',
      job: false,
      now: Date.now(),
      registry: registryOf(store),
    });
  const parts = async (whole: string): Promise<Part[]> =>
    (
      await store.database.query<{ name: string }>(
        'select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = $1::regclass',
        [whole],
      )
    )
      .map(({ name }) => name.split('_').slice(-2).map(Number))
      .map(([after, upto]) => ({ after: after!, upto: upto! }))
      .sort((a, b) => a.after - b.after);
  const rows = async (whole: string): Promise<string[]> =>
    (await store.database.query<{ row: string }>(`select t::text as row from ${whole} t order by 1`)).map(({ row }) => row);
  const list = async (query: Record<string, string>, sight: Sight = 'everything'): Promise<string[]> =>
    JSON.parse(
      (await eventPage(store, { perPage: '1000', orderDirection: 'DESC', ...query }, { now: 0, sight })).body,
    ).epcisBody.queryResults.resultsBody.eventList.map(({ eventID }: { eventID: string }) => eventID);
  const naming = (thing: string): Promise<string[]> => list({ MATCH_anyEPCClass: thing });
  const seenBy = (n: number): Sight => [{ rule: 'own', fields: 'all', parties: [firm(n)] }];
  /** Of these numbers the events at a place, and those of its firm, which are the same: the last first. */
  const ofPlace = (n: number, most: number): string[] =>
    range(0, most)
      .filter((each) => each % 5 === n)
      .reverse()
      .map((each) => `urn:test:parts:${each}`);
  const chain = async (): Promise<number> => (await trace(store.links, 'urn:test:lot:0', 'down')).answer.nodes.length;

  test('are made as the log grows, also in the middle of a group that is longer than a part', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const { events } = await put(range(10, 150));
    expect(events.every(({ status }) => status === 'stored')).toBe(true);
    for (const whole of partedTables)
      expect(
        (await parts(whole)).map(({ upto }) => upto),
        whole,
      ).toEqual([40, 80, 120, 160]);
    expect(await naming('urn:test:lot:80')).toEqual(expect.arrayContaining(['urn:test:parts:79', 'urn:test:parts:80']));
  });

  test('a retry is known, and another event under the same id refused, whichever part it lies in', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const numbers = [1, 45, 85, 125];
    expect((await put(numbers)).events.map(({ status }) => status)).toEqual(numbers.map(() => 'exists'));
    const other = await put(numbers, { bizStep: 'commissioning' });
    expect(other.events.map(({ status }) => status)).toEqual(numbers.map(() => 'conflict'));
  });

  test('are merged beside captures and questions, which miss nothing and find nothing twice', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const before = new Map<string, string[]>();
    for (const whole of partedTables) before.set(whole, await rows(whole));
    expect(await mergeParts(store.database)).toBe(0);
    let ended = false;
    let asked = 0;
    const asking = (async () => {
      while (!ended) {
        expect(new Set(await naming('urn:test:lot:80'))).toEqual(new Set(['urn:test:parts:79', 'urn:test:parts:80']));
        expect(await chain()).toBeGreaterThanOrEqual(12);
        const known = ofPlace(3, 150);
        expect((await list({ EQ_readPoint: place(3) })).slice(-known.length)).toEqual(known);
        expect((await list({ orderBy: 'recordTime' }, seenBy(3))).slice(-known.length)).toEqual(known);
        asked++;
      }
    })();
    const captured = (async () => {
      for (let n = 150; n < 700; n += 11) expect((await put(range(n, Math.min(n + 11, 700)))).events[0]!.status).toBe('stored');
    })();
    let merged = 0;
    const merging = (async () => {
      while (!ended) merged += await mergeParts(store.database);
    })();
    await captured;
    ended = true;
    await Promise.all([asking, merging]);
    merged += await mergeParts(store.database);
    expect(asked).toBeGreaterThan(0);
    expect(merged).toBeGreaterThanOrEqual(partedTables.length * 4);
    for (const whole of partedTables) {
      expect(await parts(whole), whole).toEqual(partsOf(700, size));
      expect(await rows(whole), whole).toEqual(expect.arrayContaining(before.get(whole)!));
    }
    expect((await rows('link')).length).toBe(1400);
    expect((await rows('event_identity')).length).toBe(700);
    expect((await rows('paper')).length).toBe(700);
    expect((await rows('event_party')).length).toBe(700);
    expect((await rows('event_place')).length).toBe(700);
    expect(await list({ EQ_readPoint: place(3) })).toEqual(ofPlace(3, 700));
    expect(await list({}, seenBy(3))).toEqual(ofPlace(3, 700));
    const even = ofPlace(2, 700).filter((id) => Number(id.split(':').at(-1)) % 2 === 0);
    expect(await list({ EQ_bizLocation: place(2) }, seenBy(2))).toEqual(even);
    // The index lies whole in the new parts: a link that is missing would be added.
    expect(await rebuildLinks(store.database)).toEqual({ events: 700, added: 0 });
    expect((await put([3, 333, 699])).events.map(({ status }) => status)).toEqual(['exists', 'exists', 'exists']);
  });

  test('have their indexes before they take their place: no question waits while one is made', async (context) => {
    if (opened === undefined) return context.skip(absent);
    for (const whole of partedTables) {
      const found = await store.database.asOwner(async (client) => {
        const indexes = async (of: string): Promise<string[]> =>
          (
            await client.query<{ oid: string }>(
              'select indexrelid::text as oid from pg_index where indrelid = $1::regclass order by 1',
              [of],
            )
          ).rows.map(({ oid }) => oid);
        await client.query('begin');
        await client.query('select part_make($1, 1000000, 1000040)', [whole]);
        await client.query('select part_index($1, 1000000, 1000040)', [whole]);
        const made = await indexes(`${whole}_1000000_1000040`);
        await client.query('select part_attach($1, 1000000, 1000040)', [whole]);
        const attached = await indexes(`${whole}_1000000_1000040`);
        const wanted = await indexes(whole);
        await client.query('rollback');
        return { made, attached, wanted: wanted.length };
      });
      expect(found.attached, whole).toEqual(found.made);
      expect(found.made.length, whole).toBe(found.wanted);
    }
  });

  test('a reader that looks at the log of before, as a dump does, is waited for and misses nothing', async (context) => {
    if (opened === undefined) return context.skip(absent);
    await put(range(700, 840));
    const dump = await connect(store);
    await dump.query('begin isolation level repeatable read');
    await dump.query('select head from log');
    let done = false;
    const merging = mergeParts(store.database).finally(() => {
      done = true;
    });
    await filled(store);
    const { rows: counted } = await dump.query<{ rows: string }>('select count(*) as rows from link where seq <= 840');
    expect([counted[0]!.rows, done]).toEqual(['1680', false]);
    await dump.query('commit');
    await dump.end();
    expect(await merging).toBeGreaterThan(0);
    expect(await parts('link')).toEqual(partsOf(840, size));
  });

  test('whoever waits for the end of a merge since before it began to write is not waited for', async (context) => {
    if (opened === undefined) return context.skip(absent);
    await put(range(840, 960));
    let merging: Promise<number> | undefined;
    let rebuilding: Promise<unknown> | undefined;
    await store.database.asOwner(async (client) => {
      // Keeps the merge from writing until the other waits.
      await client.query('begin');
      await client.query('lock table link in access exclusive mode');
      merging = mergeParts(store.database);
      await waiting(store, 'relation');
      rebuilding = rebuildLinks(store.database);
      await waiting(store, 'advisory');
      await client.query('commit');
    });
    expect(await merging).toBeGreaterThan(0);
    expect(await rebuilding).toEqual({ events: 960, added: 0 });
  });

  test('what a process left that died in the middle of a merge is done again', async (context) => {
    if (opened === undefined) return context.skip(absent);
    await put(range(960, 1120));
    await store.database.asOwner((client) => client.query("select part_make('link', 960, 1120)"));
    await mergeParts(store.database);
    expect(await parts('link')).toEqual(partsOf(1120, size));
    expect((await rows('link')).length).toBe(2240);
  });

  test('the server may not touch a part, nor make one that nothing needs', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const [part] = await parts('link');
    const name = `link_${part!.after}_${part!.upto}`;
    for (const statement of [
      `select from ${name}`,
      `delete from ${name}`,
      `drop table ${name}`,
      "select part_make('link', 1, 2)",
      'select parts_ahead(100000000)',
    ])
      await expect(store.database.query(statement), statement).rejects.toThrow(/permission denied|must be owner|no append needs/);
    await expect(store.database.query('delete from link')).rejects.toThrow(/permission denied/);
  });
});

/** Resolves when somebody waits for a lock of this kind. */
async function waiting(store: Store, kind: 'relation' | 'advisory'): Promise<void> {
  while ((await store.database.query('select from pg_locks where not granted and locktype = $1', [kind])).length === 0)
    await new Promise((next) => setTimeout(next, 20));
}

/** Resolves when a merge has filled a new part and waits to put it in its place. */
async function filled(store: Store): Promise<void> {
  for (;;) {
    const found = await store.database.query(
      "select from pg_class where relname ~ '^link_\\d+_\\d+$' and relkind = 'r' and not relispartition and reltuples > 0",
    );
    if (found.length > 0) return;
    await new Promise((next) => setTimeout(next, 20));
  }
}
