/**
 * Tables that go out, as .xlsx or CSV, row by row at the pace of who takes them. Nothing in them can become a formula: a text that looks
 * like one is a text in .xlsx, and has an apostrophe before it in CSV, which our reader takes off again.
 */
import { workbookParts } from './table-xlsx.ts';
import { zipped } from './zip.ts';

/** `date`: local `YYYY-MM-DDTHH:mm:ss`. */
export type TableValue = string | number | boolean | { readonly date: string } | undefined;

export interface TableColumn {
  readonly heading: string;
  /** A second heading below, where any column has one. */
  readonly second?: string;
  /** Characters. */
  readonly width?: number;
}

/** With both headings; `width` in characters. */
export const column = (heading: string, second: string, width = 14): TableColumn => ({ heading, second, width });

export interface TableLine {
  readonly cells: readonly TableValue[];
  /** `wrong`: coloured so that it is found. */
  readonly tone?: 'wrong';
}

export type TableFormat = 'xlsx' | 'csv';

/** Some at a time, so that a row does not cost a turn of the event loop. */
export type TableLines = AsyncIterable<readonly TableLine[]> | Iterable<readonly TableLine[]>;

export interface TableOptions {
  /** Name of the worksheet. */
  readonly name?: string;
  /** Further worksheets; left out of CSV. */
  readonly more?: readonly { readonly name: string; readonly columns: readonly TableColumn[]; readonly lines: TableLines }[];
  /** A hidden sheet of names and values. */
  readonly marks?: { readonly name: string; readonly values: Readonly<Record<string, string>> };
}

/** Rows of a worksheet, less one heading (ECMA-376: 2^20). */
export const mostInWorksheet = 1_048_575;

export const mediaTypes: Readonly<Record<TableFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

export function writeTable(
  columns: readonly TableColumn[],
  lines: TableLines,
  format: TableFormat,
  options: TableOptions = {},
): AsyncGenerator<Buffer> {
  return format === 'csv' ? csvOf(columns, lines) : zipped(workbookParts(columns, lines, options));
}

async function* csvOf(columns: readonly TableColumn[], lines: TableLines): AsyncGenerator<Buffer> {
  const seconds = columns.some(({ second }) => second !== undefined);
  // With a mark of its encoding, so that Excel shows Chinese.
  yield Buffer.from(
    `\uFEFF${csvLine(columns.map(({ heading }) => heading))}${seconds ? csvLine(columns.map(({ second }) => second)) : ''}`,
  );
  for await (const some of lines) yield Buffer.from(some.map(({ cells }) => csvLine(cells)).join(''));
}

const csvLine = (cells: readonly TableValue[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(value: TableValue): string {
  if (value === undefined) return '';
  const text = typeof value === 'object' ? shownDate(value.date) : String(value);
  const guarded = typeof value === 'string' && looksLikeFormula(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Plain numbers are no formulas, whatever sign they have. */
export const looksLikeFormula = (text: string): boolean =>
  /^\s*[=+\-@]|^[\t\r\n]/.test(text) && !/^[+-]?\d+(?:\.\d+)?$/.test(text);

export const shownDate = (date: string): string => date.replace('T', ' ').replace(/(?::00| 00:00:00)$/, '');
