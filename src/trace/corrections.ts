/** What was declared wrong in the records of a thing (EPCIS 2.0 §7.4.1.4): the record, who says so when and why, and what replaces it. */
import type { TracedEvent } from './types.ts';

export interface Correction {
  /** eventID; the declaration repeats it. */
  readonly event: string;
  /** What the record said of its step and time, as captured. */
  readonly bizStep: string | undefined;
  readonly eventTime: string;
  /** False while only the declaration has arrived. */
  readonly originalRecorded: boolean;
  readonly declaredAt: string;
  readonly reason: string | undefined;
  readonly correctiveEventIDs: readonly string[];
}

interface Declaration {
  readonly declarationTime: string;
  readonly reason?: string;
  readonly correctiveEventIDs?: readonly string[];
}

/** From the declared records and their declarations, in any order; the latest declaration first. */
export function correctionsOf(events: readonly TracedEvent[]): Correction[] {
  const originals = new Set(events.filter(({ facts }) => !facts.declaresError).map(({ eventID }) => eventID));
  return events
    .flatMap(({ event, eventID, facts }) => {
      const { errorDeclaration, eventTime } = event as { errorDeclaration?: Declaration; eventTime: string };
      if (errorDeclaration === undefined) return [];
      const { declarationTime, reason, correctiveEventIDs = [] } = errorDeclaration;
      return [
        {
          event: eventID,
          bizStep: facts.step,
          eventTime,
          originalRecorded: originals.has(eventID),
          declaredAt: declarationTime,
          reason,
          correctiveEventIDs,
        },
      ];
    })
    .sort((a, b) => Date.parse(b.declaredAt) - Date.parse(a.declaredAt) || (a.event < b.event ? -1 : 1));
}
