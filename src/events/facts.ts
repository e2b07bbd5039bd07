/**
 * What an event says about things, reduced to what the log indexes and the trace walks: who took part in which role, when, where.
 * One function serves the capture path, the store's readers and the in-memory walk, so that they cannot disagree.
 */
import { canonicalUri, lotOf } from '../codes/index.ts';
import { expandCurie, type Prefixes } from './context.ts';
import { type EpcisEvent, eventShapes } from './model.ts';
import { epochMicros } from './time.ts';
import { canonicalVocabulary } from './vocabulary.ts';

/**
 * The part a thing plays in an event. The numbers are stored in the link index: never renumber, only add.
 * `lot` marks the lot to which the instances of the event belong; `transformation` the id that ties several events to one process.
 */
export const role = {
  observed: 1,
  observedAdd: 2,
  observedDelete: 3,
  input: 4,
  output: 5,
  childAdd: 6,
  childDelete: 7,
  childObserve: 8,
  parentAdd: 9,
  parentDelete: 10,
  parentObserve: 11,
  /** A DELETE that lists no children: everything inside comes out (EPCIS 2.0 §7.4.3). */
  parentEmptied: 12,
  partAdd: 13,
  partDelete: 14,
  partObserve: 15,
  wholeAdd: 16,
  wholeDelete: 17,
  wholeObserve: 18,
  wholeEmptied: 19,
  transactionParent: 20,
  lot: 21,
  transformation: 22,
  /** The event sets or ends a state that outlives it: the row by which a recall is found, however long the history. */
  state: 23,
  /** What an observation says to have been used on its things, such as a pesticide on a crop; and those things. */
  applied: 24,
  treated: 25,
} as const;
export type Role = (typeof role)[keyof typeof role];

export interface Participant {
  readonly role: Role;
  /** Canonical URI. */
  readonly id: string;
  /** Stated for class-level identifiers; undefined when the amount was left open. */
  readonly quantity?: number | undefined;
  /** UN/ECE Recommendation 20 code; undefined means a count of pieces. */
  readonly uom?: string | undefined;
  /** True for entries of quantity lists: a lot or class, not one thing. */
  readonly byClass: boolean;
  /** Canonical URI of the lot an instance belongs to, where the event tells. */
  readonly lot?: string | undefined;
}

export interface EventFacts {
  readonly type: string;
  readonly action: string | undefined;
  /** Event time, microseconds since 1970 UTC. */
  readonly at: number;
  readonly step: string | undefined;
  readonly disposition: string | undefined;
  readonly readPoint: string | undefined;
  readonly bizLocation: string | undefined;
  readonly eventID: string | undefined;
  /** True when the event declares an earlier event of the same id to be in error. */
  readonly declaresError: boolean;
  readonly participants: readonly Participant[];
}

/**
 * Of the rows of one thing those of events that may say in which state it is: what goes into something is not what comes out (EPCIS 2.0
 * §7.4.6), and a lot is not its instances. Of dispositions this holds for the unfit ones.
 */
export const mayState = (as: Role): boolean => !(statedRoles.has(as) || silentRoles.has(as));

/**
 * In these roles a thing passes through an event that says neither what the thing was made of or lay in, nor in which state it is: a lot
 * that is used again and again has thousands of such rows. All other roles are telling.
 */
export const passingRoles: readonly Role[] = [
  role.observed,
  role.observedDelete,
  role.input,
  role.lot,
  role.transformation,
  role.applied,
];
const passing: ReadonlySet<Role> = new Set(passingRoles);
export const isTelling = (as: Role): boolean => !passing.has(as);

const silentRoles: ReadonlySet<Role> = new Set([role.input, role.lot, role.transformation, role.applied, role.treated]);

type Loose = Readonly<Record<string, unknown>>;

interface QuantityElement {
  readonly epcClass: string;
  readonly quantity?: number | undefined;
  readonly uom?: string | undefined;
}

/** Lists and roles of an event with a parent, by action: [child, parent, parent when no child is listed]. */
const packing: Readonly<Record<string, readonly [Role, Role, Role]>> = {
  ADD: [role.childAdd, role.parentAdd, role.parentAdd],
  DELETE: [role.childDelete, role.parentDelete, role.parentEmptied],
  OBSERVE: [role.childObserve, role.parentObserve, role.parentObserve],
};
const association: Readonly<Record<string, readonly [Role, Role, Role]>> = {
  ADD: [role.partAdd, role.wholeAdd, role.wholeAdd],
  DELETE: [role.partDelete, role.wholeDelete, role.wholeEmptied],
  OBSERVE: [role.partObserve, role.wholeObserve, role.wholeObserve],
};
const seen: Readonly<Record<string, Role>> = { ADD: role.observedAdd, DELETE: role.observedDelete, OBSERVE: role.observed };

