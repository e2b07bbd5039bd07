/** Short words for writing rules, of every category. */
import type { SimpleRecord, Source } from '../definition.ts';
import type { Name } from '../fields.ts';
import type { Example, LicenceFact, Rule, Severity, Test, Told, When } from '../rules/definition.ts';

export interface Row {
  readonly id: string;
  readonly severity: Severity;
  readonly name: Name;
  readonly stages: readonly string[];
  readonly when?: readonly When[];
  readonly test: Test;
  readonly repair: Name;
  readonly basis: Source;
  /** Day from which the basis is in force; without it, from the beginning of the profile. */
  readonly from?: string;
  readonly passes: Example;
  readonly fails: Example;
}

export function row({ id, severity, name, stages, when, test, repair, basis, from = '2026-01-01', passes, fails }: Row): Rule {
  return {
    id,
    zh: name[0],
    en: name[1],
    severity,
    stages,
    validFrom: from,
    ...(when === undefined ? {} : { when }),
    test,
    repair: { zh: repair[0], en: repair[1] },
    basis,
    passes,
    fails,
  };
}

export const told = (stage: string, but: SimpleRecord = {}, recorded?: string): Told => ({
  stage,
  but,
  ...(recorded === undefined ? {} : { recorded }),
});
/** An example of one record alone. */
export const alone = (stage: string, but: SimpleRecord = {}, recorded?: string): Example => ({
  record: told(stage, but, recorded),
});
/** Numbers of the form that their scheme asks for, invented; of schemes without one any number will do. */
const numbers: Readonly<Record<string, string>> = {
  // Of beverages: what the licence is for stands beside it.
  sc: 'SC10641900100014',
  jy: 'JY14190010000010',
  pesticideproduction: '农药生许（豫）0042',
  pesticidetrade: '农药经许（豫）41900110001',
  feed: '豫饲证（2019）01001',
  seedlicence: 'B（豫）农种许字（2019）第0012号',
  tslicence: 'TS3341012-2027',
};
export const held = (party: string, scheme: string, ...scope: string[]): LicenceFact => ({
  party,
  scheme,
  number: numbers[scheme] ?? `${scheme}-1`,
  scope,
  from: '2025-01-01',
  until: '2027-12-31',
  status: 'valid',
});
export const permitOf = (number: string): string => `urn:zhuisu:document:${number}`;
/** A recall of a thing, as its maker or a department has recorded it. */
export const recalledThere = (code: string, time = '2026-01-05T09:00:00+08:00'): Told =>
  told('food/recall', { time, lots: [{ code }], units: null });
/** The firm that records in the examples. */
export const recorder = 'https://id.gs1.org/417/6901234000016';
/** One condition that refuses the record and also tells the department that it was tried. */
export const refusedAndTold = (block: string, alarm: string, each: Omit<Row, 'id' | 'severity'>): readonly Rule[] => [
  row({ ...each, id: block, severity: 'block' }),
  row({
    ...each,
    id: alarm,
    severity: 'alarm',
    name: [`${each.name[0]}（报告主管部门）`, `${each.name[1]} (the department is told)`],
  }),
];
