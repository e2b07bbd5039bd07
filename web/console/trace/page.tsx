/** The explorer: from a code or a firm to the whole chain, as graph, timeline and table that show the same and choose the same. */
import './trace.css';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { ask, search } from '../../shared/api.ts';
import { save } from '../../shared/csv.ts';
import { Link, useSearch } from '../router.tsx';
import { useKeys } from '../shell/keys.tsx';
import { mayI, useMe } from '../shell/me.ts';
import { complain } from '../shell/notices.tsx';
import { savePng } from '../shell/picture.tsx';
import { Empty, Failure, Loading } from '../shell/states.tsx';
import { count } from '../shell/time.tsx';
import { W, words } from '../shell/words.tsx';
import { Begin } from './begin.tsx';
import { CommonOrigins } from './common.tsx';
import { csvOf, graphmlOf, svgOf } from './files.ts';
import { fewest, foldedOf } from './fold.ts';
import { GoingOn, type Grown, mostDrawn } from './going-on.tsx';
import { GraphView } from './graph.tsx';
import { layoutOf } from './layout.ts';
import { MapView } from './map.tsx';
import { type Model, modelOf, type NamedTrace } from './model.ts';
import { PathForm, wayTo } from './path.tsx';
import { Start } from './start.tsx';
import { StayDetails } from './stay.tsx';
import { StayTable } from './stays.tsx';
import { saveTraceTable } from './table-file.ts';
import { Timeline } from './timeline.tsx';
import { openEndNames } from './words.ts';

const views = ['graph', 'map', 'time', 'table'] as const;
const viewNames = {
  graph: words('图', 'graph'),
  map: words('地图', 'map'),
  time: words('时间轴', 'timeline'),
  table: words('表', 'table'),
};
const directions = { both: words('上下游', 'both'), up: words('上游', 'up'), down: words('下游', 'down') };

/** The bound that the address asks for; without one, or with what is none, that of the graph. */
function limitIn(given: string | null): number {
  const asked = /^\d{1,6}$/.test(given ?? '') ? Number(given) : 0;
  return asked >= 1 ? Math.min(asked, mostDrawn) : mostDrawn;
}

export default function TracePage(): ReactNode {
  const [given, change] = useSearch();
  const code = given.get('code') ?? '';
  const direction = given.get('direction') ?? 'both';
  const underCase = given.get('case') ?? undefined;
  const [typed, type] = useState(code);
  const [before, setBefore] = useState(code);
  if (before !== code) {
    setBefore(code);
    type(code);
  }
  const limit = limitIn(given.get('limit'));
  const path = `/api/v1/trace${search({ code, direction, names: 'true', limit })}`;
  const traced = useQuery<NamedTrace>({
    queryKey: [path, underCase ?? ''],
    queryFn: ({ signal }) =>
      ask<NamedTrace>(path, { signal, ...(underCase === undefined ? {} : { headers: { 'zhuisu-case': underCase } }) }),
    enabled: code !== '',
    staleTime: 60_000,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change({ code: typed.trim(), sel: undefined, firm: undefined, common: undefined, to: undefined });
  };
  useKeys([
    {
      keys: '/',
      ...words('输入编码', 'type a code'),
      run: () => document.querySelector<HTMLInputElement>('.code-search input')?.focus(),
    },
  ]);
  return (
    <div className="explorer">
      <h1 className="unseen">追溯 trace</h1>
      <form className="code-search" role="search" onSubmit={submit}>
        <label htmlFor="code">
          <W zh="编码" en="code" />
        </label>
        <input
          id="code"
          name="code"
          value={typed}
          spellCheck={false}
          autoComplete="off"
          placeholder="单品、批次、箱托、票据、证明、车牌、地块、许可证…"
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
        <span className="segmented" role="group" aria-label="方向 direction">
          {(['both', 'up', 'down'] as const).map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={direction === each}
              onClick={() => change({ direction: each === 'both' ? undefined : each })}
            >
              <W {...directions[each]} />
            </button>
          ))}
        </span>
        <button type="submit" className="button">
          <W zh="追溯" en="Trace" />
        </button>
      </form>
      {underCase !== undefined && (
        <p className="stranger">
          <W
            zh="在案件下查看，每次查阅留痕，数据主体日后可见。"
            en="You look under a case; the look is kept, and the owners will see it."
          />{' '}
          <button type="button" className="plain" onClick={() => change({ case: undefined })}>
            <W zh="离开案件" en="leave the case" />
          </button>
        </p>
      )}
      {code === '' ? (
        <>
          <Start
            firm={given.get('firm') ?? undefined}
            choose={(found) => change({ code: found, firm: undefined })}
            pick={(firm) => change({ firm })}
          />
          <CommonOrigins />
        </>
      ) : traced.isPending ? (
        <Loading lines={10} />
      ) : traced.data === undefined ? (
        <Failure error={traced.error} again={() => void traced.refetch()} />
      ) : traced.data.nodes.length === 0 ? (
        <Empty zh="没有这个编码的记录" en="Nothing is recorded of this code" />
      ) : (
        <Explorer
          key={`${path} ${underCase ?? ''}`}
          traced={traced.data}
          limit={limit}
          code={code}
          headers={underCase === undefined ? {} : { 'zhuisu-case': underCase }}
        />
      )}
    </div>
  );
}

