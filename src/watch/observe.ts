/** From an event as it lies in the log to what detectors see. */

import { vocabulary } from '../categories/definition.ts';
import { canonicalUri } from '../codes/index.ts';
import { type EpcisEvent, expandCurie, factsOf, type Prefixes, prefixesOf } from '../events/index.ts';
import { movementOf } from '../trace/index.ts';
import type { Observation, Past } from './definition.ts';

export interface LoggedEvent {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly recorded: number;
  readonly doc: string;
  /** The document-level JSON-LD context. */
  readonly context: unknown;
  readonly owner: string | undefined;
  readonly category: string | undefined;
  readonly area: string | undefined;
}

/** `pastOf`: earlier records of a thing, this one among them or not. */
export function observe(
  logged: LoggedEvent,
  firmOf: (uri: string) => string | undefined,
  pastOf: (thing: string) => readonly Past[],
): Observation {
  const { seq, recorded, owner, category, area } = logged;
  const event = JSON.parse(logged.doc) as EpcisEvent;
  const prefixes = prefixesOf(logged.context, (event as { '@context'?: unknown })['@context']);
  const facts = factsOf(event, prefixes);
  const eventID = facts.eventID!;
  const movement = movementOf({ seq, eventID, facts, event, prefixes });
  const members = membersOf(event, prefixes);
  const value = (name: string): unknown => members.get(name);
  const stage = value('stage');
  return {
    seq,
    eventID,
    at: facts.at / 1_000,
    recorded,
    owner,
    category,
    area,
    stage: typeof stage === 'string' ? stage : undefined,
    facts,
    movement,
    fromFirm: movement.from === undefined ? undefined : firmOf(movement.from),
    toFirm: movement.to === undefined ? undefined : firmOf(movement.to),
    event,
    past: (thing) => pastOf(thing).filter((row) => row.seq < seq),
    value,
    kept: new Map(),
  };
}

/** Parties whose organisations are wanted before the event can be observed. */
export function partiesIn(doc: string): readonly string[] {
  // Cheaper than a second look at the whole event, and right for whatever spelling: the registry knows other spellings.
  const found: string[] = [];
  for (const [, uri] of doc.matchAll(/"(?:source|destination)":"([^"\\]+)"/g)) found.push(canonicalUri(uri!));
  return found;
}

/** Members in the vocabulary of this system by their short names, those of the event before those of its batch. */
function membersOf(event: EpcisEvent, prefixes: Prefixes): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const { ilmd } = event as unknown as { readonly ilmd?: unknown };
  for (const members of typeof ilmd === 'object' && ilmd !== null ? [event, ilmd] : [event])
    for (const key in members) {
      if (!key.includes(':')) continue;
      const name = key.startsWith('zhuisu:') ? key.slice('zhuisu:'.length) : ownName(key, prefixes);
      if (name !== undefined && !found.has(name)) found.set(name, (members as Readonly<Record<string, unknown>>)[key]);
    }
  return found;
}

function ownName(key: string, prefixes: Prefixes): string | undefined {
  const full = expandCurie(key, prefixes);
  return full.startsWith(vocabulary) ? full.slice(vocabulary.length) : undefined;
}
