import { type AddressInfo, connect } from 'node:net';
import Fastify, { type FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/access/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { paced } from '../../src/http/pacing.ts';
import { allFindings, type PreparedEvent } from '../../src/store/index.ts';
import { Pace, Watching } from '../../src/watch/index.ts';
import { asActor, firmId, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

const limits = { ofOne: 100, ofAll: 1_000, patience: 10_000, most: 60_000 };
/** A pace whose watch has read to 0, with a clock that the test moves. */
function paceOfCity() {
  let clock = 0;
  let head = 0;
  const pace = new Pace(limits, () => clock);
  pace.read(0);
  return {
    pace,
    pass: (millis: number) => {
      clock += millis;
    },
    /** Records events of an organisation. */
    store(owner: string | undefined, count: number): void {
      const event = { belonging: { owner } } as PreparedEvent;
      pace.stored({ first: head + 1, events: Array.from({ length: count }, () => event) });
      head += count;
    },
  };
}
const passes = (pace: Pace, who: string | undefined, events = 1): boolean => {
  const done = pace.enter(who, events);
  done?.();
  return done !== undefined;
};

describe('recording at the pace of the watch', () => {
  it.each<[string, (city: ReturnType<typeof paceOfCity>) => void, string | undefined, number, boolean]>([
    ['who has nothing unread records as much as one request holds', () => {}, 'a', 5_000, true],
    ['who has little unread records on', ({ store }) => store('a', 99), 'a', 1, true],
    ['who has much unread waits', ({ store }) => store('a', 99), 'a', 2, false],
    ['others do not', ({ store }) => store('a', 500), 'b', 50, true],
    ['the operator is no firm', ({ store }) => store(undefined, 500), undefined, 50, true],
    ['beyond the bound of all the operator waits', ({ store }) => store(undefined, 1_000), undefined, 1, false],
    [
      'beyond the bound of all who has anything unread waits',
      ({ store }) => {
        store('b', 1);
        store('a', 999);
      },
      'b',
      1,
      false,
    ],
    ['who has nothing unread never waits', ({ store }) => store('a', 1_000), 'b', 50, true],
    [
      'what was read counts no more',
      ({ pace, store }) => {
        store('a', 500);
        pace.read(500);
      },
      'a',
      2,
      true,
    ],
    [
      'a commit counts until it was read to its end',
      ({ pace, store }) => {
        store('a', 500);
        pace.read(499);
      },
      'a',
      2,
      false,
    ],
    [
      'what is on its way counts',
      ({ pace }) => {
        pace.enter('a', 100);
      },
      'a',
      1,
      false,
    ],
    [
      'nobody waits for a watch that stands still',
      ({ store, pass }) => {
        store('a', 500);
        pass(10_001);
      },
      'a',
      50,
      true,
    ],
    [
      'a watch that had nothing to read for long does not stand still',
      ({ store, pass }) => {
        pass(3_600_000);
        store('a', 500);
      },
      'a',
      50,
      false,
    ],
    [
      'nobody waits where the watch runs in another process',
      ({ pace, store }) => {
        store('a', 500);
        pace.read(undefined);
      },
      'a',
      50,
      true,
    ],
    [
      'nobody waits for a watch that reads the log anew',
      ({ pace, store }) => {
        store('a', 30_000);
        pace.read(30_000);
        pace.read(0);
        store('a', 500);
      },
      'a',
      50,
      true,
    ],
  ])('%s', (_, happened, who, events, expected) => {
    const own = paceOfCity();
    happened(own);
    expect(passes(own.pace, who, events)).toBe(expected);
  });

  it('lets those who wait in one after the other as the watch reads on, those of others before them', async () => {
    const { pace, store } = paceOfCity();
    store('a', 200);
    const order: string[] = [];
    const turns = [1, 2, 3].map(async (n) => {
      const done = await pace.turn('a', 60);
      order.push(`a${n}`);
      return done!;
    });
    const other = pace.turn('b', 60).then(() => order.push('b'));
    await other;
    expect([order, pace.waiting]).toEqual([['b'], 3]);
    pace.read(200);
    const first = await turns[0]!;
    // The second would be too much beside the first; whoever comes anew stands behind it.
    expect([order, pace.waiting, passes(pace, 'a')]).toEqual([['b', 'a1'], 2, false]);
    first();
    first();
    (await turns[1]!)();
    (await turns[2]!)();
    expect([order, pace.waiting, passes(pace, 'a')]).toEqual([['b', 'a1', 'a2', 'a3'], 0, true]);
  });

  it('tells who waited too long, and forgets who left', async () => {
    const { pace, store, pass } = paceOfCity();
    store('a', 200);
    const leaving = new AbortController();
    const left = pace.turn('a', 1, leaving.signal);
    const late = pace.turn('a', 1);
    leaving.abort();
    expect([await left, pace.waiting]).toEqual([undefined, 1]);
    for (let read = 1; read <= 7; read++) {
      pass(9_000);
      pace.read(read);
    }
    expect([await late, pace.waiting]).toEqual([undefined, 0]);
  });
});

describe('a flood of one firm', () => {
  let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
  let watching: Watching;
  let app: ReturnType<typeof buildApp>;
  beforeAll(async () => {
    opened = (await engines[0]!.open())!;
    const { store, dataDir } = opened;
    await settleCity(store);
    watching = new Watching({ store, database: { dataDir }, log: () => {} });
    app = buildApp(store, readConfig({}), Date.now, { principalOf, watching });
    await app.ready();
    watching.start();
  });
  afterAll(async () => {
    await Promise.all([app.close(), watching.stop()]);
    await opened.close();
  });

  it('is taken whole and held so close to the watch that what another firm did wrong behind it is found', {
    timeout: 300_000,
  }, async () => {
    const said = Promise.withResolvers<void>();
    watching.listen(() => watching.figures.watches && said.resolve());
    await said.promise;
    const event = (id: string, at: number): object => ({
      type: 'ObjectEvent',
      eventID: `urn:uuid:f100d000-0000-8000-8000-${id.padStart(12, '0')}`,
      eventTime: new Date(at).toISOString(),
      eventTimeZoneOffset: '+08:00',
      action: 'OBSERVE',
      bizStep: 'storing',
      quantityList: [{ epcClass: 'https://id.gs1.org/01/09529999000011/10/F1', quantity: 1 }],
    });
    const send = async (actor: string, eventList: readonly object[]): Promise<number> => {
      const answer = await app.inject({
        method: 'POST',
        url: '/epcis/capture',
        headers: { ...asActor(actor), 'content-type': 'application/json' },
        payload: JSON.stringify({
          '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
          type: 'EPCISDocument',
          schemaVersion: '2.0',
          creationDate: new Date().toISOString(),
          epcisBody: { eventList },
        }),
      });
      return answer.statusCode;
    };
    let [sent, mostUnread, recorded] = [0, 0, 0];
    const note = (): void => {
      mostUnread = Math.max(mostUnread, recorded - watching.figures.front);
    };
    watching.listen(note);
    opened.store.log.listen(({ first, events }) => {
      recorded = first + events.length - 1;
      note();
    });
    const [documents, each] = [60, 500];
    const answers: number[] = [];
    const sender = async (): Promise<void> => {
      for (let n = sent++; n < documents; n = sent++) {
        const list = Array.from({ length: each }, (_, i) => event((n * each + i).toString(), Date.now() - 60_000));
        answers.push(await send('farm', list));
      }
    };
    const flood = Promise.all(Array.from({ length: 8 }, sender));
    while (recorded < (documents * each) / 2) await new Promise((next) => setTimeout(next, 20));
    // Hours ahead of the clock.
    expect(await send('factory', [event('ffffffffffff', Date.now() + 5 * 3_600_000)])).toBe(202);
    const about = recorded;
    const factory = firmId('factory');
    const found = async (): Promise<boolean> =>
      (await allFindings(opened.store.database)).some((row) => row.organisation === factory && row.detector === 'clock_ahead');
    while (!(await found())) await new Promise((next) => setTimeout(next, 20));
    const behind = recorded - about;
    await flood;
    expect(answers).toEqual(Array(documents).fill(202));
    expect(recorded).toBe(documents * each + 1);
    // 5,000 of one firm, and the one of the other.
    expect(mostUnread).toBeLessThanOrEqual(5_001);
    expect(behind).toBeLessThan(documents * each);
  });
});

describe('a client that leaves', () => {
  const limits = { ofOne: 100, ofAll: 1_000 };
  it.each<[string, number]>([
    ['before its turn is asked for', 0],
    ['before its turn is asked for, behind what it recorded', 500],
  ])('%s is forgotten', async (_, unread) => {
    const pace = new Pace(limits);
    pace.read(0);
    if (unread > 0) pace.stored({ first: 1, events: Array.from({ length: unread }, () => ({}) as PreparedEvent) });
    const app = Fastify();
    const [came, left, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    app.decorateRequest('principal', { getter: () => ({}) as Principal });
    const onRequest = async (request: FastifyRequest): Promise<void> => {
      request.raw.socket.once('close', left.resolve);
      came.resolve();
      await left.promise;
    };
    const last = async (): Promise<void> => over.resolve();
    app.post('/', { onRequest: [onRequest, paced(pace), last], onError: last }, async () => 'done');
    await app.listen({ port: 0, host: '127.0.0.1' });
    const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    client.write('POST / HTTP/1.1\r\nHost: city\r\nContent-Length: 900000\r\n\r\n');
    await came.promise;
    client.destroy();
    await over.promise;
    await app.close();
    pace.read(unread);
    expect([pace.waiting, passes(pace, undefined, 1_000)]).toEqual([0, true]);
  });
});
