/**
 * What happened to the things of a walk on their way: shipments, receipts, inspections, sales, also those recorded for the container
 * they were in at the time. From these follow the open ends: where the story has a gap.
 */

import { identityOf, type Role, role } from '../events/index.ts';
import { inOrder } from './order.ts';
import { participantOf } from './participants.ts';
import type { Link, LinkReader, OpenEnd, TracedEvent } from './types.ts';
import { overlap, stays, type Turn, turnOf, type Window, type WindowSet } from './windows.ts';

export interface Followed {
  readonly id: string;
  readonly windows: WindowSet;
  /** Something upstream is known: it was made, packed or grown here. */
  readonly originKnown: boolean;
  /** Events in which it was used up, for the things that have none of their own. */
  readonly usedBy: readonly TracedEvent[];
  /** A lot or class: parts of it go different ways. */
  readonly byClass: boolean;
  readonly side: 'root' | 'up' | 'down';
}

/** One event in the story of one thing; `via` names the container that was recorded in its place. */
export interface Moment {
  readonly event: TracedEvent;
  readonly via: string | undefined;
}

const ownRoles: readonly Role[] = [role.observedAdd, role.observed, role.observedDelete, role.applied];
const insideRoles: readonly Role[] = [role.childAdd, role.childObserve, role.childDelete];
const deepestNesting = 6;

interface Carried {
  readonly thing: string;
  readonly carrier: string;
  readonly window: Window;
}

export async function historyOf(
  reader: LinkReader,
  things: readonly Followed[],
  rowsPerThing: number,
): Promise<Map<string, Moment[]>> {
  const carried = await carriersOf(reader, things, rowsPerThing);
  const wanted = new Set([...things.map(({ id }) => id), ...carried.map(({ carrier }) => carrier)]);
  const rows = new Map<string, Link[]>();
  for (const row of await reader.links([...wanted], ownRoles, rowsPerThing)) {
    const own = rows.get(row.thing);
    if (own === undefined) rows.set(row.thing, [row]);
    else own.push(row);
  }
  const seqs = new Set<number>();
  const planned: { thing: string; seq: number; via: string | undefined }[] = [];
  const plan = (thing: string, row: Link, via: string | undefined): void => {
    seqs.add(row.seq);
    planned.push({ thing, seq: row.seq, via });
  };
  for (const { id, windows } of things) for (const row of rows.get(id) ?? []) if (windows.has(row.at)) plan(id, row, undefined);
  for (const { thing, carrier, window } of carried) {
    for (const row of rows.get(carrier) ?? []) if (window.from <= row.at && row.at <= window.to) plan(thing, row, carrier);
  }
  const events = await reader.events([...seqs]);
  const history = new Map<string, Moment[]>(things.map(({ id }) => [id, []]));
  const taken = new Set<string>();
  for (const { thing, seq, via } of planned) {
    const event = events.get(seq);
    if (event === undefined || taken.has(`${thing}\n${seq}`)) continue;
    taken.add(`${thing}\n${seq}`);
    history.get(thing)!.push({ event, via });
  }
  for (const moments of history.values()) moments.sort((a, b) => inOrder(a.event, b.event));
  return history;
}

/** The containers each thing was in, and theirs, each with the time it lasted. */
async function carriersOf(reader: LinkReader, things: readonly Followed[], rowsPerThing: number): Promise<Carried[]> {
  const found: Carried[] = [];
  const known = new Set<string>();
  let level: { thing: string; inside: string; windows: readonly Window[] }[] = things
    .filter((thing) => !isPartial(thing))
    .map(({ id, windows }) => ({ thing: id, inside: id, windows: windows.windows }));
  for (let depth = 0; depth < deepestNesting && level.length > 0; depth++) {
    const staysOf = await staysIn(reader, [...new Set(level.map(({ inside }) => inside))], rowsPerThing);
    const next: typeof level = [];
    for (const { thing, inside, windows } of level) {
      for (const { carrier, stay } of staysOf.get(inside) ?? []) {
        for (const within of windows) {
          const window = overlap(stay, within);
          const key = `${thing}\n${carrier}\n${window?.from}\n${window?.to}`;
          if (window === undefined || known.has(key)) continue;
          known.add(key);
          found.push({ thing, carrier, window });
          next.push({ thing, inside: carrier, windows: [window] });
        }
      }
    }
    level = next;
  }
  return found;
}

