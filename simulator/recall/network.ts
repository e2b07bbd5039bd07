/**
 * A made-up trade of farms, factories, distributors and shops with its full truth: which event belongs to whom, where everything was, who
 * delivers to whom. Seeded; the same seed is the same trade. For proofs and measurements of recalls with missing records.
 */
import type { EpcisEvent } from '../../src/events/index.ts';

export type Random = () => number;

/** mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Owned {
  /** Firm whose record it is. */
  readonly firm: string;
  readonly event: EpcisEvent;
}

export interface Network {
  readonly records: readonly Owned[];
  readonly firms: readonly string[];
  /** Who delivers to whom: known from contracts, whatever the records say. */
  readonly partners: ReadonlyMap<string, ReadonlySet<string>>;
  /** Lots of raw material and of intermediate products that others were made of. */
  readonly roots: readonly string[];
  /** Thing → firms that had it. */
  readonly wasAt: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface NetworkSize {
  readonly farms: number;
  readonly factories: number;
  readonly distributors: number;
  readonly shops: number;
  readonly days: number;
}

export const firmOf = (uri: string): string => uri.replace(/^urn:trade:(?:party|place):/, '');
const party = (firm: string): string => `urn:trade:party:${firm}`;
const place = (firm: string): string => `urn:trade:place:${firm}`;

function withCheck(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return digits + ((10 - (sum % 10)) % 10);
}
const gtin = (product: number): string => withCheck(`09521${String(product).padStart(8, '0')}`);
const grai = (n: number): string => `https://id.gs1.org/8003/0${withCheck('952100000001')}${n}`;
const sscc = (n: number): string => `https://id.gs1.org/00/${withCheck(`195210000${String(n).padStart(8, '0')}`)}`;

interface Good {
  readonly product: number;
  quantity: number;
  /** Serialised units instead of an amount. */
  readonly units?: string[];
  /** The crate or unit it lies in. */
  in?: string | undefined;
}

interface Firm {
  readonly name: string;
  readonly stock: Map<string, Good>;
}

export function networkOf(seed: number, size: NetworkSize): Network {
  const random = randomOf(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const some = <Item>(items: readonly Item[], count: number): Item[] =>
    items.length === 0 ? [] : [...new Set(Array.from({ length: count }, () => pick(items)))];
  const chance = (share: number): boolean => random() < share;
  const group = (kind: string, count: number): Firm[] =>
    Array.from({ length: count }, (_, i) => ({ name: `${kind}${i + 1}`, stock: new Map() }));
  const [farms, factories, distributors, shops] = [
    group('farm', size.farms),
    group('factory', size.factories),
    group('distributor', size.distributors),
    group('shop', size.shops),
  ];
  const all = [...farms, ...factories, ...distributors, ...shops];
  const byName = new Map(all.map((firm) => [firm.name, firm]));
  const partners = new Map<string, Set<string>>(all.map(({ name }) => [name, new Set()]));
  const deliver = (from: Firm, to: readonly Firm[]): void =>
    to.forEach(({ name }) => {
      if (name !== from.name) partners.get(from.name)!.add(name);
    });
  for (const farm of farms) deliver(farm, some(factories, 2));
  factories.forEach((factory, i) => {
    if (i % 3 === 0 && i + 1 < factories.length) deliver(factory, [factories[i + 1]!]);
    deliver(factory, some(distributors, 2));
  });
  for (const distributor of distributors) deliver(distributor, some(shops, 3));
  // Some shops send back what they cannot sell.
  for (const shop of shops)
    if (chance(0.3)) deliver(shop, distributors.filter(({ name }) => partners.get(name)!.has(shop.name)).slice(0, 1));

  const records: Owned[] = [];
  const wasAt = new Map<string, Set<string>>();
  const roots = new Set<string>();
  let clock = Date.UTC(2026, 0, 1);
  let made = 0;
  let boxes = 0;
  let papers = 0;
  const stand = (thing: string, firm: string): void => void wasAt.set(thing, (wasAt.get(thing) ?? new Set()).add(firm));
  const write = ({ name }: Firm, body: object): void => {
    clock += 60_000 + Math.floor(random() * 600_000);
    const event = {
      eventTime: new Date(clock).toISOString(),
      eventTimeZoneOffset: '+08:00',
      eventID: `urn:trade:event:${records.length + 1}`,
    };
    records.push({
      firm: name,
      event: { ...event, readPoint: { id: place(name) }, bizLocation: { id: place(name) }, ...body } as unknown as EpcisEvent,
    });
  };
  const list = (things: readonly (readonly [string, Good])[], epcs: string, classes: string): object => {
    const units = things.flatMap(([id, { units: own }]) => own ?? (id.includes('/21/') ? [id] : []));
    const amounts = things
      .filter(([id, good]) => good.units === undefined && !id.includes('/21/'))
      .map(([epcClass, { quantity }]) => ({ epcClass, quantity, uom: 'KGM' }));
    return { ...(units.length > 0 ? { [epcs]: units } : {}), ...(amounts.length > 0 ? { [classes]: amounts } : {}) };
  };
  const put = (firm: Firm, id: string, good: Good): void => {
    const before = firm.stock.get(id);
    if (before === undefined) firm.stock.set(id, { ...good });
    else before.quantity += good.quantity;
    stand(id, firm.name);
    for (const unit of good.units ?? []) stand(unit, firm.name);
  };
  const take = (firm: Firm, id: string, quantity: number): Good => {
    const good = firm.stock.get(id)!;
    good.quantity -= quantity;
    if (good.quantity <= 0 || good.units !== undefined) firm.stock.delete(id);
    return { ...good, quantity };
  };
  const loose = (firm: Firm): [string, Good][] => [...firm.stock].filter(([, good]) => good.quantity > 0);
  const newLot = (product: number): string => `https://id.gs1.org/01/${gtin(product)}/10/L${++made}`;

  const move = (from: Firm, to: Firm, id: string, quantity: number): void => {
    const good = take(from, id, quantity);
    const paper = {
      bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:trade:note:${++papers}` }],
      sourceList: [{ type: 'possessing_party', source: party(from.name) }],
      destinationList: [{ type: 'possessing_party', destination: party(to.name) }],
    };
    const how = random();
    let lists = list([[id, good]], 'epcList', 'quantityList');
    let box: string | undefined;
    if (how < 0.55) {
      box = how < 0.4 ? sscc(++boxes) : grai(1 + Math.floor(random() * 12));
      write(from, {
        type: 'AggregationEvent',
        action: 'ADD',
        parentID: box,
        bizStep: 'packing',
        ...list([[id, good]], 'childEPCs', 'childQuantityList'),
      });
      lists = { epcList: [box] };
    }
    write(from, { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', ...lists, ...paper });
    if (box !== undefined) stand(box, from.name);
    write(to, { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'receiving', ...lists, ...paper });
    if (box !== undefined) {
      stand(box, to.name);
      write(to, {
        type: 'AggregationEvent',
        action: 'DELETE',
        parentID: box,
        bizStep: 'unpacking',
        ...list([[id, good]], 'childEPCs', 'childQuantityList'),
      });
    }
    put(to, id, good);
  };

  const produce = (factory: Firm, i: number): void => {
    const inputs = some(loose(factory), 1 + Math.floor(random() * 3)).filter(([, { units }]) => units === undefined);
    if (inputs.length === 0) return;
    const used = inputs.map(
      ([id, { quantity }]) => [id, take(factory, id, chance(0.5) ? quantity : Math.ceil(quantity / 2))] as const,
    );
    const total = used.reduce((sum, [, { quantity }]) => sum + quantity, 0);
    const product = 100 + i;
    const lot = newLot(product);
    for (const [id] of used) roots.add(id);
    if (i % 4 === 3) {
      const number = lot.split('/').at(-1)!;
      const units = Array.from({ length: 6 }, (_, n) => `https://id.gs1.org/01/${gtin(product)}/21/${number}S${n + 1}`);
      write(factory, {
        type: 'TransformationEvent',
        bizStep: 'commissioning',
        ...list(used, 'inputEPCList', 'inputQuantityList'),
        outputEPCList: units,
        ilmd: { 'cbvmda:lotNumber': number },
      });
      for (const unit of units) put(factory, unit, { product, quantity: 1 });
      return;
    }
    const good = { product, quantity: Math.max(1, Math.floor(total * 0.9)) };
    write(factory, {
      type: 'TransformationEvent',
      bizStep: 'commissioning',
      ...list(used, 'inputEPCList', 'inputQuantityList'),
      ...list([[lot, good]], 'outputEPCList', 'outputQuantityList'),
    });
    put(factory, lot, good);
  };
  const passOn = (firm: Firm, share: number): void => {
    const to = [...partners.get(firm.name)!];
    for (const [id, { quantity }] of loose(firm)) {
      if (to.length === 0 || !chance(share)) continue;
      move(firm, byName.get(pick(to))!, id, id.includes('/21/') ? 1 : chance(0.4) ? quantity : Math.ceil(quantity / 2));
    }
  };
  for (let day = 0; day < size.days; day++) {
    clock = Math.max(clock, Date.UTC(2026, 0, 1 + day));
    farms.forEach((farm, i) => {
      if (!chance(0.5)) return;
      const lot = newLot(1 + (i % 3));
      const good = { product: 1 + (i % 3), quantity: 40 + Math.floor(random() * 60) };
      write(farm, {
        type: 'ObjectEvent',
        action: 'ADD',
        bizStep: 'commissioning',
        ...list([[lot, good]], 'epcList', 'quantityList'),
      });
      put(farm, lot, good);
    });
    for (const farm of farms) passOn(farm, 0.7);
    for (const [i, factory] of factories.entries()) produce(factory, i);
    for (const factory of factories) passOn(factory, 0.4);
    for (const distributor of distributors) passOn(distributor, 0.5);
    for (const shop of shops) passOn(shop, 0.2);
    for (const shop of shops) {
      for (const [id, { quantity }] of loose(shop)) {
        if (!chance(0.5)) continue;
        const good = take(shop, id, id.includes('/21/') || chance(0.6) ? quantity : Math.ceil(quantity / 2));
        const spoiled = chance(0.1);
        write(shop, {
          type: 'ObjectEvent',
          action: spoiled ? 'DELETE' : 'OBSERVE',
          bizStep: spoiled ? 'destroying' : 'retail_selling',
          ...list([[id, good]], 'epcList', 'quantityList'),
        });
      }
    }
  }
  for (const firm of all) {
    const stock = loose(firm);
    for (const each of stock)
      write(firm, {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'stock_taking',
        ...list([each], 'epcList', 'quantityList'),
      });
  }
  return { records, firms: all.map(({ name }) => name), partners, roots: [...roots], wasAt };
}
