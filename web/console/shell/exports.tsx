/** What a page shows as a file: a table for a spreadsheet, and as plain text. */
import type { ReactNode } from 'react';
import { save, saveCsv } from './csv.ts';
import { W } from './words.tsx';
import { xlsxOf } from './xlsx.ts';

type Rows = readonly (readonly unknown[])[];

const plain = (value: unknown): string | number | null | undefined =>
  typeof value === 'number' || value === null || value === undefined ? value : String(value);

export function Exports({ name, rows }: { readonly name: string; readonly rows: () => Rows }): ReactNode {
  const xlsx = (): void =>
    save(
      `${name}.xlsx`,
      xlsxOf(rows().map((row) => row.map(plain))),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    );
  return (
    <span className="exports">
      <W zh="导出" en="export" />
      <button type="button" className="plain" onClick={xlsx}>
        XLSX
      </button>
      <button type="button" className="plain" onClick={() => saveCsv(name, rows())}>
        CSV
      </button>
    </span>
  );
}
