/** What is recalled or failed its test is not sold, issued or used, nor is what was made of it. */
import type { Rule } from '../../rules/definition.ts';
import { recalledThere } from '../row.ts';
import { acidLot } from './chemicals.ts';
import { row, told } from './row.ts';
import { design, emulsion } from './site.ts';

const stopped = ['recalled', 'non_conformant'];
const repair = [
  '请封存，按召回通知退回或登记造册销毁',
  'Set it apart; return it as the recall asks, or list it for destruction',
] as const;

export const stoppingRules: readonly Rule[] = [
  row({
    id: 'AG-18-dg-a',
    severity: 'block',
    name: ['被召回、不合格的物品及其产物不得销售、领用', 'What is recalled or failed its test is not sold, issued or used'],
    stages: [
      ...['explosive_sale', 'powder_sale', 'fireworks_sale', 'fireworks_retail', 'chemical_sale', 'chemical_transfer'],
      ...['issue', 'blasting', 'display', 'chemical_use'],
    ],
    test: { kind: 'state', of: 'things', not: stopped, ancestors: true },
    repair,
    basis: design,
    passes: { record: told('explosive_sale') },
    fails: { before: [recalledThere(emulsion, '2026-06-04T09:00:00+08:00')], record: told('explosive_sale') },
  }),
  row({
    id: 'AG-18-dg-b',
    severity: 'block',
    name: [
      '被召回、不合格、待销毁的原料不得投入生产',
      'Nothing that is recalled, failed or is to be destroyed goes into production',
    ],
    stages: ['onsite_mixing', 'fireworks_production', 'chemical_mixing', 'mark_split'],
    test: { kind: 'state', of: 'inputs', not: stopped, ancestors: true },
    repair,
    basis: design,
    passes: { record: told('chemical_mixing') },
    fails: { before: [recalledThere(`${acidLot}-1`, '2026-05-01T09:00:00+08:00')], record: told('chemical_mixing') },
  }),
];
