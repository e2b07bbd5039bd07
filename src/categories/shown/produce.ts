/** Farm produce. */
import { unverified } from '../fields.ts';
import { deep, of, producer, quantity, row, type ShownKind, type ShownRow, test } from './kind.ts';

const produceSource = unverified('国家农产品质量安全追溯管理信息平台公众查询项目（接口描述），个人信息不显示；其余为平台设计');
const treated = row('inputs', '用药用肥', 'treatments', ['application', 'medication'], { is: 'inputs', deep: true });
const certificate = (...stages: string[]): ShownRow =>
  row('certificate', '合格证号', 'certificate', of('certificateNo', ...stages), deep);

export const produceKinds: readonly ShownKind[] = [
  {
    id: 'tea',
    category: 'produce',
    zh: '茶叶',
    en: 'Tea',
    made: ['tea_processing', 'tea_refining'],
    rows: [
      row('product', '茶类', 'kind of tea', ['tea_processing.teaKind'], deep),
      row('variety', '品种', 'variety', ['harvest.variety', 'planting.variety'], { deep: true, spare: true }),
      quantity,
      producer,
      row('origin', '产地', 'origin', ['harvest.origin', 'planting.origin'], deep),
      row('harvestDate', '采摘日期', 'picked on', ['harvest.harvestDate'], deep),
      treated,
      test('test'),
      certificate('certificate', 'shipping', 'repacking', 'inbound_batch', 'receipt'),
    ],
    source: produceSource,
  },
  {
    id: 'meat',
    category: 'produce',
    zh: '畜禽肉',
    en: 'Meat',
    made: ['slaughter'],
    rows: [
      row('species', '畜种', 'species', ['slaughter.species'], deep),
      quantity,
      producer,
      row('origin', '产地', 'origin', ['slaughter.origin'], deep),
      row('slaughterDate', '屠宰日期', 'slaughtered on', ['slaughter.slaughterDate'], deep),
      treated,
      row(
        'quarantine',
        '检疫合格证明号',
        'quarantine certificate',
        ['meat_inspection.quarantineNo', 'slaughter_entry.quarantineNo'],
        deep,
      ),
      row('meatInspection', '肉品品质检验合格证号', 'meat inspection certificate', ['meat_inspection.meatInspectionNo'], deep),
    ],
    source: produceSource,
  },
  {
    id: 'milk',
    category: 'produce',
    zh: '生鲜乳',
    en: 'Raw milk',
    made: ['milk_collection', 'milking'],
    rows: [quantity, producer, treated, row('antibiotics', '抗生素检测', 'antibiotics', ['milk_collection.antibiotics'], deep)],
    source: produceSource,
  },
  {
    id: 'crop',
    category: 'produce',
    zh: '种植产品',
    en: 'Crop',
    made: ['harvest', 'planting'],
    rows: [
      row('product', '产品', 'product', ['harvest.cropName', 'planting.cropName'], deep),
      row('variety', '品种', 'variety', ['harvest.variety', 'planting.variety'], deep),
      quantity,
      producer,
      row('origin', '产地', 'origin', ['harvest.origin', 'planting.origin'], deep),
      row('harvestDate', '采收日期', 'harvested on', ['harvest.harvestDate'], deep),
      treated,
      test('test'),
      certificate('certificate', 'shipping', 'repacking', 'inbound_batch', 'receipt'),
    ],
    source: produceSource,
  },
];
