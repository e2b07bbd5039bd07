/**
 * Whom to call first: for each firm what is missing of it, and by how much the maximum would shrink if its records were complete and held
 * nothing new. The order is greedy: each next firm is the one whose answer takes most away after those before it have answered.
 * Cost: for each firm looked at and each of the first places what lies beyond the closure of the records, spread anew; both are bounded.
 * Where nothing lies beyond it, nothing is tried.
 */
import type { Certain } from './certain.ts';
import { type GapIndex, nowhere } from './gaps.ts';
import { type Firm, isLogisticUnit, type Ledger } from './ledger.ts';
import { beyondClosure, type Possible, type PossibleOptions } from './possible.ts';
import { recordOf } from './possible-types.ts';

export type MissingKind =
  /** Something was made, and nobody says of which lots. */
  | 'inputs_unknown'
  /** It is first seen here, and nobody says who made it of what. */
  | 'making_unknown'
  | 'amount_unaccounted'
  | 'receipt_missing'
  | 'shipment_missing'
  | 'destination_unknown'
  /** A logistic unit or crate whose load nobody recorded. */
  | 'load_unknown'
  /** Parts may have been built in. */
  | 'parts_unknown'
  /** It takes goods from firms that have something unaccounted for. */
  | 'may_have_received';

export interface Missing {
  readonly kind: MissingKind;
  readonly id: string | undefined;
  readonly event: string | undefined;
  /** Of what is unaccounted for; undefined where the amount itself is unknown. */
  readonly quantity?: number | undefined;
  readonly uom?: string | undefined;
  /** Things by which the maximum shrinks if this record comes in alone and holds nothing new; absent where it was not tried. */
  readonly shrinks?: number | undefined;
}

export interface Call {
  readonly organisation: Firm;
  readonly missing: readonly Missing[];
  /** Things by which the maximum shrinks, after the calls before this one. */
  readonly shrinks: number;
}

export interface CallLimits {
  /** Firms whose answer is tried. */
  readonly candidates: number;
  /** Places of the list that are tried one after another; the rest follows by its own effect. */
  readonly places: number;
  /** Firms that are tried again for the places after the first: those that did most before. */
  readonly again: number;
  /** Single records that are tried, of the firms of the first places. */
  readonly records: number;
}
export const callLimits: CallLimits = { candidates: 60, places: 5, again: 15, records: 60 };
const mostMissing = 20;

export interface CallQuestion {
  readonly ledger: Ledger;
  readonly index: GapIndex;
  readonly roots: readonly string[];
  readonly certain: Certain;
  readonly possible: Possible;
  readonly options: PossibleOptions;
  /** Things that count; of what the asker may not see nothing is counted. */
  readonly counts: (thing: string) => boolean;
}

/** Trying takes a while: `pause` is waited for after each, so that others have their turn; `expired` ends it with what is known. */
export interface Patience {
  readonly pause?: () => Promise<void>;
  readonly expired?: () => boolean;
}

