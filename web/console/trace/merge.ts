/** A partial trace and what was asked for to go on with it, as one. Pure. */
import type { NamedTrace } from './model.ts';

export interface Next {
  readonly id: string;
  readonly direction: NamedTrace['direction'];
  /** ISO 8601: of a code with more records than were read, from where on. */
  readonly from?: string;
}

/** What is left to ask, without what was asked already. */
export function nextOf(trace: NamedTrace, asked: ReadonlySet<string>): Next[] {
  const sides = new Map(trace.nodes.map(({ id, side }) => [id, side]));
  const { more = [], moreUp = [], moreDown = [], further = [] } = trace.bounds;
  const [ups, downs] = [new Set(moreUp), new Set(moreDown)];
  // Asked both ways, a box that was met downstream would bring in what else stood beside it.
  const way = (id: string): Next['direction'] => {
    const side = ups.has(id) === downs.has(id) ? sides.get(id) : ups.has(id) ? 'up' : 'down';
    return side === 'up' || side === 'down' ? side : trace.direction;
  };
  const rest: Next[] = [
    ...(trace.begin?.from === undefined ? [] : [{ id: trace.begin.id, direction: trace.direction, from: trace.begin.from }]),
    ...further.map(({ id, from }) => ({ id, direction: way(id), from })),
    ...more.map((id) => ({ id, direction: way(id) })),
  ];
  return rest.filter((each) => !asked.has(nameOf(each)));
}

export const nameOf = ({ id, from = '' }: Next): string => `${id} ${from}`;

const endKey = ({ kind, id, event }: NamedTrace['openEnds'][number]): string =>
  kind === 'origin_unknown' ? `${kind} ${id}` : `${kind} ${id} ${event}`;

/** `n`: which answer the second is: what has a name in one answer alone is told apart by it. */
export function merged(first: NamedTrace, second: NamedTrace, n: number): NamedTrace {
  const own = <Id extends string | undefined>(id: Id): Id =>
    (id !== undefined && /^urn:zhuisu:(?:hidden|step):/.test(id) ? `${id}.${n}` : id) as Id;
  const nodes = new Map(first.nodes.map((node) => [node.id, node]));
  const side = second.direction === 'up' ? 'up' : 'down';
  for (const node of second.nodes) {
    const id = own(node.id);
    if (!nodes.has(id)) nodes.set(id, { ...node, id, side: node.side === 'root' ? side : node.side });
  }
  const links = new Map(first.links.map((link) => [`${link.kind} ${link.from} ${link.to}`, link]));
  for (const link of second.links) {
    const [from, to, events] = [own(link.from), own(link.to), link.events.map(own)];
    const key = `${link.kind} ${from} ${to}`;
    links.set(key, { ...link, from, to, events: [...new Set([...(links.get(key)?.events ?? []), ...events])] });
  }
  const steps = new Map(first.steps.map((step) => [step.eventID, step]));
  for (const step of second.steps) {
    const eventID = own(step.eventID);
    const before = steps.get(eventID);
    const things = new Map([...(before?.things ?? []), ...step.things].map((thing) => [`${thing.as} ${thing.id}`, thing]));
    steps.set(eventID, { ...step, eventID, things: [...things.values()] });
  }
  const ends = [...first.openEnds, ...second.openEnds.map((end) => ({ ...end, id: own(end.id), event: own(end.event) }))];
  const both = <Item>(a: readonly Item[] = [], b: readonly Item[] = []): Item[] => [...new Set([...a, ...b])];
  return {
    ...first,
    nodes: [...nodes.values()],
    links: [...links.values()],
    steps: [...steps.values()].sort((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime)),
    parties: both(first.parties, second.parties),
    places: both(first.places, second.places),
    // Of what is gone on with from a moment the first record seems to be another one.
    openEnds: [...new Map([...ends].reverse().map((end) => [endKey(end), end])).values()].reverse(),
    bounds: {
      ...first.bounds,
      more: both(first.bounds.more, second.bounds.more),
      moreUp: both(first.bounds.moreUp, second.direction === 'up' ? second.bounds.more : second.bounds.moreUp),
      moreDown: both(first.bounds.moreDown, second.direction === 'down' ? second.bounds.more : second.bounds.moreDown),
      further: both(first.bounds.further, second.bounds.further),
    },
    names: { ...first.names, ...second.names },
  };
}
