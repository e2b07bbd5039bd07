/** The guide to what is recorded, in a real browser: every stage has its page, readable at all widths, without script. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { type Browser, hasChromium, openBrowser } from './chromium.ts';

describe('the guide', () => {
  let served: Served;
  let address: string;
  const browsers: Browser[] = [];
  beforeAll(async () => {
    served = await serveApp();
    address = await served.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    for (const each of browsers) await each.close();
    await served.close();
  });
  const get = (url: string) => served.app.inject({ url, headers: { accept: 'text/html' } });

  it('has a page for every stage, with every field and every rule, its basis and what both its examples come to', async () => {
    for (const { category, stages, rules } of shippedProfiles) {
      const home = (await get(`/docs/${category}`)).body;
      for (const { id } of rules) expect(home).toContain(`id="${id}"`);
      for (const stage of stages) {
        const { statusCode, body } = await get(`/docs/${category}/${stage.id}`);
        expect(statusCode, stage.id).toBe(200);
        for (const { key } of stage.fields) expect(body, stage.id).toContain(`<code>${key}</code>`);
        const own = rules.filter((rule) => rule.stages.includes(stage.id));
        expect(body.match(/<article class="rule"/g)?.length ?? 0, stage.id).toBe(own.length);
        expect(body.match(/未核对原文/g)?.length ?? 0, stage.id).toBeGreaterThanOrEqual(
          own.filter(({ basis }) => !basis.verified).length,
        );
        expect(body).toContain(`/api/v1/records/${category}/${stage.id}`);
      }
    }
  });

  it('says of a stage that is not there that there is no such page', async () => {
    for (const url of ['/docs/apples', '/docs/produce/flying', '/docs/produce/%3Cb%3E'])
      expect((await get(url)).statusCode).toBe(404);
  });

  describe.skipIf(!hasChromium)('in a browser', () => {
    it.each([
      [360, 'light'],
      [768, 'dark'],
      [1440, 'light'],
    ] as const)(
      'fits %d px in the %s scheme and breaks no rule of access',
      async (width, colorScheme) => {
        const browser = await openBrowser({ viewport: { width, height: 900 }, colorScheme });
        browsers.push(browser);
        const page = await browser.context.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        for (const [name, path] of [
          ['home', '/docs'],
          ['category', '/docs/produce'],
          ['stage', '/docs/produce/harvest'],
        ] as const) {
          await page.goto(`${address}${path}`);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
          await page.screenshot({ path: join(tmpdir(), `zhuisu-guide-${name}-${width}.png`) });
          await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
          const { violations } = await page.evaluate(() =>
            (
              window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
            ).axe.run(),
          );
          expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
        }
        expect(complaints).toEqual([]);
      },
      60_000,
    );
  });
});
