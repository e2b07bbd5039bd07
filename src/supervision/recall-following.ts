/** Takes lots of recalled ranges into their lists as they come in, one round at a time. */
import type { Store } from '../store/index.ts';
import { takeInLate } from './recalls.ts';

export interface Following {
  readonly store: Store;
  readonly now: () => number;
  /** What went wrong is tried again with the next lot, and within a minute by whoever runs the server. */
  readonly failed: (error: unknown) => void;
}

/** The result ends it, once what is under way is done. */
export function followLate({ store, now, failed }: Following): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const take = async (): Promise<void> => {
    do {
      again = false;
      await takeInLate(store, now()).catch(failed);
    } while (again);
    running = undefined;
  };
  const end = store.log.listen(({ late }) => {
    if (!late) return;
    again = true;
    running ??= take();
  });
  return async () => {
    end();
    await running;
  };
}
