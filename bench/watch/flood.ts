/** One firm sends a flood; another does something wrong behind it: how long until that is found. */

import { cityContext } from '../../simulator/city/index.ts';
import { capture } from '../../src/capture/index.ts';
import type { EventLog } from '../../src/store/index.ts';
import type { Watch } from '../../src/watch/index.ts';

const together = 2_000;

export interface Flood {
  readonly events: number;
  /** Of the capture of the flood. */
  readonly capturing: number;
  /** Seconds from the capture of what is wrong to its finding. */
  readonly finding: number;
}

/** `now`: the clock of the log, milliseconds since 1970; both firms by uuid. */
export async function flood(
  log: EventLog,
  watch: Watch,
  now: number,
  [loud, wrong]: readonly [string, string],
  events: number,
): Promise<Flood> {
  const send = async (owner: string, eventList: readonly object[]): Promise<void> => {
    const document = {
      '@context': cityContext,
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: new Date(now).toISOString(),
      epcisBody: { eventList },
    };
    const { errors } = await capture(log, document, { behaviour: 'rollback', job: false, now, owner });
    if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
  };
  const event = (n: number, at: number): object => ({
    type: 'ObjectEvent',
    eventID: `urn:uuid:f100d000-0000-8000-8000-${n.toString(16).padStart(12, '0')}`,
    eventTime: new Date(at).toISOString(),
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    bizStep: 'retail_selling',
    disposition: 'retail_sold',
    quantityList: [{ epcClass: `https://id.gs1.org/01/09529999000011/10/F${n % 500}`, quantity: 1 }],
  });
  const start = performance.now();
  for (let first = 0; first < events; first += together)
    await send(
      loud,
      Array.from({ length: Math.min(together, events - first) }, (_, i) => event(first + i, now - 60_000 + i)),
    );
  const captured = performance.now();
  // Hours ahead of the clock: found when it is read.
  await send(wrong, [event(events, now + 5 * 3_600_000)]);
  const sent = performance.now();
  await watch.catchUp();
  return { events, capturing: (captured - start) / 1_000, finding: (performance.now() - sent) / 1_000 };
}
