/** Rows of a table, whatever file they came in, and the limits of both. */

export interface TableRow {
  /** As the spreadsheet counts: the heading is 1. */
  readonly number: number;
  readonly cells: readonly Cell[];
}

/** `wrong`: why the cell cannot be taken as a text, Chinese and English. */
export interface Cell {
  readonly text: string;
  readonly wrong?: string;
}

/** Rows with the heading; a longer table is split by whoever sends it. */
export const mostRows = 50_001;
export const mostColumns = 100;
/** All of them are in memory at once. */
export const mostCells = 1_000_000;

export const formula = 'a value, not a formula';
