import { theOperator } from '../access/principal.ts';
import { eraseExpired } from '../persons/index.ts';
import { withStore } from './store.ts';

/** Erases what is kept longer than it may be; the server does the same every hour. */
export async function personsErase(): Promise<void> {
  await withStore(async (store) => {
    console.log(`${await eraseExpired(store, Date.now(), theOperator)} values erased; their tokens stay.`);
  });
}
