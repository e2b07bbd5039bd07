/** What do these have in common? The origins of several codes, compared: what most of them share, the nearest first. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ask, search } from '../../shared/api.ts';
import { codesIn } from '../recalls/types.ts';
import { Link, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { Empty, Failure } from '../shell/states.tsx';
import { count } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { type NamedTrace, shortOf } from './model.ts';
import { type Chain, type Common, commonOf } from './paths.ts';
import { kindNames } from './words.ts';

const mostCodes = 20;
const mostShown = 60;

interface State {
  readonly done: number;
  readonly found: readonly Common[] | undefined;
  readonly names: NonNullable<NamedTrace['names']>;
  /** Codes that could not be traced, with why. */
  readonly failed: readonly (readonly [string, unknown])[];
  readonly running: boolean;
}
const nothing: State = { done: 0, found: undefined, names: {}, failed: [], running: false };

export function CommonOrigins(): ReactNode {
  const [given, change] = useSearch();
  const asked = given.get('common') ?? '';
  const [typed, type] = useState(asked.replaceAll(',', '\n'));
  const [state, set] = useState(nothing);
  const abort = useRef<AbortController>(undefined);
  const codes = [...new Set(codesIn(asked))].slice(0, mostCodes);
  useEffect(() => {
    abort.current?.abort();
    if (codes.length < 2) return set(nothing);
    const own = new AbortController();
    abort.current = own;
    set({ ...nothing, running: true });
    const work = async (): Promise<void> => {
      const chains: Chain[] = [];
      for (const code of codes) {
        try {
          const path = `/api/v1/trace${search({ code, direction: 'up', names: 'true' })}`;
          const { nodes, steps, names = {} } = await ask<NamedTrace>(path, { signal: own.signal });
          const places = steps.flatMap(({ place, from }) => [place, from].filter((each) => each !== undefined));
          chains.push({ code, nodes, parties: [...new Set(places.map((each) => names[each]?.organisation ?? each))] });
          const firms = Object.values(names).flatMap((each) =>
            each.organisation === undefined ? [] : [[each.organisation, { zh: each.organisationName ?? each.zh }] as const],
          );
          set((before) => ({ ...before, names: { ...before.names, ...names, ...Object.fromEntries(firms) } }));
        } catch (error) {
          if (own.signal.aborted) return;
          set((before) => ({ ...before, failed: [...before.failed, [code, error]] }));
        }
        set((before) => ({ ...before, done: before.done + 1 }));
      }
      set((before) => ({ ...before, running: false, found: commonOf(chains) }));
    };
    void work();
    return () => own.abort();
  }, [asked]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change({ common: codesIn(typed).join(',') });
  };
  const { found, names, failed, running, done } = state;
  const name = (id: string): string => names[id]?.zh ?? shortOf(id);
  return (
    <section className="start card">
      <h2>
        <W zh="这几个有什么共同来源" en="What do these have in common?" />
      </h2>
      <form onSubmit={submit}>
        <label>
          <W
            zh={`编码，一行一个（2 至 ${mostCodes} 个），例如几起投诉所指的物品`}
            en="codes, one a line: what several complaints are about"
          />
          <textarea
            name="common"
            rows={4}
            spellCheck={false}
            value={typed}
            onChange={({ currentTarget }) => type(currentTarget.value)}
          />
        </label>
        <p className="acts">
          <button type="submit" disabled={codesIn(typed).length < 2}>
            <W zh="比较来源" en="compare their origins" />
          </button>
          {running && (
            <>
              <progress max={codes.length} value={done} aria-label="进度 progress" /> {count(done)}/{count(codes.length)}
              <button type="button" className="plain" onClick={() => change({ common: undefined })}>
                <W zh="停止" en="stop" />
              </button>
            </>
          )}
        </p>
      </form>
      {failed.map(([code, error]) => (
        <div key={code}>
          <code>{code}</code>
          <Failure error={error} />
        </div>
      ))}
      {found !== undefined &&
        (found.length === 0 ? (
          <Empty zh="在您能看到的记录中没有共同来源" en="Nothing in common in what you may see" />
        ) : (
          <>
            <p>
              <Exports
                name="common-origins"
                rows={() => [
                  ['共同来源 shared', '编码 code', '种类 kind', '涉及 of', '平均步数 depth'],
                  ...found.map(({ id, kind, codes: of, depth }) => [
                    name(id),
                    id,
                    kind,
                    of.length,
                    kind === 'party' ? '' : depth,
                  ]),
                ]}
              />
            </p>
            <ol className="lines common">
              {found.slice(0, mostShown).map(({ id, kind, codes: of, depth }) => (
                <li key={id}>
                  <b>{kind === 'party' ? name(id) : <Link to={`/console/trace${search({ code: id })}`}>{name(id)}</Link>}</b>
                  <span className="quiet">
                    {kind === 'party' ? (
                      <W zh="经过的主体" en="party passed" />
                    ) : (
                      <W {...(kindNames[kind] ?? { zh: kind, en: '' })} />
                    )}
                  </span>
                  <span>
                    <W zh={`${count(of.length)}/${count(codes.length)} 个共有`} en={`shared by ${of.length}`} />
                  </span>
                  {kind !== 'party' && <span className="quiet">{Math.round(depth * 10) / 10} 步 steps</span>}
                </li>
              ))}
            </ol>
          </>
        ))}
    </section>
  );
}
