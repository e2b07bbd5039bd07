/** What people and others put into sheets: each is told with its cell, or refuses the file as a whole; nothing of it breaks the reader. */
import { deflateRawSync } from 'node:zlib';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Problem, problem, ZhuisuError } from '../../src/errors.ts';
import { codesByName, jiyuan } from '../../src/jurisdictions/index.ts';
import { cellsOfExample } from '../../src/sheets/example.ts';
import {
  fileOf,
  openSheet,
  type SheetRow,
  type TableLine,
  type TableValue,
  templateXlsx,
  writeTable,
} from '../../src/sheets/index.ts';
import { tableColumns } from '../../src/sheets/template.ts';
import { type Part, zipped } from '../../src/sheets/zip.ts';
import { exampleValues, filled, gather, grafted, readAll, templateNamed } from './files.ts';

const made = templateNamed('produce', 'shipping');
const harvest = templateNamed('produce', 'harvest');
const columns = tableColumns(made);
const values = cellsOfExample(made.stage, made.stage.example);
const at = (heading: string): number => columns.findIndex((each) => each.heading.replace(' *', '') === heading);
const letter = (heading: string): string => String.fromCharCode(65 + at(heading));

const sheetOf = (lines: readonly (readonly TableValue[])[], headings = columns): Promise<Buffer> =>
  gather(writeTable(headings, [lines.map((cells): TableLine => ({ cells }))], 'xlsx', { name: '填报' }));
const csvOf = (lines: readonly (readonly TableValue[])[]): Promise<Buffer> =>
  gather(writeTable(columns, [lines.map((cells): TableLine => ({ cells }))], 'csv'));
const withValue = (heading: string, value: TableValue): TableValue[] => values.with(at(heading), value);

const told = ({ problems }: SheetRow): string[] => problems.map(({ code, cell, came }) => `${code} ${cell ?? ''} ${came}`);

const put = (sheet: exceljs.Worksheet, cell: string, value: exceljs.CellValue): void => {
  sheet.getCell(cell).value = value;
};

let template: Buffer;
beforeAll(async () => {
  template = await templateXlsx(made);
});

