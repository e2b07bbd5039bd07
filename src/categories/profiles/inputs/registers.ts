/** What is registered of farm inputs beside the log; rows come from the registers of the ministry and are imported. */
import type { Register } from '../../definition.ts';
import { column, unverified, verified } from '../../fields.ts';

type Column = Register['columns'][number];
const optional = { optional: true } as const;
const name = column('productName', '名称', 'Name', 'text');
const holder = column('holder', '登记证持有人', 'Holder', 'text');
const from = column('validFrom', '有效期自', 'Valid from', 'date');
const until = column('validUntil', '有效期至', 'Valid until', 'date', { due: true });
const status = column('status', '状态（valid 有效、cancelled 注销、revoked 撤销）', 'State: valid, cancelled, revoked', 'text');
const interval = (zh: string, en: string): Column => column('interval', zh, en, 'number', { unit: 'DAY', optional: true });

export const registers: readonly Register[] = [
  {
    id: 'pesticide_registration',
    zh: '农药登记',
    en: 'Pesticide registrations',
    key: { zh: '登记证号', en: 'Registration number', schemes: ['pesticidereg'] },
    columns: [
      name,
      holder,
      from,
      until,
      status,
      // The last six alone are not unique: PD and WP may share them.
      column('codeClass', '单元识别代码的登记类别（1 PD、2 WP、3 临时）', 'First digit of the unit codes', 'text'),
      column('lastSix', '登记证号后六位', 'Last six digits', 'text'),
      column('ingredient', '有效成分', 'Active ingredient', 'text', optional),
      column('formulation', '剂型', 'Formulation', 'text', optional),
      column('toxicity', '毒性', 'Toxicity', 'text', optional),
      column('restricted', '限制使用', 'Restricted', 'flag', optional),
    ],
    source: verified('农药登记信息；单元识别代码含登记类别与登记证号后六位（公告2579号）'),
  },
  {
    id: 'pesticide_use',
    zh: '农药登记的作物与用量',
    en: 'Crops and doses of the registrations',
    key: { zh: '登记证号|作物', en: 'Registration and crop' },
    columns: [
      column('target', '防治对象', 'Target', 'text'),
      column('doseUnit', '用量单位', 'Unit of the dose', 'text'),
      column('mostDose', '每次最高用量', 'Most at a time', 'number'),
      column('mostTimes', '每季最多次数', 'Most times a season', 'number'),
      interval('安全间隔期（天）', 'Pre-harvest interval (days)'),
    ],
    source: verified('农药登记批准的使用范围；列为平台设计'),
  },
  {
    id: 'vet_approval',
    zh: '兽药产品批准文号',
    en: 'Veterinary drug approvals',
    key: { zh: '批准文号', en: 'Approval number', schemes: ['vetapproval'] },
    columns: [
      name,
      holder,
      from,
      until,
      status,
      column('enterprise', '追溯码企业标识', 'Enterprise digits of the trace codes', 'text', optional),
      column('species', '靶动物', 'Animals', 'text'),
      column('prescription', '处方药', 'On prescription', 'flag'),
      interval('休药期（天）', 'Withdrawal period (days)'),
      column('milkInterval', '弃奶期（天）', 'Withdrawal period of milk (days)', 'number', { unit: 'DAY', optional: true }),
    ],
    source: unverified('国家兽药基础数据（列为平台设计，未核对原系统）'),
  },
  {
    id: 'fertiliser_registration',
    zh: '肥料登记与备案',
    en: 'Fertiliser registrations and filings',
    // Many common fertilisers are filed and not registered; a filing has a number of no known form, and may have no end.
    key: { zh: '登记证号或备案号', en: 'Registration or filing number', schemes: ['fertiliser'], others: true },
    columns: [
      name,
      holder,
      from,
      column('validUntil', '有效期至（备案无期限的不填）', 'Valid until; empty for a filing without an end', 'date', {
        due: true,
        optional: true,
      }),
      status,
      column('filing', '备案产品', 'Filed only', 'flag', optional),
    ],
    source: unverified('肥料登记管理办法（条文未核实）；部分肥料只备案、备案有无期限均未核实；列为平台设计'),
  },
  {
    id: 'seed_variety',
    zh: '品种审定与登记',
    en: 'Varieties approved or registered',
    key: { zh: '审定或登记编号', en: 'Approval or registration number' },
    columns: [
      column('variety', '品种名称', 'Variety', 'text'),
      column('crop', '作物', 'Crop', 'text'),
      column('henan', '适宜河南', 'Suited to Henan', 'flag'),
      column('region', '适宜区域', 'Region', 'text'),
      status,
      column('breeder', '申请者', 'Applicant', 'text', optional),
    ],
    source: unverified('种子法：主要农作物审定、非主要农作物登记（条文未核实）'),
  },
  {
    id: 'fumigation_body',
    zh: '熏蒸作业单位',
    en: 'Bodies that may fumigate',
    key: { zh: '统一社会信用代码', en: 'Credit code', schemes: ['uscc'] },
    columns: [
      column(
        'kind',
        '类型（grain_storage 储粮、pest_control 有害生物防治、soil 土壤熏蒸）',
        'Kind: grain_storage, pest_control, soil',
        'text',
      ),
      from,
      until,
    ],
    source: verified('农业农村部公告第868号（2025-03-01 起）'),
  },
];
