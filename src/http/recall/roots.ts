/** What the scope of a recall begins with: things, papers that lead to some, ranges of lot codes. */
import type { Words } from '../../categories/definition.ts';
import { identities, lotRangeOf, type RangeFault, rangeFaultOf } from '../../codes/index.ts';
import { mostPapers } from '../../contract/index.ts';
import { ZhuisuError } from '../../errors.ts';
import { isPersonToken } from '../../persons/index.ts';
import { recordedOf, type Store } from '../../store/index.ts';
import { rootsWithLots } from '../../supervision/index.ts';
import type { ScopeRoot } from '../../trace/index.ts';
import { startsOf } from './starts.ts';

export interface RootQuestion {
  readonly code?: string | undefined;
  readonly codes?: readonly string[] | undefined;
  readonly more?: readonly { readonly id: string; readonly from?: string }[] | undefined;
}

/** The roots of a question; throws what `startsOf` throws. */
export async function rootsOf(store: Store, { code, codes = [], more = [] }: RootQuestion): Promise<ScopeRoot[]> {
  const roots = new Map<string, ScopeRoot>();
  for (const { id, from } of more) {
    // What a person had to do with is told to nobody who only has the token.
    if (isPersonToken(id)) throw new ZhuisuError('code_unknown', { came: id });
    roots.set(id, from === undefined ? { id } : { id, from: Date.parse(from) * 1000 });
  }
  const { names } = await namedRoots(store, [...(code === undefined ? [] : [code]), ...codes]);
  for (const root of await rootsWithLots(store, names)) if (!roots.has(root.id)) roots.set(root.id, root);
  return [...roots.values()];
}

/** As a recall keeps them: things by their ids, a range of lots as such, because lots of it may be recorded later. Throws code_unknown. */
export async function namedRoots(store: Store, codes: readonly string[]): Promise<{ names: string[]; roots: ScopeRoot[] }> {
  const names = new Set<string>();
  for (const code of codes) {
    const range = await rangeOf(store, code);
    if (range !== undefined) names.add(range);
    else for (const id of (await startsOf(store, code, { scan: codes.length <= mostPapers })).things) names.add(id);
  }
  return { names: [...names], roots: await rootsWithLots(store, [...names]) };
}

/** Two dots may stand in the code of one lot too: that counts where it is on record. */
async function rangeOf(store: Store, code: string): Promise<string | undefined> {
  const range = lotRangeOf(code);
  const fault = rangeFaultOf(code);
  if (fault !== undefined && (await recordedOf(store.database, identities(code))).size === 0)
    throw new ZhuisuError('lot_range_invalid', { came: code.slice(0, 120), cause: rangeFaults[fault] });
  if (range === undefined || (await recordedOf(store.database, [range.id])).size > 0) return undefined;
  if ((await rootsWithLots(store, [range.id])).length === 0) throw new ZhuisuError('code_unknown', { came: range.id });
  return range.id;
}

const rangeFaults: Readonly<Record<RangeFault, Words>> = {
  half: { zh: '缺起点或终点', en: 'an end is missing' },
  many: { zh: '多于两个端点', en: 'it has more than two ends' },
  products: { zh: '两端不是同一产品的批次', en: 'its ends are not lots of one product' },
  backwards: { zh: '起点在终点之后', en: 'its first lot comes after its last' },
};
