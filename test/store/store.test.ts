import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Captured, capture } from '../../src/capture/index.ts';
import { type EpcisEvent, noPrefixes } from '../../src/events/index.ts';
import { eventPage, eventsByID } from '../../src/query/index.ts';
import { captureJob, masterDataOf, type Store } from '../../src/store/index.ts';
import { type Direction, memoryReader, trace } from '../../src/trace/index.ts';
import { absent } from '../postgres15.ts';
import { cases } from '../trace/cases.ts';
import { story, uri } from '../trace/story.ts';
import { connect, engines } from './stores.ts';

const everything = { now: 0, sight: 'everything' } as const;

const document = (events: readonly unknown[]): object => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { example: 'https://ns.example.com/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});

const seen = (id: string, time: string, epcs: readonly string[], more: object = {}): object => ({
  type: 'ObjectEvent',
  eventID: `urn:test:${id}`,
  eventTime: time,
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: epcs,
  ...more,
});

describe.each(engines)('the store on $name', ({ open }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    if (opened !== undefined) store = opened.store;
  });
  afterAll(async () => opened?.close());

  const put = (events: readonly unknown[], behaviour: 'rollback' | 'proceed' = 'rollback'): Promise<Captured> =>
    capture(store.log, document(events), { behaviour, job: true, now: Date.now() });
  const list = async (query: Record<string, string>): Promise<Record<string, unknown>[]> =>
    (
      JSON.parse((await eventPage(store, query, everything)).body) as {
        epcisBody: { queryResults: { resultsBody: { eventList: Record<string, unknown>[] } } };
      }
    ).epcisBody.queryResults.resultsBody.eventList;

  test('gives back what was captured, with its offset, its order and its unknown names', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const event = seen('equal', '2026-05-01T08:00:00.123+08:00', ['urn:x:1'], {
      'example:zulu': { 'example:deep': [1, '2', null] },
      'example:alpha': 0.1,
      readPoint: { id: 'urn:x:place', 'example:gate': 4 },
    });
    await put([event]);
    const [back] = await list({ EQ_eventID: 'urn:test:equal' });
    const { recordTime, ...rest } = back!;
    expect(rest).toEqual(event);
    expect(Object.keys(rest)).toEqual(Object.keys(event));
    expect(recordTime).toMatch(/^\d{4}-.*Z$/);
  });

  test('answers a retry with exists, and refuses another event under the same id', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const event = seen('once', '2026-05-01T08:00:00Z', ['urn:x:2']);
    expect((await put([event])).events).toEqual([{ eventID: 'urn:test:once', status: 'stored' }]);
    const { eventTime, ...others } = event as { eventTime: string };
    expect((await put([{ ...others, eventTime }])).events[0]!.status).toBe('exists');
    const other = await put([{ ...event, action: 'ADD' }]);
    expect(other.events[0]!.status).toBe('conflict');
    expect(other.errors[0]).toMatchObject({ code: 'event_conflict', index: 0, id: 'urn:test:once' });
    expect(await list({ MATCH_anyEPC: 'urn:x:2' })).toHaveLength(1);
  });

  test('knows the same event in another spelling, and a different one by what it says', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const event = seen('spelt', '2026-05-01T08:00:00Z', ['urn:epc:id:sgtin:9521234.012345.555', 'urn:x:2b'], {
      bizStep: 'shipping',
      'example:note': 'as agreed',
    });
    expect((await put([event])).events[0]!.status).toBe('stored');
    const spelt = {
      ...event,
      epcList: ['urn:x:2b', 'https://id.gs1.org/01/09521234123453/21/555'],
      bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping',
      eventTime: '2026-05-01T16:00:00+08:00',
    };
    expect((await put([spelt])).events[0]!.status).toBe('exists');
    expect((await put([{ ...spelt, 'example:note': 'otherwise' }])).events[0]!.status).toBe('conflict');
    expect((await put([{ ...spelt, eventTimeZoneOffset: '+00:00' }])).events[0]!.status).toBe('conflict');
    const declared = { ...event, errorDeclaration: { declarationTime: '2026-06-01T00:00:00Z', reason: 'did_not_occur' } };
    expect((await put([declared])).events[0]!.status).toBe('stored');
    const again = { ...spelt, errorDeclaration: { reason: 'did_not_occur', declarationTime: '2026-06-01T00:00:00Z' } };
    expect((await put([again])).events[0]!.status).toBe('exists');
    const other = { ...spelt, errorDeclaration: { declarationTime: '2026-06-02T00:00:00Z' } };
    expect((await put([other])).events[0]!.status).toBe('conflict');
  });

  test('gives an event without an id one of its content, so that it too is stored once', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const { eventID: _, ...event } = seen('', '2026-05-02T08:00:00Z', ['urn:x:anonymous']) as { eventID: string };
    const first = await put([event]);
    const second = await put([event]);
    expect(second.events).toEqual([{ eventID: first.events[0]!.eventID, status: 'exists' }]);
  });

  test('takes an error declaration under the id it declares, and leaves both out of the trace', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const [made, turned] = story('1 add DECL; 2 turn DECL -> WRONG').map((event, i) => ({
      ...event,
      eventID: `urn:test:declared:${i}`,
    }));
    const declaration = { ...turned, errorDeclaration: { declarationTime: '2026-06-01T00:00:00Z', reason: 'did_not_occur' } };
    // The declaration may come first.
    expect((await put([made, declaration])).success).toBe(true);
    expect((await put([turned])).events[0]!.status).toBe('stored');
    expect((await put([declaration])).events[0]!.status).toBe('exists');
    const { answer } = await trace(store.links, uri('DECL'), 'down');
    expect(answer.links).toEqual([]);
    const found = JSON.parse((await eventsByID(store, 'urn:test:declared:1', { now: 0, sight: 'everything' }))!.body);
    expect(found.epcisBody.queryResults.resultsBody.eventList).toMatchObject([
      { errorDeclaration: { reason: 'did_not_occur' } },
      { eventID: 'urn:test:declared:1' },
    ]);
  });

  test('rollback stores nothing of a request with a bad event, proceed stores the good ones', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const events = [
      seen('good', '2026-05-03T08:00:00Z', ['urn:x:3']),
      { ...seen('bad', '2026-05-03T08:00:00Z', ['urn:x:3']), action: 'LOOK' },
    ];
    const rolled = await put(events, 'rollback');
    expect(rolled).toMatchObject({ success: false, counts: { received: 2, stored: 0, refused: 2 } });
    expect(rolled.errors).toMatchObject([{ code: 'event_invalid', index: 1, path: '$.action' }]);
    expect(await list({ MATCH_anyEPC: 'urn:x:3' })).toEqual([]);
    const proceeded = await put(events, 'proceed');
    expect(proceeded).toMatchObject({ success: false, counts: { received: 2, stored: 1, refused: 1 } });
    expect(await list({ MATCH_anyEPC: 'urn:x:3' })).toHaveLength(1);
    expect(await captureJob(store.database, rolled.captureID!)).toMatchObject({
      success: false,
      stored: 0,
      behaviour: 'rollback',
    });
    expect(await captureJob(store.database, proceeded.captureID!)).toMatchObject({
      success: false,
      stored: 1,
      behaviour: 'proceed',
    });
  });

  test('keeps every value of an attribute that a place has twice', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const attributes = ['first', 'second'].map((attribute) => ({ id: 'urn:epcglobal:cbv:mda:streetAddress', attribute }));
    const header = {
      epcisMasterData: {
        vocabularyList: [
          { type: 'urn:epcglobal:epcis:vtype:BusinessLocation', vocabularyElementList: [{ id: 'urn:x:house', attributes }] },
        ],
      },
    };
    await capture(store.log, { ...document([]), epcisHeader: header }, { behaviour: 'rollback', job: false, now: Date.now() });
    const found = await masterDataOf(store.database, ['urn:x:house']);
    expect(found.get('urn:x:house')).toEqual({ 'urn:epcglobal:cbv:mda:streetAddress': ['first', 'second'] });
  });

  test('one thing meets itself under all its spellings', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const spellings = [
      'urn:epc:id:sgtin:9521234.012345.777',
      'https://id.gs1.org/01/09521234123453/21/777',
      'https://shop.example/x/01/09521234123453/10/LOT/21/777?17=271231',
      'http://brand.example/01/9521234123453/21/777',
    ];
    await put(spellings.map((epc, i) => seen(`spelling${i}`, `2026-05-04T0${i}:00:00Z`, [epc])));
    for (const spelling of spellings) expect(await list({ MATCH_anyEPC: spelling })).toHaveLength(spellings.length);
  });

  test('gives pages that new events do not shift', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const events = (from: number, count: number): object[] =>
      Array.from({ length: count }, (_, i) =>
        seen(`page${from + i}`, new Date(Date.UTC(2026, 6, 1, 0, from + i)).toISOString(), ['urn:x:page']),
      );
    await put(events(0, 25));
    for (const [orderBy, orderDirection] of [
      ['eventTime', 'DESC'],
      ['eventTime', 'ASC'],
      ['recordTime', 'ASC'],
    ] as const) {
      const query = { MATCH_anyEPC: 'urn:x:page', orderBy, orderDirection, perPage: '10' };
      const before = await list({ ...query, perPage: '1000' });
      const ids: unknown[] = [];
      let token: string | undefined;
      do {
        const page = await eventPage(store, { ...query, ...(token === undefined ? {} : { nextPageToken: token }) }, everything);
        ids.push(
          ...(
            JSON.parse(page.body) as { epcisBody: { queryResults: { resultsBody: { eventList: { eventID: string }[] } } } }
          ).epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID),
        );
        token = page.next?.token;
        await put(events(100 + ids.length + (orderDirection === 'ASC' ? 500 : 0), 3));
      } while (token !== undefined);
      expect(ids).toEqual(before.map(({ eventID }) => eventID));
    }
  });

  test('a token does not continue another query, nor does a damaged one', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const nextPageToken = (await eventPage(store, { perPage: '1' }, everything)).next?.token;
    await expect(eventPage(store, { perPage: '2', nextPageToken: nextPageToken! }, everything)).rejects.toMatchObject({
      code: 'page_token_invalid',
    });
    await expect(eventPage(store, { perPage: '1', nextPageToken: 'xyz' }, everything)).rejects.toMatchObject({
      code: 'page_token_invalid',
    });
  });

  test('readers never meet a hole while many writers commit', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const reader = await connect(store);
    let writing = true;
    const watch = async (): Promise<number> => {
      let looks = 0;
      let last = 0;
      while (writing) {
        const { rows } = await reader.query<{ most: number; count: number; head: number }>(
          'select coalesce(max(seq), 0)::int as most, count(*)::int as count, (select head::int from log where id = 1) as head from event where log = 1',
        );
        const { most, count, head } = rows[0]!;
        expect(count).toBe(most);
        expect(head).toBe(most);
        expect(most).toBeGreaterThanOrEqual(last);
        last = most;
        looks++;
      }
      return looks;
    };
    const watching = watch();
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; i < 15; i++)
        await put([0, 1, 2].map((n) => seen(`w${writer}-${i}-${n}`, '2026-08-01T00:00:00Z', [`urn:x:w${writer}`])));
    };
    await Promise.all(Array.from({ length: 12 }, (_, writer) => write(writer)));
    writing = false;
    expect(await watching).toBeGreaterThan(2);
    await reader.end();
    expect(
      await list({ MATCH_anyEPC: Array.from({ length: 12 }, (_, writer) => `urn:x:w${writer}`).join('|'), perPage: '1000' }),
    ).toHaveLength(12 * 15 * 3);
  });

  test('two processes append to one log without losing or doubling', async (context) => {
    if (opened === undefined) return context.skip(absent);
    const { EventLog } = await import('../../src/store/index.ts');
    const logs = [new EventLog(store.database), new EventLog(store.database)];
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        capture(logs[i % 2]!, document([seen(`two${i % 20}`, '2026-08-02T00:00:00Z', ['urn:x:two'])]), {
          behaviour: 'rollback',
          job: false,
          now: 0,
        }),
      ),
    );
    const statuses = results.flatMap(({ events }) => events.map(({ status }) => status));
    expect(statuses.filter((status) => status === 'stored')).toHaveLength(20);
    expect(statuses.filter((status) => status === 'exists')).toHaveLength(20);
    expect(await list({ MATCH_anyEPC: 'urn:x:two', perPage: '100' })).toHaveLength(20);
  });

  test.each(cases.map((each, i) => [each.name, each, i] as const))(
    'walks like memory: %s',
    async (_, { story: text, ask }, i) => {
      if (opened === undefined) return;
      // Every case lives in a world of its own.
      const rename = <Value>(value: Value): Value =>
        JSON.parse(JSON.stringify(value).replaceAll('urn:case:', `urn:case${i}:`)) as Value;
      const events = story(text).map((event) => rename(event));
      expect((await put(events)).success).toBe(true);
      const [direction, root] = ask.split(' ') as [Direction, string];
      const stored = await trace(store.links, rename(uri(root)), direction);
      const remembered = await trace(
        memoryReader(events.map((event) => ({ event: event as EpcisEvent, prefixes: noPrefixes }))),
        rename(uri(root)),
        direction,
      );
      expect(stored.answer).toEqual(remembered.answer);
    },
  );
});
