import { describe, expect, test } from 'vitest';
import { type EpcisEvent, noPrefixes } from '../../src/events/index.ts';
import { memoryReader, trace } from '../../src/trace/index.ts';
import { hasShared, readShared } from '../shared.ts';

const file = 'fixtures/gdst/traceback_tests.jsonld';
const here = hasShared(file);

/**
 * The seafood chain, read by hand: hatchery and feed mill → fish farm (harvest) → with a fisherman's catch, commingled → processed →
 * packed in 0004 → packed in 0005 → shipped → unpacked. Each line: a thing, then everything upstream of it.
 */
const upstream = `
hatchery :
feedmill :
fisherman :
farmed : hatchery feedmill
commingled : farmed fisherman hatchery feedmill
processed : commingled farmed fisherman hatchery feedmill
0004 : processed commingled farmed fisherman hatchery feedmill
0005 : 0004 processed commingled farmed fisherman hatchery feedmill
`;
const lot = (name: string): string => `urn:gdst:example.org:product:lot:class:${name}`;
const ids: Readonly<Record<string, string>> = {
  hatchery: lot('hatchery.1u.tf12012021'),
  feedmill: lot('feedmill.1u.ff11252021'),
  fisherman: lot('fisherman01.tunau.v1-0122-2022'),
  farmed: lot('fishfarm.1u.farmed-tuna-01192022'),
  commingled: lot('processor.10u.commingle-01232022'),
  processed: lot('processor.2u.v1-0122-2022'),
  '0004': 'urn:epc:id:sscc:08600031303.0004',
  '0005': 'urn:epc:id:sscc:08600031303.0005',
};
const rows = upstream
  .trim()
  .split('\n')
  .map((line) => line.split(':').map((side) => side.trim()) as [string, string]);

describe.skipIf(!here)('the upstream in a chain that others recorded', () => {
  const events = here ? (JSON.parse(readShared(file)) as { epcisBody: { eventList: EpcisEvent[] } }).epcisBody.eventList : [];
  const reader = memoryReader(events.map((event) => ({ event, prefixes: noPrefixes })));

  test('the table names every identifier of the file', () => {
    const found = new Set(
      JSON.stringify(events).match(/urn:gdst:example\.org:product:lot:class:[\w.-]+|urn:epc:id:sscc:[\d.]+/g),
    );
    expect([...found].sort()).toEqual(Object.values(ids).sort());
  });

  test.each(rows)('%s', async (name, expected) => {
    const { answer } = await trace(reader, ids[name]!, 'up');
    const found = answer.nodes.filter(({ side }) => side !== 'root').map(({ id }) => id);
    expect(found.sort()).toEqual(
      expected
        .split(' ')
        .filter((each) => each !== '')
        .map((each) => ids[each])
        .sort(),
    );
  });
});
