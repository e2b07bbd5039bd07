import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { categories } from '../../src/categories/index.ts';
import { readConfig } from '../../src/config.ts';
import {
  actingAt,
  codeAt,
  contains,
  departmentOf,
  jiyuan,
  nameAt,
  prefixesWithin,
  readJurisdiction,
  responsibleAt,
} from '../../src/jurisdictions/index.ts';

const file = join(import.meta.dirname, 'province.json');
const province = readConfig({ ZHUISU_JURISDICTION: file }).jurisdiction;
const ids = (departments: readonly { id: string }[]): string => departments.map(({ id }) => id).join(' ');

describe('Jiyuan', () => {
  test('is a jurisdiction by its own rules, as is the file of another', () => {
    expect(readJurisdiction(JSON.parse(JSON.stringify(jiyuan)))).toEqual(jiyuan);
    expect(province.id).toBe('beihe');
  });

  test('has the bodies of the notice, sixteen townships and the zones', () => {
    // 六（一）: 商务局, nineteen others by name, and the zones, towns and streets.
    const named = jiyuan.departments.filter(({ names, kind }) => names[0]!.verified && !/zone|township/.test(kind));
    expect(named).toHaveLength(20);
    expect(jiyuan.departments.filter(({ kind }) => kind === 'township')).toHaveLength(16);
    expect(jiyuan.departments.some(({ kind }) => kind === 'zone')).toBe(true);
    expect(ids(jiyuan.departments.filter(({ coordinates }) => coordinates))).toBe('commerce');
  });

  test.each([
    ['food_drug', '2018-06-01', '济源市食品药品监督管理局', true],
    ['food_drug', '2026-11-24', '济源市市场监督管理局', false],
    ['quality', '2026-11-24', '济源市市场监督管理局', false],
    ['agriculture', '2018-06-01', '济源市农牧局', true],
    ['agriculture', '2026-11-24', '济源市农业农村局', false],
    ['state_tax', '2018-06-01', '济源市国家税务局', true],
    ['local_tax', '2026-11-24', '国家税务总局济源市税务局', false],
    ['commerce', '2026-11-24', '济源市商务局', true],
    ['town-101', '2026-11-24', '济源市五龙口镇人民政府', true],
  ])('%s was called on %s %s, confirmed: %s', (id, day, zh, verified) => {
    expect(nameAt(actingAt(jiyuan, id, day)!, day)).toMatchObject({ zh, verified });
  });

  test.each([
    ['produce', 'agriculture', 'agriculture'],
    ['food', 'food_drug', 'market'],
    ['medical', 'food_drug', 'market'],
    ['inputs', 'agriculture', 'agriculture'],
    ['equipment', 'quality', 'market'],
    ['dangerous', '', ''],
    ['rare_earth', 'industry', 'industry'],
    ['car_parts', 'transport', 'transport'],
  ])('%s was led in 2018 by %s and is led today by %s', (category, then, today) => {
    expect(ids(responsibleAt(jiyuan, category, '2018-06-01').leads)).toBe(then);
    expect(ids(responsibleAt(jiyuan, category, '2026-11-24').leads)).toBe(today);
  });

  test.each([
    ['produce', 'commerce food_drug quality development'],
    ['food', 'commerce agriculture quality industry'],
    ['medical', 'commerce quality industry health'],
    ['inputs', 'quality industry_commerce industry development supply_cooperative'],
    ['equipment', 'industry_commerce industry safety'],
    ['dangerous', 'quality industry transport safety public_security environment'],
    ['rare_earth', 'commerce quality industry_commerce land state_tax local_tax'],
    ['car_parts', 'commerce quality industry_commerce public_security environment development'],
  ])('%s was joined in 2018 by %s', (category, joined) => {
    const sorted = (text: string): string => text.split(' ').sort().join(' ');
    expect(sorted(ids(responsibleAt(jiyuan, category, '2018-06-01').joins))).toBe(sorted(joined));
    expect(categories.map(({ id }) => id)).toContain(category);
  });

  test('has the mechanism of farm produce led by the coordinator', () => {
    expect(responsibleAt(jiyuan, 'produce', '2018-06-01').tasks.map(({ department }) => department.id)).toEqual(['commerce']);
  });
});

