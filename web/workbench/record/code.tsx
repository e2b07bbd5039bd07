/** A code: scanned, typed, chosen from what was used before; a word of one's own becomes a lot of the firm. */
import { type ReactNode, useId, useState } from 'react';
import { identify } from '../../../src/codes/index.ts';
import { isUri } from '../../../src/events/index.ts';
import { type Firm, useMe } from '../lib/me.tsx';
import { Both, plain, type Words, words } from '../lib/words.tsx';
import { Icon } from '../parts/icons.tsx';
import { Scanner } from '../parts/scanner.tsx';
import { useSeen } from './seen.ts';

interface CodeProps {
  readonly id: string;
  readonly name: Words;
  readonly value: string;
  readonly labelled?: boolean;
  /** A lot may be named here. */
  readonly lots?: boolean;
  readonly onChange: (value: string) => void;
  readonly 'aria-invalid'?: boolean | undefined;
  readonly 'aria-describedby'?: string;
}

/** Whose lots they are: by the credit code; a farm without one by its id. */
export const makerOf = ({ uscc, id }: Pick<Firm, 'uscc' | 'id'>): string => uscc ?? id;

/** `苹果 2026-H1` → a lot of the firm; undefined where the text is a code already, or says too little. */
export function ownLot(typed: string, maker: string | undefined): string | undefined {
  const text = typed.trim().replace(/\s+/g, ' ');
  if (maker === undefined || text === '' || text.length > 60 || identify(text) !== undefined || isUri(text)) return undefined;
  const parts = text.split(' ');
  const number = parts.pop()!;
  const product = parts.join('-') || 'lot';
  return `urn:zhuisu:lot:${maker}:${encodeURIComponent(product)}:${encodeURIComponent(number)}`;
}

export function Code({ id, name, value, onChange, labelled = false, lots = false, ...told }: CodeProps): ReactNode {
  const [scanning, setScanning] = useState(false);
  const { firm } = useMe();
  const list = useId();
  const seen = useSeen('codes');
  const lot = lots ? ownLot(value, makerOf(firm)) : undefined;
  return (
    <div className="codes-input">
      <span className="with">
        <input
          id={id}
          {...told}
          {...(labelled ? { 'aria-label': plain(name) } : {})}
          list={list}
          placeholder={lots ? '扫码，或“苹果 2026-H1”' : '扫码或输入 scan or type'}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <datalist id={list}>
          {seen.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <button type="button" className="button icon-only" aria-label={`扫${plain(name)} scan`} onClick={() => setScanning(true)}>
          <Icon sign="scan" />
        </button>
      </span>
      {lot !== undefined && (
        <span className="suggest">
          <button type="button" className="button small plain" onClick={() => onChange(lot)}>
            <Both {...words('用作本单位批次', 'Make it a lot of ours')} />
          </button>
        </span>
      )}
      {scanning && <Scanner title={name} many={false} onCode={onChange} onClose={() => setScanning(false)} />}
    </div>
  );
}
