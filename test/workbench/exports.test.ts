/** Lists of the workbench as files, and views that a link restores. */
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { farmPlace, lot, openTown, openWorkbench, type Town } from './town.ts';

describe.skipIf(!hasChromium)('a list of the workbench', () => {
  let town: Town;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  const harvested = (name: string, kilograms: number): Promise<unknown> =>
    town.record('farm', 'harvest', {
      place: farmPlace,
      lot: lot(name),
      lotUnit: 'KGM',
      lotQuantity: kilograms,
      time: new Date(Date.now() - 3_600_000).toISOString(),
      crop: lot('2026-P1'),
      harvestDate: new Date().toISOString().slice(0, 10),
      origin: '419001101',
      cropName: '苹果',
    });

  beforeAll(async () => {
    town = await openTown();
    for (const [name, kilograms] of [
      ['2026-K1', 800],
      ['2026-K2', 120.5],
    ] as const)
      await harvested(name, kilograms);
    browser = await openBrowser({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 360, height: 780 } });
    ({ page, complaints } = await openWorkbench(town, browser.context, 'farmer'));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  async function fileOf(button: string, within = 'main'): Promise<Buffer> {
    const wanted = `${within} .exports button:text-is("${button}")`;
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(wanted)]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  it('of stock goes out with its units and its zone', async () => {
    await page.goto(`${town.address}/workbench/stock`);
    await page.waitForSelector('.item');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await fileOf('XLSX')) as unknown as ArrayBuffer);
    const rows: unknown[][] = [];
    book.worksheets[0]!.eachRow((row) => void rows.push((row.values as unknown[]).slice(1)));
    expect(rows[0]).toEqual([
      '批次 lot',
      '名称 name',
      '来 in',
      '去 out',
      '余 left',
      '单位 unit',
      '最近记录 last record (UTC+08:00)',
    ]);
    expect(
      rows
        .slice(1)
        .map(([code, name, came, , left, unit]) => [code, name, came, left, unit])
        .sort(),
    ).toEqual([
      [lot('2026-K1'), '苹果', 800, 800, '千克 kg'],
      [lot('2026-K2'), '苹果', 120.5, 120.5, '千克 kg'],
    ]);
    expect(await page.locator('.item').count()).toBe(rows.length - 1);
    expect((await fileOf('CSV')).toString('utf8')).toContain(',苹果,');
  });

  it('behind a number of the firm is restored by its link, and goes out', async () => {
    await page.goto(`${town.address}/workbench/scores`);
    await page.locator('[data-measure="completeness"] button').click();
    const behind = '[data-measure="completeness"] .behind li';
    await page.waitForSelector(behind);
    const listed = await page.locator(behind).count();
    const other = await browser.context.newPage();
    await other.goto(page.url());
    await other.waitForSelector(behind);
    expect(await other.locator(behind).count()).toBe(listed);
    await other.close();
    const lines = (await fileOf('CSV', '[data-measure="completeness"]')).toString('utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(listed + 1);
    expect(lines[0]).toContain('时间 at (UTC+08:00)');
  });

  it('of lots that are used up is restored by its link', async () => {
    await page.goto(`${town.address}/workbench/stock`);
    await page.locator('.chip input').check();
    expect(new URL(page.url()).search).toBe('?all=1');
    await page.reload();
    await page.waitForSelector('.item');
    expect(await page.locator('.chip input').isChecked()).toBe(true);
    expect(complaints).toEqual([]);
  });
});
