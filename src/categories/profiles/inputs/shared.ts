/** What the stages of farm inputs share: sources, groups, fields of every ledger, and the firms and goods that the examples tell of. */
import { type Field, ownStep, type Slot, type Visibility } from '../../definition.ts';
import {
  amount,
  batch,
  choice,
  choices,
  document,
  field,
  hint,
  number,
  text,
  things,
  unverified,
  verified,
} from '../../fields.ts';

export const notice = verified('济政办〔2018〕10号 四（四）');
export const pesticideLedger = verified('农药管理条例：采购台账、销售台账的项目和两年的保存期');
export const pesticideRegistration = verified('农药管理条例；登记批准的使用范围');
export const pesticideUse = unverified('农药管理条例第三十四条：安全间隔期（条文未核实）');
export const unitCodeRule = verified('农业部公告第2579号（2017）：农药单元识别代码，一个销售单元一个码，内外包装关联');
/** The text of announcement 1049 was not found: known from the table of one platform. */
export const queryPage = unverified('农业农村部公告第1049号（经二手资料，原文未见）');
export const veterinaryCode = verified('农业部公告第2210号（2015）：兽药二维码，一个销售单元一个码');
export const veterinaryLaw = unverified('兽药管理条例：生产、经营、使用记录（条文未核实）');
export const seedCode = verified('农作物种子标签二维码编码规则（2016）');
export const seedLaw = unverified('种子法：生产经营档案、审定与登记（条文未核实）');
export const fertiliserRule = unverified('肥料登记管理办法：登记与使用（条文未核实）');
export const feedLaw = unverified('饲料和饲料添加剂管理条例：原料查验、生产、留样、销售记录，保存两年以上（条文未核实）');
export const recordLaw = unverified('农产品质量安全法（2022）第二十七条：生产记录（条文未核实）');
export const stageDesign = unverified('环节为平台设计：通知要求登记、生产、经营、使用全程追溯');
export const design = unverified('平台规则：无法律依据，供发现异常');

export const groups = choices(
  ['pesticide', '农药', 'pesticide'],
  ['veterinary_drug', '兽药', 'veterinary drug'],
  ['feed', '饲料', 'feed'],
  ['fertiliser', '肥料', 'fertiliser'],
  ['seed', '种子', 'seed'],
);
export const units = ['KGM', 'GRM', 'TNE', 'LTR', 'MLT', 'H87'];
export const codeSchemes = ['npc32', 'vet24', 'seed', 'gtin', 'sscc', 'zs'];
export const approvals = ['pesticidereg', 'vetapproval', 'fertiliser', 'feed', 'seedlicence'];

export const group = (): Field => choice('group', ['类别', 'Group'], groups, { sees: 'public' });
/** What moves: units or cases by code, or so much of a lot. */
export const goods = (): readonly Field[] => [
  things('codes', ['单元码、箱码', 'Codes of units and cases'], 'things', { schemes: codeSchemes, optional: true }),
  amount('lot', ['批次', 'Lot'], 'things', units, { optional: true, counted: true }),
];
export const productName = (more: { optional?: true } = {}): Field =>
  text('productName', ['名称', 'Name'], { most: 80, sees: 'public', ...more });
export const spec = (): Field => text('spec', ['规格', 'Size'], { most: 60, sees: 'public' });
/** A member in the event where the ilmd is not allowed, of the same name wherever it stands. */
export const registrationNo = (more: { optional?: true } = {}): Field =>
  field(
    'registrationNo',
    ['登记证、批准文号或备案号', 'Registration, approval or filing number'],
    { kind: 'document', schemes: approvals },
    { at: 'member', name: 'zhuisu:registrationNo' },
    { sees: 'public', ...more },
  );
const memberAt = (key: string): Slot => ({ at: 'member', name: `zhuisu:${key}` });
export const party = (key: string, zh: string, en: string, more: { optional?: true; sees?: Visibility } = {}): Field =>
  field(key, [zh, en], { kind: 'party' }, memberAt(key), more);
export const producer = (more: { optional?: true } = {}): Field =>
  party('producer', '生产企业', 'Producer', { sees: 'public', ...more });
export const holder = (): Field => party('holder', '登记证持有人', 'Holder of the registration', { sees: 'public' });
export const licenceNo = (name: readonly [string, string], schemes: readonly string[] = []): Field =>
  field('licenceNo', name, { kind: 'document', ...(schemes.length > 0 ? { schemes } : {}) }, memberAt('licenceNo'), {
    sees: 'public',
  });
