/** The client against the real app on a real port: over pages, limits, restarts and lost answers. */
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDocuments } from '../../simulator/demo-city.ts';
import { type Document, type Event, Refusal, Unreachable, Zhuisu } from '../../src/client/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { openApi } from '../../src/http/reference/document.ts';
import { exampleDocument, exampleEvent, shipment } from '../../src/http/reference/examples.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
let port = 0;
let zhuisu: Zhuisu;

async function start(): Promise<void> {
  app = buildApp(opened.store, readConfig({}));
  await app.listen({ host: '127.0.0.1', port });
  port = (app.server.address() as AddressInfo).port;
}

beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  await start();
  zhuisu = new Zhuisu({ baseUrl: `http://127.0.0.1:${port}` });
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const event = (name: string, more: object = {}): Event =>
  ({
    type: 'ObjectEvent',
    eventID: `urn:test:client:${name}`,
    eventTime: '2026-05-01T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    bizStep: 'stock_taking',
    epcList: [`urn:test:client:thing:${name}`],
    ...more,
  }) as Event;

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of source) all.push(each);
  return all;
}

describe('capture', () => {
  it('takes documents, lists of events and what a query answered, and tells what became of each event', async () => {
    for (const { document } of demoDocuments()) expect((await zhuisu.capture(document as Document)).success).toBe(true);
    const first = await zhuisu.capture([event('a'), event('b')]);
    expect(first.events.map(({ status, eventID }) => [eventID, status])).toEqual([
      ['urn:test:client:a', 'stored'],
      ['urn:test:client:b', 'stored'],
    ]);
    const again = await zhuisu.capture([event('a'), event('b')]);
    expect(again.events.map(({ status }) => status)).toEqual(['exists', 'exists']);
    const pages = await collect(zhuisu.eventPages({ MATCH_anyEPC: 'urn:test:client:thing:a' }));
    expect((await zhuisu.capture(pages[0]!)).events.map(({ status }) => status)).toEqual(['exists']);
  });

  it('says of each refused event why, and of the others what happened to them', async () => {
    const events = [
      event('good'),
      event('bad', { eventTime: 'yesterday', action: 'LOOK' }),
      event('a', { action: 'ADD' }),
      event('b'),
    ];
    const rolled = await zhuisu.capture(events);
    expect(rolled.success).toBe(false);
    expect(rolled.events.map(({ status }) => status)).toEqual(['rolled_back', 'invalid', 'conflict', 'exists']);
    const proceeded = await zhuisu.capture(events, { errorBehaviour: 'proceed' });
    expect(proceeded.events.map(({ status }) => status)).toEqual(['stored', 'invalid', 'conflict', 'exists']);
    expect(
      proceeded.events[1]!.problems.map(({ code, titleZh, repair }) => [code, /事件/.test(titleZh), repair.length > 5]),
    ).toEqual([
      ['event_invalid', true, true],
      ['event_invalid', true, true],
    ]);
  });

  it('splits by the limits that the server announces, and goes on over a restart of it', async () => {
    const many = Array.from({ length: 21_000 }, (_, i) => event(`many:${i}`, { bizStep: 'cycle_counting' }));
    const capturing = zhuisu.capture(many);
    // The first request is on its way, or done: the next meet a server that is gone.
    await expect.poll(async () => (await collect(zhuisu.captureJobs()))[0]?.received, { timeout: 30_000 }).toBe(10_000);
    await app.close();
    await new Promise((next) => setTimeout(next, 300));
    await start();
    const { success, jobs, events } = await capturing;
    expect([success, jobs.map(({ received }) => received)]).toEqual([true, [10_000, 10_000, 1_000]]);
    expect(events).toHaveLength(21_000);
    expect(events.filter(({ status }) => !['stored', 'exists'].includes(status))).toEqual([]);
    const ids = new Set<string>();
    let read = 0;
    for await (const { eventID } of zhuisu.events({ EQ_bizStep: 'cycle_counting', perPage: 1_000 })) {
      ids.add(eventID!);
      read++;
    }
    expect([read, ids.size]).toEqual([21_000, 21_000]);
  });
});

