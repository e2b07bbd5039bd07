/**
 * Hubs and loops as large as suppliers make them: the answer is partial and says so, a walk goes on where it was left until it has met
 * everything, the memory does not grow with what lies beyond the bounds, and nothing is read for who has left. Thirty thousand of each;
 * `ZHUISU_SCALE=1000000` asks for a million.
 */
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EpcisEvent, noPrefixes } from '../../src/events/index.ts';
import { contextNumber, contextOf, EventRows, prepareEvent, Script } from '../../src/store/index.ts';
import { storeReader } from '../../src/supervision/index.ts';
import { type LinkReader, scopeAnswer, scopeOf, stateOf, type TraceAnswer, trace } from '../../src/trace/index.ts';
import { type Served, serveApp } from '../http/setup.ts';

const many = Number(process.env['ZHUISU_SCALE'] ?? 30_000);
const mostEvents = Math.min(20_000, many / 5);
const context = contextOf(null);
const id = (name: string, n: number | '' = ''): string => `urn:many:${name}${n}`;
/** Minutes after the first. */
const at = (n: number): object => ({
  eventTime: new Date(Date.UTC(2020, 0, 1) + n * 60_000).toISOString(),
  eventTimeZoneOffset: '+00:00',
});
const turned = (name: string, n: number, from: string, to: string): object => ({
  type: 'TransformationEvent',
  eventID: id(`${name}:event:`, n),
  ...at(n),
  inputQuantityList: [{ epcClass: from }],
  outputQuantityList: [{ epcClass: to }],
});

const shapes: Readonly<Record<string, (n: number) => object>> = {
  /** One lot that a million things are made of. */
  hub: (n) => turned('hub', n, id('hub'), id('hub:child:', n)),
  /** One container that a million things are put in, all of them at one moment of every thousand. */
  crate: (n) => ({
    type: 'AggregationEvent',
    eventID: id('crate:event:', n),
    ...at(Math.floor(n / 3_000)),
    action: 'ADD',
    parentID: id('crate'),
    childEPCs: [id('crate:child:', n)],
  }),
  /** Two lots that are made of each other, again and again. */
  loop: (n) => turned('loop', n, id('loop:', n % 2), id('loop:', (n + 1) % 2)),
  /** A loop of a million things. */
  ring: (n) => turned('ring', n, id('ring:', n), id('ring:', (n + 1) % many)),
};

let served: Served;
let reader: LinkReader;

beforeAll(async () => {
  served = await serveApp();
  reader = served.store.links;
  await served.store.database.asOwner(async (client) => {
    await client.query('insert into context values ($1, $2)', [contextNumber(context.id), context.body]);
    const rows = new EventRows();
    let head = 0;
    for (const shape of Object.values(shapes)) {
      for (let n = 0; n < many; n += 5_000) {
        const events = Array.from({ length: Math.min(5_000, many - n) }, (_, i) =>
          prepareEvent(shape(n + i) as EpcisEvent, noPrefixes, context),
        );
        const tables = rows.filled(events, head, 0);
        head += events.length;
        const text = ['begin', ...tables.map(([target]) => `copy ${target} from stdin (format binary)`)];
        const script = new Script(
          [...text, `update log set head = ${head}`, 'commit'].join('; '),
          tables.map(([, buffer]) => buffer.finish()),
        );
        (client as unknown as { query(script: Script): void }).query(script);
        await script.done;
      }
    }
    await client.query('vacuum analyze link, event');
  });
}, 3_000_000);
afterAll(() => served.close());

const megabytes = (): number => process.memoryUsage().rss / 2 ** 20;

/** From bound to bound until nothing is left; all things that were met. */
async function everything(
  root: string,
  direction: 'up' | 'down',
): Promise<{ met: Set<string>; questions: number; grown: number }> {
  const met = new Set<string>();
  const before = megabytes();
  let grown = 0;
  let questions = 0;
  for (let from: number | undefined, more = true; more; ) {
    const { answer }: { answer: TraceAnswer } = await trace(reader, root, direction, { from });
    questions++;
    grown = Math.max(grown, megabytes() - before);
    for (const node of answer.nodes) met.add(node.id);
    const further = answer.bounds.further?.find((each) => each.id === root);
    if (further !== undefined) expect(answer.bounds).toMatchObject({ hit: true, reason: 'rows', limit: 2_000 });
    more = further !== undefined;
    if (further !== undefined) {
      const next = Date.parse(further.from) * 1_000;
      if (from !== undefined) expect(next, 'it stands still').toBeGreaterThan(from);
      from = next;
    }
  }
  return { met, questions, grown };
}

