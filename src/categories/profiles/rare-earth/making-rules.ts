/** Rules of making: who may, how much, what goes in comes out, what recyclers feed, the monthly entry, residue (RE-01 to 05, 13). */
import type { Rule } from '../../rules/definition.ts';
import { alone, permitOf, refusedAndTold, row, told } from '../row.ts';
import { design, miner, oreLot, quotaRule, rareEarthLaw, recycler, residueLot, scrapLot, separator } from './site.ts';

type Row = Record<string, string | number | boolean>;
const firm = (code: string, columns: Row) => ({ registers: { rare_earth_enterprise: { [code]: columns } } });
const quota = (columns: Row) => ({
  registers: {
    quota: { [permitOf('2026-FL-001')]: columns, [permitOf('2026-KC-001')]: columns },
  },
});
const made = told('separation');
const again = (more = {}) => told('separation', { time: '2026-09-20T16:00:00+08:00', ...more });
const stop = ['非名单企业不得生产，请停止并联系工信部门', 'Not named: stop, and call the department of industry'] as const;
const held = ['请停止投料并核对指标', 'Stop the feed and check the quota'] as const;
const feedOnly = ['综合利用企业只可使用二次资源', 'A recycler feeds secondary resources only'] as const;
const balanced = [
  '请核对投料、产出、在制与损耗（允差为平台默认值）',
  'Check feed, output, line and loss (tolerance: a default)',
] as const;
const listed = { mining: false, separating: false, role: 'named', from: '2024-10-01', until: '2027-12-31' };
const entered = told('ledger_entry');
const bought = (more = {}) =>
  told('purchase', { lot: scrapLot, enterprise: recycler, feedKind: 'secondary', productName: '磁材废料', ...more });

