/**
 * From the steps of a trace to a graph of stations. A station is what happened at one place in one stay: steps at a place join the
 * station there, unless the thing has been elsewhere in between. Edges are the ways that things took.
 */
import type { OpenEnd, OpenEndKind, TraceAnswer, TraceStep } from '../../src/trace/index.ts';
import { whereOf } from './naming.ts';

export interface Station {
  /** Place or party; undefined when no step names one. */
  readonly where: string | undefined;
  readonly steps: TraceStep[];
  /** Set on an open end: nothing is recorded here, and something should be. */
  readonly gap?: { readonly kind: OpenEndKind; readonly ends: OpenEnd[]; readonly shown: TraceStep };
  /** Event time in milliseconds, for the order of rows. */
  readonly at: number;
  /** Hops from the root to the nearest thing of this station. */
  depth: number;
  /** The root itself took part. */
  root: boolean;
  readonly out: Map<Station, Way>;
  readonly in: Set<Station>;
}

/** From one station to the next. */
export interface Way {
  /** It is not recorded how it went. */
  readonly unknown: boolean;
  /** What went this way. */
  readonly things: Set<string>;
}

export interface Picture {
  readonly stations: readonly Station[];
  /** Steps of things that came after the root: told in words, not drawn. */
  readonly beyond: readonly TraceStep[];
  /** Open ends of this story; those of other things that shared a lot with it are left out. */
  readonly ends: readonly OpenEnd[];
  /** Steps that were not looked at, because there are too many. */
  readonly cut: number;
}

/** Keeps the work small whatever the answer holds: the cost of looking for cycles grows with the square. */
const mostStations = 160;

export function pictureOf(answer: TraceAnswer): Picture {
  const ours = ownSteps(answer);
  const building = new Building(answer);
  let cut = 0;
  for (const step of ours.drawn) if (!building.add(step)) cut++;
  const ends = answer.openEnds.filter(ours.isEnd);
  building.prune(new Set(answer.links.flatMap(({ events }) => events)), new Set(ends.map(({ event }) => event)));
  building.gaps(ends);
  return { stations: building.stations, beyond: ours.beyond, ends, cut };
}

/** Which steps belong to the way of the root and what it was made of. */
function ownSteps(answer: TraceAnswer): { drawn: TraceStep[]; beyond: TraceStep[]; isEnd: (end: OpenEnd) => boolean } {
  const side = new Map(answer.nodes.map((node) => [node.id, node.side]));
  const times = new Map(answer.steps.map((step) => [step.eventID, Date.parse(step.eventTime)]));
  // When an ingredient went into what we follow, the rest of its lot went other ways.
  const leftAt = new Map<string, number>();
  for (const { from, kind, events } of answer.links) {
    if (side.get(from) !== 'up' || kind === 'instance') continue;
    for (const event of events)
      leftAt.set(from, Math.max(leftAt.get(from) ?? Number.NEGATIVE_INFINITY, times.get(event) ?? Number.POSITIVE_INFINITY));
  }
  const isOurs = (step: TraceStep, id: string): boolean =>
    side.get(id) === 'root' ||
    (side.get(id) === 'up' && times.get(step.eventID)! <= (leftAt.get(id) ?? Number.POSITIVE_INFINITY));
  const drawn: TraceStep[] = [];
  const beyond: TraceStep[] = [];
  for (const step of answer.steps) {
    if (step.things.some(({ id }) => isOurs(step, id))) drawn.push(step);
    else if (step.things.some(({ id }) => side.get(id) === 'down')) beyond.push(step);
  }
  const steps = new Map([...drawn, ...beyond].map((step) => [step.eventID, step]));
  // An end of a container that is no node here concerns us while what we follow is inside it.
  const isEnd = ({ id, event }: OpenEnd): boolean => {
    const step = steps.get(event);
    if (step === undefined) return answer.steps.every(({ eventID }) => eventID !== event);
    return side.has(id) || step.things.some((each) => each.as === 'inside' && isOurs(step, each.id));
  };
  return { drawn, beyond, isEnd };
}

class Building {
  readonly stations: Station[] = [];
  readonly #root: string;
  readonly #depth: ReadonlyMap<string, number>;
  /** Lots are in many places at once; single things in one. */
  readonly #many: ReadonlySet<string>;
  readonly #open = new Map<string, Station>();
  readonly #visits = new Map<string, Station[]>();
  /** Of each thing, by its two parties: where it was last shipped from. */
  readonly #shipments = new Map<string, Map<string, Station>>();
  readonly #ofEvent = new Map<string, Station>();

  constructor({ root, nodes }: TraceAnswer) {
    this.#root = root;
    this.#depth = new Map(nodes.map(({ id, depth }) => [id, depth]));
    this.#many = new Set(nodes.filter(({ kind }) => kind === 'lot' || kind === 'class').map(({ id }) => id));
  }

