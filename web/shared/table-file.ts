/** A list as a file: all of it, not the pages that somebody happened to scroll to; as a workbook, or as plain text. */
import { askPage } from './api.ts';
import { save, saveCsv } from './csv.ts';
import { xlsxOf } from './xlsx.ts';

export type Rows = readonly (readonly unknown[])[];

/** Somebody looks at how far it is, and may give it up. */
export interface Reading {
  readonly signal: AbortSignal;
  came(rows: number): void;
}

/** A spreadsheet of more rows is of use to nobody; the interface has it by pages. */
export const mostRows = 100_000;

/** Some lists name the next page in a header, others in their body. */
interface Told {
  readonly nextPage?: string;
}

/** Every page of the list that begins at `first`. Throws Refused, NoAnswer, and what `signal` was ended with. */
export async function wholeList<Body extends object, Row>(
  first: string,
  rowsOf: (body: Body) => readonly Row[],
  { signal, came }: Reading,
  read: <T>(
    path: string,
    asked: { readonly signal: AbortSignal },
  ) => Promise<{ readonly body: T; readonly next: string | undefined }> = askPage,
): Promise<Row[]> {
  const rows: Row[] = [];
  let path: string | undefined = first;
  while (path !== undefined && rows.length < mostRows) {
    const { body, next }: { readonly body: Body & Told; readonly next: string | undefined } = await read<Body & Told>(path, {
      signal,
    });
    rows.push(...rowsOf(body));
    came(rows.length);
    path = next ?? (body.nextPage === undefined ? undefined : withWord(first, 'page', body.nextPage));
  }
  return rows.slice(0, mostRows);
}

const withWord = (path: string, name: string, value: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [name]: value })}`;

const cellOf = (value: unknown): string | number | null | undefined =>
  typeof value === 'number' || value === null || value === undefined ? value : String(value);

export type Format = 'xlsx' | 'csv';

export function saveTable(name: string, rows: Rows, format: Format): void {
  if (format === 'csv') saveCsv(name, rows);
  else
    save(
      `${name}.xlsx`,
      xlsxOf(rows.map((row) => row.map(cellOf))),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
}
