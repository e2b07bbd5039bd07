/** The answer to "where does this come from, where did it go": the walk both ways, the history of what it met, the open ends. */

import { type Role, role } from '../events/index.ts';
import { budgeted } from './budget.ts';
import { type Followed, historyOf, type Moment, movementOf, openEndsOf } from './history.ts';
import type { WalkLimits } from './level-reader.ts';
import { inOrder } from './order.ts';
import { participantOf } from './participants.ts';
import { remembering } from './remember.ts';
import type {
  Direction,
  LinkReader,
  OpenEnd,
  TraceAnswer,
  TracedEvent,
  TraceLink,
  TraceNode,
  TraceOptions,
  TraceStep,
} from './types.ts';
import { type FoundLink, type Visit, Walk } from './walk.ts';
import { always, WindowSet } from './windows.ts';

const mostMore = 5_000;
const defaults = { maxNodes: 5_000, maxDepth: 64, maxRowsPerThing: 2_000, maxRows: 400_000, maxEvents: 60_000 };

/** What a verdict needs beyond the answer. */
export interface Evidence {
  /** Events that made the root, or the lot it is an instance of. */
  readonly made: readonly TracedEvent[];
  /** Events that set or end a lasting state, with the node they speak of. */
  readonly states: readonly { readonly id: string; readonly event: TracedEvent }[];
  /** Gaps in the story of the root and of what it was made of, those of its containers included; of a lot, not where its parts went. */
  readonly gaps: readonly OpenEnd[];
}

/** What the answer rests on: all of it, before anything is hidden from anybody. */
export interface TraceRecord {
  readonly links: readonly FoundLink[];
  readonly history: ReadonlyMap<string, readonly Moment[]>;
  /** Every event of the story, of the states and of the gaps, by its number. */
  readonly events: ReadonlyMap<number, TracedEvent>;
}

export interface Traced {
  readonly answer: TraceAnswer;
  readonly evidence: Evidence;
  readonly record: TraceRecord;
}

export async function trace(source: LinkReader, root: string, direction: Direction, options: TraceOptions = {}): Promise<Traced> {
  const limits: WalkLimits & Pick<typeof defaults, 'maxRows' | 'maxEvents'> = {
    ...defaults,
    expired: () => false,
    ...withoutUndefined(options),
  };
  const budget = budgeted(source, { ...limits, wanted: options.wanted });
  const reader = remembering(budget);
  const roots = [...new Set([root, ...(options.besides ?? [])])];
  const walks: { side: 'up' | 'down'; walk: Walk }[] = [];
  for (const side of ['up', 'down'] as const) {
    if (direction !== 'both' && direction !== side) continue;
    const walk = new Walk(reader, side, limits, budget);
    await walk.run(root, options.rootLot, roots.slice(1));
    walks.push({ side, walk });
  }
  const events = new Map<number, TracedEvent>(walks.flatMap(({ walk }) => [...walk.events]));
  const links = mergeLinks(walks.map(({ walk }) => walk));
  const nodes = nodesOf(roots.slice(0, limits.maxNodes), walks, links, events);
  const byClass = classIds(events);
  const linked = endsIn(links);
  const followed = nodes.map((node) => follow(node, byClass.has(node.id), direction, walks, linked, events));
  const history = await historyOf(reader, followed, limits.maxRowsPerThing);
  const ids = nodes.map(({ id }) => id);
  const states = await statesOf(reader, ids, limits.maxRowsPerThing);
  const steps = stepsOf(ids, links, events, history);
  const reasons = walks.map(({ walk }) => walk.reason ?? (walk.cut.size > 0 ? 'rows' : null));
  const reason = reasons.find((each) => each !== null) ?? (budget.spent ? 'events' : null);
  const further = furtherOf(walks.map(({ walk }) => walk.cut));
  const more = distinct(walks.flatMap(({ walk }) => walk.more));
  const known = links.length > 0 || roots.some((id) => (history.get(id)?.length ?? 0) > 0);
  const gapsOf = (thing: Followed): OpenEnd[] =>
    openEndsOf(known ? thing : { ...thing, originKnown: true }, history.get(thing.id) ?? []);
  const upstream = followed.filter(({ side }) => side !== 'down');
  const ends = dedupe([...upstream, ...followed.filter(({ side }) => side === 'down')].flatMap(gapsOf));
  // Where a spray or a feed comes from is a question to whoever used it, not one to whoever holds the apple.
  const within = withinOf(roots, links, events);
  const gaps = dedupe(
    upstream
      .filter(({ id }) => within.has(id))
      .flatMap((thing) => gapsOf(thing).filter(({ kind }) => thing.side === 'up' || !thing.byClass || kind === 'origin_unknown')),
  );
  return {
    answer: {
      root,
      ...(roots.length > 1 ? { roots } : {}),
      direction,
      recorded: known || (await isRecorded(reader, root)),
      nodes,
      links: links.map((link) => answerLink(link, events)),
      steps,
      parties: distinct(steps.flatMap(({ from, to }) => [from, to])),
      places: distinct(steps.map(({ place }) => place)),
      openEnds: ends,
      bounds: {
        hit: reason !== null,
        reason,
        limit: limitOf(reason, limits),
        ...(more.length > 0 ? { more: more.slice(0, mostMore) } : {}),
        ...(direction === 'both' ? sidesOf(walks) : {}),
        ...(further.length > 0 ? { further: further.slice(0, mostMore) } : {}),
      },
    },
    evidence: { made: madeOf(root, links, events, history), states, gaps },
    record: { links, history, events: storyOf(links, events, history, states) },
  };
}

