/** The profiles that ship with the system, in the order of the notice. */
import type { CategoryProfile } from '../rules/definition.ts';
import { carParts } from './car-parts/index.ts';
import { dangerous } from './dangerous/index.ts';
import { equipment } from './equipment/index.ts';
import { food } from './food/index.ts';
import { inputs } from './inputs/index.ts';
import { medical } from './medical/index.ts';
import { produce } from './produce/index.ts';
import { rareEarth } from './rare-earth/index.ts';

export const shippedProfiles: readonly CategoryProfile[] = [
  produce,
  food,
  medical,
  inputs,
  equipment,
  dangerous,
  rareEarth,
  carParts,
];

/** Lists by id; rules of every category may name them. */
export const shippedLists = shippedProfiles.flatMap(({ lists }) => lists);
