/** A scope that hit its bound and what was asked for to go on with it, as one. Pure: the sets add up. */
import type { ScopeAnswerBody } from '../../../src/contract/index.ts';

type Figures = ScopeAnswerBody['figures']['minimum'];
type Item = ScopeAnswerBody['maximum'][number];
type SetName = 'minimum' | 'likely' | 'maximum';

export function addedScope(first: ScopeAnswerBody, second: ScopeAnswerBody): ScopeAnswerBody {
  const set = (name: SetName): Item[] => {
    const items = new Map(first[name].map((item) => [item.id, item]));
    for (const item of second[name]) if (!((items.get(item.id)?.share ?? -1) >= item.share)) items.set(item.id, item);
    return [...items.values()];
  };
  const [minimum, likely, maximum] = [set('minimum'), set('likely'), set('maximum')];
  const both = (name: SetName): string[] => [...new Set([...first.figures[name].firms, ...second.figures[name].firms])].sort();
  const calls = new Map(first.calls.map((call) => [call.organisation, call]));
  for (const call of second.calls) if (!calls.has(call.organisation)) calls.set(call.organisation, call);
  return {
    ...first,
    minimum,
    likely,
    maximum,
    calls: [...calls.values()],
    figures: {
      minimum: figuresOf(minimum, both('minimum')),
      likely: figuresOf(likely, both('likely')),
      maximum: figuresOf(maximum, both('maximum')),
    },
    hidden: first.hidden || second.hidden,
    bounds: { ...second.bounds, unread: [...new Set([...first.bounds.unread, ...second.bounds.unread])] },
    organisations: [...new Map([...first.organisations, ...second.organisations].map((each) => [each.id, each])).values()],
  };
}

function figuresOf(items: readonly Item[], firms: readonly string[]): Figures {
  const of = (wanted: Item['kind']): number => items.filter(({ kind }) => kind === wanted).length;
  const goods = items.filter(({ kind }) => kind === 'lot' || kind === 'instance');
  return {
    lots: of('lot'),
    units: of('instance'),
    logisticUnits: of('logistic_unit'),
    firms: [...firms],
    quantity: sums(
      goods.map(({ quantity }) => quantity),
      ({ uom }) => uom,
    ),
    held: sums(
      goods.flatMap(({ held }) => held),
      ({ organisation, uom }) => `${organisation} ${uom}`,
    ),
    sold: sums(
      goods.flatMap(({ sold }) => sold),
      ({ organisation, uom }) => `${organisation} ${uom}`,
    ),
  };
}

function sums<Row extends { readonly min: number; readonly max: number | null; readonly uom: string }>(
  rows: readonly Row[],
  key: (row: Row) => string,
): Row[] {
  return [...Map.groupBy(rows, key).values()].map((own) => ({
    ...own[0]!,
    min: own.reduce((sum, { min }) => sum + min, 0),
    max: own.some(({ max }) => max === null) ? null : own.reduce((sum, { max }) => sum + (max ?? 0), 0),
  }));
}
