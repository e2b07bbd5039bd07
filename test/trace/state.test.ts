/** The state of a thing at a moment: a history, an hour, what is known. In any order of arrival, in memory and from the store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import { noPrefixes } from '../../src/events/index.ts';
import { memoryReader, stateOf, type ThingState } from '../../src/trace/index.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { nameOf, story, uri } from './story.ts';

const hour = (n: number): number => (Date.UTC(2026, 0, 1) + n * 3_600_000) * 1000;

/** `place|container|owner|step`, a dash for what is not known. */
const told = (state: ThingState): string =>
  [state.place?.value, state.container?.value, state.owner?.value, state.lastStep?.value]
    .map((each) => (each === undefined ? '-' : nameOf(each)))
    .join('|');

const journey =
  '1 add A commissioning @farm; 2 pack A > K; 3 pack K > P; 4 see P shipping @gate <farmer >shop; 5 see P receiving @shop; ' +
  '6 unpack K < P; 7 see K storing @shelf; 8 unpack A < K; 9 see A retail_selling @till; 10 see K storing @yard; 11 see P storing @lorry';

const rows: readonly (readonly [name: string, text: string, at: number, expected: string])[] = [
  ['nothing before its first event', journey, 0, '-|-|-|-'],
  ['where it was made', journey, 1, 'farm|-|-|commissioning'],
  ['in its case', journey, 2, 'farm|K|-|commissioning'],
  ['it goes where the pallet of its case goes', journey, 4, 'gate|K|shop|shipping'],
  ['and arrives with it', journey, 5, 'shop|K|shop|receiving'],
  ['after the case left the pallet it goes with the case', journey, 7, 'shelf|K|shop|storing'],
  ['out of the case it is alone', journey, 9, 'till|-|shop|retail_selling'],
  ['what the case and the pallet do later does not touch it', journey, 99, 'till|-|shop|retail_selling'],
  ['emptying a case lets everything out', '1 add A @farm; 2 pack A > K; 3 empty K; 4 see K storing @yard', 5, 'farm|-|-|-'],
  [
    'emptying a pallet leaves what is in its cases',
    '1 add A @farm; 2 pack A > K; 3 pack K > P; 4 empty P; 5 see P storing @yard',
    6,
    'farm|K|-|-',
  ],
  [
    'packed anew it is in the last',
    '1 add A; 2 pack A > K; 3 pack A > L; 4 see K storing @yard; 5 see L storing @shelf',
    6,
    'shelf|L|-|storing',
  ],
];

describe('the state of a thing', () => {
  it.each(rows)('%s', async (_, text, at, expected) => {
    const events = story(text).map((event) => ({ event, prefixes: noPrefixes }));
    for (const order of [events, events.toReversed(), [...events.slice(3), ...events.slice(0, 3)]])
      expect(told(await stateOf(memoryReader(order), uri('A'), hour(at)))).toBe(expected);
  });

  it('reads of a container that is used again and again what happened while the thing was in it', async () => {
    const trips = Array.from({ length: 40 }, (_, n) => n + 1);
    const used = trips.map((n) => `${3 * n} add T${n}; ${3 * n + 1} pack T${n} > K; ${3 * n + 2} unpack T${n} < K`).join('; ');
    const reader = memoryReader(story(used).map((event) => ({ event, prefixes: noPrefixes })));
    const read = new Set<number>();
    let questions = 0;
    const counted = {
      links: (...asked: Parameters<typeof reader.links>) => {
        questions++;
        return reader.links(...asked);
      },
      events: (seqs: readonly number[]) => {
        for (const seq of seqs) read.add(seq);
        return reader.events(seqs);
      },
    };
    expect(await stateOf(counted, uri('T7'), hour(999))).toMatchObject({ recorded: true });
    expect([[...read].sort((a, b) => a - b), questions]).toEqual([[19, 20, 21], 2]);
  });

  it('keeps dispositions that last until they are unset, and leaves out what was declared wrong', async () => {
    const base = { type: 'ObjectEvent', action: 'OBSERVE', eventTimeZoneOffset: '+00:00', epcList: [uri('A')] };
    const at = (n: number): string => new Date(hour(n) / 1000).toISOString();
    const events = [
      { ...base, eventID: 'urn:e:1', eventTime: at(1), persistentDisposition: { set: ['recalled'] } },
      { ...base, eventID: 'urn:e:2', eventTime: at(2), disposition: 'in_transit' },
      { ...base, eventID: 'urn:e:3', eventTime: at(3), disposition: 'active', persistentDisposition: { unset: ['recalled'] } },
      { ...base, eventID: 'urn:e:4', eventTime: at(4), disposition: 'stolen' },
      { ...base, eventID: 'urn:e:4', eventTime: at(4), disposition: 'stolen', errorDeclaration: { declarationTime: at(5) } },
    ].map((event) => ({ event: event as never, prefixes: noPrefixes }));
    const reader = memoryReader(events);
    expect((await stateOf(reader, uri('A'), hour(2))).persistent.map(({ value }) => value)).toEqual(['recalled']);
    const last = await stateOf(reader, uri('A'), hour(9));
    expect([last.persistent, last.disposition?.value]).toEqual([[], 'active']);
  });
});

