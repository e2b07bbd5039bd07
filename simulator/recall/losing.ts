/** Records that go missing by chance, whole or in part: the event, its inputs, the lot of what it names, the amount. */
import type { EpcisEvent } from '../../src/events/index.ts';
import type { Owned, Random } from './network.ts';

type Loose = Record<string, unknown>;
interface Quantity {
  readonly epcClass: string;
  readonly quantity?: number;
  readonly uom?: string;
}

/** `share` of the events are lost whole, a third as many in part. */
export function losing(records: readonly Owned[], share: number, random: Random): Owned[] {
  return records.flatMap((each) => {
    const drawn = random();
    if (drawn < share) return [];
    if (drawn >= share * (4 / 3)) return [each];
    return [{ firm: each.firm, event: inPart(each.event, random()) }];
  });
}

function inPart(event: EpcisEvent, how: number): EpcisEvent {
  const e = { ...(event as unknown as Loose) };
  if (e.type === 'TransformationEvent' && how < 0.4) {
    delete e.inputQuantityList;
    delete e.inputEPCList;
    // EPCIS 2.0 §7.4.6: without inputs it is a part of a process.
    e.transformationID = `${String(e.eventID)}:process`;
    return e as unknown as EpcisEvent;
  }
  const lists = ['inputQuantityList', ...(e.type === 'ObjectEvent' && e.action !== 'ADD' ? ['quantityList'] : [])];
  for (const name of lists) {
    const list = e[name] as Quantity[] | undefined;
    if (list === undefined) continue;
    e[name] =
      how < 0.7
        ? list.map((each) => ({ ...each, epcClass: each.epcClass.replace(/\/10\/.*$/, '') }))
        : list.map(({ epcClass }) => ({ epcClass }));
  }
  return e as unknown as EpcisEvent;
}
