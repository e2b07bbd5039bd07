/**
 * A trace with what its reader may not see taken out. The chain stays whole: what is hidden becomes a node "recorded, not shared". Hidden
 * things that hang together, or hang on the same side of the same thing, are one such node, so that neither their number, their order,
 * their times nor their ids can be read from the answer. Depths are counted anew along what is shown.
 */
import type { Traced, TraceRecord } from './trace.ts';
import type { OpenEnd, TraceAnswer, TracedEvent, TraceLink, TraceNode, TraceStep } from './types.ts';
import type { Verdict } from './verdict.ts';

/**
 * How an event is shown: `full` as far as business data goes; `public` the day, the step and the place. An event that is absent is
 * hidden.
 */
export type Shown = 'full' | 'public';

export interface Masked {
  readonly answer: TraceAnswer;
  /** False when nothing of the root may be seen: the answer is then empty, and a verdict all there is to say. */
  readonly shared: boolean;
  /** The id by which the answer speaks of an event; undefined for a hidden one. */
  readonly eventName: (eventID: string) => string | undefined;
  readonly verdict: (verdict: Verdict) => Verdict;
}

const hiddenPrefix = 'urn:zhuisu:hidden:';
export const isHidden = (id: string): boolean => id.startsWith(hiddenPrefix);

/** The events of a trace: what the sight is asked about. */
export const eventsOf = ({ record }: Traced): TracedEvent[] => [...record.events.values()];

/** `shown` by the number of the event. */
export function mask(traced: Traced, shown: ReadonlyMap<number, Shown>): Masked {
  const { answer, record } = traced;
  const whole = wholeOf(traced, shown);
  if (whole !== undefined) return whole;
  const touched = touchedBy(record);
  const visible = withoutOnward(traced, shown, touched);
  const names = eventNames(record, visible);
  const eventName = (eventID: string): string | undefined => names.get(eventID);
  const seen = new Set<string>();
  for (const seq of visible.keys()) for (const { id } of record.events.get(seq)?.facts.participants ?? []) seen.add(id);
  const roots = (answer.roots ?? [answer.root]).filter((id) => seen.has(id));
  const root = roots[0];
  if (root === undefined) return nothingOf(answer);
  const nodes = answer.nodes.filter(({ id }) => seen.has(id));
  const graph = new Graph(new Set(nodes.map(({ id }) => id)));
  const links = linksOf(answer, record, visible, names, graph, touched);
  const partial = new Set<string>();
  const inLinks = new Set(record.links.flatMap(({ events }) => [...events]));
  for (const { id, side } of nodes) {
    const events = touched.get(id) ?? new Set<number>();
    const hidden = [...events].filter((seq) => !visible.has(seq) && !inLinks.has(seq));
    if ([...events].some((seq) => !visible.has(seq))) partial.add(id);
    const own = [...events].filter((seq) => visible.has(seq)).map((seq) => record.events.get(seq)!.facts.at);
    const first = Math.min(...own);
    for (const seq of hidden) {
      const before = side !== 'down' && record.events.get(seq)!.facts.at < first;
      graph.unit(`event ${before ? 'up' : 'down'} ${id}`, before ? { to: id } : { from: id });
    }
  }
  const regions = graph.regions(nodes.map(({ id }) => id));
  const all = [...links, ...regions.links];
  const depths = depthsFrom(roots, all);
  const steps = stepsOf(answer, visible, record, names, seen);
  return {
    answer: {
      ...withoutRoots(answer),
      root,
      ...(roots.length > 1 ? { roots } : {}),
      nodes: [
        ...nodes.map((node) => ({ ...node, depth: depths.get(node.id) ?? 1 })),
        ...regions.ids.map((id): TraceNode => {
          const side = regions.links.some(({ from, to }) => from === id && sideOf(answer, to) !== 'down') ? 'up' : 'down';
          return { id, kind: 'hidden', depth: depths.get(id) ?? 1, side };
        }),
      ],
      links: all,
      steps,
      parties: distinct(steps.flatMap(({ from, to }) => [from, to])),
      places: distinct(steps.map(({ place }) => place)),
      openEnds: endsOf(answer, names, seen, partial),
      bounds: boundsOf(answer, seen),
    },
    shared: true,
    eventName,
    verdict: (verdict) => maskVerdict(verdict, names, seen, regions.of),
  };
}

