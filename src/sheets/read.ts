/**
 * A filled-in sheet as records of its stage, row by row. Everything that concerns the file as a whole is found by `openSheet`, before a
 * single row is handed out; what concerns a cell is told with its row and keeps no other row back.
 */
import { type Cell, recordOfCells } from '../categories/cells.ts';
import type { SimpleRecord } from '../categories/definition.ts';
import { checkRecord } from '../categories/record.ts';
import { withoutPersonal } from '../codes/index.ts';
import { type ErrorWords, type Problem, problem, ZhuisuError } from '../errors.ts';
import { broken } from './archive.ts';
import { columnLetters, isBlank, type RawCell, type RawRow, textOfCell } from './cells.ts';
import type { SheetFile } from './file.ts';
import { type Heading, headingText, isHeading, isSecondHeading, type Layout, layoutOf } from './heading.ts';
import { mostRows } from './limits.ts';
import { openTable } from './open.ts';
import type { TableFormat } from './table.ts';
import { fillIn, mark, markOf, type SheetStage, type TemplateMark } from './version.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { dateOfSerial, worksheetRows } from './worksheet.ts';

export interface SheetRow {
  /** As the spreadsheet counts. */
  readonly number: number;
  readonly cells: readonly RawCell[];
  readonly record: SimpleRecord;
  /** Of its cells; none: the record is right in itself. */
  readonly problems: readonly Problem[];
}

export interface OpenedSheet {
  readonly kind: TableFormat;
  /** Rows below the heading that hold something. */
  readonly count: number;
  readonly layout: Layout;
  /** Those rows, some at a time, from the row of that number on. */
  rows(from?: number): AsyncGenerator<SheetRow[]>;
}

/** Rows looked through for a heading; titles and notes may stand above it. */
const headingWithin = 5;

/**
 * Reads the file once to its end: only what is whole is begun. Throws table_unreadable, table_too_large, sheet_unsafe, sheet_missing,
 * sheet_empty, template_foreign, template_old, heading_unknown, heading_twice, heading_missing.
 */
export async function openSheet(file: SheetFile, made: SheetStage): Promise<OpenedSheet> {
  const table = await openTable(file, async (book) => {
    await checkMark(book, made);
    return sheetIn(book);
  });
  const merges: string[] = [];
  let head: { readonly row: RawRow; readonly layout: Layout } | undefined;
  let [first, last, count] = [0, 0, 0];
  let refusal: unknown;
  for await (const rows of table.rows((range) => merges.push(range))) {
    for (const row of rows) {
      if (row.cells.every(isBlank)) continue;
      if (head === undefined) {
        try {
          head = { row, layout: layoutOf(made.stage, row) };
        } catch (error) {
          refusal ??= error;
          if (row.number >= headingWithin || isHeading(made.stage, row)) throw error;
        }
        continue;
      }
      if (first === 0 && isSecondHeading(head.layout, row)) continue;
      if (first === 0) first = row.number;
      last = row.number;
      if (++count > mostRows) throw new ZhuisuError('table_too_large', { expected: `${mostRows} 行 rows` });
    }
  }
  if (head === undefined) throw refusal ?? new ZhuisuError('sheet_empty', { expected: tableSaid(table.kind) });
  if (count === 0) throw new ZhuisuError('sheet_empty', { expected: tableSaid(table.kind) });
  const { layout } = head;
  const covered = mergedWithin(merges, first, last);
  return {
    kind: table.kind,
    count,
    layout,
    async *rows(from = first) {
      for await (const rows of table.rows()) {
        const read = rows
          .filter(({ number, cells }) => number >= Math.max(from, first) && number <= last && !cells.every(isBlank))
          .map((row) => readRow(row, made, layout, covered.get(row.number), table.kind));
        if (read.length > 0) yield read;
      }
    },
  };
}

/** A text file has no worksheets. */
const tableSaid = (kind: TableFormat): ErrorWords =>
  kind === 'csv' ? { zh: '文件', en: 'the file' } : { zh: `工作表“${fillIn}”`, en: `the sheet ${fillIn}` };

/** The sheet of that name, or the only one that is shown. */
function sheetIn({ sheets }: Workbook): Sheet {
  const shown = sheets.filter(({ hidden }) => !hidden);
  const found = sheets.find(({ name }) => name.trim() === fillIn) ?? (shown.length === 1 ? shown[0] : undefined);
  if (found !== undefined) return found;
  throw new ZhuisuError('sheet_missing', {
    came: sheets
      .map(({ name }) => name.slice(0, 31))
      .slice(0, 10)
      .join('、'),
    expected: fillIn,
  });
}

/** A table without the mark was made by hand, and its headings decide. */
async function checkMark(book: Workbook, made: SheetStage): Promise<void> {
  const sheet = book.sheets.find(({ name }) => name === mark);
  if (sheet === undefined) return;
  const said: Partial<Record<string, string>> = {};
  for await (const rows of worksheetRows(book, sheet))
    for (const { cells } of rows) said[textOfCell(cells[0])] = textOfCell(cells[1]);
  const own: TemplateMark = markOf(made);
  if (said.category !== own.category || said.stage !== own.stage)
    throw new ZhuisuError('template_foreign', {
      came: `${said.category}/${said.stage}`.slice(0, 80),
      expected: `${own.category}/${own.stage}`,
    });
  if (said.hash !== own.hash)
    throw new ZhuisuError('template_old', { came: (said.version ?? '–').slice(0, 40), expected: own.version });
}

