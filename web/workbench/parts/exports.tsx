/** What a screen lists as a file: a table for a spreadsheet, and as plain text. */
import { type ReactNode, useState } from 'react';
import { type MakeRows, useTableFile } from '../../shared/use-table-file.ts';
import { Both, words } from '../lib/words.tsx';
import { Failure } from './states.tsx';

export function Exports({ name, rows }: { readonly name: string; readonly rows: MakeRows }): ReactNode {
  const [failed, setFailed] = useState<unknown>();
  const { come, make, cancel } = useTableFile(name, rows, setFailed);
  const button = (format: 'xlsx' | 'csv'): ReactNode => (
    <button
      type="button"
      className="button small plain"
      onClick={() => {
        setFailed(undefined);
        make(format);
      }}
    >
      {format.toUpperCase()}
    </button>
  );
  return (
    <>
      <p className="row exports">
        <span className="quiet">
          <Both {...words('导出', 'Export')} />
        </span>
        {come === undefined ? (
          <>
            {button('xlsx')}
            {button('csv')}
          </>
        ) : (
          <>
            <span role="status">
              <Both {...words(`已读 ${come} 行`, `${come} rows`)} />
            </span>
            <button type="button" className="button small plain" onClick={cancel}>
              <Both {...words('取消', 'Cancel')} />
            </button>
          </>
        )}
      </p>
      {failed !== undefined && <Failure error={failed} />}
    </>
  );
}
