/** 特种设备: lifts and gas cylinders from the first stage to the last, and their entries in the directory. */
import type { Chain, Product } from '../../definition.ts';
import { verified } from '../../fields.ts';

const source = verified('济政办〔2018〕10号 四（五）');
const registered = ['handover', 'first_use', 'use_registration'];
const kept = ['daily_use', 'maintenance', 'self_check', 'self_test', 'periodic_inspection', 'emergency_drill', 'file_check'];
const troubled = ['fault', 'rescue', 'full_check', 'supervision_order', 'rectification', 'recheck'];
const changed = ['part_recall', 'part_removal', 'part_fitting', 'stop', 'restart', 'alteration'];
const installed = ['work_notice', 'installation', 'supervision_inspection', ...registered];
const life = [...installed, ...kept, 'on_demand_scheme', ...troubled, ...changed, 'lift_scrapping'];

const known = ['cylinder_making', 'cylinder_registration', 'tagging'];
const filled = ['gas_receipt', 'empty_return', 'fill_check_before', 'filling', 'fill_check_after', 'gas_day_close'];
const inspected = ['cylinder_inspection', 'valve_removal', 'valve_fitting', 'cylinder_file_check', 'cylinder_transfer'];
const watched = ['station_check', 'violation_report'];

export const chains: readonly Chain[] = [
  { id: 'lifts', zh: '电梯', en: 'Lifts', stages: ['lift_making', 'lift_sale', ...life] },
  { id: 'imported_lifts', zh: '进口电梯', en: 'Imported lifts', stages: ['lift_import', 'lift_sale', ...life] },
  {
    id: 'lpg_cylinders',
    zh: '液化石油气钢瓶',
    en: 'LPG cylinders',
    stages: [...known, ...filled, 'dispatch', 'delivery', 'home_check', ...inspected, ...watched, 'cylinder_scrapping'],
  },
  {
    id: 'industrial_cylinders',
    zh: '工业与医用气瓶',
    en: 'Industrial and medical cylinders',
    stages: [...known, ...filled, 'dispatch', 'delivery', ...inspected, ...watched, 'cylinder_scrapping'],
  },
  {
    id: 'vehicle_cylinders',
    zh: '车用气瓶',
    en: 'Vehicle cylinders',
    stages: [...known, 'gas_receipt', 'fill_check_before', 'filling', 'fill_check_after', ...inspected, 'cylinder_scrapping'],
  },
];

const product = (id: string, chain: string, zh: string, en: string): Product => ({ id, chain, zh, en, source });

export const products: readonly Product[] = [
  product('traction_lift', 'lifts', '电梯：曳引与强制驱动电梯', 'Lifts: traction and positive drive'),
  product('hydraulic_lift', 'lifts', '电梯：液压驱动电梯', 'Lifts: hydraulic'),
  product('escalator', 'lifts', '电梯：自动扶梯与自动人行道', 'Lifts: escalators and moving walks'),
  product('other_lift', 'lifts', '电梯：防爆、消防员、杂物电梯', 'Lifts: explosion-proof, firefighters’, service'),
  product('imported_lift', 'imported_lifts', '进口电梯', 'Imported lifts'),
  product('lpg_cylinder', 'lpg_cylinders', '气瓶：液化石油气钢瓶', 'Cylinders: LPG'),
  product('seamless_cylinder', 'industrial_cylinders', '气瓶：无缝气瓶', 'Cylinders: seamless'),
  product('welded_cylinder', 'industrial_cylinders', '气瓶：焊接气瓶', 'Cylinders: welded'),
  product('acetylene_cylinder', 'industrial_cylinders', '气瓶：溶解乙炔气瓶', 'Cylinders: dissolved acetylene'),
  product('cryogenic_cylinder', 'industrial_cylinders', '气瓶：低温绝热气瓶', 'Cylinders: cryogenic'),
  product('vehicle_cylinder', 'vehicle_cylinders', '气瓶：车用气瓶', 'Cylinders: vehicle fuel'),
];
