/** What was scanned, in order: the same thing once, with how often it was seen. */
import { identify } from '../../src/codes/index.ts';

export interface Item {
  readonly text: string;
  /** Canonical URI, or the text where it is no code. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Seen before in this list. */
  readonly duplicate: boolean;
}

export class ScanList {
  readonly #items: Item[];

  constructor(items: readonly Item[] = []) {
    this.#items = [...items];
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  get unique(): number {
    return this.#items.filter(({ duplicate }) => !duplicate).length;
  }

  add(text: string, at: number): Item {
    const id = identify(text) ?? text;
    const item: Item = { text, id, at, duplicate: this.#items.some((each) => each.id === id) };
    this.#items.push(item);
    return item;
  }

  undo(): Item | undefined {
    return this.#items.pop();
  }

  clear(): void {
    this.#items.length = 0;
  }

  /** RFC 4180. */
  csv(): string {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const rows = this.#items.map(({ text, id, at, duplicate }) =>
      [quoted(text.replaceAll('\u001d', '<GS>')), quoted(id), new Date(at).toISOString(), duplicate ? '1' : '0'].join(','),
    );
    return ['code,canonical,time,duplicate', ...rows].join('\r\n');
  }

  toJSON(): readonly Item[] {
    return this.#items;
  }

  static parse(text: string | null): ScanList {
    try {
      const items = JSON.parse(text ?? '[]') as Item[];
      return new ScanList(Array.isArray(items) ? items.filter((item) => typeof item?.text === 'string') : []);
    } catch {
      return new ScanList();
    }
  }
}
