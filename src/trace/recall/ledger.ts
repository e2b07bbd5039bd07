/**
 * The records as a book: for each thing what made it, where it went, what it went into, what it was packed in, where it was seen; for
 * each firm what happened there. Built once from a set of events, in their order; everything that a scope is computed from is read here.
 * Cost: one pass over the events and their participants.
 */
import { type Participant, type Role, role, unfitDispositions } from '../../events/index.ts';
import { movementOf } from '../history.ts';
import { inOrder } from '../order.ts';
import { baseOf, convert } from '../quantities/units.ts';
import type { TracedEvent } from '../types.ts';
import { aliasesIn } from './aliases.ts';
import { type Moved, matched, withContents } from './movements.ts';

/** A party or, where nobody knows whose it is, a place; canonical URI or an id of the register. */
export type Firm = string;

/** Something was made: by a transformation, or said to be there from now on. */
export interface Making {
  readonly event: TracedEvent;
  readonly at: number;
  readonly firm: Firm | undefined;
  readonly outputs: readonly Participant[];
  /** Lots and units put in, with when; those of the other events of the same process too. */
  readonly inputs: readonly { readonly thing: string; readonly at: number }[];
  /** True when everything that went in is named by lot or unit. */
  readonly complete: boolean;
  /** Inputs named by product alone. */
  readonly classes: readonly string[];
}

/** Goods went from one firm to another; a shipment and its receipt are one movement. */
export interface Movement {
  readonly thing: string;
  readonly from: Firm | undefined;
  readonly to: Firm | undefined;
  readonly quantity: number | undefined;
  readonly shipped: TracedEvent | undefined;
  readonly received: TracedEvent | undefined;
  /** The container that was recorded in its place. */
  readonly via?: string | undefined;
  /** True for a crate, which may have been loaded anew: the thing may have moved with it, or stayed. */
  readonly maybe?: boolean;
}

export interface Ending {
  readonly thing: string;
  readonly at: number;
  readonly firm: Firm | undefined;
  readonly quantity: number | undefined;
  readonly sold: boolean;
  readonly event: TracedEvent;
}

/** One thing named by one event. */
export interface Sighting {
  readonly thing: string;
  readonly event: TracedEvent;
  readonly at: number;
  readonly role: Role;
  readonly quantity: number | undefined;
  /** Where it was before and after. */
  readonly from: Firm | undefined;
  readonly firm: Firm | undefined;
}

export interface Packing {
  readonly child: string;
  readonly parent: string;
  readonly at: number;
  readonly out: boolean;
  readonly quantity: number | undefined;
  readonly firm: Firm | undefined;
  readonly event: TracedEvent;
}

export interface Ledger {
  readonly firmOf: (uri: string) => Firm;
  /** The names under which the events know a firm. */
  readonly namesOf: (firm: Firm) => readonly string[];
  readonly events: readonly TracedEvent[];
  readonly makings: readonly Making[];
  readonly makingsOf: ReadonlyMap<string, readonly Making[]>;
  readonly usesOf: ReadonlyMap<
    string,
    readonly { readonly making: Making; readonly at: number; readonly quantity: number | undefined }[]
  >;
  /** What a thing went into, by whatever part of the process it was put in. */
  readonly intoOf: ReadonlyMap<string, readonly { readonly making: Making; readonly at: number }[]>;
  readonly movementsOf: ReadonlyMap<string, readonly Movement[]>;
  readonly endingsOf: ReadonlyMap<string, readonly Ending[]>;
  readonly sightingsOf: ReadonlyMap<string, readonly Sighting[]>;
  readonly packingsOf: ReadonlyMap<string, readonly Packing[]>;
  readonly loadsOf: ReadonlyMap<string, readonly Packing[]>;
  /** Units of a lot, with the event that says so. */
  readonly unitsOf: ReadonlyMap<string, readonly { readonly unit: string; readonly event: TracedEvent }[]>;
  /** The lot a unit is said to belong to. */
  readonly lotOf: ReadonlyMap<string, string>;
  readonly byFirm: ReadonlyMap<Firm, readonly Sighting[]>;
  readonly containers: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  /** Firms between which a movement is recorded. */
  readonly partners: ReadonlyMap<Firm, ReadonlySet<Firm>>;
  /** The base unit in which amounts of a thing are kept. */
  readonly uomOf: ReadonlyMap<string, string>;
}

export interface LedgerOptions {
  /** The firm of a party or place; itself unless somebody knows better. */
  readonly firmOf?: (uri: string) => Firm;
}

