/**
 * What the page of a scanned code must tell first, by kind of product, whatever else its stages open: plain data. A row is filled from
 * fields that the stages themselves open to the public; a row for which nothing is recorded says so. Dangerous goods have no kind: of
 * them the verdict is all that is told.
 */
import { foodKinds } from './food.ts';
import { inputsKinds } from './inputs.ts';
import type { ShownKind } from './kind.ts';
import { medicalKinds } from './medical.ts';
import { produceKinds } from './produce.ts';
import { thingsKinds } from './things.ts';

export type { Derived, ShownKind, ShownRow } from './kind.ts';
export { nameFields } from './names.ts';

/** Of several of one category that fit the first counts. */
export const shownKinds: readonly ShownKind[] = [...produceKinds, ...foodKinds, ...medicalKinds, ...inputsKinds, ...thingsKinds];

/** `met`: stages of the story, as `category/stage`; of its own records first, then of all. */
export function kindOfProduct(category: string, own: ReadonlySet<string>, met: ReadonlySet<string>): ShownKind | undefined {
  const fitting = (stages: ReadonlySet<string>): ShownKind | undefined =>
    shownKinds.find((kind) => kind.category === category && kind.made.some((stage) => stages.has(`${category}/${stage}`)));
  return fitting(own) ?? fitting(met);
}
