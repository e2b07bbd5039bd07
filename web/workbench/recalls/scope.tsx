/** How far a recall of a code would reach: surely, likely, possibly; and whom to ask first where records are missing. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask, isRefused } from '../lib/api.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { unitName } from '../record/units.ts';
import { type ScopeTold, spanOf } from './told.ts';

const sets: readonly { readonly set: 'minimum' | 'likely' | 'maximum'; readonly name: Words; readonly tone: string }[] = [
  { set: 'minimum', name: words('一定涉及', 'surely'), tone: 'bad' },
  { set: 'likely', name: words('很可能涉及', 'likely'), tone: 'warn' },
  { set: 'maximum', name: words('至多涉及', 'at most'), tone: '' },
];

export function Scope({ codes }: { readonly codes: readonly string[] }): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ['scope', ...codes],
    enabled: codes.length > 0,
    queryFn: () => ask<ScopeTold>('/api/v1/recalls/scope', { method: 'POST', body: { codes }, patience: 60_000 }),
    retry: false,
    staleTime: 60_000,
  });
  if (codes.length === 0) return null;
  return (
    <section className="card block" aria-live="polite">
      <h2>
        <Both {...words('范围', 'Scope')} />
      </h2>
      {data === undefined ? (
        error === null ? (
          <Loading lines={4} />
        ) : isRefused(error, 'code_unknown') ? (
          <Empty title={words('没有这个编码的记录', 'Nothing is recorded of this code')} />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : (
        <Figures scope={data} />
      )}
    </section>
  );
}

const amountOf = ({ uom, ...span }: { readonly min: number; readonly max: number | null; readonly uom: string }): string =>
  span.max === null && span.min === 0 ? '数量不明 unknown' : `${spanOf(span)} ${uom === '' ? '' : unitName(uom)}`;

function Figures({ scope }: { readonly scope: ScopeTold }): ReactNode {
  const names = new Map(scope.organisations.map(({ id, name }) => [id, name]));
  const calls = scope.calls.filter(({ shrinks }) => shrinks > 0).slice(0, 3);
  return (
    <>
      <ul className="items">
        {sets.map(({ set, name, tone }) => {
          const { lots, units, logisticUnits, firms, quantity } = scope.figures[set];
          const counts: readonly (readonly [number, Words])[] = [
            [lots, words('批', 'lots')],
            [units, words('件', 'units')],
            [logisticUnits, words('箱、托', 'cases, pallets')],
            [firms.length, words('家单位', 'firms')],
          ];
          return (
            <li key={set} className={`item ${tone}`} data-set={set}>
              <p className="row apart">
                <span className={`tag ${tone}`}>
                  <Both {...name} />
                </span>
                <strong>{quantity.map(amountOf).join('、') || '—'}</strong>
              </p>
              <p className="row">
                {counts
                  .filter(([count], i) => count > 0 || i === 0 || i === 3)
                  .map(([count, of]) => (
                    <span key={of.en} data-count={of.en}>
                      <strong>{count}</strong> <Both {...of} />
                    </span>
                  ))}
              </p>
            </li>
          );
        })}
      </ul>
      {calls.length > 0 && (
        <>
          <h3>
            <Both {...words('先问这几家，范围缩小最多', 'Ask these first: their records shrink it most')} />
          </h3>
          <ol>
            {calls.map(({ organisation, shrinks }) => (
              <li key={organisation}>
                {names.get(organisation) ?? organisation} · <Both {...words(`可少 ${shrinks} 项`, `${shrinks} things fewer`)} />
              </li>
            ))}
          </ol>
        </>
      )}
      {(scope.hidden || scope.bounds.hit) && (
        <p className="quiet">
          {scope.hidden && (
            <Both
              {...words(
                '其中有您看不到的部分；发布时按全部记录计算。',
                'Some of it you may not see; when it is published all records count.',
              )}
            />
          )}{' '}
          {scope.bounds.hit && <Both {...words('链条太长，未算完。', 'The chain is long: not all was counted.')} />}
        </p>
      )}
    </>
  );
}
