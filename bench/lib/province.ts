/**
 * Events of all eight categories for measurements at the scale of a province: seeded by the number of the batch, any number of them. A
 * batch runs from its origin over seven to nine makings to its end, eight to ten steps from what it is made of; lots are tested, shipped
 * and received on the way, units are packed, moved on pallets, unpacked and sold. About 29 events of 2.5 links and 650 bytes each.
 *
 * How it ends differs by category: cases of a lot (produce, food), serialised units (medical, inputs, dangerous, rare earth, car parts:
 * the last built into a vehicle), cylinders that are filled again (equipment). One test in three of four categories is recorded as a stage.
 */
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { gtin, party, place, prefix, withCheck } from './generate.ts';

export const provinceContext = recordContext;
/** Firms of the province; each with a place and a party of its own. Beyond them stand those of the lot that is recalled. */
export const firms = 20_000;
export const hubFirms = 56;

/** In the order of the notice. */
export const ends = ['produce', 'food', 'medical', 'inputs', 'equipment', 'dangerous', 'rare-earth', 'car-parts'] as const;
export type EndCategory = (typeof ends)[number];

/** uuid of a firm on the register. */
export const firmId = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Division code of its site. */
export const areaOf = (n: number): string => `419001${String(100 + (n % 16))}`;

export interface ProvinceBatch {
  readonly events: readonly object[];
  readonly category: EndCategory;
  /** Canonical URI of what stands at the end, `depth` makings from the origin. */
  readonly end: string;
  readonly depth: number;
  /** Documents under which it was shipped. */
  readonly invoice: string;
  readonly certificate: string;
}

const unitsPerCase = 6;
const cases = 2;
const day = 86_400_000;
/** The log covers two years and ten months, whatever its size. */
const begins = Date.UTC(2024, 0, 1);
const spanDays = 1_000;

const stages: Partial<Record<EndCategory, string>> = {
  produce: 'test',
  food: 'material_inspection',
  medical: 'batch_inspection',
  inputs: 'quality_check',
};

/** Numbers from 0 to 1 that depend on the batch and the place in it alone (a multiplicative hash). */
const chance = (batch: number, salt: number): number =>
  ((Math.imul(batch + 1, 2_654_435_761) ^ Math.imul(salt + 7, 40_503) ^ Math.imul(batch >>> 7, 97)) >>> 0) / 2 ** 32;

const firmOf = (batch: number, step: number): number => Math.floor(chance(batch, step) * firms);
const lotOf = (item: number, batch: number): string =>
  `https://id.gs1.org/01/${gtin(item)}/10/L${batch.toString(36).toUpperCase()}`;

