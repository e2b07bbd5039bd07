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

type More = Omit<FaultKind, 'id' | 'zh' | 'en' | 'family' | 'expected'>;
const kind = (
  id: string,
  [zh, en]: readonly [zh: string, en: string],
  family: FaultKind['family'],
  expected: readonly string[],
  more: More = {},
): FaultKind => ({ id, zh, en, family, expected, ...more });

/** What a record that is missing or late leaves open elsewhere. */
const gaps = [
  'delivery_not_confirmed',
  'receipt_without_dispatch',
  'lot_of_unknown_origin',
  'more_than_there_was',
  'source_not_stated',
  'shipped_while_packed',
];
const overStock = ['more_than_there_was', 'count_beside_the_book'];

export const faultKinds: readonly FaultKind[] = [
  kind('silent_firm', ['企业停止上传', 'a firm stops recording'], 'coverage', ['gone_silent'], {
    also: [
      ...gaps,
      'sensor_gap',
      'count_beside_the_book',
      'paper_never_issued',
      'code_never_made',
      'inspection_overdue',
      'rule:LIFT-01a',
    ],
    byFirm: true,
    weight: 0.6,
  }),
  kind('never_reports', ['登记而从未上传', 'registered, and never records'], 'coverage', ['never_reported'], {
    also: gaps,
    standing: true,
    byFirm: true,
    weight: 0.5,
  }),
  kind('unlicensed', ['无证经营', 'in business without a licence'], 'coverage', ['no_licence_known'], {
    standing: true,
    byFirm: true,
    weight: 0.5,
  }),
  kind('licence_expired', ['许可过期仍经营', 'in business past the end of its licence'], 'coverage', ['licence_not_valid'], {
    standing: true,
    byFirm: true,
    weight: 0.5,
  }),
  kind('chain_cut_at_border', ['跨界断链', 'goods from beyond the city, with nobody named who sent them'], 'coverage', [
    'source_not_stated',
  ]),

  kind('missing_receipt', ['漏记收货', 'a receipt that is never recorded'], 'continuity', ['delivery_not_confirmed'], {
    also: gaps,
  }),
  kind('missing_shipment', ['漏记发货', 'a dispatch that is never recorded'], 'continuity', ['receipt_without_dispatch']),
  kind('quantity_short', ['收货短少', 'less arrives than was sent'], 'continuity', ['delivery_short']),
  kind('swapped_lot', ['批号调换', 'another lot of the product is received'], 'continuity', ['lot_swapped']),
  kind('orphan_lot', ['来源不明批次', 'a lot is sold that nobody delivered'], 'continuity', ['lot_of_unknown_origin']),
  kind('dilution', ['掺兑', 'more of a lot is sold than was bought'], 'continuity', ['more_than_there_was']),
  kind('destroyed_resold', ['报废再售', 'thrown away, and sold after all'], 'continuity', ['more_than_there_was']),
  kind('expired_sale', ['过期销售', 'sold past its date'], 'continuity', ['sold_past_its_date']),
  kind('sale_after_recall', ['召回后销售', 'sold after it was recalled'], 'continuity', ['moved_though_unfit'], { take: 1 }),
  kind('failed_lot_sold', ['不合格仍销售', 'a lot that failed its test is sold'], 'continuity', ['moved_though_unfit']),
  kind('child_shipped_alone', ['箱内单品单独发出', 'a box is sent while it lies in a case'], 'continuity', [
    'shipped_while_packed',
  ]),
  kind('child_packed_twice', ['一物装入两箱', 'a box that lies in two cases'], 'continuity', ['in_two_places']),
  kind('unpacked_parent_shipped', ['空箱整件发出', 'a case that was opened is sent as a whole'], 'continuity', [
    'shipped_after_unpacking',
  ]),
  kind('part_fitted_twice', ['一件装两车', 'one part fitted into two cars'], 'fraud', ['in_two_places']),

  kind('late_upload', ['迟传', 'records days late for a while'], 'completeness', ['late_upload'], {
    also: [
      ...gaps,
      'gone_silent',
      'back_dated',
      'delivery_short',
      'count_beside_the_book',
      'paper_never_issued',
      'code_never_made',
    ],
    byFirm: true,
  }),
  kind('clock_skew', ['时钟超前', 'a clock that is hours ahead'], 'completeness', ['clock_ahead'], {
    also: ['sold_past_its_date', 'count_beside_the_book', 'inspection_overdue', 'impossible_travel'],
    byFirm: true,
  }),
  kind('duplicate_upload', ['重复上传', 'the same event recorded twice'], 'completeness', ['uploaded_twice'], { also: gaps }),
  kind('units_mixed', ['单位混淆', 'grams for kilograms'], 'completeness', ['amount_out_of_scale'], { also: overStock }),
  kind('stock_drift', ['账物不符', 'the count is not what the book says'], 'completeness', ['count_beside_the_book']),
  kind('broken_cold_chain', ['冷链断链', 'warm for hours'], 'completeness', ['cold_chain_broken']),
  kind('sensor_frozen', ['传感器卡死', 'a sensor repeats one value'], 'completeness', ['sensor_stuck']),
  kind('sensor_gap', ['传感器中断', 'a sensor is silent for hours'], 'completeness', ['sensor_gap']),
  kind('lift_inspection_overdue', ['电梯超期未检', 'a lift past its inspection'], 'completeness', ['inspection_overdue']),
  kind('lift_maintenance_overdue', ['维保逾期', 'a lift not maintained in time'], 'completeness', ['rule:LIFT-01a']),

  kind('back_dated', ['集中补录', 'weeks written up in one sitting'], 'fraud', ['back_dated'], {
    also: [...gaps, 'late_upload', 'gone_silent', 'sensor_gap', 'count_beside_the_book', 'paper_never_issued', 'code_never_made'],
    byFirm: true,
    weight: 0.6,
  }),
  kind('copied_batches', ['数据雷同', 'the amounts of a day copied to another'], 'fraud', ['copied_amounts'], { byFirm: true }),
  kind('over_yield', ['得率超常', 'more comes out than went in could give'], 'fraud', ['yield_out_of_the_usual']),
  kind('cloned_code', ['编码克隆', 'a code that is sold a second time elsewhere'], 'fraud', ['sold_twice']),
  kind('code_reuse', ['编码重复启用', 'codes given to new goods again'], 'fraud', ['made_twice']),
  kind('unknown_code', ['编造编码', 'a code that the maker never gave'], 'fraud', ['code_never_made']),
  kind('impossible_travel', ['移动速度不可能', 'one case at two ends of the city'], 'fraud', ['impossible_travel']),
  kind('certificate_reused', ['合格证重复使用', 'one certificate for two lots'], 'fraud', ['paper_used_again']),
  kind('certificate_forged', ['合格证伪造', 'a certificate that was never issued'], 'fraud', ['paper_never_issued']),
  kind('wrong_area', ['产地不符', 'sold under the name of another place'], 'fraud', ['origin_elsewhere']),
  kind('lift_maintenance_faked', ['维保造假', 'lifts maintained at one moment, with one photograph'], 'fraud', [
    'proof_used_again',
  ]),

  // What the rules of the stage say when it is recorded.
  kind('interval_violated', ['间隔期内采收', 'picked before the interval is over'], 'completeness', ['rule:AG-04']),
  kind('banned_input', ['使用禁用农药', 'a banned pesticide'], 'completeness', ['rule:AG-06']),
  kind('wrong_filler', ['充装他站气瓶', 'a cylinder of another station is filled'], 'completeness', ['rule:CYL-02a'], {
    take: 0.05,
  }),
  kind('overdue_cylinder_filled', ['充装超期气瓶', 'a cylinder past its inspection is filled'], 'completeness', ['rule:CYL-03a']),
  kind('unchecked_filling', ['未检查即充装', 'filled without a check'], 'completeness', ['rule:CYL-06a'], { take: 0.05 }),
  kind('missing_permit', ['无证购买民爆', 'explosives sold without a permit'], 'completeness', ['rule:EXP-02b'], { take: 0.5 }),
  kind('store_over_limit', ['超量储存', 'more in the magazine than it may hold'], 'completeness', ['rule:EXP-07a'], {
    take: 0.5,
  }),
  kind('blast_unaccounted', ['民爆物品去向不明', 'issued, and neither blasted nor returned'], 'completeness', ['rule:EXP-06b']),
  kind('precursor_private', ['向个人销售易制爆', 'a precursor sold to a person'], 'completeness', ['rule:PRE-01']),
  kind('quota_exceeded', ['超配额开采', 'more dug than the quota'], 'completeness', ['rule:RE-02b']),

  // By a chance of its own: its weight is not beside those of the others.
  kind('complaint_cluster', ['投诉集中', 'many complaints about one product'], 'coverage', ['complaint_cluster'], { weight: 0 }),
];
