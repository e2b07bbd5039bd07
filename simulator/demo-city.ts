/**
 * The demo: one autumn of Jiyuan's apples, from the pesticide to the bottle, as nine firms would record it, and every stage of every
 * chain of the eight categories. Every date, id and amount is fixed, so that two installations show the same city. Written into it: a
 * receipt that is missing, a recall, an expired lot.
 */
import * as cast from './demo/cast.ts';
import { farmDocuments, goodBoxes, pesticideLot, recalledBoxes } from './demo/farm.ts';
import { canonical, gtin, sscc } from './demo/keys.ts';
import { caseSerial, chilledLot, juiceLot, pallets, tradeDocuments } from './demo/trade.ts';

export { chainExamples } from './demo/chains/examples.ts';
export { type ChainRecord, demoChains, demoRegisters, inOrder, type ToldChain, tellerOf } from './demo/chains/index.ts';
export { crossingRegisters, type DemoCrossing, demoCrossings } from './demo/crossings.ts';
export { chainOrganisations, type DemoOrganisation, demoOrganisations } from './demo/organisations.ts';

/** EPCIS 2.0 JSON-LD documents, one a firm, in the order in which they may be captured. */
export const demoDocuments = (): { name: string; document: unknown }[] => [...farmDocuments(), ...tradeDocuments()];

export interface DemoExample {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** Codes to try, in several spellings: one for each verdict and each level of packing. */
export const demoExamples: readonly DemoExample[] = [
  { code: `(01)${gtin(cast.bottle)}(10)${juiceLot}`, zh: '一瓶苹果汁：来路完整', en: 'a bottle of juice: complete chain' },
  { code: canonical.item(cast.bottleCase, caseSerial(13)), zh: '一箱苹果汁：缺少收货记录', en: 'a case: its receipt is missing' },
  {
    code: `(01)${gtin(cast.appleBox)}(10)${recalledBoxes}`,
    zh: '苹果礼盒：所用苹果已召回',
    en: 'apple box: its apples were recalled',
  },
  { code: canonical.lot(cast.freshBottle, chilledLot), zh: '冷藏鲜榨汁：已过期', en: 'chilled juice: past its date' },
  { code: canonical.lot(cast.appleBox, goodBoxes), zh: '苹果礼盒：农场直接出售', en: 'apple box: sold by the farm itself' },
  { code: `(00)${sscc(cast.factory, pallets.supermarket)}`, zh: '一托盘：六箱苹果汁', en: 'a pallet: six cases of juice' },
  {
    code: canonical.lot(cast.cooperativeApples, 'WW1008'),
    zh: '一批苹果：用过什么，去了哪里',
    en: 'a harvest lot: what was used, where it went',
  },
  {
    code: canonical.lot(cast.pesticide, pesticideLot),
    zh: '一批农药：用在哪些果园',
    en: 'a pesticide lot: in which orchards it was used',
  },
];