/** Where everything is shown there is nothing to take out, as of most of what a firm or the lead of a category asks for; else undefined. */
function wholeOf({ answer, record }: Traced, shown: ReadonlyMap<number, Shown>): Masked | undefined {
  const { events } = record;
  for (const seq of events.keys()) if (shown.get(seq) !== 'full') return undefined;
  const seen = new Set<string>();
  for (const { facts } of events.values()) for (const { id } of facts.participants) seen.add(id);
  // A lot that its instance spells, and no event names, is told of by none.
  if (!answer.nodes.every(({ id }) => seen.has(id))) return undefined;
  let names: ReadonlyMap<string, string> | undefined;
  const named = (): ReadonlyMap<string, string> => {
    names ??= new Map([...events.values()].map(({ eventID }) => [eventID, eventID]));
    return names;
  };
  return {
    answer: answer.bounds.more === undefined ? answer : { ...answer, bounds: boundsOf(answer, seen) },
    shared: true,
    eventName: (eventID) => named().get(eventID),
    verdict: (verdict) => maskVerdict(verdict, named(), seen, () => undefined),
  };
}

const withoutRoots = ({ roots: _, ...answer }: TraceAnswer): TraceAnswer => answer;
const sideOf = ({ nodes }: TraceAnswer, id: string): TraceNode['side'] | undefined => nodes.find((node) => node.id === id)?.side;
const distinct = (ids: readonly (string | undefined)[]): string[] => [...new Set(ids.filter((id) => id !== undefined))];

/** Where it goes on is told of what is shown alone. */
function boundsOf(
  { bounds: { further, more, moreUp, moreDown, ...bounds } }: TraceAnswer,
  seen: ReadonlySet<string>,
): TraceAnswer['bounds'] {
  const shown = Object.entries({ more, moreUp, moreDown }).flatMap(([name, ids = []]) => {
    const told = ids.filter((id) => seen.has(id));
    return told.length > 0 ? [[name, told] as const] : [];
  });
  // The moment may be that of an event that is not shown: the day is enough.
  const on = (further ?? [])
    .filter(({ id }) => seen.has(id))
    .map(({ id, from }) => ({ id, from: `${from.slice(0, 10)}T00:00:00.000000Z` }));
  return { ...bounds, ...Object.fromEntries(shown), ...(on.length > 0 ? { further: on } : {}) };
}

function nothingOf({ root, direction, bounds: _ }: TraceAnswer): Masked {
  return {
    answer: {
      root,
      direction,
      recorded: false,
      nodes: [{ id: root, kind: 'other', depth: 0, side: 'root' }],
      links: [],
      steps: [],
      parties: [],
      places: [],
      openEnds: [],
      bounds: { hit: false, reason: null, limit: null },
    },
    shared: false,
    eventName: () => undefined,
    verdict: ({ kind }) => ({ kind }),
  };
}

const leaving: ReadonlySet<string> = new Set(['shipping', 'departing', 'retail_selling']);

/**
 * What is public is told of the root and of what it was made from, not of what became of it elsewhere. A lot goes to many customers:
 * of a lot, what follows its first shipment is the business of those who bought it.
 */
function withoutOnward(
  { answer, record }: Traced,
  shown: ReadonlyMap<number, Shown>,
  events: ReadonlyMap<string, ReadonlySet<number>>,
): Map<number, Shown> {
  const upstream = new Set(answer.nodes.filter(({ side }) => side !== 'down').map(({ id }) => id));
  const isLot = answer.nodes.some(({ id, kind }) => id === answer.root && (kind === 'lot' || kind === 'class'));
  const touched = new Map<number, string[]>();
  for (const id of upstream) {
    for (const seq of events.get(id) ?? []) {
      const own = touched.get(seq);
      if (own === undefined) touched.set(seq, [id]);
      else own.push(id);
    }
  }
  const left = Math.min(
    ...(record.history.get(answer.root) ?? [])
      .filter(({ event }) => leaving.has(event.facts.step ?? ''))
      .map(({ event }) => event.facts.at),
  );
  return new Map(
    [...shown].filter(([seq, as]) => {
      if (as === 'full') return true;
      const ours = touched.get(seq) ?? [];
      if (ours.length === 0) return false;
      return !(isLot && ours.every((id) => id === answer.root) && record.events.get(seq)!.facts.at > left);
    }),
  );
}

