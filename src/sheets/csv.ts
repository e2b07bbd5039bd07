/**
 * CSV as spreadsheets of all kinds write it (RFC 4180 and its relatives): UTF-8, GB 18030 or UTF-16, with a mark or without; commas,
 * semicolons or tabs; the line `sep=;` that Excel knows. Read piece by piece.
 */

import { ZhuisuError } from '../errors.ts';
import { broken } from './archive.ts';
import type { RawCell, RawRow } from './cells.ts';
import { piecesOf, type SheetFile } from './file.ts';
import { mostColumns, mostInCell } from './limits.ts';

export interface CsvForm {
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le';
  readonly separator: string;
}

/** Looks at all of the file: the first byte that is no UTF-8 may be the last one. Throws table_unreadable. */
export async function csvFormOf(file: SheetFile): Promise<CsvForm> {
  const first = await file.read(0, Math.min(file.size, 64 << 10));
  const encodings: readonly CsvForm['encoding'][] = first[0] === 0xff && first[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings)
    if (await isText(file, encoding))
      return { encoding, separator: separatorOf(new TextDecoder(encoding).decode(first, { stream: true })) };
  throw broken('编码不是 UTF-8 或 GB18030', 'it is neither UTF-8 nor GB18030');
}

async function isText(file: SheetFile, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const piece of piecesOf(file)) if (decoder.decode(piece, { stream: true }).includes('\0')) return false;
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The mark that stands most often in the first line, outside quotes. */
function separatorOf(text: string): string {
  const named = /^sep=(.)\r?\n/.exec(text)?.[1];
  if (named !== undefined) return named;
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 20_000))![0].replace(/"(?:[^"]|"")*"/g, '');
  const count = (mark: string): number => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

export async function* csvRows(file: SheetFile, { encoding, separator }: CsvForm): AsyncGenerator<RawRow[]> {
  const reader = lineReader(separator);
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const piece of piecesOf(file)) {
    const rows = reader.read(decoder.decode(piece, { stream: true }));
    if (rows.length > 0) yield rows;
  }
  const rows = reader.end(decoder.decode());
  if (rows.length > 0) yield rows;
}

/** Where a character stands: before or in a plain cell, in quotes, behind a quote that may be the first of two. */
type Place = 'plain' | 'quoted' | 'quote';

export function lineReader(separator: string) {
  let rows: RawRow[] = [];
  let cells: RawCell[] = [];
  let value = '';
  let place: Place = 'plain';
  let [number, begun, carriage] = [1, false, false];
  const mark = separator.charCodeAt(0);

  const endCell = (): void => {
    if (value.length > mostInCell) throw broken(`第 ${number} 行的单元格过长`, `a cell of row ${number} is too long`);
    if (cells.length >= mostColumns) throw new ZhuisuError('table_too_large', { expected: `${mostColumns} 列 columns` });
    cells.push(cellOf(value));
    [value, place] = ['', 'plain'];
  };
  const endRow = (): void => {
    endCell();
    if (!(number === 1 && cells.length <= 2 && /^sep=/.test(String(cells[0])))) rows.push({ number, hidden: false, cells });
    [cells, begun] = [[], false];
    number++;
  };
  const taken = (): RawRow[] => {
    const all = rows;
    rows = [];
    return all;
  };

  return {
    read(text: string): RawRow[] {
      let from = 0;
      for (let i = 0; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (place === 'quoted') {
          const close = text.indexOf('"', i);
          value += text.slice(i, close < 0 ? text.length : close);
          if (value.length > mostInCell) throw broken(`第 ${number} 行的引号没有结束`, `a quote of row ${number} does not end`);
          if (close < 0) return taken();
          [i, from, place] = [close, close + 1, 'quote'];
        } else if (c === 0x22 && (place === 'quote' || (value === '' && i === from))) {
          if (place === 'quote') value += '"';
          [place, begun, from] = ['quoted', true, i + 1];
        } else if (c === mark || c === 0x0a || c === 0x0d) {
          value += text.slice(from, i);
          from = i + 1;
          if (c === mark) [begun] = [true, endCell()];
          else if (c === 0x0d || !carriage || begun || value !== '' || cells.length > 0) endRow();
        } else {
          begun = true;
          if (place === 'quote') place = 'plain';
        }
        carriage = c === 0x0d && place !== 'quoted';
      }
      if (place !== 'quoted') value += text.slice(from);
      return taken();
    },
    end(text: string): RawRow[] {
      this.read(text);
      if (place === 'quoted') throw broken(`第 ${number} 行的引号没有结束`, `a quote of row ${number} does not end`);
      if (begun || value !== '' || cells.length > 0) endRow();
      return taken();
    },
  };
}

/** What begins like a formula was one, or would become one; an apostrophe before it is how an export says that it is a text. */
function cellOf(text: string): RawCell {
  const value = text.trim();
  if (value === '') return undefined;
  if (value.startsWith('=')) return { formula: value.slice(1) };
  return /^'[=+\-@\t\r]/.test(value) ? value.slice(1) : value;
}
