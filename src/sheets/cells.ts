/** A table as read, whatever file it came in. */
import type { Cell } from '../categories/cells.ts';

/** `wrong`: why it is no value, Chinese and English. */
export type RawCell = Cell | { readonly wrong: readonly [zh: string, en: string]; readonly text: string };

export interface RawRow {
  /** As the spreadsheet counts. */
  readonly number: number;
  readonly hidden: boolean;
  /** By column, from A. */
  readonly cells: readonly RawCell[];
}

/** The column of that index as spreadsheets name it: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const rest = index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '';
  return rest + String.fromCharCode(65 + (index % 26));
}

export const isBlank = (cell: RawCell): boolean => cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** As a person reads it. */
export function textOfCell(cell: RawCell): string {
  if (typeof cell !== 'object') return cell === undefined ? '' : String(cell);
  if ('wrong' in cell) return cell.text;
  return 'date' in cell ? cell.date.replace('T', ' ').replace(/ 00:00:00$/, '') : `=${cell.formula}`;
}