/** Full events keep their id; public ones get one that means nothing outside the answer. */
function eventNames({ events }: TraceRecord, visible: ReadonlyMap<number, Shown>): Map<string, string> {
  const names = new Map<string, string>();
  const ordered = [...visible].flatMap(([seq, as]) => {
    const event = events.get(seq);
    return event === undefined ? [] : [{ event, as }];
  });
  ordered.sort((a, b) => a.event.facts.at - b.event.facts.at || a.event.seq - b.event.seq);
  for (const { event, as } of ordered)
    names.set(event.eventID, as === 'full' ? event.eventID : `urn:zhuisu:step:${names.size + 1}`);
  return names;
}

/** Numbers of the events in the story of each thing. */
function touchedBy({ links, history }: TraceRecord): Map<string, Set<number>> {
  const touched = new Map<string, Set<number>>();
  const touch = (id: string, seq: number): void => {
    const own = touched.get(id);
    if (own === undefined) touched.set(id, new Set([seq]));
    else own.add(seq);
  };
  for (const { from, to, events } of links) for (const seq of events) for (const id of [from, to]) touch(id, seq);
  for (const [id, moments] of history) for (const { event } of moments) touch(id, event.seq);
  return touched;
}

function linksOf(
  answer: TraceAnswer,
  record: TraceRecord,
  visible: ReadonlyMap<number, Shown>,
  names: ReadonlyMap<string, string>,
  graph: Graph,
  touched: ReadonlyMap<string, ReadonlySet<number>>,
): TraceLink[] {
  const known = new Set(answer.nodes.map(({ id }) => id));
  return record.links.flatMap(({ from, to, kind, events }): TraceLink[] => {
    if (!known.has(from) || !known.has(to)) return [];
    const open = [...events].filter((seq) => visible.has(seq)).map((seq) => record.events.get(seq)!);
    if (graph.shows(from) && graph.shows(to) && (open.length > 0 || events.size === 0)) {
      open.sort((a, b) => a.facts.at - b.facts.at || a.seq - b.seq);
      return [{ from, to, kind, events: open.map(({ eventID }) => names.get(eventID)!) }];
    }
    // A lot that the code spells and nothing is recorded of hides nothing.
    if (events.size > 0 || touched.has(from)) graph.connect(from, to);
    return [];
  });
}

/** Hidden things, joined into regions. */
class Graph {
  readonly #shown: ReadonlySet<string>;
  readonly #parent = new Map<string, string>();
  /** Visible thing → the hidden units before and after it. */
  readonly #up = new Map<string, string>();
  readonly #down = new Map<string, string>();

  constructor(shown: ReadonlySet<string>) {
    this.#shown = shown;
  }

  shows(id: string): boolean {
    return this.#shown.has(id);
  }

  connect(from: string, to: string): void {
    if (this.shows(from) && this.shows(to)) {
      this.unit(`link ${from}\n${to}`, { from, to });
      return;
    }
    if (!this.shows(from)) this.unit(`thing ${from}`, this.shows(to) ? { to } : {});
    if (!this.shows(to)) this.unit(`thing ${to}`, this.shows(from) ? { from } : {});
    if (!this.shows(from) && !this.shows(to)) this.#join(`thing ${from}`, `thing ${to}`);
  }

  /** A hidden unit, after the visible thing `from` and before the visible thing `to`. */
  unit(key: string, { from, to }: { readonly from?: string; readonly to?: string }): void {
    if (!this.#parent.has(key)) this.#parent.set(key, key);
    if (from !== undefined) this.#hang(this.#down, from, key);
    if (to !== undefined) this.#hang(this.#up, to, key);
  }

  #hang(side: Map<string, string>, id: string, key: string): void {
    const before = side.get(id);
    if (before === undefined) side.set(id, key);
    else this.#join(before, key);
  }

  #join(a: string, b: string): void {
    const [left, right] = [this.#find(a), this.#find(b)];
    if (left !== right) this.#parent.set(right, left);
  }

  #find(key: string): string {
    let found = key;
    for (let next = this.#parent.get(found)!; next !== found; next = this.#parent.get(found)!) found = next;
    return found;
  }

