/** The firms, places and licences that the stories of food and farm produce are told with, and how a story is changed. */
import type { LicenceFact, Told } from '../../src/categories/rules/definition.ts';

export const farmer = '913411253367961888';
export const maker = '91419001MA3X000102';
export const trader = '91350100M000100Y43';
export const shopkeeper = '915101007130545948';
export const shop = 'https://id.gs1.org/414/6901234000023';
export const lotOf = (owner: string, name: string): string => `urn:zhuisu:lot:${owner}:${name}`;
export const at = (stage: string, time: string, but: object = {}): Told => ({
  stage,
  but: { time: `2026-${time}:00+08:00`, ...but },
});
export const licence = (scheme: string, ...scope: string[]): LicenceFact => ({
  party: 'https://id.gs1.org/417/6901234000016',
  scheme,
  number: `${scheme}-1`,
  scope,
  from: '2025-01-01',
  until: '2027-12-31',
  status: 'valid',
});
/** One firm records everything here, and holds all licences. */
export const licences = [licence('sc', '婴幼儿配方食品', '肉制品', '乳制品', '食用油', '酒类'), licence('jy')];
export const formula = '国食注字YP20250012';
export const registers = {
  yield_ceiling: { 苹果: { mostPerMu: 3_000 }, 花生: { mostPerMu: 500 }, 高粱: { mostPerMu: 600 } },
  'inputs/pesticide_use': { 'PD20230884|苹果': { target: '桃小食心虫', mostDose: 40, mostTimes: 2, interval: 7 } },
  food_line: { L2: { daily: 2_000 } },
  food_recipe: {
    'PF-XC-03': { yieldMost: 1.15 },
    'JF-01': { yieldMost: 0.2 },
    'PF-YP-1': { yieldMost: 1.01 },
    'GT-52-06': { yieldMost: 1.3 },
  },
  special_food: { [formula]: { foodKind: 'infant_formula', from: '2025-03-01', until: '2030-02-28' } },
  bulk_permit: { 'urn:zhuisu:document:ZYZ-419001-0007': { from: '2026-01-01', until: '2026-12-31' } },
};
export const world = { licences, registers };
/** Where in a story something else happens. */
export const insert = (told: readonly Told[], after: string, ...more: readonly Told[]): Told[] => {
  const index = told.findIndex(({ stage }) => stage === after);
  if (index < 0) throw new RangeError(`no ${after}`);
  return [...told.slice(0, index + 1), ...more, ...told.slice(index + 1)];
};
export const changed = (told: readonly Told[], stage: string, but: object): Told[] =>
  told.map((each) => (each.stage === stage ? { ...each, but: { ...each.but, ...but } } : each));
