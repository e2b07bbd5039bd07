/** One symbol: which modules are dark, and from that SVG, PNG, or rectangles for whoever draws. */
import { crc32, deflateSync } from 'node:zlib';
import bwip from '@bwip-js/node';
import qrcode from 'qrcode';
import { ZhuisuError } from '../errors.ts';

export type SymbolKind = 'qr' | 'gs1datamatrix' | 'gs1-128' | 'code128' | 'ean13';

export const symbolKinds: readonly SymbolKind[] = ['qr', 'gs1datamatrix', 'gs1-128', 'code128', 'ean13'];

export interface SymbolSpec {
  readonly kind: SymbolKind;
  /** QR, Code 128: any text; EAN-13: thirteen digits; the GS1 symbols: an element string with brackets. */
  readonly content: string;
}

/** A symbol in modules, quiet zone included. Bars stand `height` modules high. */
export interface Pattern {
  readonly width: number;
  readonly height: number;
  /** Dark rectangles: x, y, width, height. */
  readonly dark: readonly (readonly [x: number, y: number, width: number, height: number])[];
  readonly matrix: boolean;
}

/** Light modules on each side that a reader needs (ISO/IEC 18004 §5.3.8: 4; 16022: 1, two are safer; 15417: 10; 15420: 11 and 7). */
const quiet: Readonly<Record<SymbolKind, number>> = { qr: 4, gs1datamatrix: 2, 'gs1-128': 10, code128: 10, ean13: 11 };

/** Bars as high as a seventh of a usual symbol is wide; readers ask no more. */
const barHeight = 40;

/** Throws symbol_refused: the content breaks the rules of the symbol, its check digit among them. */
export function patternOf({ kind, content }: SymbolSpec): Pattern {
  if (content === '' || content.length > 1_000) throw refused(kind, content, 'a content of 1 to 1,000 characters');
  try {
    return kind === 'qr' ? ofQr(content) : ofOther(kind, content);
  } catch (error) {
    if (error instanceof ZhuisuError) throw error;
    throw refused(
      kind,
      content,
      String((error as Error).message ?? error)
        .replace(/^.*?bwipp?\.?\w*#?\d*:?\s*/i, '')
        .slice(0, 160),
    );
  }
}

const refused = (kind: string, content: string, expected: string): ZhuisuError =>
  new ZhuisuError('symbol_refused', { kind, came: content.slice(0, 60), cause: expected });

function ofQr(content: string): Pattern {
  const { modules } = qrcode.create(content, { errorCorrectionLevel: 'M' });
  return matrix(modules.data, modules.size, modules.size, quiet.qr);
}

interface Raw {
  readonly pixs?: readonly number[];
  readonly pixx?: number;
  readonly pixy?: number;
  readonly sbs?: readonly number[];
}

function ofOther(kind: Exclude<SymbolKind, 'qr'>, content: string): Pattern {
  const [raw] = bwip.raw({ bcid: kind, text: content, parsefnc: false }) as unknown as [Raw];
  if (raw.pixs !== undefined) return matrix(raw.pixs, raw.pixx!, raw.pixy!, quiet[kind]);
  const dark: [number, number, number, number][] = [];
  let x = quiet[kind];
  raw.sbs!.forEach((width, i) => {
    if (i % 2 === 0 && width > 0) dark.push([x, 0, width, barHeight]);
    x += width;
  });
  return { width: x + quiet[kind], height: barHeight, dark, matrix: false };
}

/** Neighbours in a row become one rectangle: the drawing is smaller, and shows no seams. */
function matrix(cells: ArrayLike<number>, columns: number, rows: number, margin: number): Pattern {
  const dark: [number, number, number, number][] = [];
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (!cells[y * columns + x]) continue;
      const start = x;
      while (x + 1 < columns && cells[y * columns + x + 1]) x++;
      dark.push([start + margin, y + margin, x - start + 1, 1]);
    }
  }
  return { width: columns + 2 * margin, height: rows + 2 * margin, dark, matrix: true };
}

/** SVG, `size` of a module in px. */
export function svgOf(spec: SymbolSpec, size = 4): string {
  const { width, height, dark } = patternOf(spec);
  const path = dark.map(([x, y, w, h]) => `M${x} ${y}h${w}v${h}h-${w}z`).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * size}" height="${height * size}" viewBox="0 0 ${width} ${height}" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${width}v${height}H0z"/><path d="${path}"/></svg>`
  );
}

/** PNG of one bit a pixel, a module `size` px wide (ISO/IEC 15948). */
export function pngOf(spec: SymbolSpec, size = 4): Buffer {
  const { width, height, dark } = patternOf(spec);
  const [columns, rows] = [width * size, height * size];
  const stride = Math.ceil(columns / 8) + 1;
  // A row is its filter byte (0) and its pixels; 1 is white.
  const pixels = Buffer.alloc(stride * rows, 0xff);
  for (let y = 0; y < rows; y++) pixels[y * stride] = 0;
  for (const [x, y, w, h] of dark) {
    for (let py = y * size; py < (y + h) * size; py++) {
      for (let px = x * size; px < (x + w) * size; px++) pixels[py * stride + 1 + (px >> 3)]! &= ~(0x80 >> (px & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(columns, 0);
  header.writeUInt32BE(rows, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