describe('a cell', () => {
  // Column, what stands in it, and what is told; 'taken' where it can mean only one thing.
  const rows: readonly (readonly [heading: string, value: TableValue, expected: string, sentence?: RegExp])[] = [
    ['出库时间', { date: '2026-05-06T08:00:00' }, 'taken'],
    ['出库时间', '2026/5/6 8:00', 'taken'],
    ['出库时间', '２０２６-０５-０６ ０８:００', 'taken'],
    ['出库时间', 46148.333333333336, 'taken'],
    ['出库时间', 'yesterday', 'cell_invalid', /日期和时间.*a date and time/],
    ['出库时间', 12, 'cell_invalid', /日期和时间/],
    ['出库时间', undefined, 'cell_invalid', /必填.*it is required/],
    ['销售批次数量', '100', 'taken'],
    ['销售批次数量', '１００', 'taken'],
    ['销售批次数量', '1,5', 'cell_invalid', /小数点.*a decimal point/],
    ['销售批次数量', '1 000', 'cell_invalid'],
    ['销售批次数量', -5, 'cell_invalid', /不小于零/],
    ['销售批次数量', true, 'cell_invalid'],
    ['销售批次单位', undefined, 'cell_invalid', /收到空/],
    ['销售批次单位', '个', 'taken'],
    ['销售批次单位', '斤', 'cell_invalid', /单位/],
    ['销售批次', 6.901234567892123e18, 'cell_invalid', /长数字会丢失末位.*long numbers lose/],
    ['销售批次', "=cmd|' /C calc'!A0", 'cell_invalid'],
    ['购货者', '@SUM(1+1)', 'cell_invalid'],
    ['购货者', '一个 人', 'cell_invalid', /编码或 URI/],
  ];
  it.each(rows.map(([heading, value, expected, sentence]) => ({ heading, value, expected, sentence })))(
    '$heading $value: $expected',
    async ({ heading, value, expected, sentence }) => {
      const [row] = await readAll(await sheetOf([withValue(heading, value)]), made);
      if (expected === 'taken') {
        expect(row!.problems).toEqual([]);
        return;
      }
      const found = row!.problems.filter(({ cell }) => cell === `${letter(heading)}3`);
      expect(
        found.map(({ code }) => code),
        JSON.stringify(row!.problems),
      ).toEqual([expected]);
      expect(`${found[0]!.titleZh} ${found[0]!.title}`).toMatch(sentence ?? /./);
      expect(found[0]!.title).toContain(heading);
    },
  );

  it('of a column that is looked at is there', () => {
    for (const [heading] of rows) expect([heading, at(heading) >= 0]).toEqual([heading, true]);
  });

  it('does not repeat the number of a person', async () => {
    const [row] = await readAll(await sheetOf([withValue('购货者', '张三 11010519491231002X')]), made);
    expect(told(row!)).toHaveLength(1);
    expect(JSON.stringify(row!.problems)).not.toContain('11010519491231002X');
  });

  it.each<[string, (sheet: exceljs.Worksheet) => void, string[]]>([
    ['with a formula is not computed', (sheet) => put(sheet, 'B3', { formula: '1+1', result: 2 }), ['cell_invalid B3 =1+1']],
    ['with an error is told', (sheet) => put(sheet, 'B3', { error: '#N/A' } as exceljs.CellErrorValue), ['cell_invalid B3 #N/A']],
    ['that is merged does not say what the row holds', (sheet) => sheet.mergeCells('B3:B4'), ['cell_merged  B3:B4']],
    ['of a hidden row is not taken', (sheet) => Object.assign(sheet.getRow(3), { hidden: true }), ['row_hidden  3']],
    ['below no heading is told', (sheet) => put(sheet, 'AB3', 'x'), ['cell_invalid AB3 x']],
    [
      'of rich text is its text',
      (sheet) => {
        const value = sheet.getCell('B3').value as string;
        sheet.getCell('B3').value = { richText: [{ text: value.slice(0, 4) }, { text: value.slice(4) }] };
      },
      [],
    ],
  ])('%s', async (_, change, expected) => {
    const [row] = await readAll(await filled(template, [exampleValues(made)], change), made);
    expect(told(row!)).toEqual(expected);
  });
});

const refusal = async (file: Buffer): Promise<ZhuisuError> => {
  const error = await openSheet(fileOf(file), made).then(
    () => undefined,
    (each: unknown) => each,
  );
  expect(error).toBeInstanceOf(ZhuisuError);
  return error as ZhuisuError;
};

const xml = (name: string, text: string): Part => ({ name, content: [Buffer.from(text)] });
const book: readonly Part[] = [
  xml('xl/workbook.xml', '<workbook xmlns:r="r"><sheets><sheet name="填报" sheetId="1" r:id="rId1"/></sheets></workbook>'),
  xml('xl/_rels/workbook.xml.rels', '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
];
const bookOf = (sheet: string, ...more: Part[]): Promise<Buffer> =>
  gather(zipped([...book, xml('xl/worksheets/sheet1.xml', sheet), ...more]));
const worksheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const flip = (bytes: Buffer, at: number): void => void bytes.writeUInt8(bytes[at]! ^ 0xff, at);
const change = (file: Buffer, work: (bytes: Buffer, directory: number) => void): Buffer => {
  const bytes = Buffer.from(file);
  work(bytes, bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6])));
  return bytes;
};

