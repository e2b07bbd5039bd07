/** What falls due when: the next first. A heap, for there are many and most are never reached. */
export interface Entry {
  readonly at: number;
  readonly key: string;
}

export class Agenda {
  readonly #heap: Entry[] = [];

  constructor(entries: readonly Entry[] = []) {
    for (const entry of entries) this.add(entry.at, entry.key);
  }

  /** Infinite when nothing is to come. */
  get next(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, key: string): void {
    const heap = this.#heap;
    heap.push({ at, key });
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(heap[i]!, heap[parent]!)) return;
      [heap[i], heap[parent]] = [heap[parent]!, heap[i]!];
      i = parent;
    }
  }

  /** Takes the next entry that is due by `now`. */
  take(now: number): Entry | undefined {
    const heap = this.#heap;
    const [first] = heap;
    if (first === undefined || first.at > now) return undefined;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    heap[0] = last;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < heap.length && before(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && before(heap[right]!, heap[least]!)) least = right;
      if (least === i) return first;
      [heap[i], heap[least]] = [heap[least]!, heap[i]!];
      i = least;
    }
  }

  /** In no order. */
  save(): readonly Entry[] {
    return this.#heap;
  }
}

/** Ties by key: the order does not depend on how the heap was filled. */
const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.key < b.key);
