/**
 * The walk: a level-wise walk (breadth-first search that asks for a whole level at once), so that the number of round trips does not depend
 * on its width; contents and containers are joined by an interval join of their stays (`windows.ts`). Cost of h hops: 2 to 5 questions a hop,
 * each one round trip for every 500 things; rows are the link rows of the things visited, in the roles that lead on, at most `maxRows`, and
 * their events, at most `maxEvents`, which bound the memory.
 *
 * A thing is visited with windows of event time in which it mattered, and in one of two capacities:
 * - as `material`: it is what we follow (the root, an input, an output, an unpacked content);
 * - as `carrier`: it only holds what we follow, so that its other contents are none of our business.
 */

import { type EventFacts, type Role, role } from '../events/index.ts';
import type { Budget } from './budget.ts';
import { type Holding, holdings, parentOf } from './holdings.ts';
import { LevelReader, push, type WalkLimits } from './level-reader.ts';
import { inOrder } from './order.ts';
import { participantOf } from './participants.ts';
import type { BoundReason, Link, LinkKind, LinkReader, TracedEvent } from './types.ts';
import { always, contains, overlap, type Stay, stays, type Turn, turnOf, type Window, WindowSet } from './windows.ts';

export interface Visit {
  readonly id: string;
  readonly depth: number;
  readonly material: WindowSet;
  readonly carrier: WindowSet;
}

export interface FoundLink {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly events: Set<number>;
}

interface Stop {
  readonly id: string;
  readonly window: Window;
  readonly as: 'material' | 'carrier';
}

const madeBy: readonly Role[] = [role.output, role.observedAdd];
const upRoles: readonly Role[] = [...madeBy, role.treated, ...holdings.flatMap((h) => [...h.parentIn, h.parentOut, h.emptied])];
const childRoles: readonly Role[] = holdings.flatMap((h) => [...h.childIn, h.childOut]);
const downRoles: readonly Role[] = [
  role.input,
  role.applied,
  role.lot,
  ...holdings.flatMap((h) => [...h.childIn, h.childOut, ...h.parentIn, h.parentOut, h.emptied]),
];

export class Walk {
  readonly visits = new Map<string, Visit>();
  readonly links = new Map<string, FoundLink>();
  /** Every event a link rests on. */
  readonly events: ReadonlyMap<number, TracedEvent>;
  /** The bound that ended the walk early. */
  reason: BoundReason = null;
  readonly #source: LevelReader;
  readonly #budget: Pick<Budget, 'spent' | 'unanswered'>;
  readonly #limits: WalkLimits;
  readonly #side: 'up' | 'down';
  #next: Stop[] = [];
  #depth = 0;
  readonly #left = new Set<string>();
  readonly #unvisited = new Set<string>();

  constructor(
    reader: LinkReader,
    side: 'up' | 'down',
    limits: WalkLimits,
    budget: Pick<Budget, 'spent' | 'unanswered'> = { spent: false, unanswered: new Set() },
  ) {
    this.#source = new LevelReader(reader, limits);
    this.events = this.#source.events;
    this.#budget = budget;
    this.#side = side;
    this.#limits = limits;
  }

  /** Things of which only the first rows were read, and the last moment that was: the walk goes on, and the answer is partial. */
  get cut(): ReadonlyMap<string, number> {
    return this.#source.cut;
  }

