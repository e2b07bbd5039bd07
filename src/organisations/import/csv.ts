/** CSV as spreadsheets of all kinds write it (RFC 4180 and its relatives): UTF-8 or GB 18030, separated by comma, semicolon or tab. */
import { ZhuisuError } from '../../errors.ts';
import { type Cell, formula, type TableRow } from './cells.ts';

/** Excel's own limit of a cell. */
const mostInCell = 32_767;

/** Throws table_unreadable for bytes that are no text in either encoding. */
export function decode(file: Buffer): string {
  const encodings = file[0] === 0xff && file[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(file);
      if (!text.includes('\0')) return text;
    } catch {
      // The next encoding.
    }
  }
  throw new ZhuisuError('table_unreadable', { cause: '编码不是 UTF-8 或 GB18030 it is neither UTF-8 nor GB18030' });
}

/** The mark that stands most often in the first line, outside quotes. */
function separatorOf(text: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 20_000))![0].replace(/"(?:[^"]|"")*"/g, '');
  const count = (mark: string): number => line.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

export function* csvRows(file: Buffer): Generator<TableRow> {
  const text = decode(file);
  const separator = separatorOf(text);
  let at = 0;
  for (let number = 1; at < text.length; number++) {
    const cells: Cell[] = [];
    for (let ended = false; !ended; ) {
      let value: string;
      if (text[at] === '"') {
        let close = text.indexOf('"', at + 1);
        while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
        if (close < 0)
          throw new ZhuisuError('table_unreadable', {
            cause: `第 ${number} 行的引号没有结束 a quote of row ${number} does not end`,
          });
        value = text.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
      } else value = '';
      const rest = nextMark(text, at, separator);
      value = (value + text.slice(at, rest)).trim();
      if (value.length > mostInCell)
        throw new ZhuisuError('table_unreadable', { cause: `第 ${number} 行的单元格过长 a cell of row ${number} is too long` });
      cells.push(/^[=@]/.test(value) ? { text: value, wrong: formula } : { text: value });
      ended = text[rest] !== separator;
      at = rest + (text[rest] === '\r' && text[rest + 1] === '\n' ? 2 : 1);
    }
    yield { number, cells };
  }
}

function nextMark(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
