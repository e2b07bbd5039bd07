/**
 * What goes wrong in the city. A row a kind: what it is, how often beside the others, and by what it should be noticed: ids of detectors
 * of the watch, or of rules of the stage. `also`: what else follows from it and is no false alarm. Where a kind leaves nothing in the
 * data by which it could be told, `unseen` says why.
 */
export interface FaultKind {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly family: 'coverage' | 'continuity' | 'completeness' | 'fraud';
  /** Ids of detectors, any of which finds it; `rule:AG-04` for a rule of the stage. */
  readonly expected: readonly string[];
  readonly also?: readonly string[];
  /** Against 1 of an ordinary kind. */
  readonly weight?: number;
  /** Share of the occasions that are taken while one is owed: so that it is not always the first firm of the day. */
  readonly take?: number;
  /** A firm has it from the first day on. */
  readonly standing?: true;
  /** Told by the firm and the time; otherwise by things or events. */
  readonly byFirm?: true;
  readonly unseen?: string;
}

export const faultKinds: readonly FaultKind[] = [
  {
    id: 'silent_firm',
    zh: '企业停止上传',
    en: 'a firm stops recording',
    family: 'coverage',
    expected: ['gone_silent'],
    also: ['delivery_not_confirmed', 'receipt_without_dispatch', 'lot_of_unknown_origin', 'more_than_there_was', 'sensor_gap'],
    byFirm: true,
    weight: 0.6,
  },
  {
    id: 'never_reports',
    zh: '登记而从未上传',
    en: 'registered, and never records',
    family: 'coverage',
    expected: ['never_reported'],
    also: ['delivery_not_confirmed', 'receipt_without_dispatch'],
    standing: true,
    byFirm: true,
    weight: 0.5,
  },
  {
    id: 'unlicensed',
    zh: '无证经营',
    en: 'in business without a licence',
    family: 'coverage',
    expected: ['no_licence_known'],
    standing: true,
    byFirm: true,
    weight: 0.5,
  },
  {
    id: 'licence_expired',
    zh: '许可过期仍经营',
    en: 'in business past the end of its licence',
    family: 'coverage',
    expected: ['licence_not_valid'],
    standing: true,
    byFirm: true,
    weight: 0.5,
  },
  {
    id: 'late_upload',
    zh: '迟传',
    en: 'records days late for a while',
    family: 'completeness',
    expected: ['late_upload'],
    also: [
      'delivery_not_confirmed',
      'receipt_without_dispatch',
      'lot_of_unknown_origin',
      'more_than_there_was',
      'gone_silent',
      'back_dated',
      'delivery_short',
    ],
    byFirm: true,
  },
  {
    id: 'back_dated',
    zh: '集中补录',
    en: 'weeks written up in one sitting',
    family: 'fraud',
    expected: ['back_dated'],
    also: [
      'late_upload',
      'gone_silent',
      'delivery_not_confirmed',
      'receipt_without_dispatch',
      'lot_of_unknown_origin',
      'more_than_there_was',
      'sensor_gap',
    ],
    byFirm: true,
    weight: 0.6,
  },
  {
    id: 'clock_skew',
    zh: '时钟超前',
    en: 'a clock that is hours ahead',
    family: 'completeness',
    expected: ['clock_ahead'],
    byFirm: true,
  },
  {
    id: 'missing_receipt',
    zh: '漏记收货',
    en: 'a receipt that is never recorded',
    family: 'continuity',
    expected: ['delivery_not_confirmed'],
    also: ['lot_of_unknown_origin', 'more_than_there_was', 'delivery_short'],
  },
  {
    id: 'missing_shipment',
    zh: '漏记发货',
    en: 'a dispatch that is never recorded',
    family: 'continuity',
    expected: ['receipt_without_dispatch'],
  },
  {
    id: 'quantity_short',
    zh: '收货短少',
    en: 'less arrives than was sent',
    family: 'continuity',
    expected: ['delivery_short'],
    also: ['more_than_there_was'],
  },
  {
    id: 'orphan_lot',
    zh: '来源不明批次',
    en: 'a lot is sold that nobody delivered',
    family: 'continuity',
    expected: ['lot_of_unknown_origin'],
  },
  {
    id: 'dilution',
    zh: '掺兑',
    en: 'more of a lot is sold than was bought',
    family: 'continuity',
    expected: ['more_than_there_was'],
  },
  {
    id: 'over_yield',
    zh: '得率超常',
    en: 'more comes out than went in could give',
    family: 'fraud',
    expected: ['yield_out_of_the_usual'],
  },
  {
    id: 'expired_sale',
    zh: '过期销售',
    en: 'sold past its date',
    family: 'continuity',
    expected: ['sold_past_its_date'],
  },
  {
    id: 'sale_after_recall',
    zh: '召回后销售',
    en: 'sold after it was recalled',
    family: 'continuity',
    expected: ['moved_though_unfit'],
  },
  {
    id: 'duplicate_upload',
    zh: '重复上传',
    en: 'the same event recorded twice',
    family: 'completeness',
    expected: ['uploaded_twice'],
    also: ['more_than_there_was', 'delivery_not_confirmed', 'receipt_without_dispatch', 'count_beside_the_book'],
  },
  {
    id: 'units_mixed',
    zh: '单位混淆',
    en: 'grams for kilograms',
    family: 'completeness',
    expected: ['amount_out_of_scale'],
    also: ['more_than_there_was', 'delivery_short', 'count_beside_the_book', 'yield_out_of_the_usual'],
  },
  {
    id: 'stock_drift',
    zh: '账物不符',
    en: 'the count is not what the book says',
    family: 'completeness',
    expected: ['count_beside_the_book'],
  },
  {
    id: 'certificate_reused',
    zh: '合格证重复使用',
    en: 'one certificate for two lots',
    family: 'fraud',
    expected: ['paper_used_again'],
  },
  {
    id: 'copied_batches',
    zh: '数据雷同',
    en: 'the amounts of a day copied to another',
    family: 'fraud',
    expected: ['copied_amounts'],
    byFirm: true,
  },
  {
    id: 'broken_cold_chain',
    zh: '冷链断链',
    en: 'warm for hours',
    family: 'completeness',
    expected: ['cold_chain_broken'],
  },
  {
    id: 'sensor_frozen',
    zh: '传感器卡死',
    en: 'a sensor repeats one value',
    family: 'completeness',
    expected: ['sensor_stuck'],
  },
  {
    id: 'sensor_gap',
    zh: '传感器中断',
    en: 'a sensor is silent for hours',
    family: 'completeness',
    expected: ['sensor_gap'],
  },
];
