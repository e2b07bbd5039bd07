/** How far a recall reached when it was published, whom to ask and what that rests on: the same rows for the report on paper and as a table. */
import { units } from '../../../web/portal/words.ts';
import type { Recall } from '../../store/index.ts';
import { assumptionsOf, type FrozenScope, regimes } from '../../supervision/index.ts';
import type { MissingKind } from '../../trace/index.ts';

export const setNames = {
  minimum: '一定受影响 surely affected',
  likely: '很可能 likely',
  maximum: '至多（记录缺失）at most, as records are missing',
} as const;

const missingNames: Readonly<Record<MissingKind, string>> = {
  inputs_unknown: '投料不明 inputs unknown',
  making_unknown: '来源不明 making unknown',
  amount_unaccounted: '数量未交代 amount unaccounted for',
  receipt_missing: '未见收货 no receipt',
  shipment_missing: '未见发货 no shipment',
  destination_unknown: '去向未写明 destination unknown',
  load_unknown: '装载不明 load unknown',
  parts_unknown: '配件不明 parts unknown',
  may_have_received: '可能收到过 may have received some',
};

const bounds: Readonly<Record<string, string>> = { events: '记录数 records', time: '时间 time' };

/** `千克 KGM`: what people say, beside the code of Rec 20. */
export const unitText = (uom: string): string => (units[uom] === undefined ? uom : `${units[uom].zh} ${uom}`);

export const amountText = (min: number, max: number | null, uom: string): string =>
  `${max === min ? min : max === null ? `≥ ${min}` : `${min}–${max}`} ${unitText(uom)}`;

export const scopeIn = ({ scope }: Recall): FrozenScope | undefined =>
  scope === null ? undefined : (JSON.parse(scope) as FrozenScope);

export interface ScopeRow {
  readonly set: string;
  readonly lots: number;
  readonly units: number;
  readonly logisticUnits: number;
  readonly firms: number;
  readonly quantity: string;
}

export const scopeRows = (scope: FrozenScope): ScopeRow[] =>
  (['minimum', 'likely', 'maximum'] as const).map((name) => {
    const { quantity = [], ...counts } = scope[name];
    return {
      set: setNames[name],
      ...counts,
      quantity: quantity.map(({ min, max, uom }) => amountText(min, max, uom)).join('; '),
    };
  });

export const boundText = ({ cut, bound }: FrozenScope): string | undefined =>
  cut
    ? `搜索达到上限，范围可能更大 the search hit its bound, it may reach further: ${bounds[bound?.reason ?? ''] ?? '—'} ${bound?.limit ?? ''}`
    : undefined;

export interface CallRow {
  readonly place: number;
  readonly name: string;
  /** Things by which all its records would shrink the maximum, after those before it. */
  readonly shrinks: number;
  readonly missing: readonly { readonly text: string; readonly id: string; readonly shrinks: number | undefined }[];
}

export const callRows = ({ calls = [] }: FrozenScope): CallRow[] =>
  calls.map(({ name, shrinks, missing }, i) => ({
    place: i + 1,
    name,
    shrinks,
    missing: missing.map(({ kind, id = '', quantity, uom, shrinks: alone }) => ({
      text: `${missingNames[kind]}${quantity === undefined ? '' : ` ${quantity} ${unitText(uom ?? '')}`}`,
      id,
      shrinks: alone,
    })),
  }));

export const assumptionRows = (scope: FrozenScope): readonly { readonly zh: string; readonly en: string }[] =>
  assumptionsOf(scope);

/** Where its clocks come from, and that they were not checked, where they were not. */
export function clockTexts({ regime: id }: Recall): string[] {
  const regime = regimes.find((each) => each.id === id);
  if (regime === undefined) return [];
  return [regime.source, regime.answerSource].map(({ text, verified }) => `${text}${verified ? '' : '【未经核对 unverified】'}`);
}
