/** Stock is gone through by scanning: each code is told affected or not, and counted as set apart. */
import { type ReactNode, useState } from 'react';
import { ask } from '../lib/api.ts';
import { Both, words } from '../lib/words.tsx';
import { Choice, type Option } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Scanner } from '../parts/scanner.tsx';
import { Failure } from '../parts/states.tsx';
import { shortOf } from '../record/values.ts';

interface Scanned {
  readonly code: string;
  readonly affected: boolean;
  readonly counted: boolean;
}

type Kind = 'quarantined' | 'returned' | 'destroyed';
const kinds: readonly Option<Kind>[] = [
  { value: 'quarantined', name: words('已封存', 'set apart') },
  { value: 'returned', name: words('已退回', 'sent back') },
  { value: 'destroyed', name: words('已销毁', 'destroyed') },
];

export function ScanStock({ path, onDone }: { readonly path: string; readonly onDone: () => void }): ReactNode {
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState<readonly Scanned[]>([]);
  const [error, setError] = useState<unknown>();
  const [typed, setTyped] = useState('');
  const [kind, setKind] = useState<Kind>('quarantined');
  const take = async (code: string): Promise<void> => {
    try {
      const told = await ask<Scanned>(`${path}/scans`, { method: 'POST', body: { code, as: kind } });
      setError(undefined);
      setSeen((before) => [told, ...before]);
    } catch (cause) {
      setError(cause);
    }
  };
  return (
    <>
      <form
        className="card block"
        onSubmit={(event) => {
          event.preventDefault();
          const code = typed.trim();
          if (code === '') return;
          setTyped('');
          void take(code).then(onDone);
        }}
      >
        <div className="field">
          <label htmlFor="scanned">
            <Both {...words('逐件清点：扫码枪或键入编码，回车', 'One by one: a hand scanner or typed, then Enter')} />
          </label>
          <span className="with">
            <input
              id="scanned"
              autoComplete="off"
              maxLength={2000}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <button type="submit" className="button small" disabled={typed.trim() === ''}>
              <Both {...words('计入', 'Count')} />
            </button>
          </span>
        </div>
        <Choice name="counted-as" label={words('计为', 'Counted as')} options={kinds} value={kind} onChange={setKind} />
        <button type="button" className="button plain" onClick={() => setOpen(true)}>
          <Icon sign="scan" />
          <Both {...words('扫码清点', 'Scan the stock')} />
        </button>
      </form>
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
