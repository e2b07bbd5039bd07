/** What is registered of vehicles and workshops beside the log. */
import type { Register } from '../../definition.ts';
import { unverified } from '../../fields.ts';

export const registers: readonly Register[] = [
  {
    id: 'vehicle',
    zh: '机动车登记',
    en: 'Vehicles',
    key: { zh: '车辆识别代号', en: 'VIN', schemes: ['vin'] },
    columns: [
      {
        key: 'status',
        zh: '状态（in_use 正常、scrapped 报废、deregistered 注销）',
        en: 'State: in_use, scrapped, deregistered',
        kind: 'text',
      },
      { key: 'model', zh: '车型', en: 'Model', kind: 'text', optional: true },
      { key: 'registered', zh: '注册日期', en: 'First registered', kind: 'date', optional: true },
      { key: 'guaranteeUntil', zh: '三包有效期至', en: 'Guarantee until', kind: 'date', optional: true },
    ],
    source: unverified('列为平台设计；来源为公安交管登记，尚无接口'),
  },
  {
    id: 'workshop',
    zh: '机动车维修企业备案',
    en: 'Workshops on file',
    key: { zh: '统一社会信用代码', en: 'Credit code', schemes: ['uscc'] },
    columns: [
      { key: 'name', zh: '名称', en: 'Name', kind: 'text' },
      { key: 'class', zh: '类别（1 一类、2 二类、3 三类）', en: 'Class: 1, 2, 3', kind: 'text' },
      { key: 'filed', zh: '已备案', en: 'On file', kind: 'flag' },
      { key: 'uploads', zh: '应上传健康档案', en: 'Must upload to the health file', kind: 'flag' },
    ],
    source: unverified('机动车维修管理规定：维修经营备案（条号未核实）；列为平台设计'),
  },
];
