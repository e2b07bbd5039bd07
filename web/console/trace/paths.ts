/** The shortest way between two things of a chain, and what several chains have in common. Pure. */
import type { Model } from './model.ts';

/** Stays from one thing to another over the fewest links, whichever way they run; undefined: none leads there. One pass over the links. */
export function pathBetween({ stays, edges }: Model, from: string, to: string): string[] | undefined {
  const near = new Map<string, string[]>();
  const add = (a: string, b: string): void => void (near.get(a)?.push(b) ?? near.set(a, [b]));
  for (const edge of edges) {
    add(edge.from, edge.to);
    add(edge.to, edge.from);
  }
  const thingOf = new Map(stays.map((stay) => [stay.id, stay.thing]));
  const begin = stays.filter(({ thing }) => thing === from).map(({ id }) => id);
  const before = new Map<string, string | undefined>(begin.map((id) => [id, undefined]));
  for (const queue = [...begin]; queue.length > 0; ) {
    const at = queue.shift()!;
    if (thingOf.get(at) === to) {
      const path: string[] = [];
      for (let step: string | undefined = at; step !== undefined; step = before.get(step)) path.unshift(step);
      return path;
    }
    for (const next of near.get(at) ?? [])
      if (!before.has(next)) {
        before.set(next, at);
        queue.push(next);
      }
  }
  return undefined;
}

export interface Chain {
  /** As it was asked for. */
  readonly code: string;
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly depth: number }[];
  readonly parties: readonly string[];
}

export interface Common {
  readonly id: string;
  readonly kind: string;
  /** Codes whose origins hold it. */
  readonly codes: readonly string[];
  /** Mean number of steps from the codes. */
  readonly depth: number;
}

/** What the origins of several things share: most of them first, and of these the nearest, as what lies behind it is shared with it. */
export function commonOf(chains: readonly Chain[]): Common[] {
  const found = new Map<string, { id: string; kind: string; codes: Set<string>; depths: number }>();
  for (const { code, nodes, parties } of chains) {
    const add = (id: string, kind: string, depth: number): void => {
      const known = found.get(id) ?? { id, kind, codes: new Set<string>(), depths: 0 };
      if (known.codes.has(code)) return;
      known.codes.add(code);
      known.depths += depth;
      found.set(id, known);
    };
    for (const { id, kind, depth } of nodes) if (kind !== 'hidden') add(id, kind, depth);
    // A firm that all of them passed says less than a lot that all of them hold: it stands behind every thing.
    for (const party of parties) add(party, 'party', 1_000);
  }
  return [...found.values()]
    .filter(({ codes }) => codes.size > 1)
    .map(({ id, kind, codes, depths }) => ({ id, kind, codes: [...codes], depth: depths / codes.size }))
    .sort((a, b) => b.codes.length - a.codes.length || a.depth - b.depth || (a.id < b.id ? -1 : 1));
}
