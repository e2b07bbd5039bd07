/**
 * The state of one thing at a moment: where it is, in what, with whom, in which disposition, and since when. Folded from the events that
 * were to have happened by then, those of its containers while it was inside among them; in which order they arrived does not matter.
 */

import { identityOf, type Role, role } from '../events/index.ts';
import { inOrder } from './order.ts';
import type { LinkReader, TracedEvent } from './types.ts';

/** One thing known of the state, and the event that says so. */
export interface Known {
  readonly value: string;
  /** As captured. */
  readonly since: string;
  readonly event: string;
}

export interface ThingState {
  readonly id: string;
  /** False when no event names it by then. */
  readonly recorded: boolean;
  /** Business location, else read point. */
  readonly place?: Known;
  /** The container it is in. */
  readonly container?: Known;
  readonly disposition?: Known;
  /** Dispositions set and not unset since. */
  readonly persistent: readonly Known[];
  /** Who possesses it, by the last event that names the parties. */
  readonly holder?: Known;
  readonly owner?: Known;
  readonly lastStep?: Known;
  /** Events that were looked at. */
  readonly events: number;
}

const allRoles: readonly Role[] = Object.values(role);
const into: ReadonlySet<Role> = new Set([role.childAdd, role.childObserve]);
const packed: ReadonlySet<Role> = new Set([role.childAdd]);
const out: ReadonlySet<Role> = new Set([role.childDelete]);
const parents: ReadonlySet<Role> = new Set([role.parentAdd, role.parentObserve, role.parentDelete]);

/** Events of one thing that are read, and containers within containers that are followed. */
const mostEvents = 5_000;
const deepest = 10;

/** Pallets in lorries: what a container goes through its content goes through. */
interface Happened {
  readonly event: TracedEvent;
  /** Through how many containers it reached the thing; 0: it names the thing itself. */
  readonly through: number;
  readonly roles: ReadonlySet<Role>;
}

/**
 * `until`: microseconds since 1970; events after it have not happened. Two questions, and two more for each level of containers, however many
 * containers there were on it.
 */
export async function stateOf(reader: LinkReader, id: string, until: number): Promise<ThingState> {
  const own = (await eventsOf(reader, [{ container: id, from: Number.NEGATIVE_INFINITY, to: until }], 0)).get(id)!;
  const inside = await throughContainers(reader, own, until);
  const all = [...own, ...inside].sort((a, b) => inOrder(a.event, b.event));
  return fold(id, all);
}

/** What happened to each container during any of these stays in it, in order. What happened to it at other times is not read. */
async function eventsOf(
  reader: LinkReader,
  stays: readonly Stay[],
  through: number,
): Promise<ReadonlyMap<string, readonly Happened[]>> {
  const of = Map.groupBy(stays, ({ container }) => container);
  const things = [...of.keys()];
  const rows = await reader.links(things, allRoles, mostEvents, Math.min(...stays.map(({ from }) => from)));
  const links = rows.filter(({ thing, at }) => of.get(thing)!.some(({ from, to }) => at >= from && at <= to));
  const roles = new Map<string, Map<number, Set<Role>>>(things.map((thing) => [thing, new Map()]));
  for (const link of links) {
    const own = roles.get(link.thing)!;
    const known = own.get(link.seq);
    if (known === undefined) own.set(link.seq, new Set([link.role]));
    else known.add(link.role);
  }
  const events = await reader.events([...new Set(links.map(({ seq }) => seq))]);
  return new Map(
    [...roles].map(([thing, own]) => [
      thing,
      [...own]
        .flatMap(([seq, all]) => {
          const event = events.get(seq);
          return event === undefined ? [] : [{ event, through, roles: all }];
        })
        .sort((a, b) => inOrder(a.event, b.event)),
    ]),
  );
}

/** What happened to the containers while the thing was in them, and to theirs while they were in those. */
async function throughContainers(reader: LinkReader, own: readonly Happened[], until: number): Promise<Happened[]> {
  const found: Happened[] = [];
  let inside = staysOf(own, until);
  for (let through = 1; through <= deepest && inside.length > 0; through++) {
    const stays = inside;
    inside = [];
    const happened = await eventsOf(reader, stays, through);
    for (const { container, from, to } of stays) {
      const during = happened.get(container)!.filter(({ event }) => event.facts.at >= from && event.facts.at <= to);
      // The emptying of a container ends the stay of all that is in it.
      const emptied = during.find(({ roles }) => roles.has(role.parentEmptied));
      const end = emptied === undefined ? to : emptied.event.facts.at;
      const kept = during.filter(({ event }) => event.facts.at > from && event.facts.at <= end);
      found.push(...kept);
      inside.push(...staysOf(kept, end));
    }
  }
  return found;
}

