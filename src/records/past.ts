/** Earlier records of the log as rules see them. */

import type { SimpleRecord } from '../categories/definition.ts';
import { plainEvent, recordIn } from '../categories/plain.ts';
import type { Past } from '../categories/rules/facts.ts';
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
function loggedPast({ eventID, at, category, stage, version, event, prefixes }: StagedEvent, profiles: Profiles): Past {
  let plain: Past['event'] | undefined;
  let record: SimpleRecord | undefined;
  return {
    eventID,
    category,
    stage,
    at,
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
