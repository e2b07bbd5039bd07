/**
 * A book with a few more records in it, without making it anew. What is recorded of a thing hangs on the events that name it and on those
 * of the things these name: where the new events name nothing that is in the book, its pages stay as they are and those of the new events
 * are added. Cost: one pass over the new events, and one over all for the names of the firms.
 */
import { inOrder } from '../order.ts';
import type { Steps } from '../turns.ts';
import type { TracedEvent } from '../types.ts';
import { aliasSteps } from './aliases.ts';
import { type Firm, type Ledger, type LedgerOptions, ledgerOfFirms } from './ledger.ts';

/** The book of all of them. */
export function* ledgerWith(ledger: Ledger | undefined, fresh: readonly TracedEvent[], options: LedgerOptions): Steps<Ledger> {
  const events = [...(ledger?.events ?? []), ...fresh].sort(inOrder);
  yield;
  const aliases = yield* aliasSteps(events, options.firmOf);
  if (
    ledger === undefined ||
    !isApart(ledger, fresh) ||
    !ledger.names().every((name) => aliases.firmOf(name) === ledger.firmOf(name))
  )
    return yield* ledgerOfFirms(events, aliases);
  const added = yield* ledgerOfFirms([...fresh].sort(inOrder), aliases);
  const pages = new Map(ledger.pages);
  yield;
  for (const [thing, page] of added.pages) pages.set(thing, page);
  const partners = new Map<Firm, ReadonlySet<Firm>>(ledger.partners);
  for (const [firm, own] of added.partners) partners.set(firm, new Set([...(partners.get(firm) ?? []), ...own]));
  return {
    ...added,
    events,
    makings: [...ledger.makings, ...added.makings].sort((a, b) => inOrder(a.event, b.event)),
    page: (thing) => pages.get(thing) ?? added.page(thing),
    pages,
    partners,
  };
}

const isApart = ({ pages }: Ledger, fresh: readonly TracedEvent[]): boolean =>
  fresh.every(({ facts }) => facts.participants.every(({ id }) => !pages.has(id)));
