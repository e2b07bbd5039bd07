import { rebuildEnvelopes } from '../capture/index.ts';
import { registryOf } from '../organisations/index.ts';
import { rebuildStages } from '../records/index.ts';
import { withStore } from './store.ts';

export async function rebuildEnvelopesCommand(): Promise<void> {
  await withStore(async (store) => {
    const { events, changed } = await rebuildEnvelopes(store, registryOf(store));
    console.log(`${events} 条事件已核对，${changed} 行有变 / ${events} events looked at, ${changed} rows changed`);
  });
}

export async function rebuildStagesCommand(): Promise<void> {
  await withStore(async (store) => {
    const { events, staged } = await rebuildStages(store);
    console.log(`${events} 条事件已核对，${staged} 条属于某一环节 / ${events} events looked at, ${staged} of a stage`);
  });
}