/** `of`: batches in the whole log, which sets how far apart they are in time. */
export function provinceBatch(batch: number, of: number): ProvinceBatch {
  const category = ends[batch % ends.length]!;
  const item = 1_000 + (batch % ends.length) * 100;
  const makings = 7 + (Math.floor(batch / ends.length) % 3);
  const events: object[] = [];
  const start = begins + (batch / of) * spanDays * day;
  let made = 0;
  let hours = 0;
  /** `stays`: it is there afterwards too (CBV 2.0 §7.1 leaves bizLocation out of what goes away or is under way). */
  const at = (firm: number, stays = false): object => {
    hours += 2 + Math.floor(chance(batch, made + 50) * 20);
    const where = { id: place(firm) };
    return {
      eventID: `urn:uuid:${batch.toString(16).padStart(8, '0')}-5000-4000-8000-${(made++).toString(16).padStart(12, '0')}`,
      eventTime: new Date(start + hours * 3_600_000).toISOString(),
      eventTimeZoneOffset: '+08:00',
      readPoint: where,
      ...(stays ? { bizLocation: where } : {}),
      'zhuisu:category': category,
    };
  };
  const lot = (step: number): string => lotOf(item + step, batch);
  const amount = (epcClass: string, quantity: number): object => ({ epcClass, quantity, uom: 'KGM' });
  const document = (kind: string, n: number): string => `urn:zhuisu:document:${kind}-${batch}-${n}`;
  const firm = (step: number): number => firmOf(batch, step);
  const moved = (things: object, from: number, to: number, n: number): void => {
    const papers = [
      { type: 'desadv', bizTransaction: document('FH', n) },
      { type: 'inv', bizTransaction: document('FP', n) },
      // No certificate, no entry.
      ...(category === 'produce' ? [{ type: 'cert', bizTransaction: document('HGZ', 0) }] : []),
    ];
    const between = {
      bizTransactionList: papers,
      sourceList: [{ type: 'owning_party', source: party(from) }],
      destinationList: [{ type: 'owning_party', destination: party(to) }],
    };
    const plate = `urn:zhuisu:plate:豫U${String(10_000 + (batch % 40_000))}`;
    events.push(
      {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'shipping',
        disposition: 'in_transit',
        ...at(from),
        ...things,
        ...between,
        'zhuisu:vehicle': plate,
      },
      {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'receiving',
        disposition: 'in_progress',
        ...at(to, true),
        ...things,
        ...between,
      },
    );
  };

  events.push({
    type: 'ObjectEvent',
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    ...at(firm(0)),
    quantityList: [amount(lot(0), 1_000)],
  });
  const certificate = document('HGZ', 0);
  for (let step = 1; step <= makings; step++) {
    events.push({
      type: 'TransformationEvent',
      bizStep: 'commissioning',
      disposition: 'in_progress',
      ...at(firm(step >> 1)),
      // What is added comes from lots that forty batches share.
      inputQuantityList: [amount(lot(step - 1), 900), amount(lotOf(item + 50 + step, Math.floor(batch / 320)), 5)],
      outputQuantityList: [amount(lot(step), 880)],
    });
    if (step % 3 === 0) events.push(tested(category, lot(step), batch, at(firm(step >> 1)), certificate));
    if (step % 4 === 1) moved({ quantityList: [amount(lot(step), 880)] }, firm(step >> 1), firm((step + 1) >> 1), step);
  }
  const last = lot(makings);
  const maker = firm(makings >> 1);
  // The shops of the recalled lot trade in other goods too.
  const [wholesaler, shop] = [firm(20), batch % 2_000 === 17 ? firms + 16 + (((batch / 2_000) | 0) % 40) : firm(21)];
  const serial = (n: number): string => `https://id.gs1.org/01/${gtin(item + 99)}/21/${batch * 100 + n}`;
  // Filled for the second time eight batches later.
  const cylinder = (n: number): string => {
    const number = (Math.floor(batch / (ends.length * 2)) * cases * unitsPerCase + n) % 3_600_000_000;
    return `urn:zhuisu:cylinder:341${String(Math.floor(number / 100_000) % 1_000).padStart(3, '0')}${String(number % 100_000).padStart(6, '0')}`;
  };
  const total = unitsPerCase * cases;
  const units =
    category === 'produce' || category === 'food'
      ? []
      : Array.from({ length: total }, (_, n) => (category === 'equipment' ? cylinder(n) : serial(n)));
  const caseOf = (n: number): string => `urn:epc:id:sscc:${prefix}.3${String(batch * cases + n).padStart(9, '0')}`;
  const pallet = `urn:epc:id:sscc:${prefix}.4${String(batch).padStart(9, '0')}`;
  const wrapped = Array.from({ length: cases }, (_, n) => caseOf(n));
  const packed = (action: 'ADD' | 'DELETE', where: number, parentID: string, inside: object): void => {
    const bizStep = action === 'ADD' ? 'packing' : 'unpacking';
    events.push({
      type: 'AggregationEvent',
      action,
      bizStep,
      disposition: 'in_progress',
      ...at(where, action === 'DELETE'),
      parentID,
      ...inside,
    });
  };
  const contents = (n: number): object =>
    units.length === 0
      ? { childQuantityList: [amount(last, 100)] }
      : { childEPCs: units.slice(n * unitsPerCase, (n + 1) * unitsPerCase) };
  if (category === 'equipment') {
    for (const each of units.slice(0, 3)) packed('ADD', maker, each, { childQuantityList: [amount(last, 15)] });
  } else if (units.length > 0) {
    events.push({
      type: 'TransformationEvent',
      bizStep: 'commissioning',
      ...at(maker),
      inputQuantityList: [amount(last, 800)],
      outputEPCList: units,
      ilmd: { 'cbvmda:lotNumber': `L${batch.toString(36).toUpperCase()}` },
    });
  }
  for (let n = 0; n < cases; n++) packed('ADD', maker, caseOf(n), contents(n));
  packed('ADD', maker, pallet, { childEPCs: wrapped });
  moved({ epcList: [pallet] }, maker, wholesaler, 20);
  packed('DELETE', wholesaler, pallet, { childEPCs: wrapped });
  moved({ epcList: [caseOf(0)] }, wholesaler, shop, 21);
  packed('DELETE', shop, caseOf(0), contents(0));
  const sold = (things: object): void =>
    void events.push({
      type: 'ObjectEvent',
      action: 'OBSERVE',
      bizStep: 'retail_selling',
      disposition: 'retail_sold',
      ...at(shop, true),
      ...things,
    });
  for (let n = 0; n < 4; n++) {
    if (units.length === 0) sold({ quantityList: [amount(last, 2)] });
    else if (category === 'car-parts')
      events.push({
        type: 'AssociationEvent',
        action: 'ADD',
        bizStep: 'installing',
        ...at(shop),
        parentID: vin(batch * 4 + n),
        childEPCs: [units[n]!],
      });
    else if (category === 'equipment' && n < 3) {
      events.push({
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'retail_selling',
        disposition: 'active',
        ...at(shop),
        epcList: [units[n]!],
      });
      // It comes back empty.
      packed('DELETE', maker, units[n]!, {});
    } else if (category !== 'equipment') sold({ epcList: [units[n]!] });
  }
  const end = units[0] ?? `https://id.gs1.org/00/${sscc(batch * cases)}`;
  return { events, category, end, depth: makings + 1, invoice: document('FP', 20), certificate };
}

