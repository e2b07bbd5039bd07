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
  const value = (name: string): unknown => memberOf(event, prefixes, name);
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
  };
}

/** Parties whose organisations are wanted before the event can be observed. */
export function partiesIn(doc: string): readonly string[] {
  // Cheaper than a second look at the whole event, and right for whatever spelling: the registry knows other spellings.
  const found: string[] = [];
  for (const [, uri] of doc.matchAll(/"(?:source|destination)":"([^"\\]+)"/g)) found.push(canonicalUri(uri!));
  return found;
}

function memberOf(event: EpcisEvent, prefixes: Prefixes, name: string): unknown {
  const loose = event as unknown as Readonly<Record<string, unknown>>;
  const own = named(loose, prefixes, name);
  return own ?? (typeof loose.ilmd === 'object' && loose.ilmd !== null ? named(loose.ilmd as object, prefixes, name) : undefined);
}

function named(members: object, prefixes: Prefixes, name: string): unknown {
  const plain = (members as Readonly<Record<string, unknown>>)[`zhuisu:${name}`];
  if (plain !== undefined) return plain;
  // Looked for in every event, by several detectors: without a copy of the members.
  for (const key in members)
    if (key.endsWith(name) && expandCurie(key, prefixes) === `${vocabulary}${name}`)
      return (members as Readonly<Record<string, unknown>>)[key];
  return undefined;
}