async function staysIn(
  reader: LinkReader,
  things: readonly string[],
  rowsPerThing: number,
): Promise<Map<string, { carrier: string; stay: Window }[]>> {
  const rows = await reader.links(things, insideRoles, rowsPerThing);
  const events = await reader.events([...new Set(rows.map(({ seq }) => seq))]);
  const turns = new Map<string, Map<string, Turn[]>>();
  for (const row of rows) {
    const participants = events.get(row.seq)?.facts.participants ?? [];
    const carrier = participants.find(
      ({ role: as }) => as === role.parentAdd || as === role.parentObserve || as === role.parentDelete,
    )?.id;
    if (carrier === undefined) continue;
    const child = participantOf(events.get(row.seq)!.facts, row.thing, row.role);
    let own = turns.get(row.thing);
    if (own === undefined) {
      own = new Map();
      turns.set(row.thing, own);
    }
    const turn = turnOf(row, row.role === role.childDelete ? 'out' : 'in', child);
    own.set(carrier, [...(own.get(carrier) ?? []), turn]);
  }
  const carriers = [...new Set([...turns.values()].flatMap((own) => [...own.keys()]))];
  const emptied = new Map<string, Turn[]>();
  for (const { thing, at, seq } of carriers.length === 0
    ? []
    : await reader.links(carriers, [role.parentEmptied], rowsPerThing)) {
    emptied.set(thing, [...(emptied.get(thing) ?? []), { at, seq, turn: 'emptied' }]);
  }
  return new Map(
    [...turns].map(([thing, own]) => [
      thing,
      [...own].flatMap(([carrier, each]) => stays([...each, ...(emptied.get(carrier) ?? [])]).map((stay) => ({ carrier, stay }))),
    ]),
  );
}

// Movements and what is missing in them.

export interface Movement {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly place: string | undefined;
  readonly destination: string | undefined;
  readonly documents: ReadonlySet<string>;
}

interface SourceDest {
  readonly type: string;
  readonly source?: string;
  readonly destination?: string;
}

/** Parties and places of an event: who handed over, who took, where it happened, where it was bound for. */
export function movementOf(event: TracedEvent): Movement {
  let movement = movements.get(event);
  if (movement === undefined) {
    movement = readMovement(event);
    movements.set(event, movement);
  }
  return movement;
}

/** An event never changes, and is asked again and again while a search grows. */
const movements = new WeakMap<TracedEvent, Movement>();

function readMovement({ event, facts, prefixes }: TracedEvent): Movement {
  const e = event as unknown as {
    sourceList?: SourceDest[];
    destinationList?: SourceDest[];
    bizTransactionList?: { bizTransaction: string }[];
  };
  const sources = byType(e.sourceList ?? [], ({ source }) => identityOf(source ?? '', prefixes));
  const destinations = byType(e.destinationList ?? [], ({ destination }) => identityOf(destination ?? '', prefixes));
  return {
    from: sources.get('possessing_party') ?? sources.get('owning_party'),
    to: destinations.get('possessing_party') ?? destinations.get('owning_party'),
    place: facts.bizLocation ?? facts.readPoint,
    destination: destinations.get('location'),
    documents: new Set((e.bizTransactionList ?? []).map(({ bizTransaction }) => bizTransaction)),
  };
}