describe('a file', () => {
  const renamed = (heading: string, name: string): typeof columns =>
    columns.map((each, i) => (i === at(heading) ? { ...each, heading: name, second: name } : each));
  const cases: readonly (readonly [name: string, code: string, file: () => Promise<Buffer> | Buffer, sentence?: RegExp])[] = [
    ['that is empty', 'sheet_empty', () => Buffer.alloc(0)],
    ['of zero bytes', 'table_unreadable', () => Buffer.alloc(500)],
    ['of bytes in no encoding', 'table_unreadable', () => Buffer.from([0xff, 0xff, 0x41, 0x30])],
    ['of Excel 97, or encrypted', 'table_unreadable', () => Buffer.from('d0cf11e0a1b11ae1d0cf11e0', 'hex')],
    ['that is an archive of nothing', 'table_unreadable', () => Buffer.from('PK and no more')],
    ['that is cut off', 'table_unreadable', () => template.subarray(0, 2_000)],
    ['that is a document', 'table_unreadable', () => gather(zipped([xml('word/document.xml', '<a/>')]))],
    ['with macros', 'sheet_unsafe', () => bookOf(worksheet(''), xml('xl/vbaProject.bin', 'x')), /VBA/],
    [
      'with the type of .xlsm',
      'sheet_unsafe',
      () =>
        bookOf(
          worksheet(''),
          xml(
            '[Content_Types].xml',
            '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
          ),
        ),
    ],
    [
      'with links to others',
      'sheet_unsafe',
      () => bookOf(worksheet(''), xml('xl/externalLinks/externalLink1.xml', '<externalLink/>')),
      /DDE/,
    ],
    ['with embedded objects', 'sheet_unsafe', () => bookOf(worksheet(''), xml('xl/embeddings/oleObject1.bin', 'x'))],
    ['with data connections', 'sheet_unsafe', () => bookOf(worksheet(''), xml('xl/connections.xml', '<connections/>'))],
    [
      'with entities',
      'table_unreadable',
      () =>
        bookOf(`<!DOCTYPE a [<!ENTITY b "c">]>${worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>')}`),
      /文档类型/,
    ],
    ['with a sheet that is no XML', 'table_unreadable', () => bookOf('<worksheet><sheetData><row r="1">')],
    ['with rows out of order', 'table_unreadable', () => bookOf(worksheet('<row r="2"/><row r="1"/>')), /行号/],
    ['that unpacks to more than it says', 'table_too_large', () => bomb(), /压缩率|MB/],
    [
      'of too many entries',
      'table_too_large',
      () => gather(zipped([...book, ...Array.from({ length: 1_001 }, (_, i) => xml(`x${i}`, ''))])),
    ],
    ['with an entry twice', 'table_unreadable', () => gather(zipped([...book, ...book])), /重复/],
    ['of two sheets, none of them to be filled in', 'sheet_missing', () => otherSheets()],
    ['with headings alone', 'sheet_empty', () => template],
    [
      'without headings',
      'heading_unknown',
      () =>
        sheetOf(
          [values],
          columns.map((_, i) => ({ heading: `x${i}` })),
        ),
    ],
    [
      'with a heading that was renamed',
      'heading_unknown',
      () => sheetOf([values], renamed('销售批次', '销售批次号')),
      /C1.*销售批次号.*销售批次 /,
    ],
    [
      'with a column that is not needed',
      'heading_unknown',
      () => sheetOf([[...values, 'x']], [...columns, { heading: '我的备注' }]),
    ],
    ['with a heading twice', 'heading_twice', () => sheetOf([[...values, 'x']], [...columns, { heading: '销售批次' }])],
    [
      'without a required column',
      'heading_missing',
      () => sheetOf([values.toSpliced(at('销售批次'), 1)], columns.toSpliced(at('销售批次'), 1)),
      /批次/,
    ],
    ['of too many columns', 'table_too_large', () => bookOf(worksheet('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'))],
    [
      'of more than 100,000 rows',
      'table_too_large',
      async () => Buffer.concat([await csvOf([values]), Buffer.from('x\r\n'.repeat(100_000))]),
      /100000/,
    ],
    [
      'with too long a cell',
      'table_unreadable',
      async () => Buffer.concat([await csvOf([values]), Buffer.from('x'.repeat(40_000))]),
    ],
    [
      'with a quote that does not end',
      'table_unreadable',
      async () => Buffer.concat([await csvOf([values]), Buffer.from('"x')]),
      /引号/,
    ],
    [
      'with damaged data',
      'table_unreadable',
      () => change(template, (bytes) => flip(bytes, bytes.indexOf('xl/worksheets/sheet1.xml') + 200)),
    ],
    ['whose checksum does not fit', 'table_unreadable', () => badChecksum(), /校验和/],
  ];

  async function bomb(): Promise<Buffer> {
    const sheet = deflateRawSync(Buffer.alloc(80 << 20, ' '), { level: 9 });
    // Packed once more by nothing: its header says that it is small.
    const file = await gather(zipped([...book, { name: 'xl/worksheets/sheet1.xml', content: [Buffer.from('?')] }]));
    return grafted(file, 'xl/worksheets/sheet1.xml', sheet);
  }

  async function badChecksum(): Promise<Buffer> {
    const file = await sheetOf([values]);
    return change(file, (bytes) => {
      const row = bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
      flip(bytes, row + 16);
    });
  }

  async function otherSheets(): Promise<Buffer> {
    const workbook = new exceljs.Workbook();
    workbook.addWorksheet('一').addRow(['x']);
    workbook.addWorksheet('二').addRow(['x']);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  }

  it.each(cases.map(([name, code, file, sentence]) => ({ name, code, file, sentence })))(
    '$name: $code',
    async ({ code, file, sentence }) => {
      const error = await refusal(await file());
      expect([error.code, error.message]).toEqual([code, expect.any(String)]);
      const said = error.problems.length > 0 ? error.problems : [{ ...error.details, titleZh: '', title: error.message }];
      expect(said.map((each) => `${JSON.stringify(each)}`).join()).toMatch(sentence ?? /./);
      expect(error.row.status).toBeLessThan(500);
    },
  );

  it('with several wrong headings tells all of them', async () => {
    const headings = renamed('销售批次', '销售批').map((each, i) => (i === at('出库时间') ? { heading: '哪天' } : each));
    const { problems } = await refusal(await sheetOf([values], headings));
    expect(problems.map(({ code, cell, expected }: Problem) => `${code} ${cell ?? ''} ${expected}`)).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`heading_unknown ${letter('出库时间')}1`),
        expect.stringContaining(`heading_unknown ${letter('销售批次')}1`),
        expect.stringMatching(/heading_missing .*出库时间/),
      ]),
    );
  });
});

