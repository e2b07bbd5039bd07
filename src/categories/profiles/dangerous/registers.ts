/** What is registered beside the log of dangerous goods. Rows come from the departments’ own systems; a permit is found by the URI of its number. */
import type { Register } from '../../definition.ts';
import { column, unverified } from '../../fields.ts';

const from = column('from', '有效期自', 'Valid from', 'date');
const until = column('until', '有效期至', 'Valid until', 'date', { due: true });
const source = unverified('登记项为平台设计，来自条例所列许可与备案内容');
const permitted = [
  column('group', '品类', 'Group', 'text'),
  column('quantity', '许可数量（kg、发、m、件）', 'Permitted amount', 'number'),
  from,
  until,
];

export const registers: readonly Register[] = [
  {
    id: 'store',
    zh: '专用仓库与零售点',
    en: 'Stores and shops',
    key: { zh: '库房位置码', en: 'Location code of the room', schemes: ['gln'] },
    columns: [
      column('storageClass', '核定储存类别', 'Approved storage class', 'text'),
      column('capacity', '设计容量（kg、发）或限制存放量（件）', 'Capacity or limit', 'number'),
      column('firstCustodian', '保管人一', 'First custodian', 'text', { optional: true }),
      column('secondCustodian', '保管人二', 'Second custodian', 'text', { optional: true }),
      column('dedicated', '专用仓库或专用场地', 'Dedicated', 'flag'),
      column('alarm', '视频监控与报警', 'Video and alarm', 'flag'),
      column('securityUnit', '治安保卫机构或人员', 'Security unit', 'flag'),
      column('filedEmergency', '已报应急管理部门备案', 'Filed with emergency management', 'flag'),
      column('filedPolice', '已报公安机关备案', 'Filed with the police', 'flag'),
    ],
    source,
  },
  {
    id: 'production_licence',
    zh: '民爆生产、销售许可产能',
    en: 'Licensed output of civil explosives',
    key: { zh: '许可证号', en: 'Licence number' },
    columns: [column('yearly', '年许可产量（kg、发、m）', 'Permitted a year', 'number'), from, until],
    source,
  },
  {
    id: 'purchase_permit',
    zh: '购买许可证',
    en: 'Purchase permits',
    key: { zh: '许可证号', en: 'Permit number' },
    columns: [...permitted, column('buyer', '购买单位', 'Buyer', 'text')],
    source,
  },
  {
    id: 'transport_permit',
    zh: '运输许可证、道路运输通行证',
    en: 'Transport permits and road passes',
    key: { zh: '许可证号', en: 'Permit number' },
    columns: [
      ...permitted,
      column('route', '核定路线', 'Approved route', 'text'),
      column('stops', '经停地点', 'Stops', 'text', { optional: true }),
      column('vehicle', '车辆号牌', 'Vehicle', 'text', { optional: true }),
      column('carrier', '承运单位', 'Carrier', 'text'),
    ],
    source,
  },
  {
    id: 'waybill',
    zh: '危险货物电子运单',
    en: 'Electronic waybills',
    key: { zh: '运单号', en: 'Waybill number' },
    columns: [
      column('un', '联合国编号', 'UN number', 'text'),
      column('quantity', '数量', 'Amount', 'number'),
      column('vehicle', '车辆号牌', 'Vehicle', 'text'),
    ],
    source,
  },
  {
    id: 'vehicle',
    zh: '危险货物运输车辆',
    en: 'Vehicles for dangerous goods',
    key: { zh: '号牌', en: 'Number plate', schemes: ['plate'] },
    columns: [
      column('ratedMass', '核定载质量', 'Rated mass', 'number', { unit: 'KGM' }),
      column('certificateUntil', '道路运输证有效期至', 'Certificate valid until', 'date'),
      column('carrier', '所属单位', 'Carrier', 'text'),
    ],
    source,
  },
  {
    id: 'blaster',
    zh: '爆破作业人员',
    en: 'Blasters',
    key: { zh: '人员标识', en: 'Token of the person' },
    columns: [
      column('highestLevel', '可从事的最高级别（1 即 A 级，4 即 D 级）', 'Highest level (1 is A, 4 is D)', 'number'),
      from,
      until,
      column('unit', '所属单位', 'Unit', 'text'),
    ],
    source,
  },
  {
    id: 'blasting_unit',
    zh: '爆破作业单位',
    en: 'Blasting units',
    key: { zh: '统一社会信用代码', en: 'Credit code', schemes: ['uscc'] },
    columns: [
      column('highestLevel', '可从事的最高级别（1 即 A 级，4 即 D 级）', 'Highest level (1 is A, 4 is D)', 'number'),
      from,
      until,
    ],
    source,
  },
  {
    id: 'display_permit',
    zh: '焰火燃放许可证',
    en: 'Display permits',
    key: { zh: '许可证号', en: 'Permit number' },
    columns: [column('displayFirm', '燃放作业单位', 'Display firm', 'text'), from, until],
    source,
  },
  {
    id: 'prohibition',
    zh: '政府划定的禁放禁售区域与时段',
    en: 'Areas and times in which fireworks are prohibited',
    key: { zh: '行政区划代码', en: 'Division code' },
    columns: [from, column('until', '有效期至', 'Valid until', 'date')],
    source,
  },
  {
    id: 'hazardous_chemical',
    zh: '危险化学品',
    en: 'Hazardous chemicals',
    key: { zh: 'CAS 号', en: 'CAS number', schemes: ['cas'] },
    columns: [
      column('name', '品名', 'Name', 'text'),
      column('registrationNo', '登记号', 'Registration number', 'text', { optional: true }),
      column('criticalQuantity', '重大危险源临界量', 'Critical quantity', 'number', { unit: 'TNE', optional: true }),
      column('group', '管制类别', 'Controlled as', 'text'),
    ],
    source,
  },
  {
    id: 'lawful_use',
    zh: '购买单位申报用途',
    en: 'Uses that buyers have declared',
    key: { zh: '统一社会信用代码', en: 'Credit code', schemes: ['uscc'] },
    columns: [column('use', '用途', 'Use', 'text')],
    source,
  },
  {
    id: 'waste_quota',
    zh: '危险废物经营许可余量',
    en: 'Quota of waste receivers',
    key: { zh: '统一社会信用代码', en: 'Credit code', schemes: ['uscc'] },
    columns: [column('yearly', '年经营规模', 'Permitted a year', 'number', { unit: 'KGM' })],
    source,
  },
];
