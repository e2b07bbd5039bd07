/** What the histories of detectors are made of: shipments, packings, readings, certificates, firms with a rhythm. */
import type { Firm } from '../../src/watch/definition.ts';
import { amounts, box, from, item, type Line, made, observed, papers, to, when } from './history.ts';

export const shipped = (lots: Readonly<Record<string, number>>, note: string) =>
  observed('shipping', { ...amounts(lots), ...from('a'), ...to('b'), ...papers(['desadv', note]) });
export const received = (lots: Readonly<Record<string, number>>, note: string) =>
  observed('receiving', { ...amounts(lots), ...from('a'), ...to('b'), ...papers(['desadv', note]) });
export const packing = (action: 'ADD' | 'DELETE', parent: number, children: readonly string[]) => ({
  type: 'AggregationEvent',
  action,
  bizStep: action === 'ADD' ? 'packing' : 'unpacking',
  parentID: box(parent),
  childEPCs: children,
});
export const photo = (number: string) => papers(['urn:zhuisu:voc:photos', number]);
export const maintained = (lift: string, more: object) => ({
  ...observed('urn:zhuisu:voc:maintaining', { epcList: [`urn:test:lift:${lift}`] }),
  ...more,
});
export const inspectedLift = (lift: string, next: string) =>
  observed('inspecting', { epcList: [`urn:test:lift:${lift}`], 'zhuisu:nextInspection': next });
export const inspected = (next: string) => inspectedLift('1', next);
export const readings = (values: readonly number[], at: string): Line => ({
  at,
  event: observed('sensor_reporting', {
    epcList: [],
    sensorElementList: [
      {
        sensorReport: values.map((value, n) => ({
          type: 'Temperature',
          value,
          uom: 'CEL',
          deviceID: 'urn:test:device:1',
          time: new Date(when(at) - (values.length - 1 - n) * 3_600_000).toISOString(),
        })),
      },
    ],
  }),
});
export const usualReadings = Array.from({ length: 40 }, (_, n) =>
  readings([2 + (n % 5) / 10], `${Math.floor(n / 24)}.${n % 24}:00`),
);
export const days = (from: number, until: number): number[] => Array.from({ length: until - from + 1 }, (_, n) => from + n);
const codes = Array.from({ length: 60 }, (_, n) => item(`S${n}`));
export const coded: Line = { at: '0', event: made({ epcList: codes }) };
/** Sold over five days, by another than who made them. */
export const soldCodes = (count: number): Line[] =>
  codes.slice(0, count).map((code, n) => ({
    at: `${1 + (n % 5)}`,
    by: 'b',
    event: observed('retail_selling', { epcList: [code] }),
  }));
const certificate = (n: number): Line => ({
  at: `0.0${n}:00`,
  event: observed('accepting', { ...amounts({ [`L${n}`]: 10 }), ...papers(['cert', `C${n}`]) }),
});
export const certificates = [1, 2, 3, 4, 5].map(certificate);
export const bought = (n: number): Line => ({
  at: `${n}`,
  event: observed('receiving', { ...amounts({ [`R${n}`]: 10 }), ...from('x'), ...to('a') }),
});

export const caseOf = (n: number): string => `urn:test:case:${n}`;
export const packed = (n: number, serials: readonly string[], action: 'ADD' | 'DELETE' = 'DELETE') => ({
  type: 'AggregationEvent',
  action,
  bizStep: action === 'ADD' ? 'packing' : 'unpacking',
  parentID: caseOf(n),
  childEPCs: serials.map((serial) => item(serial)),
});
/** Cases that are opened, ten in each, a day one. */
export const tens = (count: number): Line[] =>
  days(0, count - 1).map((n) => ({
    at: `${n}`,
    event: packed(
      n,
      Array.from({ length: 10 }, (_, i) => `${n}-${i}`),
    ),
  }));
export const soldFromCases = (count: number): Line[] =>
  days(0, count - 1).flatMap((n) => [
    { at: `${n}`, event: packed(n, [`U${n}`]) },
    { at: `${n}.12:00`, event: observed('retail_selling', { epcList: [item(`U${n}`)] }) },
  ]);
/** `licensed`: in which categories. */
export const firm = (name: string, categories: readonly string[], licensed: readonly string[] = []): Firm => ({
  id: `00000000-0000-4000-8000-00000000000${name}`,
  name,
  kind: 'enterprise',
  status: 'active',
  categories,
  areas: ['419001'],
  registeredAt: 0,
  licences: licensed.map((category) => ({
    scheme: 'jy',
    number: 'JY1',
    categories: [category],
    from: '2025-01-01',
    until: '2030-01-01',
    status: 'valid',
  })),
});
export const sold = (at: string): Line => ({ at, event: observed('retail_selling', amounts({ A: 1 })) });
/** Every tenth day, to b. */
const tenth = (from: number, until: number): number[] => days(from, until).filter((n) => n % 10 === 0);
export const rare = (from: number, until: number): Line[] =>
  tenth(from, until).map((n) => ({ at: `${n}`, event: shipped({ [`L${n}`]: 1 }, `N${n}`) }));
export const rareReceipts = (from: number, until: number): Line[] =>
  tenth(from, until).map((n) => ({ at: `${n + 1}`, by: 'b', event: received({ [`L${n}`]: 1 }, `N${n}`) }));
/** Two records a day, sent at nine in the evening. */
export const evenings = (from: number, until: number, first: string): Line[] =>
  days(from, until).flatMap((n) =>
    [`${n}.${first}:20`, `${n}.${Number(first) + 1}:40`].map((at) => ({ ...sold(at), recorded: `${n}.21:00` })),
  );
export const trade = (by: string): Line[] => [
  ...['b', 'c'].map((each) => ({ ...sold('0'), category: 'food', by: each })),
  { ...sold('30'), category: 'food', by },
];
