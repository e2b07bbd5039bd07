/** What each detector is worth, and how the watch runs, in a real browser. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectors } from '../../src/watch/index.ts';
import { parameterNames } from '../../web/console/findings/parameters.ts';
import { hasChromium } from '../browser/chromium.ts';
import { type Signed, serious, signedIn } from './browsing.ts';
import { type ConsoleTown, openConsoleTown } from './town.ts';

describe.skipIf(!hasChromium)('detectors in the console', () => {
  let town: ConsoleTown;
  let lead: Signed;
  let page: Page;
  const figures = {
    ...{ watches: true, lag: 54_321, cursor: 9, front: 9 },
    stopped: [{ detector: 'late_upload', message: 'no such member', seq: 1_234, attempts: 2, retryAt: Date.now() + 60_000 }],
  };

  beforeAll(async () => {
    town = await openConsoleTown({ more: 3, watching: { figures, listen: () => {} } });
    lead = await signedIn(town, 'lead', { axe: true });
    ({ page } = lead);
  });
  afterAll(async () => {
    await lead?.close();
    await town?.close();
  });

  it('tell on the first screen that one has stopped, and lead to what each of them is worth', async () => {
    await page.goto(`${town.address}/console`);
    await page.getByRole('link', { name: /1 个监测项因出错暂停/ }).click();
    await page.getByText('监测落后 54,321 条事件').waitFor();
    const stopped = page.getByRole('alert').filter({ hasText: '上传不及时' });
    expect(await stopped.textContent()).toContain('第 1,234 条事件时出错，已 2 次');
    expect(await stopped.textContent()).not.toContain('no such member');
    expect(await serious(page)).toEqual([]);
    expect(lead.wrong).toEqual([]);
  });

  it('state their basis, parameters, data and what resolves a finding; what was not confirmed is marked', async () => {
    const row = page.locator('tbody tr', { hasText: '系统停止上传' });
    await row.locator('summary').click();
    const facts = (await row.locator('dl').textContent())!;
    const stated = detectors.find(({ id }) => id === 'gone_silent')!;
    for (const text of [stated.rule.zh, stated.basis.text, stated.resolves.en, stated.data.zh]) expect(facts).toContain(text);
    expect(facts).toContain('未经核对 unverified');
    expect(facts).toMatch(/概率低于\s*chance below\s*0\.00001/);
    expect(await serious(page)).toEqual([]);
  });

  it('have a name for each of their parameters', () => {
    const names = new Set(detectors.flatMap(({ parameters }) => Object.keys(parameters)));
    expect([...names].filter((name) => parameterNames[name] === undefined)).toEqual([]);
  });

  it('show the precision that follows from a finding that was dismissed, and open the list behind each number', async () => {
    const { id, detector } = town.found.find(({ category }) => category === 'produce')!;
    const row = page.locator('tbody tr', { has: page.locator(`a[href*="detector=${detector}&"]`) });
    expect(await row.locator('td').last().textContent()).toBe('—');
    const body = { act: 'dismiss', reason: '对方已纸质签收' };
    expect((await town.send('POST', `/api/v1/findings/${id}/acts`, body)).statusCode).toBe(201);
    await page.goto(`${town.address}/console/detectors`);
    await row.locator('td').last().getByText('0 %').waitFor();
    await row.locator('a[href*="state=dismissed"]').click();
    await page.getByRole('heading', { name: /监测发现/ }).waitFor();
    expect(await page.locator('.table [data-index]').count()).toBe(1);
    // Nobody has to do anything about it any more.
    expect(await page.locator('.table .due').count()).toBe(0);
  });
});
