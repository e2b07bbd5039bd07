/**
 * What people send by mistake, and others on purpose, by JSON, Excel and CSV alike: each is told of its column or cell, in both languages,
 * with what came, what was expected and what to do; and the log holds nothing of it.
 */
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimpleRecord } from '../../src/categories/definition.ts';
import type { Problem } from '../../src/errors.ts';
import { columnLetters } from '../../src/sheets/cells.ts';
import { cellsOfExample } from '../../src/sheets/example.ts';
import { headingsOf } from '../../src/sheets/heading.ts';
import { mediaTypes, type TableColumn, type TableValue, templateXlsx, writeTable } from '../../src/sheets/index.ts';
import { tableColumns } from '../../src/sheets/template.ts';
import { zipped } from '../../src/sheets/zip.ts';
import { type Served, serveApp } from '../http/setup.ts';
import { exampleValues, filled, gather, grafted, templateNamed } from '../sheets/files.ts';
import { typedInto } from '../sheets/typed.ts';

let served: Served;
let firm: string;
beforeAll(async () => {
  served = await serveApp({
    principalOf: ({ headers }) =>
      headers['x-firm'] === undefined
        ? undefined
        : {
            kind: 'person',
            account: '00000000-0000-4000-9000-000000000001',
            organisation: { id: String(headers['x-firm']), kind: 'enterprise', areas: ['419001109'] },
            roles: new Set(['recorder']),
          },
  });
  const registered = async (name: string, uscc: string): Promise<string> => {
    const body = { name, uscc, form: 'family_farm', areas: ['419001109'], categories: ['produce'] };
    const made = await served.send('POST', '/api/v1/organisations', body);
    expect(made.statusCode, made.body).toBe(201);
    await served.send('POST', `/api/v1/organisations/${made.json().id}/decisions`, { decision: 'approve' });
    return made.json().id;
  };
  firm = await registered('王屋农场', '91419001MA3X000102');
  await registered('邻家农场', '91419001MA00000154');
});
afterAll(() => served.close());

const made = templateNamed('produce', 'harvest');
const keys = headingsOf(made.stage).map(({ key }) => key);
const cellOf = (key: string, row = 3): string => `${columnLetters(keys.indexOf(key))}${row}`;
const example = made.stage.example;

const head = (): Promise<number> => served.store.log.head();

async function uploaded(
  file: Buffer,
  type: string,
): Promise<{ state: string; stored: number; told: Problem[]; problem?: Problem }> {
  const came = await served.app.inject({
    method: 'POST',
    url: '/api/v1/records/produce/harvest/uploads',
    headers: { host: 'localhost:8080', 'content-type': type, 'x-firm': firm },
    payload: file,
  });
  expect(came.statusCode, came.body).toBe(202);
  const over = (await served.get(`/api/v1/record-uploads/${came.json().id}?wait=60`, { 'x-firm': firm })).json();
  return { ...over, told: over.refusals.flatMap((each: { problems: Problem[] }) => each.problems) };
}

/** The cells of the example, one of them as somebody typed it. */
const cellsWith = (key: string, typed: TableValue): TableValue[] =>
  cellsOfExample(made.stage, example).with(keys.indexOf(key), typed);
const csvOf = (cells: readonly TableValue[], columns: readonly TableColumn[] = tableColumns(made)): Promise<Buffer> =>
  gather(writeTable([...columns], [[{ cells: [...cells] }]], 'csv'));

interface Bad {
  readonly name: string;
  readonly key: string;
  readonly sent: unknown;
  /** As it is typed into a cell, where that is another spelling. */
  readonly typed?: TableValue;
  readonly zh: RegExp;
  readonly en: RegExp;
}