/** SSCC of a case: extension 3, prefix, serial (GS1 General Specifications §3.2). */
const sscc = (serial: number): string => withCheck(`3${prefix}${String(serial).padStart(9, '0')}`);
const vin = (n: number): string => `urn:zhuisu:vin:${vinOf(n)}`;
/** Of a maker outside the regions that must have a check digit. */
const vinOf = (n: number): string => `VF1RFA00${'0'}K${String(n % 10_000_000).padStart(7, '0')}`;

const stageOf = new Map(
  Object.entries(stages).map(([category, id]) => {
    const profile = shippedProfiles.find((each) => each.category === category)!;
    return [category, { profile, stage: profile.stages.find((each) => each.id === id)! }] as const;
  }),
);

function tested(category: EndCategory, lot: string, batch: number, base: object, certificate: string): object {
  const known = batch % 3 === 0 ? stageOf.get(category) : undefined;
  if (known !== undefined) {
    const { stage, profile } = known;
    const own = stage.fields.find(({ slot }) => slot.at === 'things')!.key;
    const paper = stage.fields.find(({ slot, need }) => slot.at === 'document' && need === 'required')?.key;
    const checked = checkRecord(stage, {
      ...stage.example,
      [own]: lot,
      ...(paper === undefined ? {} : { [paper]: `JC-${batch}` }),
    });
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    return { ...eventOf(stage, checked, profile), ...base };
  }
  return {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'inspecting',
    ...base,
    quantityList: [{ epcClass: lot, quantity: 880, uom: 'KGM' }],
    bizTransactionList: [{ type: 'testres', bizTransaction: `urn:zhuisu:document:JC-${batch}` }],
    certificationInfo: [certificate],
  };
}
