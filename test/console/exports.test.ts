/** Lists of the console as files: all that fits the filters, not what was scrolled to; texts that stay texts; times whose zone is named. */
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../browser/chromium.ts';
import { type Signed, signedIn } from './browsing.ts';
import { type ConsoleTown, openConsoleTown } from './town.ts';

const formula = '=HYPERLINK("http://x","家庭农场")';
/** More than a page of the interface holds. */
const many = 260;

async function fileOf(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function rowsOf(bytes: Buffer): Promise<string[][]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const rows: string[][] = [];
  book.worksheets[0]!.eachRow((row) => {
    expect((row.values as unknown[]).every((value) => typeof value !== 'object')).toBe(true);
    rows.push((row.values as unknown[]).slice(1).map((value) => String(value ?? '')));
  });
  return rows;
}

describe.skipIf(!hasChromium)('a list of the console as a file', () => {
  let town: ConsoleTown;
  let lead: Signed;
  let outside: string;

  beforeAll(async () => {
    town = await openConsoleTown({ more: 3 });
    const organisations = Array.from({ length: many }, (_, i) => ({
      name: i === 0 ? formula : `第 ${i} 家庭农场`,
      kind: 'enterprise',
      form: 'family_farm',
      areas: ['419001'],
      categories: ['inputs'],
      address: '河南省济源市',
    }));
    const made = await town.send('POST', '/api/v1/organisations', { organisations });
    expect(made.json().items.filter(({ status }: { status: string }) => status !== 'created')).toEqual([]);
    const other = { ...organisations[1]!, name: '河西气瓶检验站', categories: ['equipment'] };
    const { id } = (await town.send('POST', '/api/v1/organisations', other)).json();
    await town.send('POST', `/api/v1/organisations/${id}/decisions`, { decision: 'approve' });
    outside = id;
    lead = await signedIn(town, 'lead');
  }, 120_000);
  afterAll(async () => {
    await lead?.close();
    await town?.close();
  });

  it('holds every firm that fits the filters, further than the page that is shown', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/firms?category=inputs&status=registered`);
    await page.waitForSelector('.table [data-index="0"]');
    const [head, ...rows] = await rowsOf(await fileOf(page, '.exports button:text-is("XLSX")'));
    expect(head).toContain('登记 registered (GMT+8)');
    expect(rows).toHaveLength(many);
    expect(new Set(rows.map(([id]) => id)).size).toBe(many);
    expect(rows.some(([, name]) => name === formula)).toBe(true);
    const text = (await fileOf(page, '.exports button:text-is("CSV")')).toString('utf8');
    expect(text.trimEnd().split('\r\n')).toHaveLength(many + 1);
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""家庭农场"")"`);
  });

  it('tells why it could not be made, and is there again afterwards', async () => {
    const { page } = lead;
    await page.route('**/api/v1/organisations?*page=*', (route) => route.abort());
    await page.click('.exports button:text-is("XLSX")');
    await page.waitForSelector('.notices .bad');
    expect(await page.locator('.notices .bad').textContent()).toContain('服务器没有回答');
    await page.unroute('**/api/v1/organisations?*page=*');
    expect(await rowsOf(await fileOf(page, '.exports button:text-is("XLSX")'))).toHaveLength(many + 1);
    lead.wrong.length = 0;
  });

  it('says of a firm of other departments that only the public part is told, and never that the rest is not there', async () => {
    const { page } = lead;
    await page.goto(`${town.address}/console/firms?q=${encodeURIComponent('河西气瓶')}`);
    await page.waitForSelector('.table [data-index="0"]');
    expect(await page.locator('.table [data-index="0"]').textContent()).toContain('仅公开部分');
    await page.goto(`${town.address}/console/firms/${outside}`);
    await page.waitForSelector('.file h1');
    const told = (await page.locator('.file').textContent())!;
    expect(told).toContain('不属于您负责的类别和区域');
    expect(told).not.toMatch(/没有登记|没有发现|none registered|暂停|—/);
    expect(lead.wrong).toEqual([]);
  });
});