function storyOf(
  links: readonly FoundLink[],
  events: ReadonlyMap<number, TracedEvent>,
  history: ReadonlyMap<string, readonly Moment[]>,
  states: Evidence['states'],
): Map<number, TracedEvent> {
  const story = new Map<number, TracedEvent>();
  for (const { events: seqs } of links) for (const seq of seqs) if (events.has(seq)) story.set(seq, events.get(seq)!);
  for (const moments of history.values()) for (const { event } of moments) story.set(event.seq, event);
  for (const { event } of states) story.set(event.seq, event);
  return story;
}

function nodesOf(
  roots: readonly string[],
  walks: readonly { side: 'up' | 'down'; walk: Walk }[],
  links: readonly FoundLink[],
  events: ReadonlyMap<number, TracedEvent>,
): TraceNode[] {
  const byClass = classIds(events);
  const holders = new Set(
    links.flatMap(({ kind, from, to }) => (kind === 'packing' ? [to] : kind === 'unpacking' ? [from] : [])),
  );
  const nodes = new Map<string, TraceNode>();
  for (const id of roots) nodes.set(id, { id, kind: kindOf(id, byClass, holders), depth: 0, side: 'root' });
  for (const { side, walk } of walks) {
    for (const { id, depth } of walk.visits.values()) {
      if (!nodes.has(id)) nodes.set(id, { id, kind: kindOf(id, byClass, holders), depth, side });
    }
  }
  return [...nodes.values()];
}

function classIds(events: ReadonlyMap<number, TracedEvent>): Set<string> {
  const byClass = new Set<string>();
  for (const { facts } of events.values()) for (const each of facts.participants) if (each.byClass) byClass.add(each.id);
  return byClass;
}

function kindOf(id: string, byClass: ReadonlySet<string>, holders: ReadonlySet<string>): TraceNode['kind'] {
  if (id.startsWith('https://id.gs1.org/00/') || holders.has(id)) return 'container';
  const gs1 = /^https:\/\/id\.gs1\.org\/01\/\d{14}(?:\/(10|21)\/)?/.exec(id);
  if (gs1 !== null) return gs1[1] === '21' ? 'instance' : gs1[1] === '10' ? 'lot' : 'class';
  return byClass.has(id) ? 'lot' : 'other';
}

function mergeLinks(walks: readonly Walk[]): FoundLink[] {
  const merged = new Map<string, FoundLink>();
  for (const { links } of walks) {
    for (const [key, link] of links) {
      const before = merged.get(key);
      if (before === undefined) merged.set(key, link);
      else for (const seq of link.events) before.events.add(seq);
    }
  }
  return [...merged.values()];
}