function Explorer({
  traced,
  limit,
  code,
  headers,
}: {
  readonly traced: NamedTrace;
  readonly limit: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
}): ReactNode {
  const [given, change] = useSearch();
  const me = useMe();
  const [grown, grow] = useState<Grown>({ began: traced, trace: traced, asked: new Set() });
  // Asked anew, the log may have grown: what was added is asked for again.
  if (grown.began !== traced) grow({ began: traced, trace: traced, asked: new Set() });
  const { trace } = grown;
  const model = useMemo(() => modelOf(trace), [trace]);
  const large = model.stays.length > 30;
  const flag = (name: string): boolean => (given.get(name) ?? (large ? '1' : '0')) === '1';
  const [alike, chains] = [flag('alike'), flag('chains')];
  const view = views.find((each) => each === given.get('view')) ?? 'graph';
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const graph = useMemo(() => foldedOf(model, { alike, chains, opened }), [model, alike, chains, opened]);
  const layout = useMemo(() => layoutOf(model, graph), [model, graph]);
  const chosen = given.get('sel') ?? undefined;
  const chosenNode =
    chosen === undefined ? undefined : (graph.nodeOf.get(chosen) ?? (layout.nodes.has(chosen) ? chosen : undefined));
  const folded = graph.nodes.find(({ id }) => id === chosenNode);
  const q = useDeferredValue(given.get('q') ?? '');
  const found = useMemo(() => matching(model, q), [model, q]);
  const to = given.get('to') ?? '';
  const path = useMemo(() => (to === '' ? undefined : wayTo(model, to)), [model, to]);
  const marked = path ?? found;
  const hits = useMemo(() => new Set(marked.flatMap((id) => graph.nodeOf.get(id) ?? [])), [marked, graph]);
  const rootNode = graph.nodeOf.get(model.root) ?? model.root;
  const choose = (stay: string): void => change({ sel: stay }, { replace: true });
  const chooseNode = (id: string): void => choose(graph.nodes.find((node) => node.id === id)?.members[0]?.id ?? id);
  const open = (id: string): void => {
    const node = graph.nodes.find((each) => each.id === id);
    if (node === undefined) return;
    if (node.fold === 'none') change({ sel: node.members[0]!.id });
    else setOpened(new Set([...opened, id]));
  };
  const turn = (by: 1 | -1): void => {
    if (marked.length === 0) return;
    const at = chosen === undefined ? -1 : marked.indexOf(chosen);
    choose(marked[(at + by + marked.length) % marked.length]!);
  };
  useKeys([
    {
      keys: 'f',
      ...words('在图中查找', 'find in the graph'),
      run: () => document.querySelector<HTMLInputElement>('.find input')?.focus(),
    },
    {
      keys: 'w',
      ...words('到另一编码的路径', 'the way to another code'),
      run: () => document.querySelector<HTMLInputElement>('.find [name=to]')?.focus(),
    },
    { keys: 'n', ...words('下一个匹配', 'next match'), run: () => turn(1) },
    { keys: 'p', ...words('上一个匹配', 'previous match'), run: () => turn(-1) },
    { keys: 'b', ...words('到图', 'to the graph'), run: () => document.querySelector<HTMLElement>('.graph')?.focus() },
    {
      keys: 'v',
      ...words('换一种视图', 'another view'),
      run: () => change({ view: views[(views.indexOf(view) + 1) % views.length] }, { replace: true }),
    },
    { keys: 'm', ...words('合并同类', 'fold what is alike'), run: () => change({ alike: alike ? '0' : '1' }, { replace: true }) },
  ]);
  const name = `trace-${trace.root.replace(/\W+/g, '-').slice(-60)}`;
  const folds = [
    ['alike', alike, words(`合并同类（${fewest} 个起）`, 'fold alike')],
    ['chains', chains, words('合并简单链', 'fold chains')],
  ] as const;
  return (
    <>
      {trace.begin !== undefined && <Begin begin={trace.begin} roots={trace.roots ?? [trace.root]} />}
      <Bounds trace={trace} model={model}>
        <GoingOn grown={grown} limit={limit} headers={headers} grow={grow} />
      </Bounds>
      <div className="tools">
        <span className="segmented" role="group" aria-label="视图 view">
          {views.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view === each}
              onClick={() => change({ view: each }, { replace: true })}
            >
              <W {...viewNames[each]} />
            </button>
          ))}
        </span>
        {folds.map(([key, on, label]) => (
          <label key={key} className="chip">
            <input
              type="checkbox"
              checked={on}
              onChange={() => {
                setOpened(new Set());
                change({ [key]: on ? '0' : '1' }, { replace: true });
              }}
            />
            <W {...label} />
          </label>
        ))}
        <form
          className="find"
          onSubmit={(event) => {
            event.preventDefault();
            turn(1);
          }}
        >
          <input
            type="search"
            aria-label="在结果中查找 find"
            placeholder="查找编码、名称、主体"
            value={given.get('q') ?? ''}
            onChange={({ currentTarget }) => change({ q: currentTarget.value }, { replace: true })}
          />
          {q !== '' && <span className="quiet">{count(found.length)}</span>}
        </form>
        <PathForm
          model={model}
          key={to}
          to={to}
          steps={path?.length}
          change={(next) => change({ to: next, q: undefined }, { replace: true })}
        />
        <details className="menu">
          <summary>
            <W zh="导出" en="export" />
          </summary>
          <div>
            <button type="button" onClick={() => save(`${name}.svg`, svgOf(graph, layout, rootNode), 'image/svg+xml')}>
              SVG
            </button>
            <button type="button" onClick={() => void savePng(name, svgOf(graph, layout, rootNode)).catch(complain)}>
              PNG
            </button>
            <button type="button" onClick={() => save(`${name}.graphml`, graphmlOf(model), 'application/xml')}>
              GraphML
            </button>
            <button type="button" onClick={() => void saveTraceTable(code, headers, name).catch(complain)}>
              XLSX
            </button>
            <button type="button" onClick={() => save(`${name}.csv`, csvOf(model), 'text/csv;charset=utf-8')}>
              CSV
            </button>
          </div>
        </details>
        {mayI(me.data, 'run_recall') && (
          <Link
            to={`/console/recalls/new${search({ code: model.stays.find(({ id }) => id === chosen)?.thing ?? trace.root })}`}
            className="button"
          >
            <W zh="起草召回" en="draft a recall" />
          </Link>
        )}
      </div>
      <div className={`panes view-${view}`}>
        {view === 'graph' && (
          <GraphView
            graph={graph}
            layout={layout}
            root={rootNode}
            chosen={chosenNode}
            hits={hits}
            choose={chooseNode}
            open={open}
          />
        )}
        {view === 'map' && <MapView model={model} chosen={folded?.party} choose={choose} />}
        {view === 'time' && <Timeline model={model} chosen={new Set(folded?.members.map(({ id }) => id))} choose={choose} />}
        <StayTable model={model} chosen={chosen} found={path ?? (q === '' ? undefined : found)} choose={choose} />
        {chosen !== undefined && folded !== undefined && (
          <StayDetails
            model={model}
            folded={folded}
            chosen={chosen}
            choose={choose}
            open={() => open(folded.id)}
            close={() => change({ sel: undefined }, { replace: true })}
          />
        )}
      </div>
    </>
  );
}

