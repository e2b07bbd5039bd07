/** Letters twice as large, as the setting of the browser has them: every face keeps within a telephone's width. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedIn } from '../console/browsing.ts';
import { apples, type ConsoleTown, openConsoleTown } from '../console/town.ts';
import { hasChromium, openBrowser } from './chromium.ts';

const open = [
  '/',
  `/t/${encodeURIComponent(apples)}`,
  '/report',
  '/register',
  '/enterprises',
  '/recalls',
  '/statistics',
  '/codes?code=91419001MA3X000102',
];
const office = ['', '/findings', '/firms', '/cases', '/complaints', '/notices', '/directory'];

/** How far the page is wider than the screen, and the size of its letters. */
async function wide(page: Page, address: string): Promise<{ over: number; size: number }> {
  await page.goto(address);
  await page.locator('h1').first().waitFor();
  await expect.poll(() => page.locator('.bone').count(), { timeout: 15_000 }).toBe(0);
  return page.evaluate(() => ({
    over: document.documentElement.scrollWidth - innerWidth,
    size: Number.parseFloat(getComputedStyle(document.body).fontSize),
  }));
}

async function enlarge(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 780 });
  const client = await page.context().newCDPSession(page);
  await client.send('Page.enable');
  await client.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
}

describe.skipIf(!hasChromium)('with letters twice as large', () => {
  let town: ConsoleTown;
  beforeAll(async () => {
    town = await openConsoleTown({ more: 6 });
  }, 120_000);
  afterAll(() => town?.close());

  it('the public pages fit on a telephone', async () => {
    const browser = await openBrowser({ locale: 'zh-CN' });
    const page = await browser.context.newPage();
    await enlarge(page);
    for (const path of open) {
      const { over, size } = await wide(page, `${town.address}${path}`);
      expect([path, size, over <= 1]).toEqual([path, 32, true]);
    }
    await browser.close();
  }, 120_000);

  it('the console fits too', async () => {
    const lead = await signedIn(town, 'lead');
    await enlarge(lead.page);
    for (const path of office) {
      const { over, size } = await wide(lead.page, `${town.address}/console${path}`);
      expect([path, size, over <= 1]).toEqual([path, 28, true]);
    }
    await lead.close();
  }, 120_000);
});
