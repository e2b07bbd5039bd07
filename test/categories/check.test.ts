/** What a profile must be before it is published: those that ship are, and each single fault is named with its place. */
import { describe, expect, test } from 'vitest';
import { profileFaults } from '../../src/categories/check.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';

const others = (category: string) => shippedProfiles.filter((each) => each.category !== category);

// Through JSON, as it comes from outside.
test.each(shippedProfiles)('$category may be published', async (profile) => {
  expect(await profileFaults(JSON.parse(JSON.stringify(profile)), others(profile.category))).toEqual([]);
});

const harvest = `stages[${produce.stages.findIndex(({ id }) => id === 'harvest')}]`;
const interval = `rules[${produce.rules.findIndex(({ id }) => id === 'AG-04')}]`;
const { passes } = produce.rules.find(({ id }) => id === 'AG-04')!;
const [first] = produce.stages;

/** The profile with one value changed; undefined takes it away. */
function spoilt(path: string, value: unknown): unknown {
  const profile = JSON.parse(JSON.stringify(produce)) as Record<string, unknown>;
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop()!;
  let at: Record<string, unknown> = profile;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  at[last] = value;
  return profile;
}

describe('a profile is refused', () => {
  test.each<[string, string, unknown, string]>([
    ['without rules', 'rules', undefined, 'rules'],
    ['with two stages of one id', 'stages[1].id', first!.id, 'stages[1].id'],
    ['with a rule id of another category', 'rules[0].id', others('produce').flatMap(({ rules }) => rules)[0]!.id, 'rules[0].id'],
    ['with a stage without words in Chinese', 'stages[0].zh', '', 'stages[0].zh'],
    ['with a step that is no word and no URI', 'stages[0].event.bizStep', 'harvesting', 'stages[0].event.bizStep'],
    ['with an action on a transformation', `${harvest}.event.action`, 'ADD', `${harvest}.event.action`],
    ['with a value of no known kind', 'stages[0].fields[0].value.kind', 'colour', 'stages[0].fields[0].value.kind'],
    [
      'with a form that is no expression',
      'stages[0].fields[3].value',
      { kind: 'text', form: '(' },
      'stages[0].fields[3].value.form',
    ],
    ['with two fields of one key', 'stages[0].fields[1].key', first!.fields[0]!.key, 'stages[0].fields'],
    ['with two fields in one place', 'stages[0].fields[4].slot', first!.fields[3]!.slot, 'stages[0].fields[4].slot'],
    ['with things in a place the event does not have', `${harvest}.fields[2].slot.at`, 'things', `${harvest}.fields[2].slot`],
    ['with an example that its stage refuses', 'stages[0].example.time', 'soon', 'stages[0].example.time'],
    ['with a chain of a stage that is not there', 'chains[0].stages[0]', 'melting', 'chains[0].stages'],
    ['with a product of a chain that is not there', 'products[0].chain', 'melting', 'products[0].chain'],
    ['with a rule of no known kind', 'rules[0].test.kind', 'luck', 'rules[0].test.kind'],
    ['with a rule that lacks what its kind needs', `${interval}.test.after`, undefined, `${interval}.test.after`],
    ['with a rule that is told more than its kind knows', `${interval}.test.colour`, 1, `${interval}.test.colour`],
    ['with a rule of a field that its stage does not have', 'rules[0].test.field', 'colour', 'rules[0].test'],
    ['with a rule whose failing example holds', `${interval}.fails`, passes, `${interval}.fails`],
    ['with an example of a stage that is not there', `${interval}.fails.record.stage`, 'melting', `${interval}.fails`],
  ])('%s', async (_, place, value, path) => {
    const faults = await profileFaults(spoilt(place, value), others('produce'));
    expect(faults.map((each) => each.path)).toContain(path);
    for (const fault of faults) expect(fault.expected.length).toBeGreaterThan(3);
  });

  test.each([7, null, [], 'text'])('that is %s', async (value) => {
    expect((await profileFaults(value, [])).map(({ path }) => path)).toEqual(['$']);
  });
});