describe('questions', () => {
  it('are answered over many small pages, in order, without loss or repetition', async () => {
    const query = { EQ_bizStep: 'cycle_counting', orderBy: 'eventTime', perPage: 7, eventCountLimit: 500 } as const;
    const ids = (await collect(zhuisu.events(query))).map(({ eventID }) => eventID);
    expect([ids.length, new Set(ids).size]).toEqual([500, 500]);
  });

  it('of a resource and of a named query', async () => {
    expect(await collect(zhuisu.resources('bizSteps'))).toContain('shipping');
    await zhuisu.defineQuery('counted', { EQ_bizStep: ['stock_taking'] });
    expect((await collect(zhuisu.queries())).map(({ name }) => name)).toContain('counted');
    const named = await collect(zhuisu.events({ perPage: 2 }, ['queries', 'counted']));
    const listed = await collect(zhuisu.events({}, ['bizSteps', 'stock_taking']));
    expect(named.map(({ eventID }) => eventID)).toEqual(listed.map(({ eventID }) => eventID));
    expect(named.length).toBeGreaterThan(1);
    await zhuisu.deleteQuery('counted');
    await expect(zhuisu.query('counted')).rejects.toMatchObject({ code: 'not_found', status: 404 });
  });

  it('of one event, one thing, one code, one chain', async () => {
    const one = await zhuisu.event(shipment);
    expect([one.type, one.eventID]).toEqual(['ObjectEvent', shipment]);
    const chain = await zhuisu.trace('(01)09521055300101(10)J261014', 'up');
    expect(chain.nodes.length).toBeGreaterThan(4);
    const { place, recorded } = await zhuisu.thing('(01)09521055300101(10)J261014', new Date('2026-10-20T00:00:00Z'));
    expect([recorded, place?.value.startsWith('https://id.gs1.org/414/')]).toEqual([true, true]);
    expect((await zhuisu.code('6901234567892')).candidates[0]).toMatchObject({ scheme: 'gtin', structure: 'valid' });
  });

  it('that are refused throw the row of the catalogue, with what to do', async () => {
    const refusal = await zhuisu.trace('urn:nothing:here').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({
      status: 404,
      code: 'code_unknown',
      problem: { came: 'urn:nothing:here' },
      repairZh: expect.stringMatching(/核对/),
      message: expect.stringContaining('urn:nothing:here'),
    });
    const events = zhuisu.events({ EQ_colour: 'red' });
    await expect(events.next()).rejects.toMatchObject({ code: 'parameter_unknown', problem: { name: 'EQ_colour' } });
  });

  it('to nobody end after the tries that are allowed', async () => {
    const nobody = new Zhuisu({ baseUrl: 'http://127.0.0.1:9', retries: 1 });
    await expect(nobody.trace('6901234567892')).rejects.toBeInstanceOf(Unreachable);
  });
});

