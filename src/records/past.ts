/** Earlier records as rules see them: read from the log, or standing before in the same request. */

import type { SimpleRecord } from '../categories/definition.ts';
import { plainEvent, recordIn } from '../categories/plain.ts';
import type { Past } from '../categories/rules/facts.ts';
import type { EventFacts, Prefixes } from '../events/index.ts';
import type { StagedEvent } from '../store/index.ts';
import type { Profiles } from './profiles.ts';

const known = new WeakMap<StagedEvent, Past>();

/** What is in the log; spelt plainly only when a rule looks. */
export function pastOf(staged: StagedEvent, profiles: Profiles): Past {
  let past = known.get(staged);
  if (past === undefined) {
    past = loggedPast(staged, profiles);
    known.set(staged, past);
  }
  return past;
}

/** A plain object, for rules spread it. */
function loggedPast({ eventID, category, stage, version, facts, event, prefixes }: StagedEvent, profiles: Profiles): Past {
  let plain: Past['event'] | undefined;
  let record: SimpleRecord | undefined;
  return {
    eventID,
    category,
    stage,
    at: facts.at,
    get event() {
      plain ??= plainEvent(event as unknown as Past['event'], prefixes);
      return plain;
    },
    get record() {
      if (record === undefined) {
        const found = profiles.stage(category, stage, version);
        record = found === undefined ? {} : recordIn(found.stage, this.event);
      }
      return record;
    },
  };
}

/** An event of the same request that is taken, and not in the log yet. */
export interface Standing {
  readonly past: Past;
  readonly facts: EventFacts;
  readonly prefixes: Prefixes;
  /** Keys of the values that rules ask for. */
  readonly values: readonly string[];
  /** Canonical URIs that it names. */
  readonly things: ReadonlySet<string>;
}
