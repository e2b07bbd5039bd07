/**
 * Who and what the demo is about: firms, places and products of Jiyuan's apples. All are invented; towns and streets are real (codes
 * 419001001 to 419001110 of the statistics bureau's list).
 */
import type { Party, Place, Product } from './keys.ts';

const party = (prefix: string, zh: string, en: string, address: string): Party => ({ prefix, zh, en, address });
const place = (owner: Party, reference: string, zh: string, en: string): Place => ({ party: owner, reference, zh, en });

export const maker = party('9521011', '沁河植保有限公司（演示）', 'Qinhe Plant Protection (demo)', '河南省济源市克井镇');
export const cooperative = party(
  '9521022',
  '王屋红苹果专业合作社（演示）',
  'Wangwu Red Apple Cooperative (demo)',
  '河南省济源市王屋镇',
);
export const upland = party('9521033', '邵原坡上家庭农场（演示）', 'Shaoyuan Upland Family Farm (demo)', '河南省济源市邵原镇');
export const brook = party('9521044', '承留溪畔家庭农场（演示）', 'Chengliu Brookside Family Farm (demo)', '河南省济源市承留镇');
export const factory = party('9521055', '轵城果汁有限公司（演示）', 'Zhicheng Juice (demo)', '河南省济源市轵城镇');
export const carrier = party('9521066', '济水冷链配送有限公司（演示）', 'Jishui Cold Chain (demo)', '河南省济源市济水街道');
export const supermarket = party('9521077', '沁园惠民超市（演示）', 'Qinyuan Supermarket (demo)', '河南省济源市沁园街道');
export const cornerShop = party('9521088', '天坛邻里便利店（演示）', 'Tiantan Corner Shop (demo)', '河南省济源市天坛街道');
/** A kitchen of the chains: its place stands among theirs. */
export const canteen = party('9521200', '天坛机关食堂（演示）', 'Tiantan Canteen (demo)', '河南省济源市天坛街道');

export const makerPlant = place(maker, '00001', '克井镇 沁河植保制剂车间', 'Qinhe formulation plant, Kejing');
export const cooperativeOrchard = place(cooperative, '00001', '王屋镇 红苹果合作社果园', 'Cooperative orchard, Wangwu');
export const uplandOrchard = place(upland, '00001', '邵原镇 坡上农场果园', 'Upland Farm orchard, Shaoyuan');
export const brookOrchard = place(brook, '00001', '承留镇 溪畔农场果园', 'Brookside Farm orchard, Chengliu');
export const factoryHall = place(factory, '00001', '轵城镇 果汁厂', 'Juice factory, Zhicheng');
export const depot = place(carrier, '00001', '济水街道 冷链配送仓', 'Cold chain depot, Jishui');
export const supermarketFloor = place(supermarket, '00001', '沁园街道 惠民超市', 'Supermarket, Qinyuan');
export const cornerFloor = place(cornerShop, '00001', '天坛街道 邻里便利店', 'Corner shop, Tiantan');
export const canteenKitchen = place(canteen, '00002', '天坛街道 机关食堂', 'Canteen, Tiantan');

export const pesticide: Product = {
  party: maker,
  indicator: 0,
  item: '10001',
  zh: '10%苯醚甲环唑水分散粒剂',
  en: 'Difenoconazole 10% WG (fungicide)',
  net: '100克',
};
export const cooperativeApples: Product = {
  party: cooperative,
  indicator: 9,
  item: '20001',
  zh: '王屋红富士苹果',
  en: 'Fuji apples, Wangwu',
};
export const uplandApples: Product = {
  party: upland,
  indicator: 9,
  item: '20001',
  zh: '邵原红富士苹果',
  en: 'Fuji apples, Shaoyuan',
};
export const brookApples: Product = {
  party: brook,
  indicator: 9,
  item: '20001',
  zh: '承留红富士苹果',
  en: 'Fuji apples, Chengliu',
};
export const appleBox: Product = {
  party: brook,
  indicator: 0,
  item: '20010',
  zh: '溪畔红富士苹果礼盒',
  en: 'Brookside Fuji apples, box',
  net: '5千克',
};
export const rawJuice: Product = { party: factory, indicator: 9, item: '30001', zh: '苹果原浆', en: 'Apple juice, bulk' };
export const bottle: Product = {
  party: factory,
  indicator: 0,
  item: '30010',
  zh: '愚公苹果汁',
  en: 'Yugong apple juice',
  net: '1升',
};
export const bottleCase: Product = {
  party: factory,
  indicator: 1,
  item: '30010',
  zh: '愚公苹果汁（箱，12瓶）',
  en: 'Yugong apple juice, case of 12',
  net: '12×1升',
};
export const freshBottle: Product = {
  party: factory,
  indicator: 0,
  item: '30020',
  zh: '愚公鲜榨苹果汁（冷藏）',
  en: 'Yugong fresh apple juice, chilled',
  net: '300毫升',
};
