/** A server of its own that is stopped, killed and started again on the same data, with records waiting in the browser. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { goes, type Running, removeFolder, serve, stop, temporaryFolder } from '../start/servers.ts';
import { farmCode, farmPlace, lot, password } from './town.ts';

const token = 'token-of-this-test';
const soon = { timeout: 60_000 };

/** A port that nobody has: the server must come back at the same address. */
const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

describe.skipIf(!hasChromium)('a server that starts anew', () => {
  let folder: string;
  let port: number;
  let running: Running;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  const begin = async (): Promise<void> => {
    running = await serve(folder, { PORT: String(port), ZHUISU_ADMIN_TOKEN: token });
  };
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${running.address}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    port = await freePort();
    await begin();
    const { id } = await call('POST', '/api/v1/organisations', {
      name: '北山果园',
      kind: 'enterprise',
      form: 'cooperative',
      uscc: farmCode,
      areas: ['419001'],
      categories: ['produce'],
      address: '河南省济源市',
    });
    await call('POST', `/api/v1/organisations/${id}/decisions`, { decision: 'approve', reason: 'test' });
    await call('POST', `/api/v1/organisations/${id}/sites`, {
      name: '北山一号园',
      kind: 'other',
      area: '419001',
      identifiers: [farmPlace],
    });
    const { firstPassword } = await call('POST', '/api/v1/accounts', {
      organisation: id,
      kind: 'person',
      name: '果农',
      login: 'farmer',
      roles: ['recorder'],
    });
    browser = await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    page = await browser.context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${running.address}/sign-in?next=/workbench`);
    await page.fill('[name=login]', 'farmer');
    await page.fill('[name=password]', String(firstPassword));
    await page.click('main button');
    // The first password is good for choosing another.
    await page.waitForURL('**/sign-in/password**');
    for (const field of await page.locator('input[type=password]').all())
      await field.fill((await field.getAttribute('autocomplete')) === 'current-password' ? String(firstPassword) : password);
    await page.click('main button');
    await page.waitForURL('**/workbench');
    await page.goto(`${running.address}/workbench/record/produce/harvest`);
    await page.locator('#f-lot').waitFor();
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      if (registration.active?.state !== 'activated')
        await new Promise((done) => registration.active!.addEventListener('statechange', done, { once: true }));
    });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    if (running !== undefined) await stop(running);
    if (folder !== undefined) await removeFolder(folder);
  });

  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  async function record(name: string, quantity: number): Promise<void> {
    await page.goto(`http://127.0.0.1:${port}/workbench/record/produce/harvest`);
    await page.locator('#f-lot').waitFor();
    await page.locator('#f-lot').fill(lot(name));
    await page.getByLabel('采收批次数量').fill(String(quantity));
    await page.locator('#f-crop').fill(lot('2026-P1'));
    await page.fill('#f-harvestDate', day);
    await page.getByRole('button', { name: /提交/ }).click();
    await page.locator('.outcome-title').waitFor();
  }
  /** What the server holds, in the order in which it came. */
  async function stored(): Promise<number[]> {
    const { epcisBody } = (await call(
      'GET',
      '/epcis/events?EQ_bizStep=commissioning&orderBy=recordTime&orderDirection=ASC&perPage=100',
    )) as unknown as { epcisBody: { queryResults: { resultsBody: { eventList: Record<string, { quantity: number }[]>[] } } } };
    return epcisBody.queryResults.resultsBody.eventList.map(
      (event) => (event.outputQuantityList ?? event.quantityList)!.at(-1)!.quantity,
    );
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    if (signal === 'SIGTERM') return stop(running);
    process.kill(running.serverPid, signal);
    expect(await goes(running.serverPid)).toBe(true);
    // The keeper of the database ends with its owner.
    expect(await goes(running.databasePid)).toBe(true);
  };

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'loses no record to %s and makes none twice',
    async (signal) => {
      const before = await stored();
      const [first, second] = signal === 'SIGTERM' ? [101, 102] : [201, 202];
      await end(signal);
      // Nobody is there: the page comes from the device, and what is recorded stays on it.
      await record(`${signal}-1`, first);
      expect(await page.locator('.outcome-title').textContent()).toContain('本机');
      await record(`${signal}-2`, second);
      expect(await page.locator('.standing').textContent()).toContain('2 条待发');
      await begin();
      await expect.poll(stored, soon).toEqual([...before, first, second]);
      await page.goto(`${running.address}/workbench/queue`);
      await expect.poll(() => page.locator('.tag.warn').count(), soon).toBe(0);
      expect(await stored()).toEqual([...before, first, second]);
    },
    240_000,
  );

  it('is killed after it has stored a record and before it has said so: the record is there once, and the next follows it', async () => {
    const before = await stored();
    let killed = 0;
    await browser.context.route('**/api/v1/records/**', async (route) => {
      if (killed++ > 0) return route.continue();
      const answer = await route.fetch();
      expect(answer.status()).toBe(200);
      await end('SIGKILL');
      await route.abort('connectionreset');
    });
    await record('lost-1', 301);
    await record('lost-2', 302);
    expect(killed).toBeGreaterThan(0);
    await begin();
    await expect.poll(stored, soon).toEqual([...before, 301, 302]);
    await browser.context.unroute('**/api/v1/records/**');
    await page.goto(`${running.address}/workbench/queue`);
    await expect.poll(() => page.locator('.tag.warn').count(), soon).toBe(0);
    expect((await stored()).filter((quantity) => quantity === 301)).toHaveLength(1);
    expect(complaints).toEqual([]);
  }, 240_000);
});
