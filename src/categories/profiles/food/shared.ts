/** What the stages of food share: sources, the firms, places and lots that the examples tell of, and the fields of every process. */
import { type EventForm, type Field, ownStep, type SimpleRecord, type Stage } from '../../definition.ts';
import {
  amount,
  choice,
  choices,
  date,
  document,
  flag,
  hint,
  moment,
  type Name,
  number,
  person,
  temperature,
  text,
  unverified,
  verified,
  when,
  where,
} from '../../fields.ts';

/** Food Safety Law, by article. The articles are known at second hand. */
export const foodLaw = (article: string, what: string) =>
  unverified(`食品安全法（2025 修正）第${article}条：${what}（条文未核实）`);
export const receiptLaw = foodLaw('五十', '生产企业进货查验记录');
export const releaseLaw = foodLaw('五十一', '出厂检验记录');
export const tradeLaw = foodLaw('五十三', '经营企业进货查验与批发销售记录');
export const recallLaw = foodLaw('六十三', '召回');
/** Bulk road transport of liquid food, as amended on 2025-09-12. */
export const bulkLaw = verified('食品安全法 2025-09-12 修正：重点液态食品散装运输的准运证、专用容器、发货与收货查验');
export const traceRule = unverified('总局公告2017年第39号 食品生产经营企业建立食品安全追溯体系的若干规定（附件条文未核实）');
export const records = verified('GB/T 37029-2018 食品追溯 信息记录要求');
export const coldChain = verified('GB 31605-2020 食品冷链物流卫生规范：温湿度的监测、记录、报警与控制');
export const baijiuRule = verified('白酒生产企业建立质量安全追溯体系的指导意见（2015）；白酒生产许可的记录项');
export const recallRule = verified('食品召回管理办法（总局令第12号，2015）');
export const design = unverified('平台规则：无法律依据，供发现异常');
export const designed = unverified('环节为平台设计，依据各品类生产许可的工序；无逐条法律依据');

const place = (gln: string): string => `https://id.gs1.org/414/${gln}`;
export const plant = place('6901234000016');
export const shop = place('6901234000023');
export const depot = place('6901234000030');
export const maker = '91419001MA3X000102';
export const trader = '91350100M000100Y43';
export const retailer = '915101007130545948';
export const farmer = '913411253367961888';
export const somebody = (name: string): string => `urn:zhuisu:person:${name}`;

export const ownLot = (name: string): string => `urn:zhuisu:lot:${maker}:${name}`;
/** Lots of produce that the examples of food begin with. */
export const tanker = 'urn:zhuisu:tanker:419001-07';
export const rawMilk = `urn:zhuisu:lot:${farmer}:milk:20260601`;
export const carcass = `urn:zhuisu:lot:${farmer}:pork:20260601-C`;
export const peanuts = `urn:zhuisu:lot:${farmer}:peanut:2026-H1`;
export const sorghum = `urn:zhuisu:lot:${farmer}:sorghum:2026-H1`;

export const weights = ['KGM', 'TNE', 'GRM'];
export const measures = [...weights, 'LTR', 'MLT', 'H87'];

export const operator = (more: { optional?: true } = {}): Field => person('operator', ['操作人', 'Recorded by'], more);
export const lot = (name: Name = ['批次', 'Lot'], more: { optional?: true } = {}): Field =>
  amount('lot', name, 'things', measures, { counted: true, ...more });
export const delivery = (more: { optional?: true } = {}): Field =>
  document('delivery', ['随货单号', 'Delivery note'], 'desadv', more);

/** What kind of food: decides the licence that is needed, and whether a registration is. Digits 2 and 3 of an SC number name the first. */
export const foodKinds = choices(
  ['infant_formula', '婴幼儿配方食品', 'infant formula'],
  ['meat_product', '肉制品', 'meat product'],
  ['dairy', '乳制品', 'dairy product'],
  ['edible_oil', '食用植物油', 'edible vegetable oil'],
  ['baijiu', '白酒', 'baijiu'],
  ['health_food', '保健食品', 'health food'],
  ['medical_food', '特殊医学用途配方食品', 'food for special medical purposes'],
  ['other', '其他食品', 'other food'],
);
export const foodKind = (more: { optional?: true } = {}): Field =>
  choice('foodKind', ['食品类别', 'Kind of food'], foodKinds, { sees: 'public', ...more });
export const registrationNo = (): Field =>
  text('registrationNo', ['产品注册或备案号', 'Registration or filing number'], {
    optional: true,
    most: 40,
    sees: 'public',
    ...hint('婴幼儿配方乳粉、保健食品、特殊医学用途配方食品必填', 'infant formula, health food and medical food need one'),
  });