function byType(list: readonly SourceDest[], value: (entry: SourceDest) => string): Map<string, string> {
  // The type may be spelled as a word, a CURIE or a URI; its last word is the same in all.
  return new Map(list.map((entry) => [/[a-z]+(?:_[a-z]+)*$/.exec(entry.type)?.[0] ?? entry.type, value(entry)]));
}

interface Shipment {
  readonly moment: Moment;
  readonly movement: Movement;
  received: boolean;
}

/** The gaps in the story of one thing. `place` of the events that used it up decides which shipments of a used lot concern us. */
export function openEndsOf(thing: Followed, moments: readonly Moment[]): OpenEnd[] {
  const ends: OpenEnd[] = [];
  const shipments: Shipment[] = [];
  const name = (moment: Moment): string => moment.via ?? thing.id;
  for (const moment of moments) {
    const step = moment.event.facts.step;
    const movement = movementOf(moment.event);
    if (step === 'shipping') shipments.push({ moment, movement, received: false });
    else if (step === 'void_shipping') {
      const voided = shipments.findLastIndex((each) => !each.received && rank(each.movement, movement) !== 0);
      if (voided >= 0) shipments.splice(voided, 1);
    } else if (step === 'receiving' || step === 'accepting' || step === 'arriving') {
      const match = bestShipment(shipments, movement);
      if (match !== undefined) match.received = true;
      else if (step === 'receiving') {
        const first = moment === moments[0] && !thing.originKnown;
        ends.push({ id: name(moment), kind: first ? 'origin_unknown' : 'not_shipped', event: moment.event.eventID });
      }
    }
  }
  for (const { moment, movement, received } of shipments) {
    if (received || !concerns(thing, movement)) continue;
    ends.push({ id: name(moment), kind: 'not_received', event: moment.event.eventID });
  }
  if (!thing.originKnown && ends.every(({ kind }) => kind !== 'origin_unknown')) {
    const shown = moments[0]?.event ?? [...thing.usedBy].sort(inOrder)[0];
    const begins = moments[0]?.event.facts.action === 'ADD';
    if (shown !== undefined && !begins) ends.push({ id: thing.id, kind: 'origin_unknown', event: shown.eventID });
  }
  return ends;
}

/** A lot that is only known as the content of something: what happens to the rest of the lot is another story. */
const isPartial = ({ side, byClass, usedBy }: Followed): boolean => side === 'up' && byClass && usedBy.length === 0;

/** Upstream, a lot goes to many customers; only shipments bound for where it was used, or for nowhere said, belong to this story. */
function concerns(thing: Followed, movement: Movement): boolean {
  if (isPartial(thing)) return false;
  if (thing.side !== 'up' || thing.usedBy.length === 0) return true;
  if (movement.destination === undefined) return true;
  return thing.usedBy.some(({ facts }) => facts.bizLocation === movement.destination || facts.readPoint === movement.destination);
}

function bestShipment(shipments: readonly Shipment[], receipt: Movement): Shipment | undefined {
  let best: Shipment | undefined;
  let bestScore = 0;
  for (const each of shipments) {
    const fit = rank(each.movement, receipt);
    const score = fit === 0 ? 0 : fit * 2 + (each.received ? 0 : 1);
    if (score > bestScore) [best, bestScore] = [each, score];
  }
  return best;
}

/** 3: same document; 2: bound for the place or party that received; 1: nothing said against it; 0: bound elsewhere. */
function rank(shipment: Movement, receipt: Movement): 0 | 1 | 2 | 3 {
  if ([...shipment.documents].some((each) => receipt.documents.has(each))) return 3;
  const samePlace = agree(shipment.destination, receipt.place ?? receipt.destination);
  const sameParty = agree(shipment.to, receipt.to);
  if (samePlace === true || sameParty === true) return 2;
  return samePlace === false || sameParty === false ? 0 : 1;
}

const agree = (a: string | undefined, b: string | undefined): boolean | undefined =>
  a === undefined || b === undefined ? undefined : a === b;
