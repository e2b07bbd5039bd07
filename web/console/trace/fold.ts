/** What a large graph is folded to: many of a kind as one, simple chains as one. Pure; each fold knows what it holds. */
import { type Edge, type Model, type Stay, waysOf } from './model.ts';

export interface Folded {
  readonly id: string;
  readonly party: string;
  /** Of which `first` is shown; one for what is not folded. */
  readonly members: readonly Stay[];
  readonly fold: 'none' | 'alike' | 'chain';
}

export interface Graph {
  readonly nodes: readonly Folded[];
  readonly edges: readonly (Edge & { readonly count: number })[];
  /** Stay → node that shows it. */
  readonly nodeOf: ReadonlyMap<string, string>;
  readonly into: ReadonlyMap<string, readonly string[]>;
  readonly outOf: ReadonlyMap<string, readonly string[]>;
}

/** So many of a kind are shown as one. */
export const fewest = 4;
/** How far around a node its kind is told by its neighbours. */
const rounds = 4;

export interface Folding {
  readonly alike: boolean;
  readonly chains: boolean;
  /** Ids of folds that are open. */
  readonly opened: ReadonlySet<string>;
}

export function foldedOf(model: Model, { alike, chains, opened }: Folding): Graph {
  let nodes: Folded[] = model.stays.map((stay) => ({ id: stay.id, party: stay.party, members: [stay], fold: 'none' }));
  if (alike) nodes = foldAlike(model, opened);
  let graph = connect(model, nodes);
  if (chains) graph = connect(model, foldChains(graph, model.root, opened));
  return graph;
}

/** What stands in the same place among the same kinds of neighbours is alike, whoever it is. */
function foldAlike(model: Model, opened: ReadonlySet<string>): Folded[] {
  let colour = new Map(
    model.stays.map((stay) => [stay.id, `${stay.party} ${stay.kind} ${classOf(stay.thing, stay.kind)} ${stay.open.join()}`]),
  );
  colour.set(model.root, 'root');
  for (let round = 0; round < rounds; round++) {
    const next = new Map<string, string>();
    const short = new Map<string, string>();
    for (const { id } of model.stays) {
      const around = (ways: ReadonlyMap<string, readonly string[]>): string =>
        [...new Set((ways.get(id) ?? []).map((each) => colour.get(each)))].sort().join('|');
      const full = `${colour.get(id)} < ${around(model.into)} > ${around(model.outOf)}`;
      // Short names keep the texts from growing with each round.
      if (!short.has(full)) short.set(full, `k${short.size}`);
      next.set(id, short.get(full)!);
    }
    const settled = new Set(next.values()).size === new Set(colour.values()).size;
    colour = next;
    if (settled) break;
  }
  const groups = Map.groupBy(model.stays, ({ id }) => colour.get(id)!);
  return [...groups.values()].flatMap((members): Folded[] => {
    const id = `alike ${members[0]!.id}`;
    if (members.length < fewest || opened.has(id))
      return members.map((stay) => ({ id: stay.id, party: stay.party, members: [stay], fold: 'none' }));
    return [{ id, party: members[0]!.party, members, fold: 'alike' }];
  });
}

/** What comes from one and goes to one, with the same party, is one with it. */
function foldChains(graph: Graph, root: string, opened: ReadonlySet<string>): Folded[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const rootNode = graph.nodeOf.get(root);
  const next = (node: Folded): Folded | undefined => {
    const [only, other] = graph.outOf.get(node.id) ?? [];
    if (only === undefined || other !== undefined || only === rootNode || node.id === rootNode) return undefined;
    const to = byId.get(only)!;
    return to.party === node.party && (graph.into.get(only) ?? []).length === 1 ? to : undefined;
  };
  const followed = new Set(graph.nodes.flatMap((node) => next(node)?.id ?? []));
  return graph.nodes.flatMap((node): Folded[] => {
    if (followed.has(node.id)) return [];
    const run = [node];
    for (let to = next(node); to !== undefined && !run.includes(to); to = next(to)) run.push(to);
    const id = `chain ${node.id}`;
    if (run.length < 2 || opened.has(id)) return run;
    return [{ id, party: node.party, members: run.flatMap(({ members }) => members), fold: 'chain' }];
  });
}

function connect(model: Model, nodes: readonly Folded[]): Graph {
  const nodeOf = new Map(nodes.flatMap(({ id, members }) => members.map((stay) => [stay.id, id] as const)));
  const edges = new Map<string, Edge & { count: number }>();
  for (const edge of model.edges) {
    const [from, to] = [nodeOf.get(edge.from)!, nodeOf.get(edge.to)!];
    if (from === to || from === undefined || to === undefined) continue;
    const id = `${edge.kind} ${from} ${to}`;
    const known = edges.get(id);
    if (known === undefined) edges.set(id, { ...edge, id, from, to, count: 1 });
    else known.count++;
  }
  const all = [...edges.values()];
  return { nodes, edges: all, nodeOf, ...unique(waysOf(all)) };
}

const unique = (ways: ReturnType<typeof waysOf>): ReturnType<typeof waysOf> => ({
  into: new Map([...ways.into].map(([id, from]) => [id, [...new Set(from)]])),
  outOf: new Map([...ways.outOf].map(([id, to]) => [id, [...new Set(to)]])),
});

/** A code without what tells one thing from its like: the last part of it. A lot is a kind of its own. */
const classOf = (thing: string, kind: Stay['kind']): string =>
  kind === 'instance' || kind === 'container' || kind === 'other' ? thing.replace(/[^:/]+$/, '') : thing;