/** One record sums up a stretch of time: the extremes, how long they were outside, the longest time between two measurements. */
export const measured = (more: { optional?: true } = {}): readonly Field[] => [
  moment('from', ['开始时间', 'From'], more),
  moment('until', ['结束时间', 'Until'], more),
  choice(
    'storageCondition',
    ['贮运条件', 'Condition'],
    choices(
      ['frozen', '冷冻（不高于 −18 ℃）', 'frozen, up to −18 °C'],
      ['chilled', '冷藏（0–4 ℃）', 'chilled, 0 to 4 °C'],
      ['label', '按标签', 'as the label says'],
      ['ambient', '常温', 'ambient'],
    ),
    { sees: 'public', ...more },
  ),
  temperature('lowest', ['最低温度', 'Lowest temperature'], 'minValue', { law: coldChain, ...more }),
  temperature('highest', ['最高温度', 'Highest temperature'], 'maxValue', { law: coldChain, ...more }),
  number('labelLeast', ['标签最低温度', 'Lowest by the label'], { optional: true, unit: 'CEL' }),
  number('labelMost', ['标签最高温度', 'Highest by the label'], { optional: true, unit: 'CEL' }),
  number('minutesOut', ['超出范围的时间（分钟）', 'Minutes outside the range'], { optional: true, least: 0, unit: 'MIN' }),
  number('longestGap', ['最长记录间隔（分钟）', 'Longest gap between records (minutes)'], {
    least: 0,
    unit: 'MIN',
    ...hint('贮存不超过 30 分钟，运输不超过 5 分钟', 'up to 30 minutes in store, up to 5 on the way'),
    ...more,
  }),
  flag('powerCut', ['断电报警', 'Alarm of a power cut'], { optional: true }),
  text('device', ['测点或设备编号', 'Sensor or device'], { most: 40, ...more }),
  text('measures', ['超限处置', 'What was done about an excess'], { optional: true }),
];
export const kept = {
  from: '2026-06-09T08:00:00+08:00',
  until: '2026-06-10T08:00:00+08:00',
  storageCondition: 'chilled',
  lowest: 1.4,
  highest: 3.8,
  minutesOut: 0,
  longestGap: 5,
  device: '冷库 1 号测点',
} as const;

/** Labels of food that go with it from hand to hand. */
export const labelled = (more: { optional?: true } = {}): readonly Field[] => [
  text('foodName', ['食品名称', 'Name of the food'], { most: 80, sees: 'public', ...more }),
  text('spec', ['规格', 'Specification'], { most: 60, sees: 'public', ...more }),
  date('productionDate', ['生产日期', 'Production date'], { sees: 'public', ...more }),
  date('bestBeforeDate', ['保质期至', 'Best before'], { sees: 'public', ...more }),
];
export const milkLabel = {
  foodName: '巴氏杀菌乳',
  spec: '250 mL',
  productionDate: '2026-06-02',
  bestBeforeDate: '2026-06-09',
} as const;

interface Process {
  readonly id: string;
  readonly name: Name;
  readonly step: string;
  readonly from: Name;
  readonly into: Name;
  readonly fields: readonly Field[];
  readonly example: SimpleRecord;
  readonly source?: Stage['source'];
  readonly disposition?: string;
}

/** A step of making: what went in, with amounts, and what came out. */
export function process({
  id,
  name: [zh, en],
  step,
  from,
  into,
  fields,
  example,
  source = designed,
  disposition = 'in_progress',
}: Process): Stage {
  const event: EventForm = {
    type: 'TransformationEvent',
    bizStep: ['commissioning', 'packing'].includes(step) ? step : ownStep(step),
    disposition,
  };
  return {
    id,
    zh,
    en,
    event,
    fields: [
      when(['完成时间', 'Time of completion']),
      where(['生产场所', 'Place of production']),
      amount('inputs', from, 'inputs', measures, { many: true, counted: true, sees: 'partners' }),
      amount('lot', into, 'outputs', measures, { counted: true }),
      ...fields,
      moment('startedAt', ['开始时间', 'Begun'], { optional: true }),
      text('line', ['生产线或设备', 'Line or equipment'], { most: 60, optional: true }),
      text('team', ['班组', 'Shift'], { most: 40, optional: true, sees: 'owner' }),
      operator(),
    ],
    example: { place: plant, operator: somebody('operator-1'), ...example },
    source,
  };
}

interface Observation {
  readonly id: string;
  readonly name: Name;
  readonly event: Partial<EventForm> & { readonly bizStep: string };
  readonly time?: Name;
  readonly place?: Name;
  readonly fields: readonly Field[];
  readonly example: SimpleRecord;
  readonly source: Stage['source'];
}

/** Something that happens to what is there already. */
export const observation = ({
  id,
  name: [zh, en],
  event,
  time,
  place: at = ['地点', 'Place'],
  fields,
  example,
  source,
}: Observation): Stage => ({
  id,
  zh,
  en,
  event: { type: 'ObjectEvent', action: 'OBSERVE', ...event },
  fields: [when(time), where(at), ...fields],
  example: { place: plant, ...example },
  source,
});
