/** From the apples to the shelf: juice factory, depot, two shops. */
import * as cast from './cast.ts';
import { documentOf, goodBoxes, recalledBoxes } from './farm.ts';
import { canonical, digitalLink, epcUrn, type Spelling } from './keys.ts';
import { Book } from './record.ts';

export const juiceLot = 'J261014';
export const chilledLot = 'N261017';
const bulkLot = 'G261014';
/** Cases 1 to 6 and 7 to 12 lie on pallets 1 and 2; cases 13 to 16 went loose, and their receipt is missing. */
export const caseSerial = (number: number): string => `JX26${String(number).padStart(4, '0')}`;
export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
export const pallets = { supermarket: 1, corner: 2 };

const cases = (spell: Spelling, from: number, to: number): string[] =>
  range(from, to).map((number) => spell.item(cast.bottleCase, caseSerial(number)));

function juiceFactory(): Book {
  const book = new Book('05-juice-factory', cast.factoryHall, digitalLink('https://id.zhicheng-juice.example/'));
  const apples = (lot: string, kilograms: number) =>
    book.lot(
      lot.startsWith('WW') ? cast.cooperativeApples : lot.startsWith('SY') ? cast.uplandApples : cast.brookApples,
      lot,
      kilograms,
      'KGM',
    );
  book.receive('10-10 09:10', cast.cooperativeOrchard, 'WW-1010', { quantityList: [apples('WW1008', 3200)] });
  book.receive('10-11 09:40', cast.uplandOrchard, 'SY-1011', { quantityList: [apples('SY1009', 2600)] });
  book.receive('10-13 09:00', cast.cooperativeOrchard, 'WW-1013', { quantityList: [apples('WW1012', 2750)] });
  book.event('TransformationEvent', '10-14 08:30', 'creating_class_instance', 'active', {
    inputQuantityList: [apples('WW1008', 3200), apples('SY1009', 2600)],
    outputQuantityList: [book.lot(cast.rawJuice, bulkLot, 4300, 'LTR')],
    ilmd: { 'cbvmda:lotNumber': bulkLot },
  });
  book.event('TransformationEvent', '10-14 14:00', 'creating_class_instance', 'active', {
    inputQuantityList: [book.lot(cast.rawJuice, bulkLot, 4300, 'LTR')],
    outputQuantityList: [book.lot(cast.bottle, juiceLot, 4250)],
    ilmd: { 'cbvmda:lotNumber': juiceLot, 'cbvmda:bestBeforeDate': '2028-04-13' },
  });
  book.observe('10-15 10:00', 'inspecting', 'conformant', { quantityList: [book.lot(cast.bottle, juiceLot, 4250)] });
  book.receive('10-16 09:20', cast.brookOrchard, 'CL-1016-1', { quantityList: [apples('CL1015', 1000)] });
  book.event('TransformationEvent', '10-17 08:00', 'creating_class_instance', 'active', {
    inputQuantityList: [apples('WW1012', 2750), apples('CL1015', 1000)],
    outputQuantityList: [book.lot(cast.freshBottle, chilledLot, 8900)],
    ilmd: { 'cbvmda:lotNumber': chilledLot, 'cbvmda:bestBeforeDate': '2026-11-16' },
  });
  book.observe('10-17 15:00', 'inspecting', 'conformant', { quantityList: [book.lot(cast.freshBottle, chilledLot, 8900)] });
  book.ship('10-18 05:30', cast.supermarketFloor, 'ZC-1018', { quantityList: [book.lot(cast.freshBottle, chilledLot, 240)] });
  book.event('ObjectEvent', '10-24 09:00', 'commissioning', 'active', {
    action: 'ADD',
    epcList: cases(book.spell, 1, 16),
    ilmd: { 'cbvmda:lotNumber': juiceLot, 'cbvmda:bestBeforeDate': '2028-04-13' },
  });
  for (const number of range(1, 16)) {
    book.event('AggregationEvent', `10-24 09:${7 + 3 * number}`, 'packing', 'in_progress', {
      action: 'ADD',
      parentID: book.spell.item(cast.bottleCase, caseSerial(number)),
      childQuantityList: [book.lot(cast.bottle, juiceLot, 12)],
    });
  }
  for (const [pallet, from, at] of [
    [pallets.supermarket, 1, '10-25 14:00'],
    [pallets.corner, 7, '10-25 14:30'],
  ] as const) {
    book.event('AggregationEvent', at, 'packing', 'in_progress', {
      action: 'ADD',
      parentID: book.spell.logisticUnit(cast.factory, pallet),
      childEPCs: cases(book.spell, from, from + 5),
    });
  }
  const onPallets = Object.values(pallets).map((pallet) => book.spell.logisticUnit(cast.factory, pallet));
  book.observe('10-26 06:50', 'loading', 'in_progress', { epcList: onPallets });
  book.ship('10-26 07:15', cast.depot, 'ZC-1026', { epcList: onPallets });
  book.ship('10-27 08:00', cast.cornerFloor, 'ZC-1027', { epcList: cases(book.spell, 13, 16) });
  book.ship('10-30 09:00', cast.canteenKitchen, 'ZC-1030', { quantityList: [book.lot(cast.bottle, juiceLot, 240)] });
  return book;
}

