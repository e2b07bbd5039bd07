/** An administrative division: one of the jurisdiction by its name, or another by its code. */
import { type ReactNode, useState } from 'react';
import { useRemembered } from '../lib/use-remembered.ts';

interface AreaTold {
  readonly code: string;
  readonly level: string;
  readonly zh: string;
  readonly en: string;
}

interface AreaProps {
  readonly told: Readonly<Record<string, unknown>>;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** For a division of elsewhere, and while nobody has told which there are. */
  readonly typed: ReactNode;
}

/** Places where people live come before the zones that lie across them. */
const rank = ({ level }: AreaTold): number => ['county', 'township', 'zone'].indexOf(level);

export function AreaInput({ told, label, value, onChange, typed }: AreaProps): ReactNode {
  const { data } = useRemembered<{ readonly areas: readonly AreaTold[] }>('/api/v1/jurisdiction');
  const areas = (data?.data.areas ?? []).toSorted((a, b) => rank(a) - rank(b));
  const isKnown = areas.some(({ code }) => code === value);
  const [other, setOther] = useState(false);
  if (areas.length === 0) return typed;
  const isOther = other || (value !== '' && !isKnown);
  return (
    <div className="several">
      <select
        {...(isOther ? {} : told)}
        aria-label={label}
        value={isOther ? '+' : value}
        onChange={({ target }) => {
          setOther(target.value === '+');
          onChange(target.value === '+' ? '' : target.value);
        }}
      >
        <option value="">— 请选择 choose —</option>
        {areas.map(({ code, zh, en }) => (
          <option key={code} value={code}>
            {zh} {en}
          </option>
        ))}
        <option value="+">其他地区（填代码） another, by its code…</option>
      </select>
      {isOther && typed}
    </div>
  );
}
