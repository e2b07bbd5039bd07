/** Whether an organisation did something itself, or a department did it to it. */
import { isUuid } from '../../organisations/index.ts';
import { accountOf, type ChangeRow, type Database } from '../../store/index.ts';

/** Which actors of a history are accounts of the organisation itself. */
export async function ownActors(
  database: Database,
  organisation: string,
  changes: readonly ChangeRow[],
): Promise<(actor: string) => boolean> {
  const actors = new Set(changes.flatMap(({ action, actor }) => (action === 'resubmit' && isUuid(actor) ? [actor] : [])));
  const own = new Set<string>();
  for (const actor of actors) if ((await accountOf(database, actor))?.organisation === organisation) own.add(actor);
  return (actor) => own.has(actor);
}
