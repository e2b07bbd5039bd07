/** How a bill of the drug tracing systems is written as a stage: number, type, time, codes, who recorded it. */
import type { EventForm, Field, SimpleRecord, Stage, Words } from '../../definition.ts';
import { choice, choices, text, unverified, when, where } from '../../fields.ts';
import { billNumber, bills, codes, lot, operator, somebody, unit } from './shared.ts';

/** The types as the systems number them, and the names that they give them. */
const types = choices(
  ['101', '生产入库', 'in: production'],
  ['102', '采购入库', 'in: purchase'],
  ['103', '退货入库', 'in: return'],
  ['104', '调拨入库', 'in: transfer'],
  ['106', '零头入库', 'in: odd remainder'],
  ['107', '供应入库', 'in: supply'],
  ['108', '召回入库', 'in: recall'],
  ['110', '赠品入库', 'in: gift'],
  ['111', '盘盈入库', 'in: found at stock-taking'],
  ['112', '报废入库', 'in: scrap'],
  ['113', '其他入库', 'in: other'],
  ['201', '销售出库', 'out: sale'],
  ['202', '退货出库', 'out: return'],
  ['203', '调拨出库', 'out: transfer'],
  ['204', '返工出库', 'out: rework'],
  ['205', '销毁出库', 'out: destruction'],
  ['206', '抽检出库', 'out: sampling'],
  ['207', '直调出库', 'out: direct dispatch'],
  ['208', '生产出库', 'out: production'],
  ['209', '供应出库', 'out: supply'],
  ['211', '召回出库', 'out: recall'],
  ['212', '赠品出库', 'out: gift'],
  ['214', '盘亏出库', 'out: missing at stock-taking'],
  ['215', '损坏出库', 'out: damage'],
  ['216', '报废出库', 'out: scrap'],
  ['217', '其他出库', 'out: other'],
  ['237', '直调退货', 'out: return of a direct dispatch'],
  ['321', '零售出库', 'to the person: retail'],
  ['322', '疫苗接种', 'to the person: vaccination'],
);

export const billType = (...wanted: readonly string[]): Field =>
  choice(
    'billType',
    ['单据类型', 'Type of bill'],
    types.filter(({ value }) => wanted.includes(value)),
  );

export interface Bill extends Words {
  readonly id: string;
  readonly types: readonly [string, ...string[]];
  readonly event: Omit<EventForm, 'type' | 'action'> & { readonly action?: 'DELETE' };
  readonly number: 'desadv' | 'recadv' | 'own';
  /** Things without codes may go by this bill too. */
  readonly lots?: true;
  readonly fields: readonly Field[];
  readonly example: SimpleRecord;
}

/** Codes are those of the packs moved: a carton stands for what lies in it. */
export const billStage = ({ id, zh, en, types: wanted, event, number, lots, fields, example }: Bill): Stage => ({
  id,
  zh,
  en,
  event: { ...event, type: 'ObjectEvent', action: event.action ?? 'OBSERVE' },
  fields: [
    when(['单据时间', 'Time of the bill']),
    where(),
    ...(lots ? [codes({ optional: true }), lot({ optional: true })] : [codes()]),
    billType(...wanted),
    billNumber(number),
    ...fields,
    operator(),
  ],
  example: { codes: [unit], billType: wanted[0], operator: somebody('operator-1'), ...example },
  source: bills,
});

export const reason = (sees: 'partners' | 'authority' = 'partners'): Field => text('reason', ['原因', 'Reason'], { sees });
export const reasonCode = (): Field =>
  choice(
    'reasonCode',
    ['原因类别', 'Kind of reason'],
    choices(
      ['quality', '质量问题', 'quality'],
      ['expiry', '近效期或过期', 'near or past expiry'],
      ['damage', '破损', 'damage'],
      ['wrong', '错发', 'wrong delivery'],
      ['unsold', '滞销', 'not sold'],
      ['other', '其他', 'other'],
    ),
    { law: unverified('原因类别的取值为平台默认') },
  );
