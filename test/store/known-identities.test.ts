/** Whether an event is there already is told by filters of full stretches of the log, and comes out the same. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import { EventLog, type Store } from '../../src/store/index.ts';
import { identityKey } from '../../src/store/keys.ts';
import { IdentityFilter } from '../../src/store/known-identities.ts';
import { absent } from '../postgres15.ts';
import { engines } from './stores.ts';

const size = 100;
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const event = (n: number, but: object = {}): object => ({
  type: 'ObjectEvent',
  eventID: `urn:test:known:${n}`,
  eventTime: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: [`urn:test:thing:${n}`],
  ...but,
});

describe('a filter of identities', () => {
  const key = (n: number): string => identityKey(`urn:test:${n}`, false);
  const full = new IdentityFilter(20_000);
  for (const n of range(0, 20_000)) full.add(key(n));

  test('denies none that it holds, and nearly all that it does not', () => {
    expect(range(0, 20_000).filter((n) => !full.mayHold(key(n)))).toEqual([]);
    const wrong = range(20_000, 120_000).filter((n) => full.mayHold(key(n))).length;
    expect(wrong).toBeGreaterThan(0);
    expect(wrong / 100_000).toBeLessThan(0.003);
  });

  test('says the same when it is read again', () => {
    const again = new IdentityFilter(Buffer.concat([Buffer.alloc(3), full.bytes]).subarray(3));
    expect(range(0, 40_000).filter((n) => again.mayHold(key(n)) !== full.mayHold(key(n)))).toEqual([]);
  });
});

describe.each(engines)('a log with filters on $name', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    if (opened === undefined) return;
    store = opened.store;
    await store.database.asOwner((client) => client.query('update log set part_size = $1', [size]));
  });
  afterAll(async () => opened?.close());

  const send = async (log: EventLog, numbers: readonly number[], but: object = {}): Promise<string> => {
    const { events } = await capture(
      log,
      {
        '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-01-01T00:00:00Z',
        epcisBody: { eventList: numbers.map((n) => event(n, but)) },
      },
      { behaviour: 'proceed', job: false, now: Date.now() },
    );
    return [...new Set(events.map(({ status }) => status))].join();
  };
  const kept = async (): Promise<[number, number][]> => {
    const rows = await store.database.query<{ after: number; upto: number }>(
      'select after::float8 as after, upto::float8 as upto from identity_filter order by 1',
    );
    return rows.map(({ after, upto }) => [after, upto]);
  };
  const drop = (after: number): Promise<unknown> =>
    store.database.asOwner((client) => client.query('delete from identity_filter where after = $1', [after]));
  const whatIsThere = async (log: EventLog, head: number): Promise<void> => {
    expect(await send(log, range(0, head))).toBe('exists');
    expect(await send(log, range(0, head), { disposition: 'in_progress' })).toBe('conflict');
    expect(await send(log, [7, head - 1], { errorDeclaration: { declarationTime: '2026-02-01T00:00:00Z' } })).toMatch(
      /stored|exists/,
    );
  };

  test('has one for each full stretch, and none for the open one', async (context) => {
    if (opened === undefined) return context.skip(absent);
    for (const from of range(0, 5)) expect(await send(store.log, range(from * 50, from * 50 + 50))).toBe('stored');
    await store.log.settled();
    expect(await kept()).toEqual([
      [0, 100],
      [100, 200],
    ]);
  });

  test('refuses and recognises what lies in any of them', async (context) => {
    if (opened === undefined) return context.skip(absent);
    await whatIsThere(store.log, 250);
  });

  test('another process reads them, and makes what is missing', async (context) => {
    if (opened === undefined) return context.skip(absent);
    for (const lost of [[], [100], [0], [0, 100]]) {
      for (const after of lost) await drop(after);
      const other = new EventLog(store.database);
      await whatIsThere(other, 250);
      await other.settled();
      await whatIsThere(other, 250);
    }
    expect(await kept()).toContainEqual([100, 200]);
  });

  test('each of two processes recognises what the other has recorded', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const other = new EventLog(store.database);
    for (let from = 300; from < 700; from += 40) {
      expect(await send(from % 80 === 0 ? other : store.log, range(from, from + 40))).toBe('stored');
      for (const log of [other, store.log]) expect(await send(log, range(from - 40, from + 40))).not.toContain('conflict');
    }
    await Promise.all([other.settled(), store.log.settled()]);
    for (const log of [other, store.log]) expect(await send(log, range(300, 700))).toBe('exists');
  });
});
