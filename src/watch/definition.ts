/**
 * The language of the watch. A detector reads the log in its order and keeps what it needs in memory; it opens problems and closes them.
 * It knows nothing of databases: what it says follows from the log, the register and its parameters alone, so that a watch that is
 * dropped and rebuilt says the same.
 */
import type { Source, Words } from '../categories/definition.ts';
import type { EpcisEvent, EventFacts, Role } from '../events/index.ts';
import type { Movement } from '../trace/index.ts';

/** 面上无盲区 no blind spot · 链上无缝隙 no seam · 点上无遗漏 no omission; and what was made up. */
export type Family = 'coverage' | 'continuity' | 'completeness' | 'fraud';

export type Gravity = 'high' | 'medium' | 'low';

/** One event of the log as detectors see it. Times are milliseconds since 1970. */
export interface Observation {
  readonly seq: number;
  readonly eventID: string;
  /** When it happened. */
  readonly at: number;
  /** When it was recorded; never less than that of the observation before. */
  readonly recorded: number;
  /** uuid of the organisation that recorded it; undefined for the operator. */
  readonly owner: string | undefined;
  readonly category: string | undefined;
  /** Id of the stage, where the event names one. */
  readonly stage: string | undefined;
  /** Division code. */
  readonly area: string | undefined;
  readonly facts: EventFacts;
  readonly movement: Movement;
  /** Organisations of the parties that hand over and take, where they are registered. */
  readonly fromFirm: string | undefined;
  readonly toFirm: string | undefined;
  readonly event: EpcisEvent;
  /** What the log had of a thing before this event, the earliest first; of what the detector asked for, at most the last of it. */
  past(thing: string): readonly Past[];
  /** A member in the vocabulary of this system, of the event or of its batch: `value('interval')`. */
  value(name: string): unknown;
  /** What one detector worked out of the event and others want too; see `worked`. */
  readonly kept: Map<unknown, unknown>;
}

/** Works it out once an event, however many detectors ask. */
export function worked<Result>(seen: Observation, out: (seen: Observation) => Result): Result {
  let known = seen.kept.get(out) as Result | undefined;
  if (known === undefined) {
    known = out(seen);
    seen.kept.set(out, known);
  }
  return known;
}

/** An earlier record of a thing. */
export interface Past {
  readonly seq: number;
  readonly at: number;
  readonly role: Role;
  readonly step: string | null;
  readonly disposition: string | null;
  /** uuid */
  readonly owner: string | null;
}

/** What a detector finds wrong. */
export interface Problem {
  /** Tells one problem from another within the detector: further evidence of the same cause joins it. */
  readonly cause: string;
  /** Since when. */
  readonly at: number;
  /** uuid of who answers for it. */
  readonly organisation?: string | undefined;
  readonly category?: string | undefined;
  readonly area?: string | undefined;
  /** Canonical URIs of the things, or other names of what it is about. */
  readonly subjects?: readonly string[];
  /** eventIDs. */
  readonly events?: readonly string[];
  /** The facts compared. */
  readonly told: Words;
  readonly gravity?: Gravity;
}

export interface Report {
  open(problem: Problem): void;
  /** What was wrong under that cause is no longer; nothing happens where nothing was. */
  close(cause: string, at: number, told: Words, event?: string): void;
}

export interface Running {
  /** Things whose past is wanted when this event is seen. */
  asks?(seen: Observation): readonly string[];
  see(seen: Observation, report: Report): void;
  /** An event that was seen before was declared in error. */
  withdraw?(eventID: string, at: number, report: Report): void;
  /** Reads what stands beside the log; false when there is no more for now. */
  aside?(report: Report): Promise<boolean>;
  /** When `tick` next has something to do; milliseconds since 1970, infinite for never. */
  due?(): number;
  /** Time has come to `now`. */
  tick?(now: number, report: Report): void;
  /** All it has to remember, as JSON. */
  save(): unknown;
}

export interface Detector extends Words {
  /** Stands in findings and addresses; never changes. */
  readonly id: string;
  readonly family: Family;
  /** Counted up when it finds something else than before, or remembers in another form: it then reads the log anew. */
  readonly version: number;
  readonly gravity: Gravity;
  /** The rule in words, what it reads, what resolves it. */
  readonly rule: Words;
  readonly data: Words;
  readonly resolves: Words;
  readonly basis: Source;
  /** By name; days, shares and counts as the name says. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Days after which an open finding is overdue. */
  readonly days: number;
  begin(surroundings: Surroundings, saved: unknown): Running;
}

export interface Surroundings {
  readonly parameters: Readonly<Record<string, number>>;
  readonly roster: Roster;
  /** What rules of stages found wrong, asked before now, in the order of asking. */
  readonly alarms: (after: Place) => Promise<readonly Alarm[]>;
  /** What consumers complained of, made before now, in its order. */
  readonly complaints: (after: ComplaintPlace) => Promise<readonly Complaint[]>;
}

/** Of what somebody complained, where and when; nothing of who. */
export interface Complaint extends ComplaintPlace {
  /** Canonical URI. */
  readonly thing: string;
  readonly category: string | null;
  readonly area: string;
}

export interface ComplaintPlace {
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly number: string;
}

/** A rule that failed when something was recorded, or that refused it; or that failed later by silence, and whether that has ended. */
export interface Alarm extends Place {
  readonly eventID: string;
  readonly category: string;
  readonly severity: string;
  readonly outcome: string;
  readonly later: boolean | null;
  readonly zh: string;
  readonly en: string;
  /** uuid */
  readonly owner: string | null;
  readonly area: string | null;
}

/** Where the reading of alarms has come to. */
export interface Place {
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly id: string;
  readonly rule: string;
  readonly seq: number;
}

/** Who is registered, from the register of organisations and their licences: the denominators of coverage. */
export interface Roster {
  firms(): Iterable<Firm>;
  firm(id: string): Firm | undefined;
  /** WGS 84 degrees of a place by its canonical URI, where its site has them. */
  positionOf(place: string): Position | undefined;
  /** Whether what that firm recorded then was history of an earlier system, declared before. Milliseconds since 1970. */
  takenOver(owner: string, at: number, recorded: number): boolean;
}

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

export interface Firm {
  /** uuid */
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly categories: readonly string[];
  readonly areas: readonly string[];
  /** Milliseconds since 1970. */
  readonly registeredAt: number;
  readonly licences: readonly RosterLicence[];
}

export interface RosterLicence {
  readonly scheme: string;
  readonly number: string;
  readonly categories: readonly string[];
  /** YYYY-MM-DD, both included; no end where it has none. */
  readonly from: string;
  readonly until: string | undefined;
  readonly status: string;
}

export const day = 86_400_000;
export const hour = 3_600_000;
/** The day of the place: China has one time zone, UTC+8. */
export function dayOf(at: number): string {
  const number = Math.floor((at + 8 * hour) / day);
  let known = names.get(number);
  if (known === undefined) {
    known = new Date(number * day).toISOString().slice(0, 10);
    if (names.size > 10_000) names.clear();
    names.set(number, known);
  }
  return known;
}
/** By the number of the day: asked of every event, and few of them differ. */
const names = new Map<number, string>();
/** For people: date and time of the place. */
export const clockOf = (at: number): string => new Date(at + 8 * hour).toISOString().slice(0, 16).replace('T', ' ');
