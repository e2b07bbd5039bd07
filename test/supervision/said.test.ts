/** What a finding says, by names: rules, stages, divisions, things. What is no id stays as it was written. */
import { describe, expect, it } from 'vitest';
import { plainly } from '../../src/http/supervision/said.ts';
import { jiyuan } from '../../src/jurisdictions/index.ts';

const areas = (code: string): string | undefined => jiyuan.areas.find((each) => each.code === code)?.zh;
const table: readonly (readonly [category: string, written: string, said: string])[] = [
  [
    'produce',
    'AG-16b：urn:zhuisu:lot:92419001MA9001030J:apple:P26 之前没有这些记录之一：planting、inputs/seed_use（2026-11-28 17:34）',
    '采收之前须有播种定植记录（AG-16b）：批次 P26 之前没有这些记录之一：播种定植、种子使用（播种）（2026-11-28 17:34）',
  ],
  [
    'produce',
    'AG-16b（已拒收）：之前没有“planting”的记录',
    '采收之前须有播种定植记录（AG-16b）（已拒收）：之前没有“播种定植”的记录',
  ],
  ['produce', '所称产地 419001100，生产场所登记在 419001102', '所称产地 克井镇，生产场所登记在 轵城镇'],
  ['food', '许可证 JY14190010000028（有效，至 2026-09-30）', '许可证 JY14190010000028（有效，至 2026-09-30）'],
  ['produce', 'XX-99：<b>planted</b> 999999999', 'XX-99：<b>planted</b> 999999999'],
];

describe('what a finding says', () => {
  it.each(table)('of %s: %s', (category, written, said) => {
    expect(plainly({ zh: written, en: '', category, areas }).zh).toBe(said);
  });

  it('is English in English, where every word could be a stage', () => {
    const en =
      'AG-16b: none of these came before for urn:zhuisu:lot:X:apple:P26: planting, inputs/seed_use; the harvest was early';
    const said = plainly({ zh: '', en, category: 'produce', areas }).en;
    expect(said).toMatch(/^What is harvested was planted before \(AG-16b\): none of these came before for lot P26: planting, /);
    expect(said).not.toContain('inputs/seed_use');
    expect(said).toContain('the harvest was early');
  });
});
