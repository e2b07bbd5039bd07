/** Who takes part in an event in which role: of an event that names thousands each is found without looking at all. */
import type { EventFacts, Participant, Role } from '../events/index.ts';

/** Of fewer the first that fits is found as fast. */
const few = 16;
const indexes = new WeakMap<EventFacts, ReadonlyMap<string, Participant>>();

/** The first with this id in this role. */
export function participantOf(facts: EventFacts, id: string, as: Role): Participant | undefined {
  const { participants } = facts;
  if (participants.length <= few) return participants.find((each) => each.id === id && each.role === as);
  let index = indexes.get(facts);
  if (index === undefined) {
    const made = new Map<string, Participant>();
    for (const each of participants) {
      const key = `${each.role} ${each.id}`;
      if (!made.has(key)) made.set(key, each);
    }
    index = made;
    indexes.set(facts, index);
  }
  return index.get(`${as} ${id}`);
}
