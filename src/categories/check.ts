/** Whether a profile may be published: its shape, what its parts say of each other, and every example of its stages and rules, run. */
import { checkEvent } from '../events/index.ts';
import { type ProfileFault, shapeFaults, shownShort } from './check-shape.ts';
import { columnsOf } from './columns.ts';
import type { Field, Slot, Stage } from './definition.ts';
import { stageOf } from './recognise.ts';
import { checkRecord, eventOf, recordOf } from './record.ts';
import type { CategoryProfile, Example, Rule } from './rules/definition.ts';
import { applies, evaluate } from './rules/evaluate.ts';
import { staged } from './rules/memory.ts';
import { fieldsRead } from './rules/parameters.ts';

export type { ProfileFault } from './check-shape.ts';

/** `others`: the profiles of the other categories, which rules may name and events may be taken for. Empty where it may be published. */
export async function profileFaults(came: unknown, others: readonly CategoryProfile[]): Promise<ProfileFault[]> {
  const faults = shapeFaults(came);
  if (faults.length > 0) return faults;
  const profile = came as CategoryProfile;
  const say = (path: string, value: unknown, expected: string): void => {
    faults.push({ path, came: shownShort(value), expected });
  };
  unique(profile, others, say);
  references(profile, say);
  for (const [i, stage] of profile.stages.entries())
    stageFaults(profile, stage, others, (path, ...rest) => say(`stages[${i}]${path}`, ...rest));
  // Examples of rules are told by their difference from those of stages.
  if (faults.length > 0) return faults;
  for (const [i, rule] of profile.rules.entries())
    await ruleFaults(profile, rule, others, (path, ...rest) => say(`rules[${i}]${path}`, ...rest));
  return faults;
}

type Say = (path: string, came: unknown, expected: string) => void;

function unique(profile: CategoryProfile, others: readonly CategoryProfile[], say: Say): void {
  const elsewhere = { rules: others.flatMap(({ rules }) => rules), lists: others.flatMap(({ lists }) => lists) };
  for (const name of ['chains', 'products', 'stages', 'rules', 'registers', 'lists'] as const) {
    const taken = new Set(name === 'rules' || name === 'lists' ? elsewhere[name].map(({ id }) => id) : []);
    for (const [i, { id }] of profile[name].entries()) {
      if (taken.has(id)) say(`${name}[${i}].id`, id, 'an id that nothing else has');
      taken.add(id);
    }
  }
}

function references({ stages, chains, products, rules, registers }: CategoryProfile, say: Say): void {
  const known = new Set(stages.map(({ id }) => id));
  for (const [i, chain] of chains.entries())
    for (const id of chain.stages) if (!known.has(id)) say(`chains[${i}].stages`, id, `a stage: ${[...known].join(', ')}`);
  for (const [i, { chain }] of products.entries())
    if (!chains.some(({ id }) => id === chain))
      say(`products[${i}].chain`, chain, `a chain: ${chains.map(({ id }) => id).join(', ')}`);
  for (const [i, rule] of rules.entries()) {
    if (rule.stages.length === 0) say(`rules[${i}].stages`, rule.stages, 'at least one stage');
    for (const id of rule.stages) if (!known.has(id)) say(`rules[${i}].stages`, id, `a stage: ${[...known].join(', ')}`);
    // Of several stages one may lack what another has.
    const own = stages.filter(({ id }) => rule.stages.includes(id));
    const keys = new Set(own.flatMap(columnsOf).map(({ key }) => key));
    for (const field of [...fieldsRead(rule.test), ...(rule.when ?? []).map((each) => each.field)])
      if (own.length > 0 && !keys.has(field))
        say(`rules[${i}].test`, field, `a field of ${rule.stages.join(', ')}: ${[...keys].join(', ')}`);
    const { register } = rule.test as { register?: string };
    if (register !== undefined && !register.includes('/') && !registers.some(({ id }) => id === register))
      say(`rules[${i}].test.register`, register, `a register: ${registers.map(({ id }) => id).join(', ')}`);
  }
}

/** Places that an event of each type has for things (EPCIS 2.0 §7.4). */
const placesOf: Readonly<Record<string, readonly string[]>> = {
  ObjectEvent: ['things'],
  AggregationEvent: ['parent', 'children'],
  AssociationEvent: ['parent', 'children'],
  TransactionEvent: ['things', 'parent'],
  TransformationEvent: ['inputs', 'outputs', 'transformation'],
};

