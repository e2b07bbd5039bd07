/** The profiles that ship with the system, in the order of the notice. */
import type { CategoryProfile } from '../rules/definition.ts';
import { dangerous } from './dangerous/index.ts';
import { food } from './food/index.ts';
import { medical } from './medical/index.ts';
import { produce } from './produce/index.ts';

export const shippedProfiles: readonly CategoryProfile[] = [produce, food, medical, dangerous];

/** Lists by id; rules of every category may name them. */
export const shippedLists = shippedProfiles.flatMap(({ lists }) => lists);
