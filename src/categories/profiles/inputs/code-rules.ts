/** Rules of the electronic codes: what they say, what their page shows, how often they are scanned, the label of seed (IN-03, 05, 06, 07). */
import { type Name, unverified, verified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, type Row, row, told } from '../row.ts';
import {
  bottle,
  design,
  pesticideNo,
  queryPage,
  seedBag,
  seedCode,
  seedLabel,
  seedLot,
  technicalMaker,
  unitCodeRule,
  varietyNo,
  veterinaryCode,
  vial,
} from './shared.ts';

const pesticides = [{ field: 'group', is: ['pesticide'] }];
const seeds = [{ field: 'group', is: ['seed'] }];
const since2018 = '2018-01-01';
const varieties = unverified('种子法：品种审定、登记与适宜区域（条文未核实）');
const scans = verified('农药追溯码多次、多地查询提示为平台通行做法，非法规条文');

const registered = (more: object = {}) => ({
  pesticide_registration: {
    [`urn:zhuisu:pesticidereg:${pesticideNo}`]: {
      productName: '高效氯氟氰菊酯',
      holder: '某农药有限公司',
      validFrom: '2023-05-06',
      validUntil: '2028-05-05',
      status: 'valid',
      codeClass: '1',
      lastSix: '230884',
      ...more,
    },
  },
});
const variety = (more: object = {}) => ({
  seed_variety: {
    [varietyNo]: { variety: '郑单958', crop: '玉米', henan: true, region: '黄淮海夏玉米区', status: 'valid', ...more },
  },
});
const seed = (more: object = {}) => ({
  group: 'seed',
  lot: seedLot,
  lotQuantity: 2.5,
  lotUnit: 'KGM',
  codes: [seedBag],
  registrationNo: 'D（豫济源）农种许字（2023）第0001号',
  productName: '玉米种子',
  productionType: null,
  technicalNo: null,
  technicalMaker: null,
  variety: '郑单958',
  varietyNo,
  producerName: '济源种业',
  unitCode: 'JY2600001',
  qrText: seedLabel,
  ...more,
});
const swapped = '济源种业\n郑单958\nJY2600001\nhttps://example.cn/t/JY2600001';
const scan = (day: number, area = '419001', more: object = {}) =>
  told('code_query', { time: `2026-05-${String(day).padStart(2, '0')}T10:00:00+08:00`, area, ...more });

/** A rule of the record in which codes are put on. */
const coding = (each: Omit<Row, 'severity' | 'stages' | 'from'>): Rule =>
  row({ ...each, severity: 'alarm', stages: ['coding'], from: since2018 });

const inOrder: Name = ['请按品种、企业、代码、网址的顺序重新制码', 'Make the symbol again in the right order'];
/** The symbol of seed, line by line: letter of the rule, field that the line says, its name, a label that says otherwise, what to do. */
const lines = (
  [
    ['f', 'variety', ['二维码第一行为品种名称', 'The first line is the variety'], { qrText: swapped }, inOrder],
    ['g', 'producerName', ['二维码第二行为生产经营者', 'The second line is the producer'], { qrText: swapped }, inOrder],
    [
      'h',
      'unitCode',
      ['二维码第三行为单元识别代码', 'The third line is the unit code'],
      { unitCode: 'JY2600002' },
      ['请核对标签上的单元识别代码', 'Check the unit code on the label'],
    ],
  ] as const
).map(([letter, field, name, otherwise, repair], i) =>
  coding({
    id: `IN-07${letter}`,
    name,
    when: seeds,
    test: { kind: 'agree', fields: ['qrText', field], line: i + 1 },
    repair,
    basis: seedCode,
    passes: alone('coding', seed()),
    fails: alone('coding', seed(otherwise)),
  }),
);

