/** Which stage each event is, by the profiles in force on its day, whatever way it came in. */
import type { Arriving, Capturing, Recognised } from '../capture/index.ts';
import type { SimpleRecord } from '../categories/definition.ts';
import { isOfKinds, plainEvent, recordIn } from '../categories/plain.ts';
import { fullest } from '../categories/recognise.ts';
import { checkRecord, type RecordFault } from '../categories/record.ts';
import { dayOf } from '../categories/rules/situation.ts';
import { take } from '../categories/slots.ts';
import { type Problem, problem } from '../errors.ts';
import { type Key, valueKey } from '../store/index.ts';
import { formKey, type ProfileSet, type Profiles, type StageOf } from './profiles.ts';

/** Events made from records that were checked: they need no second check. */
const fromRecords = new WeakSet<object>();
export const madeFromRecord = (event: object): void => void fromRecords.add(event);

export interface Known extends Recognised {
  readonly set: ProfileSet;
  readonly stage: StageOf;
  /** `category/stage` */
  readonly name: string;
  /** As stages and rules speak of it. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly record: SimpleRecord;
  /** Of the values that rules ask for. */
  readonly values: readonly Key[];
  /** What is wrong with the values of an event that says which stage it is. */
  readonly faults: readonly RecordFault[];
}

/** `own`: categories that whoever captures is registered for; of two stages that fit, theirs is meant. Undefined: of no stage, or of two. */
export function recognise(
  { event, prefixes, prepared }: Arriving,
  profiles: Profiles,
  own: readonly string[] | undefined,
): Known | undefined {
  const { facts } = prepared;
  // What was said by mistake is no record of a stage.
  if (facts.declaresError) return undefined;
  const set = profiles.on(dayOf(facts.at));
  const form = set.byForm.get(formKey(facts.type, facts.action, facts.step));
  if (form === undefined) return undefined;
  const plain: Readonly<Record<string, unknown>> = {
    ...plainEvent(event as unknown as Record<string, unknown>, prefixes),
    eventID: prepared.eventID,
  };
  const found = theOne(form, plain, own);
  if (found === undefined) return undefined;
  const { profile, stage } = found;
  const name = `${profile.category}/${stage.id}`;
  const record = recordIn(stage, plain);
  const checked = fromRecords.has(event) || isOfKinds(stage, record) ? undefined : checkRecord(stage, record);
  const faults = checked !== undefined && 'faults' in checked ? checked.faults : [];
  // Rules are asked of values of the right kinds alone. What does not say that it is the stage is then none.
  if (faults.length > 0 && plain['zhuisu:stage'] === undefined) return undefined;
  const values = faults.length > 0 ? [] : valuesOf(name, record, set);
  return { category: profile.category, set, stage: found, name, event: plain, record, values, faults };
}

function theOne(
  form: readonly StageOf[],
  plain: Readonly<Record<string, unknown>>,
  own: readonly string[] | undefined,
): StageOf | undefined {
  const [category, named] = [plain['zhuisu:category'], plain['zhuisu:stage']];
  const meant = form.filter(
    ({ profile, stage }) =>
      (category === undefined || profile.category === category) &&
      (named === undefined ? fits(stage, plain) : stage.id === named),
  );
  return fullest(meant) ?? fullest(meant.filter(({ profile }) => own?.includes(profile.category)));
}

/** Type, action and step agree already. */
function fits({ event: form, fields }: StageOf['stage'], event: Readonly<Record<string, unknown>>): boolean {
  if (form.disposition !== undefined && event.disposition !== form.disposition) return false;
  return fields.every((field) => field.need !== 'required' || take(event, field) !== undefined);
}

/** Keys of the values that rules ask for. */
export function valuesOf(name: string, record: SimpleRecord, { valued }: ProfileSet): Key[] {
  const fields = valued.get(name);
  if (fields === undefined) return [];
  return [
    ...new Set(fields.flatMap((field) => [record[field] ?? []].flat().map((value) => valueKey(name, field, String(value))))),
  ];
}

/** Categories of whoever captures; undefined where nobody is known. */
export type OwnCategories = (capturing: Capturing) => Promise<readonly string[] | undefined>;

export const recordProblem = ({ key, came, expected }: RecordFault, index: number): Problem =>
  problem('record_invalid', { index, key, came: came === '' ? '–' : came, expected });

/** The faults of columns among the problems of one record. */
export const faultsIn = (problems: readonly Problem[]): RecordFault[] =>
  problems
    .filter(({ code }) => code === 'record_invalid')
    .map(({ key, came, expectedZh, expectedEn }) => ({
      key: String(key),
      came: String(came),
      expected: { zh: String(expectedZh), en: String(expectedEn) },
    }));