describe(`of ${many}`, () => {
  test.each([
    ['a hub', 'hub', 'down'],
    ['a crate', 'crate', 'up'],
  ] as const)('children of %s all are met, bound after bound', { timeout: 3_000_000 }, async (_, name, direction) => {
    const { met, questions, grown } = await everything(id(name), direction);
    expect(met.size).toBe(many + 1);
    expect(questions).toBeGreaterThan(many / 3_100);
    expect(grown).toBeLessThan(400);
  });

  test('a loop of two ends at its bound and goes on to its end', { timeout: 3_000_000 }, async () => {
    const { met, grown } = await everything(id('loop:', 0), 'down');
    expect([...met].sort()).toEqual([id('loop:', 0), id('loop:', 1)]);
    expect(grown).toBeLessThan(400);
  });

  test('a ring ends at the depth, and goes on from there', async () => {
    const first = (await trace(reader, id('ring:', 0), 'down')).answer;
    expect(first.bounds).toMatchObject({ hit: true, reason: 'depth', limit: 64, more: [id('ring:', 64)] });
    const next = (await trace(reader, first.bounds.more![0]!, 'down')).answer;
    expect(next.bounds.more).toEqual([id('ring:', 128)]);
  });

  test('the state of what is in a full crate is told', async () => {
    const state = await stateOf(reader, id('crate:child:', many - 1), Number.POSITIVE_INFINITY);
    expect(state.container?.value).toBe(id('crate'));
  });

  test.each(['hub', 'loop:0', 'ring:0'])(
    'a recall of %s ends at its bound with bounded memory, and says how to go on',
    {
      timeout: 600_000,
    },
    async (name) => {
      const before = megabytes();
      const scoped = await scopeOf(storeReader(served.store, new Map()), [{ id: id(name) }], { maxEvents: mostEvents });
      const { bounds, minimum } = await scopeAnswer(scoped);
      expect(scoped.ledger.events.length).toBeLessThanOrEqual(mostEvents);
      expect(bounds).toMatchObject({ hit: true, reason: 'events', limit: mostEvents });
      expect(bounds.more.length).toBeGreaterThan(0);
      expect(minimum.length).toBeGreaterThan(1);
      expect(megabytes() - before).toBeLessThan(600);
      const on = await scopeAnswer(
        await scopeOf(storeReader(served.store, new Map()), bounds.more.slice(0, 1), { maxEvents: mostEvents }),
      );
      expect(on.recorded).toBe(true);
    },
  );

  test('nothing more is read for a client that has left', { timeout: 60_000 }, async () => {
    await served.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = served.app.server.address() as AddressInfo;
    const { links } = served.store;
    const original = links.links;
    let questions = 0;
    const closed = new Promise<void>((done) => {
      served.app.server.on('request', (_, response) => response.once('close', () => setImmediate(done)));
    });
    let answered: () => void = () => {};
    const third = new Promise<void>((done) => {
      answered = done;
    });
    // A ring is walked a level a question; at the third the client goes, and the answer to it is still on its way.
    links.links = async (...asked) => {
      questions++;
      if (questions === 3) {
        client.destroy();
        await closed;
        setImmediate(answered);
      }
      return original(...asked);
    };
    const client = request({
      port,
      host: '127.0.0.1',
      path: `/api/v1/trace?direction=down&code=${encodeURIComponent(id('ring:', 0))}`,
    });
    client.on('error', () => {});
    client.end();
    try {
      await third;
      // Whoever asks next is answered, and what the one who left has asked has ended.
      await trace(original === undefined ? reader : { ...links, links: original }, id('ring:', 5), 'down');
      expect(questions).toBe(3);
    } finally {
      links.links = original;
    }
  });
});