function answerLink({ from, to, kind, events: seqs }: FoundLink, events: ReadonlyMap<number, TracedEvent>): TraceLink {
  const ordered = [...seqs].flatMap((seq) => events.get(seq) ?? []).sort(inOrder);
  return { from, to, kind, events: ordered.map(({ eventID }) => eventID) };
}

/** The roots, what they were made of and what they came out of, and that of these: without what was merely used on any of them. */
function withinOf(
  roots: readonly string[],
  links: readonly FoundLink[],
  events: ReadonlyMap<number, TracedEvent>,
): ReadonlySet<string> {
  const isApplied = ({ from, events: seqs }: FoundLink): boolean =>
    [...seqs].every((seq) => {
      const event = events.get(seq);
      return event !== undefined && participantOf(event.facts, from, role.applied) !== undefined;
    });
  const into = Map.groupBy(
    links.filter((link) => !isApplied(link)),
    ({ to }) => to,
  );
  const within = new Set(roots);
  for (const id of within) for (const { from } of into.get(id) ?? []) within.add(from);
  return within;
}

/** By thing the processes that used it; what something led to. */
interface Ends {
  readonly uses: ReadonlyMap<string, readonly FoundLink[]>;
  readonly made: ReadonlySet<string>;
}

const endsIn = (links: readonly FoundLink[]): Ends => ({
  uses: Map.groupBy(
    links.filter(({ kind }) => kind === 'transformation'),
    ({ from }) => from,
  ),
  made: new Set(links.map(({ to }) => to)),
});

/** In which time a node matters, and what is known of its beginning and its end. */
function follow(
  node: TraceNode,
  byClass: boolean,
  direction: Direction,
  walks: readonly { side: 'up' | 'down'; walk: Walk }[],
  { uses, made }: Ends,
  events: ReadonlyMap<number, TracedEvent>,
): Followed {
  const windows = new WindowSet();
  if (node.side === 'root') windows.add(always);
  for (const { side, walk } of walks) {
    const visit: Visit | undefined = walk.visits.get(node.id);
    if (visit === undefined) continue;
    // Upstream everything before its use belongs to the story; downstream everything since it was touched.
    if (side === 'up') windows.add({ from: Number.NEGATIVE_INFINITY, to: Math.max(visit.material.until, visit.carrier.until) });
    else for (const window of [...visit.material.windows, ...visit.carrier.windows]) windows.add(window);
  }
  const usedBy = (uses.get(node.id) ?? []).flatMap(({ events: seqs }) => [...seqs].flatMap((seq) => events.get(seq) ?? []));
  return { id: node.id, windows, originKnown: made.has(node.id) || direction === 'down', usedBy, byClass, side: node.side };
}

function stepsOf(
  ids: readonly string[],
  links: readonly FoundLink[],
  events: ReadonlyMap<number, TracedEvent>,
  history: ReadonlyMap<string, readonly Moment[]>,
): TraceStep[] {
  const nodes = new Set(ids);
  const story = new Map<number, { event: TracedEvent; via: string | undefined; inside: Set<string> }>();
  for (const { events: seqs } of links) {
    for (const seq of seqs) if (events.has(seq)) story.set(seq, { event: events.get(seq)!, via: undefined, inside: new Set() });
  }
  for (const [id, moments] of [...history].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const { event, via } of moments) {
      const entry = story.get(event.seq) ?? { event, via, inside: new Set() };
      if (via !== undefined) entry.inside.add(id);
      story.set(event.seq, entry);
    }
  }
  const ordered = [...story.values()].sort((a, b) => inOrder(a.event, b.event));
  return ordered.map(({ event, via, inside }) => stepOf(event, via, inside, nodes));
}

