/** What rules found at capture becomes findings: of what was recorded and of what was refused, one a rule, firm and month. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { registryOf } from '../../src/organisations/index.ts';
import { allFindings } from '../../src/store/index.ts';
import { detectors, Watch } from '../../src/watch/index.ts';
import { asActor, firmId, now, placeUri, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: ReturnType<typeof buildApp>;
let clock = now;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => clock, { principalOf });
  await settleCity(opened.store);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

const record = async (stage: string, more: object) => {
  const { example } = (await app.inject({ url: `/api/v1/categories/produce/stages/${stage}` })).json();
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/records/produce/${stage}`,
    headers: { 'content-type': 'application/json', ...asActor('farm') },
    payload: JSON.stringify([{ ...example, place: placeUri('farm'), ...more }]),
  });
  expect(answer.json().records, answer.body).toBeDefined();
  return answer.json().records[0].status as string;
};

it('opens one finding a rule, closes none by itself, and says the same when it is found anew', async () => {
  const lot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}:1`;
  expect(await record('application', { id: 'urn:test:spray', crop: lot('crop') })).toBe('stored');
  const harvest = (day: string): Promise<string> =>
    record('harvest', {
      id: `urn:test:harvest:${day}`,
      crop: lot('crop'),
      lot: lot(`harvest${day}`),
      time: `2026-05-${day}T16:00:00+08:00`,
    });
  for (const day of ['01', '02', '03']) expect(await harvest(day)).toBe('refused');
  const registry = registryOf(opened.store);
  const watch = new Watch({
    store: opened.store,
    detectors,
    firmsOf: (uris) => registry.partiesOf(uris),
    now: () => clock + 60_000,
    log: () => {},
  });
  const blocked = async () =>
    (await allFindings(opened.store.database)).filter(
      ({ detector, cause }) => detector === 'rule_failed' && cause.startsWith('AG-04 '),
    );
  await watch.catchUp();
  const [finding, ...others] = await blocked();
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ organisation: firmId('farm'), category: 'produce', count: 3, resolvedAt: null });
  expect(finding!.toldZh).toContain('（已拒收）');
  expect([...finding!.evidence.events].sort()).toEqual(['01', '02', '03'].map((day) => `urn:test:harvest:${day}`));
  await watch.catchUp();
  expect(await blocked()).toEqual([finding]);
  // Whoever sends it again, not having read the answer, did nothing more.
  clock += 600_000;
  expect(await harvest('02')).toBe('refused');
  await watch.catchUp();
  expect(await blocked()).toEqual([finding]);
  await watch.rebuild();
  await watch.catchUp();
  expect(await blocked()).toEqual([finding]);
});
