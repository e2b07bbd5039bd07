/** What the public is told of a record: the fields that its stage opens to everybody, and no other. Pure. */
import type { Field, Profile, Stage } from './definition.ts';
import { stageOf } from './recognise.ts';
import { take } from './slots.ts';

export interface ToldField {
  readonly field: Field;
  /** In the shape that the kind of the field has. */
  readonly value: unknown;
}

export interface ToldStage {
  readonly category: string;
  readonly stage: Stage;
  readonly fields: readonly ToldField[];
}

/**
 * `profiles`: those whose categories are open. Undefined for an event that is of no stage, or may be of several. What stands in the event
 * beside the stage's own fields is not looked at.
 */
export function publicTold(event: Readonly<Record<string, unknown>>, profiles: readonly Profile[]): ToldStage | undefined {
  const found = stageOf(event, profiles);
  if (found === undefined) return undefined;
  const fields = found.stage.fields.flatMap((field): ToldField[] => {
    if (field.sees !== 'public') return [];
    const value = take(event, field);
    return value === undefined || value === '' ? [] : [{ field, value }];
  });
  return { category: found.profile.category, stage: found.stage, fields };
}