/** Reads the facts of a valid event. `prefixes` are those of its document and its own `@context`. */
export function factsOf(event: EpcisEvent, prefixes: Prefixes): EventFacts {
  const e = event as unknown as Loose;
  const type = e.type as string;
  const action = e.action as string | undefined;
  // Of an event type of somebody's own, only the members common to all events have a known shape.
  if (!Object.hasOwn(eventShapes, type)) return { ...nothingKnown, type, at: epochMicros(e.eventTime as string), ...identity(e) };
  const step = e.bizStep as string | undefined;
  const stated = e.disposition as string | undefined;
  const disposition = stated === undefined ? undefined : canonicalVocabulary('disposition', stated, prefixes);
  return {
    type,
    action,
    at: epochMicros(e.eventTime as string),
    step: step === undefined ? undefined : canonicalVocabulary('bizStep', step, prefixes),
    disposition,
    readPoint: placeOf(e.readPoint, prefixes),
    bizLocation: placeOf(e.bizLocation, prefixes),
    ...identity(e),
    participants: participantsOf({ type, action, disposition }, e, prefixes),
  };
}

const nothingKnown = {
  action: undefined,
  step: undefined,
  disposition: undefined,
  readPoint: undefined,
  bizLocation: undefined,
  participants: [],
} as const;

const identity = (e: Loose): Pick<EventFacts, 'eventID' | 'declaresError'> => ({
  eventID: e.eventID as string | undefined,
  declaresError: e.errorDeclaration !== undefined,
});

/** Dispositions that say "do not use", whatever step follows (CBV 2.0 §7.2), with their names in Chinese, which are ours. */
export const unfitNames: Readonly<Record<string, string>> = {
  recalled: '已召回',
  expired: '已过期',
  stolen: '被盗',
  destroyed: '已销毁',
  disposed: '已处置',
  damaged: '已损坏',
  non_conformant: '不合格',
};
export const unfitDispositions: ReadonlySet<string> = new Set(Object.keys(unfitNames));
/** In these roles an event that says so has a row of role `state` as well. */
const statedRoles: ReadonlySet<Role> = new Set([
  role.observed,
  role.observedAdd,
  role.observedDelete,
  role.output,
  role.parentAdd,
  role.parentDelete,
  role.parentObserve,
  role.parentEmptied,
]);

/** The canonical form of an identifier as it stands in an event: CURIE expanded, then one spelling for each code. */
export function identityOf(id: string, prefixes: Prefixes): string {
  return canonicalUri(expandCurie(id, prefixes));
}

function placeOf(place: unknown, prefixes: Prefixes): string | undefined {
  const id = (place as { id?: string } | undefined)?.id;
  return id === undefined ? undefined : identityOf(id, prefixes);
}

function participantsOf(
  { type, action, disposition }: Pick<EventFacts, 'type' | 'action' | 'disposition'>,
  e: Loose,
  prefixes: Prefixes,
): Participant[] {
  const found = new Collector(prefixes);
  switch (type) {
    case 'ObjectEvent': {
      const as = seen[action ?? 'OBSERVE'] ?? role.observed;
      found.things(as, e.epcList, madeIn(e.ilmd, prefixes));
      found.classes(as, e.quantityList);
      found.used(usedIn(e, prefixes));
      break;
    }
    case 'AggregationEvent':
    case 'AssociationEvent': {
      const [child, parent, parentAlone] = (type === 'AggregationEvent' ? packing : association)[action ?? 'OBSERVE']!;
      const listed = isFilled(e.childEPCs) || isFilled(e.childQuantityList);
      if (typeof e.parentID === 'string') found.thing(listed ? parent : parentAlone, e.parentID);
      found.things(child, e.childEPCs);
      found.classes(child, e.childQuantityList);
      break;
    }
    case 'TransformationEvent':
      found.things(role.input, e.inputEPCList);
      found.classes(role.input, e.inputQuantityList);
      found.things(role.output, e.outputEPCList, madeIn(e.ilmd, prefixes));
      found.classes(role.output, e.outputQuantityList);
      if (typeof e.transformationID === 'string') found.thing(role.transformation, e.transformationID);
      break;
    case 'TransactionEvent':
      if (typeof e.parentID === 'string') found.thing(role.transactionParent, e.parentID);
      found.things(role.observed, e.epcList);
      found.classes(role.observed, e.quantityList);
      break;
  }
  if (e.persistentDisposition !== undefined || (disposition !== undefined && unfitDispositions.has(disposition))) found.stated();
  return found.participants;
}

