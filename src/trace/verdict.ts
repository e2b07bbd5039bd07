/** May I use it? One verdict from what is recorded; the worst finding wins. Pure: the day is given. */

import { unfitDispositions } from '../events/index.ts';
import { inOrder } from './order.ts';
import type { Evidence } from './trace.ts';
import type { TraceAnswer, TracedEvent, TraceStep } from './types.ts';

/**
 * In order of precedence. `not_issued`: in the form of this platform’s codes, and never given out. `void`: taken back by who issued it.
 * `not_active`: given out, and nothing recorded yet. `not_recorded`: the code is well formed and nothing is known of it. `elsewhere`: the
 * code of a unit that was sold, and that is looked up unusually often since, or was
 * sold once more without coming back. `sold`: a unit that a consumer has bought already.
 */
export type VerdictKind =
  | 'not_issued'
  | 'recalled'
  | 'void'
  | 'unfit'
  | 'expired'
  | 'not_active'
  | 'not_recorded'
  | 'elsewhere'
  | 'gaps'
  | 'sold'
  | 'in_order';

export interface Verdict {
  readonly kind: VerdictKind;
  /** The thing the finding is about: the root, or something it was made of. */
  readonly about?: string;
  /** eventID that shows it. */
  readonly event?: string;
  /** Disposition, or the date it was to be used by. */
  readonly detail?: string;
  /** eventID of the sale of the unit to a consumer, where that is the last that happened to it. */
  readonly sold?: string;
}

/** `day` is the calendar day of the question, `YYYY-MM-DD`; `spoken` an expiry date in the scanned code itself. */
export function judge(answer: TraceAnswer, evidence: Evidence, day: string, spoken?: string): Verdict {
  const stated = statedOf(evidence);
  // A recall of what it was made of is a recall of it; that an ingredient was used up or an old crate destroyed is not.
  const upstream = new Set(answer.nodes.filter(({ side }) => side !== 'down').map(({ id }) => id));
  for (const { id, disposition, event } of stated) {
    if (disposition === 'recalled' && upstream.has(id)) return { kind: 'recalled', about: id, event, detail: disposition };
  }
  const own = stated.find(({ id, disposition }) => id === answer.root && unfitDispositions.has(disposition));
  if (own !== undefined)
    return {
      kind: own.disposition === 'expired' ? 'expired' : 'unfit',
      about: own.id,
      event: own.event,
      detail: own.disposition,
    };
  const until = earliest([...evidence.made.flatMap(useBy), ...(spoken === undefined ? [] : [{ date: spoken }])]);
  if (until !== undefined && until.date < day) {
    return {
      kind: 'expired',
      about: answer.root,
      detail: until.date,
      ...(until.event === undefined ? {} : { event: until.event }),
    };
  }
  if (!answer.recorded) return { kind: 'not_recorded' };
  const sale = saleOf(answer);
  const sold = sale === undefined ? {} : { sold: sale.event };
  if (sale !== undefined && sale.times > 1)
    return { kind: 'elsewhere', about: answer.root, event: sale.event, detail: 'twice', ...sold };
  const [gap] = evidence.gaps;
  if (gap !== undefined) return { kind: 'gaps', about: gap.id, event: gap.event, detail: gap.kind, ...sold };
  return sale === undefined ? { kind: 'in_order' } : { kind: 'sold', about: answer.root, event: sale.event, ...sold };
}

const selling: ReadonlySet<string> = new Set(['retail_selling', 'dispensing']);
const soldStates: ReadonlySet<string> = new Set(['retail_sold', 'dispensed']);
/** Looking at a thing does not bring it back. */
const looking: ReadonlySet<string> = new Set(['inspecting', 'sampling', 'sensor_reporting', 'cycle_counting', 'holding']);

/**
 * The sale to a consumer, of a single unit, when it is the last that happened to it, and how often it was sold without coming back in
 * between: what was returned, taken back into stock or filled anew is no longer sold. Of lots parts are sold all the time.
 */
function saleOf({ root, nodes, steps }: TraceAnswer): { readonly event: string; readonly times: number } | undefined {
  const kind = nodes.find(({ id }) => id === root)?.kind;
  if (kind === 'lot' || kind === 'class' || kind === 'hidden' || root.startsWith('https://id.gs1.org/00/')) return undefined;
  const own = steps.filter(
    ({ things, bizStep }) =>
      !looking.has(bizStep ?? '') &&
      things.some(({ id, as, quantity }) => id === root && as !== 'inside' && quantity === undefined),
  );
  const isSale = ({ bizStep, disposition }: TraceStep): boolean =>
    selling.has(bizStep ?? '') || soldStates.has(disposition ?? '');
  const sales = own.slice(own.findLastIndex((step) => !isSale(step)) + 1);
  const last = sales.at(-1);
  return last === undefined ? undefined : { event: last.eventID, times: sales.length };
}

/** The lasting states that hold at the end: set and not unset since; a plain disposition counts until a later one of the same thing. */
function statedOf({ states }: Evidence): { id: string; disposition: string; event: string }[] {
  const held = new Map<string, { id: string; disposition: string; event: string; passing: boolean }>();
  const ordered = [...states].sort((a, b) => inOrder(a.event, b.event));
  for (const { id, event } of ordered) {
    const { set = [], unset = [] } =
      (event.event as { persistentDisposition?: { set?: string[]; unset?: string[] } }).persistentDisposition ?? {};
    for (const each of unset) held.delete(`${id}\n${plain(each)}`);
    for (const each of set)
      held.set(`${id}\n${plain(each)}`, { id, disposition: plain(each), event: event.eventID, passing: false });
    const { disposition } = event.facts;
    for (const [key, each] of held) if (each.id === id && each.passing && each.disposition !== 'recalled') held.delete(key);
    if (disposition !== undefined && unfitDispositions.has(disposition) && !unset.some((each) => plain(each) === disposition)) {
      held.set(`${id}\n${disposition}`, { id, disposition, event: event.eventID, passing: true });
    }
  }
  return [...held.values()];
}

const plain = (disposition: string): string => disposition.replace(/^.*[:-]/, '');

/** CBV 2.0 §9.1 ilmd attributes that end the time of use. */
const useByNames = /(?:^|[:/#])(?:itemExpirationDate|expirationDate|bestBeforeDate|sellByDate)$/;

function useBy({ event, eventID }: TracedEvent): { date: string; event?: string }[] {
  const ilmd = (event as { ilmd?: Record<string, unknown> }).ilmd ?? {};
  return Object.entries(ilmd).flatMap(([name, value]) =>
    useByNames.test(name) && typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)
      ? [{ date: value.slice(0, 10), event: eventID }]
      : [],
  );
}

function earliest<Item extends { date: string }>(items: readonly Item[]): Item | undefined {
  return items.reduce<Item | undefined>(
    (first, each) => (first === undefined || each.date < first.date ? each : first),
    undefined,
  );
}