interface Stay {
  readonly container: string;
  readonly from: number;
  readonly to: number;
}

function staysOf(events: readonly Happened[], until: number): Stay[] {
  const stays: Stay[] = [];
  /** `again`: when it was packed once more while inside; an unpacking of that moment came before. */
  let open: { container: string; from: number; again?: number } | undefined;
  const close = (to: number): void => {
    if (open !== undefined) stays.push({ container: open.container, from: open.from, to });
    open = undefined;
  };
  for (const { event, roles } of events) {
    const { at, participants } = event.facts;
    const parent = participants.find((each) => parents.has(each.role))?.id;
    if (has(roles, out)) {
      // Out of another container than the last one it went into: it is there still.
      if (parent !== undefined && open !== undefined && open.container !== parent) continue;
      const again = open?.again === at;
      close(at);
      if (again && parent !== undefined) open = { container: parent, from: at };
    } else if (has(roles, into) && parent !== undefined) {
      if (open?.container === parent) {
        if (has(roles, packed) && open.from < at) open.again = at;
        continue;
      }
      close(at);
      open = { container: parent, from: at };
    }
  }
  close(until);
  return stays;
}

const has = (roles: ReadonlySet<Role>, wanted: ReadonlySet<Role>): boolean => [...roles].some((each) => wanted.has(each));

function fold(id: string, all: readonly Happened[]): ThingState {
  const state: { -readonly [Name in keyof ThingState]: ThingState[Name] } = {
    id,
    recorded: all.length > 0,
    persistent: [],
    events: all.length,
  };
  let since = Number.NEGATIVE_INFINITY;
  let again: number | undefined;
  for (const { event, through, roles } of all) {
    const { facts } = event;
    const known = (value: string): Known => ({
      value,
      since: (event.event as { eventTime: string }).eventTime,
      event: event.eventID,
    });
    const place = facts.bizLocation ?? facts.readPoint;
    if (place !== undefined) state.place = known(place);
    if (facts.step !== undefined) state.lastStep = known(facts.step);
    if (facts.disposition !== undefined) state.disposition = known(facts.disposition);
    const parties = partiesOf(event);
    if (parties.holder !== undefined) state.holder = known(parties.holder);
    if (parties.owner !== undefined) state.owner = known(parties.owner);
    if (through === 0) {
      const parent = facts.participants.find((each) => parents.has(each.role))?.id;
      if (has(roles, out)) {
        if (parent === undefined || state.container?.value === parent) {
          if (again === facts.at && parent !== undefined) state.container = known(parent);
          else delete state.container;
        }
      } else if (has(roles, into) && parent !== undefined) {
        if (state.container?.value !== parent) {
          state.container = known(parent);
          since = facts.at;
        } else if (has(roles, packed) && since < facts.at) again = facts.at;
      }
      state.persistent = persisting(state.persistent, event, known);
    } else if (through === 1 && roles.has(role.parentEmptied)) delete state.container;
  }
  return state;
}

/** The parties after a receipt or a shipment: those it goes to. */
function partiesOf({ event, prefixes }: TracedEvent): { holder?: string; owner?: string } {
  const list = ((event as { destinationList?: { type: string; destination: string }[] }).destinationList ?? []).map((each) => ({
    type: each.type.replace(/^.*[:/-]/, ''),
    id: identityOf(each.destination, prefixes),
  }));
  const holder = list.find(({ type }) => type === 'possessing_party')?.id;
  const owner = list.find(({ type }) => type === 'owning_party')?.id;
  return { ...(holder === undefined ? {} : { holder }), ...(owner === undefined ? {} : { owner }) };
}

function persisting(before: readonly Known[], { event }: TracedEvent, known: (value: string) => Known): readonly Known[] {
  const { set = [], unset = [] } =
    (event as { persistentDisposition?: { set?: string[]; unset?: string[] } }).persistentDisposition ?? {};
  if (set.length + unset.length === 0) return before;
  const gone = new Set([...set, ...unset].map(plain));
  return [...before.filter(({ value }) => !gone.has(value)), ...set.map((each) => known(plain(each)))];
}

const plain = (disposition: string): string => disposition.replace(/^.*[:-]/, '');
