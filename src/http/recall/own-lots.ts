/** Whose product a thing is: a firm recalls what it made, or, where nobody recorded a making, what it was the first to record. */
import { ZhuisuError } from '../../errors.ts';
import type { Store } from '../../store/index.ts';
import { storeReader } from '../../supervision/index.ts';
import { ledgerOf, urisIn } from '../../trace/index.ts';

/** Its making stands among its first records. */
const firstRows = 200;

/** Throws code_unknown, recall_not_own. */
export async function madeHere(store: Store, roots: readonly string[], firm: string): Promise<void> {
  const reader = storeReader(store, new Map());
  for (const root of roots) {
    const rows = await reader.linksFrom(root, Number.NEGATIVE_INFINITY, firstRows);
    const events = [...(await reader.events([...new Set(rows.map(({ seq }) => seq))])).values()];
    if (events.length === 0) throw new ZhuisuError('code_unknown', { came: root });
    const firms = await reader.firmsOf([...new Set(events.flatMap((each) => [...urisIn(each)]))]);
    const ledger = ledgerOf(events, { firmOf: (uri) => firms.get(uri) ?? uri });
    const makings = ledger.page(root).makings;
    const first = ledger.page(root).sightings[0];
    const own = makings.length > 0 ? makings.some((each) => each.firm === firm) : (first?.from ?? first?.firm) === firm;
    if (!own) throw new ZhuisuError('recall_not_own', { came: root });
  }
}
