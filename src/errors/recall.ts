/** Faults of the scope of a recall. Rows of the catalogue in `../errors.ts`. */
import { type CatalogueRow, row } from './row.ts';

export const recallErrors = {
  scopes_busy: row(
    503,
    'All {expected} searches for the scope of a recall that can run at once are running',
    'Ask again in a moment',
    '同时进行的召回范围查询已达上限 {expected} 个',
    '请稍后再试',
  ),
} as const satisfies Record<string, CatalogueRow>;
