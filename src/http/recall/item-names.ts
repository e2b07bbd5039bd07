/** What the things of a list and those to whom they were passed on are called, for whoever has the list in hand. */
import type { NameTold } from '../../contract/index.ts';
import { holdersOf, type RecallItem, type Store } from '../../store/index.ts';
import { thingsNamed } from '../codes/names.ts';

export interface ItemNames {
  readonly things: ReadonlyMap<string, NameTold>;
  /** Holder → name; a private person's is not told. */
  readonly holders: ReadonlyMap<string, string>;
}

/** Of longer lists the first are named. */
const mostNamed = 2_000;

export async function itemNames(store: Store, recall: string, items: readonly RecallItem[]): Promise<ItemNames> {
  const [things, holders] = await Promise.all([
    thingsNamed(
      store,
      items.slice(0, mostNamed).map(({ thing }) => thing),
    ),
    holdersOf(store.database, recall),
  ]);
  return { things, holders: new Map(holders.map(({ holder, name }) => [holder, name])) };
}
