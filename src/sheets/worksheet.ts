/** The rows of a worksheet (ECMA-376 part 1, §18.3), as its XML streams by. */
import { ZhuisuError } from '../errors.ts';
import { broken, unpacked } from './archive.ts';
import type { RawCell, RawRow } from './cells.ts';
import { mostColumns, mostInCell } from './limits.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { xmlReader } from './xml.ts';

/** Rows of a piece of the file at a time. `merged` is told the ranges of merged cells, which stand behind the rows. */
export async function* worksheetRows(
  book: Workbook,
  sheet: Sheet,
  merged: (range: string) => void = () => {},
): AsyncGenerator<RawRow[]> {
  let rows: RawRow[] = [];
  let [number, hidden, column] = [0, false, 0];
  let cells: RawCell[] = [];
  let [type, style, value, formula]: [string, number, string, string | undefined] = ['', 0, '', undefined];
  let taking: 'value' | 'formula' | 'inline' | undefined;
  let phonetic = false;

  const reader = xmlReader(sheet.entry.name, {
    open(name, attributes) {
      switch (name) {
        case 'row': {
          const given = attributes.r === undefined ? number + 1 : Number(attributes.r);
          if (!(Number.isInteger(given) && given > number)) throw broken('行号错误', 'its rows are not in order');
          [number, hidden, column, cells] = [given, /^(?:1|true)$/.test(attributes.hidden ?? ''), -1, []];
          break;
        }
        case 'c': {
          const given = attributes.r === undefined ? column + 1 : columnIn(attributes.r);
          if (given >= mostColumns) throw new ZhuisuError('table_too_large', { expected: `${mostColumns} 列 columns` });
          [column, type, style, value, formula] = [given, attributes.t ?? 'n', Number(attributes.s ?? 0), '', undefined];
          break;
        }
        case 'v':
          taking = 'value';
          break;
        case 'f':
          [taking, formula] = ['formula', ''];
          break;
        case 'rPh':
          phonetic = true;
          break;
        case 't':
          taking = phonetic ? undefined : 'inline';
          break;
        case 'mergeCell':
          merged(attributes.ref ?? '');
      }
    },
    text(piece) {
      if (taking === undefined) return;
      if (taking === 'formula') formula += piece;
      else value += piece;
      if (value.length > mostInCell) throw broken(`第 ${number} 行的单元格过长`, `a cell of row ${number} is too long`);
    },
    close(name) {
      if (name === 'v' || name === 'f' || name === 't') taking = undefined;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c') {
        if (column < 0) throw broken('单元格错误', 'a cell stands outside a row');
        const cell = formula === undefined ? cellValue(book, type, style, value) : { formula };
        if (cell !== undefined) {
          while (cells.length < column) cells.push(undefined);
          cells[column] = cell;
        }
      } else if (name === 'row' && cells.length > 0) rows.push({ number, hidden, cells });
    },
  });
  for await (const piece of unpacked(book.file, sheet.entry, { left: book.left })) {
    reader.write(piece);
    if (rows.length === 0) continue;
    yield rows;
    rows = [];
  }
  reader.end();
  if (rows.length > 0) yield rows;
}

function cellValue(book: Workbook, type: string, style: number, value: string): RawCell {
  switch (type) {
    case 's':
      return value === '' ? undefined : (book.strings[Number(value)] ?? undefined);
    case 'str':
    case 'inlineStr':
      return value === '' ? undefined : value;
    case 'b':
      return value === '1';
    case 'e':
      return { wrong: ['错误值', 'an error'], text: value };
    case 'd':
      return value === '' ? undefined : { date: value.replace(/(?:\.\d+)?Z?$/, '') };
    default: {
      if (value.trim() === '') return undefined;
      const number = Number(value);
      if (!Number.isFinite(number)) return { wrong: ['不是数', 'no number'], text: value };
      return book.dates[style] ? { date: dateOfSerial(number, book.from1904) } : number;
    }
  }
}

const dayMillis = 86_400_000;

/** `YYYY-MM-DDTHH:mm:ss` of a serial number (§18.17.4.1), to the second. Excel counts a 29 February 1900 that never was. */
export function dateOfSerial(serial: number, from1904 = false): string {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const date = new Date(epoch + Math.round(serial * 86_400) * 1000);
  return Number.isNaN(date.getTime()) || Math.abs(serial) > 2_958_466 ? String(serial) : date.toISOString().slice(0, 19);
}

/** Serial number of a local date and time `YYYY-MM-DDTHH:mm:ss`. */
export const serialOfDate = (text: string): number => (Date.parse(`${text}Z`) - Date.UTC(1899, 11, 30)) / dayMillis;

/** Index of the column in `C7`: A is 0. */
export function columnIn(address: string): number {
  let index = 0;
  let i = 0;
  for (; i < address.length; i++) {
    const letter = address.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    index = index * 26 + letter;
  }
  if (i === 0 || i > 3) throw broken(`单元格地址 ${address.slice(0, 20)} 错误`, `the address ${address.slice(0, 20)} is none`);
  return index - 1;
}
