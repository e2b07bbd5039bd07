/** A firm chosen by its name or code from the register. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask } from '../lib/api.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Failure } from './states.tsx';

export interface FirmFound {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly uscc?: string;
}

interface FirmSearchProps {
  readonly label: Words;
  readonly kinds: string;
  /** Those that cannot be chosen: oneself, who is in already. */
  readonly without: readonly string[];
  readonly act: Words;
  readonly onChoose: (firm: FirmFound) => void;
}

export function FirmSearch({ label, kinds, without, act, onChoose }: FirmSearchProps): ReactNode {
  const [text, setText] = useState('');
  const q = text.trim();
  const { data, error } = useQuery({
    queryKey: ['firms', kinds, q],
    enabled: q.length >= 2,
    queryFn: () =>
      ask<{ organisations: FirmFound[] }>(
        `/api/v1/organisations?${new URLSearchParams({ q, kind: kinds, status: 'active', perPage: '10' })}`,
      ),
    retry: false,
    placeholderData: (before) => before,
  });
  const found = q.length < 2 ? [] : (data?.organisations ?? []).filter(({ id }) => !without.includes(id));
  return (
    <div className="field">
      <label htmlFor="firm-search">
        <Both {...label} />
      </label>
      <input
        id="firm-search"
        type="search"
        autoComplete="off"
        maxLength={100}
        placeholder="名称或信用代码 name or code"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          // Enter here chooses nothing by itself and sends no form around it.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {error !== null && <Failure error={error} />}
      <ul className="items" aria-live="polite">
        {found.map((firm) => (
          <li key={firm.id} className="item row apart">
            <span>
              {firm.name} <small className="quiet">{firm.uscc}</small>
            </span>
            <button
              type="button"
              className="button small"
              onClick={() => {
                setText('');
                onChoose(firm);
              }}
            >
              <Both {...act} />
            </button>
          </li>
        ))}
      </ul>
      {q.length >= 2 && data !== undefined && found.length === 0 && (
        <p className="hint" role="status">
          <Both {...words('登记簿中没有这样的企业', 'The register knows no such firm')} />
        </p>
      )}
    </div>
  );
}