export const makingRules: readonly Rule[] = [
  ...(
    [
      ['RE-01a', 'RE-01b', 'separation', 'separating', separator, '冶炼分离', 'separation'],
      ['RE-01c', 'RE-01d', 'mining', 'mining', miner, '开采', 'mining'],
    ] as const
  ).flatMap(([block, alarm, stage, column, who, zh, en]) =>
    refusedAndTold(block, alarm, {
      name: [`只有名单内企业可以${zh}`, `Only named enterprises do the ${en}`],
      stages: [stage],
      test: { kind: 'register', register: 'rare_earth_enterprise', of: 'enterprise', column, is: [true], known: true },
      repair: stop,
      basis: rareEarthLaw('八、二十二'),
      passes: { record: told(stage), ...firm(who, { ...listed, [column]: true }) },
      fails: { record: told(stage), ...firm(who, { [column]: false }) },
    }),
  ),
  row({
    id: 'RE-01e',
    severity: 'alarm',
    name: ['名单须在有效期内', 'The name is on the list on that day'],
    stages: ['separation', 'mining'],
    test: { kind: 'period', register: 'rare_earth_enterprise', of: 'enterprise', from: 'from', until: 'until' },
    repair: stop,
    basis: rareEarthLaw('八'),
    passes: { record: made, ...firm(separator, { from: '2024-10-01', until: '2027-12-31' }) },
    fails: { record: made, ...firm(separator, { from: '2024-10-01', until: '2026-05-31' }) },
  }),
  ...(
    [
      ['RE-02a', 'separation', 'reoOut', '冶炼分离', 'separated', 11_200, 11_199],
      ['RE-02b', 'mining', 'reoMass', '开采', 'mined', 12_000, 11_999],
    ] as const
  ).map(([id, stage, value, zh, en, enough, short]) =>
    row({
      id,
      severity: 'alarm',
      name: [`${zh}累计产量不得超过总量控制指标`, `No more is ${en} than the quota`],
      stages: [stage],
      test: {
        kind: 'tally',
        by: ['quotaNo'],
        plus: [stage],
        value,
        most: { register: 'quota', of: 'quotaNo', column: 'reoMass' },
      },
      repair: held,
      basis: rareEarthLaw('十、二十一'),
      passes: {
        before: [told(stage)],
        record: told(stage, { time: '2026-09-20T16:00:00+08:00' }),
        ...quota({ reoMass: enough }),
      },
      fails: {
        before: [told(stage)],
        record: told(stage, { time: '2026-09-20T16:00:00+08:00' }),
        ...quota({ reoMass: short }),
      },
    }),
  ),
  row({
    id: 'RE-02c',
    severity: 'alarm',
    name: ['指标须属于本企业', 'The quota is that of the enterprise'],
    stages: ['separation', 'mining'],
    test: { kind: 'register', register: 'quota', of: 'quotaNo', column: 'enterprise', equalsField: 'enterprise', known: true },
    repair: held,
    basis: quotaRule,
    passes: { record: made, ...quota({ enterprise: separator }) },
    fails: { record: made, ...quota({ enterprise: miner }) },
  }),
  row({
    id: 'RE-02d',
    severity: 'alarm',
    name: ['指标须在其年度内使用', 'The quota is used in its year'],
    stages: ['separation', 'mining'],
    test: { kind: 'period', register: 'quota', of: 'quotaNo', from: 'from', until: 'until' },
    repair: held,
    basis: quotaRule,
    passes: { record: made, ...quota({ from: '2026-01-01', until: '2026-12-31' }) },
    fails: { record: made, ...quota({ from: '2025-01-01', until: '2025-12-31' }) },
  }),
  row({
    id: 'RE-03a',
    severity: 'alarm',
    name: ['投入等于产出、在制变化、损耗与残渣之和', 'What went in is what came out, stayed, was lost'],
    stages: ['separation', 'smelting', 'recycling'],
    test: {
      kind: 'sums',
      plus: ['reoIn'],
      minus: ['reoOut', 'stockChange', 'reoLoss', 'reoResidue'],
      tolerance: 0.01,
    },
    repair: balanced,
    basis: design,
    passes: { record: made },
    fails: alone('separation', { reoOut: 5000 }),
  }),
  row({
    id: 'RE-03b',
    severity: 'alarm',
    name: ['各元素分别平衡', 'Each element balances'],
    stages: ['separation', 'smelting', 'recycling'],
    when: [{ field: 'elementsIn' }],
    test: {
      kind: 'sums',
      plus: ['elementsIn'],
      minus: ['elementsOut', 'elementsHeld', 'elementsLost'],
      tolerance: 0.01,
    },
    repair: balanced,
    basis: design,
    passes: { record: made },
    // The totals agree: neodymium is declared as cerium.
    fails: alone('separation', { elementsOut: 'La=1590;Ce=2960;Pr=270;Nd=780' }),
  }),
  row({
    id: 'RE-03c',
    severity: 'alarm',
    name: ['分元素之和等于总量', 'The elements add up to the total'],
    stages: ['separation', 'smelting', 'recycling'],
    when: [{ field: 'elementsIn' }],
    test: { kind: 'sums', plus: ['elementsIn'], minus: ['reoIn'], tolerance: 0.01 },
    repair: balanced,
    basis: design,
    passes: { record: made },
    fails: alone('separation', { reoIn: 6600, reoOut: 6200 }),
  }),
  row({
    id: 'RE-03d',
    severity: 'alarm',
    name: ['批次投料不得超过购进', 'No more of a lot is fed than was bought'],
    stages: ['separation', 'smelting', 'recycling'],
    test: { kind: 'balance', of: 'inputs', tolerance: 0.01 },
    repair: balanced,
    basis: design,
    passes: { before: [told('purchase')], record: made },
    fails: { before: [told('purchase')], record: again({ feed: [{ code: oreLot, quantity: 12, unit: 'TNE' }] }) },
  }),
  row({
    id: 'RE-03e',
    severity: 'alarm',
    name: ['月度台账期初加收入等于期末加支出', 'The ledger of the month adds up'],
    stages: ['ledger_entry'],
    test: {
      kind: 'sums',
      plus: ['opening', 'received', 'made'],
      minus: ['consumed', 'shipped', 'lost', 'closing'],
      tolerance: 0.005,
    },
    repair: balanced,
    basis: design,
    passes: { record: entered },
    fails: alone('ledger_entry', { closing: 5000 }),
  }),
  row({
    id: 'RE-04a',
    severity: 'block',
    name: ['综合利用不得以矿产品为原料', 'Recycling does not feed mineral products'],
    stages: ['recycling'],
    test: { kind: 'value', field: 'feedKind', is: ['secondary'] },
    repair: feedOnly,
    basis: rareEarthLaw('十一、二十二'),
    passes: alone('recycling'),
    fails: alone('recycling', { feedKind: 'mineral' }),
  }),
  row({
    id: 'RE-04b',
    severity: 'block',
    name: ['投料批次须以二次资源购进', 'The lot fed was bought as secondary'],
    stages: ['recycling'],
    test: { kind: 'last', of: 'inputs', stages: ['purchase'], field: 'feedKind', is: ['secondary'], orNone: true },
    repair: feedOnly,
    basis: rareEarthLaw('十一、二十二'),
    passes: { before: [bought()], record: told('recycling') },
    fails: { before: [bought({ feedKind: 'mineral' })], record: told('recycling') },
  }),
  row({
    id: 'RE-04c',
    severity: 'block',
    name: ['投料批次不得来自开采', 'The lot fed was not mined'],
    stages: ['recycling'],
    test: { kind: 'custody', of: 'inputs', never: ['mining'] },
    repair: feedOnly,
    basis: rareEarthLaw('十一、二十二'),
    passes: { before: [bought()], record: told('recycling') },
    fails: {
      before: [told('mining')],
      record: told('recycling', { feed: [{ code: oreLot, quantity: 2, unit: 'TNE' }] }),
    },
  }),
  row({
    id: 'RE-05',
    severity: 'alarm',
    name: ['每月十日前填报上月流向', 'Last month is entered by the tenth'],
    stages: ['ledger_entry'],
    test: { kind: 'monthly', of: 'things', field: 'periodEnd', day: 10 },
    repair: ['请立即在稀土产品追溯信息系统填报', 'Enter it in the national system now'],
    basis: quotaRule,
    passes: {
      before: [told('ledger_entry', { time: '2026-08-10T09:00:00+08:00', periodEnd: '2026-07-31' })],
      record: told('ledger_entry', {}, '2026-08-20T08:00:00+08:00'),
    },
    fails: alone('ledger_entry', {}, '2026-08-11T08:00:00+08:00'),
  }),
  row({
    id: 'RE-13',
    severity: 'alarm',
    name: ['按危险废物转移的残渣须有危险废物记录', 'Residue that goes as hazardous waste is recorded as such'],
    stages: ['residue'],
    when: [{ field: 'goesTo', is: ['hazardous_waste'] }],
    test: { kind: 'due', of: 'things', follow: ['dangerous/waste_storage', 'dangerous/waste_transfer'], days: 90 },
    repair: ['请登记入库或转移（九十日为平台默认值）', 'Record its storage or transfer (ninety days: a default)'],
    basis: design,
    passes: {
      before: [
        told('dangerous/waste_storage', {
          time: '2026-06-22T10:00:00+08:00',
          lot: residueLot,
          lotQuantity: 1500,
          wasteCode: 'urn:zhuisu:wastecode:900-041-49',
        }),
      ],
      record: told('residue', { goesTo: 'hazardous_waste' }, '2026-10-01T08:00:00+08:00'),
    },
    fails: alone('residue', { goesTo: 'hazardous_waste' }, '2026-10-01T08:00:00+08:00'),
  }),
];
