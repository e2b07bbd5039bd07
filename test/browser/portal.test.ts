/** Every public page in a real browser: at three widths, in both schemes, with large type, without script, by keyboard, on paper. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDocuments, demoExamples, demoOrganisations } from '../../simulator/demo-city.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { barePhoto } from '../../src/supervision/index.ts';
import { engines } from '../store/stores.ts';
import { jpeg, withExif } from '../supervision/pictures.ts';
import { type Browser, hasChromium, openBrowser } from './chromium.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!hasChromium)('the portal', () => {
  const now = Date.UTC(2026, 10, 24, 4);
  let close: (() => Promise<void>)[] = [];
  let address: string;
  let number: string;
  const paths: [name: string, path: string][] = [
    ['home', '/'],
    ['report', '/report?code=(01)09521055300101(10)J261014'],
    ['register', '/register'],
    ['enterprises', '/enterprises'],
    ['one-sign-wrong', '/enterprises?q=%E7%8E%8B%E5%B1%8B%E7%BA%A2%E5%B9%B3%E6%9E%9C'],
    ['warnings', '/warnings'],
    ['recalls', '/recalls'],
    ['products', '/products'],
    ['statistics', '/statistics'],
    ['open-data', '/open-data'],
    ...demoExamples.map(({ code }, i): [string, string] => [`code-${i}`, `/t/${encodeURIComponent(code)}`]),
    ['sold', '/01/19521055300108/21/JX260002'],
    ['unknown', '/t/09521234000013'],
    ['malformed', '/t/not-a-code-of-anything'],
    ['missing', '/nothing/here'],
  ];

  beforeAll(async () => {
    const opened = (await engines[0]!.open())!;
    const app = buildApp(opened.store, readConfig({}), () => now);
    const local = { host: 'localhost:8080', 'content-type': 'application/json' };
    const post = (url: string, body: unknown) =>
      app.inject({ method: 'POST', url, headers: local, payload: JSON.stringify(body) });
    for (const { organisation, site } of demoOrganisations) {
      const { id } = (await post('/api/v1/organisations', organisation)).json() as { id: string };
      await post(`/api/v1/organisations/${id}/sites`, site);
      await post(`/api/v1/organisations/${id}/decisions`, { decision: 'approve' });
    }
    for (const { document } of demoDocuments()) await post('/epcis/capture', document);
    const complaint = { kind: 'report', subject: 'code', told: '货架上的商品扫码没有记录', category: 'food' };
    number = (await post('/api/v1/complaints', complaint)).json().number;
    await post(`/api/v1/complaints/${number}/acts`, { act: 'accept', told: '已受理，将现场核查' });
    paths.push(['followed', `/report/${number}`]);
    address = await app.listen({ host: '127.0.0.1', port: 0 });
    close = [() => app.close(), () => opened.close()];
  });
  afterAll(async () => {
    for (const each of close) await each();
  });

  async function withBrowser(
    options: Parameters<typeof openBrowser>[0],
    work: (browser: Browser) => Promise<void>,
  ): Promise<void> {
    const browser = await openBrowser(options);
    try {
      await work(browser);
    } finally {
      await browser.close();
    }
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const found = await page.evaluate(() =>
      (
        window as unknown as {
          axe: { run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
        }
      ).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
    );
    return found.violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 200)}`);
  }

  it.each([
    [360, 'light'],
    [768, 'dark'],
    [1440, 'light'],
  ] as const)(
    'at %d px in the %s scheme: nothing wider than the screen, no rule of access broken, below 60 kB, nothing refused',
    async (width, colorScheme) => {
      await withBrowser({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true }, async ({ context }) => {
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
        for (const [name, path] of paths) {
          const response = await page.goto(`${address}${path}`);
          expect((await response!.body()).length, path).toBeLessThan(60_000);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
          await page.screenshot({ path: join(tmpdir(), `zhuisu-portal-${name}-${width}.png`), fullPage: true });
          // The widest has the rules of the narrowest in another arrangement.
          if (width < 1_000) expect(await violations(page), path).toEqual([]);
        }
        expect(complaints.filter((each) => !/status of (?:400|404)/.test(each))).toEqual([]);
      });
    },
    180_000,
  );

  it('tells the verdict before anything else, and in words, whatever it is', async () => {
    // A unit that was sold and is looked up in three areas since is seen elsewhere.
    for (const area of ['410100', '410200', '410300'])
      for (let i = 0; i < 8; i++)
        await fetch(`${address}/01/19521055300108/21/JX260002?area=${area}`, { headers: { accept: 'text/html' } });
    const verdicts: readonly (readonly [path: string, told: RegExp])[] = [
      [`/t/${encodeURIComponent('(01)09521055300101(10)J261014')}`, /未发现异常/],
      [`/t/${encodeURIComponent('(01)09521044200108(10)FX0929')}`, /召回/],
      [`/t/${encodeURIComponent('https://id.gs1.org/01/09521055300200/10/N261017')}`, /过期/],
      ['/01/19521055300108/21/JX260013', /缺/],
      ['/t/09521234000013', /没有.*记录|未.*登记/],
      ['/t/not-a-code-of-anything', /认不出/],
      ['/01/19521055300108/21/JX260002', /售出/],
    ];
    await withBrowser({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false }, async ({ context }) => {
      const page = await context.newPage();
      for (const [path, told] of verdicts) {
        await page.goto(`${address}${path}`);
        const first = page.locator('main h1').first();
        expect([path, await first.textContent()]).toEqual([path, expect.stringMatching(told)]);
        const box = await first.boundingBox();
        // On the first screen of a small phone, above everything else that is told.
        expect(box!.y, path).toBeLessThan(300);
        if (path === verdicts[0]![0]) expect(await page.locator('.facts').textContent()).toContain('企业自报');
        const product = page.locator('.product').first();
        if ((await product.count()) > 0) expect((await product.boundingBox())!.y, path).toBeGreaterThan(box!.y);
      }
    });
  }, 90_000);

  it('at twice the type on a phone nothing is cut off', async () => {
    await withBrowser({ viewport: { width: 360, height: 740 }, bypassCSP: true }, async ({ context }) => {
      const page = await context.newPage();
      for (const [, path] of paths) {
        await page.goto(`${address}${path}`);
        await page.addStyleTag({ content: 'html{font-size:200%}' });
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
      }
    });
  }, 60_000);

  it('without script and by keyboard alone a problem is reported with a photo, and its number leads to it', async () => {
    await withBrowser({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false }, async ({ context }) => {
      const page = await context.newPage();
      await page.goto(`${address}/t/${encodeURIComponent(demoExamples[0]!.code)}`);
      await page.getByRole('link', { name: /报告一个问题/ }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/report\?code=/);
      expect(await page.locator('#code').inputValue()).toContain('09521055300101');
      await page.locator('input[name=subject][value=expired]').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await page.keyboard.type('瓶盖有霉点，已过期');
      await page.locator('#photo').setInputFiles({ name: 'IMG_2026.jpg', mimeType: 'image/jpeg', buffer: jpeg });
      await page.getByRole('button', { name: /提交/ }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/report\/TS/);
      expect(await page.locator('h1').innerText()).toContain('已收到');
      const given = await page.locator('code.secret').innerText();
      await page.goto(`${address}/report`);
      await page.locator('#number').fill(given.toLowerCase().replaceAll('-', ' '));
      await page.keyboard.press('Enter');
      await page.waitForURL(new RegExp(`/report/${given}$`));
      expect(await page.locator('main').innerText()).toContain('济源市市场监督管理局');
      await page.screenshot({ path: join(tmpdir(), 'zhuisu-portal-sent-360.png'), fullPage: true });
    });
  }, 60_000);

  it.each([
    ['as it came', jpeg, [8, 4]],
    ['stripped', barePhoto(withExif(1, 'secret'))!.bytes, [8, 4]],
    ['stripped, lying on its side', barePhoto(withExif(6, 'secret'))!.bytes, [4, 8]],
  ] as const)('a browser shows the picture %s, the right way up', async (_, bytes, size) => {
    await withBrowser({}, async ({ context }) => {
      const page = await context.newPage();
      const shown = await page.evaluate(
        async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          return [image.naturalWidth, image.naturalHeight];
        },
        `data:image/jpeg;base64,${bytes.toString('base64')}`,
      );
      expect(shown).toEqual(size);
    });
  });

  it('what can be reached by keyboard shows that it has the focus, in the order of the page', async () => {
    await withBrowser({ viewport: { width: 1024, height: 800 } }, async ({ context }) => {
      const page = await context.newPage();
      for (const path of ['/', '/enterprises', '/report']) {
        await page.goto(`${address}${path}`);
        let last = -1;
        for (let i = 0; i < 8; i++) {
          await page.keyboard.press('Tab');
          const [top, outline] = await page.evaluate(() => {
            const element = document.activeElement as HTMLElement;
            return [element.getBoundingClientRect().top + scrollY, getComputedStyle(element).outlineStyle] as const;
          });
          expect(outline, path).not.toBe('none');
          expect(top, path).toBeGreaterThanOrEqual(last - 60);
          last = top;
        }
      }
    });
  }, 60_000);

  it('on paper the verdict and the chain stand without the search and the links', async () => {
    await withBrowser({ viewport: { width: 800, height: 1000 } }, async ({ context }) => {
      const page = await context.newPage();
      await page.emulateMedia({ media: 'print' });
      await page.goto(`${address}/t/${encodeURIComponent(demoExamples[0]!.code)}`);
      expect(await page.locator('.verdict h1').isVisible()).toBe(true);
      expect(await page.locator('.chain').isVisible()).toBe(true);
      expect(await page.locator('footer').isVisible()).toBe(false);
      await page.goto(`${address}/report/${number}`);
      expect(await page.locator('.course').isVisible()).toBe(true);
    });
  }, 60_000);
});
