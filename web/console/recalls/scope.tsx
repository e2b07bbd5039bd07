/** How far a recall would reach: what is surely, likely, possibly affected, and whom to ask so that the last shrinks. */
import './recalls.css';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ProblemAnswer, ScopeAnswerBody } from '../../../src/contract/index.ts';
import { NoAnswer, Refused, search, zhuisu } from '../../shared/api.ts';
import { Link } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { Failure } from '../shell/states.tsx';
import { count } from '../shell/time.tsx';
import { named, W, words } from '../shell/words.tsx';
import { shortOf, unitOf } from '../trace/model.ts';
import { addedScope } from './scope-more.ts';
import { Calls, ScopeBounds } from './scope-parts.tsx';
import { missingNames, span } from './types.ts';

export const sets = [
  ['minimum', words('一定受影响', 'surely')],
  ['likely', words('很可能', 'likely')],
  ['maximum', words('至多（记录缺失）', 'at most')],
] as const;
const mostListed = 40;
const path = '/api/v1/recalls/scope';
/** Things in one question. */
const together = 5_000;

type ScopeLine =
  | { readonly kind: 'minimum'; readonly ids: readonly string[] }
  | { readonly kind: 'answer'; readonly answer: ScopeAnswerBody }
  | { readonly kind: 'problem'; readonly problem: ProblemAnswer };

interface Search {
  readonly scope: ScopeAnswerBody | undefined;
  readonly running: boolean;
  /** Things that are sure to be affected, found so far. */
  readonly found: number;
  readonly error: unknown;
  readonly find: (codes: readonly string[], answered?: readonly string[]) => void;
  /** What a bound left over, added to what there is. */
  readonly goOn: (answered?: readonly string[]) => void;
  readonly stop: () => void;
}

/** A search that tells how far it is, and can be left. */
export function useScope(): Search {
  const [state, set] = useState<Omit<Search, 'find' | 'goOn' | 'stop'>>({
    scope: undefined,
    running: false,
    found: 0,
    error: undefined,
  });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const run = (body: object, kept?: ScopeAnswerBody): void => {
    abort.current?.abort();
    const own = new AbortController();
    abort.current = own;
    set(({ scope }) => ({ scope, running: true, found: 0, error: undefined }));
    const search = async (): Promise<void> => {
      const asked = { method: 'POST', body, signal: own.signal } as const;
      for await (const line of zhuisu().lines<ScopeLine>(path, asked)) {
        if (line.kind === 'minimum') set((before) => ({ ...before, found: before.found + line.ids.length }));
        else if (line.kind === 'problem') throw new Refused(line.problem);
        else if (line.kind === 'answer') {
          const scope = kept === undefined ? line.answer : addedScope(kept, line.answer);
          return set({ scope, running: false, found: 0, error: undefined });
        }
      }
      throw new NoAnswer(path, 'it ended before its answer');
    };
    search().catch((error: unknown) => {
      if (!own.signal.aborted) set((before) => ({ ...before, running: false, error }));
    });
  };
  const find: Search['find'] = (codes, answered = []) => run({ codes, answered });
  const goOn: Search['goOn'] = (answered = []) => {
    const { scope } = state;
    if (scope !== undefined) run({ more: scope.bounds.more.slice(0, together), answered }, scope);
  };
  const stop = (): void => {
    abort.current?.abort();
    set((before) => ({ ...before, running: false }));
  };
  return { ...state, find, goOn, stop };
}

/** Asks for it, shows that it is under way, shows what came. */
export function ScopePanel({
  codes,
  search: { scope, running, found, error, find, goOn, stop },
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
      {scope !== undefined && (
        <ScopeTold scope={scope} answered={answered} toggle={toggle} goOn={running ? undefined : () => goOn(answered)} />
      )}
    </div>
  );
}

function ScopeTold({
  scope,
  answered,
  toggle,
  goOn,
}: {
  readonly scope: ScopeAnswerBody;
  readonly answered: readonly string[];
  readonly toggle: (firm: string) => void;
  /** Undefined while it is asked. */
  readonly goOn: (() => void) | undefined;
}): ReactNode {
  const nameOf = (firm: string): string => scope.organisations.find(({ id }) => id === firm)?.name ?? shortOf(firm);
  const widest = Math.max(1, scope.maximum.length);
  const out = (): unknown[][] => [
    ['范围 set', '编码 code', '种类 kind', '份额 share', '至少 min', '至多 max', '单位 unit', '缺口 gap'],
    ...sets.flatMap(([set, { zh }]) =>
      scope[set].map(({ id, kind, share, quantity, gap }) => [
        zh,
        id,
        kind,
        share,
        quantity.min,
        quantity.max ?? '不明 unknown',
        quantity.uom,
        gap === undefined ? '' : nameOf(gap),
      ]),
    ),
    [],
    ['先问谁 calls', '缺什么 missing', '物品 thing', '答齐后缩小 shrinks', '仅补此条 alone'],
    ...scope.calls.flatMap(({ organisation, missing, shrinks }) =>
      missing.map((each) => [
        nameOf(organisation),
        named(missingNames, each.kind).zh,
        each.id ?? '',
        shrinks,
        each.shrinks ?? '',
      ]),
    ),
    [],
    ['假定 assumptions'],
    ...scope.assumptions.map(({ zh, en }) => [zh, en]),
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
            <Fragment key={set}>
              <tr className={set}>
                <th scope="row">
                  <W {...name} />
                  <meter min={0} max={widest} value={scope[set].length} aria-hidden="true" />
                </th>
                <td>{count(scope.figures[set].lots)}</td>
                <td>{count(scope.figures[set].units)}</td>
                <td>{count(scope.figures[set].logisticUnits)}</td>
                <td>{count(scope.figures[set].firms.length)}</td>
              </tr>
              {scope.figures[set].quantity.length > 0 && (
                <tr className="amounts">
                  <td colSpan={5}>
                    <W zh="数量" en="quantity" />：
                    {scope.figures[set].quantity.map(({ min, max, uom }) => span(min, max, unitOf(uom))).join('；')}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      <ScopeBounds scope={scope} nameOf={nameOf} goOn={goOn} />
      {scope.hidden && (
        <p className="quiet">
          <W
            zh="部分不在您能查看的范围内，未列出；发布时按全部记录计算"
            en="part of it is not shown to you; publication counts all of it"
          />
        </p>
      )}
      <Calls calls={scope.calls} answered={answered} nameOf={nameOf} toggle={toggle} />
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
