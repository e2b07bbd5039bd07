/** The ways of the product groups, first stage to last. */
import type { Chain, Product, Stage } from '../../definition.ts';
import { unverified, verified } from '../../fields.ts';
import { deviceStages } from './devices.ts';
import { herbStages } from './herbs.ts';
import { incomingStages } from './incoming.ts';
import { makingStages } from './making.ts';
import { outgoingStages } from './outgoing.ts';
import { patientStages } from './patients.ts';
import { deviceRecallStages, drugRecallStages } from './recalls.ts';
import { sellingStages } from './selling.ts';
import { storingStages } from './storing.ts';
import { substanceStages } from './substances.ts';

export const medicalStages: readonly Stage[] = [
  ...substanceStages,
  ...herbStages,
  ...makingStages,
  ...incomingStages,
  ...outgoingStages,
  ...storingStages,
  ...sellingStages,
  ...drugRecallStages,
  ...deviceStages,
  ...patientStages,
  ...deviceRecallStages,
];

const ids = (stages: readonly Stage[], but: readonly string[] = []): string[] =>
  stages.map(({ id }) => id).filter((id) => !but.includes(id));
const kept = ids(storingStages);
const recalled = ids(drugRecallStages);
const deviceRecalled = ids(deviceRecallStages);
const byLot = ['lot_dispatch', 'lot_receipt', 'lot_storage', 'trade_record', 'lot_return'];
const unusual = [
  'return_out',
  'return_receipt',
  'direct_return',
  'rework_out',
  'production_out',
  'sampling_out',
  'stock_gain',
  'stock_loss',
  'damage_out',
  'scrap_storage',
  'other_in',
  'other_out',
];
const ending = [...recalled, 'recall_out', 'recall_receipt', 'destruction', 'code_cancellation'];
const deviceWay = ids(deviceStages, ['device_return', 'device_destruction']);
const herbWay = ['herb_planting', 'herb_care', 'herb_harvest', 'herb_processing', 'batch_inspection'];

export const medicalChains: readonly Chain[] = [
  {
    id: 'preparation',
    zh: '药品制剂',
    en: 'Drug preparations',
    stages: [
      'drug_production',
      'batch_inspection',
      'activation',
      'packing',
      'production_storage',
      'sales_out',
      'direct_dispatch',
      'purchase_receipt',
      'purchase_acceptance',
      'trade_record',
      ...kept,
      'transfer_out',
      'transfer_in',
      'unpacking',
      'retail',
      'hospital_dispensing',
      ...unusual,
      ...ending,
    ],
  },
  {
    id: 'substance',
    zh: '原料药',
    en: 'Active substances',
    stages: ['substance_production', 'batch_inspection', ...byLot, ...kept, 'drug_production', ...recalled, 'lot_destruction'],
  },
  {
    id: 'herb',
    zh: '中药材',
    en: 'Herbs',
    stages: [...herbWay, ...byLot, ...kept, 'piece_production', ...recalled, 'lot_destruction'],
  },
  {
    id: 'piece',
    zh: '中药饮片',
    en: 'Decoction pieces',
    stages: [
      ...herbWay,
      'lot_receipt',
      'piece_production',
      ...byLot.filter((id) => id !== 'lot_receipt'),
      ...kept,
      'piece_dispensing',
      ...recalled,
      'lot_destruction',
    ],
  },
  {
    id: 'vaccine',
    zh: '疫苗',
    en: 'Vaccines',
    stages: [
      'drug_production',
      'batch_inspection',
      'vaccine_release',
      'activation',
      'packing',
      'production_storage',
      'vaccine_dispatch',
      'transport_monitoring',
      'vaccine_receipt',
      'storage_monitoring',
      'maintenance',
      'transfer_out',
      'transfer_in',
      'unpacking',
      'vaccination',
      ...unusual.filter((id) => id !== 'direct_return'),
      ...ending,
    ],
  },
  {
    id: 'device',
    zh: '医疗器械（有唯一标识）',
    en: 'Devices with UDI',
    stages: [
      ...deviceWay,
      ...kept,
      'device_issue',
      'device_use',
      'device_retail',
      'device_return',
      ...deviceRecalled,
      'device_destruction',
    ],
  },
  {
    id: 'implant',
    zh: '植入性医疗器械',
    en: 'Implants',
    stages: [
      ...deviceWay,
      'storage_monitoring',
      'device_issue',
      'implanting',
      'removing',
      'device_return',
      ...deviceRecalled,
      'device_destruction',
    ],
  },
];

const notice = verified('济政办〔2018〕10号 四（三）');

export const medicalProducts: readonly Product[] = [
  { id: 'preparation', zh: '药品制剂', en: 'Drug preparations', chain: 'preparation', source: notice },
  { id: 'substance', zh: '原料药', en: 'Active substances', chain: 'substance', source: notice },
  { id: 'herb', zh: '中药材', en: 'Herbs', chain: 'herb', source: notice },
  { id: 'piece', zh: '中药饮片', en: 'Decoction pieces', chain: 'piece', source: notice },
  {
    id: 'vaccine',
    zh: '疫苗',
    en: 'Vaccines',
    chain: 'vaccine',
    source: unverified('疫苗管理法（2019）第十条（条文未核实）'),
  },
  {
    id: 'device',
    zh: '医疗器械',
    en: 'Medical devices',
    chain: 'device',
    source: notice,
  },
  { id: 'implant', zh: '植入性医疗器械', en: 'Implants', chain: 'implant', source: notice },
];
