/** Rules of growing and selling crops (AG). */
import { unverified, verified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { harvest } from './orchard.ts';

const interval = unverified('农药管理条例第三十四条；登记与标签的安全间隔期');
const certificate = verified('农产品质量安全承诺达标合格证管理办法（农业农村部令2025年第4号）');
const design = unverified('平台规则：无法律依据，供发现异常');

const spray = (more: object = {}) => ({ stage: 'application', but: { time: '2026-04-28T08:00:00+08:00', interval: 7, ...more } });
const picked = (more: object = {}) => ({ stage: 'harvest', but: { time: '2026-05-05T16:00:00+08:00', ...more } });

export const cropRules: readonly Rule[] = [
  {
    id: 'AG-01',
    zh: '在目录内的产品销售出库须附合格证',
    en: 'Products in scope leave with a conformity certificate',
    severity: 'block',
    stages: ['shipping'],
    validFrom: '2026-02-01',
    test: { kind: 'present', field: 'certificateNo' },
    repair: { zh: '请先开具承诺达标合格证并填写编号', en: 'Issue the certificate first and state its number' },
    basis: certificate,
    passes: { record: { stage: 'shipping' } },
    fails: { record: { stage: 'shipping', but: { certificateNo: null } } },
  },
  {
    id: 'AG-03',
    zh: '合格证所列数量不得超过批次余量',
    en: 'A certificate promises no more than the lot holds',
    severity: 'block',
    stages: ['shipping', 'wholesale', 'packing'],
    validFrom: '2026-02-01',
    test: { kind: 'balance', of: 'things', tolerance: 0.02 },
    repair: { zh: '请核对批次与数量', en: 'Check the lot and the quantity' },
    basis: design,
    passes: { before: [{ stage: 'packing' }], record: { stage: 'shipping' } },
    fails: { before: [{ stage: 'packing' }], record: { stage: 'shipping', but: { lotQuantity: 200 } } },
  },
  {
    id: 'AG-04',
    zh: '采收须在安全间隔期之后',
    en: 'Harvest only after the pre-harvest interval',
    severity: 'block',
    stages: ['harvest'],
    validFrom: '2017-06-01',
    test: { kind: 'interval', of: 'inputs', after: ['application'], daysField: 'interval', fromField: 'stopDate' },
    repair: {
      zh: '请在允许的日期之后采收；如记录有误，请先更正用药记录',
      en: 'Harvest from the allowed day on; if a record is wrong, correct it first',
    },
    basis: interval,
    passes: { before: [spray()], record: picked() },
    fails: { before: [spray()], record: picked({ time: '2026-05-03T16:00:00+08:00' }) },
  },
  {
    id: 'AG-06',
    zh: '不得使用禁用农药',
    en: 'No banned pesticide is used',
    severity: 'block',
    stages: ['application', 'input_purchase'],
    validFrom: '2002-06-05',
    test: { kind: 'listed', field: 'inputName', list: 'banned_pesticides', as: 'banned' },
    repair: { zh: '请停止使用并联系农业农村部门', en: 'Stop using it and call the department of agriculture' },
    basis: verified('农业农村部公告第736号等禁用农药公告'),
    passes: { record: spray({ inputName: '氧乐果' }) },
    fails: { record: spray({ time: '2026-06-02T08:00:00+08:00', inputName: '40% 氧乐果乳油' }) },
  },
  {
    id: 'AG-16',
    zh: '检测须在销售之前',
    en: 'Tests come before the sale',
    severity: 'alarm',
    stages: ['test'],
    validFrom: '2026-02-01',
    test: { kind: 'before', of: 'things', forbids: ['shipping', 'wholesale', 'retail'] },
    repair: { zh: '请核对检测时间', en: 'Check the time of the test' },
    basis: design,
    passes: { before: [picked()], record: { stage: 'test' } },
    fails: {
      before: [{ stage: 'shipping', but: { time: '2026-05-06T08:00:00+08:00', lot: harvest, lotUnit: 'KGM' } }],
      record: { stage: 'test' },
    },
  },
  {
    id: 'AG-17',
    zh: '发货须在七日内确认收货',
    en: 'A dispatch is confirmed within seven days',
    severity: 'alarm',
    stages: ['shipping'],
    validFrom: '2026-02-01',
    test: { kind: 'due', of: 'things', follow: ['receipt', 'refusal', 'market_entry'], days: 7 },
    repair: { zh: '请联系收货方确认或拒收', en: 'Ask the receiver to confirm or refuse' },
    basis: unverified('NY/T 4712-2025 的上下游记录要求；天数为平台默认值'),
    passes: { before: [{ stage: 'receipt' }], record: { stage: 'shipping', recorded: '2026-05-20T08:00:00+08:00' } },
    fails: { record: { stage: 'shipping', recorded: '2026-05-20T08:00:00+08:00' } },
  },
  {
    id: 'AG-18',
    zh: '检测不合格的批次及其产物不得出库',
    en: 'A lot that failed its test, and what was made of it, stays',
    severity: 'block',
    stages: ['shipping', 'wholesale', 'retail'],
    validFrom: '2023-01-01',
    test: { kind: 'state', of: 'things', not: ['non_conformant', 'recalled'], ancestors: true },
    repair: { zh: '请隔离该批次并联系主管部门', en: 'Set the lot apart and call the department' },
    basis: verified('国家农产品质量安全追溯管理信息平台接口（2018）：监测不合格处置'),
    passes: { before: [picked(), { stage: 'test' }, { stage: 'packing' }], record: { stage: 'shipping' } },
    fails: {
      before: [picked(), { stage: 'test', but: { verdict: 'non_conformant' } }, { stage: 'packing' }],
      record: { stage: 'shipping' },
    },
  },
];
