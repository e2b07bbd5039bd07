/**
 * Whatever the order in which records arrive, and however often: one story. Random histories with corrections are captured through the
 * real store in random order and in random portions, with retries between, and compared with the same story told in order in memory.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from '../../src/capture/index.ts';
import { type EpcisEvent, noPrefixes } from '../../src/events/index.ts';
import { memoryReader, stateOf, trace } from '../../src/trace/index.ts';
import { engines } from '../store/stores.ts';
import { story, uri } from './story.ts';

const hour = (n: number): number => (Date.UTC(2026, 0, 1) + n * 3_600_000) * 1000;
const names = ['A', 'B', 'C'];
const containers = ['K', 'P'];

/** One line of a history; few hours, so that several things happen at one moment. */
const line: fc.Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: 1, max: 8 }),
    fc.constantFrom(...names),
    fc.constantFrom(...names),
    fc.constantFrom(...containers),
    fc.constantFrom('add', 'see', 'ship', 'turn', 'pack', 'unpack', 'empty', 'check', 'nest', 'out', 'carry'),
  )
  .map(([at, one, other, container, verb]) => {
    switch (verb) {
      case 'add':
        return `${at} add ${one} commissioning @farm`;
      case 'see':
        return `${at} see ${one} storing @yard`;
      case 'ship':
        return `${at} see ${one} shipping @gate <farmer >shop`;
      case 'turn':
        return `${at} turn ${one} -> ${other}2`;
      case 'pack':
      case 'unpack':
      case 'check':
        return `${at} ${verb} ${one} ${verb === 'unpack' ? '<' : '>'} ${container}`;
      case 'empty':
        return `${at} empty ${container}`;
      case 'nest':
        return `${at} pack K > P`;
      case 'out':
        return `${at} unpack K < P`;
      default:
        return `${at} see ${container} transporting @lorry`;
    }
  });

interface Telling {
  readonly lines: readonly string[];
  /** Which of the events were declared wrong later; some of them with a corrective event. */
  readonly wrong: readonly number[];
  /** Where each record comes in the order of arrival. */
  readonly order: readonly number[];
  readonly portion: number;
}

const telling: fc.Arbitrary<Telling> = fc.record({
  lines: fc.array(line, { minLength: 2, maxLength: 12 }),
  wrong: fc.array(fc.nat(11), { maxLength: 3 }),
  order: fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
  portion: fc.integer({ min: 1, max: 5 }),
});

/** The events of a telling in order, each followed by its declaration and its correction; all names are its own. */
function recordsOf({ lines, wrong }: Telling, run: number): EpcisEvent[] {
  const text = JSON.stringify(story(lines.join(';'))).replaceAll('urn:case:', `urn:case:${run}:`);
  const events = JSON.parse(text) as (EpcisEvent & { eventID: string })[];
  const extra = [...new Set(wrong)].flatMap((n) => {
    const event = events[n];
    if (event === undefined) return [];
    const corrective = { ...event, eventID: `${event.eventID}:corrected`, eventTime: '2026-01-01T05:30:00Z' };
    const declaration = {
      ...event,
      errorDeclaration: {
        declarationTime: '2026-02-01T00:00:00Z',
        reason: 'incorrect_data',
        correctiveEventIDs: [corrective.eventID],
      },
    };
    return [declaration, corrective] as EpcisEvent[];
  });
  return [...events, ...extra];
}

describe.each(engines.slice(0, 1))('a story on $name', ({ open }) => {
  let opened: NonNullable<Awaited<ReturnType<typeof open>>>;
  beforeAll(async () => {
    opened = (await open())!;
  });
  afterAll(() => opened.close());

  it('is the same in whatever order its records arrive', { timeout: 120_000 }, async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(telling, async (told) => {
        const records = recordsOf(told, ++run);
        const memory = memoryReader(records.map((event) => ({ event, prefixes: noPrefixes })));
        const arriving = records
          .map((event, i) => ({ event, place: told.order[i % told.order.length]! }))
          .sort((a, b) => a.place - b.place)
          .map(({ event }) => event);
        for (let i = 0; i < arriving.length; i += told.portion) {
          // Every portion overlaps the one before: a sender that retries.
          const portion = arriving.slice(Math.max(0, i - 1), i + told.portion);
          const captured = await capture(opened.store.log, document(portion), { behaviour: 'rollback', job: false, now: 0 });
          expect(captured.errors).toEqual([]);
        }
        const { links } = opened.store;
        for (const name of [...names, ...containers, 'A2']) {
          const id = uri(`${run}:${name}`);
          for (const at of [3, 5, 9]) expect(await stateOf(links, id, hour(at))).toEqual(await stateOf(memory, id, hour(at)));
          const [found, expected] = [await trace(links, id, 'both'), await trace(memory, id, 'both')];
          expect(comparable(found.answer)).toEqual(comparable(expected.answer));
        }
      }),
      { numRuns: Number(process.env['ZHUISU_RUNS'] ?? 60) },
    );
  });
});

/** Sets in one order; what stands in the order of time stays so. */
function comparable(answer: Awaited<ReturnType<typeof trace>>['answer']): object {
  const key = (value: unknown): string => JSON.stringify(value);
  const sorted = <Item>(items: readonly Item[]): Item[] => [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    ...answer,
    nodes: sorted(answer.nodes),
    links: sorted(answer.links),
    openEnds: sorted(answer.openEnds),
    parties: sorted(answer.parties),
    places: sorted(answer.places),
  };
}

const document = (events: readonly unknown[]): object => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});
