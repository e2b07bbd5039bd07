/** What came, what went, what is left by lot, from the events a firm may see. Pure. */
import { nameFields } from '../../../src/categories/shown/names.ts';
import { canonical, type EventTold, inputsOf, outputsOf, partiesOf, type Thing, thingsOf, wordOf } from '../lib/events.ts';

export interface LotRow {
  readonly code: string;
  readonly unit: string;
  /** What a record calls it. */
  name?: string;
  came: number;
  went: number;
  last: string;
}

const incoming = new Set([
  'receiving',
  'accepting',
  'commissioning',
  'creating_class_instance',
  'harvesting',
  'collecting',
  'returning',
]);
const outgoing = new Set(['shipping', 'retail_selling', 'dispensing', 'destroying', 'decommissioning', 'consuming']);

/**
 * A balance for each lot and unit. What others shipped to us counts when we take it in, not before; what our buyers received was
 * counted when we shipped it. `own`: URIs of our places, names of ours among them; without it every place counts.
 * `accepting` after a receipt of the same lot is a look at what is there.
 */
export function balanceOf(events: readonly EventTold[], names: readonly string[], own?: readonly string[]): LotRow[] {
  const rows = new Map<string, LotRow>();
  const received = new Set<string>();
  const count = (thing: Thing, sign: 1 | -1, at: string, name?: string): void => {
    if (thing.quantity === undefined) return;
    const key = `${thing.code} ${thing.unit ?? ''}`;
    const row = rows.get(key) ?? { code: thing.code, unit: thing.unit ?? '', came: 0, went: 0, last: at };
    if (sign === 1) row.came += thing.quantity;
    else row.went += thing.quantity;
    if (at > row.last) row.last = at;
    if (name !== undefined) row.name ??= name;
    rows.set(key, row);
  };
  const ours = (event: EventTold, side: 'source' | 'destination'): boolean =>
    partiesOf(event, side).some((party) => names.includes(party));
  // Of what partners share with us the log tells too: what happened at their places is not our stock.
  const elsewhere = (event: EventTold): boolean => {
    const places = [event.bizLocation?.id, event.readPoint?.id].flatMap((each) => (each === undefined ? [] : [canonical(each)]));
    return own !== undefined && places.length > 0 && !places.some((place) => own.includes(place));
  };
  for (const event of events.toSorted((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime))) {
    if (event.errorDeclaration !== undefined || elsewhere(event)) continue;
    const step = wordOf(event.bizStep);
    const name = nameIn(event);
    if (event.type === 'TransformationEvent') {
      for (const thing of inputsOf(event)) count(thing, -1, event.eventTime);
      for (const thing of outputsOf(event)) count(thing, 1, event.eventTime, name);
      continue;
    }
    if (outgoing.has(step)) {
      if (ours(event, 'destination') && !ours(event, 'source')) continue;
      for (const thing of thingsOf(event)) count(thing, -1, event.eventTime, name);
    } else if (incoming.has(step) || (event.action === 'ADD' && event.type === 'ObjectEvent')) {
      if (ours(event, 'source') && !ours(event, 'destination')) continue;
      // Sent back at the door: it neither came nor went.
      if (wordOf(event.disposition) === 'returned') continue;
      for (const thing of thingsOf(event)) {
        if (step === 'accepting' && (received.has(thing.code) || rows.has(`${thing.code} ${thing.unit ?? ''}`))) continue;
        received.add(thing.code);
        count(thing, 1, event.eventTime, name);
      }
    }
  }
  return [...rows.values()].sort((a, b) => b.last.localeCompare(a.last));
}

/** The name that a record gives to what it is about. */
function nameIn(event: EventTold): string | undefined {
  const told = { ...(event.ilmd as object | undefined), ...event } as Readonly<Record<string, unknown>>;
  const said = nameFields.map((key) => told[`zhuisu:${key}`]).find((each) => typeof each === 'string' && each !== '');
  return said as string | undefined;
}

/** Sums of decimals without their tails. */
export const tidy = (n: number): number => Math.round(n * 1e6) / 1e6;
