/** What a page lists as a file: a table for a spreadsheet, and as plain text. */
import type { ReactNode } from 'react';
import { type MakeRows, useTableFile } from '../../shared/use-table-file.ts';
import { complain } from './notices.tsx';
import { count } from './time.tsx';
import { W } from './words.tsx';

export function Exports({ name, rows }: { readonly name: string; readonly rows: MakeRows }): ReactNode {
  const { come, make, cancel } = useTableFile(name, rows, complain);
  return (
    <span className="exports" aria-busy={come !== undefined}>
      <W zh="导出" en="export" />
      {come === undefined ? (
        <>
          <button type="button" className="plain" onClick={() => make('xlsx')}>
            XLSX
          </button>
          <button type="button" className="plain" onClick={() => make('csv')}>
            CSV
          </button>
        </>
      ) : (
        <>
          <span role="status">
            <W zh={`已读 ${count(come)} 行`} en="rows" />
          </span>
          <button type="button" className="plain" onClick={cancel}>
            <W zh="取消" en="cancel" />
          </button>
        </>
      )}
    </span>
  );
}
