/** Notices in the console, in a real browser: asked for, seen to fail, paused, read in the inbox, ended. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveWatch } from '../../src/store/index.ts';
import { findingId } from '../../src/watch/index.ts';
import { hasChromium } from '../browser/chromium.ts';
import { type Receiver, receiver } from '../subscriptions/receiver.ts';
import { type Signed, serious, signedIn } from './browsing.ts';
import { type ConsoleTown, openConsoleTown } from './town.ts';

const soon = { timeout: 30_000 };

describe.skipIf(!hasChromium)('notices in the console', () => {
  let town: ConsoleTown;
  let lead: Signed;
  let page: Page;
  let to: Receiver;

  beforeAll(async () => {
    to = await receiver();
    town = await openConsoleTown({ more: 3, env: { ZHUISU_WEBHOOK_ALLOW: '127.0.0.1' } });
    lead = await signedIn(town, 'lead', { axe: true });
    ({ page } = lead);
    await page.goto(`${town.address}/console/findings`);
    await page.getByRole('link', { name: /通知与订阅/ }).click();
    await page.getByRole('heading', { name: /^通知/ }).waitFor();
  });
  afterAll(async () => {
    await lead?.close();
    await town?.close();
    await to?.close();
  });

  const subscribe = async (dest: string): Promise<void> => {
    await page.getByRole('button', { name: /新的订阅/ }).click();
    await page.fill('dialog [name=dest]', dest);
    await page.click('dialog [type=submit]');
  };
  const row = (dest: string) => page.locator('.subscription', { hasText: dest });
  /** As the watch finds it. */
  const find = async (cause: string): Promise<void> => {
    const { id: _, ...before } = town.found.find(({ category }) => category === 'produce')!;
    const at = Date.now();
    const found = { ...before, id: findingId(before.detector, cause), cause, openedAt: at, lastAt: at, resolvedAt: null };
    await saveWatch(town.store.database, [{ ...found, toldZh: `新发现${cause}`, through: 2 }], [], at);
  };

  it('keep what was typed where the address is refused, and go to the inbox where none is given', async () => {
    await subscribe('http://10.0.0.1/findings');
    await page.waitForSelector('dialog .failure');
    expect(await page.inputValue('dialog [name=dest]')).toBe('http://10.0.0.1/findings');
    await page.fill('dialog [name=dest]', '');
    await page.check('dialog [name=grave]');
    await page.click('dialog [type=submit]');
    await row('收件箱').waitFor();
    expect(await row('收件箱').textContent()).toContain('重');
    expect(await serious(page)).toEqual([]);
    lead.wrong.length = 0;
  });

  it('tell what became of the last delivery, and why it failed', async () => {
    to.answer = () => 503;
    await subscribe(`${to.address}/told`);
    await row('/told').waitFor();
    await find('甲');
    await expect
      .poll(async () => {
        await page.reload();
        await row('/told').waitFor();
        return row('/told').getAttribute('data-state');
      }, soon)
      .toBe('retrying');
    expect(await row('/told').locator('.fault').textContent()).toContain('503');
  });

  it('are paused, and told what happened meanwhile when they go on', async () => {
    await row('/told').getByRole('button', { name: /暂停/ }).click();
    await expect.poll(() => row('/told').getAttribute('data-state'), soon).toBe('paused');
    to.answer = () => 204;
    await row('/told').getByRole('button', { name: /恢复/ }).click();
    await expect
      .poll(() => to.received.filter(({ path, answered }) => path === '/told' && answered === 204).length, soon)
      .toBe(1);
    await page.reload();
    await expect.poll(() => row('/told').getAttribute('data-state'), soon).toBe('active');
    expect(await row('/told').textContent()).toContain('已投递 1 条');
  });

  it('lie in the inbox until they are read, each with the way to its finding', async () => {
    await page.getByRole('button', { name: /新的订阅/ }).click();
    await page.click('dialog [type=submit]');
    await expect.poll(() => page.locator('.subscription').count(), soon).toBe(3);
    await find('乙');
    await expect
      .poll(async () => {
        await page.reload();
        await page.waitForSelector('.subscription');
        return page.locator('.inbox .unread', { hasText: '新发现乙' }).count();
      }, soon)
      .toBe(1);
    await page.getByRole('button', { name: /全部标为已读/ }).click();
    await expect.poll(() => page.locator('.inbox .unread').count(), soon).toBe(0);
    await page.locator('.inbox a', { hasText: '新发现乙' }).click();
    await page.waitForSelector('.details .title');
  });

  it('are ended after one is asked, and the rest stays', async () => {
    await page.goto(`${town.address}/console/notices`);
    await row('/told')
      .getByRole('button', { name: /取消订阅/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: /不做/ }).click();
    expect(await row('/told').count()).toBe(1);
    await row('/told')
      .getByRole('button', { name: /取消订阅/ })
      .click();
    await page.click('dialog [type=submit]');
    await expect.poll(() => row('/told').count(), soon).toBe(0);
    expect(await page.locator('.subscription').count()).toBe(2);
    expect(lead.wrong).toEqual([]);
  });
});
