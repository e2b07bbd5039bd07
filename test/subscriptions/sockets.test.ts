import { once } from 'node:events';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventsBetween, matchesBetween, standing } from '../../src/query/matching.ts';
import { logHead } from '../../src/store/index.ts';
import { eventIDs, until } from './receiver.ts';
import { event, type Listening, listening } from './setup.ts';

let served: Listening;
beforeAll(async () => {
  served = await listening();
});
afterAll(() => served.close());
const socketAddress = (path: string): string => served.address.replace('http', 'ws') + path;

interface Reading {
  readonly socket: WebSocket;
  readonly documents: string[];
  events(): string[];
  readonly closed: Promise<[number, string]>;
}

async function reading(path: string, headers: Record<string, string> = {}): Promise<Reading> {
  const socket = new WebSocket(socketAddress(path), { headers });
  const documents: string[] = [];
  socket.on('message', (data) => documents.push(String(data)));
  const closed = new Promise<[number, string]>((done) => socket.once('close', (code, reason) => done([code, String(reason)])));
  await once(socket, 'open');
  return { socket, documents, closed, events: () => documents.flatMap(eventIDs) };
}

/** The answer to a handshake that is refused. */
async function refusal(path: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  const socket = new WebSocket(socketAddress(path), { headers });
  socket.on('error', () => {});
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, NodeJS.ReadableStream & { statusCode: number }];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return [response.statusCode, body];
}

const ids = (names: readonly string[]): string[] => names.map((name) => `urn:subscribed:${name}`);