  /** Numbered in the order in which the shown things, `order`, meet them. */
  regions(order: readonly string[]): { ids: string[]; links: TraceLink[]; of: (thing: string) => string | undefined } {
    const ids = new Map<string, string>();
    const links: TraceLink[] = [];
    const idOf = (key: string): string => {
      const region = this.#find(key);
      let id = ids.get(region);
      if (id === undefined) {
        id = `${hiddenPrefix}${ids.size + 1}`;
        ids.set(region, id);
      }
      return id;
    };
    for (const thing of order) {
      const [up, down] = [this.#up.get(thing), this.#down.get(thing)];
      if (up !== undefined) links.push({ from: idOf(up), to: thing, kind: 'hidden', events: [] });
      if (down !== undefined) links.push({ from: thing, to: idOf(down), kind: 'hidden', events: [] });
    }
    const of = (thing: string): string | undefined => {
      const key = `thing ${thing}`;
      return this.#parent.has(key) ? ids.get(this.#find(key)) : undefined;
    };
    return { ids: [...ids.values()], links, of };
  }
}

function depthsFrom(roots: readonly string[], links: readonly TraceLink[]): Map<string, number> {
  const next = new Map<string, string[]>();
  for (const { from, to } of links) {
    next.set(from, [...(next.get(from) ?? []), to]);
    next.set(to, [...(next.get(to) ?? []), from]);
  }
  const depths = new Map(roots.map((id) => [id, 0]));
  for (const [id, depth] of depths) for (const each of next.get(id) ?? []) if (!depths.has(each)) depths.set(each, depth + 1);
  return depths;
}

function stepsOf(
  { steps }: TraceAnswer,
  visible: ReadonlyMap<number, Shown>,
  { events }: TraceRecord,
  names: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
): TraceStep[] {
  const shownAs = new Map(
    [...visible].flatMap(([seq, as]) => (events.has(seq) ? [[events.get(seq)!.eventID, as] as const] : [])),
  );
  return steps.flatMap((step) => {
    const as = shownAs.get(step.eventID);
    if (as === undefined) return [];
    const things = step.things.filter(({ id }) => seen.has(id));
    if (as === 'full') return [{ ...step, things }];
    const { from: _, to: __, ...rest } = step;
    const told = things.map((each) => ({ id: each.id, as: each.as }));
    return [{ ...rest, eventID: names.get(step.eventID)!, eventTime: dayOnly(step), things: told }];
  });
}

/** The time of a step of which only the day may be told. */
export const ofTheDay = 'T00:00:00.000';

/** Midnight of the day on the clock of the place. */
function dayOnly({ eventTime, eventTimeZoneOffset }: TraceStep): string {
  const offset = /^([+-])(\d{2}):(\d{2})$/.exec(eventTimeZoneOffset);
  const minutes = offset === null ? 0 : (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  const day = new Date(Date.parse(eventTime) + minutes * 60_000).toISOString().slice(0, 10);
  return `${day}${ofTheDay}${offset === null ? 'Z' : eventTimeZoneOffset}`;
}

/** A gap is told where the whole story of the thing is shown: elsewhere it may be closed by what is hidden. */
function endsOf(
  { openEnds, nodes }: TraceAnswer,
  names: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
  partial: ReadonlySet<string>,
): OpenEnd[] {
  const known = new Set(nodes.map(({ id }) => id));
  return openEnds.flatMap(({ id, kind, event }) => {
    const name = names.get(event);
    if (name === undefined || partial.has(id) || (known.has(id) && !seen.has(id))) return [];
    return [{ id, kind, event: name }];
  });
}

function maskVerdict(
  { kind, about, event, detail, sold }: Verdict,
  names: ReadonlyMap<string, string>,
  seen: ReadonlySet<string>,
  regionOf: (thing: string) => string | undefined,
): Verdict {
  const shown = event === undefined ? undefined : names.get(event);
  const sale = sold === undefined ? {} : { sold: names.get(sold) ?? 'hidden' };
  if (about === undefined || seen.has(about))
    return {
      kind,
      ...(about === undefined ? {} : { about }),
      ...(shown === undefined ? {} : { event: shown }),
      // The date it is to be used by, and a state that it is in, are told; which gap a hidden event shows is not.
      ...(detail === undefined || (kind === 'gaps' && shown === undefined) ? {} : { detail }),
      ...sale,
    };
  return { kind, about: regionOf(about) ?? `${hiddenPrefix}1`, ...sale };
}
