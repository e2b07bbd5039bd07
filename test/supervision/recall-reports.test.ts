/** The files of recalls and traces, read back with other programs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firmId, partyUri } from '../access/city.ts';
import { openTrades, type Trades, trade } from './chain.ts';

let opened: Trades['opened'];
let app: Trades['app'];
let ask: Trades['ask'];
let packed: string;
let recall: string;
let drill: string;

beforeAll(async () => {
  ({ opened, app, ask } = await openTrades());
  const traded = await trade(app, 'report');
  packed = traded.packed;
  const draft = async (more: object): Promise<string> => {
    const answer = await ask.post('farm recorder', '/api/v1/recalls', {
      category: 'produce',
      codes: [traded.harvest],
      level: 2,
      titleZh: '召回农残超标苹果',
      reason: '=抽检农药残留超标',
      instructionsZh: '立即停售、封存',
      ...more,
    });
    const { id } = answer.json() as { id: string };
    await ask.post('farm', `/api/v1/recalls/${id}/confirmations`, { act: 'confirm' });
    const published = await ask.post('farm', `/api/v1/recalls/${id}/acts`, { act: 'publish' });
    expect(published.statusCode, published.body).toBe(201);
    return id;
  };
  recall = await draft({});
  // What is recalled is no matter for a drill.
  drill = await draft({ drill: true, codes: [(await trade(app, 'drilled')).harvest] });
  for (const id of [recall, drill])
    await ask.post('general trader', `/api/v1/recalls/${id}/answers`, {
      items: [{ thing: packed, found: 50, quarantined: 45, note: '=1+1' }],
    });
  await ask.post('farm', `/api/v1/recalls/${drill}/acts`, { act: 'complete', reason: '演练结束' });
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

async function pdfOf(id: string): Promise<string> {
  const answer = await ask.get('agriculture', `/api/v1/recalls/${id}/report.pdf`);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  const folder = mkdtempSync(join(tmpdir(), 'zhuisu-report-'));
  try {
    writeFileSync(join(folder, 'report.pdf'), answer.rawPayload);
    return execFileSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-']).toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function rowsOf(actor: string, url: string): Promise<string[][]> {
  const answer = await ask.get(actor, url);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(answer.rawPayload as unknown as exceljs.Buffer);
  const rows: string[][] = [];
  workbook.worksheets[0]!.eachRow((row) => {
    rows.push(
      (row.values as exceljs.CellValue[])
        .slice(1)
        .map((value) => (value instanceof Date ? value.toISOString() : String(value ?? ''))),
    );
  });
  return rows;
}

const hasPoppler = ((): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('skipped: pdftotext (poppler-utils) is absent, the report is not read back');
    return false;
  }
})();

describe('the report of a recall', () => {
  it.skipIf(!hasPoppler)('says in a PDF what, why, how far, who is silent, and what was done', async () => {
    const text = await pdfOf(recall);
    for (const part of [
      '召回总结报告',
      '召回农残超标苹果',
      '抽检农药残留超标',
      'general trader',
      'shop',
      '发布 Publish',
      '未答复 silent',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('DRILL');
  });

  it.skipIf(!hasPoppler)(
    'says how far it reached, whom to ask first, what that rests on, and that its clocks were not checked',
    async () => {
      const text = (await pdfOf(recall)).replace(/\s+/g, ' ');
      for (const part of [
        '一定受影响 surely affected',
        '至多（记录缺失）at most',
        '780 千克 KGM',
        '先问谁 Whom to ask first',
        '数量未交代',
        '假定 Assumptions',
        'A lot is made once',
        '时限依据 clocks',
        '未经核对 unverified',
      ])
        expect(text, part).toContain(part);
    },
  );

  it.skipIf(!hasPoppler)('is marked on every page of a drill, with its score', async () => {
    const text = await pdfOf(drill);
    expect(
      text
        .split('\f')
        .filter((page) => page.trim() !== '')
        .every((page) => page.includes('演练 DRILL')),
    ).toBe(true);
    expect(text).toMatch(/演练评分 Score: \d+/);
  });

  it('has the lists and answers as a spreadsheet, of which a firm gets its own; no text is a formula', async () => {
    const whole = await rowsOf('agriculture', `/api/v1/recalls/${recall}/report.xlsx`);
    expect(new Set(whole.slice(2).map((row) => row[2]))).toEqual(
      new Set([firmId('farm'), firmId('general trader'), firmId('shop')]),
    );
    const own = (await rowsOf('general trader', `/api/v1/recalls/${recall}/report.xlsx`)).slice(2);
    expect(own).toHaveLength(1);
    expect(own[0]).toEqual(expect.arrayContaining([packed, '50', '45', '=1+1']));
    expect((await rowsOf('shop', `/api/v1/recalls/${drill}/report.xlsx`))[2]![0]).toBe('演练 DRILL');
    expect((await ask.get('general trader', `/api/v1/recalls/${recall}/report.pdf`)).statusCode).toBe(404);
    expect((await ask.get('quarry', `/api/v1/recalls/${recall}/report.xlsx`)).statusCode).toBe(404);
  });
});

describe('the worksheets of a report', () => {
  const sheetsOf = async (actor: string, id: string): Promise<Map<string, string[][]>> => {
    const answer = await ask.get(actor, `/api/v1/recalls/${id}/report.xlsx`);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(answer.rawPayload as unknown as exceljs.Buffer);
    return new Map(
      workbook.worksheets.map((sheet) => {
        const rows: string[][] = [];
        sheet.eachRow((row) => rows.push((row.values as exceljs.CellValue[]).slice(1).map((value) => String(value ?? ''))));
        return [sheet.name, rows] as const;
      }),
    );
  };

  it('tell a department the lists, the scope with its bounds, whom to ask, what that rests on, the holders and the course', async () => {
    const sheets = await sheetsOf('agriculture', recall);
    expect([...sheets.keys()]).toEqual([
      '召回 Recall',
      '范围 Scope',
      '先问谁 Calls',
      '假定 Assumptions',
      '持有方 Holders',
      '经过 Course',
    ]);
    expect(
      sheets
        .get('范围 Scope')!
        .slice(2)
        .map(([, set, lots]) => [set!.slice(0, 2), lots]),
    ).toEqual([
      ['一定', '2'],
      ['很可', '2'],
      ['至多', '2'],
    ]);
    expect(sheets.get('范围 Scope')!.at(-1)!.join(' ')).toContain('780 千克 KGM; 200 ');
    expect(sheets.get('先问谁 Calls')!.flat()).toContain(packed);
    expect(sheets.get('假定 Assumptions')!.flat().join(' ')).toContain('时限依据');
    expect(
      sheets
        .get('持有方 Holders')!
        .slice(2)
        .map(([, name]) => name)
        .sort(),
    ).toEqual(['farm', 'general trader', 'shop']);
    expect(
      sheets
        .get('经过 Course')!
        .slice(2)
        .map(([, , act]) => act),
    ).toEqual(['起草 drafted', '确认 Confirm', '发布 Publish']);
  });

  it('are marked line by line in a drill', async () => {
    const sheets = await sheetsOf('agriculture', drill);
    for (const [name, rows] of sheets) {
      expect(name).toContain('演练');
      for (const row of rows.slice(2)) expect(row[0]).toBe('演练 DRILL');
    }
  });

  it('tell a firm its own list alone, with what it holds and to whom it passed it on', async () => {
    const sheets = await sheetsOf('general trader', recall);
    expect([...sheets.keys()]).toEqual(['召回 Recall']);
    const [heading, , row] = sheets.get('召回 Recall')!;
    const of = (name: string): string => row![heading!.indexOf(name)]!;
    expect([of('记录留存至多'), of('记录已售'), of('转交')]).toEqual(['50', '20', 'shop 30']);
    expect(JSON.stringify([...sheets])).not.toContain(firmId('farm'));
  });
});

describe('a trace as a spreadsheet', () => {
  it('has a row for each lot of each event in the order of time, and no more than the asker may read', async () => {
    const url = `/api/v1/trace.xlsx?code=${encodeURIComponent(packed)}`;
    const [heading, second, ...rows] = await rowsOf('operator', url);
    expect(heading).toContain('批次或单品');
    expect(second).toContain('Critical tracking event');
    // Of a lot the column of its product says more than its code.
    const product = heading!.indexOf('品名');
    expect(rows.find((row) => row.includes(packed))![product]).toMatch(/批次/);
    const times = rows.map(([time]) => time!);
    expect([...times].sort()).toEqual(times);
    expect(rows.find((row) => row.includes('shipping') && row.includes('30'))).toEqual(
      expect.arrayContaining([partyUri('general trader'), partyUri('shop'), 'urn:test:delivery:report:generaltrader', 'H87']),
    );
    const shop = (await rowsOf('shop', url)).slice(2);
    expect(shop.length).toBeGreaterThan(0);
    expect(shop.length).toBeLessThan(rows.length);
    expect(shop.every((row) => row.join(' ').includes('shop') || row.join(' ').includes('recall'))).toBe(true);
    expect((await ask.get('quarry', url)).statusCode).toBe(404);
    expect((await ask.get('public', url)).statusCode).toBe(401);
  });
});
