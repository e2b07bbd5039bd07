/** The first worksheet of an .xlsx (ECMA-376), row by row, through exceljs' streaming reader. */
import { Readable } from 'node:stream';
import exceljs from 'exceljs';
import { ZhuisuError } from '../../errors.ts';
import { type Cell, formula, mostColumns, type TableRow } from './cells.ts';
import { entriesOf, mostUnpacked, packed, unpacked } from './zip.ts';

const noStrings =
  '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="0" uniqueCount="0"></sst>';

export async function* xlsxRows(file: Buffer): AsyncGenerator<TableRow> {
  const archive = await tableParts(file);
  const reader = new exceljs.stream.xlsx.WorkbookReader(Readable.from([archive]) as never, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        if (row.cellCount > mostColumns) throw new ZhuisuError('table_too_large', { expected: `${mostColumns} columns 列` });
        const cells: Cell[] = [];
        for (let i = 1; i <= row.cellCount; i++) cells.push(cellOf(row.getCell(i)));
        yield { number: row.number, cells };
      }
    }
  } catch (error) {
    if (error instanceof ZhuisuError) throw error;
    throw new ZhuisuError('table_unreadable', { cause: '工作表内容损坏 its worksheet is damaged' }, { cause: error });
  }
}

/** Strings before the sheet, and nothing beside what a table needs. Throws table_unreadable, table_too_large. */
async function tableParts(file: Buffer): Promise<Buffer> {
  const entries = entriesOf(file);
  let left = mostUnpacked;
  const part = async (name: string): Promise<Buffer | undefined> => {
    const entry = entries.get(name);
    if (entry === undefined) return undefined;
    const bytes = await unpacked(entry, left);
    left -= bytes.length;
    return bytes;
  };
  const relations = await part('xl/_rels/workbook.xml.rels');
  const workbook = await part('xl/workbook.xml');
  if (relations === undefined || workbook === undefined)
    throw new ZhuisuError('table_unreadable', { cause: '不是 Excel 工作簿 it is no Excel workbook' });
  const id = /<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"/.exec(workbook.toString())?.[1] ?? '';
  const [link = ''] =
    relations
      .toString()
      .match(/<(?:\w+:)?Relationship\b[^>]*>/g)
      ?.filter((each) => each.includes(`Id="${id}"`)) ?? [];
  const target = /Target="\/?(?:xl\/)?([^"]+)"/.exec(link)?.[1] ?? '';
  const sheet = await part(`xl/${target}`);
  if (sheet === undefined) throw new ZhuisuError('table_unreadable', { cause: '没有工作表 it has no worksheet' });
  const styles = await part('xl/styles.xml');
  return packed([
    ['xl/_rels/workbook.xml.rels', relations],
    ['xl/workbook.xml', workbook],
    ...(styles === undefined ? [] : [['xl/styles.xml', styles] as const]),
    ['xl/sharedStrings.xml', (await part('xl/sharedStrings.xml')) ?? Buffer.from(noStrings)],
    ['xl/worksheets/sheet1.xml', sheet],
  ]);
}

const precise = '文本（单元格格式设为“文本”后重新输入，长数字会丢失末位） text: long numbers lose their last digits';

function cellOf({ value }: exceljs.Cell): Cell {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'string') return { text: value.trim() };
  if (typeof value === 'number')
    return Math.abs(value) < 1e15 ? { text: String(value) } : { text: String(value), wrong: precise };
  if (typeof value === 'boolean') return { text: String(value) };
  if (value instanceof Date) return { text: Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10) };
  if ('formula' in value || 'sharedFormula' in value) return { text: '', wrong: formula };
  if ('richText' in value)
    return {
      text: value.richText
        .map(({ text }) => text)
        .join('')
        .trim(),
    };
  if ('text' in value) return { text: String(value.text).trim() };
  return { text: '', wrong: '有效的值（单元格有错误） a value, not an error' };
}
