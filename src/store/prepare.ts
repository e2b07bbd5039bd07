/** From a valid event to the rows it becomes: everything that needs no database, done before the event waits for its turn. */
import { createHash } from 'node:crypto';
import { type EpcisEvent, type EventFacts, factsOf, type Prefixes, papersOf, prehashOf, type Role } from '../events/index.ts';
import { digest, identityKey, type Key, keyOf, paperKey } from './keys.ts';

export interface PreparedLink {
  readonly key: Key;
  readonly role: Role;
}

export interface PreparedEvent {
  /** As it came. */
  readonly event: EpcisEvent;
  readonly facts: EventFacts;
  readonly eventID: string;
  readonly identity: Key;
  readonly readPoint: Key | undefined;
  readonly bizLocation: Key | undefined;
  /** Sorted by key, one for each (thing, role). */
  readonly links: readonly PreparedLink[];
  /** Of the papers and numbers that it names, each once. */
  readonly papers: readonly Key[];
  readonly context: Context;
  readonly doc: string;
  /** Members of the event that its hash passes over; absent where there are none. */
  readonly ignored?: ReadonlySet<string>;
  /** What it is to decisions of access; absent where nobody is known to have a part in it. */
  readonly belonging?: Belonging;
  /** The stage that it was recognised as; absent for events of no stage. */
  readonly staged?: Staged;
}

/** What is kept of an event’s stage beside the event. */
export interface Staged {
  readonly category: string;
  readonly stage: string;
  /** Version of the profile. */
  readonly version: string;
  /** Keys of the values that rules ask for, each once. */
  readonly values: readonly Key[];
  readonly evaluations: readonly Evaluated[];
  /** Rules that are asked later; microseconds since 1970. */
  readonly due: readonly { readonly rule: string; readonly askAt: number }[];
  /** Rules that failed of earlier events, by their numbers, and are asked again because of this one; each once. */
  readonly again?: readonly { readonly rule: string; readonly seq: number }[];
}

/** What a rule found. */
export interface Evaluated {
  readonly rule: string;
  readonly severity: string;
  readonly outcome: string;
  readonly told: { readonly zh: string; readonly en: string };
  /** eventIDs that were compared. */
  readonly events: readonly string[];
  /** Milliseconds since 1970. */
  readonly askedAt: number;
}

export interface Belonging {
  /** uuid of the organisation that captured it. */
  readonly owner?: string | undefined;
  readonly category?: string | undefined;
  readonly area?: string | undefined;
  /** uuids, each once, the owner's among them. */
  readonly parties: readonly string[];
  readonly through?: ActedThrough | undefined;
}

/** Whose people acted for the owner, and under which consent (uuids). */
export interface ActedThrough {
  readonly organisation: string;
  readonly consent: string;
  readonly account?: string | undefined;
}

/** The document-level JSON-LD context, stored once however many events came under it. */
export interface Context {
  /** Eight latin1 characters: the start of the digest of `body`. */
  readonly id: string;
  readonly body: string;
}

export function contextOf(documentContext: unknown): Context {
  const body = JSON.stringify(documentContext ?? null);
  return { id: digest(body).slice(0, 8), body };
}

/**
 * Prepares one valid event. recordTime is the repository's and is dropped (EPCIS 2.0 §7.4.1: "ignored on capture"); an event without
 * an id gets its hash for one, so that the same event sent twice is one event. `ignored`: members that the hash passes over.
 */
export function prepareEvent(
  event: EpcisEvent,
  prefixes: Prefixes,
  context: Context,
  ignored?: ReadonlySet<string>,
): PreparedEvent {
  const { recordTime: _, ...kept } = event as unknown as Record<string, unknown>;
  let doc = JSON.stringify(kept);
  const facts = factsOf(event, prefixes);
  let eventID = facts.eventID;
  if (eventID === undefined) {
    eventID = hashID(event, prefixes, ignored);
    doc = JSON.stringify({ ...kept, eventID });
  }
  return {
    event,
    facts,
    eventID,
    identity: identityKey(eventID, facts.declaresError),
    readPoint: facts.readPoint === undefined ? undefined : keyOf(facts.readPoint),
    bizLocation: facts.bizLocation === undefined ? undefined : keyOf(facts.bizLocation),
    links: linksOf(facts),
    papers: papersOf(event, prefixes).map(paperKey),
    context,
    doc,
    ...(ignored === undefined || ignored.size === 0 ? {} : { ignored }),
  };
}

function linksOf(facts: EventFacts): PreparedLink[] {
  const links: PreparedLink[] = facts.participants.map(({ id, role }) => ({ key: keyOf(id), role }));
  links.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.role - b.role));
  return links.filter((link, i) => i === 0 || link.key !== links[i - 1]!.key || link.role !== links[i - 1]!.role);
}

/** CBV 2.0 §8.9.2: the hash of what the event says, whatever spelling or syntax it came in. */
const hashID = (event: EpcisEvent, prefixes: Prefixes, ignored?: ReadonlySet<string>): string =>
  `ni:///sha-256;${createHash('sha256')
    .update(prehashOf(event, prefixes, ignored))
    .digest('hex')}?ver=CBV2.0`;

/** JSON with the members of every object in code-unit order: equal content gives equal text. */
export function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${sortedJson(member)}`).join(',')}}`;
}
