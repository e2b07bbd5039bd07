/** Earlier records of the log as rules see them. */

import type { SimpleRecord } from '../categories/definition.ts';
import { plainEvent, recordIn } from '../categories/plain.ts';
import type { Past } from '../categories/rules/facts.ts';
import { canonicalVocabulary } from '../events/index.ts';
import type { StagedEvent } from '../store/index.ts';
import type { Profiles } from './profiles.ts';

/** What is in the log; spelt plainly only when a rule looks. Made once of an event, and kept with it. */
export function pastOf(staged: StagedEvent, profiles: Profiles): Past {
  staged.made ??= new LoggedPast(staged, profiles);
  return staged.made as Past;
}

/** Its number in the log; undefined of what stands in the request alone. */
export const seqOf = (past: Past): number | undefined => (past instanceof LoggedPast ? past.seq : undefined);

class LoggedPast implements Past {
  readonly eventID: string;
  readonly category: string;
  readonly stage: string;
  readonly at: number;
  readonly #staged: StagedEvent;
  readonly #profiles: Profiles;
  #event: Past['event'] | undefined;
  #record: SimpleRecord | undefined;

  constructor(staged: StagedEvent, profiles: Profiles) {
    const known = isOfItsStage(staged, profiles);
    this.eventID = staged.eventID;
    this.category = known ? staged.category : '';
    this.stage = known ? staged.stage : '';
    this.at = staged.at;
    this.#staged = staged;
    this.#profiles = profiles;
  }

  get seq(): number {
    return this.#staged.seq;
  }

  get event(): Past['event'] {
    this.#event ??= plainEvent(this.#staged.event as unknown as Past['event'], this.#staged.prefixes);
    return this.#event;
  }

  get record(): SimpleRecord {
    if (this.#record === undefined) {
      const found = this.#profiles.stage(this.category, this.stage, this.#staged.version);
      this.#record = found === undefined ? {} : recordIn(found.stage, this.event);
    }
    return this.#record;
  }
}

/** An event may name a stage that it has not the form of: then it is of none. */
function isOfItsStage({ category, stage, version, event, prefixes }: StagedEvent, profiles: Profiles): boolean {
  const form = profiles.stage(category, stage, version)?.stage.event;
  const { type, action, bizStep } = event as unknown as { type: string; action?: string; bizStep?: string };
  if (form === undefined || form.type !== type || form.action !== action) return form === undefined;
  return bizStep !== undefined && canonicalVocabulary('bizStep', bizStep, prefixes) === form.bizStep;
}
