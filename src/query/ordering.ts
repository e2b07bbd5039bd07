/**
 * Order by a field that no index holds: `orderBy` names a scalar member of the event or an extension field (§8.2.7.1). All that match are
 * looked at and the first k kept, so the work is bounded by what may match, and a question beyond the bound is refused rather than
 * answered in a wrong order.
 */
import { ZhuisuError } from '../errors.ts';
import { epochMicros, isDateTime } from '../events/index.ts';
import type { EventRow } from '../store/index.ts';
import { asObject, members, textOf, type View } from './conditions.ts';

/** Numbers before moments before texts: a field whose values are of several kinds still has one order. */
export type SortKey = readonly [kind: 0 | 1, value: number] | readonly [kind: 2, value: Buffer];

export interface FieldOrder {
  readonly name: string;
  /** undefined: the event lacks the field; it comes last in both directions. */
  readonly keyOf: (view: View) => SortKey | undefined;
}

/** Events looked at for one page. */
export const mostOrdered = 20_000;

const text = (value: unknown): SortKey | undefined => (typeof value === 'string' ? [2, Buffer.from(value)] : undefined);

/** Members of the standard, in the one spelling they are compared and indexed by. */
const standard: Readonly<Record<string, (view: View) => SortKey | undefined>> = {
  eventID: ({ facts }) => text(facts.eventID),
  type: ({ facts }) => text(facts.type),
  eventTimeZoneOffset: ({ event }) => text(event['eventTimeZoneOffset']),
  action: ({ facts }) => text(facts.action),
  bizStep: ({ facts }) => text(facts.step),
  disposition: ({ facts }) => text(facts.disposition),
  readPoint: ({ facts }) => text(facts.readPoint),
  bizLocation: ({ facts }) => text(facts.bizLocation),
  parentID: ({ event }) => text(event['parentID']),
  transformationID: ({ event }) => text(event['transformationID']),
};

/** In plain words, for the error message. */
export const orders = `eventTime, recordTime, ${Object.keys(standard).join(', ')}, or an extension field as prefix:name or URI`;

/** undefined: not a field to order by. */
export function fieldOrder(name: string): FieldOrder | undefined {
  const own = Object.hasOwn(standard, name) ? standard[name] : undefined;
  if (own !== undefined) return { name, keyOf: own };
  // The name is constructed as for EQ_fieldname; fields below others have no single value to order by.
  if (!/^(?!INNER_)[A-Za-z_][\w.-]*:\S+$/.test(name)) return undefined;
  return { name, keyOf: ({ event, prefixes }) => keyOfValue(members(event, name, prefixes, false)[0]) };
}

/** A JSON number, or a value typed as one, is a number; a text that is a moment is one; all else is text (case-sensitive, by UTF-8). */
function keyOfValue(value: unknown): SortKey | undefined {
  const written = textOf(value);
  if (written === undefined) return undefined;
  const type = asObject(value)?.['@type'];
  const typed = typeof type === 'string' && /(?:int|integer|long|short|decimal|float|double)$/i.test(type);
  if ((typeof value === 'number' || typed) && Number.isFinite(Number(written))) return [0, Number(written)];
  return isDateTime(written) ? [1, epochMicros(written)] : [2, Buffer.from(written)];
}

interface Placed {
  readonly key: SortKey | undefined;
  readonly seq: number;
}

/** The first `most` of what is offered, after `after`. */
export class FirstInOrder {
  readonly #kept: (Placed & { readonly row: EventRow })[] = [];
  readonly #most: number;
  readonly #descending: boolean;
  readonly #after: Placed | undefined;

  constructor(most: number, descending: boolean, after: Placed | undefined) {
    this.#most = most;
    this.#descending = descending;
    this.#after = after;
  }

  offer(row: EventRow, key: SortKey | undefined): void {
    const placed = { row, key, seq: row.seq };
    if (this.#after !== undefined && this.#compare(placed, this.#after) <= 0) return;
    const kept = this.#kept;
    if (kept.length === this.#most && this.#compare(placed, kept.at(-1)!) >= 0) return;
    let low = 0;
    for (let high = kept.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#compare(kept[middle]!, placed) < 0) low = middle + 1;
      else high = middle;
    }
    kept.splice(low, 0, placed);
    if (kept.length > this.#most) kept.pop();
  }

  get rows(): EventRow[] {
    return this.#kept.map(({ row }) => row);
  }

  #compare(a: Placed, b: Placed): number {
    if (a.key === undefined || b.key === undefined) {
      if (a.key !== b.key) return a.key === undefined ? 1 : -1;
      return this.#turned(a.seq - b.seq);
    }
    return this.#turned(compareKeys(a.key, b.key) || a.seq - b.seq);
  }

  #turned(order: number): number {
    return this.#descending ? -order : order;
  }
}

function compareKeys(a: SortKey, b: SortKey): number {
  if (a[0] === 2 && b[0] === 2) return Buffer.compare(a[1], b[1]);
  return a[0] === b[0] ? (a[1] as number) - (b[1] as number) : a[0] - b[0];
}

export const tooManyToOrder = (name: string): ZhuisuError =>
  new ZhuisuError('query_too_complex', { name: `orderBy=${name.slice(0, 80)}`, expected: mostOrdered });
