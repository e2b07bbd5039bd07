/** From the scope of a recall to the list of each holder. Pure. */
import type { RecallItem, RecallThing } from '../store/index.ts';
import { type Firm, likelyFrom, type ScopeAnswer, type Scoped, type ScopeItem } from '../trace/index.ts';

export type ListedItem = Omit<RecallItem, 'round'>;

interface Draft {
  heldMin: number;
  heldMax: number | null;
  transit: number;
  sold: number;
  readonly passed: Map<Firm, number>;
}

const dutyOf = (sure: ReadonlySet<string>, { id, share }: ScopeItem): 'must' | 'check' =>
  sure.has(id) || share >= likelyFrom ? 'must' : 'check';
const sureOf = ({ minimum }: ScopeAnswer): ReadonlySet<string> => new Set(minimum.map(({ id }) => id));

/** Everything affected, also what nobody holds any more. */
export function affectedThings(answer: ScopeAnswer, round: number): RecallThing[] {
  const sure = sureOf(answer);
  return answer.maximum.map((each) => ({ thing: each.id, round, kind: each.kind, duty: dutyOf(sure, each) }));
}

/**
 * What is surely or likely affected must be found, what is possibly affected must be looked for. A firm has a thing on its list that it
 * holds, that is on its way to it, or that went through its hands: it knows to whom.
 */
export function holderLists({ ledger, possible }: Pick<Scoped, 'ledger' | 'possible'>, answer: ScopeAnswer): ListedItem[] {
  const sure = sureOf(answer);
  return answer.maximum.flatMap((item) => {
    const { id, kind, share, held, sold } = item;
    const rows = new Map<Firm, Draft>();
    const of = (firm: Firm): Draft => {
      const found = rows.get(firm) ?? { heldMin: 0, heldMax: 0, transit: 0, sold: 0, passed: new Map() };
      rows.set(firm, found);
      return found;
    };
    for (const { organisation, min, max } of held) {
      const row = of(organisation);
      row.heldMin += min;
      row.heldMax = row.heldMax === null || max === null ? null : row.heldMax + max;
    }
    for (const { organisation, min } of sold) of(organisation).sold += min;
    for (const { from, to, quantity = 0, shipped, received } of ledger.page(id).movements) {
      if (from !== undefined && to !== undefined && from !== to) {
        const { passed } = of(from);
        passed.set(to, (passed.get(to) ?? 0) + quantity);
      }
      if (to !== undefined && shipped !== undefined && received === undefined) of(to).transit += quantity;
    }
    const gap = possible.things.get(id)?.gap;
    if (gap !== undefined && rows.size === 0) of(gap).heldMax = null;
    return [...rows]
      .filter(([holder]) => holder !== '')
      .map(
        ([holder, { passed, ...row }]): ListedItem => ({
          holder,
          thing: id,
          kind,
          duty: dutyOf(sure, item),
          share,
          uom: ledger.page(id).uom ?? 'C62',
          ...row,
          passed: JSON.stringify([...passed].map(([to, quantity]) => ({ to, quantity }))),
        }),
      );
  });
}
