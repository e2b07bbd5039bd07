/** Which stage a plain EPCIS event is: by what it says itself, else by its form, where only one stage has it. */
import type { Profile, Stage } from './definition.ts';
import { take } from './slots.ts';

export interface Recognised {
  readonly profile: Profile;
  readonly stage: Stage;
}

type Loose = Readonly<Record<string, unknown>>;

/**
 * `profiles` are those in force when the event happened. Vocabulary words must be bare, and members under the prefix `zhuisu`, as
 * events are after capture. Undefined: no stage, or more than one.
 */
export function stageOf(event: Loose, profiles: readonly Profile[]): Recognised | undefined {
  const [category, named] = [event['zhuisu:category'], event['zhuisu:stage']];
  const eligible = profiles.filter((profile) => category === undefined || profile.category === category);
  const found = eligible.flatMap((profile) =>
    profile.stages
      .filter((stage) => (named === undefined ? fits(stage, event) : stage.id === named))
      .map((stage) => ({ profile, stage })),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** The form agrees, and everything required is there. */
function fits({ event: form, fields }: Stage, event: Loose): boolean {
  if (event.type !== form.type || event.action !== form.action || event.bizStep !== form.bizStep) return false;
  if (form.disposition !== undefined && event.disposition !== form.disposition) return false;
  return fields.every((field) => field.need !== 'required' || take(event, field) !== undefined);
}
