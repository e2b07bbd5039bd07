/**
 * The order of a story: by event time. Of what happened at one moment, making comes before packing, packing before unpacking, and the
 * rest goes by the id: never by the order of arrival, so that late records tell the same story.
 */
import type { EventFacts } from '../events/index.ts';

interface Told {
  readonly eventID: string;
  readonly facts: EventFacts;
}

export function inOrder(a: Told, b: Told): number {
  return (
    a.facts.at - b.facts.at || rankOf(a.facts) - rankOf(b.facts) || (a.eventID < b.eventID ? -1 : a.eventID > b.eventID ? 1 : 0)
  );
}

function rankOf({ type, action }: EventFacts): number {
  if (type === 'TransformationEvent') return 1;
  const groups = type === 'AggregationEvent' || type === 'AssociationEvent';
  if (action === 'ADD') return groups ? 2 : 0;
  if (action === 'DELETE') return groups ? 4 : 5;
  return 3;
}