export const codeRules: readonly Rule[] = [
  coding({
    id: 'IN-03a',
    name: ['单元识别代码的登记类别与登记证一致', 'The class in the unit code is that of the registration'],
    when: pesticides,
    test: {
      kind: 'segment',
      of: 'outputs',
      scheme: 'npc32',
      segment: 'class',
      expected: { register: 'pesticide_registration', by: 'registrationNo', column: 'codeClass' },
    },
    repair: ['请核对登记证号与代码首位', 'Check the registration and the first digit of the code'],
    basis: unitCodeRule,
    passes: { ...alone('coding'), registers: registered() },
    fails: { ...alone('coding'), registers: registered({ codeClass: '2' }) },
  }),
  coding({
    id: 'IN-03b',
    name: ['单元识别代码含登记证号后六位', 'The unit code has the last six digits of the registration'],
    when: pesticides,
    test: {
      kind: 'segment',
      of: 'outputs',
      scheme: 'npc32',
      segment: 'registration',
      expected: { register: 'pesticide_registration', by: 'registrationNo', column: 'lastSix' },
    },
    repair: ['代码与登记证不符，可能套用他人代码，请核查', 'The code is of another registration: look into it'],
    basis: unitCodeRule,
    passes: { ...alone('coding'), registers: registered() },
    fails: {
      ...alone('coding', { codes: ['11834462061041677232103317831161'] }),
      registers: registered(),
    },
  }),
  coding({
    id: 'IN-03c',
    name: ['单元识别代码的生产类型与实际一致', 'The kind of production in the unit code is the real one'],
    when: pesticides,
    test: { kind: 'segment', of: 'outputs', scheme: 'npc32', segment: 'production', expected: { field: 'productionType' } },
    repair: ['请核对生产类型', 'Check the kind of production'],
    basis: unitCodeRule,
    passes: alone('coding'),
    fails: alone('coding', { productionType: '2' }),
  }),
  row({
    id: 'IN-03d',
    severity: 'alarm',
    name: ['自产时生产企业就是登记证持有人', 'What the holder makes, the holder makes'],
    stages: ['coding', 'pesticide_production'],
    when: [{ field: 'productionType', is: ['1'] }],
    test: { kind: 'agree', fields: ['holder', 'producer'] },
    repair: ['请更正生产类型或生产企业', 'Correct the kind of production or the producer'],
    basis: unitCodeRule,
    from: since2018,
    passes: alone('coding'),
    fails: alone('pesticide_production', { producer: technicalMaker }),
  }),
  row({
    id: 'IN-03e',
    severity: 'alarm',
    name: ['委托生产时生产企业不是持有人', 'What is made under contract, another makes'],
    stages: ['coding', 'pesticide_production'],
    when: [{ field: 'productionType', is: ['2', '3'] }],
    test: { kind: 'differ', fields: ['holder', 'producer'] },
    repair: ['请更正生产类型或生产企业', 'Correct the kind of production or the producer'],
    basis: unitCodeRule,
    from: since2018,
    passes: alone('pesticide_production', { productionType: '2', producer: technicalMaker }),
    fails: alone('pesticide_production', { productionType: '2' }),
  }),
  coding({
    id: 'IN-03f',
    name: ['农药最小销售单元使用 32 位单元识别代码', 'Sales units of pesticides carry the code of 32 digits'],
    when: pesticides,
    test: { kind: 'scheme', of: 'outputs', schemes: ['npc32'] },
    repair: ['请使用 32 位单元识别代码', 'Use the unit code of 32 digits'],
    basis: unitCodeRule,
    passes: alone('coding'),
    fails: alone('coding', { codes: [vial] }),
  }),
  coding({
    id: 'IN-03g',
    name: ['兽药最小销售单元使用 24 位追溯码', 'Sales units of veterinary drugs carry the code of 24 digits'],
    when: [{ field: 'group', is: ['veterinary_drug'] }],
    test: { kind: 'scheme', of: 'outputs', schemes: ['vet24'] },
    repair: ['请使用国家兽药产品追溯系统下发的 24 位追溯码', 'Use the codes that the national system issues'],
    basis: veterinaryCode,
    passes: alone('coding', { group: 'veterinary_drug', codes: [vial] }),
    fails: alone('coding', { group: 'veterinary_drug' }),
  }),
  row({
    id: 'IN-05a',
    severity: 'alarm',
    name: ['农药查询页必须有六项内容', 'The page of a pesticide has its six items'],
    stages: ['coding'],
    when: pesticides,
    test: {
      kind: 'complete',
      fields: ['productName', 'holder', 'productionDate', 'lotNumber', 'technicalNo', 'technicalMaker'],
    },
    repair: ['请补全后再赋码，页面由这些内容生成', 'State them first: the page is made of them'],
    basis: queryPage,
    from: '2026-11-01',
    passes: alone('coding', { time: '2026-11-12T09:00:00+08:00' }),
    fails: alone('coding', { time: '2026-11-12T09:00:00+08:00', technicalMaker: null }),
  }),
  row({
    id: 'IN-05b',
    severity: 'alarm',
    name: ['核对时六项内容齐全', 'All six items were seen on the page'],
    stages: ['label_check'],
    when: pesticides,
    test: {
      kind: 'contains',
      field: 'shown',
      all: ['name', 'holder', 'production_date', 'lot', 'technical_no', 'technical_maker'],
    },
    repair: ['请责成持有人补全查询页', 'Have the holder complete the page'],
    basis: queryPage,
    from: '2026-11-01',
    passes: alone('label_check'),
    fails: alone('label_check', { shown: ['name', 'holder', 'quality'] }),
  }),
  row({
    id: 'IN-05c',
    severity: 'alarm',
    name: ['页面生产日期与标签一致', 'The page gives the production date of the label'],
    stages: ['label_check'],
    when: pesticides,
    test: { kind: 'agree', fields: ['pageDate', 'labelDate'] },
    repair: ['日期不一致可能是套码，请下架并核查', 'Another date may mean a copied code: take it off the shelf and look into it'],
    basis: queryPage,
    from: '2026-11-01',
    passes: alone('label_check'),
    fails: alone('label_check', { labelDate: '2026-03-10' }),
  }),
  row({
    id: 'IN-06a',
    severity: 'alarm',
    name: ['同一单元码不应被查询过多次', 'One unit code is not scanned too often'],
    stages: ['code_query'],
    test: { kind: 'count', of: 'things', stages: ['code_query'], days: 3_650, most: 5 },
    repair: ['请核查是否有人复制此码', 'Find out whether the code was copied'],
    basis: scans,
    from: since2018,
    passes: { before: [1, 2, 3, 4].map((day) => scan(day)), record: scan(5) },
    fails: { before: [1, 2, 3, 4, 5].map((day) => scan(day)), record: scan(6) },
  }),
  row({
    id: 'IN-06b',
    severity: 'alarm',
    name: ['同一单元码不应在两个省被查询', 'One unit code is not scanned in two provinces'],
    stages: ['code_query'],
    test: { kind: 'distinct', of: 'things', stages: ['code_query'], field: 'area', first: 2, most: 1 },
    repair: ['请核查是否有人复制此码，或商品被跨省倒卖', 'Find out whether the code was copied or the goods were moved'],
    basis: scans,
    from: since2018,
    passes: { before: [scan(1), scan(2, '410104', { codes: [vial] })], record: scan(3, '410104') },
    fails: { before: [scan(1)], record: scan(2, '130102') },
  }),
  row({
    id: 'IN-07a',
    severity: 'alarm',
    name: ['品种须经审定或登记并适宜河南', 'The variety is approved or registered for Henan'],
    stages: ['seed_processing', 'coding'],
    when: [{ field: 'varietyNo' }],
    test: { kind: 'register', register: 'seed_variety', of: 'varietyNo', column: 'henan', is: [true], known: true },
    repair: ['该品种未在河南审定、登记或引种备案，不得在本地推广销售', 'The variety may not be sold here'],
    basis: varieties,
    from: since2018,
    passes: { ...alone('coding', seed()), registers: variety() },
    fails: { ...alone('coding', seed()), registers: variety({ henan: false }) },
  }),
  coding({
    id: 'IN-07b',
    name: ['种子须写明审定或登记编号', 'Seed states the number of its variety'],
    when: seeds,
    test: { kind: 'present', field: 'varietyNo' },
    repair: ['请填写品种审定或登记编号', 'State the approval or registration of the variety'],
    basis: varieties,
    passes: alone('coding', seed()),
    fails: alone('coding', seed({ varietyNo: null })),
  }),
  row({
    id: 'IN-07c',
    severity: 'alarm',
    name: ['品种名称与审定、登记的一致', 'The variety has the name under which it is registered'],
    stages: ['seed_processing', 'coding'],
    when: [{ field: 'varietyNo' }],
    test: { kind: 'register', register: 'seed_variety', of: 'varietyNo', column: 'variety', equalsField: 'variety' },
    repair: ['请按审定、登记的名称标注', 'Use the name of the register'],
    basis: varieties,
    from: since2018,
    passes: { ...alone('coding', seed()), registers: variety() },
    fails: { ...alone('coding', seed()), registers: variety({ variety: '浚单20' }) },
  }),
  coding({
    id: 'IN-07d',
    name: ['种子标签须有二维码', 'The label of seed has its symbol'],
    when: seeds,
    test: { kind: 'present', field: 'qrText' },
    repair: ['请填写标签二维码的四行内容', 'State the four lines of the symbol'],
    basis: seedCode,
    passes: alone('coding', seed()),
    fails: alone('coding', seed({ qrText: null })),
  }),
  coding({
    id: 'IN-07e',
    name: [
      '种子二维码为四行：品种、企业、单元识别代码、网址',
      'The symbol has four lines: variety, producer, unit code, address',
    ],
    when: seeds,
    test: { kind: 'scheme', of: 'qrText', schemes: ['seed'] },
    repair: ['请按规定的四行及顺序重新制码', 'Make the symbol again, four lines in this order'],
    basis: seedCode,
    passes: alone('coding', seed()),
    fails: alone('coding', seed({ qrText: '郑单958\n济源种业\nJY2600001' })),
  }),
  ...lines,
  coding({
    id: 'IN-P01',
    name: ['同一单元码只赋一次', 'A unit code is given once'],
    test: { kind: 'once', of: 'outputs', stages: ['coding'] },
    repair: ['此码已用于另一单元，请换码', 'The code is in use: take another'],
    basis: design,
    passes: alone('coding'),
    fails: { before: [told('coding', { time: '2026-01-11T09:00:00+08:00', codes: [bottle] })], record: told('coding') },
  }),
];
