/** Drawing on PDF pages in millimetres: symbols as vectors, Chinese text in an embedded font. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { type Pattern, patternOf, type SymbolSpec } from './symbols.ts';

/** Points in a millimetre. */
const mm = 72 / 25.4;

const font = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');

export type Paper = PDFKit.PDFDocument;

export function newPaper(title: string): Paper {
  const paper = new PDFDocument({ autoFirstPage: false, info: { Title: title, Creator: 'Zhuisu 追溯' }, compress: true });
  paper.registerFont('text', font).font('text');
  return paper;
}

export const newPage = (paper: Paper, [width, height]: readonly [number, number]): Paper =>
  paper.addPage({ size: [width * mm, height * mm], margin: 0 });

/** Fits the symbol into a box, quiet zone included, modules square. */
export function drawSymbol(
  paper: Paper,
  spec: SymbolSpec,
  [x, y]: readonly [number, number],
  [width, height]: readonly [number, number],
): void {
  const pattern: Pattern = patternOf(spec);
  const across = (width * mm) / pattern.width;
  const down = pattern.matrix ? Math.min(across, (height * mm) / pattern.height) : (height * mm) / pattern.height;
  const module = pattern.matrix ? down : across;
  for (const [left, top, w, h] of pattern.dark) paper.rect(x * mm + left * module, y * mm + top * down, w * module, h * down);
  paper.fill('#000');
}

export interface TextBox {
  readonly at: readonly [x: number, y: number];
  /** Width in mm. */
  readonly width: number;
  /** Height of the characters in points. */
  readonly size: number;
  readonly lines?: number;
  readonly align?: 'left' | 'center';
}

/** Writes a text in at most so many lines, an ellipsis for the rest; gives the height it took in mm. */
export function drawText(paper: Paper, text: string, { at: [x, y], width, size, lines = 1, align = 'left' }: TextBox): number {
  paper.fontSize(size).fillColor('#000');
  const rows = wrapped(paper, visible(text), width * mm, lines);
  const leading = size * 1.25;
  rows.forEach((row, i) => {
    const free = align === 'center' ? Math.max(0, width * mm - paper.widthOfString(row)) / 2 : 0;
    paper.text(row, x * mm + free, y * mm + i * leading, { lineBreak: false });
  });
  return (rows.length * leading) / mm;
}

/** What a label cannot show would only disturb it. */
const visible = (text: string): string =>
  text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, ' ');

/** Chinese breaks anywhere, Latin words at spaces where there are any: good enough for labels, and never outside of them. */
function wrapped(paper: Paper, text: string, width: number, most: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const sign of text) {
    if (paper.widthOfString(row + sign) <= width) {
      row += sign;
      continue;
    }
    if (rows.length === most - 1) {
      while (row !== '' && paper.widthOfString(`${row}…`) > width) row = [...row].slice(0, -1).join('');
      return [...rows, `${row}…`];
    }
    // A code or a word is not torn when there is a space to break at.
    const space = /[!-~]/.test(sign) ? row.lastIndexOf(' ') : -1;
    rows.push(space > 0 ? row.slice(0, space) : row);
    row = (space > 0 ? row.slice(space + 1) : '') + sign.trimStart();
  }
  return row === '' ? rows : [...rows, row];
}

export function drawBox(paper: Paper, [x, y]: readonly [number, number], size: number, ticked: boolean): void {
  paper
    .lineWidth(0.6)
    .rect(x * mm, y * mm, size * mm, size * mm)
    .stroke('#000');
  if (!ticked) return;
  paper
    .lineWidth(1.1)
    .moveTo((x + size * 0.2) * mm, (y + size * 0.55) * mm)
    .lineTo((x + size * 0.42) * mm, (y + size * 0.78) * mm)
    .lineTo((x + size * 0.82) * mm, (y + size * 0.22) * mm)
    .stroke('#000');
}

export const drawFrame = (paper: Paper, [x, y]: readonly [number, number], [width, height]: readonly [number, number]): Paper =>
  paper
    .lineWidth(0.8)
    .rect(x * mm, y * mm, width * mm, height * mm)
    .stroke('#000');
