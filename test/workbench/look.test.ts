/** Every screen at three widths: within the screen, free of what axe finds, without an error, and looked at (pictures in the temporary folder). */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { farmCode, farmPlace, lot, marketCode, openTown, openWorkbench, type Town, violations } from './town.ts';

const screens = [
  ['today', ''],
  ['choose', '/record'],
  ['form', '/record/produce/harvest'],
  ['form-many', '/record/produce/certificate'],
  ['sheet', '/record/produce/harvest/sheet'],
  ['queue', '/queue'],
  ['certificate', '/certificate'],
  ['stock', '/stock'],
  ['codes', '/codes'],
  ['uploads', '/uploads'],
  ['more', '/more'],
  ['licences', '/licences'],
  ['consents', '/consents'],
  ['members', '/members'],
  ['groups', '/groups'],
  ['recalls', '/recalls'],
  ['recall-new', `/recalls/new?code=${encodeURIComponent(lot('2026-K1'))}`],
  ['sandbox', '/sandbox'],
  ['lot', `/lot?code=${encodeURIComponent(lot('2026-K1'))}`],
  ['nowhere', '/nowhere'],
] as const;

/** How far what was on the screen moved while the page came (Layout Instability API). */
const shifts = (): Promise<number> =>
  new Promise((done) => {
    new PerformanceObserver((list, observer) => {
      observer.disconnect();
      const all = list.getEntries() as (PerformanceEntry & { value: number })[];
      done(all.reduce((sum, { value }) => sum + value, 0));
    }).observe({ type: 'layout-shift', buffered: true });
    // Where nothing moved nothing is told.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(0))));
  });

describe.skipIf(!hasChromium)('the screens of the workbench', () => {
  let town: Town;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    town = await openTown();
    browser = await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
    const at = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
    await town.record('farm', 'harvest', {
      time: at(50),
      place: farmPlace,
      crop: lot('2026-P1'),
      lot: lot('2026-K1'),
      lotQuantity: 800,
      lotUnit: 'KGM',
      harvestDate: at(50).slice(0, 10),
      origin: '419001101',
    });
    for (const [note, quantity] of [
      ['D-1', 120],
      ['D-2', 80],
    ] as const)
      await town.record('farm', 'shipping', {
        time: at(20),
        place: farmPlace,
        lot: lot('2026-K1'),
        lotQuantity: quantity,
        lotUnit: 'KGM',
        customer: marketCode,
        delivery: note,
        certificateNo: 'HGZ-2026-000017',
        toMarket: false,
      });
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  async function look(page: Page, name: string): Promise<void> {
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      if (widest > width) complaints.push(`${name} is ${widest} wide on a screen of ${width}`);
      await page.screenshot({ path: join(tmpdir(), `zhuisu-bench-${name}-${width}.png`), fullPage: true });
      if (width !== 768) complaints.push(...(await violations(page)).map((each) => `${name} ${width}: ${each}`));
    }
  }

  it('fit, are without serious faults for those who cannot see, and raise no error', async () => {
    const { page, complaints: said } = await openWorkbench(town, browser.context, 'farmer');
    for (const [name, path] of screens) {
      await page.goto(`${town.address}/workbench${path}`);
      await page.locator('main h1, main .empty').first().waitFor();
      await expect.poll(() => page.locator('.bone').count(), { message: `${name} goes on loading`, timeout: 10_000 }).toBe(0);
      const moved = await page.evaluate(shifts);
      // A hundredth is what a reader does not notice; 0.1 is what web.dev calls good.
      if (moved > 0.1) complaints.push(`${name} moves by ${moved} while it loads`);
      await look(page, name);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const path of ['', '/record/produce/harvest', '/more']) {
      await page.goto(`${town.address}/workbench${path}`);
      await page.locator('main h1').first().waitFor();
      await expect.poll(() => page.locator('.bone').count()).toBe(0);
      await look(page, `dark${path.replaceAll('/', '-')}`);
    }
    expect([...complaints, ...said]).toEqual([]);
    expect(farmCode).toHaveLength(18);
  }, 240_000);

  it('show a buyer what comes', async () => {
    const other = await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
    try {
      const { page, complaints: said } = await openWorkbench(town, other.context, 'grocer');
      await page
        .getByRole('link', { name: /确认或拒收/ })
        .first()
        .waitFor();
      expect(await page.getByRole('link', { name: /确认或拒收/ }).count()).toBe(2);
      await look(page, 'today-market');
      await page
        .getByRole('link', { name: /确认或拒收/ })
        .first()
        .click();
      await page.getByRole('button', { name: /拒收/ }).waitFor();
      await look(page, 'delivery');
      expect([...complaints, ...said]).toEqual([]);
    } finally {
      await other.close();
    }
  }, 120_000);
});
