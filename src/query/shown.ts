/**
 * The texts of events as they are shown. The first pages are asked for again and again, and an event never changes: of each that was
 * shown without its hidden members it is remembered what was left, or that nothing had to be left out.
 */
import { projectText } from '../access/index.ts';
import type { EventRow, Store } from '../store/index.ts';

interface Shown {
  /** Numbers of events that hold nothing hidden. */
  readonly whole: Set<number>;
  readonly parts: Map<number, string>;
}

const memories = new WeakMap<Store, Shown>();
const mostWhole = 100_000;
/** About a kilobyte each. */
const mostParts = 2_000;

/** The text of a row, with the fields of it. */
export function shownText(store: Store, { seq, doc, fields }: Pick<EventRow, 'seq' | 'doc' | 'fields'>): string {
  if (fields !== 'business') return projectText(doc, fields);
  const memory = memories.get(store) ?? { whole: new Set(), parts: new Map() };
  memories.set(store, memory);
  const { whole, parts } = memory;
  if (whole.has(seq)) return doc;
  const known = parts.get(seq);
  if (known !== undefined) return known;
  const text = projectText(doc, fields);
  if (text === doc) {
    if (whole.size >= mostWhole) whole.clear();
    whole.add(seq);
  } else {
    if (parts.size >= mostParts) parts.clear();
    parts.set(seq, text);
  }
  return text;
}
