/**
 * A city of firms that record what they do, with habits and faults. `generate` gives its register at once and its events one after the
 * other, in the order in which they are recorded; the truth about its faults grows while it runs.
 */
import { City, type Sent } from './city.ts';
import { mostFirms } from './codes.ts';
import type { Complaint, Scan } from './consumers.ts';
import { resetNotes } from './delivery.ts';
import { Faults, type Truth } from './faults/plan.ts';
import { type Firm, type Registering, registering } from './firms.ts';
import { beginCarParts } from './sectors/car-parts.ts';
import { beginCold } from './sectors/cold.ts';
import { beginDangerous } from './sectors/dangerous.ts';
import { beginEquipment } from './sectors/equipment.ts';
import { beginFood } from './sectors/food.ts';
import { beginInputs } from './sectors/inputs.ts';
import { beginMedical } from './sectors/medical.ts';
import { beginProduce } from './sectors/produce.ts';
import { beginRareEarth } from './sectors/rare-earth.ts';
import { date, day } from './time.ts';

export type { Sent } from './city.ts';
export { type FaultKind, faultKinds } from './faults/kinds.ts';
export type { Truth } from './faults/plan.ts';
export type { Firm, Registering } from './firms.ts';

export interface GenerateOptions {
  readonly firms: number;
  readonly days: number;
  readonly seed: string;
  /** Faults for each event, about: 0.005 unless given, 0 for a city in which nothing goes wrong. */
  readonly rate?: number;
  /** YYYY-MM-DD; 2026-01-01 unless given. */
  readonly begins?: string;
  /** Days before the first fault, and after the last (30 and 14, less in a short run). */
  readonly quiet?: number;
  readonly rest?: number;
}

export interface Generated {
  readonly begins: number;
  readonly ends: number;
  readonly register: readonly Registering[];
  /** Rows of the registers of categories; grows while the city runs. */
  readonly registers: City['registers'];
  /** What consumers complained of; grows while the city runs. */
  readonly complaints: readonly Complaint[];
  /** Codes that consumers looked at; grows while the city runs. */
  readonly scans: readonly Scan[];
  /** The truth about what was taken so far; the whole of it when all events were. */
  truths(): readonly Truth[];
  readonly events: Generator<Sent, void, undefined>;
}

/** The document-level context of every event of the city. */
export const cityContext: readonly unknown[] = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { zhuisu: 'urn:zhuisu:voc:' },
];

const sectors = [
  beginProduce,
  beginFood,
  beginCold,
  beginMedical,
  beginInputs,
  beginEquipment,
  beginDangerous,
  beginRareEarth,
  beginCarParts,
];

/** Throws RangeError for more firms than there are codes for. */
export function generate({ firms, days, seed, rate = 0.005, begins = '2026-01-01', quiet, rest }: GenerateOptions): Generated {
  if (firms > mostFirms || firms < 20 || days < 1) throw new RangeError(`20 to ${mostFirms} firms, at least one day`);
  const start = Date.parse(`${begins}T00:00:00+08:00`);
  resetNotes();
  const city = new City(
    { seed, firms, days, begins: start },
    (own) => new Faults(own, { rate, quiet: quiet ?? Math.min(30, days / 2), rest: rest ?? Math.min(14, days / 5) }),
  );
  const register = registered(city);
  city.faults.begin();
  for (const begin of sectors) begin(city);
  return {
    begins: start,
    ends: city.ends,
    register,
    registers: city.registers,
    complaints: city.consumers.complaints,
    scans: city.consumers.scans,
    truths: () => city.faults.settled,
    events: city.run(),
  };
}

/** What is wrong with the register from the first day on. */
function registered(city: City): Registering[] {
  const { faults } = city;
  const { begins, days } = city.options;
  const licensed = city.firms.filter(({ trade }) => trade.licences !== undefined);
  const until = new Map<Firm, string | null>();
  for (const firm of faults.standing('unlicensed', licensed)) {
    until.set(firm, null);
    faults.tell('unlicensed', firm, { at: begins, until: city.ends });
  }
  const others = licensed.filter((firm) => !until.has(firm));
  for (const firm of faults.standing('licence_expired', others)) {
    const last = begins + Math.floor(firm.chance.between(0.2, 0.7) * days) * day;
    until.set(firm, date(last));
    faults.tell('licence_expired', firm, { at: last + day, until: city.ends });
  }
  const mute = new Set(
    faults.standing(
      'never_reports',
      city.firms.filter((firm) => !until.has(firm)),
    ),
  );
  faults.mute = mute;
  for (const firm of mute) faults.tell('never_reports', firm, { at: begins, until: city.ends });
  return city.firms.map((firm) => registering(firm, begins, until.get(firm)));
}
