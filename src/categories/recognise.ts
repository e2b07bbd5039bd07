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
  return fullest(found);
}

/** Places of what a stage requires; it never changes. */
const required = new WeakMap<Stage, ReadonlySet<string>>();

function requiredOf(stage: Stage): ReadonlySet<string> {
  let found = required.get(stage);
  if (found === undefined) {
    found = new Set(stage.fields.filter(({ need }) => need === 'required').map(({ slot }) => JSON.stringify(slot)));
    required.set(stage, found);
  }
  return found;
}

/**
 * Of several stages of one category whose form an event has the one that asks for everything that the others ask for, and for more: the
 * receipt of a vaccine is also a receipt, a receipt is not that of a vaccine. Undefined where none does.
 */
export function fullest<Each extends { readonly profile: { readonly category: string }; readonly stage: Stage }>(
  found: readonly Each[],
): Each | undefined {
  if (found.length < 2) return found[0];
  return found.find(({ profile, stage }) => {
    const own = requiredOf(stage);
    return found.every((other) => {
      if (other.stage === stage) return true;
      const others = requiredOf(other.stage);
      return other.profile.category === profile.category && own.size > others.size && [...others].every((each) => own.has(each));
    });
  });
}

/** The form agrees, and everything required is there. */
function fits({ event: form, fields }: Stage, event: Loose): boolean {
  if (event.type !== form.type || event.action !== form.action || event.bizStep !== form.bizStep) return false;
  if (form.disposition !== undefined && event.disposition !== form.disposition) return false;
  return fields.every((field) => field.need !== 'required' || take(event, field) !== undefined);
}
