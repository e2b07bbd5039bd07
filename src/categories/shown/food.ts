/** Food. */
import { unverified } from '../fields.ts';
import { deep, lotNumber, made, of, producer, row, type ShownKind, type ShownRow, test } from './kind.ts';

const foodCore = (...stages: string[]): ShownRow[] => [
  row('product', '食品名称', 'product', [...of('foodName', ...stages), 'production.productName'], deep),
  row('spec', '规格', 'specification', of('spec', ...stages), deep),
  lotNumber('coding', ...stages),
  made('coding', ...stages),
  row('bestBeforeDate', '保质期至', 'best before', of('bestBeforeDate', 'coding', ...stages)),
  producer,
  row('licence', '食品生产许可证号', 'production licence', ['filling.licenceNo'], { is: 'licence', deep: true }),
  row('standard', '产品标准号', 'standard', ['filling.standardNo'], { deep: true, spare: true }),
];

export const foodKinds: readonly ShownKind[] = [
  {
    id: 'infant_formula',
    category: 'food',
    zh: '婴幼儿配方食品',
    en: 'Infant formula',
    made: ['formula_blending', 'full_inspection'],
    rows: [
      ...foodCore('filling'),
      row(
        'registration',
        '产品配方注册号',
        'formula registration',
        ['filling.registrationNo', 'formula_blending.registrationNo'],
        deep,
      ),
      row('ageStage', '段位', 'stage by age', ['formula_blending.ageStage'], deep),
      {
        ...test('full_inspection', 'official_result', 'factory_inspection'),
        zh: '逐批全项检验',
        en: 'test of every item of the lot',
      },
    ],
    source: unverified('婴幼儿配方乳粉追溯公示项目（二手来源）；食品追溯二维码核心内容'),
  },
  {
    id: 'food',
    category: 'food',
    zh: '食品',
    en: 'Food',
    made: ['filling', 'production'],
    rows: [...foodCore('filling'), test('factory_inspection', 'official_result')],
    source: unverified('食品追溯二维码核心内容（二手来源）；许可证有效期为平台设计'),
  },
];
