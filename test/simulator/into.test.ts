/** The city into a running installation, through its public interface alone. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generate } from '../../simulator/city/index.ts';
import { simulateInto } from '../../simulator/run.ts';
import { Zhuisu } from '../../src/client/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';

it('registers its firms and records what they do; what rules forbid is refused and counted', async () => {
  const opened = (await engines[0]!.open())!;
  const folder = await mkdtemp(join(tmpdir(), 'zhuisu-city-'));
  const app = buildApp(opened.store, readConfig({}));
  try {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const zhuisu = new Zhuisu({ baseUrl: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` });
    const city = generate({ firms: 24, days: 1, seed: 'live' });
    const truth = join(folder, 'truth.jsonl');
    const { events, refused } = await simulateInto(zhuisu, city, { truth }, () => {});
    expect([...refused.keys()].filter((code) => code !== 'rule_blocked')).toEqual([]);
    let stored = 0;
    for await (const _ of zhuisu.events({})) stored++;
    expect(stored).toBe(events - (refused.get('rule_blocked') ?? 0));
    expect(stored).toBeGreaterThan(events / 2);
    const names = new Set(city.register.map(({ organisation }) => organisation.name));
    for await (const { name, status } of zhuisu.organisations.find({ kind: 'enterprise' }))
      if (names.delete(name)) expect(status).toBe('active');
    expect([...names]).toEqual([]);
    expect((await readFile(truth, 'utf8')).split('\n').filter(Boolean)).toHaveLength(city.truths().length);
  } finally {
    await app.close();
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  }
});
