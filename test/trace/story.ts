/**
 * Histories in one line an event, for tables of cases:
 *
 *   1 add A              made (ObjectEvent ADD)
 *   2 see A receiving @shop <farm >shop      observed in a step, at a place, from and to a party
 *   3 turn A B -> C @mill   transformation, and where; `turn#T A ->` and `turn#T -> C` are parts of the process T
 *   4 pack A B > K       aggregation ADD; `unpack A < K` DELETE; `empty K` DELETE without children; `check A > K` OBSERVE
 *   5 fit A > W          association ADD; `unfit A < W`
 *   6 make U1 U2 of G    units of a trade item, and the lot they belong to
 *   7 use A on B C       a farm input is used on them, and they are observed
 *
 * The number is the hour. `A:10` is ten kilograms of the class A, `A:?` an amount that is not stated, plain `A` an instance. Names become `urn:case:NAME`; G and U1, U2 … a lot and serial
 * numbers of one GTIN.
 */
import type { EpcisEvent } from '../../src/events/index.ts';

const item = 'https://id.gs1.org/01/09521234000013';
export const uri = (name: string): string =>
  name === 'G' ? `${item}/10/G` : /^U\d+$/.test(name) ? `${item}/21/${name}` : `urn:case:${name}`;
export const nameOf = (id: string): string => id.replace('urn:case:', '').replace(/^https:.*\//, '');

interface Things {
  readonly epcs: string[];
  readonly quantities: { epcClass: string; quantity?: number; uom?: string }[];
}

export function story(text: string): EpcisEvent[] {
  const lines = text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.map((line, i) => eventOf(line, i));
}

function eventOf(line: string, index: number): EpcisEvent {
  const [, hour, verb, process, rest] = /^(\d+)\s+(\w+)(?:#(\w+))?\s*(.*)$/.exec(line)!;
  const base = {
    eventTime: new Date(Date.UTC(2026, 0, 1) + Number(hour) * 3_600_000).toISOString(),
    eventTimeZoneOffset: '+08:00',
    eventID: `urn:case:event:${index}`,
  };
  return { ...base, ...bodyOf(verb!, process, rest!) } as unknown as EpcisEvent;
}

function bodyOf(verb: string, process: string | undefined, rest: string): object {
  switch (verb) {
    case 'add':
    case 'see': {
      const words = rest.split(/\s+/);
      const things = thingsOf(words.filter((word) => /^[A-Z]/.test(word)));
      const step = words.find((word) => /^[a-z_]+$/.test(word));
      const marked = (mark: string): string | undefined => words.find((word) => word.startsWith(mark))?.slice(1);
      const [place, from, to] = [marked('@'), marked('<'), marked('>')];
      return {
        type: 'ObjectEvent',
        action: verb === 'add' ? 'ADD' : 'OBSERVE',
        ...lists('epcList', 'quantityList', things),
        ...(step === undefined ? {} : { bizStep: step }),
        ...(place === undefined ? {} : { bizLocation: { id: uri(place) } }),
        ...(from === undefined ? {} : { sourceList: [{ type: 'owning_party', source: uri(from) }] }),
        ...(to === undefined ? {} : { destinationList: [{ type: 'owning_party', destination: uri(to) }] }),
      };
    }
    case 'make':
      return {
        type: 'ObjectEvent',
        action: 'ADD',
        ...lists('epcList', 'quantityList', thingsOf(rest.split(' of ')[0]!.split(/\s+/))),
        ilmd: { 'cbvmda:lotNumber': rest.split(' of ')[1]!.trim() },
      };
    case 'use': {
      const [used, on] = rest.split(' on ');
      return {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        ...lists('epcList', 'quantityList', thingsOf(on!.split(/\s+/))),
        'urn:zhuisu:voc:inputCode': uri(used!.trim()),
      };
    }
    case 'turn': {
      const place = /@(\w+)/.exec(rest)?.[1];
      const [inputs, outputs] = rest.split('->').map((side) => thingsOf(side.split(/\s+/).filter((word) => /^[A-Z]/.test(word))));
      return {
        type: 'TransformationEvent',
        ...lists('inputEPCList', 'inputQuantityList', inputs!),
        ...lists('outputEPCList', 'outputQuantityList', outputs!),
        ...(place === undefined ? {} : { bizLocation: { id: uri(place) } }),
        ...(process === undefined ? {} : { transformationID: uri(process) }),
      };
    }
    case 'empty':
      return { type: 'AggregationEvent', action: 'DELETE', parentID: uri(rest.trim()) };
    default: {
      const [children, parent] = rest.split(/[<>]/).map((side) => side.trim());
      const action = { pack: 'ADD', unpack: 'DELETE', check: 'OBSERVE', fit: 'ADD', unfit: 'DELETE' }[verb];
      if (action === undefined) throw new Error(`unknown verb ${verb}`);
      return {
        type: verb.endsWith('fit') ? 'AssociationEvent' : 'AggregationEvent',
        action,
        parentID: uri(parent!),
        ...lists('childEPCs', 'childQuantityList', thingsOf(children!.split(/\s+/))),
      };
    }
  }
}

function thingsOf(words: readonly string[]): Things {
  const things: Things = { epcs: [], quantities: [] };
  for (const word of words) {
    const [name, quantity] = word.split(':');
    if (quantity === undefined) things.epcs.push(uri(name!));
    else if (quantity === '?') things.quantities.push({ epcClass: uri(name!) });
    else things.quantities.push({ epcClass: uri(name!), quantity: Number(quantity), uom: 'KGM' });
  }
  return things;
}

function lists(instances: string, classes: string, { epcs, quantities }: Things): object {
  return { ...(epcs.length > 0 ? { [instances]: epcs } : {}), ...(quantities.length > 0 ? { [classes]: quantities } : {}) };
}