describe('a web socket', () => {
  test('streams what matches from now on, and closes with the reason when the query is deleted', async () => {
    await served.query('sockets', { EQ_bizStep: 'receiving' });
    await served.capture([event('ws-0', { bizStep: 'receiving' })]);
    const one = await reading('/epcis/queries/sockets/events?stream=true');
    const since = await reading('/epcis/queries/sockets/events?stream=true&initialRecordTime=2026-01-01T00:00:00%2B08:00');
    await served.capture([event('ws-1', { bizStep: 'receiving' }), event('ws-2')]);
    await until(() => one.events().length > 0 && since.events().length > 1, 'both');
    expect([one.events(), since.events()]).toEqual([ids(['ws-1']), ids(['ws-0', 'ws-1'])]);
    expect(JSON.parse(one.documents[0]!)).toMatchObject({
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: 'sockets', subscriptionID: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    });
    expect(await (await served.get('/metrics')).text()).toMatch(/zhuisu_subscription_sockets 2/);
    await served.remove('/epcis/queries/sockets');
    expect(await Promise.all([one.closed, since.closed])).toEqual([
      [4410, 'the query was deleted'],
      [4410, 'the query was deleted'],
    ]);
    await until(async () => /zhuisu_subscription_sockets 0/.test(await (await served.get('/metrics')).text()), 'both are gone');
  });

  test('opens with the smallest record time that it may deliver', async () => {
    await served.query('since', { EQ_bizStep: 'receiving' });
    const opened = async (search: string): Promise<string> => {
      const socket = new WebSocket(socketAddress(`/epcis/queries/since/events?stream=true${search}`));
      const [response] = (await once(socket, 'upgrade')) as [{ headers: Record<string, string> }];
      socket.close();
      return response.headers['gs1-query-min-record-time']!;
    };
    expect(await opened('&initialRecordTime=2026-01-01T00:00:00%2B08:00')).toBe('2025-12-31T16:00:00.000Z');
    const before = Date.now();
    const now = Date.parse(await opened(''));
    expect(now >= before && now <= Date.now()).toBe(true);
  });

  test('runs by a schedule too, and says when there was nothing', async () => {
    await served.query('timed', { EQ_bizStep: 'packing' });
    const one = await reading('/epcis/queries/timed/events?second=[0-59]&reportIfEmpty=true');
    await until(() => one.documents.length >= 2, 'two empty documents');
    expect(one.events()).toEqual([]);
    await served.capture([event('timed-1', { bizStep: 'packing' })]);
    await until(() => one.events().length > 0, 'the event');
    one.socket.close();
  });

  test('is refused before it opens when it cannot be', async () => {
    await served.query('refused', {});
    const path = '/epcis/queries/refused/events';
    expect(await refusal(path)).toEqual([400, expect.stringContaining('neither stream nor schedule')]);
    expect(await refusal(`${path}?stream=true&hour=1`)).toEqual([400, expect.stringContaining('SubscriptionControlsException')]);
    expect(await refusal(`${path}?hour=25`)).toEqual([400, expect.stringContaining('hour: came')]);
    expect(await refusal(`${path}?stream=true&perPage=3`)).toEqual([400, expect.stringContaining('perPage: came it')]);
    expect(await refusal('/epcis/queries/none/events?stream=true')).toEqual([404, expect.anything()]);
    expect(await refusal(`${path}?stream=true`, { 'x-forwarded-for': '203.0.113.9' })).toEqual([401, expect.anything()]);
    expect(await refusal(`${path}?stream=true`, { origin: 'https://evil.example' })).toEqual([
      403,
      expect.stringContaining('evil.example'),
    ]);
    const same = await reading(`${path}?stream=true`, { origin: served.address });
    same.socket.close();
    expect((await served.get(path)).status).toBe(200);
  });

  test('is opened where events are streamed alone; elsewhere an offer to upgrade is passed over', async () => {
    for (const [path, upgrade, status] of [
      ['/healthz', 'h2c', 200],
      ['/epcis/queries', 'websocket', 200],
      ['/epcis/queries/refused/events', 'h2c', 200],
      ['/epcis/queries/refused/events', 'websocket', 400],
    ] as const) {
      const answered = await new Promise<number>((done, failed) => {
        const headers = {
          connection: 'upgrade',
          upgrade,
          'sec-websocket-version': '13',
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        };
        get(served.address + path, { headers }, (response) => {
          response.resume();
          done(response.statusCode!);
        }).once('error', failed);
      });
      expect([path, upgrade, answered]).toEqual([path, upgrade, status]);
    }
  });

  test('that reads slowly holds the server to one document, and has everything in the end', async () => {
    await served.query('slow', { EQ_bizStep: 'storing' });
    const one = await reading('/epcis/queries/slow/events?stream=true');
    const quick = await reading('/epcis/queries/slow/events?stream=true');
    one.socket.pause();
    const text = 'x'.repeat(20_000);
    const names: string[] = [];
    for (let i = 0; i < 20; i++) {
      const group = Array.from({ length: 50 }, (_, n) => `slow-${i}-${n}`);
      names.push(...group);
      await served.capture(group.map((name) => event(name, { bizStep: 'storing', 'ex:note': text })));
    }
    // 20 MB: far more than the buffers of the system take in.
    await until(() => quick.events().length === names.length, 'the quick reader has all');
    const [paused] = [...served.app.websocketServer.clients].sort((a, b) => b.bufferedAmount - a.bufferedAmount);
    expect(paused!.bufferedAmount).toBeGreaterThan(0);
    expect(paused!.bufferedAmount).toBeLessThan(2_000_000);
    one.socket.resume();
    await until(() => one.events().length >= names.length, 'the slow reader has all');
    expect(one.events()).toEqual(ids(names));
    for (const { socket } of [one, quick]) socket.close();
  });
});

