/** What is registered of drugs and devices beside the log. Beside each column: the member of the public data that it is filled from. */
import type { Register } from '../../definition.ts';
import { unverified, verified } from '../../fields.ts';

export const medicalRegisters: readonly Register[] = [
  {
    id: 'drug',
    zh: '药品标识码',
    en: 'Drug identification codes',
    // 20-digit codes: their first seven; ISO/IEC 15459 codes: the part before the serial, such as a GTIN.
    key: { zh: '药品标识码', en: 'Drug identification code' },
    columns: [
      { key: 'approvalNo', zh: '批准文号', en: 'Approval number', kind: 'text' },
      { key: 'nationalCode', zh: '药品本位码', en: 'National drug code', kind: 'text', optional: true },
      { key: 'genericName', zh: '通用名', en: 'Generic name', kind: 'text' },
      { key: 'tradeName', zh: '商品名', en: 'Trade name', kind: 'text', optional: true },
      { key: 'holder', zh: '上市许可持有人', en: 'Marketing authorisation holder', kind: 'text' },
      { key: 'manufacturer', zh: '生产企业', en: 'Manufacturer', kind: 'text' },
      { key: 'dosageForm', zh: '剂型', en: 'Dosage form', kind: 'text' },
      { key: 'strength', zh: '制剂规格', en: 'Strength', kind: 'text' },
      { key: 'packSpec', zh: '包装规格', en: 'Pack size', kind: 'text' },
      { key: 'packLevel', zh: '包装级别', en: 'Package level', kind: 'number' },
      { key: 'packRatio', zh: '包装比例', en: 'Pack ratio', kind: 'text' },
      { key: 'storageCondition', zh: '贮藏', en: 'Storage', kind: 'text', optional: true },
      { key: 'special', zh: '特殊管理类别', en: 'Special control', kind: 'text', optional: true },
      { key: 'approvalUntil', zh: '批准文号有效期至', en: 'Approval valid until', kind: 'date', optional: true, due: true },
    ],
    source: unverified('药品标识码所标识的内容见 NMPAB/T 1011-2022 的二手说明；列为平台设计'),
  },
  {
    id: 'device',
    zh: '医疗器械唯一标识',
    en: 'Devices by UDI-DI',
    key: { zh: '最小销售单元产品标识', en: 'UDI-DI of the smallest unit for sale', schemes: ['gtin', 'ma', 'ahm'] }, // zxxsdycpbs
    columns: [
      { key: 'issuer', zh: '编码体系', en: 'Code system', kind: 'text' }, // cpbsbmtxmc
      { key: 'unitsInside', zh: '使用单元数量', en: 'Units of use inside', kind: 'number', optional: true }, // zxxsdyzsydydsl
      { key: 'unitOfUse', zh: '使用单元标识', en: 'UDI-DI of the unit of use', kind: 'text', optional: true }, // sydycpbs
      { key: 'carrier', zh: '标识载体', en: 'Carrier', kind: 'text', optional: true }, // bszt
      { key: 'directMark', zh: '有本体标识', en: 'Direct mark', kind: 'flag', optional: true }, // sfybtzjbs
      { key: 'productName', zh: '产品名称', en: 'Product', kind: 'text' }, // cpmctymc
      { key: 'tradeName', zh: '商品名', en: 'Trade name', kind: 'text', optional: true }, // spmc
      { key: 'model', zh: '规格型号', en: 'Model', kind: 'text', optional: true }, // ggxh
      { key: 'kind', zh: '器械类别', en: 'Device or in-vitro diagnostic', kind: 'text', optional: true }, // qxlb
      { key: 'classCode', zh: '分类编码', en: 'Classification code', kind: 'text', optional: true }, // flbm
      // Not in the published record: read from the registration number.
      { key: 'class', zh: '管理类别', en: 'Class', kind: 'text', optional: true },
      { key: 'registrant', zh: '注册人或备案人', en: 'Registrant', kind: 'text' }, // ylqxzcrbarmc
      { key: 'registrantCode', zh: '注册人信用代码', en: 'Credit code of the registrant', kind: 'text', optional: true }, // tyshxydm
      { key: 'registrationNo', zh: '注册证或备案号', en: 'Registration or filing number', kind: 'text' }, // zczbhhzbapzbh
      { key: 'singleUse', zh: '一次性使用', en: 'Single use', kind: 'flag', optional: true }, // sfbjwycxsy
      { key: 'mostUses', zh: '最大使用次数', en: 'Most uses', kind: 'number', optional: true }, // zdcfsycs
      { key: 'sterile', zh: '无菌', en: 'Sterile', kind: 'flag', optional: true }, // sfwwjbz
      { key: 'sterilization', zh: '灭菌方式', en: 'Sterilisation', kind: 'text', optional: true }, // mjfs
      { key: 'withLot', zh: '标识含批号', en: 'UDI has the lot', kind: 'flag', optional: true }, // scbssfbhph
      { key: 'withSerial', zh: '标识含序列号', en: 'UDI has the serial', kind: 'flag', optional: true }, // scbssfbhxlh
      { key: 'withProduction', zh: '标识含生产日期', en: 'UDI has the production date', kind: 'flag', optional: true }, // scbssfbhscrq
      { key: 'withExpiry', zh: '标识含失效日期', en: 'UDI has the expiry date', kind: 'flag', optional: true }, // scbssfbhsxrq
      { key: 'storage', zh: '储存条件', en: 'Storage', kind: 'text', optional: true }, // cchcztj, zdz, zgz, jldw
      { key: 'withdrawn', zh: '退市日期', en: 'Withdrawn from the market', kind: 'date', optional: true }, // tsrq
      { key: 'version', zh: '版本号', en: 'Version', kind: 'number', optional: true }, // versionNumber
    ],
    source: verified('医疗器械唯一标识数据库发布字段'),
  },
];