  add(step: TraceStep): boolean {
    const threads = threadsOf(step);
    const where = whereOf(step);
    // What comes out of a container came here with it.
    const carried = step.things.some(({ as }) => as === 'parentDelete');
    const arrived = new Set(carried ? step.things.filter(({ as }) => as === 'childDelete').map(({ id }) => id) : []);
    const sources = new Map<Station, string[]>();
    for (const thing of threads) {
      const source = arrived.has(thing) ? undefined : this.#cameFrom(thing, where, step);
      if (source !== undefined) sources.set(source, [...(sources.get(source) ?? []), thing]);
    }
    const station = this.#stationFor(where, [...sources.keys()], step);
    if (station === undefined) return false;
    station.steps.push(step);
    this.#ofEvent.set(step.eventID, station);
    for (const [source, things] of sources) join(source, station, false, things);
    for (const { id } of step.things) {
      station.depth = Math.min(station.depth, this.#depth.get(id) ?? station.depth);
      if (id === this.#root) station.root = true;
    }
    for (const thing of new Set([...threads, ...step.things.map(({ id }) => id)])) this.#visit(thing, station, step);
    return true;
  }

  #visit(thing: string, station: Station, { bizStep, from, to }: TraceStep): void {
    const visits = this.#visits.get(thing);
    if (visits === undefined) this.#visits.set(thing, [station]);
    else if (this.#many.has(thing) ? !visits.includes(station) : visits.at(-1) !== station) visits.push(station);
    if (bizStep !== 'shipping') return;
    const shipments = this.#shipments.get(thing) ?? new Map<string, Station>();
    // Taken out first, so that the latest stands last.
    shipments.delete(between(from, to));
    this.#shipments.set(thing, shipments.set(between(from, to), station));
  }

  #cameFrom(thing: string, where: string | undefined, { from, to, bizStep }: TraceStep): Station | undefined {
    const visits = this.#visits.get(thing);
    if (visits === undefined) return undefined;
    if (!this.#many.has(thing)) return visits.at(-1)!.where === where ? undefined : visits.at(-1);
    const shipments = this.#shipments.get(thing);
    // A receipt answers the shipment of the same two parties, also when part of the lot comes back.
    const sent = bizStep === 'receiving' && (from ?? to) !== undefined ? shipments?.get(between(from, to)) : undefined;
    if (sent !== undefined && sent.where !== where) return sent;
    if (visits.some((visit) => visit.where === where)) return undefined;
    return [...(shipments?.values() ?? [])].at(-1) ?? visits.at(-1);
  }

  #stationFor(where: string | undefined, sources: readonly Station[], step: TraceStep): Station | undefined {
    const open = this.#open.get(where ?? '');
    if (open !== undefined && !sources.some((source) => source !== open && reaches(open, source))) return open;
    if (this.stations.length >= mostStations) return undefined;
    const station = stationAt(where, Date.parse(step.eventTime));
    this.stations.push(station);
    this.#open.set(where ?? '', station);
    return station;
  }

  /** A lot that went to twenty firms: those whose part of it did not go into ours are no stations of this story. */
  prune(because: ReadonlySet<string>, ends: ReadonlySet<string>): void {
    let found = true;
    while (found) {
      found = false;
      for (const station of [...this.stations]) {
        if (station.root || station.out.size > 0 || station.in.size === 0) continue;
        if (station.steps.some(({ eventID }) => because.has(eventID) || ends.has(eventID))) continue;
        this.stations.splice(this.stations.indexOf(station), 1);
        for (const before of station.in) before.out.delete(station);
        found = true;
      }
    }
  }

  /** One gap for all the open ends of one kind at one station. */
  gaps(ends: readonly OpenEnd[]): void {
    const made = new Map<string, Station>();
    for (const end of ends) {
      const station = this.#ofEvent.get(end.event);
      const shown = station?.steps.find(({ eventID }) => eventID === end.event);
      if (station === undefined || shown === undefined || !this.stations.includes(station)) continue;
      const after = end.kind === 'not_received';
      const party = after ? shown.to : shown.from;
      const key = `${this.stations.indexOf(station)} ${end.kind} ${party}`;
      let gap = made.get(key);
      if (gap === undefined) {
        const at = Date.parse(shown.eventTime) + (after ? 1 : -1);
        gap = { ...stationAt(party, at), gap: { kind: end.kind, ends: [], shown }, depth: station.depth };
        made.set(key, gap);
        this.stations.push(gap);
      }
      gap.gap!.ends.push(end);
      const visits = this.#visits.get(end.id) ?? [];
      const here = visits.indexOf(station);
      const neighbour = here < 0 ? undefined : visits[after ? here + 1 : here - 1];
      if (after) this.#between(station, gap, neighbour, end.id);
      else this.#between(neighbour, gap, station, end.id);
    }
  }

  /** The way of a thing now leads through the gap; other things keep the direct one. */
  #between(from: Station | undefined, gap: Station, to: Station | undefined, thing: string): void {
    const direct = from === undefined || to === undefined ? undefined : from.out.get(to);
    if (direct !== undefined) {
      direct.things.delete(thing);
      if (direct.things.size === 0) {
        from!.out.delete(to!);
        to!.in.delete(from!);
      }
    }
    if (from !== undefined) join(from, gap, true, [thing]);
    if (to !== undefined) join(gap, to, true, [thing]);
  }
}

const between = (from: string | undefined, to: string | undefined): string => `${from}\n${to}`;

const stationAt = (where: string | undefined, at: number): Station => ({
  where,
  steps: [],
  at,
  depth: Number.POSITIVE_INFINITY,
  root: false,
  out: new Map(),
  in: new Set(),
});

function join(from: Station, to: Station, unknown: boolean, things: readonly string[]): void {
  if (from === to) return;
  const way = from.out.get(to);
  if (way === undefined) from.out.set(to, { unknown, things: new Set(things) });
  else for (const thing of things) way.things.add(thing);
  to.in.add(from);
}

/** What moved: the things that the event names; what is only inside moves with its container. */
function threadsOf({ things, via }: TraceStep): string[] {
  const named = things.filter(({ as }) => as !== 'inside').map(({ id }) => id);
  if (via !== undefined) named.push(via);
  return named.length > 0 ? [...new Set(named)] : things.map(({ id }) => id);
}

function reaches(from: Station, wanted: Station): boolean {
  const seen = new Set<Station>([from]);
  const next = [from];
  for (let station = next.pop(); station !== undefined; station = next.pop()) {
    if (station === wanted) return true;
    for (const each of station.out.keys()) {
      if (seen.has(each)) continue;
      seen.add(each);
      next.push(each);
    }
  }
  return false;
}
