/** Commands share the database of a running server, or start and stop it themselves. */
import { readConfig } from '../config.ts';
import { openStore, type Store } from '../store/index.ts';

export async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const { dataDir, databaseUrl } = readConfig();
  const store = await openStore({ dataDir, databaseUrl, share: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
