/** A file as a table of rows, whatever it is: .xlsx or CSV. */
import { broken } from './archive.ts';
import type { RawRow } from './cells.ts';
import { csvFormOf, csvRows } from './csv.ts';
import type { SheetFile } from './file.ts';
import type { TableFormat } from './table.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts';
import { worksheetRows } from './worksheet.ts';

export interface OpenedTable {
  readonly kind: TableFormat;
  /** Rows with something in them, some at a time; from the first one each time it is called. */
  rows(merged?: (range: string) => void): AsyncGenerator<RawRow[]>;
}

/**
 * `pick`: the sheet of a workbook; its first one unless given. Throws table_unreadable, table_too_large, sheet_unsafe; what is wrong
 * further on is thrown when the rows are read.
 */
export async function openTable(
  file: SheetFile,
  pick: (book: Workbook) => Sheet | Promise<Sheet> = ({ sheets }) => sheets[0]!,
): Promise<OpenedTable> {
  const start = await file.read(0, Math.min(8, file.size));
  // OLE2.
  if (start.length >= 4 && start.readUInt32BE(0) === 0xd0cf11e0)
    throw broken('.xls（97-2003）或加密的工作簿', 'an .xls of 97-2003, or an encrypted workbook');
  if (formatOf(start) === 'csv') {
    const form = await csvFormOf(file);
    return { kind: 'csv', rows: () => csvRows(file, form) };
  }
  const book = await openWorkbook(file);
  const sheet = await pick(book);
  return { kind: 'xlsx', rows: (merged) => worksheetRows(book, sheet, merged) };
}

/** By its first bytes. */
export const formatOf = (start: Buffer): TableFormat => (start.toString('latin1', 0, 2) === 'PK' ? 'xlsx' : 'csv');
