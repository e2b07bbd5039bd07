/** Stock is gone through by scanning: each code is told affected or not, and counted as set apart. */
import { type ReactNode, useState } from 'react';
import { ask } from '../lib/api.ts';
import { Both, words } from '../lib/words.tsx';
import { Icon } from '../parts/icons.tsx';
import { Scanner } from '../parts/scanner.tsx';
import { Failure } from '../parts/states.tsx';
import { shortOf } from '../record/values.ts';

interface Scanned {
  readonly code: string;
  readonly affected: boolean;
  readonly counted: boolean;
}

export function ScanStock({ path, onDone }: { readonly path: string; readonly onDone: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState<readonly Scanned[]>([]);
  const [error, setError] = useState<unknown>();
  const take = async (code: string): Promise<void> => {
    try {
      const told = await ask<Scanned>(`${path}/scans`, { method: 'POST', body: { code } });
      setSeen((before) => [told, ...before]);
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <>
      <p className="row block">
        <button type="button" className="button plain" onClick={() => setOpen(true)}>
          <Icon sign="scan" />
          <Both {...words('扫码清点', 'Scan the stock')} />
        </button>
      </p>
      {error !== undefined && <Failure error={error} />}
      <ul aria-live="polite">
        {seen.slice(0, 10).map(({ code, affected, counted }) => (
          <li key={code} className="row">
            <span className={affected ? 'tag bad' : 'tag ok'}>
              <Both
                {...(affected
                  ? words(counted ? '涉及，已计' : '涉及', counted ? 'affected, counted' : 'affected')
                  : words('不涉及', 'not affected'))}
              />
            </span>
            {shortOf(code)}
          </li>
        ))}
      </ul>
      {open && (
        <Scanner
          title={words('扫码清点', 'Scan the stock')}
          many
          onCode={(text) => void take(text)}
          onClose={() => {
            setOpen(false);
            onDone();
          }}
        />
      )}
    </>
  );
}
