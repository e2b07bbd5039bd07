import type { Swap, Tellings } from './telling.ts';

const own = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}`;
const [drug, substance, dried, pieces] = [own('drug:A2601'), own('substance:Y2601'), own('herb:2026-D1'), own('piece:P2601')];
/** One is sold in the pharmacy, one is cancelled, one is dispensed in the hospital. */
const units = ['80200010000000000017', '80200010000000000025'];
const thirdUnit = '80200010000000000033';
const watched = ['maintenance', 'storage_monitoring', 'transport_monitoring'];
const lots = ['lot_dispatch', 'lot_receipt', 'lot_storage', 'lot_return', 'lot_destruction'];
const recalls = ['recall', 'recall_notice', 'recall_filing', 'recall_progress', 'recall_end', 'recall_drill'];
const ofLot = (code: string) =>
  Object.fromEntries(watched.map((stage) => [stage, { codes: null, lot: code, lotQuantity: 60, lotUnit: 'KGM' }]));
const ofUnit = Object.fromEntries(
  ['maintenance', 'storage_monitoring', 'transport_monitoring'].map((stage) => [
    stage,
    { codes: ['https://id.gs1.org/01/06975737431158/21/S0001'] },
  ]),
);
const weighed: Swap[] = [['H87', 'KGM', 'trade_record', ...recalls]];

export const medical: Tellings = {
  preparation: {
    way: ['drug_production', 'retail'],
    but: {
      activation: { codes: [...units, thirdUnit] },
      packing: { children: [...units, thirdUnit] },
      hospital_dispensing: { codes: [thirdUnit] },
    },
  },
  substance: {
    way: ['substance_production', 'drug_production'],
    swaps: [[drug, substance, 'trade_record', ...recalls], ...weighed],
    but: ofLot(substance),
  },
  herb: {
    way: ['herb_planting', 'piece_production'],
    swaps: [[substance, dried, 'batch_inspection', ...lots], [drug, dried, 'trade_record', ...recalls], ...weighed],
    but: ofLot(dried),
  },
  piece: {
    way: ['herb_planting', 'piece_dispensing'],
    swaps: [
      [substance, dried, 'batch_inspection', 'lot_receipt'],
      [substance, pieces, 'lot_dispatch', 'lot_storage', 'lot_return', 'lot_destruction'],
      [drug, pieces, 'trade_record', ...recalls],
      ...weighed,
    ],
    days: { lot_dispatch: -10, lot_storage: -10, lot_return: -10 },
    but: ofLot(pieces),
  },
  vaccine: {
    way: ['drug_production', 'vaccination'],
    swaps: [
      [drug, own('vaccine:V2601')],
      ['80200010000000000017', '80300010000000000014'],
      ['80200010000000000025', '80300010000000000022'],
      ['80200020000000000019', '80300020000000000019'],
      ['8020001', '8030001', 'activation'],
      ['A2601', 'V2601'],
      ['对乙酰氨基酚片', '冻干水痘减毒活疫苗'],
      ['片剂', '注射剂'],
    ],
    days: { activation: 2, packing: 2, code_cancellation: 1 },
  },
  device: { way: ['device_production', 'device_use'], but: ofUnit },
  implant: { way: ['device_production', 'implanting'], but: ofUnit },
};
