/** Which queries can match an event at all: each stands under the values of its most telling condition. */
import type { EventAtHand, Standing } from '../query/matching.ts';

/** Most telling first. */
const order = ['thing', 'read_point', 'biz_location', 'step', 'disposition', 'type', 'action'] as const;
type Key = (typeof order)[number];

export class QueryIndex<Entry> {
  readonly #byValue = new Map<Key, Map<string, Set<Entry>>>();
  readonly #others = new Set<Entry>();

  add(entry: Entry, query: Standing): void {
    for (const set of this.#sets(query)) set.add(entry);
  }

  remove(entry: Entry, query: Standing): void {
    for (const set of this.#sets(query)) set.delete(entry);
    for (const values of this.#byValue.values()) for (const [value, set] of values) if (set.size === 0) values.delete(value);
  }

  /** Each once. */
  *candidates({ facts }: EventAtHand): Generator<Entry> {
    yield* this.#others;
    for (const [key, values] of this.#byValue) {
      if (values.size === 0) continue;
      if (key !== 'thing') {
        const value = key === 'read_point' ? facts.readPoint : key === 'biz_location' ? facts.bizLocation : facts[key];
        if (value !== undefined) yield* values.get(value) ?? [];
        continue;
      }
      const found = new Set<Entry>();
      for (const { id } of facts.participants) for (const entry of values.get(id) ?? []) found.add(entry);
      yield* found;
    }
  }

  #sets(query: Standing): Set<Entry>[] {
    let best: { key: Key; values: readonly string[] } | undefined;
    for (const { filter } of query.conditions) {
      if (filter === undefined || filter.kind === 'time' || filter.kind === 'eventID') continue;
      const key = filter.kind === 'thing' ? 'thing' : filter.column;
      const values = filter.kind === 'oneOf' ? filter.values : filter.uris;
      if (best === undefined || order.indexOf(key) < order.indexOf(best.key)) best = { key, values };
    }
    if (best === undefined) return [this.#others];
    const { key } = best;
    let values = this.#byValue.get(key);
    if (values === undefined) {
      values = new Map();
      this.#byValue.set(key, values);
    }
    const found = values;
    return [...new Set(best.values)].map((value) => {
      let set = found.get(value);
      if (set === undefined) {
        set = new Set();
        found.set(value, set);
      }
      return set;
    });
  }
}
