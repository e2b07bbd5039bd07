/**
 * Supply-chain events for measurements: seeded, any number, every identifier used in several events. A batch: inputs → a lot, eight
 * process stages, serialised items in cases on a pallet, shipping, receiving, unpacking, sale. About 8 identifiers and 700 bytes an event.
 */
export const prefix = '9521234';

export interface Chain {
  /** EPCIS events, in the order of their time. */
  readonly events: object[];
  /** Canonical URI of an item of the batch, eight transformations from its first input. */
  readonly item: string;
}

/** GS1 mod-10 check digit (GS1 General Specifications 7.9). */
export function withCheck(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return digits + ((10 - (sum % 10)) % 10);
}

export const gtin = (item: number): string => withCheck(`0${prefix}${String(item).padStart(5, '0')}`);
const lot = (item: number, batch: number): string => `https://id.gs1.org/01/${gtin(item)}/10/B${batch}`;
export const place = (n: number): string =>
  `https://id.gs1.org/414/${withCheck(`${prefix}${String(n % 90_000).padStart(5, '0')}`)}`;
export const party = (n: number): string =>
  `https://id.gs1.org/417/${withCheck(`${prefix}${String(n % 90_000).padStart(5, '0')}`)}`;

export const depth = 8;
const itemsPerCase = 10;
const cases = 2;

/** One batch: about 24 events. */
export function chain(batch: number): Chain {
  const events: object[] = [];
  let hour = batch % 5_000;
  let made = 0;
  const base = (): object => {
    const time = new Date(Date.UTC(2026, 0, 1) + (hour++ * 3_600 + (batch % 3_600)) * 1_000);
    return { eventTime: time.toISOString(), eventTimeZoneOffset: '+08:00', eventID: eventID(batch, made++) };
  };
  const at = (n: number): object => ({ readPoint: { id: place(batch + n) }, bizLocation: { id: place(batch + n) } });
  const quantity = (item: number, amount: number): object => ({ epcClass: lot(item, batch), quantity: amount, uom: 'KGM' });
  events.push({
    type: 'ObjectEvent',
    ...base(),
    action: 'ADD',
    bizStep: 'commissioning',
    disposition: 'active',
    quantityList: [quantity(0, 1_000)],
    ...at(0),
  });
  for (let stage = 1; stage < depth; stage++) {
    events.push({
      type: 'TransformationEvent',
      ...base(),
      inputQuantityList: [quantity(stage - 1, 900), { epcClass: lot(50 + stage, batch), quantity: 5, uom: 'KGM' }],
      outputQuantityList: [quantity(stage, 880)],
      bizStep: 'commissioning',
      disposition: 'in_progress',
      ...at(stage),
      ilmd: { 'cbvmda:lotNumber': `B${batch}`, 'example:line': `Line ${stage}`, 'example:operator': `Operator ${batch % 40}` },
    });
  }
  const item = (n: number): string => `https://id.gs1.org/01/${gtin(99)}/21/${batch * 100 + n}`;
  const items = Array.from({ length: itemsPerCase * cases }, (_, n) => item(n));
  const caseOf = (n: number): string => `urn:epc:id:sscc:${prefix}.1${String(batch * cases + n).padStart(9, '0')}`;
  const pallet = `urn:epc:id:sscc:${prefix}.2${String(batch).padStart(9, '0')}`;
  const wrapped = Array.from({ length: cases }, (_, n) => caseOf(n));
  events.push({
    type: 'TransformationEvent',
    ...base(),
    inputQuantityList: [quantity(depth - 1, 800)],
    outputEPCList: items,
    bizStep: 'commissioning',
    ...at(8),
  });
  const inside = (n: number): string[] => items.slice(n * itemsPerCase, (n + 1) * itemsPerCase);
  for (let n = 0; n < cases; n++) {
    events.push({
      type: 'AggregationEvent',
      ...base(),
      action: 'ADD',
      parentID: caseOf(n),
      childEPCs: inside(n),
      bizStep: 'packing',
      disposition: 'in_progress',
      ...at(8),
    });
  }
  events.push({
    type: 'AggregationEvent',
    ...base(),
    action: 'ADD',
    parentID: pallet,
    childEPCs: wrapped,
    bizStep: 'packing',
    disposition: 'in_progress',
    ...at(8),
  });
  const move = (bizStep: string, n: number): object => ({
    type: 'ObjectEvent',
    ...base(),
    action: 'OBSERVE',
    epcList: [pallet],
    bizStep,
    disposition: bizStep === 'shipping' ? 'in_transit' : 'in_progress',
    ...at(n),
    bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:epcglobal:cbv:bt:${withCheck(`${prefix}00001`)}:${batch}` }],
    sourceList: [{ type: 'owning_party', source: party(batch) }],
    destinationList: [{ type: 'owning_party', destination: party(batch + 7) }],
  });
  events.push(move('shipping', 8), move('receiving', 9));
  events.push({
    type: 'AggregationEvent',
    ...base(),
    action: 'DELETE',
    parentID: pallet,
    childEPCs: wrapped,
    bizStep: 'unpacking',
    ...at(9),
  });
  for (let n = 0; n < cases; n++) {
    events.push({
      type: 'AggregationEvent',
      ...base(),
      action: 'DELETE',
      parentID: caseOf(n),
      childEPCs: inside(n),
      bizStep: 'unpacking',
      ...at(9),
    });
  }
  for (let n = 0; n < 4; n++) {
    events.push({
      type: 'ObjectEvent',
      ...base(),
      action: 'OBSERVE',
      epcList: [items[n]],
      bizStep: 'retail_selling',
      disposition: 'retail_sold',
      ...at(9),
    });
  }
  return { events, item: items[0]! };
}

function eventID(batch: number, n: number): string {
  return `urn:uuid:${batch.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Events of as many batches as needed, from `first` on. */
export function events(count: number, first = 0): object[] {
  const found: object[] = [];
  for (let batch = first; found.length < count; batch++) found.push(...chain(batch).events);
  return found.slice(0, count);
}

export function document(list: readonly object[]): object {
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { example: 'https://ns.example.com/epcis/' }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-01-01T00:00:00Z',
    epcisBody: { eventList: list },
  };
}
