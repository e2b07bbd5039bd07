/** The page where codes are issued, in a real browser: order, double order, refusal, download. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveApp } from '../http/setup.ts';
import { type Browser, hasChromium, openBrowser } from './chromium.ts';

describe.skipIf(!hasChromium)('the issuing page', () => {
  let served: Served;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    execFileSync(process.execPath, [join(import.meta.dirname, '../../scripts/build.mjs')]);
    served = await serveApp();
    address = await served.app.listen({ host: '127.0.0.1', port: 0 });
    browser = await openBrowser({ viewport: { width: 360, height: 740 }, acceptDownloads: true });
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  it('issues, refuses more than was declared, and downloads what was issued', async () => {
    const page = await browser.context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${address}/issue`);
    await page.locator('#empty').waitFor();
    await page.fill('[name=product]', '6901234567892');
    await page.fill('[name=lot]', 'W1');
    await page.fill('[name=quantity]', '500');
    await page.fill('[name=declared]', '600');
    await page.click('#order button');
    await page.locator('#ranges li').waitFor();
    expect(await page.locator('#answer').textContent()).toContain('500');
    await page.fill('[name=quantity]', '200');
    await page.fill('[name=declared]', '');
    await page.click('#order button');
    await expect.poll(() => page.locator('#answer').textContent()).toContain('剩余 100');
    expect(await page.locator('#ranges li').count()).toBe(1);
    for (const [ending, start] of [
      ['csv', 'code,address'],
      ['xlsx', 'PK'],
      ['pdf', '%PDF'],
    ] as const) {
      const download = page.waitForEvent('download');
      await page.click(`#ranges [data-file$="${ending}"]`);
      const file = await (await download).path();
      expect(readFileSync(file).toString('latin1').startsWith(start)).toBe(true);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.screenshot({ path: join(tmpdir(), 'zhuisu-issue.png'), fullPage: true });
    expect(complaints).toEqual([]);
  }, 60_000);

  it('tells whoever is not signed in where to do so, and comes back', async () => {
    const closed = await serveApp({ env: { ZHUISU_ADMIN_TOKEN: 'a token that nobody has guessed' } });
    const page = await browser.context.newPage();
    try {
      await page.goto(`${await closed.app.listen({ host: '127.0.0.1', port: 0 })}/issue`);
      const link = page.locator('#answer a');
      expect(await link.getAttribute('href')).toBe('/sign-in?next=%2Fissue');
      await link.click();
      await page.waitForURL('**/sign-in?next=*');
    } finally {
      await page.close();
      await closed.close();
    }
  }, 60_000);
});
