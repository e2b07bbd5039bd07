// biome-ignore-all lint/suspicious/noExplicitAny: answers are read as they come
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDigit } from '../../src/codes/index.ts';
import { columnLetters, tableRows } from '../../src/organisations/import/table.ts';
import { zipped } from '../../src/sheets/zip.ts';
import { findAudit } from '../../src/store/index.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { gather, grafted } from '../sheets/files.ts';

let served: Served;
beforeAll(async () => {
  served = await serveApp();
});
afterAll(() => served.close());

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const headings = ['主体名称', '统一社会信用代码', '主体类别', '组织形式', '所在区划', '追溯品类', '地址', '全球位置码'];
const firm = ['轵城果汁有限公司', '91419001MA00000154', '企业', '公司', '轵城镇', '食品、食用农产品', '1 号', ''];

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 32100-2015 §4.4, for numbers of the invented range MA1. */
function credit(serial: number): string {
  const body = `91419001MA1${String(serial).padStart(6, '0')}`;
  let [sum, weight] = [0, 1];
  for (const character of body) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return body + alphabet[(31 - (sum % 31)) % 31];
}

async function sheetOf(rows: readonly (readonly unknown[])[], change: (sheet: exceljs.Worksheet) => void = () => {}) {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('主体');
  for (const row of rows) sheet.addRow([...row]);
  change(sheet);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const csvOf = (rows: readonly (readonly string[])[], mark = ','): string => rows.map((row) => row.join(mark)).join('\r\n');

const send = (file: Buffer | string, query = '', type = 'text/csv') =>
  served.app.inject({
    method: 'POST',
    url: `/api/v1/organisations/import${query}`,
    headers: { host: 'localhost:8080', 'content-type': type },
    payload: file,
  });
const told = async (file: Buffer | string, query = ''): Promise<any> => (await send(file, query)).json();

/** GB 18030 of the texts used here, by the decoder itself: each two-byte code is looked up. */
function gb18030(text: string): Buffer {
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder('gb18030');
  for (let high = 0x81; high < 0xff; high++)
    for (let low = 0x40; low < 0xff; low++) if (low !== 0x7f) table.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  return Buffer.from([...text].flatMap((each) => (each < '\u0080' ? [each.charCodeAt(0)] : table.get(each)!)));
}

describe('a table', () => {
  it('tells what became of each row, and a second time that it is there', async () => {
    const file = await sheetOf([headings, firm, ['王屋农场', '', '', '家庭农场', '419001109', '', '', '']]);
    const dry = await told(file, '?check=1');
    expect([dry.checkOnly, dry.counts.created]).toEqual([true, 2]);
    const first = (await send(file, '', xlsx)).json();
    expect(first.counts).toEqual({ created: 2, exists: 0, changed: 0, refused: 0 });
    expect(first.rows[0]).toMatchObject({ row: 2, status: 'created', name: firm[0] });
    expect((await told(file)).counts).toEqual({ created: 0, exists: 2, changed: 0, refused: 0 });
    const moved = await told(await sheetOf([headings, firm.with(4, '济水街道')]));
    expect(moved.rows).toMatchObject([{ row: 2, status: 'changed' }]);
    const { organisations } = (await served.get('/api/v1/organisations?q=91419001MA00000154')).json();
    expect(organisations).toMatchObject([{ areas: ['419001002'], categories: ['food', 'produce'], status: 'registered' }]);
  });

  it('names the cell, the column and the reason of each fault, and takes the good rows', async () => {
    const person = '11010519491231002X';
    const report = await told(
      await sheetOf([
        headings,
        ['好企业', credit(1), '企业', '公司', '轵城镇', '食品', '', ''],
        ['坏企业', '91419001MA00000155', '工厂', '公司', '月球', '玩具', '', '123'],
        ['重复', credit(1), '', '', '轵城镇', '', '', ''],
        ['张三', person, '', '自然人', '轵城镇', '', '', ''],
        [`李四 ${person}`, '', '', '自然人', '轵城镇', '', '', ''],
        ['', credit(2), '', '', '轵城镇', '', '', ''],
        ['数字', 914190010000001500, '', '', '轵城镇', '', '', ''],
      ]),
    );
    expect(report.counts).toEqual({ created: 1, exists: 0, changed: 0, refused: 6 });
    const cells = report.rows.map(({ problems }: any) => problems.map((each: any) => `${each.code} ${each.cell ?? each.path}`));
    expect(cells).toEqual([
      [],
      ['cell_invalid C3', 'cell_invalid B3', 'cell_invalid E3', 'cell_invalid F3', 'cell_invalid H3'],
      ['cell_invalid B4'],
      ['person_number_refused B5 统一社会信用代码 USCC'],
      ['person_number_refused A6 主体名称 Name'],
      ['cell_invalid A7'],
      ['cell_invalid B8'],
    ]);
    expect(report.rows[1].problems[1]).toMatchObject({
      column: '统一社会信用代码 USCC',
      came: '91419001MA00000155',
      titleZh: expect.stringMatching(/单元格 B3.*应为 4/),
      title: expect.stringMatching(/Cell B3.*expected 4/),
    });
    expect(report.rows[1].problems[3].expected).toContain('食用农产品');
    expect(JSON.stringify(report)).not.toContain(person);
  });

  it('leaves what its empty cells and missing columns do not say', async () => {
    await told(csvOf([headings, ['留白企业', credit(6), '', '', '轵城镇', '食品', '东街 6 号', '']]));
    const again = await told(
      csvOf([
        ['主体名称', 'USCC', '所在区划', '地址'],
        ['留白企业', credit(6), '轵城镇', ''],
      ]),
    );
    expect(again.counts.exists).toBe(1);
    const { organisations } = (await served.get(`/api/v1/organisations?q=${credit(6)}`)).json();
    expect(organisations).toMatchObject([{ address: '东街 6 号', categories: ['food'] }]);
  });

  it('with approval needs no review', async () => {
    const report = await told(csvOf([headings, ['已审企业', credit(3), '', '', '轵城镇', '', '', '']]), '?approve=1');
    const { id } = report.rows[0];
    expect((await served.get(`/api/v1/organisations/${id}`)).json().status).toBe('active');
  });

  it('gives a GLN that others have already to nobody else', async () => {
    const gln = `952105500001${checkDigit('952105500001')}`;
    const one = ['甲', credit(4), '', '', '轵城镇', '', '', gln].with(0, '甲企业');
    const report = await told(csvOf([headings, one, one.with(0, '乙企业').with(1, credit(5))]));
    expect(report.rows.map((each: any) => each.problems[0]?.code ?? each.status)).toEqual(['created', 'identifier_taken']);
  });
});

describe('CSV', () => {
  const rows = [headings, ['济源企业', credit(10), '', '', '轵城镇', '', '', '']];
  it.each([
    ['UTF-8', Buffer.from(csvOf(rows))],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${csvOf(rows)}`)],
    ['GB 18030', gb18030(csvOf(rows))],
    ['UTF-16 as Excel writes "Unicode text"', Buffer.from(`\uFEFF${csvOf(rows, '\t')}`, 'utf16le')],
    ['semicolons', Buffer.from(csvOf(rows, ';'))],
    ['tabs', Buffer.from(csvOf(rows, '\t'))],
    ['line feeds alone', Buffer.from(csvOf(rows).replaceAll('\r', ''))],
    ['quotes', Buffer.from(csvOf(rows.map((row) => row.map((cell) => `"${cell}"`))))],
    [
      'English headings in another order, with a column of its own',
      Buffer.from(`Note,Area,Name,USCC\nx,轵城镇,济源企业,${credit(10)}\n\n`),
    ],
  ])('is read in %s', async (_, file) => {
    const report = await told(file);
    expect([report.counts?.refused, report.rows?.length, report.rows?.[0].name]).toEqual([0, 1, '济源企业']);
  });

  it('keeps commas, quotes and line ends inside quotes', async () => {
    const cells: string[][] = [];
    for await (const row of tableRows(Buffer.from('a,"b, ""c""\nd",e\r\n,,\r\nf'))) cells.push(row.cells.map(({ text }) => text));
    expect(cells).toEqual([['a', 'b, "c"\nd', 'e'], ['f']]);
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    await expect(tableRows(Buffer.from([0xff, 0xff, 0x41])).next()).rejects.toThrow(/GB18030/);
  });
});

describe('the same file comes back', () => {
  const rows = [headings, ['回执企业', credit(20), '', '', '轵城镇', '', '', ''], ['坏', 'x', '', '', '轵城镇', '', '', '']];

  it('as CSV with a column of explanations', async () => {
    const answer = await send(csvOf(rows), '?as=file');
    expect(answer.headers['content-disposition']).toContain('organisations-result.csv');
    const lines = answer.body.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines[0]).toBe(`${headings.join(',')},处理结果 Result`);
    expect(lines[1]).toMatch(/^回执企业.*,已登记 created$/);
    expect(lines[2]).toMatch(/^坏.*未通过 refused \|.*单元格 A3.*\|.*单元格 B3/);
  });

  it('as a workbook that can be sent again', async () => {
    const answer = await send(await sheetOf(rows), '?as=file&check=1', xlsx);
    expect(answer.headers['content-type']).toBe(xlsx);
    const again: string[] = [];
    for await (const row of tableRows(answer.rawPayload)) again.push(row.cells.at(-1)!.text.slice(0, 3));
    expect(again).toEqual(['处理结', '已存在', '未通过']);
    expect((await told(answer.rawPayload)).counts).toMatchObject({ exists: 1, refused: 1 });
  });
});

describe('the template', () => {
  it('has headings, drop-downs and examples, and can be filled in and sent', async () => {
    const file = (await served.stranger('GET', '/api/v1/organisations/template.xlsx')).rawPayload;
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(file as never);
    const [sheet, lists, examples] = workbook.worksheets;
    expect((sheet!.getRow(1).values as string[]).slice(1)).toHaveLength(8);
    expect(sheet!.getCell('C2').dataValidation).toMatchObject({ type: 'list', formulae: ["'选项 Lists'!$C$1:$C$6"] });
    expect((lists!.getColumn(5).values as string[]).filter(Boolean)).toContain('五龙口镇');
    const rows: string[][] = [];
    examples!.eachRow((row, i) => i > 1 && rows.push((row.values as string[]).slice(1)));
    for (const row of rows) sheet!.addRow(row);
    const report = await told(Buffer.from(await workbook.xlsx.writeBuffer()), '?check=1');
    expect([report.counts.refused, report.rows.length]).toEqual([0, rows.length]);
  });
});

describe('rubbish is refused before anything is stored', () => {
  const good = ['不该登记', credit(30), '', '', '轵城镇', '', '', ''];
  const archive = (parts: [string, string][]): Promise<Buffer> =>
    gather(zipped(parts.map(([name, text]) => ({ name, content: [Buffer.from(text)] }))));
  const workbook = (sheet: string): Promise<Buffer> =>
    archive([
      ['xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'],
      ['xl/workbook.xml', '<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'],
      ['xl/worksheets/sheet1.xml', sheet],
    ]);

  /** One entry whose header says little and whose content is much. */
  async function bomb(): Promise<Buffer> {
    const name = 'xl/_rels/workbook.xml.rels';
    return grafted(await archive([[name, '?']]), name, deflateRawSync(Buffer.alloc(80 << 20, ' ')));
  }

  it.each<[string, string, () => Buffer | string | Promise<Buffer>]>([
    ['nothing', 'table_unreadable', () => ''],
    ['bytes of no encoding', 'table_unreadable', () => Buffer.from([0xff, 0xff, 0xff, 0x30])],
    ['zero bytes', 'table_unreadable', () => Buffer.alloc(100)],
    ['an .xls of old', 'table_unreadable', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['an archive that is none', 'table_unreadable', () => 'PK and no more'],
    ['an archive cut off', 'table_unreadable', async () => (await sheetOf([headings, good])).subarray(0, 3_000)],
    ['an archive of something else', 'table_unreadable', () => archive([['word/document.xml', '<x/>']])],
    ['a worksheet that is no XML', 'table_unreadable', () => workbook('<worksheet><sheetData><row')],
    [
      'an archive of entities',
      'table_unreadable',
      () =>
        workbook(
          '<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>',
        ),
    ],
    ['more than it says, unpacked', 'table_too_large', bomb],
    ['other headings', 'column_unknown', () => csvOf([['甲', '乙'], good])],
    ['a heading short', 'column_unknown', () => csvOf([headings.toSpliced(4, 1), good])],
    ['a quote that does not end', 'table_unreadable', () => `${csvOf([headings, good])}\r\n"坏`],
    ['too many rows', 'table_too_large', () => `${csvOf([headings, good])}${'\n,x'.repeat(50_001)}`],
    ['too many columns', 'table_too_large', () => `${csvOf([headings, good])}\n${','.repeat(200)}x`],
    ['too long a cell', 'table_unreadable', () => `${csvOf([headings, good])}\n${'x'.repeat(40_000)}`],
  ])('%s: %s', async (_, code, file) => {
    const answer = await send(await file());
    expect(answer.json()).toMatchObject({ code });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect((await served.get(`/api/v1/organisations?q=${credit(30)}`)).json().organisations).toEqual([]);
  });

  it('and so are formulas, in their row', async () => {
    const file = await sheetOf([headings, good.with(0, '公式企业'), good], (sheet) => {
      sheet.getCell('A2').value = { formula: 'HYPERLINK("x")', result: '公式企业' };
    });
    const report = await told(file, '?check=1');
    expect(report.rows[0]).toMatchObject({
      status: 'refused',
      problems: [
        { cell: 'A2', titleZh: expect.stringMatching(/不含公式的值/), title: expect.stringMatching(/a value, not a formula/) },
      ],
    });
    const csv = await told(csvOf([headings, good.with(0, '=1+1')]), '?check=1');
    expect(csv.rows[0].problems[0]).toMatchObject({ cell: 'A2', came: '=1+1' });
  });

  it('of any length at any place', async () => {
    const file = await sheetOf([headings, good]);
    for (let at = 5; at < file.length; at += 211) {
      const damaged = Buffer.from(file);
      damaged[at] = damaged[at]! ^ 0x55;
      expect((await send(damaged, '?check=1', xlsx)).statusCode, `byte ${at}`).toBeLessThan(500);
    }
  });

  it('in a form too', async () => {
    const form = (name: string, content: string) =>
      `--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--x--\r\n`;
    const type = 'multipart/form-data; boundary=x';
    expect((await send(form('a.csv', csvOf([headings, good])), '?check=1', type)).json().counts).toMatchObject({ created: 1 });
    expect((await send('--x\r\nrubbish', '', type)).json()).toMatchObject({ code: 'table_unreadable' });
    expect((await send('--x--\r\n', '', type)).json()).toMatchObject({ code: 'table_unreadable' });
    expect((await send('{}', '', 'image/png')).statusCode).toBe(415);
    expect((await send(csvOf([headings]), '?check=2')).json()).toMatchObject({ code: 'parameter_invalid' });
  });
});

describe('the command line', () => {
  it('imports the same file, and ends with 1 when a row was refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zhuisu-import-'));
    const file = join(folder, 'a.csv');
    await writeFile(
      file,
      csvOf([headings, ['命令行企业', credit(40), '', '', '轵城镇', '', '', ''], ['坏企业', 'x', '', '', '轵城镇', '', '', '']]),
    );
    const main = join(import.meta.dirname, '../../src/cli/main.ts');
    const run = (...words: string[]) =>
      promisify(execFile)(process.execPath, [main, 'organisations', 'import', file, ...words], {
        env: { ...process.env, ZHUISU_DATA_DIR: served.dataDir },
      }).catch((error: { code: number; stdout: string; stderr: string }) => error);
    const dry = await run('--check');
    expect([(dry as any).code, dry.stdout]).toEqual([
      1,
      expect.stringMatching(/第 3 行[\s\S]*单元格 B3[\s\S]*试运行.*created 1/),
    ]);
    expect((await served.get(`/api/v1/organisations?q=${credit(40)}`)).json().organisations).toEqual([]);
    await run('--result', join(folder, 'b.csv'));
    expect(await readFile(join(folder, 'b.csv'), 'utf8')).toContain('已登记 created');
    expect((await served.get(`/api/v1/organisations?q=${credit(40)}`)).json().organisations).toHaveLength(1);
    expect((await run('--json')).stdout).toContain('"exists":1');
    // Once for the row that it created; nothing for the trial and for the second time.
    const written = await findAudit(served.store.database, { kind: 'organisation_changed' }, 5);
    expect(written.filter(({ content }) => content.includes('command line'))).toHaveLength(1);
    await rm(folder, { recursive: true });
  });
});

describe('twenty thousand rows', () => {
  it('are registered, and the next time found', { timeout: 120_000 }, async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [
      `企业 ${i}`,
      credit(100_000 + i),
      '企业',
      '公司',
      '轵城镇',
      '食品',
      '',
      '',
    ]);
    const file = await sheetOf([headings, ...rows]);
    expect((await told(file)).counts).toEqual({ created: 20_000, exists: 0, changed: 0, refused: 0 });
    expect((await told(file)).counts).toEqual({ created: 0, exists: 20_000, changed: 0, refused: 0 });
  });
});