const sales = new Set(['retail_selling', 'dispensing']);
const stocktakes = new Set(['stock_taking', 'cycle_counting']);
const classOnly = /^https:\/\/id\.gs1\.org\/01\/\d{14}$/;
/** Rows beside the part that a thing plays. */
const beside: ReadonlySet<Role> = new Set([role.state, role.lot, role.transformation, role.treated]);
const asContainer: ReadonlySet<Role> = new Set([role.parentAdd, role.parentDelete, role.parentObserve, role.parentEmptied]);
const packed: readonly Role[] = [role.childAdd, role.childObserve, role.childDelete];

/** A product without lot or serial number. */
export const isClass = (thing: string): boolean => classOnly.test(thing);
/** The product of a lot or unit; undefined where the identifier does not tell. */
export const classOf = (thing: string): string | undefined => /^https:\/\/id\.gs1\.org\/01\/\d{14}(?=\/|$)/.exec(thing)?.[0];
/** A logistic unit: one load, kept until it is opened (GS1 General Specifications §2.2.1). Every other container is used again. */
export const isLogisticUnit = (thing: string): boolean => thing.startsWith('https://id.gs1.org/00/');
/** Crates, installations, people, places, vehicles: what goods are in and on, and nobody makes of them (GRAI, GIAI, GSRN, GLN, plate, VIN). */
export const isEquipment = (thing: string): boolean =>
  /^(?:https:\/\/id\.gs1\.org\/(?:8003|8004|8017|8018|414|417|254)\/|urn:zhuisu:(?:plate|vin):)/.test(thing);
export const isStocktake = ({ event: { facts } }: Sighting): boolean =>
  stocktakes.has(facts.step ?? '') && facts.action === 'OBSERVE';

export function ledgerOf(unordered: readonly TracedEvent[], { firmOf: registered = (uri) => uri }: LedgerOptions = {}): Ledger {
  const events = [...unordered].sort(inOrder);
  const { firmOf, namesOf } = aliasesIn(events, registered);
  const makings: Making[] = [];
  const makingsOf = new Map<string, Making[]>();
  const usesOf = new Map<string, { making: Making; at: number; quantity: number | undefined }[]>();
  const intoOf = new Map<string, { making: Making; at: number }[]>();
  const endingsOf = new Map<string, Ending[]>();
  const sightingsOf = new Map<string, Sighting[]>();
  const packingsOf = new Map<string, Packing[]>();
  const loadsOf = new Map<string, Packing[]>();
  const unitsOf = new Map<string, { unit: string; event: TracedEvent }[]>();
  const lotOf = new Map<string, string>();
  const byFirm = new Map<Firm, Sighting[]>();
  const containers = new Set<string>();
  const classes = new Set<string>();
  const uomOf = new Map<string, string>();
  const moved: Moved[] = [];

  /** In the base unit of the thing; undefined where the event leaves it open or states it in another dimension. */
  const amount = ({ id, quantity, uom, byClass }: Participant): number | undefined => {
    if (!byClass) return 1;
    if (quantity === undefined) return undefined;
    const base = uomOf.get(id) ?? baseOf(uom);
    uomOf.set(id, base);
    return convert({ value: quantity, uom }, base);
  };
  for (const event of events) {
    for (const each of event.facts.participants) {
      if (asContainer.has(each.role) || isLogisticUnit(each.id)) containers.add(each.id);
      if (each.byClass) classes.add(each.id);
    }
  }
  const processes = processesOf(events);
  for (const event of events) {
    const { facts } = event;
    const { step = '', at } = facts;
    const movement = movementOf(event);
    const known = (uri: string | undefined): Firm | undefined => (uri === undefined ? undefined : firmOf(uri));
    const place = known(movement.place);
    const leaves = step === 'shipping' && facts.action !== 'DELETE';
    const voids = step === 'void_shipping';
    const arrives = step === 'receiving' || step === 'accepting' || step === 'arriving';
    const from =
      leaves || voids ? (known(movement.from) ?? known(facts.readPoint) ?? place) : arrives ? known(movement.from) : place;
    const to =
      leaves || voids
        ? (known(movement.to) ?? known(movement.destination))
        : arrives
          ? (known(movement.to) ?? place ?? known(movement.destination))
          : undefined;
    const firm = arrives ? to : (from ?? place);
    const making = makingIn(event, firm, processes);
    if (making !== undefined) {
      makings.push(making);
      for (const { id } of making.outputs) push(makingsOf, id, making);
      for (const input of making.inputs) push(intoOf, input.thing, { making, at: input.at });
      for (const each of facts.participants)
        if (each.role === role.input || each.role === role.applied) push(usesOf, each.id, { making, at, quantity: amount(each) });
    }
    const container = facts.participants.find((each) => asContainer.has(each.role))?.id;
    for (const each of facts.participants) {
      if (beside.has(each.role)) continue;
      const quantity = amount(each);
      const sighting: Sighting = {
        thing: each.id,
        event,
        at,
        role: each.role,
        quantity,
        from: leaves || arrives ? from : firm,
        firm,
      };
      push(sightingsOf, each.id, sighting);
      for (const where of new Set([sighting.from, firm, leaves ? to : undefined]))
        if (where !== undefined) push(byFirm, where, sighting);
      if (each.lot !== undefined) {
        lotOf.set(each.id, each.lot);
        push(unitsOf, each.lot, { unit: each.id, event });
      }
      if (packed.includes(each.role) && container !== undefined) {
        const packing = { child: each.id, parent: container, at, out: each.role === role.childDelete, quantity, firm, event };
        push(packingsOf, each.id, packing);
        push(loadsOf, container, packing);
      }
      const named = each.role === role.observed || each.role === role.observedDelete;
      const way = leaves ? 'out' : step === 'receiving' ? 'in' : step === 'void_shipping' ? 'void' : undefined;
      if (named && way !== undefined)
        moved.push({ thing: each.id, from, to, quantity, event, way, documents: movement.documents });
      const gone = each.role === role.observedDelete || (each.role === role.observed && endsIn(event));
      if (gone) push(endingsOf, each.id, { thing: each.id, at, firm, quantity, sold: sales.has(step), event });
    }
    for (const each of facts.participants)
      if (each.role === role.parentEmptied)
        for (const load of loadsOf.get(each.id) ?? []) {
          const last = loadsOf.get(each.id)!.findLast(({ child }) => child === load.child)!;
          if (last === load && !load.out) {
            const out = { ...load, at, out: true, quantity: undefined, firm, event };
            push(packingsOf, load.child, out);
            push(loadsOf, each.id, out);
          }
        }
  }
  const movementsOf = new Map<string, Movement[]>();
  const partners = new Map<Firm, Set<Firm>>();
  for (const movement of withContents(matched(moved), loadsOf)) {
    push(movementsOf, movement.thing, movement);
    const { from, to } = movement;
    if (from === undefined || to === undefined || from === to) continue;
    const own = partners.get(from) ?? new Set();
    partners.set(from, own.add(to));
  }
  return {
    firmOf,
    namesOf,
    events,
    makings,
    makingsOf,
    usesOf,
    intoOf,
    movementsOf,
    endingsOf,
    sightingsOf,
    packingsOf,
    loadsOf,
    unitsOf,
    lotOf,
    byFirm,
    containers,
    classes,
    partners,
    uomOf,
  };
}

