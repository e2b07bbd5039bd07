/** The city into a running installation, through its public interface alone. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generate } from '../../simulator/city/index.ts';
import { hearing } from '../../simulator/hearing.ts';
import { simulateInto } from '../../simulator/run.ts';
import { Zhuisu } from '../../src/client/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';

async function* pages(zhuisu: Zhuisu): AsyncGenerator<{ readonly code: string }> {
  const { complaints } = await zhuisu.ask<{ complaints: { code: string }[] }>('/api/v1/complaints?perPage=1000');
  yield* complaints;
}

it('registers its firms and records what they do; what rules forbid is refused and counted; consumers scan and complain', async () => {
  const opened = (await engines[0]!.open())!;
  const folder = await mkdtemp(join(tmpdir(), 'zhuisu-city-'));
  const app = buildApp(opened.store, readConfig({ ZHUISU_WEBHOOK_ALLOW: '127.0.0.1' }));
  try {
    await app.listen({ host: '127.0.0.1', port: 0 });
    const baseUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const zhuisu = new Zhuisu({ baseUrl });
    const system = await hearing(zhuisu, 0);
    const city = generate({ firms: 60, days: 6, seed: 'a', rate: 0.3, quiet: 0, rest: 0 });
    const consumers = new Zhuisu({ baseUrl, retries: 0 });
    const truth = join(folder, 'truth.jsonl');
    const { events, ways, refused, scans, complaints, unheard } = await simulateInto(
      zhuisu,
      city,
      { truth, consumers },
      () => {},
    );
    expect([...refused.keys()].filter((code) => code !== 'rule_blocked')).toEqual([]);
    expect([...ways.keys()].sort()).toEqual(['events', 'form', 'sheet', 'workbook']);
    expect([...ways.values()].reduce((sum, each) => sum + each, 0)).toBe(events);
    let stored = 0;
    for await (const _ of zhuisu.events({})) stored++;
    expect(stored).toBe(events - (refused.get('rule_blocked') ?? 0));
    expect(stored).toBeGreaterThan(events / 2);
    // Somebody's system was told of each of them.
    await expect.poll(() => system.heard.size, { timeout: 30_000 }).toBe(stored);
    await system.close();
    const names = new Set(city.register.map(({ organisation }) => organisation.name));
    for await (const { name, status } of zhuisu.organisations.find({ kind: 'enterprise' }))
      if (names.delete(name)) expect(status).toBe('active');
    expect([...names]).toEqual([]);
    expect(scans).toBe(city.scans.length);
    expect(scans).toBeGreaterThan(0);
    const lines: string[] = [];
    for await (const complaint of pages(zhuisu)) lines.push(complaint.code);
    expect(lines.sort()).toEqual(city.complaints.map(({ thing }) => thing).sort());
    expect([complaints, [...unheard]]).toEqual([3, []]);
    expect((await readFile(truth, 'utf8')).split('\n').filter(Boolean)).toHaveLength(city.truths().length);
  } finally {
    await app.close();
    await opened.close();
    await rm(folder, { recursive: true, force: true });
  }
});
