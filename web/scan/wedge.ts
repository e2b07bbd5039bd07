/** A scanner that types: characters faster than any hand, ended by Enter, wherever the focus is. */
export interface Key {
  readonly key: string;
  /** Milliseconds. */
  readonly at: number;
  readonly ctrl: boolean;
}

/** Hands need more than this between two keys, scanners less. */
const slowest = 45;
const shortest = 4;

export class Wedge {
  #text = '';
  #last = 0;

  /** The code, when this key ends a burst; undefined otherwise. */
  press({ key, at, ctrl }: Key): string | undefined {
    if (at - this.#last > slowest) this.#text = '';
    this.#last = at;
    if (key === 'Enter') {
      const text = this.#text;
      this.#text = '';
      return text.length >= shortest ? text : undefined;
    }
    // Scanners send GS as Ctrl-].
    if (ctrl && key === ']') this.#text += '\u001d';
    else if (key.length === 1 && !ctrl) this.#text += key;
    return undefined;
  }

  /** A burst is under way: what is typed is a scanner’s. */
  get bursting(): boolean {
    return this.#text.length >= shortest;
  }
}
