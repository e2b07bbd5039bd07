/** Notices of recalls as everybody may read them: without holders, drills and dangerous goods; why it was extended or withdrawn. */

import { closedCategories } from '../../access/index.ts';
import { categories } from '../../categories/index.ts';
import type { PublicNotice } from '../../contract/index.ts';
import { actsOfRecall, listRecalls, type Recall, type RecallFilter, recalledThings, type Store } from '../../store/index.ts';
import { extensionsOf, iso, publicNoticeOf } from './told.ts';

const mostProductsTold = 200;

export const publicFilter: RecallFilter = {
  states: ['published', 'completed', 'withdrawn'],
  drill: false,
  categories: categories.map(({ id }) => id).filter((id) => !closedCategories.includes(id)),
};

export const publicNotices = ({ database }: Store, rows: readonly Recall[]): Promise<PublicNotice[]> =>
  Promise.all(
    rows.map(async (each) => {
      const lots = (await recalledThings(database, each.id)).map(({ thing }) => thing);
      const notice = publicNoticeOf(each, [...new Set([...each.roots, ...lots])].slice(0, mostProductsTold));
      const acts = await actsOfRecall(database, each.id);
      const extended = extensionsOf(acts);
      const end = each.state === 'withdrawn' ? acts.findLast(({ act }) => act === 'withdraw') : undefined;
      return {
        ...notice,
        ...(extended.length === 0 ? {} : { extended }),
        ...(end === undefined ? {} : { withdrawn: { at: iso(end.at), reason: end.reason } }),
      };
    }),
  );

/** The newest of them. */
export const newestNotices = async (store: Store, limit: number): Promise<PublicNotice[]> =>
  publicNotices(store, await listRecalls(store.database, 'everything', publicFilter, limit));