describe('CSV', () => {
  const lines = [values, withValue('销售批次数量', 7)];
  /** GB 18030 of these texts: each two-byte code is looked up in the decoder. */
  const gb18030 = (text: string): Buffer => {
    const table = new Map<string, number[]>();
    const decoder = new TextDecoder('gb18030');
    for (let high = 0x81; high < 0xff; high++)
      for (let low = 0x40; low < 0xff; low++) if (low !== 0x7f) table.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
    return Buffer.from([...text].flatMap((each) => (each < '\u0080' ? [each.charCodeAt(0)] : table.get(each)!)));
  };
  const plain = async (): Promise<string> => (await csvOf(lines)).toString().replace('\uFEFF', '');
  it.each<[string, () => Promise<Buffer>]>([
    ['UTF-8 with its mark', () => csvOf(lines)],
    ['UTF-8', async () => Buffer.from(await plain())],
    ['GB 18030', async () => gb18030(await plain())],
    ['UTF-16, as Excel writes Unicode text', async () => Buffer.from(`\uFEFF${await plain()}`, 'utf16le')],
    ['semicolons', async () => Buffer.from((await plain()).replaceAll(',', ';'))],
    ['tabs', async () => Buffer.from((await plain()).replaceAll(',', '\t'))],
    ['the line sep=', async () => Buffer.from(`sep=|\r\n${(await plain()).replaceAll(',', '|')}`)],
    ['line feeds alone', async () => Buffer.from((await plain()).replaceAll('\r', ''))],
    ['carriage returns alone', async () => Buffer.from((await plain()).replaceAll('\n', ''))],
    [
      'a title above and empty lines between',
      async () => Buffer.from(`${(await plain()).replace(/\r\n(?=[^\r\n]*\r\n$)/, '\r\n\r\n,,\r\n')}`),
    ],
  ])('is read with %s', async (_, file) => {
    const rows = await readAll(await file(), made);
    expect(rows.map(({ problems }) => problems)).toEqual([[], []]);
    expect(rows.map(({ record }) => record.lotQuantity)).toEqual([made.stage.example.lotQuantity, 7]);
  });

  it('keeps commas, quotes and line ends inside quotes, however the file is cut into pieces', async () => {
    const text = 'a,"b, ""c""\r\nd",e\r\n,,\r\nf,"","""g"""';
    for (let size = 1; size < 40; size++) {
      const { lineReader } = await import('../../src/sheets/csv.ts');
      const reader = lineReader(',');
      const rows = [];
      for (let from = 0; from < text.length; from += size) rows.push(...reader.read(text.slice(from, from + size)));
      rows.push(...reader.end(''));
      expect([size, rows.map(({ cells }) => cells)]).toEqual([
        size,
        [
          ['a', 'b, "c"\r\nd', 'e'],
          [undefined, undefined, undefined],
          ['f', undefined, '"g"'],
        ],
      ]);
    }
  });
});