  /** Where it stopped: things whose neighbours are not all there, and those that were left out. Asking for them goes on. */
  get more(): string[] {
    if (this.reason === null) return [];
    const unanswered = [...this.#budget.unanswered].filter((id) => this.visits.has(id));
    // What is not in the answer at all stands before what is and was not walked on from.
    return [...new Set([...this.#left, ...this.#unvisited, ...this.#next.map(({ id }) => id), ...unanswered])];
  }

  /** `besides`: more to begin with. */
  async run(root: string, rootLot?: string, besides: readonly string[] = []): Promise<void> {
    this.#source.root = root;
    for (const id of [root, ...besides]) {
      if (this.visits.size < this.#limits.maxNodes) this.#visit({ id, window: always, as: 'material' });
      else if (this.#unvisited.size < mostUnvisited) this.#unvisited.add(id);
    }
    if (this.#unvisited.size > 0) this.reason = 'nodes';
    if (rootLot !== undefined && this.#side === 'up' && rootLot !== root) {
      this.#reach('instance', rootLot, root, [], { id: rootLot, window: always, as: 'material' });
    }
    while (this.#next.length > 0 && this.reason === null) {
      if (this.#depth >= this.#limits.maxDepth) this.reason = 'depth';
      else if (this.#limits.expired()) this.reason = 'time';
      else await this.#level();
      if (this.#budget.spent) this.reason ??= 'events';
    }
  }

  async #level(): Promise<void> {
    const level = this.#next;
    this.#next = [];
    this.#depth++;
    const rows = await this.#source.rowsOf([...new Set(level.map(({ id }) => id))], this.#side === 'up' ? upRoles : downRoles);
    await this.#source.read([...rows.values()].flat());
    if (this.#side === 'up') await this.#up(level, rows);
    else await this.#down(level, rows);
  }

  // Upstream: what made it, what was in it.

  async #up(level: readonly Stop[], rows: ReadonlyMap<string, readonly Link[]>): Promise<void> {
    const makers = [...rows.values()].flat().filter((row) => row.role === role.output);
    const joined = await this.#source.joined(makers);
    for (const stop of level) {
      const own = rows.get(stop.id) ?? [];
      for (const row of own) {
        if (row.at > stop.window.to) continue;
        const event = this.events.get(row.seq);
        if (event === undefined) continue;
        if (row.role === role.treated) this.#fromApplied(stop.id, event);
        if (!madeBy.includes(row.role)) continue;
        this.#fromLots(stop.id, event);
        if (row.role === role.output) this.#fromInputs(stop.id, event, joined.get(event.seq) ?? [event]);
      }
      if (stop.as === 'material') for (const holding of holdings) this.#contents(stop, holding, own);
    }
    await this.#cameOutOf(level, rows);
  }

  /** The lots that the instances of an event belong to. */
  #fromLots(id: string, event: TracedEvent): void {
    const at = event.facts.at;
    for (const unit of event.facts.participants) {
      if (unit.id !== id || unit.lot === undefined) continue;
      this.#reach('instance', unit.lot, id, [event.seq], { id: unit.lot, window: { from: at, to: at }, as: 'material' });
    }
  }

  /** What was used on it, by that event. */
  #fromApplied(id: string, { seq, facts: { at, participants } }: TracedEvent): void {
    for (const used of participants) {
      if (used.role !== role.applied) continue;
      this.#reach('transformation', used.id, id, [seq], { id: used.id, window: { from: at, to: at }, as: 'material' });
    }
  }

  #fromInputs(id: string, event: TracedEvent, process: readonly TracedEvent[]): void {
    for (const part of process) {
      const at = part.facts.at;
      if (at > event.facts.at) continue;
      for (const input of part.facts.participants) {
        if (input.role !== role.input) continue;
        const because = part === event ? [event.seq] : [part.seq, event.seq];
        this.#reach('transformation', input.id, id, because, { id: input.id, window: { from: at, to: at }, as: 'material' });
      }
    }
  }

  #contents(stop: Stop, holding: Holding, rows: readonly Link[]): void {
    for (const { child, byClass, own, stay } of this.#staysInside(holding, rows)) {
      const window = overlap(stay, stop.window);
      if (window === undefined) continue;
      const because = own.filter(({ at, turn }) => turn !== 'out' && contains(stay, at));
      // What is added to a lot after a part of it was put away is not in that part.
      const put = byClass && stay.known ? Math.max(...because.map(({ at }) => at).filter((at) => at <= window.to)) : window.to;
      const inside = { from: Math.min(window.from, put), to: Math.min(window.to, put) };
      const seqs = because.map(({ seq }) => seq);
      this.#reach(holding.kind, child, stop.id, seqs, { id: child, window: inside, as: 'material' });
    }
  }

  /** The stays of everything that was ever in the container whose rows these are. */
  #staysInside(holding: Holding, rows: readonly Link[]): { child: string; byClass: boolean; own: Turn[]; stay: Stay }[] {
    const turns = new Map<string, Turn[]>();
    const classes = new Set<string>();
    const emptied: Turn[] = [];
    for (const row of rows) {
      const isIn = holding.parentIn.includes(row.role);
      const event = this.events.get(row.seq);
      if (event === undefined) continue;
      if (row.role === holding.emptied) emptied.push({ at: row.at, seq: row.seq, turn: 'emptied' });
      else if (isIn || row.role === holding.parentOut) {
        for (const child of event.facts.participants) {
          if (!(isIn ? holding.childIn.includes(child.role) : child.role === holding.childOut)) continue;
          if (child.byClass) classes.add(child.id);
          push(turns, child.id, turnOf(row, isIn ? 'in' : 'out', child));
        }
      }
    }
    return [...turns].flatMap(([child, own]) =>
      stays([...own, ...emptied]).map((stay) => ({ child, byClass: classes.has(child), own, stay })),
    );
  }

  /** A thing of which the first that is known is that it was unpacked: its container is the only origin there is. */
  async #cameOutOf(level: readonly Stop[], made: ReadonlyMap<string, readonly Link[]>): Promise<void> {
    const rows = await this.#source.reader.links([...new Set(level.map(({ id }) => id))], childRoles, sameMoment);
    await this.#source.read(rows);
    const first = new Map<string, Link>();
    const earliest = (row: Link): void => {
      const [before, event] = [first.get(row.thing), this.events.get(row.seq)];
      if (event === undefined) return;
      if (before === undefined || inOrder(event, this.events.get(before.seq)!) < 0) first.set(row.thing, row);
    };
    rows.forEach(earliest);
    for (const own of made.values()) for (const row of own) if (madeBy.includes(row.role)) earliest(row);
    const unpacked = [...first.values()].filter(({ role: as }) => holdings.some(({ childOut }) => childOut === as));
    for (const row of unpacked) {
      if (!level.some(({ id, window }) => id === row.thing && row.at <= window.to)) continue;
      for (const container of this.#parents(row)) {
        const window = { from: row.at, to: row.at };
        this.#reach('unpacking', container, row.thing, [row.seq], { id: container, window, as: 'carrier' });
      }
    }
  }

  // Downstream: what it went into, what was made of it, what came out of it.

  async #down(level: readonly Stop[], rows: ReadonlyMap<string, readonly Link[]>): Promise<void> {
    const consumers = [...rows.values()].flat().filter((row) => row.role === role.input);
    const joined = await this.#source.joined(consumers);
    const containers = new Set<string>();
    for (const own of rows.values())
      for (const row of own) if (isChild(row)) for (const id of this.#parents(row)) containers.add(id);
    const emptied = await this.#source.rowsOf([...containers], [role.parentEmptied, role.wholeEmptied]);
    for (const stop of level) {
      const own = rows.get(stop.id) ?? [];
      for (const row of own) {
        const event = this.events.get(row.seq);
        if (event === undefined || !contains(stop.window, row.at)) continue;
        if (row.role === role.input) this.#intoOutputs(stop.id, event, joined.get(event.seq) ?? [event]);
        else if (row.role === role.applied) this.#ontoTreated(stop.id, event);
        else if (row.role === role.lot) this.#intoInstances(stop.id, event);
      }
      for (const holding of holdings) {
        this.#intoContainers(stop, holding, own, emptied);
        if (stop.as === 'material') this.#outOf(stop, holding, own);
      }
    }
  }

  #intoOutputs(id: string, event: TracedEvent, process: readonly TracedEvent[]): void {
    for (const part of process) {
      const at = part.facts.at;
      if (at < event.facts.at) continue;
      for (const output of part.facts.participants) {
        if (output.role !== role.output) continue;
        const because = part === event ? [event.seq] : [event.seq, part.seq];
        this.#reach('transformation', id, output.id, because, { id: output.id, window: after(at), as: 'material' });
      }
    }
  }

  #ontoTreated(id: string, { seq, facts: { at, participants } }: TracedEvent): void {
    for (const thing of participants) {
      if (thing.role !== role.treated) continue;
      this.#reach('transformation', id, thing.id, [seq], { id: thing.id, window: after(at), as: 'material' });
    }
  }

  #intoInstances(lot: string, event: TracedEvent): void {
    for (const unit of event.facts.participants) {
      if (unit.lot !== lot) continue;
      this.#reach('instance', lot, unit.id, [event.seq], { id: unit.id, window: after(event.facts.at), as: 'material' });
    }
  }

