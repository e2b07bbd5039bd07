/** Seasons of an orchard as records and as events: spraying, harvest, packing, a test, a shipment, each of lots of its own. */
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { checkRecord, eventOf } from '../../src/categories/record.ts';

const stageOf = (id: string) => produce.stages.find((each) => each.id === id)!;

interface Told {
  readonly stage: string;
  readonly record: Record<string, unknown>;
}

export const seasonStages = ['application', 'harvest', 'packing', 'test', 'shipping'];

function season(n: number): Told[] {
  const lot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}:${n}`;
  const told = (stage: string, but: object): Told => ({ stage, record: { ...stageOf(stage).example, ...but } });
  return [
    told('application', { crop: lot('crop') }),
    told('harvest', { crop: lot('crop'), lot: lot('harvest') }),
    told('packing', { from: [{ code: lot('harvest'), quantity: 780, unit: 'KGM' }], lot: lot('packed'), lotNumber: `P${n}` }),
    told('test', { lot: lot('harvest'), sampleNo: `S-${n}` }),
    told('shipping', { lot: lot('packed'), delivery: `D-${n}`, certificateNo: `HGZ-${n}` }),
  ];
}

/** Lists of records of one stage, stage by stage, so that what came before is in the log. */
export function requestsOf(
  first: number,
  { seasons, together }: { readonly seasons: number; readonly together: number },
): { stage: string; records: Record<string, unknown>[] }[][] {
  const all = Array.from({ length: seasons }, (_, i) => season(first + i));
  return seasonStages.map((stage) => {
    const records = all.map((each) => each.find((told) => told.stage === stage)!.record);
    return Array.from({ length: Math.ceil(seasons / together) }, (_, i) => ({
      stage,
      records: records.slice(i * together, (i + 1) * together),
    }));
  });
}

export function eventsOf(stage: string, records: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return records.map((record) => {
    const checked = checkRecord(stageOf(stage), record);
    if ('faults' in checked) throw new Error(JSON.stringify(checked.faults));
    return eventOf(stageOf(stage), checked, produce);
  });
}
