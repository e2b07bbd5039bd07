/**
 * What somebody may see of a scope, told from the events that they may read whole. What is hidden still counts in the sets, as it does in
 * a trace: it connects, and shows nothing.
 */
import type { Firm, Ledger } from './ledger.ts';
import { urisIn } from './uris.ts';

export interface Visible {
  readonly thing: (id: string) => boolean;
  readonly event: (eventID: string) => boolean;
  readonly firm: (firm: Firm) => boolean;
  /** Amounts of a thing at a firm. */
  readonly amounts: (id: string, firm: Firm) => boolean;
}
export const everythingVisible: Visible = { thing: () => true, event: () => true, firm: () => true, amounts: () => true };

/** `seqs`: the events that are seen; `own`: the firm that asks, which is no secret to itself. */
export function visibleBy(ledger: Ledger, seqs: ReadonlySet<number>, own: string | undefined): Visible {
  const events = new Set<string>();
  const things = new Set<string>();
  const firms = new Set<Firm>(own === undefined ? [] : [own]);
  for (const event of ledger.events) {
    if (!seqs.has(event.seq)) continue;
    events.add(event.eventID);
    for (const { id } of event.facts.participants) things.add(id);
    for (const uri of urisIn(event)) firms.add(ledger.firmOf(uri));
  }
  return {
    thing: (id) => things.has(id),
    event: (eventID) => events.has(eventID),
    firm: (firm) => firms.has(firm),
    amounts: (id, firm) =>
      ledger.page(id).sightings.every((each) => (each.firm !== firm && each.from !== firm) || seqs.has(each.event.seq)) &&
      ledger
        .page(id)
        .movements.every(
          ({ from, to, shipped, received }) =>
            (from !== firm && to !== firm) || [shipped, received].every((each) => each === undefined || seqs.has(each.seq)),
        ),
  };
}
