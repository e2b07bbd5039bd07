/** Earlier records of the log as rules see them. */

import type { SimpleRecord } from '../categories/definition.ts';
import { plainEvent, recordIn } from '../categories/plain.ts';
import type { Past } from '../categories/rules/facts.ts';
import { canonicalVocabulary } from '../events/index.ts';
import type { StagedEvent } from '../store/index.ts';
import type { Profiles } from './profiles.ts';

/** What is in the log; spelt plainly only when a rule looks. Made once of an event, and kept with it. */
export function pastOf(staged: StagedEvent, profiles: Profiles): Past {
  staged.made ??= loggedPast(staged, profiles);
  return staged.made as Past;
}

/** A plain object, for rules spread it. */
function loggedPast(staged: StagedEvent, profiles: Profiles): Past {
  const { eventID, at, version, event, prefixes } = staged;
  const { category, stage } = isOfItsStage(staged, profiles) ? staged : { category: '', stage: '' };
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

/** An event may name a stage that it has not the form of: then it is of none. */
function isOfItsStage({ category, stage, version, event, prefixes }: StagedEvent, profiles: Profiles): boolean {
  const form = profiles.stage(category, stage, version)?.stage.event;
  const { type, action, bizStep } = event as unknown as { type: string; action?: string; bizStep?: string };
  if (form === undefined || form.type !== type || form.action !== action) return form === undefined;
  return bizStep !== undefined && canonicalVocabulary('bizStep', bizStep, prefixes) === form.bizStep;
}
