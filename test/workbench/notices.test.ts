/** Notices in the workbench, in a real browser on a telephone: asked for, paused, read, ended. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FindingRow, saveWatch } from '../../src/store/index.ts';
import { detectors, findingId } from '../../src/watch/index.ts';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { openTown, openWorkbench, type Town, violations } from './town.ts';

const soon = { timeout: 30_000 };
const day = 86_400_000;

describe.skipIf(!hasChromium)('notices of a firm', () => {
  let town: Town;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    town = await openTown();
    browser = await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    ({ page } = await openWorkbench(town, browser.context, 'farmer'));
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  const find = async (cause: string): Promise<void> => {
    const detector = detectors.find(({ id }) => id === 'delivery_not_confirmed')!;
    const at = Date.now();
    const found: FindingRow = {
      id: findingId(detector.id, cause),
      detector: detector.id,
      cause,
      family: detector.family,
      gravity: 'high',
      organisation: town.ids.farm,
      category: 'produce',
      area: '419001',
      openedAt: at,
      lastAt: at,
      resolvedAt: null,
      dueAt: at + day,
      count: 1,
      toldZh: `发货${cause}无人确认`,
      toldEn: 'nobody confirmed it',
      resolvedZh: null,
      resolvedEn: null,
      evidence: { subjects: [], events: [] },
      through: 1,
    };
    await saveWatch(town.store.database, [found], [], at);
  };

  it('are found under more, and asked for in one form', async () => {
    await page.goto(`${town.address}/workbench/more`);
    await page.locator('.tile', { hasText: '通知' }).click();
    await page.locator('main h1', { hasText: '通知' }).waitFor();
    await page.getByText('还没有订阅').waitFor();
    await page.getByRole('button', { name: /^订阅/ }).click();
    await page.locator('.item', { hasText: '收件箱' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('say why an address is refused, and keep it as it was typed', async () => {
    await page.fill('#dest', 'https://127.0.0.1/x');
    await page.getByRole('button', { name: /^订阅/ }).click();
    await page.locator('form [role=alert]').waitFor();
    expect(await page.inputValue('#dest')).toBe('https://127.0.0.1/x');
    await page.fill('#dest', '');
  });

  it('are paused and go on; what was found meanwhile comes to the inbox and is read', async () => {
    const item = page.locator('.item', { hasText: '收件箱' });
    await item.getByRole('button', { name: /暂停/ }).click();
    await expect.poll(() => item.getAttribute('data-state'), soon).toBe('paused');
    await find('甲');
    await item.getByRole('button', { name: /恢复/ }).click();
    await expect.poll(() => item.getAttribute('data-state'), soon).toBe('active');
    await expect
      .poll(async () => {
        await page.reload();
        await page.locator('.item').first().waitFor();
        await page.locator('main h2', { hasText: '收件箱' }).waitFor();
        return page.locator('.inbox .unread', { hasText: '发货甲' }).count();
      }, soon)
      .toBe(1);
    await page.getByRole('button', { name: /全部标为已读/ }).click();
    await expect.poll(() => page.locator('.inbox .unread').count(), soon).toBe(0);
  });

  it('are ended after one is asked', async () => {
    await page
      .locator('.item')
      .getByRole('button', { name: /取消订阅/ })
      .click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^取消订阅/ })
      .click();
    await page.getByText('还没有订阅').waitFor();
  });
});
