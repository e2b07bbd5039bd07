/** What the rules of the chains read beside the log, and licences: named as in the examples, recast with them. */
import type { RegisterRow } from '../../../src/categories/rules/definition.ts';

/** `category/register` → key → row. */
export type Rows = Readonly<Record<string, Readonly<Record<string, RegisterRow>>>>;

const uscc = (code: string): string => `urn:zhuisu:uscc:${code}`;
const [works, dealer, mine, carrier] = [
  '91419001MA00000154',
  '91419001MA0000023Y',
  '91419001MA0000031R',
  '91419001MA00000A9R',
].map(uscc) as [string, string, string, string];
const held = { from: '2024-01-01', until: '2028-12-31' };

const treatments = (product: string, registration: string): RegisterRow => ({
  target: { 苹果: '桃小食心虫', 苹果树: '桃小食心虫', 茶叶: '茶小绿叶蝉', 大白菜: '菜青虫' }[product]!,
  doseUnit: 'MLT',
  mostDose: 40,
  mostTimes: 2,
  interval: registration === 'PD20230884' ? 7 : 14,
});

const registered = (name: string): RegisterRow => ({
  productName: name,
  holder: '沁北农资制造有限公司（演示）',
  validFrom: '2023-05-06',
  validUntil: '2028-05-05',
  status: 'valid',
});

const worker = (scope: string): RegisterRow => ({ scope, from: '2004-01-01', until: '2028-12-31' });
const lift = (certificateNo: string): RegisterRow => ({
  certificateNo,
  kind: '曳引驱动乘客电梯',
  user: mine,
  maintainer: dealer,
  madeUnderLicence: true,
  eliminated: false,
  scheme: 'fixed',
  longestInterval: 15,
  nextMaintenance: '2026-11-19',
  nextInspection: '2027-03-31',
  fileDesign: true,
  fileInspection: true,
  fileDailyUse: true,
  fileMaintenance: true,
  fileFault: false,
  fileComplete: false,
});

const drug = (genericName: string, approvalNo: string, dosageForm: string): RegisterRow => ({
  approvalNo,
  genericName,
  holder: '济源制药有限公司（演示）',
  manufacturer: '济源制药有限公司（演示）',
  dosageForm,
  strength: '0.5 g',
  packSpec: '12 片/盒',
  packLevel: 1,
  packRatio: '1:100',
  approvalUntil: '2030-12-31',
});

const cylinder = (medium: string): RegisterRow => ({
  owner: carrier,
  exemption: medium === 'natural_gas' ? 'vehicle' : 'none',
  medium,
  nominalMass: 14.5,
  workingPressure: 2.1,
  nextInspection: '2018-01-31',
  scrapOn: '2026-01-31',
  fileComplete: true,
});
const store = (storageClass: string): RegisterRow => ({
  storageClass,
  capacity: 20_000,
  firstCustodian: '保管员甲',
  secondCustodian: '保管员乙',
  dedicated: true,
  alarm: true,
  securityUnit: true,
  filedEmergency: true,
  filedPolice: true,
});

