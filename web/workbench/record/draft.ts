/** What is typed and not yet sent: kept on this device with every change, so that neither an error nor a reload loses it. */

import type { Values } from '../lib/stages.ts';
import { database } from '../lib/store.ts';

export type Persons = Readonly<Record<string, { readonly kind: string; readonly value: string }>>;

/** Persons stay in this tab only: they are not written to the disk of the device before they have to be. */
const personsOf = (place: string): string => `zhuisu-persons ${place}`;

export interface Draft {
  readonly values: Values;
  readonly persons: Persons;
  readonly at: number;
}

/**
 * The same in the tab itself, written before the next key can be pressed: the device's store answers a moment later, which a reload does not
 * wait for.
 */
const tabOf = (place: string): string => `zhuisu-draft ${place}`;

type Kept = Pick<Draft, 'values' | 'at'>;

function inTab(place: string): Kept | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(tabOf(place)) ?? 'null') as Kept | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export async function keptDraft(place: string): Promise<Draft | undefined> {
  const own = inTab(place);
  const stored = await (await database()).get('drafts', place).catch(() => undefined);
  const kept = own !== undefined && own.at >= (stored?.at ?? 0) ? own : stored;
  if (kept === undefined) return undefined;
  const persons = JSON.parse(sessionStorage.getItem(personsOf(place)) ?? '{}') as Persons;
  return { ...kept, persons };
}

export async function keepDraft(place: string, values: Values, persons: Persons = {}): Promise<void> {
  const at = Date.now();
  try {
    sessionStorage.setItem(personsOf(place), JSON.stringify(persons));
    sessionStorage.setItem(tabOf(place), JSON.stringify({ values, at }));
  } catch {
    // More than a tab holds (some megabytes): the store of the device takes it.
    sessionStorage.removeItem(tabOf(place));
  }
  await (await database()).put('drafts', { values, at }, place);
}

export async function dropDraft(place: string): Promise<void> {
  sessionStorage.removeItem(personsOf(place));
  sessionStorage.removeItem(tabOf(place));
  await (await database()).delete('drafts', place);
}

export const lastValues = async (place: string): Promise<Values | undefined> => (await database()).get('last', place);

export async function keepLast(place: string, values: Values): Promise<void> {
  await (await database()).put('last', values, place);
}

/** Stages that were recorded on this device, the latest first: `category/stage`. */
export async function recentStages(owner: string): Promise<readonly string[]> {
  const kept = await (await database()).get('memory', `recent ${owner}`);
  return (kept?.data ?? []) as readonly string[];
}

export async function noteRecent(owner: string, stage: string): Promise<void> {
  const before = await recentStages(owner);
  const data = [stage, ...before.filter((each) => each !== stage)].slice(0, 8);
  await (await database()).put('memory', { data, at: Date.now() }, `recent ${owner}`);
}