export const delivery = (more: { optional?: true } = {}): Field =>
  document('delivery', ['随货单号', 'Delivery note'], 'desadv', more);
export const ledger = (): Field =>
  document('ledgerNo', ['台账编号', 'Ledger entry'], ownStep('ledger'), { sees: 'authority', optional: true });

// Facts of a batch.
export const batchText = (key: string, zh: string, en: string, more: { optional?: true; most?: number } = {}): Field => {
  const { most = 80, ...rest } = more;
  return batch(key, [zh, en], { kind: 'text', most }, undefined, rest);
};
export const batchShare = (key: string, zh: string, en: string, more: { optional?: true } = {}): Field =>
  batch(key, [zh, en], { kind: 'number', least: 0, most: 100 }, undefined, more);

// Use.
export const dose = (): readonly Field[] => [
  number('dose', ['用量', 'Dose'], { least: 0, law: recordLaw }),
  choice(
    'doseUnit',
    ['用量单位', 'Unit of the dose'],
    choices(
      ['GRM', '克/亩', 'g per mu'],
      ['MLT', '毫升/亩', 'ml per mu'],
      ['KGM', '千克/亩', 'kg per mu'],
      ['GRM_KGM', '克/千克体重或饲料', 'g per kg of body weight or feed'],
      ['GRM_MTQ', '克/立方米', 'g per cubic metre'],
    ),
  ),
];
/** What is used up: by unit code, which is the bridge to the produce, or by lot. */
export const used = (): readonly Field[] => [
  things('codes', ['投入品单元码', 'Unit codes used'], 'inputs', {
    schemes: codeSchemes,
    optional: true,
    ...hint('逐一扫码；没有单元码的填写批次', 'scan each; where there is no unit code, state the lot'),
  }),
  amount('lot', ['投入品批次', 'Lot used'], 'inputs', units, { optional: true, counted: true }),
];

// The examples: a maker, a dealer, a farm; Lambda-cyhalothrin for the orchard, a drug and feed for the herd, fertiliser, maize seed.
const place = (gln: string): string => `https://id.gs1.org/414/${gln}`;
export const plant = place('6901234570014');
export const shop = place('6901234570021');
export const orchard = place('6901234000016');
export const barn = place('6901234570038');
export const granary = place('6901234570045');
export const depot = place('6901234570052');

export const maker = '91419001MA0000021Q';
export const dealer = '91419001MA0000022U';
export const farm = '91419001MA3X000102';
export const technicalMaker = '91350100M000100Y43';
export const somebody = (name: string): string => `urn:zhuisu:person:${name}`;

const lotOf = (gtin: string, lot: string): string => `https://id.gs1.org/01/${gtin}/10/${lot}`;
export const pesticideNo = 'PD20230884';
export const technicalNo = 'PD20183446';
export const technicalLot = 'urn:zhuisu:lot:91350100M000100Y43:technical:T2511';
export const pesticideLot = lotOf('06912345678902', 'N1');
export const bottle = '12308841005260627001000011857410';
export const secondBottle = '12308841005260627001000021857417';
export const carton = 'https://id.gs1.org/00/069012345000000011';
export const veterinaryNo = '兽药字161234567';
export const veterinaryLot = lotOf('06901234571028', 'V1');
export const vial = '202601150160112345678901';
export const feedLot = lotOf('06901234571035', 'F1');
export const fertiliserNo = '豫农肥（2020）准字12345号';
export const fertiliserLot = lotOf('06901234571042', 'H1');
export const maizeField = 'urn:zhuisu:lot:91419001MA0000021Q:maize:2025-G1';
export const rawSeed = 'urn:zhuisu:lot:91419001MA0000021Q:maize:2025-R1';
export const seedLot = lotOf('06901234571059', 'S1');
export const seedBag = 'urn:zhuisu:seed:济源种业.JY2600001';
export const varietyNo = '国审玉20000009';
export const seedLabel = '郑单958\n济源种业\nJY2600001\nhttps://example.cn/t/JY2600001';
export const apples = 'urn:zhuisu:lot:91419001MA3X000102:apple:2026-P1';
export const cows = ['241900100000001', '241900100000002'];
export const herd = 'urn:zhuisu:lot:91419001MA3X000102:herd:2026-C1';

/** An amount of a lot instead of unit codes. */
export const ofLot = (code: string, quantity: number, unit: string): Record<string, unknown> => ({
  codes: null,
  lot: code,
  lotQuantity: quantity,
  lotUnit: unit,
});