/** One row set for all chains of a category. */
export const categoryRows: Rows = {
  'inputs/pesticide_use': Object.fromEntries(
    ['苹果', '苹果树', '茶叶', '大白菜'].map((crop) => [`PD20230884|${crop}`, treatments(crop, 'PD20230884')]),
  ),
  'produce/yield_ceiling': { 苹果: { mostPerMu: 3000 }, 茶叶: { mostPerMu: 900 }, 大白菜: { mostPerMu: 8000 } },
  'food/special_food': {
    国食注字YP20250012: {
      foodKind: 'infant_formula',
      productName: '婴儿配方乳粉（1段）',
      holder: '玉泉食品有限公司（演示）',
      from: '2025-03-01',
      until: '2030-02-28',
    },
  },
  'food/food_line': { L2: { daily: 800 } },
  'food/food_recipe': { 'PF-XC-03': { productName: '熏煮香肠', yieldLeast: 0.9, yieldMost: 1.15 } },
  'inputs/fumigation_body': {
    [uscc('91419001MA00000242')]: { kind: 'grain_storage', validFrom: '2025-01-01', validUntil: '2028-12-31' },
  },
  'inputs/pesticide_registration': {
    PD20230884: {
      ...registered('高效氯氟氰菊酯'),
      codeClass: '1',
      lastSix: '230884',
      ingredient: '高效氯氟氰菊酯 2.5%',
      toxicity: '中等毒',
    },
    PD20184321: {
      ...registered('56% 磷化铝片剂'),
      codeClass: '1',
      lastSix: '184321',
      ingredient: '磷化铝',
      toxicity: '高毒',
      restricted: true,
    },
  },
  'inputs/vet_approval': {
    兽药字161234567: { ...registered('伊维菌素注射液'), species: '牛、猪', prescription: true, interval: 14 },
  },
  'inputs/fertiliser_registration': { '豫农肥（2020）准字12345号': registered('复合肥料 15-15-15') },
  'inputs/seed_variety': {
    国审玉20000009: {
      variety: '郑单958',
      crop: '玉米',
      henan: true,
      region: '黄淮海夏玉米区',
      status: 'valid',
      breeder: '河南省农业科学院',
    },
  },
  'medical/drug': {
    '8020001': drug('对乙酰氨基酚片', '国药准字H41020001', '片剂'),
    '8030001': { ...drug('冻干水痘减毒活疫苗', '国药准字H41020001', '注射剂'), packSpec: '1 支/盒' },
  },
  'equipment/lift': {
    'urn:zhuisu:device18:311010234200600123': lift('梯11豫U00001(06)'),
    'urn:zhuisu:device18:311010234200600124': lift('梯11豫U00002(06)'),
  },
  'equipment/equipment_worker': {
    'urn:zhuisu:person:worker-1': worker('lift_repair'),
    'urn:zhuisu:person:worker-2': worker('lift_repair'),
    'urn:zhuisu:person:filler-1': worker('cylinder_filling'),
    'urn:zhuisu:person:filler-2': worker('cylinder_filling'),
  },
  'equipment/scale': { 'urn:zhuisu:scale:CZ-03': { station: '轵城气瓶充装站（演示）', remoteControl: true } },
  'dangerous/production_licence': { 'MB-SC-2026-011': { yearly: 20_000, from: '2026-01-01', until: '2028-12-31' } },
  'dangerous/store': {
    'https://id.gs1.org/414/6901234000016': store('explosive'),
    'https://id.gs1.org/414/6901234000030': store('explosive'),
    'https://id.gs1.org/414/6901234000085': store('detonator'),
    'https://id.gs1.org/414/6901234000092': store('powder'),
    'https://id.gs1.org/414/6901234000108': store('oxidiser'),
    'https://id.gs1.org/414/6901234000115': store('toxic'),
    'https://id.gs1.org/414/6901234000023': store('fireworks'),
  },
  'dangerous/blaster': { 'urn:zhuisu:person:blaster-1': { highestLevel: 3, ...held, unit: mine } },
  'dangerous/blasting_unit': { [mine]: { highestLevel: 3, ...held } },
  'dangerous/lawful_use': { [mine]: { use: '金属表面处理' } },
  'dangerous/vehicle': { 豫U12345: { ratedMass: 2000, certificateUntil: '2027-01-01', carrier } },
  'dangerous/waste_quota': { [mine]: { yearly: 1000 } },
  'rare_earth/rare_earth_enterprise': {
    [works]: { separating: true, mining: false, role: 'named', ...held },
    [mine]: { separating: false, mining: true, role: 'named', ...held },
    [dealer]: { separating: false, mining: false, role: 'recycler', ...held },
    [carrier]: { separating: false, mining: false, role: 'trader', ...held },
  },
  'rare_earth/quota': {
    '2026-FL-001': {
      enterprise: works,
      kind: 'separation',
      year: 2026,
      reoMass: 20_000,
      from: '2026-01-01',
      until: '2026-12-31',
    },
    '2026-KC-001': { enterprise: mine, kind: 'mining', year: 2026, reoMass: 20_000, from: '2026-01-01', until: '2026-12-31' },
  },
  'car_parts/vehicle': {
    LSVHJ133022221761: { status: 'in_use', registered: '2018-06-01' },
    LVGBH40K7CG000001: { status: 'in_use', registered: '2012-09-01' },
  },
  'car_parts/workshop': {
    [uscc('91419001MA00000255')]: { name: '玉泉汽车维修厂（演示）', class: '2', filed: true, uploads: true },
  },
};

/** Goods of each chain of dangerous goods, as permits name them. */
const goods: Readonly<Record<string, string>> = {
  explosives: 'explosive',
  bulk_explosives: 'explosive',
  detonators: 'detonator',
  powder: 'powder',
  fireworks: 'fireworks',
  display_fireworks: 'fireworks',
  precursors: 'precursor',
  highly_toxic: 'highly_toxic',
  chemicals: 'chemical',
  waste: 'chemical',
};
const permitted = (group: string, until: string): RegisterRow => ({ group, quantity: 2000, from: '2026-06-01', until });
const media: Readonly<Record<string, string>> = {
  lpg_cylinders: 'lpg',
  industrial_cylinders: 'oxygen',
  vehicle_cylinders: 'natural_gas',
};

