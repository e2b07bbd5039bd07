/** The form for a product: every kind of field and rule makes a draft without a fault, and comes back from it as it was typed. */
import { describe, expect, it } from 'vitest';
import { profileFaults } from '../../src/categories/check.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import type { CategoryProfile } from '../../src/categories/rules/definition.ts';
import { additionOf } from '../../web/console/directory/addition.ts';
import { placed } from '../../web/console/directory/faults.ts';
import { baseOf, typedOf } from '../../web/console/directory/filled.ts';
import { swapped } from '../../web/console/directory/parts.tsx';
import type { Earlier } from '../../web/console/directory/rule-rows.ts';
import {
  type FieldTyped,
  forms,
  freshField,
  freshRule,
  freshTyped,
  partOf,
  type RuleTyped,
  reformed,
  type Typed,
} from '../../web/console/directory/typed.ts';

const others = shippedProfiles.filter(({ category }) => category !== 'produce');
const field = (shape: string, more: Partial<FieldTyped> = {}): FieldTyped => ({
  ...freshField,
  shape,
  key: `f_${shape}`,
  zh: `字段 ${shape}`,
  en: `Field ${shape}`,
  ...more,
});
const rule = (test: string, more: Partial<RuleTyped>): RuleTyped => ({
  ...freshRule,
  id: `JY-${test}`,
  zh: `规则 ${test}`,
  en: `Rule ${test}`,
  test,
  hours: test === 'prompt' ? '24' : '',
  repairZh: '请改正',
  repairEn: 'Mend it',
  basis: '通知（示例）',
  ...more,
});
const harvest = produce.stages.find(({ id }) => id === 'harvest')!;
const earlier = new Map<string, Earlier>([
  ['harvest', { fields: harvest.fields.map((each) => ({ ...each, name: each })), example: harvest.example }],
]);

const typed = (more: Partial<Typed> = {}): Typed => ({
  ...freshTyped('2026-07-01'),
  productId: 'rabdosia',
  productZh: '王屋山冬凌草',
  productEn: 'Wangwu Mountain rabdosia',
  source: '通知（示例）',
  chainStages: ['harvest', '*', 'shipping'],
  stageId: 'rabdosia_drying',
  stageZh: '冬凌草晾晒',
  stageEn: 'Rabdosia drying',
  stageSource: '通知（示例）',
  ...more,
});

const drafted = (from: Typed): CategoryProfile => {
  const add = additionOf(from, earlier) as unknown as CategoryProfile;
  const both = (name: 'chains' | 'products' | 'stages' | 'rules') => [...produce[name], ...add[name]];
  return {
    ...produce,
    version: 'draft',
    chains: both('chains'),
    products: both('products'),
    stages: both('stages'),
    rules: both('rules'),
  } as CategoryProfile;
};
const base = baseOf(produce as unknown as Record<string, unknown>);
const own = freshTyped('2026-07-01').fields;

const cases: readonly [string, Partial<Typed>][] = [
  ['a stage without more', {}],
  [
    'a product on a chain that is there, without a stage',
    { chain: 'apple', withStage: false, chainStages: [], stageId: '', stageZh: '', stageEn: '', stageSource: '', from: '' },
  ],
  ['a chain that is there', { chain: 'apple', chainStages: ['*'] }],
  ['a chain with an id of its own', { chainId: 'rabdosia_way' }],
  ['a step of the CBV with a field of its own', { step: 'inspecting', fields: [...own, field('date')] }],
  ...['date', 'flag', 'code', 'party', 'document', 'area', 'text'].map((shape): [string, Partial<Typed>] => [
    `a field of kind ${shape}`,
    { fields: [...own, field(shape)] },
  ]),
  ['a number with limits', { fields: [...own, field('number', { unit: '%', least: '0', most: '100' })] }],
  ['a choice', { fields: [...own, field('choice', { choices: 'a，甲，first\nb，乙，second' })] }],
  [
    'an example of a lot with its amount',
    { fields: own.map((each) => (each.shape === 'outputs' ? { ...each, example: 'urn:x:lot:9，40' } : each)) },
  ],
  [
    'a number within limits',
    {
      fields: [...own, field('number', { least: '0', most: '13.5' })],
      rules: [rule('limit', { field: 'f_number', most: '13' })],
    },
  ],
  [
    'a number of at least',
    { fields: [...own, field('number')], rules: [rule('limit', { field: 'f_number', least: '5', wrong: '2' })] },
  ],
  [
    'values of a choice',
    {
      fields: [...own, field('choice', { choices: 'a，甲，first\nb，乙，second' })],
      rules: [rule('value', { field: 'f_choice', values: 'a' })],
    },
  ],
  ['a flag that must be set', { fields: [...own, field('flag')], rules: [rule('value', { field: 'f_flag', values: '是' })] }],
  ['a number that is used once', { fields: [...own, field('text')], rules: [rule('once', { field: 'f_text' })] }],
  [
    'what must be stated, with a warning',
    { fields: [...own, field('text', { required: false })], rules: [rule('present', { field: 'f_text', severity: 'warn' })] },
  ],
  ['a record in time', { rules: [rule('prompt', {})] }],
  ['a stage before', { rules: [rule('before', { earlier: 'harvest' })] }],
  ['days after a stage', { rules: [rule('interval', { earlier: 'harvest', days: '3' })] }],
];

