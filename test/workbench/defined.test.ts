/** What a department has added through the interface, met by a firm: the new product in the list, its form, its rule at the field. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { addition } from '../records/rabdosia.ts';
import { farmCode, farmPlace, openTown, openWorkbench, type Town, violations } from './town.ts';

const lot = (name: string): string => `urn:zhuisu:lot:${farmCode}:rabdosia:${name}`;

describe.skipIf(!hasChromium)('王屋山冬凌草, added by the department', () => {
  let town: Town;
  let browser: Browser;
  let page: Page;
  let complaints: readonly string[];

  beforeAll(async () => {
    town = await openTown();
    const drafts = '/api/v1/categories/produce/drafts';
    const drafted = await town.send('POST', drafts, { add: addition });
    expect([drafted.statusCode, drafted.json().faults], drafted.body).toEqual([201, []]);
    const asked = { version: '2026-jy-1', validFrom: '2026-07-01' };
    const published = await town.send('POST', `${drafts}/${drafted.json().id}/publish`, asked);
    expect(published.statusCode, published.body).toBe(201);
    browser = await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    ({ page, complaints } = await openWorkbench(town, browser.context, 'farmer', '/record/produce/rabdosia_drying'));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  it('has a form with a field for each that it defined, named as it named them, and no other', async () => {
    await page.locator('[data-field=moisture]').waitFor();
    expect(await page.locator('main h1').first().textContent()).toContain('冬凌草晾晒');
    const [{ fields }] = addition.stages as [(typeof addition.stages)[0]];
    expect(await page.locator('[data-field]').evaluateAll((all) => all.map((each) => each.getAttribute('data-field')))).toEqual(
      fields.map(({ key }) => key),
    );
    for (const { key, zh } of fields) expect(await page.locator(`[data-field=${key}]`).textContent(), key).toContain(zh);
    // Of the kind that was defined: a moment, a place of the firm, a number, a text.
    expect(await page.getAttribute('#f-time', 'type')).toBe('datetime-local');
    expect(await page.getAttribute('#f-moisture', 'inputmode')).toBe('decimal');
    expect(await violations(page)).toEqual([]);
  });

  it('is told at the field that its rule asks for less than it has, and is recorded when it is mended', async () => {
    await page.locator('#f-fresh').fill(lot('fresh'));
    await page.locator('#f-lot').fill(lot('dried'));
    await page.getByLabel('干草批次数量').fill('40');
    await page.locator('#f-moisture').fill('19');
    await page.locator('#f-batchNo').fill('G-1');
    await page.getByRole('button', { name: /提交/ }).click();
    const told = page.locator('[data-field=moisture] .rule-line.block');
    await told.waitFor();
    expect(await told.textContent()).toContain('13');
    expect(await page.locator('main').textContent()).toContain('请继续晾晒');
    expect(
      (await town.get('/epcis/events?EQ_bizStep=urn:zhuisu:voc:drying')).json().epcisBody.queryResults.resultsBody.eventList,
    ).toEqual([]);
    await page.locator('#f-moisture').fill('12');
    await page.getByRole('button', { name: /提交/ }).click();
    await page.locator('.outcome-title.ok').waitFor();
    const [event] = (await town.get('/epcis/events?EQ_bizStep=urn:zhuisu:voc:drying')).json().epcisBody.queryResults.resultsBody
      .eventList;
    expect(event).toMatchObject({ 'zhuisu:stage': 'rabdosia_drying', 'zhuisu:profile': '2026-jy-1', 'zhuisu:moisture': 12 });
    expect(event.bizLocation.id).toBe(farmPlace);
    expect(complaints).toEqual([]);
  }, 60_000);
});
