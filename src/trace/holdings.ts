/** The two hierarchies, packing (aggregation) and installing (association), work alike: the roles of content and container in each. */
import { type Role, role } from '../events/index.ts';
import type { LinkKind } from './types.ts';

export interface Holding {
  readonly kind: LinkKind;
  readonly childIn: readonly Role[];
  readonly childOut: Role;
  readonly parentIn: readonly Role[];
  readonly parentOut: Role;
  readonly emptied: Role;
}
/** OBSERVE is evidence of being inside: the packing itself may have gone unrecorded. */
export const holdings: readonly Holding[] = [
  {
    kind: 'packing',
    childIn: [role.childAdd, role.childObserve],
    childOut: role.childDelete,
    parentIn: [role.parentAdd, role.parentObserve],
    parentOut: role.parentDelete,
    emptied: role.parentEmptied,
  },
  {
    kind: 'association',
    childIn: [role.partAdd, role.partObserve],
    childOut: role.partDelete,
    parentIn: [role.wholeAdd, role.wholeObserve],
    parentOut: role.wholeDelete,
    emptied: role.wholeEmptied,
  },
];
/** Roles of a content → those of its container in the same event. */
export const parentOf = new Map<Role, readonly Role[]>(
  holdings.flatMap(({ childIn, childOut, parentIn, parentOut }) => [
    ...childIn.map((each) => [each, parentIn] as const),
    [childOut, [parentOut]] as const,
  ]),
);
