import { rebuildEnvelopes } from '../capture/index.ts';
import { registryOf } from '../organisations/index.ts';
import { withStore } from './store.ts';

export async function rebuildEnvelopesCommand(): Promise<void> {
  await withStore(async (store) => {
    const { events, changed } = await rebuildEnvelopes(store, registryOf(store));
    console.log(`${events} 条事件已核对，${changed} 行有变 / ${events} events looked at, ${changed} rows changed`);
  });
}
