/** Files of the console with what stands in them: a complaint with photo and telephone number, a case with its looks, the audit log. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../browser/chromium.ts';
import { jpeg } from '../supervision/pictures.ts';
import { type Signed, serious, signedIn, tabTo } from './browsing.ts';
import { apples, type ConsoleTown, hostile, openConsoleTown } from './town.ts';

describe.skipIf(!hasChromium)('in the console', () => {
  let town: ConsoleTown;
  let lead: Signed;
  let number: string;

  beforeAll(async () => {
    town = await openConsoleTown({ more: 3 });
    const made = await town.send('POST', '/api/v1/complaints', {
      kind: 'complaint',
      subject: 'quality',
      told: hostile.slice(0, 200),
      code: apples,
      contact: '13812345678',
    });
    number = made.json().number;
    const sent = await town.app.inject({
      method: 'POST',
      url: `/api/v1/complaints/${number}/photos`,
      headers: { host: 'localhost:8080', 'content-type': 'image/jpeg' },
      payload: jpeg,
    });
    expect(sent.statusCode, sent.body).toBe(201);
    lead = await signedIn(town, 'lead', { axe: true });
  }, 120_000);
  afterAll(async () => {
    await lead?.close();
    await town?.close();
  });

  it('a complaint shows its photo, its limits with their bases, and its number for a reason that is written down', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/complaints/${number}`);
    const file = page.locator('.details');
    await file.locator('.photos img').waitFor();
    await expect
      .poll(() => file.locator('.photos img').evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
    for (const each of ['办理时限', '个工作日', '未核对原文', '回访电话']) expect(await file.textContent()).toContain(each);
    expect(await file.textContent()).not.toContain('13812345678');
    await tabTo(page, '.details dd button');
    await page.keyboard.press('Enter');
    await page.keyboard.type('向投诉人核实购买地点');
    await page.keyboard.press('Enter');
    await expect.poll(() => file.locator('a[href^="tel:"]').textContent(), { timeout: 10_000 }).toBe('13812345678');
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await serious(page)).toEqual([]);
    expect(lead.wrong).toEqual([]);
  });

  it('a case names the firms whose records were looked at, and its titles stand at the left', async () => {
    const { page } = lead;
    const id = await page.evaluate(
      async ([root]) => {
        const send = async (path: string, more: RequestInit): Promise<Response> => fetch(path, more);
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify({
          reason: '核查去向',
          category: 'produce',
          roots: [root],
          legalBasis: '农产品质量安全法',
          days: 5,
        });
        const opened = (await (await send('/api/v1/cases', { method: 'POST', headers, body })).json()) as { id: string };
        await send(`/api/v1/trace?code=${encodeURIComponent(root!)}`, { headers: { 'zhuisu-case': opened.id } });
        return opened.id ?? JSON.stringify(opened);
      },
      [apples],
    );
    await page.goto(`${town.address}/console/cases/${id}`);
    const looks = page.locator('.details .history a[href*="/console/firms/"]');
    await looks.first().waitFor();
    for (const each of await looks.allTextContents()) expect(each).toMatch(/（演示）$/);
    const [title, acts] = await Promise.all([
      page.locator('.titled h1').boundingBox(),
      page.locator('.titled .button').boundingBox(),
    ]);
    expect(title!.x).toBeLessThan(40);
    expect(acts!.x).toBeGreaterThan(title!.x + title!.width);
    expect(await serious(page)).toEqual([]);
    expect(lead.wrong).toEqual([]);
  });

  it('a finding tells what happened in its records by step and time', async () => {
    const { page } = lead;
    const found = town.found.find(({ evidence, category }) => evidence.events.length > 0 && category === 'produce');
    if (found === undefined) throw new Error('no finding of produce names an event');
    await page.goto(`${town.address}/console/findings/${found.id}`);
    const line = page.locator('.details .event summary').first();
    await expect.poll(() => line.textContent(), { timeout: 10_000 }).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d/);
    expect(await line.textContent()).not.toMatch(/ni:\/\/|urn:uuid:/);
    expect(await page.locator('.details .told').textContent()).not.toMatch(/urn:zhuisu|https:\/\/id\.gs1/);
  });

  it('the audit administrator reads in Chinese what was done, by names', async () => {
    const audit = await signedIn(town, 'auditor', { axe: true });
    try {
      const { page } = audit;
      await page.goto(`${town.address}/console/audit`);
      const log = (await page.locator('table.audit').textContent())!;
      expect(log).toContain('立案：核查去向');
      expect(log).toContain('向投诉人核实购买地点');
      expect(log).toMatch(/案件 [\da-f]{8}/);
      expect(log).not.toMatch(/undefined|\[object/);
      expect(await serious(page)).toEqual([]);
      await page.goto(`${town.address}/account`);
      expect(await page.locator('.places').textContent()).toContain('进入监管工作台');
    } finally {
      await audit.close();
    }
  });
});