/** Papers and things of one chain alone; their numbers are recast as those in its records. */
export function chainRows(category: string, chain: string): Rows {
  const medium = media[chain];
  if (medium !== undefined) {
    return { 'equipment/cylinder': { 'https://id.gs1.org/8003/069012340000162601000123': cylinder(medium) } };
  }
  if (category === 'food') {
    const bulk = { plateNo: '豫U12345', carrier: '济水食品配送有限公司（演示）', from: '2026-01-01', until: '2026-12-31' };
    return { 'food/bulk_permit': { 'ZYZ-419001-0007': bulk } };
  }
  if (chain === 'device' || chain === 'implant') {
    const device = {
      issuer: 'GS1',
      productName: '髋关节假体',
      registrant: '济源制药有限公司（演示）',
      registrationNo: '国械注准20193030166',
      class: '3',
      singleUse: true,
      sterile: true,
    };
    return { 'medical/device': { 'https://id.gs1.org/01/06975737431158': device } };
  }
  if (category === 'dangerous') {
    const group = goods[chain]!;
    return {
      'dangerous/purchase_permit': {
        'GM-2026-0021': { ...permitted(group, '2026-06-30'), buyer: mine },
        'GM-2026-0022': { ...permitted(group, '2026-06-30'), buyer: mine },
      },
      'dangerous/transport_permit': {
        'YS-2026-0007': { ...permitted(group, '2026-06-07'), route: '工厂—S240—承留库', carrier: '济水危货运输有限公司（演示）' },
      },
      'dangerous/display_permit': { 'YH-2026-002': { displayFirm: mine, from: '2026-06-20', until: '2026-06-30' } },
    };
  }
  if (category === 'rare_earth') {
    const row = { controlCode: 'urn:zhuisu:control:1C902.a', quantity: 400, endUser: 'urn:zhuisu:enduser:JP-0001', kind: '单项' };
    const label = { enterprise: works, scope: '氧化镨钕', from: '2026-01-15', until: '2029-01-14' };
    return {
      'rare_earth/export_licence': { 'LY-2026-0031': { ...row, from: '2026-05-01', until: '2027-04-30' } },
      'rare_earth/environment_label': { 'HJ-2026-0007': label },
    };
  }
  return {};
}

/** Credit code or token in the examples, scheme, number, scope. */
export type LicenceOf = readonly [party: string, scheme: string, number: string, ...products: readonly string[]];

/** Numbers are invented; those of schemes whose form is known are well formed. */
export const chainLicences: Readonly<Record<string, readonly LicenceOf[]>> = {
  medical: [
    ['91419001MA3X000102', 'drug_production', '豫20260011'],
    ['91419001MA3X000102', 'device_production', '豫药监械生产许20260011号'],
    ['91350100M000100Y43', 'drug_trade', '豫AA419001001'],
    ['91350100M000100Y43', 'device_trade', '豫济药监械经营许20260021号'],
    ['915101007130545948', 'medical_practice', 'PDY419001-2026-001'],
    ['915101007130545948', 'drug_trade', '豫DA419001002'],
    ['915101007130545948', 'device_trade', '豫济药监械经营备20260031号'],
  ],
  equipment: [
    ['91419001MA00000A9R', 'tslicence', 'TS4241012-2029', 'lpg', 'oxygen', 'natural_gas'],
    [dealer, 'tslicence', 'TS3341012-2029', 'lift_work'],
  ],
  inputs: [['91419001MA0000021Q', 'vet_production', '兽药生产证字16001号']],
  food: [[uscc('91419001MA3X000102'), 'sc', 'SC10541900100016']],
  dangerous: [
    [works, 'civil_explosives_production', 'MB-SC-2026-011', 'explosive', 'detonator', 'cord', 'explosive_material'],
    [mine, 'civil_explosives_sale', 'MB-XS-2026-003', 'explosive', 'detonator'],
    [works, 'fireworks_production', 'YH-SC-2026-001'],
    [dealer, 'fireworks_production', 'YH-SC-2026-002'],
    [dealer, 'fireworks_wholesale', 'YH-PF-2026-001'],
    [mine, 'fireworks_display', 'YH-RF-2026-001'],
    [works, 'hazchem_production', 'WH-SC-2026-001'],
    [works, 'hazchem_use', 'WH-SY-2026-001'],
    [mine, 'hazchem_use', 'WH-SY-2026-002'],
    [carrier, 'hazmat_transport', 'DL-419001-2026-001'],
    ['urn:zhuisu:person:driver-1', 'hazmat_driver', 'CY-419001-0001'],
    ['urn:zhuisu:person:escort-1', 'hazmat_escort', 'CY-419001-0002'],
    [mine, 'waste_operation', 'WF-419001-2026-001', 'urn:zhuisu:wastecode:900-041-49'],
  ],
};
