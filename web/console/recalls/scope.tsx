/** How far a recall would reach: what is surely, likely, possibly affected, and whom to ask so that the last shrinks. */
import './recalls.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ScopeAnswerBody } from '../../../src/contract/index.ts';
import { NoAnswer, type ProblemBody, Refused, search } from '../../shared/api.ts';
import { Link } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { askLines } from '../shell/lines.ts';
import { Failure } from '../shell/states.tsx';
import { count } from '../shell/time.tsx';
import { named, W, words } from '../shell/words.tsx';
import { shortOf, unitOf } from '../trace/model.ts';
import { missingNames, span } from './types.ts';

export const sets = [
  ['minimum', words('一定受影响', 'surely')],
  ['likely', words('很可能', 'likely')],
  ['maximum', words('至多（记录缺失）', 'at most')],
] as const;
const mostListed = 40;

interface Search {
  readonly scope: ScopeAnswerBody | undefined;
  readonly running: boolean;
  /** Things that are sure to be affected, found so far. */
  readonly found: number;
  readonly error: unknown;
  readonly find: (codes: readonly string[], answered?: readonly string[]) => void;
  readonly stop: () => void;
}

/** A search that tells how far it is, and can be left. */
export function useScope(): Search {
  const [state, set] = useState<Omit<Search, 'find' | 'stop'>>({ scope: undefined, running: false, found: 0, error: undefined });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const find = (codes: readonly string[], answered: readonly string[] = []): void => {
    abort.current?.abort();
    const own = new AbortController();
    abort.current = own;
    set(({ scope }) => ({ scope, running: true, found: 0, error: undefined }));
    let scope: ScopeAnswerBody | undefined;
    askLines(
      '/api/v1/recalls/scope',
      { codes, answered },
      (line) => {
        if (line.kind === 'minimum') set((before) => ({ ...before, found: before.found + (line.ids as string[]).length }));
        else if (line.kind === 'answer') scope = line.answer as ScopeAnswerBody;
        else if (line.kind === 'problem') throw new Refused(line.problem as ProblemBody);
      },
      own.signal,
    )
      .then(() => {
        if (scope === undefined) throw new NoAnswer();
        if (!own.signal.aborted) set({ scope, running: false, found: 0, error: undefined });
      })
      .catch((error: unknown) => {
        if (!own.signal.aborted) set((before) => ({ ...before, running: false, error }));
      });
  };
  const stop = (): void => {
    abort.current?.abort();
    set((before) => ({ ...before, running: false }));
  };
  return { ...state, find, stop };
}

/** Asks for it, shows that it is under way, shows what came. */
export function ScopePanel({
  codes,
  search: { scope, running, found, error, find, stop },
}: {
  readonly codes: readonly string[];
  readonly search: Search;
}): ReactNode {
  const [answered, setAnswered] = useState<readonly string[]>([]);
  const toggle = (firm: string): void => {
    const next = answered.includes(firm) ? answered.filter((each) => each !== firm) : [...answered, firm];
    setAnswered(next);
    find(codes, next);
  };
  return (
    <div className="scope" aria-busy={running}>
      <p className="acts">
        <button type="button" disabled={running || codes.length === 0} onClick={() => find(codes, answered)}>
          {scope === undefined ? <W zh="计算召回范围" en="find the scope" /> : <W zh="重新计算" en="find it anew" />}
        </button>
        {running && (
          <>
            <span role="status">
              <W zh={`正在查找，已确定 ${count(found)} 件`} en={`searching, ${found} are sure so far`} />
            </span>
            <button type="button" className="plain" onClick={stop}>
              <W zh="停止" en="stop" />
            </button>
          </>
        )}
      </p>
      {error !== undefined && <Failure error={error} again={() => find(codes, answered)} />}
      {scope !== undefined && <ScopeTold scope={scope} answered={answered} toggle={toggle} />}
    </div>
  );
}

