/** The chain of a case: the events of the traces of its roots, walked again when the log has grown. */
import { type CaseRow, logHead, type Store, setChain } from '../../store/index.ts';
import { eventsOf, trace } from '../../trace/index.ts';

export async function refreshChain(store: Store, { id, roots, walkedTo }: CaseRow): Promise<void> {
  const head = await logHead(store.database);
  if (head === walkedTo) return;
  const seqs = new Set<number>();
  for (const root of roots) for (const { seq } of eventsOf(await trace(store.links, root, 'both'))) seqs.add(seq);
  await setChain(store.database, id, [...seqs], head);
}
