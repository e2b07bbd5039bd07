/**
 * Seasons of an orchard as records and as events, from planting to the shipment, each of lots of its own and none breaking a rule: every
 * rule that looks back finds what it looks for.
 */
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';
import type { Store } from '../../src/store/index.ts';
import { stateRegister } from '../../src/store/registers.ts';

const stageOf = (id: string) => produce.stages.find((each) => each.id === id)!;

/** In the order of their times. */
export const seasonStages = ['planting', 'application', 'harvest', 'test', 'certificate', 'packing', 'shipping'];

/** Milliseconds since 1970: the evening of the last of them. */
export const seasonEnd = Date.parse('2026-05-09T20:00:00+08:00');

/** Of all the farms together. */
const plots = 20_000;

export type SeasonRecord = Readonly<Record<string, unknown>>;

/** The record of one stage of the season of that number. */
export function seasonRecord(n: number, stage: string): SeasonRecord {
  const lot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}:${n}`;
  // A plot is sprayed and picked a few times; a lot of pesticide is used on some forty of them.
  const place = `https://id.gs1.org/414/6901234000016/254/P${n % plots}`;
  const inputCode = `https://id.gs1.org/01/06912345678902/10/N${Math.floor(n / 40)}`;
  const but: Readonly<Record<string, object>> = {
    planting: { crop: lot('crop') },
    application: { crop: lot('crop'), inputCode },
    harvest: { crop: lot('crop'), lot: lot('harvest') },
    test: { lot: lot('harvest'), sampleNo: `S-${n}` },
    certificate: { lot: lot('harvest'), certificateNo: `HGZ-${n}` },
    packing: { from: [{ code: lot('harvest'), quantity: 780, unit: 'KGM' }], lot: lot('packed'), lotNumber: `P${n}` },
    shipping: { lot: lot('packed'), delivery: `D-${n}`, certificateNo: `HGZ-${n}` },
  };
  return { ...stageOf(stage).example, place, ...but[stage] };
}

export interface StageRequest {
  readonly stage: string;
  readonly records: readonly SeasonRecord[];
}

/** Records of one stage, so many to a request. */
export function stageRequests(stage: string, seasons: readonly number[], together: number): StageRequest[] {
  return Array.from({ length: Math.ceil(seasons.length / together) }, (_, i) => ({
    stage,
    records: seasons.slice(i * together, (i + 1) * together).map((n) => seasonRecord(n, stage)),
  }));
}

export const numbers = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

/** Stage by stage, so that what came before is in the log. */
export const wholeSeasons = (first: number, count: number, together: number): StageRequest[][] =>
  seasonStages.map((stage) => stageRequests(stage, numbers(first, count), together));

export function eventsOf({ stage, records }: StageRequest): Record<string, unknown>[] {
  return records.map((record) => {
    const checked = checkRecord(stageOf(stage), record);
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    return eventOf(stageOf(stage), checked, produce);
  });
}

/** What the rules look up of pesticides and yields. */
export async function stateSeasonRegisters(store: Store): Promise<void> {
  const stated = { from: '2026-01-01', actor: 'bench', reason: 'bench', knownAt: Date.parse('2026-01-01T00:00:00+08:00') };
  await stateRegister(store.database, { category: 'inputs', register: 'pesticide_use' }, [
    { ...stated, key: 'PD20230884|苹果', content: { target: '桃小食心虫', mostDose: 40, mostTimes: 2, interval: 7 } },
  ]);
  await stateRegister(store.database, { category: 'produce', register: 'yield_ceiling' }, [
    { ...stated, key: '苹果', content: { mostPerMu: 3_000 } },
  ]);
}
