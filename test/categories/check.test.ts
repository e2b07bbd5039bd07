/** What a profile must be before it is published: those that ship are, and each single fault is named with its place. */
import { describe, expect, test } from 'vitest';
import { profileFaults } from '../../src/categories/check.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';

// Through JSON, as it comes from outside.
const copy = (profile: unknown): typeof produce => JSON.parse(JSON.stringify(profile));
const others = (category: string) => shippedProfiles.filter((each) => each.category !== category);

test.each(shippedProfiles)('$category may be published', async (profile) => {
  expect(await profileFaults(copy(profile), others(profile.category))).toEqual([]);
});

type Loose = { [name: string]: Loose } & Loose[];
const harvest = produce.stages.findIndex(({ id }) => id === 'harvest');
const interval = produce.rules.findIndex(({ id }) => id === 'AG-04');

describe('a profile is refused', () => {
  test.each<[string, (profile: Loose) => void, string]>([
    ['that is no object', () => {}, '$'],
    ['without rules', (p) => void delete (p as Record<string, unknown>).rules, 'rules'],
    ['with two stages of one id', (p) => void (p.stages![1]!.id = p.stages![0]!.id!), 'stages[1].id'],
    [
      'with a rule id of another category',
      (p) => void ((p.rules![0] as Record<string, unknown>).id = others('produce').flatMap(({ rules }) => rules)[0]!.id),
      'rules[0].id',
    ],
    ['with a stage without words in Chinese', (p) => void ((p.stages![0] as Record<string, unknown>).zh = ''), 'stages[0].zh'],
    [
      'with a step that is no word and no URI',
      (p) => void ((p.stages![0]!.event as Record<string, unknown>).bizStep = 'harvesting'),
      'stages[0].event.bizStep',
    ],
    [
      'with an action on a transformation',
      (p) => void ((p.stages![harvest]!.event as Record<string, unknown>).action = 'ADD'),
      `stages[${harvest}].event.action`,
    ],
    [
      'with a value of no known kind',
      (p) => void ((p.stages![0]!.fields![0]!.value as Record<string, unknown>).kind = 'colour'),
      'stages[0].fields[0].value.kind',
    ],
    [
      'with a form that is no expression',
      (p) => void ((p.stages![0]!.fields![3] as Record<string, unknown>).value = { kind: 'text', form: '(' }),
      'stages[0].fields[3].value.form',
    ],
    [
      'with two fields of one key',
      (p) => void (p.stages![0]!.fields![1]!.key = p.stages![0]!.fields![0]!.key!),
      'stages[0].fields',
    ],
    [
      'with two fields in one place',
      (p) => void (p.stages![0]!.fields![4]!.slot = p.stages![0]!.fields![3]!.slot!),
      'stages[0].fields[4].slot',
    ],
    [
      'with things in a place the event does not have',
      (p) => void ((p.stages![harvest]!.fields![2]!.slot as Record<string, unknown>).at = 'things'),
      `stages[${harvest}].fields[2].slot`,
    ],
    [
      'with an example that its stage refuses',
      (p) => void ((p.stages![0]!.example as Record<string, unknown>).time = 'soon'),
      'stages[0].example.time',
    ],
    [
      'with a chain of a stage that is not there',
      (p) => void (p.chains![0]!.stages as unknown as string[]).push('melting'),
      'chains[0].stages',
    ],
    [
      'with a product of a chain that is not there',
      (p) => void ((p.products![0] as Record<string, unknown>).chain = 'melting'),
      'products[0].chain',
    ],
    [
      'with a rule of no known kind',
      (p) => void ((p.rules![0]!.test as Record<string, unknown>).kind = 'luck'),
      'rules[0].test.kind',
    ],
    [
      'with a rule that lacks what its kind needs',
      (p) => void delete (p.rules![interval]!.test as Record<string, unknown>).after,
      `rules[${interval}].test.after`,
    ],
    [
      'with a rule that is told more than its kind knows',
      (p) => void ((p.rules![interval]!.test as Record<string, unknown>).colour = 1),
      `rules[${interval}].test.colour`,
    ],
    [
      'with a rule of a field that its stage does not have',
      (p) => void ((p.rules![0]!.test as Record<string, unknown>).field = 'colour'),
      'rules[0].test',
    ],
    [
      'with a rule whose failing example holds',
      (p) => void (p.rules![interval]!.fails = p.rules![interval]!.passes!),
      `rules[${interval}].fails`,
    ],
    [
      'with an example of a stage that is not there',
      (p) => void ((p.rules![interval]!.fails!.record as Record<string, unknown>).stage = 'melting'),
      `rules[${interval}].fails`,
    ],
  ])('%s', async (name, spoil, path) => {
    const spoilt = copy(produce) as unknown as Loose;
    spoil(spoilt);
    const faults = await profileFaults(name === 'that is no object' ? 7 : spoilt, others('produce'));
    expect(faults.map((each) => each.path)).toContain(path);
    for (const fault of faults) expect(fault.expected.length).toBeGreaterThan(3);
  });
});