  #intoContainers(stop: Stop, holding: Holding, rows: readonly Link[], emptied: ReadonlyMap<string, readonly Link[]>): void {
    const turns = new Map<string, Turn[]>();
    let byClass = false;
    for (const row of rows) {
      const isIn = holding.childIn.includes(row.role);
      if (!isIn && row.role !== holding.childOut) continue;
      const event = this.events.get(row.seq);
      const child = event === undefined ? undefined : participantOf(event.facts, stop.id, row.role);
      byClass ||= child?.byClass ?? false;
      for (const container of this.#parents(row)) push(turns, container, turnOf(row, isIn ? 'in' : 'out', child));
    }
    for (const [container, own] of turns) {
      const ends = (emptied.get(container) ?? [])
        .filter((row) => row.role === holding.emptied)
        .map((row) => turnOf(row, 'emptied'));
      for (const stay of stays([...own, ...ends])) {
        const window = overlap(stay, stop.window);
        // A stay of unknown beginning shows that it came out, not that it went in.
        if (window === undefined || !stay.known) continue;
        // The part of a lot that was packed before is not the part we follow.
        const put = own.filter(({ at, turn }) => turn !== 'out' && contains(stay, at) && (!byClass || contains(stop.window, at)));
        if (put.length === 0) continue;
        const inside = byClass ? { from: Math.max(window.from, Math.min(...put.map(({ at }) => at))), to: window.to } : window;
        const because = put.map(({ seq }) => seq);
        const as = holding.kind === 'association' ? 'material' : 'carrier';
        this.#reach(holding.kind, stop.id, container, because, { id: container, window: inside, as });
      }
    }
  }

