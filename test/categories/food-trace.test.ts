/** The examples of the stages make whole chains: walked up from what is sold, the field, the cow and the year come to light; and down again. */
import { describe, expect, it } from 'vitest';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { stageNamed } from '../../src/categories/rules/memory.ts';
import { canonicalUri } from '../../src/codes/index.ts';
import { type EpcisEvent, prefixesOf } from '../../src/events/index.ts';
import { memoryReader, trace } from '../../src/trace/index.ts';

const prefixes = prefixesOf(recordContext);
const maker = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}`;
const farm = (name: string): string => `urn:zhuisu:lot:913411253367961888:${name}`;
const tag = (digits: string): string => `urn:zhuisu:eartag:${digits}`;
const carton = 'https://id.gs1.org/01/06901234567892/21/M0602-00001';

type Step = readonly [stage: string, but?: SimpleRecord];

function eventOfStep([name, but = {}]: Step, i: number): { event: EpcisEvent; prefixes: typeof prefixes } {
  const { profile, stage } = stageNamed(name, '', shippedProfiles);
  const checked = checkRecord(stage, { ...stage.example, id: `urn:example:food:${i}`, ...but });
  if ('faults' in checked) throw new RangeError(`${name}: ${JSON.stringify(checked.faults)}`);
  return { event: eventOf(stage, checked, profile) as unknown as EpcisEvent, prefixes };
}

const milk: readonly Step[] = [
  ['produce/milking'],
  ['produce/milk_cooling'],
  ['produce/milk_collection'],
  ['produce/milk_dispatch'],
  ['produce/milk_delivery'],
  ['food/milk_intake'],
  ['food/milk_standardising'],
  ['food/milk_heat_treatment'],
];

const chains: readonly (readonly [name: string, steps: readonly Step[], from: string, to: string, between: readonly string[]])[] =
  [
    [
      'a carton of milk leads to the cow',
      [...milk, ['food/filling'], ['food/coding'], ['food/case_packing'], ['food/retail']],
      tag('241900100000002'),
      carton,
      [farm('milk:20260601'), maker('silo:20260601-2'), 'https://id.gs1.org/01/06901234567892/10/M0602'],
    ],
    [
      'infant formula leads through base powder to the cow',
      [...milk, ['food/base_powder_drying'], ['food/formula_blending']],
      tag('241900100000001'),
      maker('formula:20260607'),
      [maker('base-powder:20260605'), maker('milk-past:20260602')],
    ],
    [
      'sausage leads to the pig',
      [
        ['produce/tagging'],
        ['produce/slaughter'],
        ['produce/meat_dispatch'],
        ['food/material_receipt'],
        ['food/meat_trimming'],
        ['food/meat_curing'],
        ['food/production'],
      ],
      tag('141900100000001'),
      maker('sausage:20260603'),
      [farm('pork:20260601-C'), maker('cured-pork:20260602')],
    ],
    [
      'oil in the tanker leads to the field of peanuts',
      [
        ['produce/harvest', { crop: farm('peanut:2026-P1'), lot: farm('peanut:2026-H1') }],
        ['food/oil_pressing'],
        ['food/oil_refining'],
        ['food/oil_blending'],
        ['food/bulk_loading'],
      ],
      farm('peanut:2026-P1'),
      maker('blended-oil:20260605'),
      [farm('peanut:2026-H1'), maker('refined-oil:20260604')],
    ],
    [
      'baijiu leads to its starter, its sorghum and its year',
      [
        ['food/starter_making'],
        ['food/grain_steaming'],
        ['food/liquor_fermentation'],
        ['food/distillation'],
        ['food/maturing'],
        ['food/liquor_blending'],
      ],
      farm('sorghum:2026-H1'),
      maker('blend:2026-06'),
      [maker('mash:2026-P07'), maker('base:2026-P07-1')],
    ],
    [
      'an apple in the market leads from outbound batch to inbound batch to the plot',
      [['produce/planting'], ['produce/harvest'], ['produce/packing'], ['produce/inbound_batch'], ['produce/outbound_batch']],
      maker('apple:2026-P1'),
      'urn:zhuisu:lot:91350100M000100Y43:out:20260510-1',
      [maker('apple:2026-H1'), 'urn:zhuisu:lot:91350100M000100Y43:in:20260509-1'],
    ],
  ];

describe.each(chains)('%s', (_, steps, from, to, between) => {
  const reader = memoryReader(steps.map(eventOfStep));
  const met = async (root: string, direction: 'up' | 'down'): Promise<string[]> =>
    (await trace(reader, canonicalUri(root), direction)).answer.nodes.map(({ id }) => id);

  it('upstream', async () => {
    expect(await met(to, 'up')).toEqual(expect.arrayContaining([from, ...between].map(canonicalUri)));
  });

  it('downstream', async () => {
    expect(await met(from, 'down')).toEqual(expect.arrayContaining([to, ...between].map(canonicalUri)));
  });
});

it('baijiu of two years names the lots of both', async () => {
  const reader = memoryReader(chains[4]![1].map(eventOfStep));
  const { answer } = await trace(reader, canonicalUri(maker('blend:2026-06')), 'up');
  expect(answer.nodes.map(({ id }) => id)).toEqual(
    expect.arrayContaining([maker('base:2021-P03-2'), maker('starter:2026-03')].map(canonicalUri)),
  );
});
