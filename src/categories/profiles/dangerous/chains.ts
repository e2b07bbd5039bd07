/** 危险品: each group from the first stage to the last, and its entries in the directory. */
import type { Chain, Product } from '../../definition.ts';
import { verified } from '../../fields.ts';

const source = verified('济政办〔2018〕10号 四（六）');
const moved = ['transport_permit', 'store_out', 'departure', 'transit_report', 'arrival', 'receipt', 'permit_return'];
const held = ['stock_count', 'loss', 'destruction_listing', 'destruction', 'waste_generation', 'record_disposal'];
const blasted = ['blast_project', 'issue', 'blasting', 'return_unused', 'shift_close'];
const sold = ['explosive_sale', 'sale_filing', ...moved, 'purchase_filing'];
const chemical = ['chemical_production', 'mark_split', 'chemical_mixing', 'store_in', 'tank_level', 'safety_assessment'];
const chemicalSold = ['chemical_sale', 'sale_filing', ...moved, 'purchase_filing', 'chemical_transfer', 'chemical_use'];

export const chains: readonly Chain[] = [
  {
    id: 'explosives',
    zh: '工业炸药、索类火工品、原材料',
    en: 'Industrial explosives, cords, materials',
    stages: ['explosive_production', 'explosive_packing', 'store_in', 'purchase_permit', ...sold, ...blasted, ...held],
  },
  {
    id: 'bulk_explosives',
    zh: '现场混装炸药',
    en: 'Explosives mixed on site',
    stages: [
      'explosive_production',
      'departure',
      'onsite_mixing',
      'blast_project',
      'blasting',
      'shift_close',
      'destruction',
      'record_disposal',
    ],
  },
  {
    id: 'detonators',
    zh: '工业雷管',
    en: 'Detonators',
    stages: ['detonator_production', 'explosive_packing', 'store_in', 'purchase_permit', ...sold, ...blasted, ...held],
  },
  {
    id: 'powder',
    zh: '黑火药、烟火药、引火线',
    en: 'Powder and fuse',
    stages: ['powder_production', 'store_in', 'powder_sale', ...moved, 'fireworks_production', 'seizure', ...held],
  },
  {
    id: 'fireworks',
    zh: '烟花爆竹（个人燃放类）',
    en: 'Fireworks for the public',
    stages: [
      'fireworks_production',
      'explosive_packing',
      'store_in',
      'fireworks_sale',
      ...moved,
      'fireworks_retail',
      'seizure',
      ...held,
    ],
  },
  {
    id: 'display_fireworks',
    zh: '烟花爆竹（专业燃放类）',
    en: 'Fireworks for displays',
    stages: [
      'fireworks_production',
      'explosive_packing',
      'store_in',
      'fireworks_sale',
      ...moved,
      'display_permit',
      'display',
      'seizure',
      ...held,
    ],
  },
  {
    id: 'precursors',
    zh: '易制爆危险化学品',
    en: 'Explosive precursors',
    stages: [...chemical, ...chemicalSold, ...held],
  },
  {
    id: 'highly_toxic',
    zh: '剧毒化学品',
    en: 'Highly toxic chemicals',
    stages: [...chemical, 'purchase_permit', ...chemicalSold, 'hazard_source', ...held],
  },
  {
    id: 'chemicals',
    zh: '其他危险化学品',
    en: 'Other hazardous chemicals',
    stages: [...chemical, 'hazard_source', ...chemicalSold, ...held],
  },
  {
    id: 'waste',
    zh: '危险废物',
    en: 'Hazardous waste',
    stages: [
      'waste_generation',
      'waste_storage',
      'waste_transfer',
      'departure',
      'waste_receipt',
      'waste_disposal',
      'record_disposal',
    ],
  },
];

const product = (id: string, chain: string, zh: string, en: string): Product => ({ id, chain, zh, en, source });

export const products: readonly Product[] = [
  product('industrial_explosives', 'explosives', '民用爆炸物品：工业炸药', 'Civil explosives: industrial explosives'),
  product('cords', 'explosives', '民用爆炸物品：索类火工品', 'Civil explosives: cords'),
  product('explosive_materials', 'explosives', '民用爆炸物品：原材料', 'Civil explosives: raw materials'),
  product('bulk_explosives', 'bulk_explosives', '民用爆炸物品：现场混装炸药', 'Civil explosives: mixed on site'),
  product('detonators', 'detonators', '民用爆炸物品：工业雷管', 'Civil explosives: detonators'),
  product('fireworks', 'fireworks', '烟花爆竹：个人燃放类', 'Fireworks for the public'),
  product('display_fireworks', 'display_fireworks', '烟花爆竹：专业燃放类', 'Fireworks for displays'),
  product('powder', 'powder', '烟花爆竹：黑火药、烟火药、引火线', 'Powder and fuse'),
  product('precursors', 'precursors', '易制爆危险化学品', 'Explosive precursors'),
  product('highly_toxic', 'highly_toxic', '剧毒化学品', 'Highly toxic chemicals'),
  product('hazardous_chemicals', 'chemicals', '其他危险化学品', 'Other hazardous chemicals'),
  product('hazardous_waste', 'waste', '危险废物', 'Hazardous waste'),
];
