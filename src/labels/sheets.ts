/** Labels by the thousand as one PDF, written while they are drawn. */
import { ZhuisuError } from '../errors.ts';
import { type Layout, layoutById } from './layouts.ts';
import { drawSymbol, drawText, newPage, newPaper, type Paper } from './paper.ts';
import type { SymbolSpec } from './symbols.ts';

export interface Label {
  readonly symbol: SymbolSpec;
  readonly name: string;
  /** Further lines, the most important first: lot, date, producer. */
  readonly lines: readonly string[];
  /** The code in characters, for whoever has to type it. */
  readonly code: string;
}

/** Labels of one job; more are several jobs. */
export const mostLabels = 10_000;

export interface SheetOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called after each page with the labels drawn so far. */
  readonly onProgress?: (done: number) => void;
}

/**
 * A stream of PDF. Pages are drawn as fast as they are taken, so memory stays bounded by the fonts. The stream fails with symbol_refused
 * for a label whose symbol cannot be, and with the reason of `signal`. Throws layout_unknown.
 */
export function drawSheets(labels: Iterable<Label>, layoutId: string, { signal, onProgress }: SheetOptions = {}): Paper {
  const layout = layoutById.get(layoutId);
  if (layout === undefined)
    throw new ZhuisuError('layout_unknown', { came: layoutId.slice(0, 40), expected: [...layoutById.keys()].join(', ') });
  const paper = newPaper('追溯标签');
  void fill(paper, labels, layout, signal, onProgress).then(
    () => paper.end(),
    (error: Error) => paper.destroy(error),
  );
  return paper;
}

async function fill(
  paper: Paper,
  labels: Iterable<Label>,
  layout: Layout,
  signal: AbortSignal | undefined,
  onProgress: ((done: number) => void) | undefined,
): Promise<void> {
  const perPage = layout.columns * layout.rows;
  let done = 0;
  for (const label of labels) {
    signal?.throwIfAborted();
    const place = done % perPage;
    if (place === 0) {
      if (done > 0) onProgress?.(done);
      await taken(paper);
      newPage(paper, layout.page);
    }
    const [left, top] = [place % layout.columns, Math.floor(place / layout.columns)];
    drawLabel(paper, label, layout, [
      layout.margin[0] + left * (layout.label[0] + layout.gap[0]),
      layout.margin[1] + top * (layout.label[1] + layout.gap[1]),
    ]);
    done++;
  }
  if (done === 0) newPage(paper, layout.page);
  onProgress?.(done);
}

/** Until what was drawn has been read, and in any case one turn for the others. */
async function taken(paper: Paper): Promise<void> {
  do await new Promise((next) => setImmediate(next));
  while ((paper as unknown as { readableLength: number }).readableLength > 256 * 1024);
}

function drawLabel(
  paper: Paper,
  { symbol, name, lines, code }: Label,
  { label: [width, height] }: Layout,
  [x, y]: readonly [number, number],
): void {
  const pad = Math.min(2.5, width * 0.05);
  const square = symbol.kind === 'qr' || symbol.kind === 'gs1datamatrix';
  const tall = height > width;
  const size = tall ? width / 5.5 : Math.max(5, Math.min(11, height / 4.2));
  // A square symbol stands beside the text, on tall labels above it; bars lie below.
  const side = square ? (tall ? width - 2 * pad : Math.min(height - 2 * pad, width * 0.45)) : 0;
  if (square) drawSymbol(paper, symbol, [x + pad, y + pad], [side, side]);
  const bars = square ? 0 : Math.min(height * 0.42, 22);
  if (!square) drawSymbol(paper, symbol, [x + pad, y + height - pad - bars - size * 0.45], [width - 2 * pad, bars]);
  const left = square && !tall ? x + pad + side + pad * 0.6 : x + pad;
  const room = x + width - pad - left;
  const bottom = y + height - pad - (square ? 0 : bars + size * 0.45 + 1);
  let at = square && tall ? y + pad + side + 1 : y + pad;
  const write = (text: string, points: number, most: number): void => {
    const leading = (points * 1.25 * 25.4) / 72;
    const fits = Math.min(most, Math.floor((bottom - at + 0.2) / leading));
    if (fits > 0 && text !== '') at += drawText(paper, text, { at: [left, at], width: room, size: points, lines: fits });
  };
  write(name, size, 2);
  for (const line of lines) write(line, size * 0.72, 1);
  if (square) write(code, size * 0.6, 3);
  else
    drawText(paper, code, {
      at: [x + pad, y + height - pad - size * 0.4],
      width: width - 2 * pad,
      size: size * 0.7,
      align: 'center',
    });
}
