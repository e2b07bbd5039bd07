/** The reader of a recall over the store and the register, and what of a scope somebody may see. */
import { type Sight, type Store, seenOf } from '../../store/index.ts';
import { isRegistered, storeReader } from '../../supervision/index.ts';
import { everythingVisible, type Scoped, type Visible, visibleBy } from '../../trace/index.ts';
import type { SeenEvent } from '../sight/deciding.ts';

export { isRegistered, storeReader };

/** Nothing of the events of others: a thing is seen by its events, a firm by those it takes part in, an amount when all of it is seen. */
export async function visibleOf(
  store: Store,
  sight: Sight,
  own: string | undefined,
  { ledger }: Pick<Scoped, 'ledger'>,
): Promise<{ visible: Visible; seen: readonly SeenEvent[] }> {
  if (sight === 'everything') return { visible: everythingVisible, seen: [] };
  const found = await seenOf(store.database, sight, ledger.events);
  const seqs = new Set<number>();
  const seen: SeenEvent[] = [];
  for (const [seq, { alternative, owner }] of found) {
    if (alternative.fields !== 'all' && alternative.fields !== 'business') continue;
    seqs.add(seq);
    seen.push({ seq, owner, fields: alternative.fields });
  }
  return { visible: visibleBy(ledger, seqs, own), seen };
}