describe('a table that goes out', () => {
  const bad = ['=1+1', '+cmd|x', '-2+3', '@SUM(1)', '\t=1', ' =1', '\r=1', '-5', '平常', '-5.5'];
  it('has rows that may be sorted and filtered below both rows of its headings', async () => {
    const columns = [
      { heading: '甲', second: 'a' },
      { heading: '乙', second: 'b' },
    ];
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await gather(writeTable(columns, [[{ cells: [2, 1] }, { cells: [1, 2] }]], 'xlsx'))) as never);
    expect(workbook.worksheets[0]!.autoFilter).toBe('A2:B4');
  });

  it('cannot become a formula, and says the same when it is read', async () => {
    const csv = (await gather(writeTable([{ heading: 'a' }], [bad.map((text) => ({ cells: [text] }))], 'csv'))).toString();
    for (const line of csv.split('\r\n').slice(1, -1)) expect(line.replace(/^"/, '')).not.toMatch(/^\s*[=@+]|^\s*-(?![\d.]+"?$)/);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(
      (await gather(writeTable([{ heading: 'a' }], [bad.map((text) => ({ cells: [text] }))], 'xlsx'))) as never,
    );
    const sheet = workbook.worksheets[0]!;
    bad.forEach((text, i) => {
      const cell = sheet.getCell(`A${i + 2}`);
      expect([cell.type, cell.value]).toEqual([exceljs.ValueType.String, text.replace('\r', '\n')]);
    });
  });

  it.each([
    ["a/b*c:d?e[f]g\\h'", 'a_b_c_d_e_f_g_h_'],
    ['批'.repeat(40), '批'.repeat(31)],
    ['', 'Sheet1'],
  ])('has a sheet of a name that spreadsheets take: %s', async (name, expected) => {
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await gather(writeTable([{ heading: 'a' }], [], 'xlsx', { name }))) as never);
    expect(workbook.worksheets.map((each) => each.name)).toEqual([expected]);
  });

  it('is what it was, whatever stands in it', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.trim().replace(/[\u0000-\u001f\ufffe\uffff]/g, '')),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
      fc.boolean(),
      fc
        .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((each) => ({ date: each.toISOString().slice(0, 19) })),
      fc.constant(undefined),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { maxLength: 12 }), async (lines) => {
        const { openWorkbook } = await import('../../src/sheets/workbook.ts');
        const { worksheetRows } = await import('../../src/sheets/worksheet.ts');
        const file = await gather(
          writeTable([{ heading: 'a' }, { heading: 'b' }, { heading: 'c' }], [lines.map((cells) => ({ cells }))], 'xlsx'),
        );
        const book = await openWorkbook(fileOf(file));
        const read: unknown[][] = lines.map(() => [undefined, undefined, undefined]);
        for await (const rows of worksheetRows(book, book.sheets[0]!))
          for (const { number, cells } of rows)
            if (number > 1) for (const [i, cell] of cells.entries()) read[number - 2]![i] = cell;
        expect(read).toEqual(
          lines.map((cells) => cells.map((cell) => (cell === '' ? undefined : Object.is(cell, -0) ? 0 : cell))),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('a file that was changed anywhere', () => {
  it('is read or refused with a row of the catalogue, never anything else', async () => {
    const files = [await filled(template, [exampleValues(made)]), await sheetOf([values, values]), await csvOf([values, values])];
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: files.length - 1 }),
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: 1, noNaN: true }),
            fc.integer({ min: 0, max: 255 }),
            fc.constantFrom('set', 'cut', 'double'),
          ),
          {
            minLength: 1,
            maxLength: 6,
          },
        ),
        async (which, changes) => {
          let file = Buffer.from(files[which]!);
          for (const [where, byte, how] of changes) {
            const place = Math.floor(where * (file.length - 1));
            if (how === 'set') file[place] = byte;
            else if (how === 'cut') file = Buffer.concat([file.subarray(0, place), file.subarray(place + byte)]);
            else file = Buffer.concat([file.subarray(0, place), file.subarray(Math.max(0, place - byte))]);
          }
          const outcome = await readAll(file, made).then(
            () => 'read',
            (error: unknown) =>
              error instanceof ZhuisuError && error.row.status < 500 ? error.code : String((error as Error).stack),
          );
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          expect(outcome).toMatch(/^[a-z_]+$/);
        },
      ),
      { numRuns: 400 },
    );
    expect(outcomes.get('read')).toBeGreaterThan(5);
    expect(outcomes.get('table_unreadable')).toBeGreaterThan(50);
  });
});

