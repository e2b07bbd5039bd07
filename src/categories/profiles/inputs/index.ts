/** (四) 主要农业生产资料 · Farm inputs. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { chains, products, stages } from './chains.ts';
import { codeRules } from './code-rules.ts';
import { ledgerRules } from './ledger-rules.ts';
import { designatedSalePesticides, restrictedPesticides } from './lists.ts';
import { registers } from './registers.ts';
import { restrictedRules } from './restricted-rules.ts';
import { useRules } from './use-rules.ts';

export const inputs: CategoryProfile = {
  category: 'inputs',
  version: '2026.1',
  validFrom: '2018-01-01',
  chains,
  products,
  stages,
  rules: [...restrictedRules, ...ledgerRules, ...codeRules, ...useRules],
  registers,
  lists: [restrictedPesticides, designatedSalePesticides],
};
