/** What firms come for, in a real browser: a certificate by keyboard alone, a record with a fault repaired, a delivery refused, a sheet corrected. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, hasChromium, openBrowser } from '../browser/chromium.ts';
import { farmPlace, lot, marketCode, openTown, openWorkbench, type Town } from './town.ts';

const hostile = '<img src=x onerror="window.hacked=1">"\'</script>=1+1';

describe.skipIf(!hasChromium)('a firm at the workbench', () => {
  let town: Town;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    town = await openTown();
    folder = await mkdtemp(join(tmpdir(), 'zhuisu-flows-'));
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Everybody with a browser of their own. */
  async function workbenchOf(login: string, path = ''): ReturnType<typeof openWorkbench> {
    await browser?.close();
    browser = await openBrowser({
      viewport: { width: 360, height: 740 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
    });
    return openWorkbench(town, browser.context, login, path);
  }
  const at = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  const harvest = (name: string, quantity: number): object => ({
    time: at(30),
    place: farmPlace,
    crop: lot('2026-P1'),
    lot: lot(name),
    lotQuantity: quantity,
    lotUnit: 'KGM',
    harvestDate: at(30).slice(0, 10),
    origin: '419001101',
  });

  it('has its first certificate by keyboard alone: three steps, three fields', async () => {
    const { page, complaints } = await workbenchOf('farmer', '/certificate');
    const typed: string[] = [];
    const type = async (text: string): Promise<void> => {
      typed.push(text);
      await page.keyboard.type(text);
    };
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    const steps: string[] = [];
    const step = async (): Promise<void> => {
      steps.push((await page.locator('[aria-current=step]').textContent())!);
    };
    await expect.poll(focused).toBe('product');
    await step();
    await type('富士苹果');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('quantity');
    await step();
    await type('500');
    for (let i = 0; i < 9 && (await focused()) !== 'contact'; i++) await page.keyboard.press('Tab');
    await type('0391-6633000');
    await page.keyboard.press('Enter');
    await expect.poll(focused, { timeout: 10_000 }).toBe('print');
    await step();
    expect(steps.map((each) => each[0])).toEqual(['1', '2', '3']);
    expect(typed).toHaveLength(3);
    const number = (await page.locator('.outcome code').textContent())!;
    expect(number).toMatch(/^HGZ-419001-\d{8}-/);
    const paper = await page.evaluate(async () => {
      const link = document.activeElement as HTMLAnchorElement;
      return (await (await fetch(link.href)).text()).slice(0, 5);
    });
    expect(paper).toBe('%PDF-');
    const kept = await fetch(`${town.address}/t/${number}`);
    expect(await kept.text()).toContain('富士苹果');
    // The second needs less: what stays is remembered.
    await page.getByRole('button', { name: /再开一张/ }).click();
    expect(await page.inputValue('#product')).toBe('富士苹果');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('quantity');
    expect(await page.inputValue('#contact')).toBe('0391-6633000');
    expect(complaints).toEqual([]);
  }, 90_000);

  it('records by the form, is told what is wrong at the field, repairs it, and finds what was typed after a reload', async () => {
    const { page, complaints } = await workbenchOf('farmer', '/record/produce/harvest');
    expect(await page.inputValue('#f-time')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    expect(await page.locator('.zone').first().textContent()).toContain('UTC+8');
    await page.locator('#f-lot').fill('苹果 2026-H7');
    await page
      .getByRole('button', { name: /用作本单位批次/ })
      .last()
      .click();
    expect(await page.locator('#f-lot').inputValue()).toBe(
      `urn:zhuisu:lot:91419001MA3X000102:${encodeURIComponent('苹果')}:2026-H7`,
    );
    await page.getByLabel('采收批次数量').fill('很多');
    await page.locator('#f-crop').fill(lot('2026-P1'));
    await page.fill('#f-check', hostile);
    await page.getByRole('button', { name: /提交/ }).click();
    const wrong = page.locator('[data-field=lot] .fault');
    await wrong.waitFor();
    expect(await wrong.textContent()).toContain('很多');
    expect(await page.locator('[data-field=harvestDate] .fault').textContent()).toContain('必填');
    expect(await page.evaluate(() => document.activeElement?.closest('.field')?.getAttribute('data-field'))).toBe('lot');
    // A fault and a reload take nothing away.
    await expect.poll(() => kept(page)).toContain('很多');
    await page.reload();
    await page.getByLabel('采收批次数量').waitFor();
    expect(await page.getByLabel('采收批次数量').inputValue()).toBe('很多');
    await page.getByLabel('采收批次数量').fill('３２０．５');
    await page.fill('#f-harvestDate', at(10).slice(0, 10));
    await page.getByRole('button', { name: /提交/ }).click();
    await page.locator('.outcome-title.ok').waitFor();
    const events = await town.get('/epcis/events?EQ_bizStep=commissioning');
    const [event] = events.json().epcisBody.queryResults.resultsBody.eventList;
    expect(event.eventID).toMatch(/^urn:uuid:/);
    expect(JSON.stringify(event)).toContain('320.5');
    await page.getByRole('button', { name: /再记一条/ }).click();
    expect(await page.getByLabel('采收批次数量').inputValue()).toBe('');
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(complaints).toEqual([]);
  }, 90_000);

  it('is told which rule refused a record, with the facts, at the field, and sends it again', async () => {
    await town.record('farm', 'harvest', harvest('2026-R1', 100));
    const { page, complaints } = await workbenchOf('farmer', '/record/produce/shipping');
    await page.getByRole('button', { name: /填入示例/ }).click();
    await page.locator('#f-lot').fill(lot('2026-R1'));
    await page.fill('#f-certificateNo', '');
    await page.fill('#f-time', '2026-11-01T08:00');
    await page.getByRole('button', { name: /提交/ }).click();
    const told = page.locator('.rule-line.block, .problems, .outcome-title').first();
    await told.waitFor();
    const rule = page.locator('.rule-line.block').first();
    expect(await rule.textContent(), 'a rule that stands in the way').toMatch(/[A-Z]{2,}-\d+/);
    expect(complaints).toEqual([]);
    // It stands in the queue, refused, and on the first screen.
    await page.goto(`${town.address}/workbench`);
    await page
      .getByRole('link', { name: /改好重发/ })
      .first()
      .waitFor();
    await page
      .getByRole('link', { name: /改好重发/ })
      .first()
      .click();
    await page.locator('.rule-line.block').first().waitFor();
    await page.fill('#f-certificateNo', 'HGZ-2026-000017');
    await page.fill('#f-time', at(1).slice(0, 16));
    await page.getByRole('button', { name: /改好重发/ }).click();
    await page.locator('.outcome-title.ok').waitFor();
    expect(complaints).toEqual([]);
  }, 90_000);

  it('refuses a delivery with a reason, and takes another in', async () => {
    await town.record('farm', 'harvest', harvest('2026-D1', 500));
    for (const note of ['D-11', 'D-12'])
      await town.record('farm', 'shipping', {
        time: at(5),
        place: farmPlace,
        lot: lot('2026-D1'),
        lotQuantity: note === 'D-11' ? 40 : 60,
        lotUnit: 'KGM',
        customer: marketCode,
        delivery: note,
        certificateNo: 'HGZ-2026-000017',
        toMarket: false,
      });
    const { page, complaints } = await workbenchOf('grocer');
    await page
      .locator('.item', { hasText: 'D-11' })
      .getByRole('link', { name: /确认或拒收/ })
      .click();
    await page.getByRole('button', { name: /拒收/ }).click();
    await page.fill('#why', hostile);
    await page.getByRole('button', { name: /确认拒收/ }).click();
    await expect.poll(() => page.locator('main').textContent(), { timeout: 8_000 }).toContain('已拒收');
    await page.getByRole('link', { name: /回今日/ }).click();
    await page.locator('.item', { hasText: 'D-12' }).waitFor();
    await expect.poll(() => page.locator('.item', { hasText: 'D-11' }).count()).toBe(0);
    await page
      .locator('.item', { hasText: 'D-12' })
      .getByRole('link', { name: /确认或拒收/ })
      .click();
    await page.getByRole('button', { name: /确认收货/ }).click();
    await page.locator('.outcome-title', { hasText: '已收货' }).waitFor();
    await page.getByRole('link', { name: /回今日/ }).click();
    await expect.poll(() => page.locator('.item', { hasText: 'D-12' }).count()).toBe(0);
    const answer = await town.get('/epcis/events?EQ_disposition=returned');
    const [event] = answer.json().epcisBody.queryResults.resultsBody.eventList;
    expect(event['zhuisu:reason']).toBe(hostile);
    expect(event.quantityList[0].quantity).toBe(40);
    await page.goto(`${town.address}/workbench/stock`);
    await page.locator('.item strong', { hasText: '60' }).waitFor();
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(complaints).toEqual([]);
  }, 90_000);

  it('sends a sheet, has the refused rows back with the reasons in them, corrects and sends them again', async () => {
    const { page, complaints } = await workbenchOf('farmer', '/record/produce/harvest/sheet');
    const wait = page.waitForEvent('download');
    await page.getByRole('link', { name: /下载 Excel 模板/ }).click();
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await readFile((await (await wait).path())!)) as never);
    const sheet = book.worksheets[0]!;
    const heads = Array.from(sheet.getRow(2).values as unknown[], String);
    const keys = Array.from(sheet.getRow(1).values as unknown[], String);
    const column = (word: string): number => {
      const found = keys.findIndex((each) => each.replace(/[*＊\s].*$/s, '') === word);
      if (found < 0) throw new Error(`${word} is none of ${keys.join('|')} ${heads.join('|')}`);
      return found;
    };
    const row = (n: number, name: string, quantity: unknown): void => {
      const cells = sheet.getRow(n);
      for (const [word, value] of [
        ['收获时间', '2026-11-20 08:00'],
        ['收获基地', farmPlace],
        ['种植批次', lot('2026-P1')],
        ['采收批次', lot(name)],
        ['采收批次数量', quantity],
        ['采收批次单位', '千克'],
        ['收获日期', '2026-11-20'],
        ['产地', '419001101'],
      ] as const)
        cells.getCell(column(word)).value = value as ExcelJS.CellValue;
    };
    row(3, 'X1', 10);
    row(4, 'X2', '好多');
    row(5, 'X3', 30);
    const file = join(folder, '采收.xlsx');
    await book.xlsx.writeFile(file);
    await page.setInputFiles('#sheet', file);
    const card = page.locator('[data-upload]').first();
    await card.getByText('新存 2，已有 0，被拒 1').waitFor();
    expect(await card.locator('tbody').textContent()).toContain('好多');
    const back = page.waitForEvent('download');
    await card.getByRole('button', { name: /下载待改的行/ }).click();
    const refused = new ExcelJS.Workbook();
    await refused.xlsx.load((await readFile((await (await back).path())!)) as never);
    const again = refused.worksheets[0]!;
    let corrected = 0;
    again.eachRow((each) =>
      each.eachCell((cell) => {
        if (cell.value === '好多') {
          cell.value = 20;
          corrected++;
        }
      }),
    );
    expect(corrected).toBe(1);
    const second = join(folder, '改好.xlsx');
    await refused.xlsx.writeFile(second);
    await page.setInputFiles('#sheet', second);
    await page.locator('[data-upload]').first().getByText('新存 1，已有 0，被拒 0').waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it('shows a reader what there is and why they cannot record', async () => {
    const { page, complaints } = await workbenchOf('looker', '/record/produce/harvest');
    expect(await page.locator('.notice').first().textContent()).toContain('不能记录');
    expect(await page.getByRole('button', { name: /提交/ }).isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
  }, 60_000);
});

const kept = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise<string>((done) => {
        const open = indexedDB.open('zhuisu-workbench');
        open.onsuccess = () => {
          const all = open.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => {
            open.result.close();
            done(JSON.stringify(all.result));
          };
        };
      }),
  );
