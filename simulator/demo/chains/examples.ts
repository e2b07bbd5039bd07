/** Codes of the chains to try, one of each open category. Of dangerous goods the public is told nothing. */
import { demoChains } from './index.ts';

const examples = [
  ['produce', 'tea', 'outbound_batch', 'lot', '王屋山茶叶：从茶园到市场', 'tea: from the garden to the market'],
  ['food', 'dairy', 'filling', 'lot', '巴氏杀菌乳：已过期', 'pasteurised milk: past its date'],
  ['medical', 'preparation', 'activation', 'codes', '一盒药品：售出后召回', 'a pack of a drug: recalled after it was sold'],
  [
    'inputs',
    'fertiliser',
    'fertiliser_production',
    'lot',
    '一批肥料：已召回，施在哪里',
    'a lot of fertiliser: recalled, where it was spread',
  ],
  ['equipment', 'lifts', 'lift_making', 'lifts', '一部电梯：二十年，已报废', 'a lift: twenty years, scrapped'],
  ['rare_earth', 'separated', 'sale', 'lot', '氧化镨钕：链条有缺口', 'a rare-earth oxide: a gap in its chain'],
  ['car_parts', 'part', 'part_production', 'codes', '一台发电机：所属批次已召回', 'an alternator: its lot was recalled'],
] as const;

export const chainExamples = (): { readonly code: string; readonly zh: string; readonly en: string }[] => {
  const chains = demoChains();
  return examples.map(([category, chain, stage, key, zh, en]) => {
    const told = chains.find((each) => each.category === category && each.chain === chain)!.records;
    const [code] = [told.find((each) => each.stage === stage)!.record[key]].flat();
    return { code: String(code), zh, en };
  });
};
