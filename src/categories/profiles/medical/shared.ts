/** What the stages of drugs and devices share: sources, the firms and codes that the examples tell of, and the fields of every bill. */
import { type Field, ownStep } from '../../definition.ts';
import { amount, choices, document, field, hint, person, things, unverified, verified } from '../../fields.ts';

/** Read off the published interface of a running system: how it works there, not what a law asks. */
export const bills = verified('药品追溯系统接口的公开描述（单据类型、字段）：实际做法，非法规条文');
export const codeRule = verified('NMPAB/T 1002-2019 药品追溯码编码要求');
export const dataSets = unverified('NMPAB/T 1006–1008 药品追溯基本数据集（标准号对应关系未核实）');
export const drugLaw = unverified('药品管理法（2019）第十二条、第三十六条：追溯；第五十七条：购销记录（条文未核实）');
export const vaccineLaw = unverified('疫苗管理法（2019）第十条：电子追溯（条文未核实）');
export const vaccineData = unverified('NMPAB/T 1004 疫苗追溯基本数据集（标准号对应关系未核实）');
export const gsp = verified('药品经营质量管理规范（2016）第二条及冷藏、冷冻药品储运附录');
export const insurance = verified('医保发〔2025〕7号：药品追溯码采集应用');
export const udiRule = verified('医疗器械唯一标识系统规则（2019）；唯一标识数据库发布字段');
export const herbDesign = unverified('中药材、饮片的环节为平台设计：基原、产地、采收、加工、饮片批号');
export const design = unverified('平台规则：无法律依据，供发现异常');

const place = (gln: string): string => `https://id.gs1.org/414/${gln}`;
export const plant = place('6901234560015');
export const depot = place('6901234560022');
export const pharmacy = place('6901234560039');
export const hospital = place('6901234560046');
export const maker = '91419001MA3X000102';
export const wholesaler = '91350100M000100Y43';
export const user = '915101007130545948';

export const carton = '80200020000000000019';
export const secondCarton = '80200020000000000027';
export const unit = '80200010000000000017';
export const secondUnit = '80200010000000000025';
export const dose = '80300010000000000014';
export const drugLot = 'urn:zhuisu:lot:91419001MA3X000102:drug:A2601';
export const vaccineLot = 'urn:zhuisu:lot:91419001MA3X000102:vaccine:V2601';
export const substanceLot = 'urn:zhuisu:lot:91419001MA3X000102:substance:Y2601';
export const herbPlot = 'urn:zhuisu:lot:91419001MA3X000102:herb:2024-P1';
export const herbLot = 'urn:zhuisu:lot:91419001MA3X000102:herb:2026-H1';
export const driedLot = 'urn:zhuisu:lot:91419001MA3X000102:herb:2026-D1';
export const pieceLot = 'urn:zhuisu:lot:91419001MA3X000102:piece:P2601';
export const somebody = (name: string): string => `urn:zhuisu:person:${name}`;

export const weights = ['KGM', 'GRM', 'TNE'];
export const measures = [...weights, 'LTR', 'MLT', 'H87'];
export const drugSchemes = ['drug20', 'gtin', 'sscc', 'zs', 'ma', 'ahm'];

export const codes = (more: { optional?: true } = {}): Field =>
  things('codes', ['追溯码', 'Trace codes'], 'things', { schemes: drugSchemes, law: codeRule, ...more });
/** What has no code of its own moves by lot. */
export const lot = (more: { optional?: true } = {}): Field =>
  amount('lot', ['批次', 'Lot'], 'things', measures, { counted: true, ...more });
export const operator = (): Field => person('operator', ['操作人', 'Recorded by']);

const sides = { source: ['发货地址', 'Sent from'], destination: ['收货地址', 'Sent to'] } as const;
export const endPlace = (side: 'source' | 'destination', more: { optional?: true } = {}): Field =>
  field(side === 'source' ? 'fromPlace' : 'toPlace', sides[side], { kind: 'place' }, { at: side, type: 'location' }, more);

/** Numbers of bills are unique to the firm that writes them. */
export const billNumber = (type: 'desadv' | 'recadv' | 'own'): Field =>
  document(
    'billNo',
    ['单据号', 'Bill number'],
    type === 'own' ? ownStep('bill') : type,
    hint('同一企业内不重复', 'unique within the firm'),
  );

export const storageConditions = choices(
  ['refrigerated', '冷藏（2–8 ℃）', 'refrigerated, 2 to 8 °C'],
  ['cool', '阴凉（不超过 20 ℃）', 'cool, up to 20 °C'],
  ['ambient', '常温（10–30 ℃）', 'ambient, 10 to 30 °C'],
  ['label', '按说明书', 'as the label says'],
);

/** Whoever destroys is watched by somebody else. */
export const executors = (): readonly Field[] => [
  person('executor', ['执行人', 'Executor']),
  person('supervisor', ['监督人', 'Supervisor']),
];
