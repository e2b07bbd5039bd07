/** Farm inputs. */
import { unverified, verified } from '../fields.ts';
import { deep, design, lotNumber, made, of, row, type ShownKind, type ShownRow, test, until } from './kind.ts';

const inputCore = (making: string): ShownRow[] => [lotNumber(making, 'coding'), made(making, 'coding')];

export const inputsKinds: readonly ShownKind[] = [
  {
    id: 'pesticide',
    category: 'inputs',
    zh: '农药',
    en: 'Pesticide',
    made: ['pesticide_production'],
    rows: [
      row('product', '农药名称', 'pesticide', of('productName', 'pesticide_production', 'coding'), deep),
      row('holder', '登记证持有人', 'holder of the registration', of('holder', 'pesticide_production', 'coding'), deep),
      row('registration', '农药登记证号', 'registration', of('registrationNo', 'pesticide_production', 'coding'), {
        is: 'registration',
        deep: true,
      }),
      row('productionDate', '生产日期', 'made on', of('productionDate', 'pesticide_production', 'coding'), deep),
      row('lotNumber', '生产批次', 'production lot', of('lotNumber', 'pesticide_production', 'coding'), deep),
      row(
        'technicalNo',
        '原药（母药）登记证号',
        'registration of the technical material',
        of('technicalNo', 'pesticide_production', 'coding'),
        deep,
      ),
      row(
        'technicalMaker',
        '原药生产企业',
        'maker of the technical material',
        of('technicalMaker', 'pesticide_production', 'coding'),
        deep,
      ),
      test('quality_check'),
      row('toxicity', '毒性', 'toxicity', of('registrationNo', 'pesticide_production', 'coding'), { is: 'toxicity', deep: true }),
      row(
        'uses',
        '登记作物与安全间隔期',
        'registered crops and intervals',
        of('registrationNo', 'pesticide_production', 'coding'),
        {
          is: 'uses',
          deep: true,
        },
      ),
    ],
    registers: { registration: 'pesticide_registration', uses: 'pesticide_use' },
    notes: [
      {
        zh: '登记证号查得到，只说明这个产品登记过，不能说明手中的这一瓶是真品。',
        en: 'That the registration is found says that the product is registered, not that this bottle is genuine.',
      },
    ],
    source: verified('农药二维码查询必显六项（农业部公告2579号及后续公告，据已公开的实现）'),
  },
  {
    id: 'vet',
    category: 'inputs',
    zh: '兽药',
    en: 'Veterinary drug',
    made: ['vet_production'],
    rows: [
      row('code', '追溯码', 'trace code', [], { is: 'code' }),
      row('product', '产品名称', 'product', of('productName', 'vet_production', 'coding'), deep),
      row('registration', '批准文号', 'approval number', of('registrationNo', 'vet_production', 'coding'), {
        is: 'registration',
        deep: true,
      }),
      row('producer', '生产企业', 'producer', of('producer', 'vet_production', 'coding'), deep),
      ...inputCore('vet_production'),
      until('vet_production', 'coding'),
      row('withdrawal', '休药期（天）', 'withdrawal period (days)', ['vet_production.withdrawal'], { deep: true, spare: true }),
    ],
    registers: { registration: 'vet_approval' },
    source: unverified('兽药二维码查询项目（据记忆）'),
  },
  {
    id: 'seed',
    category: 'inputs',
    zh: '种子',
    en: 'Seed',
    made: ['seed_processing'],
    rows: [
      row('product', '品种名称', 'variety', of('variety', 'seed_processing', 'coding'), deep),
      row('producer', '生产经营者', 'producer', of('producer', 'seed_processing', 'coding'), deep),
      row('code', '单元识别代码', 'unit code', [], { is: 'code' }),
      row('system', '追溯系统', 'traceability system', [], { is: 'system' }),
      row('varietyNo', '品种审定或登记编号', 'variety registration', of('varietyNo', 'seed_processing', 'coding'), deep),
      row('lotNumber', '加工批次', 'processing lot', of('lotNumber', 'seed_processing', 'coding'), deep),
      row('licence', '种子生产经营许可证号', 'seed licence', ['seed_processing.licenceNo'], { is: 'licence', deep: true }),
      row('germination', '发芽率（%）', 'germination (%)', ['seed_processing.germination'], { deep: true, spare: true }),
      row('purity', '品种纯度（%）', 'purity (%)', ['seed_processing.purity'], { deep: true, spare: true }),
      row('qualityUntil', '质量保证期至', 'quality assured until', ['seed_processing.qualityUntil'], { deep: true, spare: true }),
    ],
    source: unverified('农作物种子标签二维码编码规则：四行内容、加工批次、物流与销售（转载文本）'),
  },
  {
    id: 'feed',
    category: 'inputs',
    zh: '饲料',
    en: 'Feed',
    made: ['feed_production'],
    rows: [
      row('product', '产品名称', 'product', of('productName', 'feed_production', 'coding'), deep),
      row('producer', '生产企业', 'producer', of('producer', 'feed_production', 'coding'), deep),
      row('licence', '饲料生产许可证号', 'feed licence', ['feed_production.licenceNo'], { is: 'licence', deep: true }),
      ...inputCore('feed_production'),
      row('bestBeforeDate', '保质期至', 'best before', ['feed_production.bestBeforeDate'], deep),
      row('forAnimals', '适用动物', 'for', ['feed_production.forAnimals'], { deep: true, spare: true }),
      test('quality_check'),
    ],
    source: design,
  },
  {
    id: 'fertiliser',
    category: 'inputs',
    zh: '肥料',
    en: 'Fertiliser',
    made: ['fertiliser_production'],
    rows: [
      row('product', '产品名称', 'product', of('productName', 'fertiliser_production', 'coding'), deep),
      row('producer', '生产企业', 'producer', of('producer', 'fertiliser_production', 'coding'), deep),
      row('registration', '登记证号或备案号', 'registration', of('registrationNo', 'fertiliser_production', 'coding'), deep),
      ...inputCore('fertiliser_production'),
      row('nitrogen', '总氮（N，%）', 'nitrogen (%)', ['fertiliser_production.nitrogen'], { deep: true, spare: true }),
      row('phosphorus', '五氧化二磷（P₂O₅，%）', 'phosphorus (%)', ['fertiliser_production.phosphorus'], {
        deep: true,
        spare: true,
      }),
      row('potassium', '氧化钾（K₂O，%）', 'potassium (%)', ['fertiliser_production.potassium'], { deep: true, spare: true }),
      test('quality_check'),
    ],
    source: design,
  },
];
