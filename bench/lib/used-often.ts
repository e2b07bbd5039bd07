/**
 * What a lot that was used very often costs whoever asks for what lies above: shipments of seasons that were sprayed with it, beside shipments
 * of seasons that were sprayed with lots used forty times, asked in turn in one log. Only asked, not recorded: the log stays as it is.
 */
import { captureEvents } from '../../src/capture/index.ts';
import { recordContext } from '../../src/categories/record.ts';
import { checkRecords } from '../../src/records/index.ts';
import type { Store } from '../../src/store/index.ts';
import { eventsOf, numbers, seasonEnd, seasonRecord, seasonStages, stateSeasonRegisters } from './seasons.ts';
import { asOwner } from './setup.ts';
import { processorSeconds } from './work.ts';

const often = 'https://id.gs1.org/01/06912345678902/10/OFTEN';
/** Seasons of each kind that are shipped; those of the lot begin at this number. */
const seasons = 1_000;
const ofLot = 1_000_000;
const together = 100;

export interface Asking {
  /** Milliseconds of each request. */
  readonly clock: number[];
  /** Seconds of the processor for all of them. */
  processor: number;
}

export interface UsedOften {
  readonly usual: Asking;
  readonly often: Asking;
}

async function fill({ log }: Store, stage: string, ns: readonly number[]): Promise<void> {
  for (let i = 0; i < ns.length; i += 500) {
    const records = ns.slice(i, i + 500).map((n) => {
      const record = seasonRecord(n, stage);
      return n >= ofLot && stage === 'application' ? { ...record, inputCode: often } : record;
    });
    const options = { behaviour: 'proceed', job: false, now: seasonEnd } as const;
    const { counts } = await captureEvents(log, { events: eventsOf({ stage, records }), context: recordContext }, options);
    if (counts.stored !== records.length) throw new Error(JSON.stringify(counts));
  }
}

export async function measureUsedOften(store: Store, dataDir: string, uses: number): Promise<UsedOften> {
  await stateSeasonRegisters(store);
  for (const stage of seasonStages.slice(0, -1)) {
    await fill(store, stage, numbers(0, seasons));
    await fill(store, stage, numbers(ofLot, stage === 'application' ? uses : seasons));
  }
  const owner = await asOwner(store);
  await owner.query('vacuum analyze');
  await owner.end();
  const found: UsedOften = { usual: { clock: [], processor: 0 }, often: { clock: [], processor: 0 } };
  for (let round = -1; round < 4; round++)
    for (let first = 0; first < seasons; first += together)
      for (const [kind, from] of [
        ['usual', first],
        ['often', ofLot + first],
      ] as const) {
        const records = numbers(from, together).map((n) => seasonRecord(n, 'shipping'));
        const before = processorSeconds(dataDir);
        const start = performance.now();
        const asked = { category: 'produce', stage: 'shipping', records, now: seasonEnd } as const;
        const statuses = await checkRecords(store, asked);
        const clock = performance.now() - start;
        const after = processorSeconds(dataDir);
        const refused = statuses.find(({ status }) => status !== 'acceptable');
        if (refused !== undefined) throw new Error(JSON.stringify(refused));
        // The first round warms up.
        if (round < 0) continue;
        found[kind].clock.push(clock);
        found[kind].processor += after.program + after.database - before.program - before.database;
      }
  return found;
}