function coldDepot(): Book {
  const book = new Book('06-cold-depot', cast.depot, epcUrn);
  const pallet = (number: number) => ({ epcList: [book.spell.logisticUnit(cast.factory, number)] });
  const both = { epcList: [...pallet(pallets.supermarket).epcList, ...pallet(pallets.corner).epcList] };
  book.receive('10-26 08:40', cast.factoryHall, 'ZC-1026', both);
  book.observe('10-26 09:30', 'storing', 'in_progress', both);
  book.ship('10-28 06:20', cast.supermarketFloor, 'JS-1028-1', pallet(pallets.supermarket));
  book.ship('10-28 06:45', cast.cornerFloor, 'JS-1028-2', pallet(pallets.corner));
  return book;
}

/** A pallet is opened, its cases are put on the shelf; a case is opened and its bottles are sold one by one. */
function sellPallet(book: Book, pallet: number, first: number, day: (time: string) => string): void {
  const inside = cases(book.spell, first, first + 5);
  book.event('AggregationEvent', day('09:30'), 'unpacking', 'in_progress', {
    action: 'DELETE',
    parentID: book.spell.logisticUnit(cast.factory, pallet),
    childEPCs: inside,
  });
  book.observe(day('10:10'), 'stocking', 'sellable_accessible', { epcList: inside });
  const bottles = [book.lot(cast.bottle, juiceLot, 12)];
  book.event('AggregationEvent', day('10:40'), 'unpacking', 'sellable_accessible', {
    action: 'DELETE',
    parentID: inside[0],
    childQuantityList: bottles,
  });
  book.observe('11-02 19:30', 'retail_selling', 'retail_sold', { quantityList: bottles });
  book.observe('11-06 18:20', 'retail_selling', 'retail_sold', { epcList: [inside[1]] });
}

function bigShop(): Book {
  const book = new Book('07-supermarket', cast.supermarketFloor, canonical, 'uri');
  const boxes = (lot: string, quantity: number) => ({ quantityList: [book.lot(cast.appleBox, lot, quantity)] });
  const chilled = (quantity: number) => ({ quantityList: [book.lot(cast.freshBottle, chilledLot, quantity)] });
  book.receive('09-29 16:00', cast.brookOrchard, 'CL-0929-1', boxes(recalledBoxes, 100));
  book.observe('10-06 20:00', 'retail_selling', 'retail_sold', boxes(recalledBoxes, 38));
  book.receive('10-16 17:10', cast.brookOrchard, 'CL-1016-2', boxes(goodBoxes, 100));
  book.receive('10-18 07:20', cast.factoryHall, 'ZC-1018', chilled(240));
  book.observe('10-18 08:00', 'stocking', 'sellable_accessible', chilled(240));
  book.ship('10-21 15:20', cast.brookOrchard, 'HM-1021', boxes(recalledBoxes, 62));
  book.receive('10-28 08:30', cast.depot, 'JS-1028-1', { epcList: [book.spell.logisticUnit(cast.factory, pallets.supermarket)] });
  sellPallet(book, pallets.supermarket, 1, (time) => `10-28 ${time}`);
  book.observe('11-07 20:00', 'retail_selling', 'retail_sold', boxes(goodBoxes, 71));
  book.observe('11-08 20:00', 'retail_selling', 'retail_sold', chilled(196));
  return book;
}

function smallShop(): Book {
  const book = new Book('08-corner-shop', cast.cornerFloor, epcUrn);
  const boxes = (quantity: number) => ({ quantityList: [book.lot(cast.appleBox, recalledBoxes, quantity)] });
  book.receive('09-29 17:30', cast.brookOrchard, 'CL-0929-2', boxes(80));
  book.observe('10-12 19:00', 'retail_selling', 'retail_sold', boxes(55));
  book.observe('10-21 09:00', 'holding', 'non_sellable_other', boxes(25));
  book.receive('10-28 09:00', cast.depot, 'JS-1028-2', { epcList: [book.spell.logisticUnit(cast.factory, pallets.corner)] });
  sellPallet(book, pallets.corner, 7, (time) => `10-28 ${time}`);
  // Sold, though no receipt of the loose cases was ever recorded: the gap of the demo.
  book.observe('11-20 18:40', 'retail_selling', 'retail_sold', { epcList: cases(book.spell, 13, 13) });
  return book;
}

/** What is served there stands among the records of the stages. */
function canteen(): Book {
  const book = new Book('09-canteen', cast.canteenKitchen, canonical);
  book.receive('10-30 15:00', cast.factoryHall, 'ZC-1030', { quantityList: [book.lot(cast.bottle, juiceLot, 240)] });
  return book;
}

export const tradeDocuments = (): { name: string; document: unknown }[] => [
  documentOf(juiceFactory(), [cast.rawJuice, cast.bottle, cast.bottleCase, cast.freshBottle]),
  documentOf(coldDepot(), []),
  documentOf(bigShop(), []),
  documentOf(smallShop(), []),
  documentOf(canteen(), []),
];