describe('an unsteady line', () => {
  let proxy: Server;
  let asked: string[] = [];
  /** What happens to the next requests, first to last; after that all goes well. */
  let troubles: ('busy' | 'away' | 'answer lost' | 'no answer' | 'silent')[] = [];
  let seen: IncomingHttpHeaders[] = [];
  let through: Zhuisu;
  const address = (): string => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  beforeAll(async () => {
    proxy = createServer((incoming, outgoing) => {
      asked.push(`${incoming.method} ${incoming.url}`);
      seen.push(incoming.headers);
      const trouble = troubles.shift();
      if (trouble === 'silent') return;
      if (trouble === 'no answer') {
        incoming.socket.destroy();
        return;
      }
      if (trouble === 'busy' || trouble === 'away') {
        incoming.resume();
        outgoing
          .writeHead(trouble === 'busy' ? 429 : 503, { 'content-type': 'application/problem+json' })
          .end(JSON.stringify({ code: 'rate_limited', repair: 'Wait', detail: 'Too much', status: 429 }));
        return;
      }
      const { method, url, headers } = incoming;
      const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
        // Done over there, and nobody here hears of it.
        if (trouble === 'answer lost') incoming.socket.destroy();
        else answer.pipe(outgoing.writeHead(answer.statusCode!, answer.headers));
      });
      incoming.pipe(onward);
    });
    await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
    through = new Zhuisu({ baseUrl: address() });
    await through.capture([event('warm')]);
  });
  afterAll(() => void proxy.close());

  it('records an event once, though it was turned away, cut off, and its answer lost', async () => {
    troubles = ['busy', 'away', 'no answer', 'answer lost'];
    asked = [];
    const { events } = await through.capture([event('unsteady')]);
    expect(events.map(({ status }) => status)).toEqual(['exists']);
    expect(asked).toEqual(Array.from({ length: 5 }, () => 'POST /epcis/capture'));
    expect(await collect(zhuisu.events({ EQ_eventID: 'urn:test:client:unsteady' }))).toHaveLength(1);
  });

  it('issues a range once, though its answer was lost', async () => {
    troubles = ['answer lost'];
    const { id } = await through.issueCodes({ product: '6901234567892', lot: 'CLIENT', quantity: 5, declared: 5 });
    const ranges = (await zhuisu.codeRanges()).filter(({ lot }) => lot === 'CLIENT');
    expect(ranges.map((each) => each.id)).toEqual([id]);
  });

  it('sends a thing that is not the same twice only when it was surely not begun', async () => {
    troubles = ['busy'];
    expect(await through.defineQuery('once', { EQ_bizStep: 'shipping' })).toMatchObject({ name: 'once' });
    troubles = ['answer lost'];
    asked = [];
    await expect(through.deleteQuery('once')).rejects.toBeInstanceOf(Unreachable);
    expect(asked).toHaveLength(1);
    troubles = [];
    await expect(through.query('once')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('counts a server that stays silent as nobody, and lets whoever asks stop asking', async () => {
    troubles = ['silent'];
    const hasty = new Zhuisu({ baseUrl: address(), retries: 0, patience: 300 });
    await expect(hasty.codeRanges()).rejects.toBeInstanceOf(Unreachable);
    troubles = ['silent'];
    const gone = new AbortController();
    const asking = through.trace('6901234567892', 'both', { signal: gone.signal });
    gone.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    troubles = [];
  });

  it('says for whom it acts, and reads an answer without a body', async () => {
    seen = [];
    const vendor = new Zhuisu({ baseUrl: address(), actingFor: 'some-firm' });
    await expect(vendor.codeRanges()).rejects.toMatchObject({ status: 403 });
    expect(seen[0]).toMatchObject({ 'zhuisu-acting-for': 'some-firm' });
    await through.defineQuery('unasked', { EQ_bizStep: 'shipping' });
    expect(await through.ask('/epcis/queries/unasked', { method: 'DELETE' })).toBeUndefined();
    const page = await through.page<readonly unknown[]>('/epcis/capture?perPage=1');
    expect([page.body.length, page.next?.pathname]).toEqual([1, '/epcis/capture']);
  });

  it('goes on with a list where it was', async () => {
    troubles = [];
    asked = [];
    const list = through.events({ EQ_bizStep: 'cycle_counting', orderBy: 'eventTime', eventCountLimit: 40, perPage: 10 });
    const ids = new Set<string>();
    for await (const { eventID } of list) {
      if (ids.size === 15) troubles = ['answer lost', 'away'];
      ids.add(eventID!);
    }
    expect([ids.size, asked.length]).toEqual([40, 6]);
  });
});

describe('the snippets of the reference', () => {
  const elsewhere = new Set(['subscribeWebhook', 'webhooks', 'unsubscribeWebhook']);
  const snippets = Object.values(openApi(undefined).paths).flatMap((methods) =>
    Object.values(methods).flatMap((operation) => {
      const client = operation['x-client'];
      return client === undefined || elsewhere.has(operation.operationId) ? [] : [[operation.operationId, client] as const];
    }),
  );
  // Their own order: a query is defined before it is asked. Those of webhooks need a receiver: stream.test.ts has one.
  const late = new Set(['deleteQuery', 'dropIdentifier']);
  const ordered = [...snippets.filter(([id]) => !late.has(id)), ...snippets.filter(([id]) => late.has(id))];

  it.each(ordered)('%s runs as it stands', async (_, snippet) => {
    const AsyncFunction = Object.getPrototypeOf(collect).constructor as new (
      ...words: string[]
    ) => (...values: unknown[]) => Promise<unknown>;
    const [job] = await collect(zhuisu.captureJobs());
    const { id } = await zhuisu.issueCodes({
      product: '6901234567892',
      lot: 'S',
      quantity: 50,
      declared: 50,
      request: 'snippets',
    });
    const firm = { name: '南坡农场', form: 'family_farm', areas: ['419001109'] };
    const organisation = (await zhuisu.organisations.register(firm)).id;
    const values = {
      organisation,
      zhuisu,
      document: exampleDocument,
      event: exampleEvent,
      captureID: job!.captureID,
      eventID: shipment,
      id,
      console: { log: () => {} },
    };
    // A snippet that names what it makes like what it is given stands in a block of its own.
    const run = new AsyncFunction(...Object.keys(values), `{ ${snippet} }`);
    await run(...Object.values(values));
  });
});
