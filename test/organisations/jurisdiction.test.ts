/** Bodies and areas as the file of a jurisdiction says. */
// biome-ignore-all lint/suspicious/noExplicitAny: answers are read as they come
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { actingOf, bodyId, seedJurisdiction } from '../../src/organisations/index.ts';
import { organisationById } from '../../src/store/index.ts';
import { now } from '../http/setup.ts';
import { json, openRegister } from './registering.ts';

let register: Awaited<ReturnType<typeof openRegister>>;

beforeAll(async () => {
  register = await openRegister();
});
afterAll(() => register.served.close());

describe('the bodies of the jurisdiction', () => {
  it('are organisations from the start, with the names of today', async () => {
    const { database } = register.served.store;
    expect(await organisationById(database, bodyId('jiyuan', 'agriculture'))).toMatchObject({
      kind: 'department',
      name: '济源市农业农村局',
      status: 'active',
      areas: ['419001'],
      department: 'agriculture',
    });
    expect(await organisationById(database, bodyId('jiyuan', 'food_drug'))).toMatchObject({ status: 'closed' });
    expect(await organisationById(database, bodyId('jiyuan', 'town-101'))).toMatchObject({
      kind: 'township',
      areas: ['419001101'],
    });
  });

  it('are seeded once, and follow the file of the jurisdiction', async () => {
    expect(await seedJurisdiction(register.served.store, jiyuan, now)).toBe(0);
    const [first, ...others] = jiyuan.departments;
    const renamed = {
      ...jiyuan,
      departments: [{ ...first!, names: [{ zh: '济源市商贸局', en: 'Trade', source: 'test', verified: false }] }, ...others],
    };
    expect(await seedJurisdiction(register.served.store, renamed, now)).toBe(1);
    expect((await organisationById(register.served.store.database, bodyId('jiyuan', 'commerce')))?.name).toBe('济源市商贸局');
    expect(await seedJurisdiction(register.served.store, jiyuan, now)).toBe(1);
    expect(await seedJurisdiction(register.served.store, { ...jiyuan, departments: others }, now)).toBe(1);
    expect((await organisationById(register.served.store.database, bodyId('jiyuan', 'commerce')))?.status).toBe('closed');
    expect(await seedJurisdiction(register.served.store, jiyuan, now)).toBe(1);
  });

  it('act with the mandate of the file', async () => {
    expect(await actingOf(register.served.store, jiyuan, bodyId('jiyuan', 'commerce'))).toMatchObject({
      kind: 'department',
      areas: ['419001'],
      mandate: { coordinates: true, leads: [], joins: expect.arrayContaining(['produce']) },
    });
    expect((await actingOf(register.served.store, jiyuan, bodyId('jiyuan', 'market')))?.mandate?.leads).toEqual([
      'food',
      'medical',
      'equipment',
    ]);
    expect(await actingOf(register.served.store, jiyuan, bodyId('jiyuan', 'food_drug'))).toBeUndefined();
    expect(await actingOf(register.served.store, jiyuan, bodyId('jiyuan', 'insurance'))).not.toHaveProperty('mandate');
  });
});

test('a province of two cities is served from its file alone', async () => {
  const config = readConfig({ ZHUISU_JURISDICTION: join(import.meta.dirname, '../jurisdictions/province.json') });
  const app = buildApp(register.served.store, config, () => now);
  const local = { host: 'localhost:8080', 'content-type': 'application/json' };
  const answer = json(await app.inject({ url: '/api/v1/jurisdiction', headers: local }));
  expect([answer.id, ...answer.children.map((each: any) => each.id)]).toEqual(['beihe', 'yunling', 'hukou']);
  expect(await organisationById(register.served.store.database, bodyId('yunling', 'tea'))).toMatchObject({
    name: '云岭市特色农业局',
    areas: ['990100'],
    jurisdiction: 'yunling',
  });
  const acting = await actingOf(register.served.store, config.jurisdiction, bodyId('yunling', 'tea'));
  expect(acting?.mandate).toMatchObject({ leads: ['produce'], functions: ['fields', 'tea_tax'], coordinates: false });
  const send = async (areas: string[]) =>
    json(
      await app.inject({
        method: 'POST',
        url: '/api/v1/organisations',
        headers: local,
        payload: JSON.stringify({ name: '石门茶场', form: 'family_farm', areas }),
      }),
    );
  expect(await send(['石门街道'])).toMatchObject({ areas: ['990102009'], status: 'registered' });
  expect(await send(['990101001'])).toMatchObject({ path: 'areas[0]', expected: '990102009' });
  const inCity = json(await app.inject({ url: '/api/v1/organisations?area=990100&kind=enterprise', headers: local }));
  expect(inCity.organisations.map((each: any) => each.name)).toEqual(['石门茶场']);
  await app.close();
});

test('the jurisdiction is told as it was on a day', async () => {
  const at = async (day: string) => json(await register.served.stranger('GET', `/api/v1/jurisdiction?at=${day}`));
  const [then, today] = [await at('2018-06-01'), await at('2026-11-24')];
  const named = (answer: any, id: string) => answer.departments.find((each: any) => each.id === id)?.zh;
  expect([named(then, 'agriculture'), named(today, 'agriculture')]).toEqual(['济源市农牧局', '济源市农业农村局']);
  expect([named(then, 'market'), named(today, 'food_drug')]).toEqual([undefined, undefined]);
  const food = (answer: any) => answer.categories.find((each: any) => each.id === 'food').leads;
  expect([food(then), food(today)]).toEqual([['food_drug'], ['market']]);
  expect(today.departments.find((each: any) => each.id === 'market').verified).toBe(false);
});
