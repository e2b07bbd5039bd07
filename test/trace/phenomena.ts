/** What happens in a history, by name: so that a test can say that random histories hold all of it. Told in the order of time, by hand. */
import type { EpcisEvent } from '../../src/events/index.ts';

interface Loose {
  readonly eventID: string;
  readonly eventTime: string;
  readonly type: string;
  readonly action?: string;
  readonly bizStep?: string;
  readonly sourceList?: readonly { readonly source: string }[];
  readonly parentID?: string;
  readonly epcList?: readonly string[];
  readonly childEPCs?: readonly string[];
  readonly childQuantityList?: readonly Amount[];
  readonly inputEPCList?: readonly string[];
  readonly inputQuantityList?: readonly Amount[];
  readonly outputEPCList?: readonly string[];
  readonly outputQuantityList?: readonly Amount[];
  readonly transformationID?: string;
  readonly ilmd?: { readonly 'cbvmda:lotNumber'?: string };
}
interface Amount {
  readonly epcClass: string;
  readonly quantity?: number;
}

export const phenomena = [
  'containment in containment',
  're-packing',
  'partial unpacking',
  'mixed lots in a process',
  'mixed lots in a crate',
  'a split with quantities',
  'a merge with quantities',
  'a return',
  'class and instance in one event',
  'an instance of a lot that is followed as a class too',
  'a reused crate',
  'a refilled cylinder',
  'a loop',
  'a process told in parts',
  'a part fitted and taken off',
  'a late event',
  'two at one moment',
] as const;
export type Phenomenon = (typeof phenomena)[number];

/** `events` in the order in which they arrived. */
export function phenomenaOf(events: readonly EpcisEvent[]): Set<Phenomenon> {
  const found = new Set<Phenomenon>();
  const told = events as unknown as readonly Loose[];
  const at = told.map(({ eventTime }) => Date.parse(eventTime));
  if (at.some((time, i) => i > 0 && time < Math.max(...at.slice(0, i)))) found.add('a late event');
  if (new Set(at).size < at.length) found.add('two at one moment');
  /** container → content → amount inside; undefined: all of it. */
  const inside = new Map<string, Map<string, number | undefined>>();
  const emptied = new Set<string>();
  const left = new Set<string>();
  const unpacked = new Set<string>();
  const fitted = new Set<string>();
  const madeFrom = new Map<string, Set<string>>();
  const parts = new Map<string, number>();
  const members = new Set<string>();
  const classes = new Set<string>();
  for (const event of [...told].sort((a, b) => Date.parse(a.eventTime) - Date.parse(b.eventTime))) {
    const [input, output] = [lots(event.inputQuantityList), lots(event.outputQuantityList)];
    const children = [...(event.childEPCs ?? []), ...lots(event.childQuantityList)];
    for (const each of [...input, ...output, ...lots(event.childQuantityList)]) classes.add(each);
    if (event.ilmd?.['cbvmda:lotNumber'] !== undefined) members.add(event.ilmd['cbvmda:lotNumber']);
    if (mixes(event)) found.add('class and instance in one event');
    if (event.type === 'TransformationEvent') {
      const ins = [...(event.inputEPCList ?? []), ...input];
      const outs = [...(event.outputEPCList ?? []), ...output];
      if (input.length > 1) found.add('mixed lots in a process');
      if (ins.length === 1 && output.length > 1) found.add('a split with quantities');
      if (input.length > 0 && ins.length > 1 && outs.length === 1) found.add('a merge with quantities');
      const kept = (event.inputEPCList ?? []).filter((each) => event.outputEPCList?.includes(each));
      if (kept.length > 0 && input.length > 0) found.add('a refilled cylinder');
      if (event.transformationID !== undefined) {
        parts.set(event.transformationID, (parts.get(event.transformationID) ?? 0) + 1);
        if (parts.get(event.transformationID)! > 1) found.add('a process told in parts');
      }
      for (const each of outs) {
        const from = madeFrom.get(each) ?? madeFrom.set(each, new Set()).get(each)!;
        for (const one of ins) {
          if (one !== each) from.add(one);
          for (const before of madeFrom.get(one) ?? []) from.add(before);
        }
        if (from.has(each)) found.add('a loop');
      }
    }
    if (event.bizStep === 'receiving' && event.sourceList?.[0]?.source === 'urn:case:shop') found.add('a return');
    const parent = event.parentID;
    if (parent === undefined) continue;
    if (event.type === 'AssociationEvent') {
      for (const each of children)
        if (event.action === 'ADD') fitted.add(`${each} ${parent}`);
        else if (fitted.has(`${each} ${parent}`)) found.add('a part fitted and taken off');
      continue;
    }
    const content = inside.get(parent) ?? inside.set(parent, new Map()).get(parent)!;
    if (event.action === 'DELETE') {
      if (children.length === 0) {
        if (content.size > 0) emptied.add(parent);
        for (const each of content.keys()) left.add(`${each} ${parent}`);
        content.clear();
      }
      for (const each of children) {
        if (!content.has(each)) continue;
        const out = event.childQuantityList?.find(({ epcClass }) => epcClass === each)?.quantity;
        const was = content.get(each);
        unpacked.add(each);
        if (was !== undefined && out !== undefined && out < was) {
          found.add('partial unpacking');
          content.set(each, was - out);
        } else {
          content.delete(each);
          left.add(`${each} ${parent}`);
          if (content.size === 0) emptied.add(parent);
        }
      }
    } else if (event.action === 'ADD') {
      for (const each of children) {
        if (unpacked.has(each)) found.add('re-packing');
        if (left.has(`${each} ${parent}`)) found.add('a return');
        if (emptied.has(parent)) found.add('a reused crate');
        if ((inside.get(each)?.size ?? 0) > 0) found.add('containment in containment');
        const more = event.childQuantityList?.find(({ epcClass }) => epcClass === each)?.quantity;
        const was = content.get(each);
        content.set(
          each,
          content.has(each) && (was === undefined || more === undefined)
            ? undefined
            : more === undefined
              ? more
              : (was ?? 0) + more,
        );
      }
      if ([...content.keys()].filter((each) => classes.has(each)).length > 1) found.add('mixed lots in a crate');
    }
  }
  if ([...members].some((each) => [...classes].some((lot) => lot.endsWith(`/10/${each}`))))
    found.add('an instance of a lot that is followed as a class too');
  return found;
}

const lots = (list: readonly Amount[] = []): string[] => list.map(({ epcClass }) => epcClass);

function mixes(event: Loose): boolean {
  const some = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;
  return (
    (some(event.childEPCs) && some(event.childQuantityList)) ||
    (some(event.inputEPCList) && some(event.inputQuantityList)) ||
    (some(event.outputEPCList) && some(event.outputQuantityList)) ||
    (some(event.inputEPCList) && some(event.outputQuantityList)) ||
    (some(event.inputQuantityList) && some(event.outputEPCList))
  );
}
