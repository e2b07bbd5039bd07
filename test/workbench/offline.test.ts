/** Records made without network: kept, sent later in order, once each; with the network cut, the tab killed, an answer lost. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { farmPlace, lot, openTown, openWorkbench, type Town } from './town.ts';

describe.skipIf(!hasChromium)('the workbench without network', () => {
  let town: Town;
  let browser: Browser;

  beforeAll(async () => {
    town = await openTown();
    browser = await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  });
  afterEach(async () => {
    await browser.context.setOffline(false);
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  const form = '/record/produce/harvest';
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

  async function fill(page: Page, name: string, quantity: string): Promise<void> {
    await page.locator('#f-lot').fill(lot(name));
    await page.getByLabel('采收批次数量').fill(quantity);
    await page.locator('#f-crop').fill(lot('2026-P1'));
    await page.fill('#f-harvestDate', day);
    await page.getByRole('button', { name: /提交/ }).click();
  }
  /** Quantities of what the server holds, in the order in which it came. */
  async function stored(): Promise<number[]> {
    const answer = await town.get('/epcis/events?EQ_bizStep=commissioning&orderBy=recordTime&orderDirection=ASC&perPage=100');
    return answer
      .json()
      .epcisBody.queryResults.resultsBody.eventList.map((event: { ilmd: object; quantityList?: { quantity: number }[] }) => event)
      .map((event: Record<string, { quantity: number }[]>) => (event.outputQuantityList ?? event.quantityList)!.at(-1)!.quantity);
  }
  const workerReady = (page: Page): Promise<unknown> =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      if (registration.active?.state !== 'activated')
        await new Promise((done) => registration.active!.addEventListener('statechange', done, { once: true }));
    });

  it('keeps what is recorded, also when the tab is killed, and sends it in order once the network is back', async () => {
    const { page, complaints } = await openWorkbench(town, browser.context, 'farmer', form);
    await page.locator('#f-lot').waitFor();
    await workerReady(page);
    await browser.context.setOffline(true);
    await fill(page, 'O1', '11');
    await page.locator('.outcome-title.warn').waitFor();
    expect(await page.locator('.standing').textContent()).toContain('1 条待发');
    await page.getByRole('button', { name: /再记一条/ }).click();
    await fill(page, 'O2', '12');
    await page.locator('.outcome-title.warn').waitFor();
    expect(await stored()).toEqual([]);
    // The tab goes without a word.
    const session = await browser.context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    // Nobody is left to answer this.
    session.send('Page.crash').catch(() => {});
    await crashed;
    await page.close();
    const again = await browser.context.newPage();
    await again.goto(`${town.address}/workbench/queue`);
    await again.locator('.item').nth(1).waitFor();
    expect(await again.locator('.tag.warn').allTextContents()).toEqual(['待发 waiting', '待发 waiting']);
    // Still without network a form opens and takes a third.
    await again.goto(`${town.address}/workbench${form}`);
    await again.locator('#f-lot').waitFor();
    await fill(again, 'O3', '13');
    await again.locator('.outcome-title.warn').waitFor();
    await browser.context.setOffline(false);
    await expect.poll(stored, { timeout: 20_000 }).toEqual([11, 12, 13]);
    await again.goto(`${town.address}/workbench/queue`);
    await expect.poll(() => again.locator('.tag.ok').count(), { timeout: 20_000 }).toBe(3);
    expect(complaints).toEqual([]);
    await again.close();
  }, 120_000);

  it('makes one record of one whose answer was lost', async () => {
    const { page, complaints } = await openWorkbench(town, browser.context, 'farmer', form);
    await page.locator('#f-lot').waitFor();
    let lost = 0;
    await page.route('**/api/v1/records/**', async (route) => {
      await route.fetch();
      lost++;
      await route.abort('connectionreset');
    });
    const before = (await stored()).length;
    await fill(page, 'L1', '21');
    await page.locator('.outcome-title.warn').waitFor();
    expect(lost).toBeGreaterThan(0);
    expect((await stored()).length).toBe(before + 1);
    await page.unroute('**/api/v1/records/**');
    await page.goto(`${town.address}/workbench/queue`);
    await expect
      .poll(() => page.locator('.item', { hasText: 'L1' }).locator('.tag').textContent(), { timeout: 20_000 })
      .toContain('已到达');
    expect((await stored()).filter((quantity) => quantity === 21)).toEqual([21]);
    expect(complaints).toEqual([]);
    await page.close();
  }, 90_000);

  it('loses and doubles nothing when the tab is killed while it sends', async () => {
    const { page } = await openWorkbench(town, browser.context, 'farmer', form);
    await page.locator('#f-lot').waitFor();
    await workerReady(page);
    await browser.context.setOffline(true);
    for (const [name, quantity] of [
      ['K1', '41'],
      ['K2', '42'],
      ['K3', '43'],
    ] as const) {
      await fill(page, name, quantity);
      await page.locator('.outcome-title.warn').waitFor();
      if (name !== 'K3') await page.getByRole('button', { name: /再记一条/ }).click();
    }
    // The first arrives, and before its answer does the tab is gone.
    let arrived = (): void => {};
    const first = new Promise<void>((done) => {
      arrived = done;
    });
    await page.route('**/api/v1/records/**', async (route) => {
      await route.fetch().catch(() => {});
      arrived();
    });
    await browser.context.setOffline(false);
    // What the device says of its network is not told to a page that was emulated off it.
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await first;
    const session = await browser.context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    session.send('Page.crash').catch(() => {});
    await crashed;
    await page.close();
    const again = await browser.context.newPage();
    await again.goto(`${town.address}/workbench/queue`);
    await expect
      .poll(async () => (await stored()).filter((quantity) => quantity > 40 && quantity < 50), { timeout: 30_000 })
      .toEqual([41, 42, 43]);
    await expect.poll(() => again.locator('.tag.warn').count(), { timeout: 20_000 }).toBe(0);
    expect((await stored()).filter((quantity) => quantity > 40 && quantity < 50)).toEqual([41, 42, 43]);
    await again.close();
  }, 120_000);

  it('loses nothing to a server that fails, and goes on where it was', async () => {
    const { page, complaints } = await openWorkbench(town, browser.context, 'farmer', form);
    await page.locator('#f-lot').waitFor();
    await page.route('**/api/v1/records/**', (route) => route.fulfill({ status: 502, body: '<h1>Bad gateway</h1>' }));
    await fill(page, 'F1', '31');
    await page.locator('.outcome-title.warn').waitFor();
    await page.getByRole('link', { name: /查看待发/ }).click();
    expect(await page.locator('.notice').first().textContent()).toContain('没有应答');
    await page.unroute('**/api/v1/records/**');
    await page.getByRole('button', { name: /现在重试/ }).click();
    await expect.poll(async () => (await stored()).includes(31), { timeout: 20_000 }).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  }, 90_000);

  it('is installable: a manifest with icons that are there, a worker that governs its pages', async () => {
    const page = await browser.context.newPage();
    await page.goto(`${town.address}/workbench`);
    await workerReady(page);
    const session = await browser.context.newCDPSession(page);
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
    const manifest = (await town.get('/workbench/manifest.webmanifest')).json();
    for (const { src, type } of manifest.icons) {
      const icon = await town.get(src);
      expect([src, icon.statusCode, icon.headers['content-type']]).toEqual([src, 200, type]);
    }
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.scope)).toBe(
      `${town.address}/workbench`,
    );
    expect(farmPlace).toContain('414');
    await page.close();
  }, 60_000);
});