function slotFault({ event }: Stage, { slot, value }: Field): string | undefined {
  const thingSlots = ['things', 'inputs', 'outputs', 'children', 'parent', 'transformation'];
  if (thingSlots.includes(slot.at)) {
    if (!placesOf[event.type]!.includes(slot.at)) return `a place that a ${event.type} has: ${placesOf[event.type]!.join(', ')}`;
    return value.kind === 'codes' || value.kind === 'amounts' ? undefined : 'a value of kind codes or amounts';
  }
  switch (slot.at) {
    case 'eventTime':
      return value.kind === 'time' ? undefined : 'a value of kind time';
    case 'bizLocation':
    case 'readPoint':
      return value.kind === 'place' ? undefined : 'a value of kind place';
    case 'source':
    case 'destination':
      return ['owning_party', 'possessing_party', 'location'].includes(slot.type) ? undefined : 'a type of source or destination';
    case 'document':
      return typeof slot.type === 'string' && slot.type !== '' ? undefined : 'a type of business transaction';
    case 'certification':
      return undefined;
    case 'ilmd':
      if (!(event.type === 'TransformationEvent' || (event.type === 'ObjectEvent' && event.action === 'ADD')))
        return 'another place: only ADD and transformations have facts of a batch';
      return /^(?:zhuisu|cbvmda):[A-Za-z][\w-]*$/.test(String(slot.name)) ? undefined : 'a name such as zhuisu:spec';
    case 'member':
      return /^zhuisu:[A-Za-z][\w-]*$/.test(String(slot.name)) && !/^zhuisu:(?:category|stage|profile)$/.test(slot.name)
        ? undefined
        : 'a name such as zhuisu:spec';
    case 'sensor':
      return ['value', 'minValue', 'maxValue'].includes(slot.value) && typeof slot.type === 'string' && value.kind === 'number'
        ? undefined
        : 'a measurement: type, uom and value, minValue or maxValue';
    case 'disposition':
      return event.disposition === undefined && value.kind === 'choice'
        ? undefined
        : 'a choice, in a stage without a disposition of its own';
    default:
      return 'a place in the event';
  }
}

/** What two fields may not both say. */
const placeKey = (slot: Slot): string | undefined =>
  slot.at === 'things' || slot.at === 'inputs' || slot.at === 'outputs' || slot.at === 'children'
    ? undefined
    : JSON.stringify(slot);

function stageFaults(profile: CategoryProfile, stage: Stage, others: readonly CategoryProfile[], say: Say): void {
  const before = { count: 0 };
  const told: Say = (...fault) => {
    before.count++;
    say(...fault);
  };
  const keys = new Set<string>(['id']);
  const places = new Set<string>();
  for (const { key } of columnsOf(stage)) {
    if (keys.has(key)) told('.fields', key, 'a key that no other column of the stage has');
    keys.add(key);
  }
  for (const [i, field] of stage.fields.entries()) {
    const fault = slotFault(stage, field);
    if (fault !== undefined) told(`.fields[${i}].slot`, field.slot, fault);
    const place = placeKey(field.slot);
    if (place !== undefined && places.has(place)) told(`.fields[${i}].slot`, field.slot, 'a place that no other field has');
    if (place !== undefined) places.add(place);
  }
  if (!stage.fields.some(({ slot, need }) => slot.at === 'eventTime' && need === 'required'))
    told(
      '.fields',
      stage.fields.map(({ key }) => key),
      'a required field for the time of the event',
    );
  if (before.count > 0) return;
  const checked = checkRecord(stage, stage.example);
  if ('faults' in checked) {
    for (const { key, came, expected } of checked.faults) told(`.example.${key}`, came, `${expected.zh} ${expected.en}`);
    return;
  }
  const event = eventOf(stage, checked, profile);
  for (const { path, came, expected } of checkEvent(event)) told('.example', `${path}: ${came}`, expected);
  if (before.count > 0) return;
  const again = checkRecord(stage, recordOf(stage, event));
  if ('faults' in again) told('.example', again.faults[0], 'a record that is found again in its event');
  const { 'zhuisu:stage': _, ...plain } = event;
  const found = stageOf(plain, [...others.filter(({ category }) => category !== profile.category), profile]);
  if (found !== undefined && found.stage.id !== stage.id)
    told('.event', found.stage.id, 'a form that is not that of another stage: another step, disposition or required field');
}

async function ruleFaults(profile: CategoryProfile, rule: Rule, others: readonly CategoryProfile[], say: Say): Promise<void> {
  const profiles = [profile, ...others.filter(({ category }) => category !== profile.category)];
  const lists = new Map(profiles.flatMap((each) => each.lists).map((list) => [list.id, list]));
  const run = async (name: 'passes' | 'fails', wanted: string): Promise<void> => {
    try {
      const { situation, facts } = staged(rule[name] as Example, profile.category, profiles);
      if (!rule.stages.includes(situation.stage.id)) say(`.${name}.record.stage`, situation.stage.id, 'a stage of the rule');
      else if (!applies(rule, situation)) say(`.${name}`, rule[name].record, 'a record that the rule applies to');
      else {
        const { outcome, told } = await evaluate(rule, situation, { facts, lists });
        if (outcome !== wanted)
          say(`.${name}`, told === undefined ? outcome : `${outcome}: ${told.en}`, `an example for which the rule ${wanted}`);
      }
    } catch (error) {
      say(`.${name}`, (error as Error).message.slice(0, 200), 'an example that can be told');
    }
  };
  await run('passes', 'holds');
  await run('fails', 'fails');
}