describe('the form for a product', () => {
  it.each(cases)('makes a draft without a fault of %s, and is filled from it as it was', async (_, more) => {
    const from = typed(more);
    const profile = drafted(from);
    expect(await profileFaults(profile, others)).toEqual([]);
    const { rest, ...again } = typedOf(profile, base);
    const { rest: __, ...before } = from;
    expect(again).toEqual(before);
    expect(Object.values(rest).flat()).toEqual([]);
  });

  it.each(Object.keys(forms))('makes a stage of the form %s', async (form) => {
    const begun = typed();
    const from = { ...begun, ...reformed(begun, form) };
    const profile = drafted(from);
    expect(await profileFaults(profile, others)).toEqual([]);
    expect(typedOf(profile, base).form).toBe(form);
  });

  it('leaves what it has no word for as it stands', () => {
    const profile = drafted(typed());
    const stage = profile.stages.at(-1)!;
    const law = { text: '办法第三条', verified: false };
    const strange = {
      ...stage,
      event: { ...stage.event, disposition: 'in_progress' },
      fields: stage.fields.map((each) => (each.key === 'lot' ? { ...each, law } : each)),
    };
    const odd = { ...produce.rules[0]!, id: 'JY-ODD', stages: [stage.id] };
    const came = { ...profile, stages: [...profile.stages.slice(0, -1), strange], rules: [...profile.rules, odd] };
    const add = additionOf(typedOf(came, base), earlier) as unknown as CategoryProfile;
    expect(add.stages).toEqual([strange]);
    expect(add.rules).toEqual([odd]);
  });

  it.each([
    ['productEn', { productEn: '' }],
    ['stageZh', { stageZh: '' }],
    ['fields.1.key', { fields: own.map((each, i) => (i === 1 ? { ...each, key: '地点' } : each)) }],
    ['fields.2.example', { fields: own.map((each, i) => (i === 2 ? { ...each, example: 'no code' } : each)) }],
    ['fields.3.key', { fields: own.map((each, i) => (i === 3 ? { ...each, key: 'input' } : each)) }],
    ['rules.0.repairZh', { rules: [rule('prompt', { repairZh: '' })] }],
    ['rules.0.hours', { rules: [rule('prompt', { hours: 'soon' })] }],
    ['rules.0.field', { rules: [rule('limit', { field: 'colour', most: '3' })] }],
    [
      'rules.0.wrong',
      { fields: [...own, field('number')], rules: [rule('limit', { field: 'f_number', most: '3', wrong: '2' })] },
    ],
  ] as readonly [string, Partial<Typed>][])('finds the place of a fault at %s', async (name, more) => {
    const from = typed(more);
    const profile = drafted(from);
    const faults = await profileFaults(profile, others);
    expect([...placed(faults, profile, from).keys()]).toEqual([name]);
  });

  const second = partOf(
    typed({
      productId: 'honeysuckle',
      productZh: '金银花',
      productEn: 'Honeysuckle',
      chainStages: ['*', 'rabdosia_drying', 'shipping'],
      stageId: 'flower_picking',
      stageZh: '采花',
      stageEn: 'Picking of flowers',
      form: 'found',
      ...reformed(freshTyped('2026-07-01'), 'found'),
      rules: [rule('prompt', { id: 'JY-second' })],
    }),
  );
  const third = partOf(
    typed({
      withProduct: false,
      ...{ productId: '', productZh: '', productEn: '', source: '', chainStages: ['*'] },
      stageId: 'turning',
      stageZh: '翻晒',
      stageEn: 'Turning',
      form: 'watch',
      ...reformed(freshTyped('2026-07-01'), 'watch'),
    }),
  );

  it('holds several products and stages, in whatever order they are edited', async () => {
    const from = typed({ rules: [rule('prompt', {})], others: [second, third] });
    const profile = drafted(from);
    expect(await profileFaults(profile, others)).toEqual([]);
    const { rest, ...again } = typedOf(profile, base);
    const { rest: _, ...before } = from;
    expect(again).toEqual(before);
    expect(Object.values(rest).flat()).toEqual([]);
    const turned = { ...from, ...swapped(from, 0) };
    expect(partOf(turned)).toEqual(second);
    expect({ ...turned, ...swapped(turned, 0) }).toEqual(from);
    const ids = (each: CategoryProfile): string[] => [...each.products, ...each.stages, ...each.rules].map(({ id }) => id).sort();
    expect(ids(drafted(turned))).toEqual(ids(profile));
  });

  it('names a fault of a part that is not in the form at that part', async () => {
    const from = typed({ others: [third, { ...second, stageZh: '' }] });
    const profile = drafted(from);
    const faults = await profileFaults(profile, others);
    expect([...placed(faults, profile, from).keys()]).toEqual(['others.1']);
    const turned = { ...from, ...swapped(from, 1) };
    expect([...placed(faults, profile, turned).keys()]).toEqual(['stageZh']);
  });
});
