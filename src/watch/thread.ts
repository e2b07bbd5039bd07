/** The thread of the watch: beside the server, so that neither waits for the other. One process of a database watches. */
import { parentPort, workerData } from 'node:worker_threads';
import { registryOf } from '../organisations/index.ts';
import { type DatabaseOptions, openStore, ProcessLock } from '../store/index.ts';
import { detectors } from './detectors/index.ts';
import { Watch, type WatchFigures } from './engine.ts';

export interface ThreadData {
  readonly database: DatabaseOptions;
}

/** What the thread tells the server. */
export type Told =
  | { readonly kind: 'figures'; readonly figures: WatchFigures & { readonly watches: boolean } }
  | { readonly kind: 'stopped'; readonly fields: Readonly<Record<string, unknown>> };

/** How often the log is looked at when nobody says that it has grown, and the lock asked for; milliseconds. */
const pulseEvery = 1_000;
/**
 * While the log keeps growing the watch lets so much of it gather, milliseconds: a stretch costs the database half a dozen questions,
 * however short it is. What comes after a silence is read at once.
 */
const gathers = 150;

const port = parentPort!;
const tell = (told: Told): void => port.postMessage(told);
const store = await openStore({ ...(workerData as ThreadData).database, share: true });
const registry = registryOf(store);
const watch = new Watch({
  store,
  detectors,
  firmsOf: (uris) => registry.partiesOf(uris),
  now: Date.now,
  log: (fields) => tell({ kind: 'stopped', fields }),
});

let wake: (() => void) | undefined;
let ended = false;
let lock: ProcessLock | undefined;
let held = false;

port.on('message', (message: 'grown' | 'stop') => {
  if (message === 'stop') ended = true;
  wake?.();
});

while (!ended) {
  const read = await pulse().catch(() => {
    // The database is away. What was not written is read again.
    held = false;
    return 0;
  });
  if (ended) break;
  if (read === 0) await pause(pulseEvery);
  else if (watch.figures().lag === 0) await pause(gathers, false);
}
if (held) await watch.save().catch(() => {});
await lock?.release().catch(() => {});
await store.close();
port.close();

/** How many events it read: more may be there. */
async function pulse(): Promise<number> {
  if (!held) {
    await lock?.release().catch(() => {});
    lock = await ProcessLock.open(store.database, 'watch', () => {
      held = false;
    });
    held = await lock.take();
    if (!held) {
      tell({ kind: 'figures', figures: { lag: 0, cursor: 0, front: 0, stopped: [], watches: false } });
      return 0;
    }
    // Another process may have gone on since this one watched.
    await watch.open();
  }
  const read = await watch.step();
  tell({ kind: 'figures', figures: { ...watch.figures(), watches: true } });
  return read;
}

/** `woken`: whether the growth of the log ends it. */
function pause(milliseconds: number, woken = true): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    wake = () => {
      if (woken || ended) end();
    };
  });
}