const isFilled = (list: unknown): boolean => Array.isArray(list) && list.length > 0;

class Collector {
  readonly participants: Participant[] = [];
  readonly #prefixes: Prefixes;
  readonly #lots = new Set<string>();

  constructor(prefixes: Prefixes) {
    this.#prefixes = prefixes;
  }

  thing(as: Role, id: string, made?: Made): void {
    const canonical = identityOf(id, this.#prefixes);
    const numbered = made?.number === undefined ? undefined : lotOfInstance(canonical, made.number);
    const lot = lotOf(id) ?? made?.lot ?? numbered;
    this.participants.push({ role: as, id: canonical, byClass: false, lot });
    if (lot !== undefined && !this.#lots.has(lot)) {
      this.#lots.add(lot);
      this.participants.push({ role: role.lot, id: lot, byClass: true });
    }
  }

  things(as: Role, list: unknown, made?: Made): void {
    if (Array.isArray(list)) for (const id of list as string[]) this.thing(as, id, made);
  }

  /** What was used on everything that is there so far. */
  used(codes: readonly string[]): void {
    if (codes.length === 0) return;
    const things = this.participants.filter(({ role: as }) => as !== role.lot);
    for (const { id, byClass } of things) this.participants.push({ role: role.treated, id, byClass });
    for (const code of codes) this.thing(role.applied, code);
  }

  stated(): void {
    for (const { role: as, id, byClass } of [...this.participants]) {
      if (statedRoles.has(as)) this.participants.push({ role: role.state, id, byClass });
    }
  }

  classes(as: Role, list: unknown): void {
    if (!Array.isArray(list)) return;
    for (const { epcClass, quantity, uom } of list as QuantityElement[]) {
      this.participants.push({ role: as, id: identityOf(epcClass, this.#prefixes), quantity, uom, byClass: true });
    }
  }
}

/** The lot of all instances that an event makes. */
interface Made {
  /** Of a class that the instance names itself (`cbvmda:lotNumber` in the ilmd, CBV 2.0 §9.1). */
  readonly number: string | undefined;
  /** Named as a whole (`zhuisu:batch` in the ilmd): codes such as 药品追溯码 tell no class. */
  readonly lot: string | undefined;
}

const batchName = 'urn:zhuisu:voc:batch';

/** Members of our vocabulary that name a farm input by its unit code or lot: pesticide or fertiliser, veterinary drug, feed. */
const usedNames = ['inputCode', 'drugCode', 'feedLot'];

function usedIn(e: Loose, prefixes: Prefixes): string[] {
  const found: string[] = [];
  for (const key in e) {
    const name = usedNames.find((each) => key.endsWith(each));
    if (name === undefined || expandCurie(key, prefixes) !== `urn:zhuisu:voc:${name}`) continue;
    for (const code of [e[key]].flat()) if (typeof code === 'string' && code.includes(':')) found.push(code);
  }
  return found;
}

function madeIn(ilmd: unknown, prefixes: Prefixes): Made | undefined {
  if (ilmd === undefined) return undefined;
  const name = Object.keys(ilmd as Loose).find((each) => each.endsWith('batch') && expandCurie(each, prefixes) === batchName);
  const batch = name === undefined ? undefined : (ilmd as Loose)[name];
  return { number: lotNumber(ilmd), lot: typeof batch === 'string' && batch !== '' ? identityOf(batch, prefixes) : undefined };
}

const lotNames = ['cbvmda:lotNumber', 'urn:epcglobal:cbv:mda:lotNumber'];

function lotNumber(ilmd: unknown): string | undefined {
  if (ilmd === undefined) return undefined;
  for (const name of lotNames) {
    const value = (ilmd as Loose)[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** The lot of a serialised trade item: same GTIN, the lot in place of the serial. */
function lotOfInstance(canonical: string, lot: string): string | undefined {
  const serial = canonical.indexOf('/21/');
  if (serial < 0 || !canonical.startsWith('https://id.gs1.org/01/')) return undefined;
  return canonicalUri(`${canonical.slice(0, serial)}/10/${encodeURIComponent(lot)}`);
}
