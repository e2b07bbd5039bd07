/** A table as people send it: rows of texts, whatever the file was. */
import { ZhuisuError } from '../../errors.ts';
import { mostCells, mostColumns, mostRows, type TableRow } from './cells.ts';
import { csvRows } from './csv.ts';
import { xlsxRows } from './xlsx.ts';

export type TableKind = 'xlsx' | 'csv';

export const tableKind = (file: Buffer): TableKind => (file.subarray(0, 2).toString('latin1') === 'PK' ? 'xlsx' : 'csv');

/** Throws table_unreadable and table_too_large, at the latest when the rows are read. */
export async function* tableRows(file: Buffer): AsyncGenerator<TableRow> {
  // OLE2, the form of .xls.
  if (file.length >= 4 && file.readUInt32BE(0) === 0xd0cf11e0)
    throw new ZhuisuError('table_unreadable', { cause: '.xls（97-2003）' });
  let [rows, cells] = [0, 0];
  for await (const row of tableKind(file) === 'xlsx' ? xlsxRows(file) : csvRows(file)) {
    if (++rows > mostRows) throw new ZhuisuError('table_too_large', { expected: `${mostRows - 1} rows 行` });
    cells += row.cells.length;
    if (cells > mostCells) throw new ZhuisuError('table_too_large', { expected: `${mostCells} cells 个单元格` });
    if (row.cells.length > mostColumns) throw new ZhuisuError('table_too_large', { expected: `${mostColumns} columns 列` });
    if (row.cells.some(({ text, wrong }) => text !== '' || wrong !== undefined)) yield row;
  }
}

/** The column of that index as spreadsheets name it: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const rest = index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '';
  return rest + String.fromCharCode(65 + (index % 26));
}
