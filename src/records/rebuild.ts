/** What was recognised of the log, made anew: after profiles were published for days that had gone, or rows were lost. */
import { plainEvent, recordIn } from '../categories/plain.ts';
import { type EpcisEvent, prefixesOf } from '../events/index.ts';
import { registryOf } from '../organisations/index.ts';
import {
  addStageValues,
  contextOf,
  prepareEvent,
  rebuildStageRows,
  type Store,
  seqsOfStage,
  stagedEvents,
} from '../store/index.ts';
import { profilesOf } from './book.ts';
import type { ProfileSet, Profiles } from './profiles.ts';
import { recognise, valuesOf } from './recognise.ts';

export async function rebuildStages(store: Store): Promise<{ events: number; staged: number }> {
  const profiles = await profilesOf(store);
  const registry = registryOf(store);
  return rebuildStageRows(store.database, async (events) => {
    const found = await Promise.all(
      events.map(async ({ seq, doc, context, owner }) => {
        const event = JSON.parse(doc) as EpcisEvent;
        const prefixes = prefixesOf(context, (event as { '@context'?: unknown })['@context']);
        const prepared = prepareEvent(event, prefixes, contextOf(context));
        const own = owner === undefined ? undefined : (await registry.registrationOf(owner))?.categories;
        const known = recognise({ index: 0, event, prefixes, prepared }, profiles, own);
        if (known === undefined || known.faults.length > 0) return [];
        const { category, stage, values } = known;
        return [{ seq, category, stage: stage.stage.id, version: stage.profile.version, values }];
      }),
    );
    return found.flat();
  });
}

/** Events read at once. */
const together = 1_000;

/** Values that rules ask for only since `set`: those of events that were recorded before. `names`: `category/stage` with such fields. */
export async function indexValues(store: Store, profiles: Profiles, set: ProfileSet, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const [category, stage] = name.split('/') as [string, string];
    for (let after = 0; ; ) {
      const seqs = await seqsOfStage(store.database, { category, stage, after, limit: together });
      const events = [...(await stagedEvents(store.database, seqs)).values()];
      await addStageValues(
        store.database,
        events.map(({ seq, event, prefixes, version }) => {
          const found = profiles.stage(category, stage, version);
          const plain = plainEvent(event as unknown as Record<string, unknown>, prefixes);
          return { seq, values: found === undefined ? [] : valuesOf(name, recordIn(found.stage, plain), set) };
        }),
      );
      if (seqs.length < together) break;
      after = seqs.at(-1)!;
    }
  }
}
