/** A firm sees how it stands, what each number was counted from, and what would help. In a real browser on a telephone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { farmPlace, lot, openTown, openWorkbench, type Town, violations } from './town.ts';

const soon = { timeout: 30_000 };
const day = 86_400_000;

describe.skipIf(!hasChromium)('the scores of a firm', () => {
  let town: Town;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    town = await openTown();
    for (const [name, days] of [
      ['A', 0.1],
      ['B', 12],
    ] as const) {
      const time = new Date(Date.now() - days * day).toISOString();
      const record = { time, place: farmPlace, crop: lot('2026-P'), lot: lot(`2026-${name}`), lotQuantity: 8, lotUnit: 'KGM' };
      await town.record('farm', 'harvest', { ...record, harvestDate: time.slice(0, 10), origin: '419001101' });
    }
    browser = await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    ({ page } = await openWorkbench(town, browser.context, 'farmer'));
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  it('stand under more, with their formulas, and say what would help', async () => {
    await page.goto(`${town.address}/workbench/more`);
    await page.locator('.tile', { hasText: '指标' }).click();
    const timely = page.locator('[data-measure=timeliness]');
    await timely.waitFor();
    await expect.poll(() => timely.locator('.tag').textContent(), soon).toBe('50.0 %');
    expect(await timely.textContent()).toContain('72 小时');
    expect(await timely.textContent()).toContain('没有网络也先记在手机上');
    expect(await page.locator('[data-measure=unlicensed]').textContent()).toContain('请补登证照');
    expect(await violations(page)).toEqual([]);
  });

  it('open the records that they were counted from, the late one first, and show the months before', async () => {
    const timely = page.locator('[data-measure=timeliness]');
    await timely.getByRole('button', { name: /1\/2/ }).click();
    await expect.poll(() => timely.locator('.behind li').count(), soon).toBe(2);
    expect(await timely.locator('.behind li').first().getAttribute('class')).toBe('unmet');
    expect(await page.locator('table tbody tr').count()).toBe(4);
    expect(await page.locator('table tbody tr').first().textContent()).toContain('50.0 %');
  });
});
