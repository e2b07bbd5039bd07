/** From the sets to the answer: items, amounts, figures. Pure arithmetic over the ledger. */

import { baseOf } from '../../events/units.ts';
import { everyFew, inTurns, type Steps } from '../turns.ts';
import { assumptions } from './assumptions.ts';
import type { Balance } from './balance.ts';
import { type CallQuestion, callLimits, callsOf, type Patience } from './calls.ts';
import { type Firm, isLogisticUnit, type Ledger } from './ledger.ts';
import type { MayBe } from './possible.ts';
import type { Holding, ItemKind, Range, ScopeAnswer, ScopeFigures, ScopeItem } from './types.ts';
import { everythingVisible, type Visible } from './visible.ts';

/** The share from which a thing counts as likely. */
export const likelyFrom = 0.5;

export async function answerOf(
  question: Omit<CallQuestion, 'counts'>,
  bounds: ScopeAnswer['bounds'],
  visible: Visible = everythingVisible,
  patience: Patience = {},
): Promise<ScopeAnswer> {
  const { ledger, roots, certain, possible } = question;
  const shown = [...possible.things].filter(([id]) => visible.thing(id));
  const items = await inTurns(itemsIn(question, shown, visible));
  const minimum = [...items.values()].filter(({ id }) => certain.things.has(id));
  const likely = [...items.values()].filter(({ share }) => share >= likelyFrom);
  const maximum = [...items.values()];
  const counts = (id: string): boolean => items.has(id) && (!ledger.page(id).container || isLogisticUnit(id));
  const all = await callsOf({ ...question, counts }, callLimits, patience);
  const calls = all
    .filter(({ organisation }) => visible.firm(organisation))
    .map((call) => ({
      ...call,
      // What is missing of what may not be seen is not asked for by name.
      missing: call.missing.filter(
        ({ id, event }) => (id === undefined || items.has(id)) && (event === undefined || visible.event(event)),
      ),
    }));
  const firmsOf = (firms: Iterable<Firm>): Firm[] => [...firms].filter((firm) => firm !== '' && visible.firm(firm)).sort();
  const likelyFirms = new Set(
    likely.flatMap(({ held, sold, gap }) => [...held, ...sold].map(({ organisation }) => organisation).concat(gap ?? [])),
  );
  for (const firm of certain.firms.keys()) likelyFirms.add(firm);
  return {
    roots,
    recorded: [...roots, ...(question.options.maybe ?? [])].some((root) => ledger.page(root).sightings.length > 0),
    minimum,
    likely,
    maximum,
    calls,
    figures: {
      minimum: figuresOf(minimum, firmsOf(certain.firms.keys())),
      likely: figuresOf(likely, firmsOf(likelyFirms)),
      maximum: figuresOf(maximum, firmsOf(possible.firms.keys())),
    },
    assumptions,
    hidden: shown.length < possible.things.size || calls.length < all.length,
    bounds: { ...bounds, more: bounds.more.filter(({ id }) => visible.thing(id)), unread: bounds.unread.filter(visible.firm) },
  };
}

function* itemsIn(
  { ledger, index, certain }: Omit<CallQuestion, 'counts'>,
  shown: readonly (readonly [string, MayBe])[],
  visible: Visible,
): Steps<Map<string, ScopeItem>> {
  const items = new Map<string, ScopeItem>();
  for (const [id, maybe] of shown) {
    if (everyFew(items.size)) yield;
    items.set(id, itemOf(ledger, id, maybe, index.balances(id), certain.things.has(id), visible));
  }
  return items;
}

function itemOf(
  ledger: Ledger,
  id: string,
  { since, share, from, event, gap }: MayBe,
  balances: readonly Balance[],
  certain: boolean,
  visible: Visible,
): ScopeItem {
  const uom = ledger.page(id).uom ?? baseOf(undefined);
  const told = balances.filter(({ firm }) => visible.firm(firm) && visible.amounts(id, firm));
  const whole = told.length === balances.length;
  const limit = (value: number): number | null => (Number.isFinite(value) ? round(value) : null);
  return {
    id,
    kind: kindOf(ledger, id),
    ...(Number.isFinite(since) && (event === undefined || visible.event(event))
      ? { since: new Date(since / 1000).toISOString() }
      : {}),
    share: certain ? 1 : round(share),
    ...(from !== undefined && visible.thing(from) ? { from } : {}),
    ...(event !== undefined && visible.event(event) ? { event } : {}),
    ...(gap !== undefined && gap !== '' && visible.firm(gap) ? { gap } : {}),
    quantity: madeOf(ledger, id, uom, whole),
    held: told
      .filter(({ open }) => open > 0)
      .map(({ firm, open, counted }) => ({
        organisation: firm,
        min: round(Math.min(counted ?? 0, open)),
        max: limit(open),
        uom,
      })),
    // What is unaccounted for may have been sold without a record of the lot.
    sold: told
      .filter(({ sold }) => sold > 0)
      .map(({ firm, sold, open }) => ({ organisation: firm, min: round(sold), max: limit(sold + open), uom })),
  };
}

function madeOf(ledger: Ledger, id: string, uom: string, told: boolean): Range {
  if (!ledger.page(id).byClass) return { min: 1, max: 1, uom };
  if (!told) return { min: 0, max: null, uom };
  const made = ledger
    .page(id)
    .makings.map(({ event }) => ledger.page(id).sightings.find((each) => each.event === event)?.quantity);
  const [amount] = made;
  if (made.length > 0 && amount !== undefined) return { min: round(amount), max: round(amount), uom };
  // Nobody says how much was made: at least what was seen at once.
  const seen = Math.max(0, ...ledger.page(id).sightings.map(({ quantity }) => quantity ?? 0));
  return { min: round(seen), max: null, uom };
}

function kindOf(ledger: Ledger, id: string): ItemKind {
  if (isLogisticUnit(id)) return 'logistic_unit';
  if (ledger.page(id).container) return 'container';
  return ledger.page(id).byClass ? 'lot' : 'instance';
}

function figuresOf(items: readonly ScopeItem[], firms: readonly Firm[]): ScopeFigures {
  const goods = items.filter(({ kind }) => kind === 'lot' || kind === 'instance');
  return {
    lots: items.filter(({ kind }) => kind === 'lot').length,
    units: items.filter(({ kind }) => kind === 'instance').length,
    logisticUnits: items.filter(({ kind }) => kind === 'logistic_unit').length,
    firms,
    quantity: sums(
      goods.map(({ quantity }) => quantity),
      ({ uom }) => uom,
    ),
    held: sums(
      goods.flatMap(({ held }) => held),
      ({ organisation, uom }) => `${organisation}\n${uom}`,
    ),
    sold: sums(
      goods.flatMap(({ sold }) => sold),
      ({ organisation, uom }) => `${organisation}\n${uom}`,
    ),
  };
}

function sums<Row extends Range>(rows: Iterable<Row>, key: (row: Row) => string): Row[] {
  const found = new Map<string, { row: Row; min: number; max: number | null }>();
  for (const row of rows) {
    const name = key(row);
    const before = found.get(name);
    if (before === undefined) found.set(name, { row, min: row.min, max: row.max });
    else {
      before.min += row.min;
      before.max = before.max === null || row.max === null ? null : before.max + row.max;
    }
  }
  return [...found.values()].map(({ row, min, max }) => ({ ...row, min: round(min), max: max === null ? null : round(max) }));
}

const round = (value: number): number => Number(value.toPrecision(12));

export type { Holding };
