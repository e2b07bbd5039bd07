/** From the pesticide to the apples. */
import * as cast from './cast.ts';
import { canonical, digitalLink, epcUrn, type Place, type Product } from './keys.ts';
import { Book, ownPrefix } from './record.ts';

export const pesticideLot = 'NY260312';
/** The lot that was picked too early after spraying, and the boxes made of it. */
export const recalledLot = 'CL0928';
export const recalledBoxes = 'FX0929';
export const goodBoxes = 'FX1016';

const note = { toCooperative: 'QH-0408-1', toUpland: 'QH-0408-2', toBrook: 'QH-0409-1' };

function pesticideMaker(): Book {
  const book = new Book('01-pesticide-maker', cast.makerPlant, epcUrn);
  book.make('03-12 09:20', 'commissioning', [book.lot(cast.pesticide, pesticideLot, 400)], {
    'cbvmda:lotNumber': pesticideLot,
    'cbvmda:itemExpirationDate': '2028-03-11',
  });
  book.observe('03-14 15:00', 'inspecting', 'conformant', { quantityList: [book.lot(cast.pesticide, pesticideLot, 400)] });
  const sold: [string, Place, string, number][] = [
    ['04-08 08:40', cast.cooperativeOrchard, note.toCooperative, 60],
    ['04-08 09:10', cast.uplandOrchard, note.toUpland, 30],
    ['04-09 08:30', cast.brookOrchard, note.toBrook, 40],
  ];
  for (const [at, to, number, quantity] of sold)
    book.ship(at, to, number, { quantityList: [book.lot(cast.pesticide, pesticideLot, quantity)] });
  return book;
}

/** What every orchard records: sprayings and pickings of one plot in one season are one process, tied by its transformationID. */
class Orchard extends Book {
  spray(at: string, plot: string, packets: number): void {
    this.event('TransformationEvent', at, 'zhuisu:BizStep-spraying', undefined, {
      transformationID: season(plot),
      inputQuantityList: [this.lot(cast.pesticide, pesticideLot, packets)],
    });
  }

  pick(at: string, plot: string, product: Product, lot: string, kilograms: number): void {
    this.event('TransformationEvent', at, 'zhuisu:BizStep-harvesting', 'active', {
      transformationID: season(plot),
      outputQuantityList: [this.lot(product, lot, kilograms, 'KGM')],
      ilmd: { 'cbvmda:lotNumber': lot, 'cbvmda:harvestEndDate': `2026-${at.slice(0, 5)}`, 'cbvmda:countryOfOrigin': 'CN' },
    });
  }

  /** The residue test that stands behind the conformity certificate (承诺达标合格证). */
  test(at: string, product: Product, lot: string, kilograms: number, result: string): void {
    this.observe(at, 'inspecting', result, { quantityList: [this.lot(product, lot, kilograms, 'KGM')] });
  }
}

const season = (plot: string): string => `${ownPrefix}season/2026/${plot}`;

function cooperativeOrchard(): Book {
  const book = new Orchard('02-cooperative', cast.cooperativeOrchard, canonical);
  book.receive('04-08 14:20', cast.makerPlant, note.toCooperative, {
    quantityList: [book.lot(cast.pesticide, pesticideLot, 60)],
  });
  book.spray('05-06 06:30', 'wangwu-east', 16);
  book.spray('06-18 06:10', 'wangwu-east', 18);
  book.spray('07-25 06:00', 'wangwu-east', 18);
  book.pick('10-08 16:40', 'wangwu-east', cast.cooperativeApples, 'WW1008', 3200);
  book.test('10-09 10:15', cast.cooperativeApples, 'WW1008', 3200, 'conformant');
  book.ship('10-10 07:30', cast.factoryHall, 'WW-1010', {
    quantityList: [book.lot(cast.cooperativeApples, 'WW1008', 3200, 'KGM')],
  });
  book.pick('10-12 16:20', 'wangwu-east', cast.cooperativeApples, 'WW1012', 2750);
  book.test('10-12 18:00', cast.cooperativeApples, 'WW1012', 2750, 'conformant');
  book.ship('10-13 07:20', cast.factoryHall, 'WW-1013', {
    quantityList: [book.lot(cast.cooperativeApples, 'WW1012', 2750, 'KGM')],
  });
  return book;
}

