import type { Swap, Tellings } from './telling.ts';

const bottles = ['12308841005260627001000011857410', '12308841005260627001000021857417'];
const lotOfExamples = 'https://id.gs1.org/01/06912345678902/10/N1';
const productOfExamples = 'https://id.gs1.org/01/06912345678902';
const making = [
  'pesticide_production',
  'vet_production',
  'feed_production',
  'fertiliser_production',
  'sample_retention',
  'material_receipt',
];

interface Input {
  readonly group: string;
  readonly lot: string;
  readonly codes: readonly [string, string];
  readonly name: string;
  readonly registration: string;
  readonly spec: string;
  readonly material: readonly [lot: string, name: string];
}

/** The goods of one chain where the examples tell of a pesticide. */
function of({ group, lot, codes, name, registration, spec, material }: Input): Swap[] {
  return [
    [lotOfExamples, lot],
    [productOfExamples, lot.slice(0, lot.indexOf('/10/')), 'registration', 'registration_change'],
    [bottles[0]!, codes[0]],
    [bottles[1]!, codes[1]],
    ['202601150160112345678901', codes[1], 'goods_return'],
    ['高效氯氟氰菊酯', name],
    ['PD20230884', registration],
    ['100 毫升/瓶', spec],
    ['urn:zhuisu:lot:91350100M000100Y43:technical:T2511', material[0], 'material_receipt'],
    [`${name}原药`, material[1], 'material_receipt'],
    ['pesticide', group],
    // Cows of their own: a recalled input would stop the milk of those of the milk chain.
    ['2419001000000', '2419001000001'],
    ['veterinary_drug', group, 'goods_return'],
  ];
}

const made = (days: number): Record<string, number> => Object.fromEntries(making.map((stage) => [stage, days]));
/** Ledgers are kept for two years: what is disposed of now ended before. */
const papers = { record_disposal: 1_095 };
const raw = (name: string): string => `urn:zhuisu:lot:91419001MA0000021Q:${name}`;
const serial = (product: string, number: string): string => `https://id.gs1.org/01/${product}/21/${number}`;
const free = { coding: { technicalNo: null, technicalMaker: null }, material_receipt: { registrationNo: null } };

export const inputs: Tellings = {
  pesticide: {
    way: ['pesticide_production', 'pesticide_use'],
    swaps: [
      ['202601150160112345678901', bottles[1]!, 'goods_return'],
      ['veterinary_drug', 'pesticide', 'goods_return'],
    ],
    days: papers,
  },
  veterinary_drug: {
    way: ['vet_production', 'vet_use'],
    swaps: of({
      group: 'veterinary_drug',
      lot: 'https://id.gs1.org/01/06901234571028/10/V1',
      codes: ['202601150160112345678901', '202601150160112345678902'],
      name: '伊维菌素注射液',
      registration: '兽药字161234567',
      spec: '10 毫升/支',
      material: [raw('vet-raw:R1'), '伊维菌素'],
    }),
    days: { ...papers, ...made(7), vet_use: -45 },
    but: free,
  },
  feed: {
    way: ['feed_production', 'feed_use'],
    swaps: of({
      group: 'feed',
      lot: 'https://id.gs1.org/01/06901234571035/10/F1',
      codes: [serial('06901234571035', 'F0001'), serial('06901234571035', 'F0002')],
      name: '奶牛精料补充料',
      registration: '豫饲证（2023）01001',
      spec: '40 千克/袋',
      material: [raw('maize:M1'), '玉米'],
    }),
    days: { ...papers, ...made(28), feed_use: -60 },
    but: {
      ...free,
      feed_use: { lot: null, lotQuantity: null, lotUnit: null, codes: [serial('06901234571035', 'F0001')] },
    },
  },
  fertiliser: {
    way: ['fertiliser_production', 'fertiliser_use'],
    swaps: of({
      group: 'fertiliser',
      lot: 'https://id.gs1.org/01/06901234571042/10/H1',
      codes: [serial('06901234571042', 'H0001'), serial('06901234571042', 'H0002')],
      name: '复合肥料 15-15-15',
      registration: '豫农肥（2020）准字12345号',
      spec: '50 千克/袋',
      material: [raw('urea:U1'), '尿素'],
    }),
    days: { ...papers, ...made(24), fertiliser_use: -40 },
    but: {
      ...free,
      fertiliser_use: { lot: null, lotQuantity: null, lotUnit: null, codes: [serial('06901234571042', 'H0001')] },
    },
  },
  seed: {
    way: ['seed_growing', 'seed_use'],
    swaps: of({
      group: 'seed',
      lot: 'https://id.gs1.org/01/06901234571059/10/S1',
      codes: ['urn:zhuisu:seed:济源种业.JY2600001', 'urn:zhuisu:seed:济源种业.JY2600002'],
      name: '郑单958',
      registration: '国审玉20000009',
      spec: '4500 粒/袋',
      material: [raw('maize:2025-G1'), '亲本种子'],
    }),
    days: { ...papers, seed_use: 25 },
    but: {
      ...free,
      coding: {
        ...free.coding,
        codes: ['urn:zhuisu:seed:济源种业.JY2600001'],
        productionType: null,
        variety: '郑单958',
        varietyNo: '国审玉20000009',
        producerName: '济源种业',
        unitCode: 'JY2600001',
        qrText: '郑单958\n济源种业\nJY2600001\nhttps://example.cn/t/JY2600001',
      },
      casing: { codes: ['urn:zhuisu:seed:济源种业.JY2600001'] },
      unpacking: { codes: ['urn:zhuisu:seed:济源种业.JY2600001'] },
      retail: { filingNo: 'ZZBA-2026-0017' },
    },
  },
};
