/** The public pages, as anybody sees them. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemoCity } from '../../simulator/load.ts';
import { Zhuisu } from '../../src/client/index.ts';
import { type Browser, openBrowser } from '../browser/chromium.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { References } from './references.ts';
import { type Look, lookAt, moment } from './taking.ts';

const references = new References('portal');
if (references.skipped !== undefined) console.log(`skipped: ${references.skipped}`);

const code = (text: string): string => `/t/${encodeURIComponent(text)}`;
const looks: readonly Look[] = [
  { name: 'home', path: '/', ready: 'h1', whole: true },
  { name: 'home', path: '/', ready: 'h1', whole: true, dark: true },
  { name: 'in order', path: code('(01)09521055300101(10)J261014'), ready: '.verdict', whole: true },
  { name: 'in order', path: code('(01)09521055300101(10)J261014'), ready: '.verdict', whole: true, dark: true },
  { name: 'gap', path: code('https://id.gs1.org/01/19521055300108/21/JX260013'), ready: '.verdict', whole: true },
  { name: 'recalled drug', path: code('80200010000000000017'), ready: '.verdict', whole: true },
  { name: 'expired', path: code('https://id.gs1.org/01/09521201567891/10/M0602'), ready: '.verdict', whole: true },
  { name: 'unfit lift', path: code('urn:zhuisu:device18:311010234200600123'), ready: '.verdict', whole: true },
  { name: 'crop', path: code('urn:zhuisu:lot:91419001MA9101007T:apple:2026-H1'), ready: '.verdict', whole: true },
  { name: 'unknown', path: code('6901234567892'), ready: '.verdict', whole: true },
  { name: 'wrong code', path: code('abc'), ready: '.verdict', whole: true },
  { name: 'scanner', path: '/scan', ready: 'h1' },
  { name: 'report', path: '/report', ready: 'h1', whole: true },
  { name: 'register', path: '/register', ready: 'h1', whole: true },
  { name: 'enterprises', path: '/enterprises', ready: 'h1', whole: true },
  { name: 'warnings', path: '/warnings', ready: 'h1', whole: true },
  { name: 'recalls', path: '/recalls', ready: 'h1', whole: true },
  { name: 'products', path: '/products', ready: 'h1', whole: true },
  { name: 'statistics', path: '/statistics', ready: 'h1', whole: true },
  { name: 'open data', path: '/open-data', ready: 'h1', whole: true },
  { name: 'sign-in', path: '/sign-in', ready: 'h1' },
];

describe.skipIf(references.skipped !== undefined)('the public pages look as they did', () => {
  let served: Served;
  let address: string;
  let browser: Browser;
  let page: Page;
  let desk: Page;

  beforeAll(async () => {
    served = await serveApp({ now: () => moment, env: { ZHUISU_DEMO: '1' } });
    address = await served.app.listen({ host: '127.0.0.1', port: 0 });
    await loadDemoCity(new Zhuisu({ baseUrl: address }), moment);
    browser = await openBrowser({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    [desk, page] = [await browser.context.newPage(), await browser.context.newPage()];
    await page.clock.setFixedTime(moment);
  }, 240_000);
  afterAll(async () => {
    references.save();
    await browser?.close();
    await served?.close();
  });

  it.each(looks)(
    '$name dark: $dark',
    async (look) => {
      expect(await lookAt(page, desk, address, references, look)).toEqual([]);
    },
    120_000,
  );

  it('and the comparison fails where something is moved', async () => {
    const [look] = looks as readonly [Look];
    const push = (shown: Page) => shown.evaluate(() => document.body.style.setProperty('padding-top', '90px'));
    const moved = { ...look, before: push };
    if (references.of(`${look.name} 360`) === undefined) return;
    expect(await lookAt(page, desk, address, references, moved)).toHaveLength(3);
  }, 120_000);
});
