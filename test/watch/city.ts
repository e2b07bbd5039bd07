/** A small log for the watch: firms, deliveries, a clock that the test moves. */
import { randomUUID } from 'node:crypto';
import { capture } from '../../src/capture/index.ts';
import { EventLog, type Store } from '../../src/store/index.ts';
import { type Detector, Watch } from '../../src/watch/index.ts';
import { engines } from '../store/stores.ts';

export const start = Date.UTC(2026, 4, 1, 0);
export const days = (count: number): number => count * 86_400_000;

export const firms = {
  farm: { uri: 'https://id.gs1.org/417/6901234000016', id: '00000000-0000-4000-8000-00000000000a' },
  market: { uri: 'https://id.gs1.org/417/6901234000023', id: '00000000-0000-4000-8000-00000000000b' },
} as const;
export type FirmName = keyof typeof firms;

export interface City {
  readonly store: Store;
  /** Milliseconds since 1970; record times follow it. */
  clock: number;
  watch(detectors: readonly Detector[]): Watch;
  record(...events: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

export async function openCity(): Promise<City> {
  const opened = (await engines[0]!.open())!;
  const log = new EventLog(opened.store.database, () => city.clock);
  const city: City = {
    store: opened.store,
    clock: start,
    watch: (detectors) =>
      new Watch({
        store: opened.store,
        detectors,
        firmsOf: async (uris) =>
          new Map(
            uris.flatMap((uri) =>
              Object.values(firms).flatMap((firm) => (firm.uri === uri ? [[uri, { organisation: firm.id }]] : [])),
            ),
          ),
        now: () => city.clock,
        log: () => {},
      }),
    async record(...events) {
      const document = {
        '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { zhuisu: 'urn:zhuisu:voc:' }],
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: new Date(city.clock).toISOString(),
        epcisBody: { eventList: events },
      };
      const { errors } = await capture(log, document, { behaviour: 'rollback', job: false, now: city.clock });
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
    },
    close: () => opened.close(),
  };
  return city;
}

/** A dispatch or receipt of lots by the name of each, with its amount. */
export function delivery(
  step: 'shipping' | 'receiving',
  at: number,
  lots: Readonly<Record<string, number>>,
  { id = `urn:uuid:${randomUUID()}`, from = 'farm', to = 'market' }: { id?: string; from?: FirmName; to?: FirmName } = {},
): object {
  return {
    type: 'ObjectEvent',
    eventID: id,
    action: 'OBSERVE',
    bizStep: step,
    eventTime: new Date(at).toISOString(),
    eventTimeZoneOffset: '+08:00',
    quantityList: Object.entries(lots).map(([lot, quantity]) => ({
      epcClass: `https://id.gs1.org/01/06901234567892/10/${lot}`,
      quantity,
      uom: 'KGM',
    })),
    sourceList: [{ type: 'possessing_party', source: firms[from].uri }],
    destinationList: [{ type: 'possessing_party', destination: firms[to].uri }],
  };
}
