/** What a recall says in the log: events by whoever recalls that set `recalled`, and those that end it. A drill says nothing. */
import { belongingsOf, captureEvents } from '../capture/index.ts';
import { ownStep } from '../categories/definition.ts';
import { recordContext } from '../categories/record.ts';
import { registryOf } from '../organisations/index.ts';
import {
  actsOfRecall,
  markLogged,
  type RangeSays,
  type Recall,
  recalledElsewhere,
  recalledThings,
  type Store,
  unlogged,
} from '../store/index.ts';

/** Things in one event. */
const together = 500;

/**
 * Writes what the log lacks of it. The same recall gives the same events, so that doing it twice does nothing twice; a recall is
 * answered as published only after this.
 */
export async function logRecall(store: Store, recall: Recall, now: number): Promise<void> {
  if (recall.drill || recall.round === 0) return;
  const { database } = store;
  const acts = await actsOfRecall(database, recall.id);
  const begun = acts.filter(({ act }) => act === 'publish' || act === 'extend' || act === 'late');
  for (let round = recall.logged + 1; round <= recall.round; round++) {
    const at = begun[round - 1]?.at ?? now;
    await write(store, recall, round, 'set', at, await recalledThings(database, recall.id, round), now);
    await markLogged(database, recall.id, round);
  }
  if (recall.state !== 'withdrawn' || recall.logged > recall.round) return;
  const things = await recalledThings(database, recall.id);
  // Another recall may hold the same thing back.
  const elsewhere = await recalledElsewhere(
    database,
    recall.id,
    things.map(({ thing }) => thing),
  );
  const free = things.filter(({ thing }) => !elsewhere.has(thing));
  await write(store, recall, recall.round + 1, 'unset', recall.closedAt ?? now, free, now);
  await markLogged(database, recall.id, recall.round + 1);
}

const ownerOf = ({ organisation, orderedBy }: Recall): string | undefined => organisation ?? orderedBy ?? undefined;

/** Without its id, its time and its things. */
const saying = ({ id, category }: Recall, change: 'set' | 'unset'): Readonly<Record<string, unknown>> => ({
  type: 'ObjectEvent',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: ownStep(change === 'set' ? 'recall_published' : 'recall_withdrawn'),
  persistentDisposition: { [change]: ['recalled'] },
  'zhuisu:category': category,
  'zhuisu:recall': `urn:uuid:${id}`,
});

/** The same as the log itself says it of lots that are recorded later. */
export async function rangeSays(store: Store, recall: Recall): Promise<RangeSays> {
  const mentioned = { places: [], sources: [], destinations: [], category: recall.category };
  const [belonging] = await belongingsOf(registryOf(store), ownerOf(recall), [mentioned]);
  return { event: saying(recall, 'set'), context: recordContext, belonging: belonging! };
}

async function write(
  store: Store,
  recall: Recall,
  round: number,
  change: 'set' | 'unset',
  at: number,
  things: readonly { readonly thing: string; readonly kind: string }[],
  now: number,
): Promise<void> {
  const events: object[] = [];
  for (let i = 0; i < things.length; i += together) {
    const some = things.slice(i, i + together);
    const classes = some.filter(({ kind }) => kind === 'lot').map(({ thing }) => thing);
    const single = some.filter(({ kind }) => kind !== 'lot').map(({ thing }) => thing);
    events.push({
      ...saying(recall, change),
      eventID: `urn:zhuisu:recall:${recall.id}:${round}:${i / together + 1}`,
      eventTime: new Date(at).toISOString(),
      ...(single.length === 0 ? {} : { epcList: single }),
      ...(classes.length === 0 ? {} : { quantityList: classes.map((epcClass) => ({ epcClass })) }),
    });
  }
  if (events.length === 0) return;
  const { success, errors } = await captureEvents(
    store.log,
    { events, context: recordContext },
    {
      behaviour: 'rollback',
      job: false,
      now,
      owner: ownerOf(recall),
      registry: registryOf(store),
    },
  );
  if (!success) throw new Error(`the events of recall ${recall.id} were refused: ${JSON.stringify(errors.slice(0, 3))}`);
}

/** For recalls whose process ended before their events were written. */
export async function logMissing(store: Store, now: number): Promise<number> {
  const missing = await unlogged(store.database);
  for (const recall of missing) await logRecall(store, recall, now);
  return missing.length;
}