function endsIn({ facts }: TracedEvent): boolean {
  return sales.has(facts.step ?? '') ||
    facts.step === 'destroying' ||
    facts.step === 'decommissioning' ||
    facts.disposition === 'retail_sold'
    ? true
    : facts.disposition !== undefined && unfitDispositions.has(facts.disposition) && facts.disposition === 'destroyed';
}

/** Parts of processes by their id. */
function processesOf(events: readonly TracedEvent[]): Map<string, TracedEvent[]> {
  const processes = new Map<string, TracedEvent[]>();
  for (const event of events)
    for (const { id, role: as } of event.facts.participants) if (as === role.transformation) push(processes, id, event);
  return processes;
}

function makingIn(
  event: TracedEvent,
  firm: Firm | undefined,
  processes: ReadonlyMap<string, readonly TracedEvent[]>,
): Making | undefined {
  const { participants, at, type } = event.facts;
  const transforms = type === 'TransformationEvent';
  // What is used on a thing becomes part of it: the thing is made once more, of that.
  const used = participants.some(({ role: as }) => as === role.applied);
  const made = transforms ? role.output : used ? role.treated : role.observedAdd;
  const outputs = participants.filter(({ role: as }) => as === made);
  const process = participants.find(({ role: as }) => as === role.transformation)?.id;
  const parts = process === undefined ? [event] : processes.get(process)!;
  const inputs = parts.flatMap((part) =>
    part.facts.at > at
      ? []
      : part.facts.participants
          .filter((each) => each.role === role.input || each.role === role.applied)
          .map(({ id }) => ({ thing: id, at: part.facts.at })),
  );
  if (outputs.length === 0 && !participants.some((each) => each.role === role.input)) return undefined;
  const classes = inputs.filter(({ thing }) => isClass(thing)).map(({ thing }) => thing);
  // Of units whose lot is told the lot is the origin; a process told in parts may lack one of them.
  const ofLots = !transforms && outputs.length > 0 && outputs.every(({ lot }) => lot !== undefined);
  const complete = ofLots || (transforms && process === undefined && inputs.length > 0 && classes.length === 0);
  return { event, at, firm, outputs, inputs, complete, classes };
}

export function push<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
