/** Commands share the database of a running server, or start and stop it themselves. */
import { type Config, readConfig } from '../config.ts';
import { type DatabaseOptions, openStore, type Store } from '../store/index.ts';

/** Which database, and with which keys. */
export const storeOptions = ({ dataDir, databaseUrl, keyFile, keys, cipher }: Config): DatabaseOptions => ({
  dataDir,
  databaseUrl,
  keyFile,
  keys,
  cipher,
});

export async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore({ ...storeOptions(readConfig()), share: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
