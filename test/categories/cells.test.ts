/** What people write into cells, and what it means; and every example of every stage through its cells and back. */
import { describe, expect, it } from 'vitest';
import { type Cell, cellsOfRecord, recordOfCells } from '../../src/categories/cells.ts';
import type { Stage } from '../../src/categories/definition.ts';
import { amount, choice, choices, date, flag, number, text, when } from '../../src/categories/fields.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

const stage: Stage = {
  id: 'any',
  zh: '任意',
  en: 'any',
  event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'inspecting' },
  fields: [
    when(),
    date('day', ['日期', 'Day']),
    number('weight', ['重量', 'Weight']),
    flag('ok', ['合格', 'OK']),
    choice('kinds', ['种类', 'Kinds'], choices(['a', '甲', 'first'], ['b', '乙', 'second']), { many: true }),
    text('note', ['备注', 'Note']),
    amount('lot', ['批次', 'Lot'], 'things', ['KGM', 'TNE']),
    amount('parts', ['投料', 'Parts'], 'inputs', ['KGM'], { many: true }),
  ],
  example: {},
  source: { text: '', verified: false },
};

const rows: readonly (readonly [column: string, cell: Cell, expected: unknown])[] = [
  ['time', '2026-05-03 8:30', '2026-05-03T08:30:00+08:00'],
  ['time', { date: '2026-05-03T08:30:00' }, '2026-05-03T08:30:00+08:00'],
  ['time', '2026年5月3日', '2026-05-03T00:00:00+08:00'],
  ['time', '2026-05-03T00:30:00Z', '2026-05-03T00:30:00Z'],
  ['time', '2026-05-03 25:00', 'fault'],
  ['time', 'gestern', 'fault'],
  ['day', '2026/5/3', '2026-05-03'],
  ['day', '20260503', '2026-05-03'],
  ['day', '2026.05.03', '2026-05-03'],
  ['day', '２０２６-０５-０３', '2026-05-03'],
  ['day', '2026-05-03 00:00:00', '2026-05-03'],
  ['day', '2026-05-03 08:00:00', 'fault'],
  ['day', '2026-02-30', 'fault'],
  ['day', '3/5/2026', 'fault'],
  ['weight', '12.5', 12.5],
  ['weight', 12.5, 12.5],
  ['weight', ' １２ ', 12],
  ['weight', '12,5', 'fault'],
  ['weight', '1,200.5', 'fault'],
  ['weight', '约12', 'fault'],
  ['weight', { formula: 'SUM(A1:A9)' }, 'fault'],
  ['ok', '是', true],
  ['ok', 'N', false],
  ['ok', '也许', 'fault'],
  ['kinds', '甲、乙', ['a', 'b']],
  ['kinds', 'First; b', ['a', 'b']],
  ['kinds', '丙', 'fault'],
  ['note', '=HYPERLINK("http://x")', 'fault'],
  ['note', '@SUM(1)', 'fault'],
  ['note', '+cmd|calc', 'fault'],
  ['note', '-5 度', '-5 度'],
  ['note', '平常的话', '平常的话'],
  ['lotUnit', '公斤', 'KGM'],
  ['lotUnit', 'TNE', 'TNE'],
  ['lotUnit', '一堆', 'fault'],
  ['lot', 6901234567892, '6901234567892'],
  [
    'parts',
    'urn:x:1 12 千克\nurn:x:2 3.5kg',
    [
      { code: 'urn:x:1', quantity: 12, unit: 'KGM' },
      { code: 'urn:x:2', quantity: 3.5, unit: 'KGM' },
    ],
  ],
  ['parts', 'urn:x:1', [{ code: 'urn:x:1' }]],
  ['parts', 'urn:x:1 many kg', 'fault'],
];

describe('a cell', () => {
  it.each(rows)('%s %j is %j', (key, cell, expected) => {
    const { record, faults } = recordOfCells(stage, new Map([[key, cell]]));
    if (expected === 'fault') expect(faults.map((fault) => fault.key)).toEqual([key]);
    else {
      expect(faults).toEqual([]);
      expect(record[key]).toEqual(expected);
    }
  });
});

const stages = shippedProfiles.flatMap((profile) =>
  profile.stages.map((each) => ({ name: `${profile.category}/${each.id}`, profile, each })),
);

describe.each(stages)('$name', ({ profile, each }) => {
  it('gives the same event from its cells', () => {
    const made = checkRecord(each, each.example);
    const { record, faults } = recordOfCells(each, new Map<string, Cell>(cellsOfRecord(each, each.example)));
    const again = checkRecord(each, record);
    expect(faults).toEqual([]);
    expect('values' in again && 'values' in made ? eventOf(each, again, profile) : again).toEqual(
      'values' in made ? eventOf(each, made, profile) : made,
    );
  });
});
