/**
 * ZPL II for thermal printers (Zebra ZPL II programming guide: ^BQ, ^BX, ^BC, ^BE, ^FH, ^CI28). Text goes through ^FH with every byte
 * that is not a letter or digit in hexadecimal, so no content can end its field and give commands. Chinese needs a font in the printer.
 */
import { rawElementString } from '../codes/index.ts';
import { ZhuisuError } from '../errors.ts';
import { layoutById } from './layouts.ts';
import type { Label } from './sheets.ts';
import { patternOf, type SymbolSpec } from './symbols.ts';

export interface Printer {
  /** Dots an inch: 203 or 300. */
  readonly dpi: 203 | 300;
  /** A TrueType font in the printer's memory that holds Chinese. */
  readonly font?: string;
}

/** One label. Throws layout_unknown, symbol_refused. */
export function zplOf(label: Label, layoutId: string, { dpi, font = 'E:SIMSUN.TTF' }: Printer): string {
  const layout = layoutById.get(layoutId);
  if (layout === undefined || layout.columns > 1)
    throw new ZhuisuError('layout_unknown', {
      came: layoutId.slice(0, 40),
      expected: [...layoutById.values()]
        .filter(({ columns }) => columns === 1)
        .map(({ id }) => id)
        .join(', '),
    });
  if (!/^[A-Z]:[A-Z0-9_]{1,16}\.(?:TTF|FNT|TTE)$/.test(font))
    throw new ZhuisuError('value_invalid', {
      path: 'font',
      came: font.slice(0, 40),
      expected: 'a font in the printer such as E:SIMSUN.TTF',
    });
  const dots = (mm: number): number => Math.round((mm / 25.4) * dpi);
  const [width, height] = layout.label;
  const pad = 2;
  const { symbol } = label;
  const { width: modules, matrix } = patternOf(symbol);
  const tall = height > width;
  const side = matrix ? (tall ? width - 2 * pad : Math.min(height - 2 * pad, width * 0.45)) : width - 2 * pad;
  const module = Math.max(1, Math.min(10, Math.floor(dots(side) / modules)));
  const bars = Math.min(height * 0.4, 20);
  const left = matrix && !tall ? pad + side + 1 : pad;
  const size = Math.max(2, height / 12);
  let y = matrix && tall ? pad + side + 1 : pad;
  const text = (words: string, scale: number, lines: number): string => {
    const high = size * scale;
    const field = `^FO${dots(left)},${dots(y)}^A@N,${dots(high)},${dots(high)},${font}^FB${dots(width - pad - left)},${lines},0,L^FH^FD${hexed(words)}^FS`;
    y += high * 1.15 * lines;
    return field;
  };
  const fields = [
    '^XA^CI28',
    `^PW${dots(width)}^LL${dots(height)}`,
    `^FO${dots(pad)},${dots(matrix ? pad : height - pad - bars - size)}${symbolField(symbol, module, dots(bars))}`,
    text(label.name, 1.2, 2),
    ...label.lines.slice(0, 4).map((line) => text(line, 0.9, 1)),
    matrix ? text(label.code, 0.75, 2) : '',
    '^XZ',
  ];
  return `${fields.filter((field) => field !== '').join('\n')}\n`;
}

function symbolField({ kind, content }: SymbolSpec, module: number, bars: number): string {
  switch (kind) {
    case 'qr':
      // Medium correction, automatic character mode.
      return `^BQN,2,${module}^FH^FDMA,${hexed(content)}^FS`;
    case 'gs1datamatrix':
      // Quality 200; the escape character stands before 1, which is FNC1.
      return `^BXN,${module},200,,,,_^FD_1${elements(content)}^FS`;
    case 'gs1-128':
      // Mode D takes the brackets, checks the digits and sets FNC1 itself.
      return `^BY${module}^BCN,${bars},Y,N,N,D^FH^FD${hexed(content)}^FS`;
    case 'code128':
      return `^BY${module}^BCN,${bars},Y,N,N,A^FH^FD${hexed(content)}^FS`;
    case 'ean13':
      return `^BY${module}^BEN,${bars},Y,N^FD${content.slice(0, 12)}^FS`;
  }
}

/** FNC1 as the escape character and 1, the escape character itself twice; ^ and ~ are no characters of GS1 elements. */
const elements = (content: string): string =>
  (rawElementString(content) ?? '').replaceAll('_', '__').replaceAll('\u001d', '_1').replace(/[\^~]/g, '');

const hexed = (text: string): string =>
  [...Buffer.from(text.toWellFormed(), 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[0-9A-Za-z]/.test(sign) ? sign : `_${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
