import type { Day, Jurisdiction, Period } from './types.ts';

/** Whether it held on that day; days of one form compare as texts. */
export const holds = ({ from, to }: Period, day: Day): boolean =>
  (from === undefined || from <= day) && (to === undefined || day < to);

/** A jurisdiction and all below it, the upper first. */
export const tree = (jurisdiction: Jurisdiction): Jurisdiction[] => [
  jurisdiction,
  ...(jurisdiction.children ?? []).flatMap((each) => tree(each)),
];
