/** The reader over the database answers the scope's questions as the one in memory does: the same trades, captured and asked for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { losing } from '../../../simulator/recall/losing.ts';
import { networkOf, randomOf } from '../../../simulator/recall/network.ts';
import { capture } from '../../../src/capture/index.ts';
import { noPrefixes } from '../../../src/events/index.ts';
import { storeReader } from '../../../src/http/recall/reading.ts';
import { type RecallReader, recallMemory, scopeAnswer, scopeOf } from '../../../src/trace/index.ts';
import { engines } from '../../store/stores.ts';

const size = { farms: 3, factories: 3, distributors: 2, shops: 4, days: 5 };

/** All trades in one log: their names differ by the seed. */
const own = <Value>(value: Value, seed: number): Value =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll('urn:trade:', `urn:trade:${seed}:`)
      .replace(/\/10\/L/g, `/10/S${seed}L`)
      .replace(/"cbvmda:lotNumber":"L/g, `"cbvmda:lotNumber":"S${seed}L`)
      .replace(/\/21\/L/g, `/21/S${seed}L`)
      .replace(/\/00\/1952/g, `/00/${seed}952`)
      .replace(/\/8003\/(\d{14})/g, `/8003/$1S${seed}`),
  ) as Value;

/** Firms that are not registered are found by their places: the log has no index of parties that nobody knows. */
const byPlace = (reader: RecallReader): RecallReader => ({
  ...reader,
  async eventsOf(firms, since, limit, known) {
    const { fresh } = await reader.eventsOf(firms, since, Number.POSITIVE_INFINITY, known);
    const own = fresh.filter(({ facts }) => [facts.bizLocation, facts.readPoint].some((each) => firms.includes(each ?? '')));
    return { fresh: own.slice(0, limit), more: own.length > limit };
  },
});

describe.each(engines)('the scope over $name', ({ open, name }) => {
  let opened: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    opened = await open();
  }, 60_000);
  afterAll(() => opened?.close());

  it('is that of the same records in memory', { timeout: 120_000 }, async ({ skip }) => {
    if (opened === undefined) return skip(`${name} is not here`);
    const { store } = opened;
    for (let seed = 1; seed <= 8; seed++) {
      const network = networkOf(seed, size);
      const kept = own(losing(network.records, seed / 40, randomOf(seed)), seed);
      const events = kept.map(({ event }) => event);
      const captured = await capture(store.log, document(events), { behaviour: 'rollback', job: false, now: 0 });
      expect(captured.errors).toEqual([]);
      const memory = byPlace(await recallMemory(events.map((event) => ({ event, prefixes: noPrefixes }))));
      for (const root of own(network.roots.slice(0, 4), seed)) {
        const answer = async (reader: RecallReader) => scopeAnswer(await scopeOf(reader, [{ id: root }]));
        const [found, expected] = [await answer(storeReader(store, new Map())), await answer(memory)];
        expect(found.recorded).toBe(expected.recorded);
        for (const set of ['minimum', 'likely', 'maximum'] as const) {
          const sorted = (items: typeof found.minimum) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
          expect(sorted(found[set])).toEqual(sorted(expected[set]));
        }
        expect(found.calls).toEqual(expected.calls);
      }
    }
  });
});

const document = (events: readonly unknown[]): object => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});
