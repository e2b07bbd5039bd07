/** What is registered of special equipment beside the log: each lift and cylinder with its due dates and its file; people and scales. */
import type { Register } from '../../definition.ts';
import { column, unverified } from '../../fields.ts';
import { cylinderSchemes, liftSchemes } from './site.ts';

const optional = { optional: true } as const;
const due = { optional: true, due: true } as const;
const source = unverified('登记项为平台设计；省级特种设备平台为准，本表镜像');

export const registers: readonly Register[] = [
  {
    id: 'lift',
    zh: '电梯',
    en: 'Lifts',
    key: { zh: '设备代码', en: 'Equipment code', schemes: liftSchemes },
    // Beside a column: the field of a provincial inspection system that it is filled from (EQP_COD is the key).
    columns: [
      column('registrationCode', '注册代码（旧）', 'Older registration code', 'text', optional), // EQP_REG_COD
      column('certificateNo', '使用登记证编号', 'Use certificate', 'text', optional), // EQP_USECERT_COD
      column('kind', '设备品种', 'Kind of lift', 'text', optional), // EQP_VART
      column('rescueCode', '应急识别码', 'Rescue code', 'text', optional),
      column('maker', '制造单位', 'Maker', 'text', optional), // MAKE_UNT
      column('madeOn', '制造日期', 'Made on', 'date', optional), // MAKE_DATE
      column('installer', '安装单位', 'Installer', 'text', optional), // INST_UNT
      column('user', '使用单位', 'User', 'text'), // USE_UNT
      column('maintainer', '维护保养单位', 'Maintainer', 'text'), // MANT_UNT
      column('building', '建筑物', 'Building', 'text', optional), // BUILD_NAME
      column('area', '行政区划代码', 'Division code', 'text', optional), // EQP_AREA_COD
      column('madeUnderLicence', '由取得许可的单位制造', 'Made under a licence', 'flag'),
      column('eliminated', '国家明令淘汰', 'Eliminated by the State', 'flag'),
      column('scheme', '维保方式（fixed 按期、on_demand 按需）', 'Scheme (fixed, on_demand)', 'text'),
      column('intervalDays', '按需维保间隔', 'Interval on demand', 'number', { unit: 'DAY', optional: true }),
      column('longestInterval', '允许的最长维保间隔', 'Longest interval allowed', 'number', { unit: 'DAY', optional: true }),
      column('nextMaintenance', '下次维保日期', 'Next maintenance', 'date', due),
      column('nextInspection', '下次检验日期', 'Next inspection', 'date'),
      column('nextSelfTest', '下次自行检测日期', 'Next self-test', 'date', due),
      column('insuredUntil', '责任保险有效期至', 'Insured until', 'date', due),
      column('fileDesign', '档案有设计、合格证、说明书、监督检验证明', 'File: design, quality, manual, supervision', 'flag'),
      column('fileInspection', '档案有检验与自行检查记录', 'File: inspections and self-checks', 'flag'),
      column('fileDailyUse', '档案有日常使用记录', 'File: daily use', 'flag'),
      column('fileMaintenance', '档案有维护保养记录', 'File: maintenance', 'flag'),
      column('fileFault', '档案有故障与事故记录', 'File: faults and accidents', 'flag'),
      column('fileComplete', '档案完整', 'File is complete', 'flag'),
    ],
    source,
  },
  {
    id: 'cylinder',
    zh: '气瓶',
    en: 'Cylinders',
    key: { zh: '气瓶编码', en: 'Code of the cylinder', schemes: cylinderSchemes },
    columns: [
      column('registrationCode', '使用登记代码', 'Registration code', 'text', optional),
      column('owner', '产权（充装）单位', 'Owner: the filling unit', 'text'),
      column(
        'exemption',
        '可由他站充装的类别（none、vehicle、listed）',
        'May be filled elsewhere (none, vehicle, listed)',
        'text',
      ),
      column('medium', '登记介质', 'Registered medium', 'text'),
      column('nominalMass', '最大充装量', 'Nominal filling', 'number', { unit: 'KGM' }),
      column('workingPressure', '公称工作压力', 'Working pressure', 'number', { unit: 'MPA' }),
      column('nextInspection', '下次检验日期', 'Next inspection', 'date'),
      column('scrapOn', '报废日期', 'To be scrapped on', 'date'),
      column('insuredUntil', '责任保险有效期至', 'Insured until', 'date', due),
      column('fileComplete', '档案完整', 'File is complete', 'flag'),
    ],
    source,
  },
  {
    id: 'equipment_worker',
    zh: '特种设备作业人员证',
    en: 'Certificates of operators',
    key: { zh: '人员标识', en: 'Token of the person' },
    columns: [
      column('scope', '作业项目（lift_repair、cylinder_filling）', 'Scope (lift_repair, cylinder_filling)', 'text'),
      column('from', '有效期自', 'Valid from', 'date'),
      column('until', '有效期至', 'Valid until', 'date'),
    ],
    source,
  },
  {
    id: 'scale',
    zh: '充装秤与充装枪',
    en: 'Scales and filling guns',
    key: { zh: '编号', en: 'Number' },
    columns: [
      column('station', '充装站', 'Filling station', 'text'),
      column('remoteControl', '可远程控制', 'Can be controlled remotely', 'flag'),
    ],
    source,
  },
];
