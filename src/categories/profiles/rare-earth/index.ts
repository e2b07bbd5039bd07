/** (七) 稀土产品 · Rare earth. */
import type { CategoryProfile } from '../../rules/definition.ts';
import { chains, products } from './chains.ts';
import { invoiceProducts } from './lists.ts';
import { makingStages } from './making.ts';
import { makingRules } from './making-rules.ts';
import { registers } from './registers.ts';
import { tradingStages } from './trading.ts';
import { tradingRules } from './trading-rules.ts';

export const rareEarth: CategoryProfile = {
  category: 'rare_earth',
  version: '2026.1',
  validFrom: '2026-01-01',
  chains,
  products,
  stages: [...makingStages, ...tradingStages],
  rules: [...makingRules, ...tradingRules],
  registers,
  lists: [invoiceProducts],
};
