/** Facts held in memory: for the examples of rules, which are tests and documentation. */
import { canonicalUri } from '../../codes/index.ts';
import { epochMicros, prefixesOf } from '../../events/index.ts';
import type { Profile, Stage } from '../definition.ts';
import { plainEvent, recordIn } from '../plain.ts';
import { checkRecord, eventOf, recordContext } from '../record.ts';
import type { Example, Told } from './definition.ts';
import type { FactReader, Past } from './facts.ts';
import { type Situation, thingsIn } from './situation.ts';

/** The stage that is meant, in the profile of the rule or in another one. */
export function stageNamed(name: string, category: string, profiles: readonly Profile[]): { profile: Profile; stage: Stage } {
  const [wanted, id] = name.includes('/') ? (name.split('/') as [string, string]) : [category, name];
  for (const profile of profiles) {
    const stage = profile.category === wanted ? profile.stages.find((each) => each.id === id) : undefined;
    if (stage !== undefined) return { profile, stage };
  }
  throw new RangeError(`no stage ${wanted}/${id}`);
}

const prefixes = prefixesOf(recordContext);

/** A record told by its difference from the example of its stage. Throws RangeError with what is wrong: examples must be right. */
function situationOf(
  { stage: name, but = {}, recorded }: Told,
  category: string,
  profiles: readonly Profile[],
  id: string,
): Situation {
  const { profile, stage } = stageNamed(name, category, profiles);
  const record = Object.fromEntries(Object.entries({ ...stage.example, id, ...but }).filter(([, value]) => value !== null));
  const checked = checkRecord(stage, record);
  if ('faults' in checked) throw new RangeError(`${name}: ${JSON.stringify(checked.faults)}`);
  // As the log gives it back: codes in their canonical spelling.
  const event = plainEvent(eventOf(stage, checked, profile), prefixes);
  return {
    category: profile.category,
    stage,
    record: recordIn(stage, event),
    event,
    at: epochMicros(event.eventTime as string),
    owner: 'https://id.gs1.org/417/6901234000016',
    recorded: epochMicros(recorded ?? (event.eventTime as string)),
  };
}

/** What an example tells: the record that is judged, and the facts before it. */
export function staged(
  example: Example,
  category: string,
  profiles: readonly Profile[],
): { situation: Situation; facts: FactReader } {
  const before = (example.before ?? []).map((told, i) => situationOf(told, category, profiles, `urn:example:before:${i}`));
  return {
    situation: situationOf(example.record, category, profiles, 'urn:example:record'),
    facts: memoryFacts(before, example),
  };
}

export function memoryFacts(records: readonly Situation[], { licences = [], registers = {} }: Partial<Example> = {}): FactReader {
  const all = records.map((told): Past & { things: ReadonlySet<string> } => ({
    eventID: told.event.eventID as string,
    category: told.category,
    stage: told.stage.id,
    at: told.at,
    record: told.record,
    event: told.event,
    things: new Set(
      (['things', 'inputs', 'outputs', 'parent', 'children'] as const)
        .flatMap((at) => thingsIn(told.event, at))
        .map(({ code }) => code),
    ),
  }));
  all.sort((a, b) => a.at - b.at);
  const history = (thing: string, until: number): Past[] => all.filter(({ things, at }) => at <= until && things.has(thing));
  return {
    history,
    states: history,
    ancestors(thing, until) {
      const found = new Set<string>();
      for (let level = [thing]; level.length > 0; ) {
        level = level.flatMap((each) =>
          all
            .filter(({ at, event }) => at <= until && thingsIn(event, 'outputs').some(({ code }) => code === each))
            .flatMap(({ event }) => thingsIn(event, 'inputs').map(({ code }) => code))
            .filter((code) => !found.has(code) && found.add(code)),
        );
      }
      return [...found];
    },
    withValue(stages, field, value, until) {
      return all.filter((past) => past.at <= until && stages.includes(past.stage) && past.record[field] === value);
    },
    licences(party) {
      return licences.filter((each) => canonicalUri(each.party) === party);
    },
    register(name, key) {
      const rows = registers[name] ?? {};
      const wanted = canonicalUri(key);
      return Object.entries(rows).find(([each]) => canonicalUri(each) === wanted)?.[1];
    },
  };
}
