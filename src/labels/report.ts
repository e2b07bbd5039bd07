/** A report on A4 pages: a title, and sections of paragraphs and tables. Knows nothing of what it reports. */
import { drawText, newPage, newPaper, type Paper } from './paper.ts';

export interface ReportSection {
  readonly heading: string;
  readonly paragraphs?: readonly string[];
  /** The first row is the heading; widths are shares of the page. */
  readonly table?: { readonly widths: readonly number[]; readonly rows: readonly (readonly string[])[] };
}

export interface Report {
  readonly title: string;
  /** Stands at the head of every page; empty for none. */
  readonly mark: string;
  readonly sections: readonly ReportSection[];
}

const size = [210, 297] as const;
const margin = 18;
const width = size[0] - 2 * margin;
const bottom = size[1] - margin;
/** Rows of one table; more are told as their number, the spreadsheet holds them all. */
export const mostReportRows = 500;

export function drawReport({ title, mark, sections }: Report): Paper {
  const paper = newPaper(mark === '' ? title : `${mark} ${title}`);
  let y = bottom;
  let pages = 0;
  const page = (): void => {
    newPage(paper, size);
    y = margin;
    if (mark !== '') drawText(paper, mark, { at: [margin, 8], width, size: 12, align: 'center' });
    drawText(paper, String(++pages), { at: [margin, size[1] - 10], width, size: 8, align: 'center' });
  };
  const room = (height: number): void => {
    if (y + height > bottom) page();
  };
  const line = (text: string, points: number, lines: number, after: number): void => {
    room((points * 1.25 * 25.4) / 72);
    y += drawText(paper, text, { at: [margin, y], width, size: points, lines }) + after;
  };
  page();
  line(title, 16, 2, 4);
  for (const { heading, paragraphs = [], table } of sections) {
    room(16);
    line(heading, 12, 1, 2);
    for (const each of paragraphs) line(each, 9.5, 12, 1);
    const rows = table?.rows ?? [];
    for (const [i, row] of rows.slice(0, mostReportRows + 1).entries()) {
      room(i === 0 ? 12 : 9);
      y += drawRow(paper, y, table!.widths, row) + 1;
    }
    if (rows.length > mostReportRows + 1) line(`… ${rows.length - 1 - mostReportRows}`, 8, 1, 1);
    y += 4;
  }
  paper.end();
  return paper;
}

function drawRow(paper: Paper, y: number, widths: readonly number[], row: readonly string[]): number {
  const whole = widths.reduce((sum, each) => sum + each, 0);
  let x = margin;
  let height = 0;
  for (const [i, cell] of row.entries()) {
    const own = (widths[i]! / whole) * width;
    height = Math.max(height, drawText(paper, cell, { at: [x, y], width: own - 2, size: 8, lines: 2 }));
    x += own;
  }
  return height;
}