describe('an area contains another', () => {
  test.each([
    ['a township', '419001', '419001101', '2026-01-01', true],
    ['a village by its digits', '419001101', '419001101203', '2026-01-01', true],
    ['a zone', '419001', '419001Z01', '2026-01-01', true],
    ['the province a county-level city', '410000', '419001', '2026-01-01', true],
    ['not the other way', '419001101', '419001', '2026-01-01', false],
    ['not a sister', '419001101', '419001102', '2026-01-01', false],
    ['itself', '419001', '419001', '2026-01-01', true],
  ])('%s', (_, outer, inner, day, answer) => {
    expect(contains(jiyuan, outer, inner, day)).toBe(answer);
  });

  test.each([
    ['before the county ended', '990100', '990101001', '2020-05-31', true],
    ['not from the day on which it ended', '990100', '990101001', '2020-06-01', false],
    ['its successor from that day', '990100', '990102009', '2020-06-01', true],
    ['its successor not before', '990100', '990102009', '2020-05-31', false],
    ['the province through its city', '990000', '990102Z01', '2026-01-01', true],
    ['by a stated parent against the digits', '990200', '990103', '2026-01-01', true],
    ['and so not by the digits', '990100', '990103', '2026-01-01', false],
  ])('in a province of two cities: %s', (_, outer, inner, day, answer) => {
    expect(contains(province, outer, inner, day)).toBe(answer);
  });

  test('a code that ended leads to what took its place', () => {
    expect(codeAt(province, '990101001', '2020-05-31')).toBe('990101001');
    expect(codeAt(province, '990101001', '2024-01-01')).toBe('990102009');
    expect(codeAt(province, '990102009', '2020-01-01')).toBeUndefined();
    expect(prefixesWithin(province, '990200').sort()).toEqual(['990103', '9902']);
    expect(prefixesWithin(province, '990102')).toContain('990101');
  });
});

test('another city has departments of its own', () => {
  const [city] = province.children!;
  expect(ids(responsibleAt(city!, 'produce', '2026-01-01').leads)).toBe('tea');
  expect(nameAt(departmentOf(city!, 'tea'), '2020-01-01').zh).toBe('云岭市茶叶局');
  expect(nameAt(departmentOf(city!, 'tea'), '2026-01-01').zh).toBe('云岭市特色农业局');
});

describe('a file is refused with the path of its fault', () => {
  const text = readFileSync(file, 'utf8');
  // biome-ignore lint/suspicious/noExplicitAny: the drafts are wrong on purpose
  const cases: readonly (readonly [path: string, edit: (draft: any) => void])[] = [
    ['level', (d) => (d.level = 'city')],
    ['zh', (d) => delete d.zh],
    ['name', (d) => (d.name = 'x')],
    ['areas', (d) => (d.areas = [])],
    ['code', (d) => (d.code = '110000')],
    ['areas[0].verified', (d) => (d.areas[0].verified = 'yes')],
    ['areas[1].code', (d) => (d.areas[1].code = '99010')],
    ['areas[2]', (d) => d.areas.push({ ...d.areas[1] })],
    ['departments[0].leads[0]', (d) => (d.departments[0].leads = ['tea'])],
    ['departments[0].functions[0]', (d) => (d.departments[0].functions = ['none'])],
    ['departments[0].areas[0]', (d) => (d.departments[0].areas = ['419001'])],
    ['departments[0].names', (d) => (d.departments[0].names = [])],
    ['departments[0].successor', (d) => (d.departments[0].successor = 'none')],
    ['departments[1].id', (d) => d.departments.push(d.departments[0])],
    ['children[0].parent', (d) => (d.children[0].parent = 'other')],
    ['children[1].id', (d) => (d.children[1].id = 'yunling')],
    ['children[0].areas[1].to', (d) => (d.children[0].areas[1].to = '2020-02-30')],
    ['children[0].areas[1].successor', (d) => delete d.children[0].areas[1].to],
    ['children[0].departments[0].names[1].from', (d) => (d.children[0].departments[0].names[1].from = '2021-02-01')],
  ];
  test.each(cases)('%s', (path, edit) => {
    const draft = JSON.parse(text);
    edit(draft);
    expect(readJurisdiction(draft)).toMatchObject({ path });
  });

  test('and the start says it in one line, with the file and the repair', () => {
    const start = (name: string) => () => readConfig({ ZHUISU_JURISDICTION: join(import.meta.dirname, name) });
    expect(start('broken.json')).toThrow(
      /broken\.json, departments\[0\]\.leads\[0\]: came "tea", expected one of produce.*Correct the file/,
    );
    expect(start('absent.json')).toThrow(/ZHUISU_JURISDICTION is .*absent\.json/);
    expect(start('jurisdictions.test.ts')).toThrow(/ZHUISU_JURISDICTION is .*JSON/);
    for (const value of [null, [], 'x', 3]) expect(readJurisdiction(value)).toMatchObject({ path: 'the file' });
  });
});