  /** What was in the followed container when it was opened; `emptied` names no contents, so they are those whose stay it ends. */
  #outOf(stop: Stop, holding: Holding, rows: readonly Link[]): void {
    if (holding.kind === 'association') return;
    const opened = rows.filter((row) => contains(stop.window, row.at));
    const reach = (id: string, { at, seq }: Link, before: readonly number[] = []): void =>
      this.#reach('unpacking', stop.id, id, [...before, seq], { id, window: after(at), as: 'material' });
    for (const row of opened) {
      if (row.role !== holding.parentOut) continue;
      for (const child of this.events.get(row.seq)?.facts.participants ?? [])
        if (child.role === holding.childOut) reach(child.id, row);
    }
    const emptyings = opened.filter((row) => row.role === holding.emptied);
    if (emptyings.length === 0) return;
    for (const { child, own, stay } of this.#staysInside(holding, rows)) {
      // The emptying names no contents: what it says of this one rests on the packing.
      for (const row of emptyings) {
        if (stay.to !== row.at - 1) continue;
        const put = own.filter(({ at, turn }) => turn !== 'out' && stay.from <= at && at <= row.at);
        reach(
          child,
          row,
          put.map(({ seq }) => seq),
        );
      }
    }
  }

  // Shared parts.

  #reach(kind: LinkKind, from: string, to: string, because: readonly number[], stop: Stop): void {
    // Rework: a thing made into itself is no link, but what was in it before is in it still.
    if (from === to) {
      if (this.visits.has(stop.id)) this.#visit(stop);
      return;
    }
    if (!this.visits.has(stop.id) && this.visits.size >= this.#limits.maxNodes) {
      this.reason ??= 'nodes';
      // Where the walk is up- or downstream of the thing that was left out, and the thing itself.
      this.#left.add(this.#side === 'up' ? to : from);
      if (this.#unvisited.size < mostUnvisited) this.#unvisited.add(stop.id);
      return;
    }
    const key = `${kind}\n${from}\n${to}`;
    let link = this.links.get(key);
    if (link === undefined) {
      link = { from, to, kind, events: new Set() };
      this.links.set(key, link);
    }
    for (const seq of because) link.events.add(seq);
    this.#visit(stop);
  }

  #visit(stop: Stop): void {
    let visit = this.visits.get(stop.id);
    if (visit === undefined) {
      visit = { id: stop.id, depth: this.#depth, material: new WindowSet(), carrier: new WindowSet() };
      this.visits.set(stop.id, visit);
    }
    // What was seen as material covers what a carrier would show.
    if (stop.as === 'carrier' && visit.material.windows.some(({ from, to }) => from <= stop.window.from && stop.window.to <= to))
      return;
    if (visit[stop.as].add(stop.window)) this.#next.push(stop);
  }

  #parents(row: Link): string[] {
    const roles = parentOf.get(row.role);
    const facts: EventFacts | undefined = this.events.get(row.seq)?.facts;
    if (roles === undefined || facts === undefined) return [];
    return facts.participants.filter((each) => roles.includes(each.role)).map(({ id }) => id);
  }
}

/** Things left out for want of room that are remembered by name. */
const mostUnvisited = 20_000;
/** Rows of one thing read to find its first: more than happen to it at one moment. */
const sameMoment = 16;

const isChild = (row: Link): boolean => parentOf.has(row.role);
const after = (at: number): Window => ({ from: at, to: Number.POSITIVE_INFINITY });
