/** Firms together: a joint group from the side of each, and a recall that a firm begins, from the lot to the answer of whoever holds it. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { farmPlace, lot, marketCode, openTown, openWorkbench, type Town, violations } from './town.ts';

/** How long a machine that does other things too may take. */
const soon = { timeout: 20_000 };
const hostile = '<img src=x onerror="window.hacked=1">';

describe.skipIf(!hasChromium)('firms together', () => {
  let town: Town;
  const browsers = new Map<string, Browser>();
  const complaints: string[] = [];

  beforeAll(async () => {
    town = await openTown();
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    for (const name of ['2026-G1', '2026-R1'])
      await town.record('farm', 'harvest', {
        time: yesterday,
        place: farmPlace,
        crop: lot('2026-P1'),
        lot: lot(name),
        lotQuantity: 500,
        lotUnit: 'KGM',
        harvestDate: yesterday.slice(0, 10),
        origin: '419001101',
      });
    await town.record('farm', 'shipping', {
      time: new Date(Date.now() - 3_600_000).toISOString(),
      place: farmPlace,
      lot: lot('2026-R1'),
      lotQuantity: 120,
      lotUnit: 'KGM',
      customer: marketCode,
      delivery: 'D-R1',
      certificateNo: 'HGZ-2026-000017',
      toMarket: false,
    });
  });
  afterAll(async () => {
    for (const each of browsers.values()) await each.close();
    await town?.close();
  });

  /** Each in a browser of their own, so that they are signed in side by side. */
  async function at(login: string, path: string): Promise<Page> {
    const browser =
      browsers.get(login) ??
      (await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }));
    browsers.set(login, browser);
    for (const page of browser.context.pages()) if (page.url() !== 'about:blank') await page.close();
    const opened = await openWorkbench(town, browser.context, login, path);
    opened.page.on('close', () => complaints.push(...opened.complaints));
    return opened.page;
  }
  const shot = (page: Page, name: string): Promise<Buffer> =>
    page.screenshot({ path: join(tmpdir(), `zhuisu-bench-${name}-360.png`), fullPage: true });
  const confirm = async (page: Page, name: RegExp): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await page.locator('dialog').getByRole('button', { name }).click();
  };

  it('a farm founds a group by keyboard, keeps what it typed over a reload, and invites the market', async () => {
    const page = await at('farmer', '/groups');
    const name = page.getByLabel('名称', { exact: false }).first();
    await name.focus();
    await page.keyboard.type(`北山苹果 ${hostile}`);
    await page.keyboard.press('Tab');
    await page.keyboard.type('从果园到市场一体追溯');
    await page.reload();
    await expect.poll(() => page.inputValue('#name'), soon).toBe(`北山苹果 ${hostile}`);
    expect(await page.inputValue('#purpose')).toBe('从果园到市场一体追溯');
    await page.locator('#name').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/groups\/[0-9a-f-]{36}/);
    await page.locator('h1', { hasText: '北山苹果' }).waitFor();
    await page.fill('#firm-search', '城南');
    await page.getByRole('button', { name: /^邀请/ }).click();
    await page.locator('.item', { hasText: '城南批发市场' }).locator('.tag', { hasText: '受邀' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await shot(page, 'group');
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  }, 120_000);

  it('the market sees no lot of the farm before it agrees, sees the chain after it, and nothing once it has left', async () => {
    const grocer = await at('keeper', `/lot?code=${encodeURIComponent(lot('2026-G1'))}`);
    await expect.poll(() => grocer.locator('.bone').count(), soon).toBe(0);
    expect(await grocer.locator('main').textContent()).not.toContain('500');
    await grocer.goto(`${town.address}/workbench`);
    await grocer
      .locator('.item', { hasText: '北山苹果' })
      .getByRole('link', { name: /查看并答复/ })
      .click();
    await grocer.getByRole('button', { name: /同意加入/ }).click();
    await grocer.getByRole('button', { name: /退出/ }).waitFor();
    await shot(grocer, 'group-member');
    await grocer.goto(`${town.address}/workbench/lot?code=${encodeURIComponent(lot('2026-G1'))}`);
    await expect.poll(() => grocer.locator('main').textContent(), soon).toContain('500');
    await grocer.goBack();
    await grocer.getByRole('button', { name: /退出/ }).waitFor();
    await confirm(grocer, /退出/);
    await grocer.locator('.tag', { hasText: '已退出' }).first().waitFor();
    await grocer.goto(`${town.address}/workbench/lot?code=${encodeURIComponent(lot('2026-G1'))}`);
    await expect.poll(() => grocer.locator('.bone').count(), soon).toBe(0);
    expect(await grocer.locator('main').textContent()).not.toContain('500');
    const recorder = await at('grocer', '/groups');
    await recorder.locator('.notice', { hasText: '由本单位管理员办理' }).waitFor();
    expect(await recorder.locator('#name').count()).toBe(0);
  }, 120_000);

  it('a farm recalls a lot: scope with bounds, drafted, confirmed by another, published; the sale stops', async () => {
    const page = await at('farmer', `/lot?code=${encodeURIComponent(lot('2026-R1'))}`);
    await page.getByRole('link', { name: /召回/ }).click();
    await page.locator('[data-set=minimum]').waitFor();
    expect(await page.locator('[data-set=minimum] [data-count=lots] strong').textContent()).toBe('1');
    expect(await page.locator('[data-set=maximum] [data-count=firms] strong').textContent()).toMatch(/^[1-9]/);
    // Before anything is said the form says what is missing, and nothing is sent.
    await page.getByRole('button', { name: /^起草/ }).click();
    expect(await page.locator('#reason').evaluate((each) => (each as HTMLTextAreaElement).validity.valueMissing)).toBe(true);
    await page.fill('#reason', `农残超标 ${hostile}`);
    await page.reload();
    await expect.poll(() => page.inputValue('#reason'), soon).toBe(`农残超标 ${hostile}`);
    expect(await violations(page)).toEqual([]);
    await shot(page, 'recall-new');
    await page.locator('#reason').focus();
    await page.getByRole('button', { name: /^起草/ }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/recalls\/[0-9a-f-]{36}/);
    const at_ = new URL(page.url()).pathname.replace('/workbench', '');
    await page.locator('h2', { hasText: '本单位发起的召回' }).waitFor();
    // Whoever drafted it cannot confirm it: the refusal says so, and nothing has changed.
    await confirm(page, /^确认/);
    await page.locator('.notice.bad').waitFor();
    expect(await page.locator('[aria-current=step]').textContent()).toContain('起草');
    const other = await at('foreman', at_);
    await confirm(other, /^确认/);
    await expect.poll(() => other.locator('[aria-current=step]').textContent(), soon).toContain('确认');
    await confirm(other, /^发布/);
    await expect.poll(() => other.locator('[aria-current=step]').textContent(), soon).toContain('发布');
    expect(await other.locator('main').textContent()).toContain('家持有');
    await shot(other, 'recall-own');
    // The public is told, and the department finds it among its recalls.
    const scan = (await town.get(`/t/${encodeURIComponent(lot('2026-R1'))}`, { accept: 'text/html' })).body;
    expect(scan).toContain('召回');
    const { recalls } = (await town.get('/api/v1/recalls')).json();
    expect(recalls).toMatchObject([{ state: 'published', organisation: town.ids.farm, roots: [lot('2026-R1')] }]);
  }, 150_000);

  it('the market answers by keyboard: lots by number, single things by hand scanner', async () => {
    const page = await at('grocer', '');
    await page
      .getByRole('link', { name: /查找并答复/ })
      .first()
      .click();
    await page.waitForURL(/\/recalls\/[0-9a-f-]{36}/);
    const item = page.locator('form .item', { hasText: '2026-R1' });
    await item.waitFor();
    await page.fill('#scanned', lot('2026-R1'));
    await page.keyboard.press('Enter');
    // Of a lot it has to be said how much.
    await page.locator('.tag.bad', { hasText: '涉及' }).first().waitFor();
    await page.fill('#scanned', 'https://id.gs1.org/01/06901234567892/21/Z9');
    await page.keyboard.press('Enter');
    await page.locator('.tag.ok', { hasText: '不涉及' }).waitFor();
    await item.getByLabel(/找到/).fill('120');
    await item.getByLabel(/已封存/).fill('120');
    await item.getByLabel(/已封存/).press('Enter');
    await expect.poll(() => page.locator('main').textContent(), soon).toContain('已全部答复');
    await shot(page, 'recall-answered');
    const own = await at('farmer', '/recalls');
    await expect.poll(() => own.locator('.items').textContent(), soon).toMatch(/1\/[12] 家已答复/);
  }, 120_000);

  it('raised no error on any screen', async () => {
    for (const browser of browsers.values()) for (const page of browser.context.pages()) await page.close();
    expect(complaints).toEqual([]);
  });
});
