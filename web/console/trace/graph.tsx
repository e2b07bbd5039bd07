/** The graph: parties as boxes from left to right, what they held inside, what ran between. The keyboard walks along the edges. */
import '@xyflow/react/dist/base.css';
import {
  Background,
  type Edge as DrawnEdge,
  type Node as DrawnNode,
  Handle,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useMemo } from 'react';
import { W } from '../shell/words.tsx';
import type { Folded, Graph } from './fold.ts';
import { type Layout, nodeSize } from './layout.ts';
import { hiddenParty, type Party, unknownParty } from './model.ts';
import { kindNames, linkNames, openEndNames } from './words.ts';

type StayNode = DrawnNode<
  { readonly folded: Folded; readonly root: boolean; readonly chosen: boolean; readonly hit: boolean },
  'stay'
>;
type PartyNode = DrawnNode<{ readonly party: Party }, 'party'>;

const StayBox = memo(({ data: { folded, root, chosen, hit } }: NodeProps<StayNode>): ReactNode => {
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
      title={`${title}\n${folded.members
        .slice(0, 5)
        .map(({ thing }) => thing)
        .join('\n')}`}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <b>{title}</b>
      <small>
        {open.length > 0
          ? open.map((each) => openEndNames[each]?.zh).join('、')
          : folded.fold === 'chain'
            ? `${count} 步合并`
            : `${kindNames[first!.kind]?.zh ?? ''} ${first!.quantity}`}
      </small>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
});

const PartyBox = memo(
  ({ data: { party } }: NodeProps<PartyNode>): ReactNode => (
    <div className={`party ${party.id === hiddenParty || party.id === unknownParty ? 'nobody' : ''}`}>
      <span>{party.name}</span>
    </div>
  ),
);

const types = { stay: StayBox, party: PartyBox };

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

export const GraphView = (props: GraphProps): ReactNode => (
  <ReactFlowProvider>
    <Flow {...props} />
  </ReactFlowProvider>
);

/** Beyond so many only what is on the screen is in the page, and the whole is not shown at once; nor is it on a telephone. */
const many = 150;
const mostWays = 1_500;
const fewWays = 300;
const narrow = (): boolean => window.innerWidth < 700;

function Flow({ graph, layout, root, chosen, hits, choose, open }: GraphProps): ReactNode {
  const flow = useReactFlow();
  const large = graph.nodes.length > many;
  const boxes = useMemo(
    () =>
      [...layout.parties].map(
        ([id, { x, y, width, height, party }]): PartyNode => ({
          id: `party ${id}`,
          type: 'party',
          position: { x, y },
          width,
          height,
          data: { party },
          selectable: false,
          focusable: false,
          zIndex: 0,
        }),
      ),
    [layout],
  );
  const plain = useMemo(
    () =>
      graph.nodes.map((folded): StayNode => {
        const { x, y } = layout.nodes.get(folded.id)!;
        return {
          id: folded.id,
          type: 'stay',
          position: { x, y },
          ...nodeSize,
          handles: [
            { type: 'target', position: Position.Left, x: 0, y: nodeSize.height / 2, width: 1, height: 1 },
            { type: 'source', position: Position.Right, x: nodeSize.width, y: nodeSize.height / 2, width: 1, height: 1 },
          ],
          data: { folded, root: folded.id === root, chosen: false, hit: false },
          focusable: false,
          zIndex: 1,
        };
      }),
    [graph, layout, root],
  );
  const nodes = useMemo(
    () => [
      ...boxes,
      ...plain.map((node) =>
        node.id === chosen || hits.has(node.id)
          ? { ...node, data: { ...node.data, chosen: node.id === chosen, hit: hits.has(node.id) } }
          : node,
      ),
    ],
    [boxes, plain, chosen, hits],
  );
  const crowded = graph.edges.length > mostWays;
  const edges = useMemo(
    () =>
      // Thousands of lines across the screen say nothing and cost seconds: then those of what is chosen alone.
      (crowded
        ? graph.edges.filter(({ from, to }) => from === (chosen ?? root) || to === (chosen ?? root)).slice(0, fewWays)
        : graph.edges
      ).map(
        ({ id, from, to, kind, count }): DrawnEdge => ({
          id,
          source: from,
          target: to,
          className: `way ${kind}${from === chosen || to === chosen ? ' chosen' : ''}`,
          focusable: false,
          selectable: false,
          zIndex: 1,
          ...(large ? {} : { label: count > 1 ? `${linkNames[kind]?.zh} ×${count}` : linkNames[kind]?.zh }),
        }),
      ),
    [graph, chosen, root, large, crowded],
  );
  const show = (id: string, duration = 150): void => {
    const box = layout.nodes.get(id);
    if (box !== undefined)
      void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: Math.max(flow.getZoom(), 0.8), duration });
  };
  // The chosen one stays in sight, whoever chose it: the table, the search, the keyboard.
  useEffect(() => {
    if (chosen !== undefined) show(chosen);
  }, [chosen, layout]);
  useEffect(() => {
    if (chosen === undefined && large) show(root, 0);
  }, [root, large, layout]);

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
    } else if (event.key === '+' || event.key === '=') void flow.zoomIn();
    else if (event.key === '-') void flow.zoomOut();
    else if (event.key === '0') void flow.fitView({ padding: 0.05 });
    else if (/^(?:Arrow|Home$)/.test(event.key)) {
      event.preventDefault();
      const to = target(event.key);
      if (to !== undefined) choose(to);
    }
  };
  const [first] = graph.nodes.find(({ id }) => id === (chosen ?? root))?.members ?? [];
  return (
    <div
      className="graph"
      role="application"
      aria-label={`追溯图：${graph.nodes.length} 个节点，${graph.edges.length} 条联系。方向键沿联系移动，回车展开 graph; arrows follow the links, Enter opens`}
      aria-describedby="graph-here"
      tabIndex={0}
      onKeyDown={move}
    >
      <p id="graph-here" className="unseen" aria-live="polite">
        {first?.name} {first?.open.map((each) => openEndNames[each]?.zh).join('、')}
      </p>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={types}
        onNodeClick={(_, node) => node.type === 'stay' && choose(node.id)}
        onNodeDoubleClick={(_, node) => node.type === 'stay' && open(node.id)}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={large}
        minZoom={large ? 0.25 : 0.1}
        maxZoom={2}
        fitView={!large && !narrow() && chosen === undefined}
        onInit={() => {
          if (chosen !== undefined) show(chosen, 0);
          else if (large || narrow()) show(root, 0);
        }}
        fitViewOptions={{ padding: 0.05, maxZoom: 1 }}
      >
        <Background gap={24} />
      </ReactFlow>
      {crowded && (
        <p className="crowded">
          <W zh="联系太多，只画选中者的（至多 300 条）；其余见表格与详情" en="only the links of what is chosen are drawn" />
        </p>
      )}
      <div className="zoom">
        <button type="button" onClick={() => void flow.zoomIn()} aria-label="放大 zoom in">
          +
        </button>
        <button type="button" onClick={() => void flow.zoomOut()} aria-label="缩小 zoom out">
          −
        </button>
        <button type="button" onClick={() => void flow.fitView({ padding: 0.05 })}>
          <W zh="全图" en="fit" />
        </button>
      </div>
    </div>
  );
}
