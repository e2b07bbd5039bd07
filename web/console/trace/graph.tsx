/** The graph: parties as boxes from left to right, what they held inside, what ran between. The keyboard walks along the edges. */
import { type KeyboardEvent, type MouseEvent, memo, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { W } from '../shell/words.tsx';
import { useBoard } from './board.ts';
import type { Folded, Graph } from './fold.ts';
import { gridOf, type Rect } from './grid.ts';
import { type Box, type Layout, nodeSize } from './layout.ts';
import { hiddenParty, type Party, unknownParty } from './model.ts';
import { kindNames, linkNames, openEndNames } from './words.ts';

interface StayProps {
  readonly folded: Folded;
  readonly x: number;
  readonly y: number;
  readonly root: boolean;
  readonly chosen: boolean;
  readonly hit: boolean;
}

const StayBox = memo(({ folded, x, y, root, chosen, hit }: StayProps): ReactNode => {
  const [first] = folded.members;
  const open = [...new Set(folded.members.flatMap((each) => each.open))];
  const count = folded.members.length;
  const title =
    folded.fold === 'chain'
      ? `${first!.name} → ${folded.members.at(-1)!.name}`
      : folded.fold === 'alike'
        ? `${count} × ${first!.name}`
        : first!.name;
  return (
    <div
      className={`stay ${first!.kind} ${folded.fold}${root ? ' root' : ''}${chosen ? ' chosen' : ''}${hit ? ' hit' : ''}${open.length > 0 ? ' gap' : ''}`}
      style={{ transform: `translate(${x}px,${y}px)` }}
      title={`${title}\n${folded.members
        .slice(0, 5)
        .map(({ thing }) => thing)
        .join('\n')}`}
    >
      <b>{title}</b>
      <small>
        {open.length > 0
          ? open.map((each) => openEndNames[each]?.zh).join('、')
          : folded.fold === 'chain'
            ? `${count} 步合并`
            : `${kindNames[first!.kind]?.zh ?? ''} ${first!.quantity}`}
      </small>
    </div>
  );
});

const PartyBox = memo(
  ({ box: { party, x, y, width, height } }: { readonly box: Box & { readonly party: Party } }): ReactNode => (
    <div
      className={`party ${party.id === hiddenParty || party.id === unknownParty ? 'nobody' : ''}`}
      style={{ transform: `translate(${x}px,${y}px)`, width, height }}
    >
      <span>{party.name}</span>
    </div>
  ),
);

/** Where the walk began; of a paper at several. */
const isRoot = ({ members }: Folded): boolean => members.some(({ id, thing, side }) => side === 'root' && id === thing);

interface GraphProps {
  readonly graph: Graph;
  readonly layout: Layout;
  /** Node of the thing that was asked for. */
  readonly root: string;
  readonly chosen: string | undefined;
  readonly hits: ReadonlySet<string>;
  readonly choose: (id: string) => void;
  /** Opens a fold, or shows all of what is chosen. */
  readonly open: (id: string) => void;
}

/** Beyond so many the whole is not shown at once; nor is it on a telephone. */
const many = 150;
/** Beyond so many on the screen they are one drawing a kind instead of boxes with words, which nobody could read. */
const mostBoxes = 350;
const mostWays = 1_500;
const fewWays = 300;
const narrow = (): boolean => window.innerWidth < 700;

type Edges = Graph['edges'];

/** One path for all of a kind: a thousand elements cost more than a thousand curves. */
function pathOf(edges: Edges, layout: Layout): string {
  let path = '';
  for (const { from, to } of edges) {
    const [a, b] = [layout.nodes.get(from)!, layout.nodes.get(to)!];
    const [x1, y1, x2, y2] = [a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2];
    const bend = Math.max(30, Math.abs(x2 - x1) / 2);
    path += `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  return path;
}

const wholeOf = (layout: Layout): Rect => {
  const boxes = [...layout.parties.values()];
  return {
    left: Math.min(...boxes.map(({ x }) => x)),
    top: Math.min(...boxes.map(({ y }) => y)),
    right: Math.max(...boxes.map(({ x, width }) => x + width)),
    bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
  };
};

export function GraphView({ graph, layout, root, chosen, hits, choose, open }: GraphProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const plane = useRef<HTMLDivElement>(null);
  const large = graph.nodes.length > many;
  const board = useBoard(frame, plane, { least: large ? 0.12 : 0.1, most: 2 });
  const byId = useMemo(() => new Map(graph.nodes.map((node) => [node.id, node])), [graph]);
  const grid = useMemo(() => gridOf(layout.nodes), [layout]);
  const whole = useMemo(() => wholeOf(layout), [layout]);
  const edgesOf = useMemo(() => {
    const own = new Map<string, Edges[number][]>();
    for (const edge of graph.edges) for (const id of [edge.from, edge.to]) (own.get(id) ?? own.set(id, []).get(id)!).push(edge);
    return own;
  }, [graph]);
  const crowded = graph.edges.length > mostWays;
  // Thousands of lines across the screen say nothing: then those of what is chosen alone.
  const ways = useMemo(
    () =>
      crowded
        ? []
        : [...Map.groupBy(graph.edges, ({ kind }) => kind)].map(([kind, some]) => [kind, pathOf(some, layout)] as const),
    [graph, layout, crowded],
  );
  const own = useMemo(
    () => pathOf((edgesOf.get(chosen ?? (crowded ? root : '')) ?? []).slice(0, fewWays), layout),
    [edgesOf, layout, chosen, root, crowded],
  );
  const seen = useMemo(() => grid.within(board.drawn), [grid, board.drawn]);
  const far = seen.length > mostBoxes;
  const boxed = far ? [...new Set([root, ...(chosen === undefined ? [] : [chosen])])] : seen;
  const show = (id: string, at?: 'once'): void => {
    const box = layout.nodes.get(id);
    if (box !== undefined) board.center(box, at === undefined ? {} : { at });
  };
  // The chosen one stays in sight, whoever chose it: the table, the search, the keyboard.
  const begun = useRef<Layout>(undefined);
  useEffect(() => {
    const anew = begun.current !== layout;
    begun.current = layout;
    if (chosen !== undefined && layout.nodes.has(chosen)) show(chosen, anew ? 'once' : undefined);
    else if (anew) {
      if (large || narrow()) show(root, 'once');
      else board.fit(whole);
    }
  }, [chosen, layout]);

  const move = (event: KeyboardEvent): void => {
    const at = chosen ?? root;
    const here = layout.nodes.get(at);
    const [up, down] = [graph.into.get(at) ?? [], graph.outOf.get(at) ?? []];
    const nearest = (ids: readonly string[]): string | undefined =>
      [...ids].sort((a, b) => Math.abs(layout.nodes.get(a)!.y - here!.y) - Math.abs(layout.nodes.get(b)!.y - here!.y))[0];
    const column = (by: 1 | -1): string | undefined => {
      let best: string | undefined;
      for (const [id, box] of layout.nodes) {
        const ahead = (box.y - here!.y) * by;
        if (ahead <= 0 || Math.abs(box.x - here!.x) > nodeSize.width) continue;
        if (best === undefined || ahead < (layout.nodes.get(best)!.y - here!.y) * by) best = id;
      }
      return best;
    };
    const target = (key: string): string | undefined => {
      if (key === 'ArrowLeft') return nearest(up);
      if (key === 'ArrowRight') return nearest(down);
      if (key === 'Home') return root;
      return key === 'ArrowUp' ? column(-1) : column(1);
    };
    if (here === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(at);
    } else if (event.key === '+' || event.key === '=') board.zoomBy(1.25);
    else if (event.key === '-') board.zoomBy(0.8);
    else if (event.key === '0') board.fit(whole);
    else if (/^(?:Arrow|Home$)/.test(event.key)) {
      event.preventDefault();
      const to = target(event.key);
      if (to !== undefined) choose(to);
    }
  };
  const under = (event: MouseEvent): string | undefined =>
    board.dragged() || !frame.current!.contains(event.target as Node) ? undefined : grid.at(...board.toPlane(event));
  const act = (event: MouseEvent, what: (id: string) => void): void => {
    const id = under(event);
    if (id !== undefined) what(id);
  };
  const [first] = byId.get(chosen ?? root)?.members ?? [];
  const label = (kind: string, n: number): string => `${linkNames[kind]?.zh ?? ''}${n > 1 ? ` ×${n}` : ''}`;
  return (
    <div
      className="graph"
      role="application"
      aria-label={`追溯图：${graph.nodes.length} 个节点，${graph.edges.length} 条联系。方向键沿联系移动，回车展开 graph; arrows follow the links, Enter opens`}
      aria-describedby="graph-here"
      tabIndex={0}
      onKeyDown={move}
      onClick={(event) => act(event, choose)}
      onDoubleClick={(event) => act(event, open)}
    >
      <p id="graph-here" className="unseen" aria-live="polite">
        {first?.name} {first?.open.map((each) => openEndNames[each]?.zh).join('、')}
      </p>
      <div className="frame" ref={frame} {...board.handlers}>
        <div className="plane" ref={plane}>
          {[...layout.parties].map(([id, box]) => (
            <PartyBox key={id} box={box} />
          ))}
          <svg className="ways" width="1" height="1" aria-hidden="true">
            {ways.map(([kind, path]) => (
              <path key={kind} className={`way ${kind}`} d={path} />
            ))}
            {far && <path className="far" d={farOf(seen, layout)} />}
            {own !== '' && <path className="way chosen" d={own} />}
            {!large &&
              graph.edges.map(({ id, from, to, kind, count }) => {
                const [a, b] = [layout.nodes.get(from)!, layout.nodes.get(to)!];
                return (
                  <text key={id} x={(a.x + a.width + b.x) / 2} y={(a.y + b.y + b.height) / 2 - 4} textAnchor="middle">
                    {label(kind, count)}
                  </text>
                );
              })}
          </svg>
          {boxed.map((id) => {
            const { x, y } = layout.nodes.get(id)!;
            return (
              <StayBox
                key={id}
                folded={byId.get(id)!}
                x={x}
                y={y}
                root={isRoot(byId.get(id)!)}
                chosen={id === chosen}
                hit={hits.has(id)}
              />
            );
          })}
        </div>
      </div>
      {crowded && (
        <p className="crowded">
          <W zh="联系太多，只画选中者的（至多 300 条）；其余见表格与详情" en="only the links of what is chosen are drawn" />
        </p>
      )}
      <div className="zoom">
        <button type="button" onClick={() => board.zoomBy(1.25)} aria-label="放大 zoom in">
          +
        </button>
        <button type="button" onClick={() => board.zoomBy(0.8)} aria-label="缩小 zoom out">
          −
        </button>
        <button type="button" onClick={() => board.fit(whole)}>
          <W zh="全图" en="fit" />
        </button>
      </div>
    </div>
  );
}

function farOf(ids: readonly string[], layout: Layout): string {
  let path = '';
  for (const id of ids) {
    const { x, y, width, height } = layout.nodes.get(id)!;
    path += `M${x} ${y}h${width}v${height}h${-width}z`;
  }
  return path;
}
