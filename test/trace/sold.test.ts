/** Sold already, sold twice, come back: what the last steps of a single unit say. And which records somebody else stands for. */
import { describe, expect, it } from 'vitest';
import { confirmedSteps, judge, type TraceAnswer, type TraceNode, type TraceStep } from '../../src/trace/index.ts';

const unit = 'https://id.gs1.org/01/09521234000013/21/1';
const lot = 'https://id.gs1.org/01/09521234000013/10/A';

/** `sell`, `return`, `stock`, `inspect`, `pack`; `sell 3` an amount of a lot. */
const steps = (story: string, id: string): TraceStep[] =>
  story.split(', ').map((word, i) => {
    const [step, quantity] = word.split(' ');
    const [bizStep, disposition] = {
      sell: ['retail_selling', 'retail_sold'],
      dispense: ['dispensing', 'dispensed'],
      return: ['receiving', 'returned'],
      stock: ['stocking', 'sellable_accessible'],
      inspect: ['inspecting', 'conformant'],
      pack: ['packing', 'in_progress'],
    }[step!]!;
    return {
      eventID: `urn:test:${i + 1}`,
      type: 'ObjectEvent',
      eventTime: new Date(Date.UTC(2026, 5, 1 + i)).toISOString(),
      eventTimeZoneOffset: '+08:00',
      bizStep,
      disposition,
      things: [{ id, as: 'observed', ...(quantity === undefined ? {} : { quantity: Number(quantity) }) }],
    };
  });

const answerOf = (kind: TraceNode['kind'], story: string, root: string): TraceAnswer => ({
  root,
  direction: 'both',
  recorded: true,
  nodes: [{ id: root, kind, depth: 0, side: 'root' }],
  links: [],
  steps: steps(story, root),
  parties: [],
  places: [],
  openEnds: [],
  bounds: { hit: false, reason: null, limit: null },
});

describe('a unit', () => {
  it.each([
    ['instance', 'pack, sell', 'sold urn:test:2'],
    ['instance', 'pack, dispense', 'sold urn:test:2'],
    ['container', 'pack, sell', 'sold urn:test:2'],
    ['other', 'sell', 'sold urn:test:1'],
    ['instance', 'pack, sell, inspect', 'sold urn:test:2'],
    ['instance', 'sell, return', 'in_order'],
    ['instance', 'sell, return, stock', 'in_order'],
    ['instance', 'sell, return, stock, sell', 'sold urn:test:4'],
    ['instance', 'stock, sell, sell', 'elsewhere urn:test:3'],
    ['instance', 'stock, sell, inspect, sell', 'elsewhere urn:test:4'],
    ['instance', 'pack', 'in_order'],
    ['lot', 'pack, sell 3, sell 2', 'in_order'],
    ['lot', 'sell', 'in_order'],
    ['class', 'sell', 'in_order'],
  ] as const)('%s: %s → %s', (kind, story, expected) => {
    const root = kind === 'lot' ? lot : unit;
    const verdict = judge(answerOf(kind, story, root), { made: [], states: [], gaps: [] }, '2026-11-24');
    expect([verdict.kind, verdict.event].filter((each) => each !== undefined).join(' ')).toBe(expected);
  });

  it('with a gap in its way keeps both: the gap is told first, the sale is known', () => {
    const gaps = [{ id: unit, kind: 'not_received', event: 'urn:test:1' } as const];
    expect(judge(answerOf('instance', 'pack, sell', unit), { made: [], states: [], gaps }, '2026-11-24')).toMatchObject({
      kind: 'gaps',
      sold: 'urn:test:2',
    });
  });
});

describe('a record is confirmed', () => {
  const step = (eventID: string, bizStep: string, from: string | undefined, to: string | undefined, day: number): TraceStep => ({
    eventID,
    type: 'ObjectEvent',
    eventTime: new Date(Date.UTC(2026, 5, day)).toISOString(),
    eventTimeZoneOffset: '+08:00',
    bizStep,
    from,
    to,
    things: [{ id: lot, as: 'observed' }],
  });
  const farmToShop = [step('s', 'shipping', 'farm', 'shop', 1), step('r', 'receiving', 'farm', 'shop', 2)];
  it.each([
    ['both sides recorded the delivery', farmToShop, { s: 'A', r: 'B' }, ['s', 'r']],
    ['one firm recorded both sides', farmToShop, { s: 'A', r: 'A' }, []],
    ['nobody knows who recorded, and the parties differ', farmToShop, {}, ['s', 'r']],
    [
      'nobody knows who recorded, and it names one party',
      [step('s', 'shipping', 'farm', 'farm', 1), step('r', 'receiving', 'farm', 'farm', 2)],
      {},
      [],
    ],
    ['nobody received it', [farmToShop[0]!], { s: 'A' }, []],
    ['somebody else received it', [farmToShop[0]!, step('r', 'receiving', 'farm', 'market', 2)], { s: 'A', r: 'B' }, []],
    [
      'it was received before it was shipped',
      [step('r', 'receiving', 'farm', 'shop', 1), step('s', 'shipping', 'farm', 'shop', 2)],
      { s: 'A', r: 'B' },
      [],
    ],
    ['a laboratory inspected it', [step('i', 'inspecting', undefined, undefined, 1)], { i: 'lab' }, ['i']],
    ['its maker inspected it', [step('i', 'inspecting', undefined, undefined, 1)], { i: 'maker' }, []],
  ] as const)('%s', (_, story, owners, expected) => {
    const found = confirmedSteps(story, (id) => (owners as Record<string, string>)[id], 'maker');
    expect([...found].sort()).toEqual([...expected].sort());
  });
});
