import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoDocuments, demoExamples } from '../../simulator/demo-city.ts';
import { capture } from '../../src/capture/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';
import { hasChromium, openBrowser } from './chromium.ts';

describe.skipIf(!hasChromium)('the page a scan opens, in a real browser without script', () => {
  let close: (() => Promise<void>)[] = [];
  let address: string;
  let browser: BrowserContext;

  beforeAll(async () => {
    const opened = (await engines[0]!.open())!;
    const app = buildApp(opened.store, readConfig({}), () => Date.UTC(2026, 10, 24, 4));
    for (const { document } of demoDocuments())
      await capture(opened.store.log, document, { behaviour: 'rollback', job: false, now: 0 });
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    const opening = await openBrowser({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    browser = opening.context;
    close = [() => opening.close(), () => app.close(), () => opened.close()];
  });
  afterAll(async () => {
    for (const each of close) await each();
  });

  test.each(demoExamples.map((each) => [each.zh, each] as const))(
    '%s: verdict on the first screen, nothing wider than the phone, nothing refused',
    async (_, { code }) => {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      const response = await page.goto(`${address}/t/${encodeURIComponent(code)}`);
      expect(response?.status()).toBe(200);
      const heading = page.locator('h1').first();
      expect(await heading.innerText()).toMatch(/[\u4e00-\u9fff]/);
      const box = (await heading.boundingBox())!;
      expect(box.y + box.height).toBeLessThan(740);
      expect(await page.locator('svg').count()).toBeGreaterThan(0);
      for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 740 });
        // Without script in the page, the layout is measured by the browser itself.
        const body = (await page.locator('body').boundingBox())!;
        expect(body.width).toBeLessThanOrEqual(width);
        for (const each of await page.locator('main').all()) {
          const { x, width: own } = (await each.boundingBox())!;
          expect(x + own).toBeLessThanOrEqual(width);
        }
      }
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test('a code typed on the home page opens its page', async () => {
    const page = await browser.newPage();
    await page.goto(address);
    await page.locator('input[name=code]').fill(demoExamples[0]!.code);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/t\//);
    expect(await page.locator('h1').first().innerText()).toMatch(/[\u4e00-\u9fff]/);
    await page.close();
  });
});
