/**
 * The records as a book: for each thing what made it, where it went, what it went into, what it was packed in, where it was seen; for
 * each firm what happened there. Built once from a set of events, in their order; everything that a scope is computed from is read here.
 * Cost: one pass over the events and their participants.
 */
import { type Participant, type Role, role, unfitDispositions } from '../../events/index.ts';
import { baseOf, convert } from '../../events/units.ts';
import { movementOf } from '../history.ts';
import { inOrder } from '../order.ts';
import { atOnce, everyFew, type Steps } from '../turns.ts';
import type { TracedEvent } from '../types.ts';
import { type Aliases, aliasSteps } from './aliases.ts';
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

/** All that is recorded of one thing: one look-up, whatever is asked of it. Lists are in the order of the events. */
export interface Page {
  readonly makings: readonly Making[];
  readonly uses: readonly { readonly making: Making; readonly at: number; readonly quantity: number | undefined }[];
  /** What it went into, by whatever part of the process it was put in. */
  readonly into: readonly { readonly making: Making; readonly at: number }[];
  readonly movements: readonly Movement[];
  readonly endings: readonly Ending[];
  readonly sightings: readonly Sighting[];
  /** It in containers. */
  readonly packings: readonly Packing[];
  /** What was in it. */
  readonly loads: readonly Packing[];
  /** Units of the lot, with the event that says so. */
  readonly units: readonly { readonly unit: string; readonly event: TracedEvent }[];
  /** The lot the unit is said to belong to. */
  readonly lot: string | undefined;
  readonly container: boolean;
  /** Named by lot or product, with an amount. */
  readonly byClass: boolean;
  /** The base unit in which its amounts are kept. */
  readonly uom: string | undefined;
}

export interface Ledger {
  readonly firmOf: (uri: string) => Firm;
  /** The names under which the events know a firm. */
  readonly namesOf: (firm: Firm) => readonly string[];
  /** All names under which somebody was met. */
  readonly names: () => readonly string[];
  readonly events: readonly TracedEvent[];
  readonly makings: readonly Making[];
  /** An empty page where nothing is recorded of it. */
  readonly page: (thing: string) => Page;
  readonly pages: ReadonlyMap<string, Page>;
  /** Firms between which a movement is recorded. */
  readonly partners: ReadonlyMap<Firm, ReadonlySet<Firm>>;
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

export const ledgerOf = (events: readonly TracedEvent[], options?: LedgerOptions): Ledger => atOnce(ledgerSteps(events, options));

export function* ledgerSteps(unordered: readonly TracedEvent[], { firmOf }: LedgerOptions = {}): Steps<Ledger> {
  const events = [...unordered].sort(inOrder);
  return yield* ledgerOfFirms(events, yield* aliasSteps(events, firmOf));
}

/** Of events in their order, by firms that are known. */
export function* ledgerOfFirms(events: readonly TracedEvent[], { firmOf, namesOf, names }: Aliases): Steps<Ledger> {
  const makings: Making[] = [];
  const pages = new Map<string, Writing>();
  const moved: Moved[] = [];
  const pageOf = (thing: string): Writing => {
    let page = pages.get(thing);
    if (page === undefined) {
      page = { ...blank };
      pages.set(thing, page);
    }
    return page;
  };

  /** In the base unit of the thing; undefined where the event leaves it open or states it in another dimension. */
  const amount = ({ quantity, uom, byClass }: Participant, page: Writing): number | undefined => {
    if (!byClass) return 1;
    if (quantity === undefined) return undefined;
    page.uom ??= baseOf(uom);
    return convert({ value: quantity, uom }, page.uom);
  };
  for (const event of events) {
    for (const each of event.facts.participants) {
      const page = pageOf(each.id);
      if (asContainer.has(each.role) || isLogisticUnit(each.id)) page.container = true;
      if (each.byClass) page.byClass = true;
    }
  }
  const processes = processesOf(events);
  let count = 0;
  for (const event of events) {
    if (everyFew(count++)) yield;
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
      for (const { id } of making.outputs) write(pageOf(id), 'makings', making);
      for (const input of making.inputs) write(pageOf(input.thing), 'into', { making, at: input.at });
      for (const each of facts.participants) {
        if (each.role !== role.input && each.role !== role.applied) continue;
        const page = pageOf(each.id);
        write(page, 'uses', { making, at, quantity: amount(each, page) });
      }
    }
    const container = facts.participants.find((each) => asContainer.has(each.role))?.id;
    for (const each of facts.participants) {
      if (beside.has(each.role)) continue;
      const page = pageOf(each.id);
      const quantity = amount(each, page);
      const sighting: Sighting = {
        thing: each.id,
        event,
        at,
        role: each.role,
        quantity,
        from: leaves || arrives ? from : firm,
        firm,
      };
      write(page, 'sightings', sighting);
      if (each.lot !== undefined) {
        page.lot = each.lot;
        write(pageOf(each.lot), 'units', { unit: each.id, event });
      }
      if (packed.includes(each.role) && container !== undefined) {
        const packing = { child: each.id, parent: container, at, out: each.role === role.childDelete, quantity, firm, event };
        write(page, 'packings', packing);
        write(pageOf(container), 'loads', packing);
      }
      const named = each.role === role.observed || each.role === role.observedDelete;
      const way = leaves ? 'out' : step === 'receiving' ? 'in' : step === 'void_shipping' ? 'void' : undefined;
      if (named && way !== undefined)
        moved.push({ thing: each.id, from, to, quantity, event, way, documents: movement.documents });
      const gone = each.role === role.observedDelete || (each.role === role.observed && endsIn(event));
      if (gone) write(page, 'endings', { thing: each.id, at, firm, quantity, sold: sales.has(step), event });
    }
    for (const each of facts.participants) {
      if (each.role !== role.parentEmptied) continue;
      const page = pageOf(each.id);
      for (const load of page.loads) {
        const last = page.loads.findLast(({ child }) => child === load.child)!;
        if (last !== load || load.out) continue;
        const out = { ...load, at, out: true, quantity: undefined, firm, event };
        write(pageOf(load.child), 'packings', out);
        write(page, 'loads', out);
      }
    }
  }
  const partners = new Map<Firm, Set<Firm>>();
  yield;
  const whole = matched(moved);
  yield;
  for (const movement of withContents(whole, (unit) => pages.get(unit)?.loads ?? none)) {
    write(pageOf(movement.thing), 'movements', movement);
    const { from, to } = movement;
    if (from === undefined || to === undefined || from === to) continue;
    const own = partners.get(from) ?? new Set();
    partners.set(from, own.add(to));
  }
  return { firmOf, namesOf, names, events, makings, page: (thing) => pages.get(thing) ?? blank, pages, partners };
}

const none: readonly never[] = [];
/** Most lists of most pages stay empty: they share one. */
const blank: Page = {
  makings: none,
  uses: none,
  into: none,
  movements: none,
  endings: none,
  sightings: none,
  packings: none,
  loads: none,
  units: none,
  lot: undefined,
  container: false,
  byClass: false,
  uom: undefined,
};

type Writing = { -readonly [Key in keyof Page]: Page[Key] };
type Lists = { [Key in keyof Page as Page[Key] extends readonly unknown[] ? Key : never]: Page[Key] };

function write<Key extends keyof Lists>(page: Writing, list: Key, entry: Lists[Key][number]): void {
  const own = page[list] as Lists[Key][number][];
  if (own.length === 0) (page as Record<Key, unknown>)[list] = [entry];
  else own.push(entry);
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