function uplandOrchard(): Book {
  const book = new Orchard('03-upland-farm', cast.uplandOrchard, digitalLink('dl:'));
  book.receive('04-08 16:05', cast.makerPlant, note.toUpland, { quantityList: [book.lot(cast.pesticide, pesticideLot, 30)] });
  book.spray('05-12 06:20', 'shaoyuan-terrace', 14);
  book.spray('07-08 06:05', 'shaoyuan-terrace', 14);
  book.pick('10-09 17:00', 'shaoyuan-terrace', cast.uplandApples, 'SY1009', 2600);
  book.test('10-10 09:30', cast.uplandApples, 'SY1009', 2600, 'conformant');
  book.ship('10-11 07:10', cast.factoryHall, 'SY-1011', { quantityList: [book.lot(cast.uplandApples, 'SY1009', 2600, 'KGM')] });
  return book;
}

function brookOrchard(): Book {
  const book = new Orchard('04-brookside-farm', cast.brookOrchard, canonical);
  const boxes = (lot: string, quantity: number) => ({ quantityList: [book.lot(cast.appleBox, lot, quantity)] });
  const pack = (at: string, from: string, kilograms: number, lot: string, quantity: number, until: string): void =>
    book.event('TransformationEvent', at, 'packing', 'active', {
      inputQuantityList: [book.lot(cast.brookApples, from, kilograms, 'KGM')],
      outputQuantityList: [book.lot(cast.appleBox, lot, quantity)],
      ilmd: { 'cbvmda:lotNumber': lot, 'cbvmda:bestBeforeDate': until },
    });
  book.receive('04-09 11:00', cast.makerPlant, note.toBrook, { quantityList: [book.lot(cast.pesticide, pesticideLot, 40)] });
  book.spray('06-10 06:15', 'chengliu-north', 10);
  book.spray('07-20 06:15', 'chengliu-south', 12);
  book.spray('09-20 06:25', 'chengliu-north', 10);
  book.pick('09-28 15:30', 'chengliu-north', cast.brookApples, recalledLot, 900);
  pack('09-29 09:00', recalledLot, 900, recalledBoxes, 180, '2027-01-31');
  book.ship('09-29 14:00', cast.supermarketFloor, 'CL-0929-1', boxes(recalledBoxes, 100));
  book.ship('09-29 14:20', cast.cornerFloor, 'CL-0929-2', boxes(recalledBoxes, 80));
  book.pick('10-15 16:00', 'chengliu-south', cast.brookApples, 'CL1015', 1800);
  book.test('10-15 18:30', cast.brookApples, 'CL1015', 1800, 'conformant');
  book.ship('10-16 07:40', cast.factoryHall, 'CL-1016-1', { quantityList: [book.lot(cast.brookApples, 'CL1015', 1000, 'KGM')] });
  pack('10-16 09:30', 'CL1015', 800, goodBoxes, 160, '2027-02-28');
  book.ship('10-16 15:00', cast.supermarketFloor, 'CL-1016-2', boxes(goodBoxes, 100));
  book.observe('10-18 11:00', 'retail_selling', 'retail_sold', boxes(goodBoxes, 24));
  book.observe('10-19 16:30', 'retail_selling', 'retail_sold', boxes(goodBoxes, 36));
  book.test('10-20 09:40', cast.brookApples, recalledLot, 900, 'non_conformant');
  book.observe(
    '10-20 11:00',
    'zhuisu:BizStep-recalling',
    'recalled',
    { quantityList: [book.lot(cast.brookApples, recalledLot, 900, 'KGM')] },
    {
      persistentDisposition: { set: ['recalled'] },
      'zhuisu:recallReason': '抽检发现苯醚甲环唑残留超标：9月20日施药，9月28日采收，只隔8天，未满安全间隔期。请退回销售者。',
    },
  );
  book.receive('10-22 10:30', cast.supermarketFloor, 'HM-1021', boxes(recalledBoxes, 62));
  book.event('ObjectEvent', '10-23 15:00', 'destroying', 'destroyed', { action: 'DELETE', ...boxes(recalledBoxes, 62) });
  return book;
}

export const farmDocuments = (): { name: string; document: unknown }[] => [
  documentOf(pesticideMaker(), [cast.pesticide]),
  documentOf(cooperativeOrchard(), [cast.cooperativeApples]),
  documentOf(uplandOrchard(), [cast.uplandApples], { dl: 'https://id.gs1.org/' }),
  documentOf(brookOrchard(), [cast.brookApples, cast.appleBox]),
];

export const documentOf = (
  book: Book,
  products: readonly Product[],
  context?: Record<string, string>,
): { name: string; document: unknown } => ({
  name: book.name,
  document: book.document(products, context),
});
