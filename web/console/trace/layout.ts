/** Where everything stands: parties from left to right by what flows between them, in each party what it held, again left to right. */
import dagre from '@dagrejs/dagre';
import type { Folded, Graph } from './fold.ts';
import type { Model, Party } from './model.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly nodes: ReadonlyMap<string, Box>;
  readonly parties: ReadonlyMap<string, Box & { readonly party: Party }>;
}

export const nodeSize = { width: 190, height: 54 } as const;
const gap = { x: 36, y: 14 } as const;
const padding = { x: 16, top: 40, bottom: 16 } as const;
/** Beyond so many in one party they stand in rows: a layout of edges would take seconds and show nothing. */
const mostLaidOut = 220;

export function layoutOf(model: Model, graph: Graph): Layout {
  const byParty = Map.groupBy(graph.nodes, ({ party }) => party);
  const inner = new Map([...byParty].map(([party, nodes]) => [party, insideOf(nodes, graph)]));
  const outer = new dagre.graphlib.Graph();
  outer.setGraph({ rankdir: 'LR', ranksep: 90, nodesep: 40, marginx: 20, marginy: 20 });
  outer.setDefaultEdgeLabel(() => ({}));
  for (const [party, { width, height }] of inner) outer.setNode(party, { width, height });
  const partyOf = new Map(graph.nodes.map(({ id, party }) => [id, party]));
  for (const { from, to } of graph.edges) {
    const [a, b] = [partyOf.get(from)!, partyOf.get(to)!];
    if (a !== b) outer.setEdge(a, b);
  }
  dagre.layout(outer);
  const known = new Map(model.parties.map((party) => [party.id, party]));
  const parties = new Map<string, Box & { party: Party }>();
  const nodes = new Map<string, Box>();
  for (const [id, { width, height, boxes }] of inner) {
    const { x, y } = outer.node(id) as { x: number; y: number };
    const corner = { x: x - width / 2, y: y - height / 2 };
    parties.set(id, { ...corner, width, height, party: known.get(id)! });
    for (const [node, box] of boxes) nodes.set(node, { ...box, x: corner.x + box.x, y: corner.y + box.y });
  }
  return { nodes, parties };
}

/** Within one party, from its corner. */
function insideOf(nodes: readonly Folded[], graph: Graph): { width: number; height: number; boxes: Map<string, Box> } {
  const boxes = new Map<string, Box>();
  const place = (id: string, x: number, y: number): void => void boxes.set(id, { ...nodeSize, x, y });
  if (nodes.length > mostLaidOut) {
    const rows = Math.ceil(Math.sqrt(nodes.length * 2.4));
    for (const [i, { id }] of nodes.entries())
      place(
        id,
        padding.x + Math.floor(i / rows) * (nodeSize.width + gap.x),
        padding.top + (i % rows) * (nodeSize.height + gap.y),
      );
  } else {
    const own = new Set(nodes.map(({ id }) => id));
    const inner = new dagre.graphlib.Graph();
    inner.setGraph({ rankdir: 'LR', ranksep: gap.x, nodesep: gap.y, marginx: padding.x, marginy: 0 });
    inner.setDefaultEdgeLabel(() => ({}));
    for (const { id } of nodes) inner.setNode(id, { ...nodeSize });
    for (const { from, to } of graph.edges) if (own.has(from) && own.has(to)) inner.setEdge(from, to);
    dagre.layout(inner);
    for (const { id } of nodes) {
      const { x, y } = inner.node(id) as { x: number; y: number };
      place(id, x - nodeSize.width / 2, padding.top + y - nodeSize.height / 2);
    }
  }
  const right = Math.max(...[...boxes.values()].map(({ x }) => x + nodeSize.width));
  const bottom = Math.max(...[...boxes.values()].map(({ y }) => y + nodeSize.height));
  return { width: Math.max(right + padding.x, 220), height: bottom + padding.bottom, boxes };
}