const problemOf = ({ code, details }: ZhuisuError): Problem => problem(code, details);

it('an area may be told by its name where no other has it, in a workbook and in CSV', async () => {
  const headings = tableColumns(harvest);
  const origin = headings.findIndex(({ heading }) => heading.startsWith('产地'));
  const lines = (name: string): TableLine[][] => [
    [{ cells: cellsOfExample(harvest.stage, harvest.stage.example).with(origin, name) }],
  ];
  const areas = codesByName(jiyuan, '2026-11-28');
  for (const format of ['xlsx', 'csv'] as const) {
    const file = await gather(writeTable(headings, lines('克井镇'), format, { name: '填报' }));
    const [row] = await readAll(file, { ...harvest, areas });
    expect([row!.problems, row!.record.origin]).toEqual([[], '419001100']);
  }
  const other = await gather(writeTable(headings, lines('克井'), 'csv'));
  const [unknown] = await readAll(other, { ...harvest, areas });
  expect(unknown!.problems.map(({ titleZh }) => titleZh)).toEqual([expect.stringMatching(/克井.*名称/)]);
});

it('a name that two areas have stands for neither', () => {
  const [, first] = jiyuan.areas;
  const twice = codesByName({ ...jiyuan, areas: [...jiyuan.areas, { ...first!, code: '419001999' }] }, '2026-11-28');
  expect([twice.get(first!.zh), twice.get('济源市')]).toEqual([undefined, '419001']);
});

it('a file of text alone has no worksheets to speak of', async () => {
  expect(problemOf(await refusal(await csvOf([]))).titleZh).toBe('文件的表头下没有数据行');
  expect(problemOf(await refusal(template)).titleZh).toBe('工作表“填报”的表头下没有数据行');
});