function matching(model: Model, q: string): readonly string[] {
  const wanted = q.trim().toLowerCase();
  if (wanted === '') return [];
  const parties = new Map(model.parties.map(({ id, name }) => [id, name]));
  return model.stays
    .filter(({ thing, name, party }) => `${thing} ${name} ${parties.get(party)}`.toLowerCase().includes(wanted))
    .map(({ id }) => id);
}

/** How much it is, what is missing, and what was not walked. */
function Bounds({
  trace,
  model,
  children,
}: {
  readonly trace: NamedTrace;
  readonly model: Model;
  readonly children: ReactNode;
}): ReactNode {
  const gaps = Object.entries(Object.groupBy(trace.openEnds, ({ kind }) => kind));
  return (
    <div className="summary">
      <span>
        <W
          zh={`${count(trace.nodes.length)} 件物品，${count(model.parties.length)} 个主体，${count(trace.steps.length)} 个步骤`}
          en={`${trace.nodes.length} things, ${model.parties.length} parties, ${trace.steps.length} steps`}
        />
      </span>
      {gaps.map(([kind, ends]) => (
        <span key={kind} className="due soon">
          {openEndNames[kind]?.zh} {count(ends!.length)} <span lang="en">{openEndNames[kind]?.en}</span>
        </span>
      ))}
      {children}
    </div>
  );
}