function stepOf(event: TracedEvent, via: string | undefined, inside: ReadonlySet<string>, nodes: ReadonlySet<string>): TraceStep {
  const { facts } = event;
  const raw = event.event as unknown as { eventTime: string; eventTimeZoneOffset: string };
  const { from, to, place } = movementOf(event);
  const things = facts.participants
    .filter(({ id, role: as }) => nodes.has(id) && as !== role.state && as !== role.lot && as !== role.treated)
    .map(({ id, role: as, quantity, uom }): TraceStep['things'][number] =>
      withoutUndefined({ id, as: roleNames[as], quantity, uom }),
    );
  for (const id of inside) if (things.every((each) => each.id !== id)) things.push({ id, as: 'inside' });
  return withoutUndefined({
    eventID: event.eventID,
    type: facts.type,
    eventTime: raw.eventTime,
    eventTimeZoneOffset: raw.eventTimeZoneOffset,
    action: facts.action,
    bizStep: facts.step,
    disposition: facts.disposition,
    place,
    from,
    to,
    things,
    via: things.some(({ id }) => id === via) ? undefined : via,
  });
}

const roleNames = Object.fromEntries(Object.entries(role).map(([name, number]) => [number, name])) as Record<Role, string>;

function madeOf(
  root: string,
  links: readonly FoundLink[],
  events: ReadonlyMap<number, TracedEvent>,
  history: ReadonlyMap<string, readonly Moment[]>,
): TracedEvent[] {
  const own = [root, ...links.filter(({ kind, to }) => kind === 'instance' && to === root).map(({ from }) => from)];
  const made = new Map<number, TracedEvent>();
  for (const id of own) {
    for (const { kind, to, events: seqs } of links) {
      if (to !== id || (kind !== 'transformation' && kind !== 'instance')) continue;
      for (const seq of seqs) if (events.has(seq)) made.set(seq, events.get(seq)!);
    }
    for (const { event, via } of history.get(id) ?? [])
      if (via === undefined && event.facts.action === 'ADD') made.set(event.seq, event);
  }
  return [...made.values()];
}

async function statesOf(
  reader: LinkReader,
  ids: readonly string[],
  perThing: number,
): Promise<{ id: string; event: TracedEvent }[]> {
  const rows = await reader.links(ids, [role.state], perThing);
  const events = await reader.events([...new Set(rows.map(({ seq }) => seq))]);
  return rows.flatMap(({ thing, seq }) => (events.has(seq) ? [{ id: thing, event: events.get(seq)! }] : []));
}

async function isRecorded(reader: LinkReader, root: string): Promise<boolean> {
  return (await reader.links([root], Object.values(role), 1)).length > 0;
}

/** Of two walks the one that read less. */
function sidesOf(walks: readonly { side: 'up' | 'down'; walk: Walk }[]): Pick<TraceAnswer['bounds'], 'moreUp' | 'moreDown'> {
  const of = (wanted: 'up' | 'down'): string[] =>
    distinct(walks.flatMap(({ side, walk }) => (side === wanted ? walk.more : []))).slice(0, mostMore);
  const [moreUp, moreDown] = [of('up'), of('down')];
  return { ...(moreUp.length > 0 ? { moreUp } : {}), ...(moreDown.length > 0 ? { moreDown } : {}) };
}

function furtherOf(cuts: readonly ReadonlyMap<string, number>[]): { id: string; from: string }[] {
  const first = new Map<string, number>();
  for (const cut of cuts) for (const [id, at] of cut) if (!(first.get(id)! <= at)) first.set(id, at);
  return [...first].map(([id, at]) => ({ id, from: momentOf(at) }));
}

/** ISO 8601 with microseconds. */
const momentOf = (micros: number): string =>
  new Date(Math.floor(micros / 1000)).toISOString().replace('Z', `${String(micros % 1000).padStart(3, '0')}Z`);

function limitOf(reason: TraceAnswer['bounds']['reason'], limits: WalkLimits & { readonly maxEvents: number }): number | null {
  if (reason === 'events') return limits.maxEvents;
  if (reason === 'nodes') return limits.maxNodes;
  if (reason === 'depth') return limits.maxDepth;
  return reason === 'rows' ? limits.maxRowsPerThing : null;
}

function dedupe<Item extends { id: string; kind: string; event: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((each) => [`${each.kind}\n${each.id}\n${each.event}`, each])).values()];
}

const distinct = (ids: readonly (string | undefined)[]): string[] => [...new Set(ids.filter((id) => id !== undefined))];

/** Absent members instead of undefined ones: the same object in memory and after JSON. */
function withoutUndefined<Item extends object>(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as Item;
}