const bad: readonly Bad[] = [
  { name: 'a wrong unit', key: 'lotUnit', sent: '斤', zh: /收到 ?斤.*单位/, en: /came 斤.*a unit/ },
  {
    name: 'a date in the future',
    key: 'time',
    sent: '2099-05-05T16:00:00+08:00',
    zh: /收到 ?2099-05-05.*不晚于现在（2026-11-24 12:00）/,
    en: /came 2099-05-05.*no later than now \(2026-11-24 12:00\)/,
  },
  {
    name: 'a day that no calendar has',
    key: 'harvestDate',
    sent: '2026-02-30',
    zh: /收到 ?2026-02-30.*日期/,
    en: /a date such as/,
  },
  { name: 'a decimal comma', key: 'lotQuantity', sent: '1,5', zh: /收到 ?1,5.*数/, en: /came 1,5.*a number/ },
  {
    name: 'a formula',
    key: 'variety',
    sent: '=HYPERLINK("http://a.example","x")',
    zh: /收到 ?=HYPERLINK.*不以 = \+ - @ 开头/,
    en: /does not begin with =/,
  },
  {
    name: 'a lot of another firm',
    key: 'lot',
    sent: 'urn:zhuisu:lot:91419001MA00000154:apple:2026-H1',
    zh: /本单位的批次编码；91419001MA00000154 是另一家已登记单位/,
    en: /a lot code of one’s own: 91419001MA00000154 is the credit code of another registered firm/,
  },
  { name: 'a place that is no code', key: 'place', sent: '我家的地', zh: /收到 ?我家的地.*编码或 URI/, en: /a code or URI/ },
  { name: 'nothing where a value is required', key: 'crop', sent: undefined, zh: /收到 ?(?:–|空).*必填/, en: /it is required/ },
];

const said = ({ titleZh, title, repair, repairZh }: Problem): string => `${titleZh} | ${title} | ${repairZh} | ${repair}`;

