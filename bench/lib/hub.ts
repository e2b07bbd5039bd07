/**
 * One lot with 100,000 descendants: a base powder that ten factories make into a hundred lots, packed as 90,000 units in 9,000 cases on 900
 * pallets, moved over five warehouses to forty shops, a third of them sold. Every record is there. 67,711 events.
 */
import { gtin, party, place, prefix, withCheck } from './generate.ts';
import { firms } from './province.ts';

const factories = 10;
const warehouses = 5;
const shops = 40;
const lots = 100;
const [cases, pallets, unitsPerCase] = [90, 9, 10] as const;

const maker = firms;
const factory = (n: number): number => firms + 1 + (n % factories);
const warehouse = (n: number): number => firms + 11 + (n % warehouses);
const shop = (n: number): number => firms + 16 + (n % shops);

export const hubLot = `https://id.gs1.org/01/${gtin(90_001)}/10/HUB`;
export const hubDescendants = lots * (1 + cases * unitsPerCase + cases + pallets);

const item = gtin(90_002);
const lotOf = (n: number): string => `https://id.gs1.org/01/${item}/10/H${n}`;
const unitOf = (lot: number, n: number): string => `https://id.gs1.org/01/${item}/21/${lot * 10_000 + n}`;
const caseOf = (lot: number, n: number): string =>
  `https://id.gs1.org/00/${withCheck(`5${prefix}${String(lot * 1_000 + n).padStart(9, '0')}`)}`;
const palletOf = (lot: number, n: number): string =>
  `https://id.gs1.org/00/${withCheck(`6${prefix}${String(lot * 1_000 + n).padStart(9, '0')}`)}`;

/** In the order of their time. `start`: milliseconds since 1970; all of it takes forty days. */
export function hubEvents(start: number): readonly object[] {
  const found: { at: number; event: object }[] = [];
  let made = 0;
  const put = (hour: number, firm: number, event: object): void => {
    const at = start + Math.round(hour * 3_600_000);
    const where = { id: place(firm) };
    const base = {
      eventID: `urn:uuid:ffffffff-5000-4000-8000-${(made++).toString(16).padStart(12, '0')}`,
      eventTime: new Date(at).toISOString(),
      eventTimeZoneOffset: '+08:00',
      readPoint: where,
      'zhuisu:category': 'food',
    };
    found.push({ at, event: { ...base, ...event } });
  };
  const kilograms = (epcClass: string, quantity: number): object => ({ epcClass, quantity, uom: 'KGM' });
  const moved = (hour: number, things: object, from: number, to: number, paper: string): void => {
    const between = {
      bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:zhuisu:document:${paper}` }],
      sourceList: [{ type: 'owning_party', source: party(from) }],
      destinationList: [{ type: 'owning_party', destination: party(to) }],
    };
    const seen = { type: 'ObjectEvent', action: 'OBSERVE', ...things, ...between };
    put(hour, from, { ...seen, bizStep: 'shipping', disposition: 'in_transit' });
    put(hour + 5, to, { ...seen, bizStep: 'receiving', disposition: 'in_progress' });
  };
  const made100 = { type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', disposition: 'active' };
  put(0, maker, { ...made100, quantityList: [kilograms(hubLot, 100_000)] });
  for (let n = 0; n < factories; n++) moved(10 + n, { quantityList: [kilograms(hubLot, 10_000)] }, maker, factory(n), `HUB-${n}`);
  for (let lot = 0; lot < lots; lot++) {
    const at = 40 + lot * 4;
    const own = factory(lot);
    put(at, own, {
      type: 'TransformationEvent',
      bizStep: 'commissioning',
      inputQuantityList: [kilograms(hubLot, 1_000)],
      outputQuantityList: [kilograms(lotOf(lot), 990)],
    });
    const units = Array.from({ length: cases * unitsPerCase }, (_, n) => unitOf(lot, n));
    for (let n = 0; n < units.length; n += 100)
      put(at + 1, own, { ...made100, epcList: units.slice(n, n + 100), ilmd: { 'cbvmda:lotNumber': `H${lot}` } });
    const inside = (n: number): string[] => units.slice(n * unitsPerCase, (n + 1) * unitsPerCase);
    const packs = (hour: number, firm: number, action: 'ADD' | 'DELETE', parentID: string, childEPCs: string[]): void =>
      put(hour, firm, {
        type: 'AggregationEvent',
        action,
        bizStep: action === 'ADD' ? 'packing' : 'unpacking',
        parentID,
        childEPCs,
      });
    for (let n = 0; n < cases; n++) packs(at + 2, own, 'ADD', caseOf(lot, n), inside(n));
    const on = (n: number): string[] => Array.from({ length: cases / pallets }, (_, i) => caseOf(lot, n * (cases / pallets) + i));
    for (let n = 0; n < pallets; n++) {
      const store = warehouse(lot + n);
      packs(at + 3, own, 'ADD', palletOf(lot, n), on(n));
      moved(at + 8, { epcList: [palletOf(lot, n)] }, own, store, `HUB-P-${lot}-${n}`);
      packs(at + 20, store, 'DELETE', palletOf(lot, n), on(n));
    }
    for (let n = 0; n < cases; n++) {
      const [from, to] = [warehouse(lot + Math.floor(n / (cases / pallets))), shop(lot * cases + n)];
      moved(at + 30 + (n % 40), { epcList: [caseOf(lot, n)] }, from, to, `HUB-C-${lot}-${n}`);
      packs(at + 90 + (n % 40), to, 'DELETE', caseOf(lot, n), inside(n));
      for (let i = 0; i < 3; i++)
        put(at + 150 + (n % 40) * 8 + i, to, {
          type: 'ObjectEvent',
          action: 'OBSERVE',
          bizStep: 'retail_selling',
          disposition: 'retail_sold',
          epcList: [inside(n)[i]!],
        });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ event }) => event);
}
