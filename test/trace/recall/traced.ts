import type { Owned } from '../../../simulator/recall/network.ts';
import { factsOf, noPrefixes } from '../../../src/events/index.ts';
import type { TracedEvent } from '../../../src/trace/index.ts';

/** Records as the trace reads them, numbered in their order. */
export const tracedOf = (records: readonly Owned[]): TracedEvent[] =>
  records.map(({ event }, i) => {
    const facts = factsOf(event, noPrefixes);
    return { seq: i + 1, eventID: facts.eventID!, facts, event, prefixes: noPrefixes };
  });
