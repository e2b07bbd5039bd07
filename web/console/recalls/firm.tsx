/** Choosing one registered firm by its name or credit code, by pointer or keyboard. */
import { type ReactNode, useId, useState } from 'react';
import type { Organisation } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import { useAsk } from '../shell/query.tsx';
import { W, type Words } from '../shell/words.tsx';

export function FirmField({
  label,
  near,
  value,
  choose,
}: {
  readonly label: Words;
  /** Those that are shown while nothing is typed. */
  readonly near: readonly { readonly id: string; readonly name: string }[];
  /** uuid; empty: none. */
  readonly value: string;
  readonly choose: (id: string) => void;
}): ReactNode {
  const name = useId();
  const [q, setQ] = useState('');
  const found = useAsk<{ organisations: readonly Organisation[] }>(
    `/api/v1/organisations${search({ kind: 'enterprise', q, perPage: 8 })}`,
    { enabled: value === '' && q !== '' },
  );
  const own = useAsk<Organisation>(`/api/v1/organisations/${value}`, { enabled: value !== '' });
  if (value !== '')
    return (
      <div className="firm-field">
        <span>
          <W {...label} />
        </span>
        <p>
          <b>{own.data?.name ?? '…'}</b>{' '}
          <button type="button" className="plain" onClick={() => choose('')}>
            <W zh="换一家" en="another" />
          </button>
        </p>
      </div>
    );
  return (
    <div className="firm-field">
      <label htmlFor={name}>
        <W {...label} />
      </label>
      <input
        id={name}
        type="search"
        value={q}
        placeholder="名称或统一社会信用代码"
        onChange={({ currentTarget }) => setQ(currentTarget.value)}
      />
      <ul className="doors">
        {(q === '' ? near : (found.data?.organisations ?? [])).map((each) => (
          <li key={each.id}>
            <button type="button" onClick={() => choose(each.id)}>
              {each.name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
