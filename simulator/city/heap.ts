/** What comes next, by time; what was put in first goes first among equals. */
export class Heap<Item> {
  readonly #rows: { readonly at: number; readonly order: number; readonly item: Item }[] = [];
  #order = 0;

  /** Infinite when empty. */
  get next(): number {
    return this.#rows[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  get size(): number {
    return this.#rows.length;
  }

  add(at: number, item: Item): void {
    const rows = this.#rows;
    rows.push({ at, order: this.#order++, item });
    for (let i = rows.length - 1; i > 0; ) {
      const above = (i - 1) >> 1;
      if (!this.#before(i, above)) return;
      [rows[i], rows[above]] = [rows[above]!, rows[i]!];
      i = above;
    }
  }

  take(): { readonly at: number; readonly item: Item } | undefined {
    const rows = this.#rows;
    const [first] = rows;
    const last = rows.pop();
    if (first === undefined || rows.length === 0) return first;
    rows[0] = last!;
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      let least = i;
      if (left < rows.length && this.#before(left, least)) least = left;
      if (right < rows.length && this.#before(right, least)) least = right;
      if (least === i) return first;
      [rows[i], rows[least]] = [rows[least]!, rows[i]!];
      i = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#rows[a]!, this.#rows[b]!];
    return x.at < y.at || (x.at === y.at && x.order < y.order);
  }
}
