/** The workbench of a small farm, and of a market that has deliveries coming. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, openBrowser } from '../browser/chromium.ts';
import { farmPlace, lot, marketCode, openTown, openWorkbench, type Town } from '../workbench/town.ts';
import { References } from './references.ts';
import { type Look, lookAt, moment } from './taking.ts';

const references = new References('workbench');
if (references.skipped !== undefined) console.log(`skipped: ${references.skipped}`);

const farm: readonly Look[] = [
  { name: 'today', path: '', ready: 'main h1' },
  { name: 'today', path: '', ready: 'main h1', dark: true },
  { name: 'choose a stage', path: '/record', ready: 'main h1' },
  { name: 'form', path: '/record/produce/harvest', ready: '#f-time', whole: true },
  { name: 'form', path: '/record/produce/harvest', ready: '#f-time', dark: true },
  { name: 'sheet', path: '/record/produce/harvest/sheet', ready: 'main h1' },
  { name: 'certificate', path: '/certificate', ready: 'main h1' },
  { name: 'codes', path: '/codes', ready: 'main h1' },
  { name: 'stock', path: '/stock', ready: '.item' },
  { name: 'lot', path: `/lot?code=${encodeURIComponent(lot('2026-K1'))}`, ready: 'main h1', whole: true },
  { name: 'queue', path: '/queue', ready: 'main h1' },
  { name: 'more', path: '/more', ready: 'main h1' },
  { name: 'licences', path: '/licences', ready: '#number', whole: true },
  { name: 'consents', path: '/consents', ready: '#purpose', whole: true },
  { name: 'members', path: '/members', ready: '#until', whole: true },
  { name: 'groups', path: '/groups', ready: '#purpose', whole: true },
  { name: 'recalls', path: '/recalls', ready: 'main h1' },
  { name: 'sandbox', path: '/sandbox', ready: 'main pre', whole: true },
];
const market: readonly Look[] = [{ name: 'today of a market', path: '', ready: 'main .item', whole: true }];

describe.skipIf(references.skipped !== undefined)('the workbench looks as it did', () => {
  let town: Town;
  let browser: Browser;
  let desk: Page;
  const pages = new Map<string, Page>();

  beforeAll(async () => {
    town = await openTown(() => moment);
    const at = (hours: number): string => new Date(moment - hours * 3_600_000).toISOString();
    const lotOf = { place: farmPlace, lot: lot('2026-K1'), lotUnit: 'KGM' };
    const harvested = { crop: lot('2026-P1'), harvestDate: at(50).slice(0, 10), origin: '419001101' };
    await town.record('farm', 'harvest', { ...lotOf, ...harvested, time: at(50), lotQuantity: 800, cropName: '苹果' });
    const sent = { customer: marketCode, certificateNo: 'HGZ-2026-000017', toMarket: false };
    for (const [delivery, lotQuantity] of [
      ['D-1', 120],
      ['D-2', 80],
    ] as const)
      await town.record('farm', 'shipping', { ...lotOf, ...sent, time: at(20), lotQuantity, delivery });
    browser = await openBrowser({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    desk = await browser.context.newPage();
    for (const login of ['farmer', 'grocer']) {
      await browser.context.clearCookies();
      const { page } = await openWorkbench(town, browser.context, login);
      await page.clock.setFixedTime(moment);
      pages.set(login, page);
      if (login === 'farmer') for (const look of farm) shown.set(look, await lookOf(page, look));
    }
    for (const look of market) shown.set(look, await lookOf(pages.get('grocer')!, look));
  }, 300_000);
  const shown = new Map<Look, string[]>();
  const lookOf = (page: Page, look: Look): Promise<string[]> => lookAt(page, desk, `${town.address}/workbench`, references, look);

  afterAll(async () => {
    references.save();
    await browser?.close();
    await town?.close();
  });

  it.each([...farm, ...market])('$name dark: $dark', (look) => {
    expect(shown.get(look)).toEqual([]);
  });
});