describe.each(bad)('$name', ({ key, sent, typed = sent as TableValue, zh, en }) => {
  test('in JSON is told of its column', async () => {
    const before = await head();
    const record = { ...example, [key]: sent } as SimpleRecord;
    const answer = await served.send('POST', '/api/v1/records/produce/harvest', [record], { 'x-firm': firm });
    const [status] = answer.json().records;
    expect([status.status, status.faults?.map((fault: { key: string }) => fault.key)], JSON.stringify(status)).toEqual([
      'refused',
      [key],
    ]);
    const [problem] = status.errors;
    expect([problem.code, problem.key, problem.index]).toEqual(['record_invalid', key, 0]);
    expect(problem.titleZh).toMatch(zh);
    expect(problem.title).toMatch(en);
    expect(said(problem)).not.toMatch(/\{|undefined/);
    expect(await head()).toBe(before);
  });

  test.each([
    { way: 'Excel', type: mediaTypes.xlsx, file: async () => typedInto(await templateXlsx(made), [cellsWith(key, typed)]) },
    { way: 'CSV', type: mediaTypes.csv, file: () => csvOf(cellsWith(key, typed)) },
  ])('in $way is told of its cell', async ({ type, file }) => {
    const before = await head();
    const over = await uploaded(await file(), type);
    expect([over.state, over.stored, over.told.length], JSON.stringify(over)).toEqual(['done', 0, 1]);
    const [problem] = over.told;
    expect([problem!.code, problem!.cell]).toEqual(['cell_invalid', cellOf(key)]);
    expect(problem!.titleZh).toMatch(zh);
    expect(problem!.title).toMatch(en);
    expect(said(problem!)).not.toMatch(/\{|undefined/);
    expect(await head()).toBe(before);
  });
});

describe('a file that is refused as a whole', () => {
  const renamed = (): TableColumn[] =>
    tableColumns(made).map((each, i) => (i === keys.indexOf('lot') ? { heading: '批号', second: '批号' } : each));
  const cells = cellsOfExample(made.stage, example);
  const part = (name: string, text: string) => ({ name, content: [Buffer.from(text)] });
  const sheetPart = 'xl/worksheets/sheet1.xml';
  const book = [
    part('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="填报" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    part('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
  ];
  const cases: readonly { name: string; type: string; file: () => Promise<Buffer>; code: string; zh: RegExp }[] = [
    {
      name: 'of Excel with a column that was renamed',
      type: mediaTypes.xlsx,
      file: () => gather(writeTable(renamed(), [[{ cells }]], 'xlsx', { name: '填报' })),
      code: 'heading_unknown',
      zh: new RegExp(`单元格 ${cellOf('lot', 1)}：.*批号`),
    },
    {
      name: 'of CSV with a column that was renamed',
      type: mediaTypes.csv,
      file: () => csvOf(cells, renamed()),
      code: 'heading_unknown',
      zh: new RegExp(`单元格 ${cellOf('lot', 1)}：.*批号`),
    },
    {
      name: 'from the template of an older version',
      type: mediaTypes.xlsx,
      file: async () => {
        const fields = made.stage.fields.map((each) => (each.key === 'lot' ? { ...each, need: 'optional' as const } : each));
        const older = { ...made, version: '2025.1', stage: { ...made.stage, fields } };
        return typedInto(await templateXlsx(older), [cells]);
      },
      code: 'template_old',
      zh: /2025\.1.*2026/,
    },
    {
      name: 'from the template of another stage',
      type: mediaTypes.xlsx,
      file: async () => filled(await templateXlsx(templateNamed('produce', 'shipping')), [exampleValues(made)]),
      code: 'template_foreign',
      zh: /produce\/shipping.*produce\/harvest/,
    },
    {
      name: 'with macros',
      type: mediaTypes.xlsx,
      file: () =>
        gather(zipped([...book, part(sheetPart, '<worksheet><sheetData/></worksheet>'), part('xl/vbaProject.bin', 'x')])),
      code: 'sheet_unsafe',
      zh: /VBA/,
    },
    {
      name: 'that unpacks to a thousand times its size, and says that it does not',
      type: mediaTypes.xlsx,
      file: async () => {
        const small = await gather(zipped([...book, part(sheetPart, '?')]));
        return grafted(small, sheetPart, deflateRawSync(Buffer.alloc(80 << 20, ' '), { level: 9 }));
      },
      code: 'table_too_large',
      zh: /压缩率/,
    },
  ];

  test.each(cases)('$name stores nothing and says why', async ({ type, file, code, zh }) => {
    const before = await head();
    const over = await uploaded(await file(), type);
    expect([over.state, over.stored], JSON.stringify(over.problem)).toEqual(['failed', 0]);
    const all = (over.problem!.errors ?? [over.problem]) as Problem[];
    expect(all.map((each) => each.code)).toContain(code);
    expect(all.map(({ titleZh }) => titleZh).join()).toMatch(zh);
    expect(all.map(said).join()).not.toMatch(/\{|undefined/);
    expect(await head()).toBe(before);
  });
});

test('cells that are merged are told with their range, and keep the other rows from nothing', async () => {
  const cells = exampleValues(made);
  const file = await filled(await templateXlsx(made), [cells, cells, cells], (sheet) => {
    sheet.mergeCells('B3:B4');
    sheet.getCell(cellOf('lot', 5)).value = 'urn:zhuisu:lot:91419001MA3X000102:apple:2026-H5';
  });
  const over = await uploaded(file, mediaTypes.xlsx);
  expect(over.told.map(({ code, came, expected }) => [code, came, expected])).toEqual([
    ['cell_merged', 'B3:B4', 3],
    ['cell_merged', 'B3:B4', 4],
    // Of the cells that were merged only the first holds something.
    ['cell_invalid', '空 nothing', '必填 a value: it is required'],
  ]);
  expect(over.told[0]!.titleZh).toMatch(/B3:B4 已合并/);
  expect(over.stored).toBe(1);
});

test('of a request with one bad record each has its status: the others are stored, or all of them held where that is asked for', async () => {
  const lot = (name: string): SimpleRecord => ({ ...example, lot: `urn:zhuisu:lot:91419001MA3X000102:apple:${name}` });
  const records = (name: string) => [lot(`${name}-1`), { ...lot(`${name}-2`), lotQuantity: '1,5' }, lot(`${name}-3`)];
  const statuses = async (name: string, headers: Record<string, string>): Promise<string[]> =>
    (await served.send('POST', '/api/v1/records/produce/harvest', records(name), { 'x-firm': firm, ...headers }))
      .json()
      .records.map(({ status }: { status: string }) => status);
  const before = await head();
  expect(await statuses('A', { 'GS1-Capture-Error-Behaviour': 'rollback' })).toEqual(['rolled_back', 'refused', 'rolled_back']);
  expect(await head()).toBe(before);
  expect(await statuses('B', {})).toEqual(['stored', 'refused', 'stored']);
  expect(await head()).toBe(before + 2);
});