describe('a query that stands', () => {
  test('finds at hand what the indexes find', async () => {
    const place = 'urn:epc:id:sgln:0614141.07346.1';
    await served.capture([
      event('hand-1', {
        readPoint: { id: place },
        bizLocation: { id: 'urn:epc:id:sgln:0614141.07346.0' },
        disposition: 'in_transit',
      }),
      event('hand-2', {
        action: 'ADD',
        bizStep: 'https://ref.gs1.org/cbv/BizStep-commissioning',
        readPoint: { id: 'https://id.gs1.org/414/0614141073467/254/1' },
      }),
      event('hand-3', {
        eventTime: '2026-05-02T08:00:00+08:00',
        quantityList: [{ epcClass: 'urn:epc:class:lgtin:0614141.107346.L1', quantity: 5 }],
      }),
      event('hand-4', {
        type: 'AggregationEvent',
        epcList: undefined,
        parentID: 'urn:epc:id:sscc:0614141.1234567890',
        childEPCs: ['urn:epc:id:sgtin:0614141.107346.2'],
      }),
      event('hand-5', { errorDeclaration: { declarationTime: '2026-05-03T08:00:00+08:00', reason: 'incorrect_data' } }),
      event('hand-6', { eventID: 'urn:uuid:0000ABCD-0000-4000-8000-000000000001', 'ex:grade': 'A' }),
      { ...event('hand-7'), eventID: undefined, bizStep: 'inspecting' },
    ]);
    const table: readonly (readonly [query: object, atLeast: number])[] = [
      [{}, 7],
      [{ eventType: ['AggregationEvent'] }, 1],
      [{ EQ_action: 'ADD' }, 1],
      [{ EQ_bizStep: ['commissioning', 'inspecting'] }, 2],
      [{ EQ_disposition: 'https://ref.gs1.org/cbv/Disp-in_transit' }, 1],
      [{ EQ_readPoint: place }, 2],
      [{ EQ_bizLocation: 'https://id.gs1.org/414/0614141073467' }, 1],
      [{ WD_readPoint: place }, 2],
      [{ GE_eventTime: '2026-05-01T08:00:01+08:00' }, 1],
      [{ LT_eventTime: '2026-05-01T08:00:01+08:00' }, 6],
      [{ GE_recordTime: '2026-01-01T00:00:00Z' }, 7],
      [{ LT_recordTime: '2026-01-01T00:00:00Z' }, 0],
      [{ MATCH_epc: 'https://id.gs1.org/01/10614141073464/21/1' }, 4],
      [{ MATCH_anyEPC: 'urn:epc:id:sgtin:0614141.107346.2' }, 1],
      [{ MATCH_parentID: 'https://id.gs1.org/00/106141412345678908' }, 1],
      [{ MATCH_epcClass: 'urn:epc:class:lgtin:0614141.107346.L1' }, 1],
      [{ EQ_eventID: ['urn:subscribed:hand-5', 'urn:uuid:0000abcd-0000-4000-8000-000000000001'] }, 2],
      [{ EXISTS_errorDeclaration: true }, 1],
      [{ 'EQ_ex:grade': 'A' }, 1],
      [{ GE_quantity: 5 }, 1],
      [{ EQ_bizStep: 'shipping', MATCH_anyEPC: 'urn:epc:id:sgtin:0614141.107346.1', LT_eventTime: '2026-06-01T00:00:00Z' }, 3],
    ];
    const head = await logHead(served.store.database);
    const all = await eventsBetween(served.store, 0, head, 10_000);
    for (const [definition, atLeast] of table) {
      const query = standing('any', definition as Record<string, unknown>);
      const { events, upTo } = await matchesBetween(served.store, query, 0, head, 10_000);
      expect(upTo).toBe(head);
      expect(
        events.filter(({ eventID }) => /hand-|ABCD|^ni:/.test(eventID)).length,
        JSON.stringify(definition),
      ).toBeGreaterThanOrEqual(atLeast);
      expect(query.tellsAlone).toBe(!JSON.stringify(definition).includes('WD_'));
      if (query.tellsAlone)
        expect(
          all.filter((each) => query.holds(each)).map(({ seq }) => seq),
          JSON.stringify(definition),
        ).toEqual(events.map(({ seq }) => seq));
    }
  });
});

describe('when the server stops', () => {
  test('sockets are told, and nobody waits for one that does not answer', async () => {
    const other = await listening();
    await other.query('stopping', {});
    const path = `${other.address.replace('http', 'ws')}/epcis/queries/stopping/events?stream=true`;
    const [polite, silent] = [new WebSocket(path), new WebSocket(path)];
    await Promise.all([once(polite, 'open'), once(silent, 'open')]);
    // An open line is not yet one that the server knows as a reader of the query; what comes through says that it is.
    const heard = Promise.all([once(polite, 'message'), once(silent, 'message')]);
    await other.capture([event('stopping')]);
    await heard;
    silent.pause();
    const closed = once(polite, 'close');
    await other.close();
    const [code, reason] = (await closed) as [number, Buffer];
    expect([code, String(reason)]).toEqual([1001, 'the server stops; subscribe again']);
    silent.terminate();
  });
});
