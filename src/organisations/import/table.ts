/** A table as people send it: rows of texts, whatever the file was. */
import { ZhuisuError } from '../../errors.ts';
import { fileOf, formatOf, openTable, type RawCell, type TableFormat, textOfCell } from '../../sheets/index.ts';
import { type Cell, formula, mostCells, mostColumns, mostRows, type TableRow } from './cells.ts';

export { columnLetters } from '../../sheets/index.ts';
export type TableKind = TableFormat;
export const tableKind = formatOf;

/** Throws table_unreadable, table_too_large and sheet_unsafe, at the latest when the rows are read. */
export async function* tableRows(file: Buffer): AsyncGenerator<TableRow> {
  let [rows, cells] = [0, 0];
  for await (const some of (await openTable(fileOf(file))).rows())
    for (const row of some) {
      if (++rows > mostRows) throw new ZhuisuError('table_too_large', { expected: `${mostRows - 1} rows` });
      cells += row.cells.length;
      if (cells > mostCells) throw new ZhuisuError('table_too_large', { expected: `${mostCells} cells` });
      if (row.cells.length > mostColumns) throw new ZhuisuError('table_too_large', { expected: `${mostColumns} columns` });
      const texts = row.cells.map(asText);
      if (texts.some(({ text, wrong }) => text !== '' || wrong !== undefined)) yield { number: row.number, cells: texts };
    }
}

const precise = 'text: long numbers lose their last digits';
const noError = 'a value, not an error';

function asText(cell: RawCell): Cell {
  const text = textOfCell(cell).trim();
  if (typeof cell === 'number') return Math.abs(cell) < 1e15 ? { text } : { text, wrong: precise };
  if (typeof cell === 'object') {
    if ('date' in cell) return { text: cell.date.slice(0, 10) };
    return { text, wrong: 'wrong' in cell ? noError : formula };
  }
  // A spreadsheet of another maker would run it.
  return text.startsWith('@') ? { text, wrong: formula } : { text };
}
