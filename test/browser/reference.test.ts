/** The reference page in a real browser: at three widths, in both schemes, by keyboard, and without script. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Served, serveApp } from '../http/setup.ts';
import { type Browser, hasChromium, openBrowser } from './chromium.ts';

describe.skipIf(!hasChromium)('the reference page', () => {
  let served: Served;
  let address: string;
  const browsers: Browser[] = [];
  const open = async (options: Parameters<typeof openBrowser>[0]): Promise<Browser['context']> => {
    const browser = await openBrowser(options);
    browsers.push(browser);
    return browser.context;
  };

  beforeAll(async () => {
    served = await serveApp();
    address = await served.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    for (const each of browsers) await each.close();
    await served.close();
  });

  it.each([
    [360, 'light'],
    [768, 'dark'],
    [1440, 'light'],
    [1440, 'dark'],
  ] as const)(
    'fits %d px in the %s scheme, asks nobody else for anything, and breaks no rule of access',
    async (width, colorScheme) => {
      const context = await open({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const asked: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(`${address}/api/docs`);
      expect(asked.filter((url) => !url.startsWith(address) && !url.startsWith('data:'))).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.locator('.operation').count()).toBeGreaterThan(40);
      await page.screenshot({ path: join(tmpdir(), `zhuisu-reference-${width}-${colorScheme}.png`) });
      expect(complaints).toEqual([]);
      // The rules of access look at every element, some thousands: once in each scheme is enough.
      if (width === 768 || (width === 1440 && colorScheme === 'light')) return;
      // Evaluated past the page's own policy, which lets no script in.
      await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      const { violations } = await page.evaluate(() =>
        (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run(),
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
    },
    // Every element of a long page, beside whatever else the machine does.
    240_000,
  );

  it('leads by its links to every operation, object and error, without script', async () => {
    const context = await open({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${address}/api/docs`);
    const links = await page.locator('a[href^="#"]').evaluateAll((all) => all.map((each) => each.getAttribute('href')!));
    const ids = new Set(await page.locator('[id]').evaluateAll((all) => all.map((each) => `#${each.id}`)));
    expect(links.length).toBeGreaterThan(200);
    expect([...new Set(links)].filter((each) => !ids.has(each))).toEqual([]);
    const errors = await page
      .locator('a[href^="/api/docs/errors#"]')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href')!));
    await page.goto(`${address}/api/docs/errors`);
    const codes = new Set(await page.locator('[id]').evaluateAll((all) => all.map((each) => `/api/docs/errors#${each.id}`)));
    expect([...new Set(errors)].filter((each) => !codes.has(each))).toEqual([]);
  }, 60_000);

  it('can be walked by keyboard alone', async () => {
    const page = await (await open({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.goto(`${address}/api/docs`);
    // Past the header of the page and the first chapter.
    let focused: string | null | undefined;
    for (let presses = 0; presses < 8 && !focused?.startsWith('#op-'); presses++) {
      await page.keyboard.press('Tab');
      focused = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    }
    expect(focused).toMatch(/^#op-/);
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe(focused);
  }, 60_000);
});