function ScopeTold({
  scope,
  answered,
  toggle,
}: {
  readonly scope: ScopeAnswerBody;
  readonly answered: readonly string[];
  readonly toggle: (firm: string) => void;
}): ReactNode {
  const nameOf = (firm: string): string => scope.organisations.find(({ id }) => id === firm)?.name ?? shortOf(firm);
  const widest = Math.max(1, scope.maximum.length);
  const out = (): unknown[][] => [
    ['范围 set', '编码 code', '种类 kind', '缺口 gap'],
    ...sets.flatMap(([set, { zh }]) =>
      scope[set].map(({ id, kind, gap }) => [zh, id, kind, gap === undefined ? '' : nameOf(gap)]),
    ),
  ];
  return (
    <>
      <table className="plain-table bounds">
        <thead>
          <tr>
            <th scope="col">
              <W zh="范围" en="set" />
            </th>
            <th scope="col">
              <W zh="批次" en="lots" />
            </th>
            <th scope="col">
              <W zh="单品" en="units" />
            </th>
            <th scope="col">
              <W zh="物流单元" en="logistic units" />
            </th>
            <th scope="col">
              <W zh="企业" en="firms" />
            </th>
          </tr>
        </thead>
        <tbody>
          {sets.map(([set, name]) => (
            <tr key={set} className={set}>
              <th scope="row">
                <W {...name} />
                <meter min={0} max={widest} value={scope[set].length} aria-hidden="true" />
              </th>
              <td>{count(scope.figures[set].lots)}</td>
              <td>{count(scope.figures[set].units)}</td>
              <td>{count(scope.figures[set].logisticUnits)}</td>
              <td>{count(scope.figures[set].firms.length)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {scope.figures.minimum.quantity.length > 0 && (
        <p className="quiet">
          <W zh="一定受影响的数量" en="surely affected" />：
          {scope.figures.minimum.quantity.map(({ min, max, uom }) => span(min, max, unitOf(uom))).join('；')}
        </p>
      )}
      {scope.bounds.hit && (
        <p className="due late">
          <W zh="搜索达到上限，范围可能更大" en="a bound was hit: it may reach further" />
        </p>
      )}
      {scope.hidden && (
        <p className="quiet">
          <W
            zh="部分不在您能查看的范围内，未列出；发布时按全部记录计算"
            en="part of it is not shown to you; publication counts all of it"
          />
        </p>
      )}
      {scope.calls.length > 0 && (
        <>
          <h3>
            <W zh="按次序先问这些企业" en="whom to ask, in this order" />
          </h3>
          <ol className="calls">
            {scope.calls.slice(0, 8).map((call, i) => (
              <li key={call.organisation}>
                <b>
                  {i + 1}. {nameOf(call.organisation)}
                </b>
                <span className="quiet">
                  {[...Map.groupBy(call.missing, ({ kind }) => kind)]
                    .map(([kind, rows]) => `${named(missingNames, kind).zh}${rows.length > 1 ? ` ×${rows.length}` : ''}`)
                    .join('、')}
                </span>
                {call.shrinks > 0 && (
                  <span className="shrinks">
                    <W zh={`可缩小 ${count(call.shrinks)} 件`} en={`shrinks it by ${call.shrinks}`} />
                  </span>
                )}
                <label className="chip">
                  <input
                    type="checkbox"
                    checked={answered.includes(call.organisation)}
                    onChange={() => toggle(call.organisation)}
                  />
                  <W zh="记录已补齐" en="its records are in" />
                </label>
              </li>
            ))}
          </ol>
        </>
      )}
      {answered.some((firm) => !scope.calls.some(({ organisation }) => organisation === firm)) && (
        <p className="quiet">
          <W zh="按记录已补齐计算" en="counted as complete" />：
          {answered.map((firm) => (
            <button key={firm} type="button" className="plain" onClick={() => toggle(firm)}>
              {nameOf(firm)} ✕
            </button>
          ))}
        </p>
      )}
      <details className="more">
        <summary>
          <W zh={`清单与假定（至多 ${count(scope.maximum.length)} 件）`} en="things and assumptions" />
        </summary>
        <div className="column">
          <p>
            <Exports name="recall-scope" rows={out} />
          </p>
          <ul className="codes">
            {scope.maximum.slice(0, mostListed).map(({ id }) => (
              <li key={id}>
                <span className="quiet">
                  {scope.minimum.some((each) => each.id === id)
                    ? '一定'
                    : scope.likely.some((each) => each.id === id)
                      ? '很可能'
                      : '可能'}
                </span>{' '}
                <Link to={`/console/trace${search({ code: id })}`}>
                  <code>{id}</code>
                </Link>
              </li>
            ))}
          </ul>
          {scope.maximum.length > mostListed && (
            <p className="quiet">
              <W zh={`只列前 ${mostListed} 件，全部见 CSV`} en="the first of them; all in the CSV" />
            </p>
          )}
          <ul className="assumptions">
            {scope.assumptions.map(({ id, zh, en }) => (
              <li key={id}>
                <W zh={zh} en={en} />
              </li>
            ))}
          </ul>
        </div>
      </details>
    </>
  );
}
