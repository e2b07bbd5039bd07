/** Equipment, rare earth, car parts. */
import { unverified } from '../fields.ts';
import { deep, design, lotNumber, made, of, row, type ShownKind } from './kind.ts';

export const thingsKinds: readonly ShownKind[] = [
  {
    id: 'lift',
    category: 'equipment',
    zh: '电梯',
    en: 'Lift',
    made: ['lift_making', 'use_registration'],
    rows: [
      row('rescueCode', '应急识别码（96333）', 'rescue code (96333)', ['use_registration.rescueCode'], deep),
      row('registration', '使用登记证编号', 'registration of use', ['use_registration.certificateNo'], deep),
      row('user', '使用单位', 'operated by', ['use_registration.user'], deep),
      row('maintainer', '维护保养单位', 'maintained by', ['use_registration.maintainer'], deep),
      row('nextInspection', '下次检验日期', 'next inspection', ['periodic_inspection.nextInspection'], deep),
      row('model', '型号', 'model', ['lift_making.model'], deep),
      row('productionDate', '制造日期', 'made on', ['lift_making.productionDate'], deep),
    ],
    source: unverified('电梯使用标志与应急识别标签的内容；列为平台设计'),
  },
  {
    id: 'cylinder',
    category: 'equipment',
    zh: '气瓶',
    en: 'Gas cylinder',
    made: ['cylinder_making', 'cylinder_registration', 'filling'],
    rows: [
      row('filler', '充装单位', 'filled by', ['filling.filler'], deep),
      row('filled', '充装时间', 'filled on', ['filling.time'], deep),
      row('netMass', '净充装量', 'net mass', ['filling.netMass'], deep),
      row(
        'nextInspection',
        '检验有效期至',
        'next inspection',
        of('nextInspection', 'cylinder_inspection', 'cylinder_registration'),
        deep,
      ),
      row('insured', '责任保险有效期至', 'insured until', ['cylinder_registration.insuredUntil'], deep),
    ],
    source: unverified('一市气瓶扫码公示的项目（实际做法，非法规条文）'),
  },
  {
    id: 'rare_earth',
    category: 'rare_earth',
    zh: '稀土产品',
    en: 'Rare-earth product',
    made: ['separation', 'smelting', 'recycling', 'mining'],
    rows: [
      row('enterprise', '生产企业', 'producer', of('enterprise', 'separation', 'smelting', 'recycling', 'mining')),
      lotNumber('separation', 'smelting', 'recycling', 'mining'),
      made('separation', 'smelting', 'recycling', 'mining'),
      row('label', '环境标志认证证书号', 'environmental label', ['environment_label.environmentLabel']),
    ],
    source: design,
  },
  {
    id: 'car_part',
    category: 'car_parts',
    zh: '汽车配件',
    en: 'Car part',
    made: ['part_production', 'part_import', 'remanufacturing'],
    rows: [
      row(
        'product',
        '配件名称',
        'part',
        of('partName', 'remanufacturing', 'part_production', 'part_import', 'workshop_receipt'),
        deep,
      ),
      row('partNo', '配件编码（零件号）', 'part number', of('partNo', 'remanufacturing', 'part_production', 'part_import'), deep),
      row('brand', '品牌', 'brand', of('brand', 'part_production', 'part_import'), deep),
      row(
        'maker',
        '生产企业或进口商',
        'maker or importer',
        [...of('maker', 'remanufacturing', 'part_production'), 'part_import.importer'],
        deep,
      ),
      row(
        'certificate',
        '产品合格证',
        'certificate',
        of('certificateNo', 'remanufacturing', 'part_production', 'part_import'),
        deep,
      ),
      row('ccc', '强制性产品认证证书号', 'CCC certificate', of('cccNo', 'part_production', 'part_import'), {
        deep: true,
        spare: true,
      }),
      row('fitModel', '适用车型', 'fits', of('fitModel', 'part_production', 'part_import'), { deep: true, spare: true }),
      lotNumber('part_production', 'part_import'),
      made('part_production', 'part_import'),
    ],
    source: design,
  },
];
