/** Where a record brings a thing into the world, so that whoever records gave it its code; and for whom it says that it was made. */
import { type EventForm, type Field, ownStep, type SimpleRecord, type Stage } from './definition.ts';

/** What comes out was there before: a crop that is sprayed, an animal that is fed, by whoever does it. */
const treating: ReadonlySet<string> = new Set(['applying', 'fertilising', 'medicating', 'feeding'].map(ownStep));
/** A thing that is entered for the first time and was made by somebody else, as with an import. */
const taking: ReadonlySet<string> = new Set(['accepting', 'receiving']);

/**
 * `code`: the thing itself. `container`: a pack or pallet, which gets a code when it is packed; what is lent, such as a crate or a cylinder,
 * has one already. Undefined where others’ codes are handled.
 */
export function madeIn({ type, action, bizStep }: EventForm, { slot }: Field): 'code' | 'container' | undefined {
  if (slot.at === 'outputs') return treating.has(bizStep) ? undefined : 'code';
  if (action !== 'ADD') return undefined;
  if (slot.at === 'things') return type === 'ObjectEvent' && !taking.has(bizStep) ? 'code' : undefined;
  return slot.at === 'parent' && type === 'AggregationEvent' && bizStep === 'packing' ? 'container' : undefined;
}

/** Fields that name the firm under whose name a thing is made: holder of the approval, registrant, maker, who ordered it. */
const makers: ReadonlySet<string> = new Set(['principal', 'holder', 'registrant', 'manufacturer', 'producer', 'maker']);

export const makersIn = ({ fields }: Stage): readonly Field[] =>
  fields.filter(({ key, value }) => value.kind === 'party' && makers.has(key));

/** Those that the record names. */
export const namedMakers = (stage: Stage, record: SimpleRecord): string[] =>
  makersIn(stage).flatMap(({ key }) => (typeof record[key] === 'string' ? [record[key]] : []));