describe('through the interface', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveApp();
    for (const event of story(journey).toReversed()) {
      const captured = await capture(
        served.store.log,
        { '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', ...event },
        { behaviour: 'rollback', job: false, single: true, now: 0 },
      );
      expect(captured.success).toBe(true);
    }
  });
  afterAll(() => served.close());

  it('tells where a thing is, and where it was', async () => {
    const ask = async (at?: number): Promise<string> => {
      const when = at === undefined ? '' : `?at=${encodeURIComponent(new Date(hour(at) / 1000).toISOString())}`;
      return told((await served.get(`/api/v1/things/${uri('A')}${when}`)).json());
    };
    for (const [, text, at, expected] of rows) if (text === journey && at > 0) expect(await ask(at)).toBe(expected);
    expect(await ask()).toBe('till|-|shop|retail_selling');
  });

  it('keeps and shows what was declared wrong, which counts for nothing', async () => {
    const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
    const [made, wrong, right] = story('1 add W @farm; 2 see W storing @moon; 2 see W storing @yard').map((event, i) => ({
      '@context': context,
      ...event,
      eventID: `urn:case:wrong:${i}`,
    }));
    const declaration = {
      ...wrong,
      errorDeclaration: {
        declarationTime: '2026-02-01T00:00:00Z',
        reason: 'incorrect_data',
        correctiveEventIDs: ['urn:case:wrong:2'],
      },
    };
    const send = async (event: unknown): Promise<void> => {
      const captured = await capture(served.store.log, event, { behaviour: 'rollback', job: false, single: true, now: 0 });
      expect(captured.success).toBe(true);
    };
    const ask = async () => (await served.get(`/api/v1/things/${uri('W')}`)).json();
    await send(made);
    await send(wrong);
    expect(await ask()).toMatchObject({ place: { value: uri('moon') }, corrections: [] });
    await send(declaration);
    expect(await ask()).toMatchObject({
      place: { value: uri('farm') },
      corrections: [{ event: 'urn:case:wrong:1', bizStep: 'storing', originalRecorded: true, reason: 'incorrect_data' }],
    });
    await send(right);
    expect(await ask()).toMatchObject({
      place: { value: uri('yard') },
      corrections: [{ correctiveEventIDs: ['urn:case:wrong:2'] }],
    });
    // Both stay readable: the record as it came, and the declaration that repeats it.
    const found = (await served.get('/epcis/events?EQ_eventID=urn:case:wrong:1')).json();
    expect(
      found.epcisBody.queryResults.resultsBody.eventList.map(
        (each: { errorDeclaration?: unknown }) => 'errorDeclaration' in each,
      ),
    ).toEqual([false, true]);
  });

  it('refuses a moment that is none, and does not know what it does not know', async () => {
    expect((await served.get(`/api/v1/things/${uri('A')}?at=yesterday`)).json()).toMatchObject({ status: 400, name: 'at' });
    expect((await served.get(`/api/v1/things/${uri('A')}?at=2020-01-01T00:00:00Z`)).json()).toMatchObject({
      status: 404,
      code: 'code_unknown',
    });
    expect((await served.get(`/api/v1/things/${uri('Z')}`)).json()).toMatchObject({ status: 404 });
  });
});
