/** Requests of the same moment: what two of them would break together one of them is refused for, or alarmed, as if it had come second. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { openStore, type Store } from '../../src/store/index.ts';
import { asActor, now, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let other: Store;
/** Two processes of one database, as far as the log knows. */
let apps: readonly [FastifyInstance, FastifyInstance];
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  const { host, database } = opened.store.database.pool.options;
  const databaseUrl = `postgres://zhuisu@localhost/${database}?host=${encodeURIComponent(String(host))}`;
  other = await openStore({ dataDir: opened.dataDir, databaseUrl });
  const app = (store: Store): FastifyInstance => buildApp(store, readConfig({}), () => now, { principalOf });
  apps = [app(opened.store), app(other)];
  await settleCity(opened.store);
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await other.close();
  await opened.close();
});

interface Status {
  readonly status: string;
  readonly rules?: readonly { readonly rule: string; readonly outcome: string }[];
  readonly errors?: readonly { readonly code: string; readonly rule?: string }[];
}

async function send(app: FastifyInstance, stage: string, records: readonly object[]): Promise<Status[]> {
  const [category, id] = stage.split('/') as [string, string];
  const { example } = shippedProfiles.find((each) => each.category === category)!.stages.find((each) => each.id === id)!;
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/records/${stage}`,
    headers: { 'content-type': 'application/json', ...asActor('operator') },
    payload: JSON.stringify(records.map((each) => ({ ...example, ...each }))),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().records;
}

async function state(register: string, rows: readonly object[]): Promise<void> {
  const answer = await apps[0].inject({
    method: 'POST',
    url: `/api/v1/registers/rare_earth/${register}`,
    headers: { 'content-type': 'application/json', ...asActor('operator') },
    payload: JSON.stringify(rows),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json().refused ?? 0, answer.body).toBe(0);
}

const told = ({ rules = [] }: Status): string[] => rules.filter(({ outcome }) => outcome === 'fails').map(({ rule }) => rule);

const ways = { 'one process': [0, 0], 'two processes': [0, 1] } as const;
/** Pairs sent at once: of one alone the second may come late by chance. */
const pairs = Array.from({ length: 12 }, (_, n) => n);

describe.each(Object.entries(ways))('of %s', (name, [first, second]) => {
  const own = name.replaceAll(' ', '-');
  const lot = (of: string, n: number): string => `urn:zhuisu:lot:91419001MA3X000102:${own}-${of}:${n}`;
  /** The same stage twice at the same moment, for each pair; what the two of each pair were told. */
  const twice = (stage: string, record: (n: number, which: 'a' | 'b') => object): Promise<Status[][]> =>
    Promise.all(
      pairs.map(async (n) =>
        (await Promise.all([send(apps[first], stage, [record(n, 'a')]), send(apps[second], stage, [record(n, 'b')])])).flat(),
      ),
    );

  test('two shipments of the whole of one lot: one is stored, the other refused', async () => {
    const packed = pairs.map((n) => ({ from: [{ code: lot('harvest', n), quantity: 780, unit: 'KGM' }], lot: lot('packed', n) }));
    expect((await send(apps[0], 'produce/packing', packed)).map(({ status }) => status)).toEqual(pairs.map(() => 'stored'));
    const answers = await twice('produce/shipping', (n, which) => ({
      lot: lot('packed', n),
      lotQuantity: 156,
      delivery: `D-${own}-${n}-${which}`,
    }));
    for (const pair of answers) {
      expect(pair.map(({ status }) => status).sort()).toEqual(['refused', 'stored']);
      expect(pair.find(({ status }) => status === 'refused')!.errors).toMatchObject([{ code: 'rule_blocked', rule: 'AG-03' }]);
    }
  });

  test('two sales of one pack: one is stored, and the other is refused and told to be a second one', async () => {
    const unit = (n: number): string => `https://id.gs1.org/01/06901234567892/21/${first + second}${n}`;
    const received = pairs.map((n) => ({ codes: [unit(n)], billNo: `RK-${own}-${n}` }));
    expect((await send(apps[0], 'medical/purchase_receipt', received)).map(({ status }) => status)).toEqual(
      pairs.map(() => 'stored'),
    );
    const answers = await twice('medical/retail', (n, which) => ({ codes: [unit(n)], billNo: `R-${own}-${n}-${which}` }));
    for (const pair of answers) {
      expect(pair.map(({ status }) => status).sort()).toEqual(['refused', 'stored']);
      expect(pair.filter((each) => told(each).includes('DR-02'))).toHaveLength(1);
    }
  });

  test('two uses of a quota that has room for one', async () => {
    const quota = (n: number): string => `Q-${own}-${n}`;
    const { example } = shippedProfiles
      .find(({ category }) => category === 'rare_earth')!
      .stages.find(({ id }) => id === 'separation')!;
    const enterprise = 'urn:zhuisu:uscc:91419001MA00000154';
    const row = { enterprise, kind: 'separation', year: 2026, from: '2026-01-01', until: '2026-12-31' };
    const rows = pairs.map((n) => ({
      key: quota(n),
      row: { ...row, reoMass: Number(example.reoOut) * 1.5 },
      from: '2026-01-01',
    }));
    await state('quota', rows);
    await state('rare_earth_enterprise', [
      {
        key: enterprise,
        row: { mining: false, separating: true, role: 'separator', from: '2024-10-01', until: '2027-12-31' },
        from: '2024-10-01',
      },
    ]);
    const answers = await twice('rare_earth/separation', (n, which) => ({
      quotaNo: quota(n),
      products: [{ code: lot(`oxide-${which}`, n), quantity: 1150, unit: 'KGM' }],
    }));
    for (const pair of answers)
      expect(
        pair.filter((each) => told(each).includes('RE-02a')),
        JSON.stringify(pair),
      ).toHaveLength(1);
  });
});

test('what is sent at once by many about one thing is all recorded, in some order', async () => {
  const lot = 'urn:zhuisu:lot:91419001MA3X000102:asked-by-many:1';
  const packed = { from: [{ code: `${lot}-harvest`, quantity: 780, unit: 'KGM' }], lot };
  expect(await send(apps[0], 'produce/packing', [packed])).toMatchObject([{ status: 'stored' }]);
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      send(apps[n % 2]!, 'produce/shipping', [{ lot, lotQuantity: 10, delivery: `D-many-${n}` }]),
    ),
  );
  const statuses = answers.flat().map(({ status }) => status);
  // 156 cases and the tolerance of the rule: fifteen times ten.
  expect(statuses.filter((status) => status === 'stored')).toHaveLength(15);
  expect(statuses.filter((status) => status === 'refused')).toHaveLength(9);
});
