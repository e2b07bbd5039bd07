/** Records that stand before in the same request: they count for what stands after them, though they are not in the log yet. */
import type { Past } from '../categories/rules/facts.ts';
import { type EventFacts, isTelling, type Prefixes } from '../events/index.ts';
import type { Key, LookedAt } from '../store/index.ts';

export interface Standing {
  readonly past: Past;
  readonly facts: EventFacts;
  readonly prefixes: Prefixes;
  /** Keys of the values that rules ask for. */
  readonly values: readonly Key[];
}

/** What was asked for about one record, so that what comes to be known later can be compared with it. */
export interface Asked extends LookedAt {
  readonly things: string[];
  readonly told: string[];
  readonly values: Key[];
}
export const nothingAsked = (): Asked => ({ things: [], told: [], values: [] });

/** Few are asked for about one record, and again and again: a list is looked through faster than a set is made. */
const fewAsked = 32;

export function note<Each>(asked: Each[], each: Each): void {
  // Twice is once too often, and does no harm.
  if (asked.length >= fewAsked || !asked.includes(each)) asked.push(each);
}

export class StandingRecords {
  readonly #all: Standing[] = [];
  readonly #places = new Map<Standing, number>();
  readonly #byThing = new Map<string, Standing[]>();
  /** Things that one of them names in a telling role. */
  readonly #told = new Set<string>();
  readonly #byValue = new Map<Key, Standing[]>();

  add(each: Standing): void {
    this.#places.set(each, this.#all.length);
    this.#all.push(each);
    for (const id of new Set(each.facts.participants.map((participant) => participant.id))) put(this.#byThing, id, each);
    for (const { id, role } of each.facts.participants) if (isTelling(role)) this.#told.add(id);
    for (const key of new Set(each.values)) put(this.#byValue, key, each);
  }

  get size(): number {
    return this.#all.length;
  }

  /** The one that was added so early. */
  at(place: number): Standing | undefined {
    return this.#all[place];
  }

  placeOf(each: Standing): number {
    return this.#places.get(each)!;
  }

  /** Those that name the thing, in the order of the request. */
  ofThing(id: string): readonly Standing[] {
    return this.#byThing.get(id) ?? none;
  }

  ofValue(key: Key): readonly Standing[] {
    return this.#byValue.get(key) ?? none;
  }

  /** Whether one of them could change an answer that rests on this. */
  touches({ things, told, values }: Asked): boolean {
    if (this.#all.length === 0) return false;
    for (const id of things) if (this.#byThing.has(id)) return true;
    for (const id of told) if (this.#told.has(id)) return true;
    for (const key of values) if (this.#byValue.has(key)) return true;
    return false;
  }
}

const none: readonly never[] = [];

function put<K>(map: Map<K, Standing[]>, key: K, each: Standing): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [each]);
  else list.push(each);
}