/** Row → what lies over it. */
function mergedWithin(ranges: readonly string[], first: number, last: number): ReadonlyMap<number, string[]> {
  const covered = new Map<number, string[]>();
  for (const range of ranges.slice(0, 10_000)) {
    const match = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/.exec(range);
    if (match === null) throw broken(`合并区域 ${range.slice(0, 20)} 错误`, `the merged range ${range.slice(0, 20)} is none`);
    const [from, to] = [Number(match[2]), Number(match[4] ?? match[2])];
    for (let row = Math.max(from, first); row <= Math.min(to, last); row++)
      covered.set(row, [...(covered.get(row) ?? []), range]);
  }
  return covered;
}

const imprecise = [
  '文本：长数字会丢失末位，请将单元格格式设为“文本”后重新输入',
  'a text: long numbers lose their last digits',
] as const;
const uri = ['一个 URI', 'a URI'] as const;
const areaSaid = [
  '本地一个区划的名称，或 6 位、9 位区划代码',
  'the name of an area here, or a division code of six or nine digits',
] as const;
const noHeading = ['空（该列没有列名）', 'nothing: the column has no heading'] as const;

function readRow(
  row: RawRow,
  { stage, areas }: SheetStage,
  layout: Layout,
  merged: readonly string[] | undefined,
  kind: TableFormat,
): SheetRow {
  const problems: Problem[] = [];
  const values = new Map<string, Cell>();
  const places = new Map<string, number>();
  const faulty = new Set<number>();
  const fault = (at: number, came: string, [zh, en]: readonly [string, string]): void => {
    faulty.add(at);
    const heading = layout.columns.get(at);
    problems.push(
      problem('cell_invalid', {
        cell: `${columnLetters(at)}${row.number}`,
        column: heading === undefined ? columnLetters(at) : headingText(heading),
        came: came === '' ? { zh: '空', en: 'nothing' } : withoutPersonal(came).slice(0, 60),
        expected: { zh, en },
      }),
    );
  };
  if (row.hidden) problems.push(problem('row_hidden', { came: row.number }));
  for (const range of merged ?? []) problems.push(problem('cell_merged', { came: range, expected: row.number }));
  for (const [at, heading] of layout.columns) {
    places.set(heading.key, at);
    const cell = row.cells[at];
    if (typeof cell === 'object' && 'wrong' in cell) fault(at, cell.text, cell.wrong);
    else if (typeof cell === 'number' && Math.abs(cell) >= 1e15 && !isNumeric(heading)) fault(at, String(cell), imprecise);
    else if (heading.column === undefined && !isBlank(cell) && typeof cell !== 'string') fault(at, textOfCell(cell), uri);
    else values.set(heading.key, asArea(heading, areas, kind === 'xlsx' ? asDate(heading, cell) : cell));
  }
  row.cells.forEach((cell, at) => {
    if (!isBlank(cell) && !layout.columns.has(at) && !layout.passed.has(at)) fault(at, textOfCell(cell), noHeading);
  });
  const { record, faults } = recordOfCells(stage, values);
  // One fault a cell: what could not be read has no value to be wrong.
  const unread = new Set(faulty);
  const told = new Set(faults.map(({ key }) => key));
  const checked = checkRecord(stage, record);
  // What could not be read is missing from the record for that reason alone.
  const more = 'faults' in checked ? checked.faults.filter(({ key }) => !told.has(key)) : [];
  for (const { key, came, expected } of [...faults, ...more]) {
    const at = places.get(key);
    if (at === undefined) problems.push(problem('heading_missing', { expected: key }));
    else if (!unread.has(at)) {
      const named = came !== '' && areas !== undefined && isArea(layout.columns.get(at));
      fault(at, came === '' ? textOfCell(row.cells[at]) : came, named ? areaSaid : [expected.zh, expected.en]);
    }
  }
  return { number: row.number, cells: row.cells, record, problems };
}

const isNumeric = ({ column }: Heading): boolean =>
  column !== undefined && (column.part === 'quantity' || column.field.value.kind === 'number');

const isArea = (heading: Heading | undefined): boolean =>
  heading?.column?.part === 'value' && heading.column.field.value.kind === 'area';

const asArea = (heading: Heading, areas: SheetStage['areas'], cell: Cell): Cell =>
  isArea(heading) && typeof cell === 'string' ? (areas?.get(cell.trim()) ?? cell) : cell;

/** A date whose cell lost its format shows as the days since 1900; from 2000 to 2100 no other number of a date looks like it. */
function asDate({ column }: Heading, cell: Exclude<RawCell, { wrong: unknown }>): Cell {
  const kind = column?.part === 'value' ? column.field.value.kind : undefined;
  return (kind === 'date' || kind === 'time') && typeof cell === 'number' && cell >= 36_526 && cell < 73_051
    ? { date: dateOfSerial(cell) }
    : cell;
}
