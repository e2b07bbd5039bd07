/** The levels of a recall with their clocks, each with where it is written and whether that was checked. */
import type { ReactNode } from 'react';
import { useAsk } from '../shell/query.tsx';
import { W } from '../shell/words.tsx';
import type { Clocks } from './types.ts';

export type Regime = Clocks['regimes'][number];

export function useRegimes(category: string): readonly Regime[] {
  const { data } = useAsk<Clocks>('/api/v1/recalls/clocks');
  return data?.regimes.filter(({ categories }) => categories.includes(category)) ?? [];
}

/** By which clocks it runs; that they were not checked stands beside them wherever they are told. */
export function ClockSource({ category, regime }: { readonly category: string; readonly regime: string }): ReactNode {
  const found = useRegimes(category).find(({ id }) => id === regime);
  if (found === undefined) return null;
  const open = [found.source, found.answerSource].filter(({ verified }) => !verified);
  return (
    <details className="more clock-source">
      <summary>
        <W zh={`时限：${found.zh}`} en={found.en} />
        {open.length > 0 && <em className="unverified">未经核对 unverified</em>}
      </summary>
      {[found.source, found.answerSource].map(({ text, verified }) => (
        <p key={text} className="quiet">
          {text}
          {!verified && <em className="unverified">未经核对 unverified</em>}
        </p>
      ))}
    </details>
  );
}

const hours = (value: number): string => (value % 24 === 0 && value > 24 ? `${value / 24} 天` : `${value} 小时`);

export function LevelFields({
  category,
  regime,
  level,
  change,
}: {
  readonly category: string;
  /** Empty: the first of the category. */
  readonly regime: string;
  readonly level: string;
  readonly change: (changes: { regime?: string; level?: string }) => void;
}): ReactNode {
  const regimes = useRegimes(category);
  const chosen = regimes.find(({ id }) => id === regime) ?? regimes[0];
  return (
    <fieldset className="levels">
      <legend>
        <W zh="级别与时限" en="level and clocks" />
      </legend>
      {regimes.length > 1 && (
        <select
          name="regime"
          aria-label="适用的规定 rules"
          value={chosen?.id ?? ''}
          onChange={({ currentTarget }) => change({ regime: currentTarget.value })}
        >
          {regimes.map(({ id, zh, en }) => (
            <option key={id} value={id}>
              {zh} {en}
            </option>
          ))}
        </select>
      )}
      {chosen?.levels.map((each) => (
        <label key={each.level} className="level">
          <input
            type="radio"
            name="level"
            value={each.level}
            checked={level === String(each.level)}
            onChange={() => change({ level: String(each.level) })}
          />
          <b>{['一', '二', '三'][each.level - 1]}级</b>
          <span>
            {each.trigger !== undefined && <>{each.trigger.zh}；</>}
            <W zh={`持有方 ${hours(each.answer)}内答复`} en={`holders answer in ${each.answer} h`} />
            {each.finish !== undefined && <>；{each.finish} 个工作日内完成</>}
          </span>
        </label>
      ))}
      {chosen !== undefined && (
        <p className="quiet">
          {chosen.source.text}
          {!chosen.source.verified && <em className="unverified">未经核对 unverified</em>}　{chosen.answerSource.text}
          {!chosen.answerSource.verified && <em className="unverified">未经核对 unverified</em>}
        </p>
      )}
    </fieldset>
  );
}
