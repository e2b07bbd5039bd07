import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jiyuan } from '../../src/jurisdictions/index.ts';
import { actingOf, bodyId, seedJurisdiction } from '../../src/organisations/index.ts';
import { organisationById } from '../../src/store/index.ts';
import { now, type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
  await served.app.ready();
});
afterAll(() => served.close());

describe('the bodies of the jurisdiction', () => {
  it('are organisations from the start, with the names of today', async () => {
    const { database } = served.store;
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
    expect(await seedJurisdiction(served.store, jiyuan, now)).toBe(0);
    const [first, ...others] = jiyuan.departments;
    const renamed = {
      ...jiyuan,
      departments: [{ ...first!, names: [{ zh: '济源市商贸局', en: 'Trade', source: 'test', verified: false }] }, ...others],
    };
    expect(await seedJurisdiction(served.store, renamed, now)).toBe(1);
    expect((await organisationById(served.store.database, bodyId('jiyuan', 'commerce')))?.name).toBe('济源市商贸局');
    expect(await seedJurisdiction(served.store, jiyuan, now)).toBe(1);
  });

  it('act with the mandate of the file', async () => {
    expect(await actingOf(served.store, jiyuan, bodyId('jiyuan', 'commerce'))).toMatchObject({
      kind: 'department',
      areas: ['419001'],
      mandate: { coordinates: true, leads: [], joins: expect.arrayContaining(['produce']) },
    });
    expect((await actingOf(served.store, jiyuan, bodyId('jiyuan', 'market')))?.mandate?.leads).toEqual([
      'food',
      'medical',
      'equipment',
    ]);
    expect(await actingOf(served.store, jiyuan, bodyId('jiyuan', 'food_drug'))).toBeUndefined();
    expect(await actingOf(served.store, jiyuan, bodyId('jiyuan', 'insurance'))).not.toHaveProperty('mandate');
  });
});