export async function callsOf(
  question: CallQuestion,
  { candidates: most, places, again, records }: CallLimits = callLimits,
  { pause, expired = () => false }: Patience = {},
): Promise<Call[]> {
  const { possible, options } = question;
  const missing = missingBy(question);
  const complete = options.complete ?? new Set();
  const counted = new Map(
    [...missing].map(([firm, list]) => [firm, list.filter(({ kind }) => kind !== 'may_have_received').length] as const),
  );
  const own = (firm: Firm): number => counted.get(firm)!;
  const effects = new Map<Firm, number>();
  const byEffect = (a: Firm, b: Firm): number =>
    (effects.get(b) ?? 0) - (effects.get(a) ?? 0) || own(b) - own(a) || (a < b ? -1 : 1);
  let waiting = [...missing.keys()].filter((firm) => firm !== nowhere && !complete.has(firm)).sort(byEffect);
  const answered = new Set(complete);
  const calls: Call[] = [];
  const { closure } = possible;
  const recorded = sizeOf(closure, question.counts);
  const sizeWith = (tried: Pick<PossibleOptions, 'complete' | 'settled'>): number => {
    let size = recorded;
    for (const thing of beyondClosure({ ...question, options: { ...options, ...tried } }, closure).keys())
      if (!closure.things.has(thing) && question.counts(thing)) size++;
    return size;
  };
  const whole = sizeOf(possible, question.counts);
  let size = whole;
  let tried = 0;
  /** Each record by itself, as long as there are not too many: somebody on the telephone asks for one after another. */
  const record = async (firm: Firm, each: Missing): Promise<Missing> => {
    if (each.id === undefined || tried >= records || expired()) return each;
    if (whole === recorded) return { ...each, shrinks: 0 };
    tried++;
    const settled = new Set([recordOf(firm, each.id)]);
    const shrinks = whole - sizeWith({ settled });
    await pause?.();
    return { ...each, shrinks };
  };
  const listed = (organisation: Firm): Call => ({
    organisation,
    missing: missing.get(organisation)!.slice(0, mostMissing),
    shrinks: effects.get(organisation) ?? 0,
  });
  for (let place = 0; place < places && waiting.length > 0 && !expired(); place++) {
    for (const firm of waiting.slice(0, place === 0 ? most : again)) {
      if (expired()) break;
      effects.set(firm, size === recorded ? 0 : size - sizeWith({ complete: new Set([...answered, firm]) }));
      await pause?.();
    }
    waiting = waiting.sort(byEffect);
    const first = waiting[0]!;
    calls.push(listed(first));
    answered.add(first);
    size -= effects.get(first) ?? 0;
    waiting = waiting.slice(1);
  }
  const first: Call[] = [];
  for (const call of calls) {
    const missing: Missing[] = [];
    for (const each of call.missing) missing.push(await record(call.organisation, each));
    // The sort is stable: what was not tried stays where it was.
    first.push({ ...call, missing: missing.sort((a, b) => (b.shrinks ?? -1) - (a.shrinks ?? -1)) });
  }
  return [...first, ...waiting.map(listed)];
}

function sizeOf({ things }: Pick<Possible, 'things'>, counts: (thing: string) => boolean): number {
  let size = 0;
  for (const thing of things.keys()) if (counts(thing)) size++;
  return size;
}

/** What is missing of each firm, what weighs most first. */
export function missingBy({ ledger, possible }: Pick<CallQuestion, 'ledger' | 'possible'>): Map<Firm, Missing[]> {
  const missing = new Map<Firm, Missing[]>();
  const told = new Set<string>();
  const add = (firm: Firm | undefined, each: Missing): void => {
    if (firm === undefined) return;
    const key = `${firm}\n${each.kind}\n${each.id}\n${each.event}`;
    if (told.has(key)) return;
    told.add(key);
    const own = missing.get(firm);
    if (own === undefined) missing.set(firm, [each]);
    else own.push(each);
  };
  for (const { thing, balance } of possible.unaccounted) {
    const known = Number.isFinite(balance.open);
    add(balance.firm, {
      kind: 'amount_unaccounted',
      id: thing,
      event: undefined,
      ...(known ? { quantity: balance.open, uom: ledger.page(thing).uom } : {}),
    });
  }
  for (const [thing, { gap, event }] of possible.things) {
    for (const { from, to, shipped, received } of ledger.page(thing).movements) {
      if (to === undefined) add(from, { kind: 'destination_unknown', id: thing, event: shipped?.eventID });
      if (received === undefined) add(to, { kind: 'receipt_missing', id: thing, event: shipped!.eventID });
      if (shipped === undefined) add(from, { kind: 'shipment_missing', id: thing, event: received!.eventID });
    }
    if (gap === undefined) continue;
    const made = ledger.page(thing).makings.length > 0;
    const kind: MissingKind =
      ledger.page(thing).container || isLogisticUnit(thing) ? 'load_unknown' : made ? 'inputs_unknown' : 'making_unknown';
    add(gap, { kind, id: thing, event });
  }
  for (const firm of possible.open.keys())
    if (!missing.has(firm)) add(firm, { kind: 'may_have_received', id: undefined, event: undefined });
  return missing;
}
