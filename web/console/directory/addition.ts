/** From what was typed to what the interface takes, with examples that pass and fail; and back from a draft to the form. */
import type { Field, Kind, SimpleRecord, Slot, Stage } from '../../../src/categories/definition.ts';
import type { CategoryProfile, Example, Rule, Test } from '../../../src/categories/rules/definition.ts';
import { type FieldTyped, forms, freshField, freshRule, freshTyped, type RuleTyped, shapes, type Typed, tests } from './typed.ts';

const ownStep = (id: string): string => `urn:zhuisu:voc:${id}`;
const lines = (text: string): string[] =>
  text
    .split(/[\n,，;；]+/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
/** What is no number stays as it was typed, so that the check names it. */
const numberIn = (text: string): number => (Number.isFinite(Number(text)) ? Number(text) : (text as unknown as number));
const given = (text: string): boolean => text.trim() !== '';
const amounts = ['inputs', 'outputs', 'things'];

function choicesOf(text: string): { value: string; zh: string; en: string }[] {
  return text
    .split('\n')
    .filter(given)
    .map((line) => {
      const [value = '', zh = value, en = zh] = line.split(/[,，|\t]+/).map((each) => each.trim());
      return { value, zh, en };
    });
}

function kindOf({ shape, unit, least, most, choices }: FieldTyped): Kind {
  const limits = {
    ...(given(least) ? { least: numberIn(least) } : {}),
    ...(given(most) ? { most: numberIn(most) } : {}),
  };
  switch (shape) {
    case 'number':
      return { kind: 'number', ...limits, ...(given(unit) ? { unit } : {}) };
    case 'text':
      return { kind: 'text', ...(given(most) ? { most: numberIn(most) } : {}) };
    case 'choice':
      return { kind: 'choice', choices: choicesOf(choices) };
    case 'code':
      return { kind: 'codes' };
    case 'inputs':
    case 'outputs':
    case 'things':
      return { kind: 'amounts', units: [unit || 'KGM'], ...(shape === 'inputs' ? {} : { counted: true }) };
    default:
      return { kind: shape } as Kind;
  }
}

function slotOf({ shape, key }: FieldTyped): Slot {
  if (shape === 'time') return { at: 'eventTime' };
  if (shape === 'place') return { at: 'bizLocation' };
  if (amounts.includes(shape)) return { at: shape } as Slot;
  return { at: 'member', name: `zhuisu:${key}` };
}

const fieldOf = (typed: FieldTyped): Field =>
  typed.kept ?? {
    key: typed.key,
    zh: typed.zh,
    en: typed.en,
    value: kindOf(typed),
    slot: slotOf(typed),
    need: typed.required ? 'required' : 'optional',
    sees: typed.sees as Field['sees'],
  };

/** The values of one field in the example: what was typed, else one that the rules let pass. */
function exampleOf(field: FieldTyped, { from, rules, stageId }: Typed): SimpleRecord {
  const own = rules.filter((rule) => rule.field === field.key);
  const allowed = own.find(({ test }) => test === 'value');
  const limit = own.find(({ test }) => test === 'limit');
  const text = field.example.trim();
  const otherwise = (value: string): SimpleRecord => ({ [field.key]: text || value });
  switch (field.shape) {
    case 'time':
      return otherwise(`${from}T10:00:00+08:00`);
    case 'place':
      return otherwise('https://id.gs1.org/414/6901234000016');
    case 'party':
      return otherwise('https://id.gs1.org/417/6901234000016');
    case 'inputs':
    case 'outputs':
    case 'things':
      return {
        ...otherwise(`urn:zhuisu:lot:91419001MA3X000102:${stageId || 'lot'}:${field.shape}-1`),
        [`${field.key}Quantity`]: 100,
        [`${field.key}Unit`]: field.unit || 'KGM',
      };
    case 'code':
      return otherwise(`urn:zhuisu:lot:91419001MA3X000102:${stageId || 'lot'}:${field.key}-1`);
    case 'number': {
      const made = [limit?.most, limit?.least, field.most, field.least, '1'].find((each) => each !== undefined && given(each));
      return { [field.key]: numberIn(text || made!) };
    }
    case 'flag':
      return { [field.key]: flagIn(text || lines(allowed?.values ?? '')[0] || '是') };
    case 'choice': {
      const choices = choicesOf(field.choices);
      const wanted = text || lines(allowed?.values ?? '')[0];
      return {
        [field.key]: choices.find(({ value, zh }) => value === wanted || zh === wanted)?.value ?? wanted ?? choices[0]?.value,
      };
    }
    case 'date':
      return otherwise(from);
    case 'area':
      return otherwise('419001101');
    case 'document':
      return otherwise('DOC-1');
    default:
      return otherwise(lines(allowed?.values ?? '')[0] ?? 'A-1');
  }
}

const flagIn = (text: string): boolean => /^(?:是|真|true|yes|1)$/i.test(text);

/** Stages of the category that rules name, as the interface describes them. */
export interface Earlier {
  readonly fields: readonly (Omit<Field, 'zh' | 'en'> & { readonly name: object })[];
  readonly example: SimpleRecord;
}

export interface Addition {
  readonly chains: readonly unknown[];
  readonly products: readonly unknown[];
  readonly stages: readonly unknown[];
  readonly rules: readonly unknown[];
  readonly registers: readonly unknown[];
  readonly lists: readonly unknown[];
}

/** The id that a product, chain and stage have where none is typed. */
export const slug = (en: string): string =>
  en
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
    .slice(0, 60);

export const idsOf = (typed: Typed): { readonly product: string; readonly stage: string; readonly chain: string } => {
  const product = typed.productId.trim() || slug(typed.productEn);
  return {
    product,
    stage: typed.stageId.trim() || slug(typed.stageEn),
    chain: typed.chain || product.replace(/[^a-z0-9_]/g, '_'),
  };
};

export function additionOf(typed: Typed, earlier: ReadonlyMap<string, Earlier>): Addition {
  const { rest } = typed;
  const { product, stage, chain } = idsOf(typed);
  const named = { ...typed, stageId: stage };
  const example = typed.kept?.example ?? Object.assign({}, ...typed.fields.map((field) => exampleOf(field, named)));
  const step = typed.step || ownStep(stage);
  return {
    chains: [
      ...(rest.chains ?? []),
      ...(typed.chain === ''
        ? [
            {
              id: chain,
              zh: typed.productZh,
              en: typed.productEn,
              stages: typed.chainStages.map((each) => (each === '*' ? stage : each)),
            },
          ]
        : []),
    ],
    products: [
      ...(rest.products ?? []),
      {
        id: product,
        zh: typed.productZh,
        en: typed.productEn,
        chain,
        source: { text: typed.source, verified: typed.sourceVerified },
      },
    ],
    stages: [
      ...(rest.stages ?? []),
      {
        id: stage,
        zh: typed.stageZh,
        en: typed.stageEn,
        event: typed.kept?.event ?? { ...forms[typed.form]!.event, bizStep: step },
        fields: typed.fields.map(fieldOf),
        example,
        source: { text: typed.stageSource || typed.source, verified: typed.stageVerified },
      },
    ],
    rules: [...(rest.rules ?? []), ...typed.rules.map((rule) => ruleOf(rule, named, example, earlier))],
    registers: rest.registers ?? [],
    lists: rest.lists ?? [],
  };
}

const whichOf = ({ fields }: Typed): 'inputs' | 'things' =>
  fields.some(({ shape }) => shape === 'inputs') ? 'inputs' : 'things';

function testOf(rule: RuleTyped, typed: Typed): Test {
  const { field } = rule;
  switch (rule.test) {
    case 'limit':
      return {
        kind: 'limit',
        field,
        ...(given(rule.least) ? { least: numberIn(rule.least) } : {}),
        ...(given(rule.most) ? { most: numberIn(rule.most) } : {}),
      };
    case 'value': {
      const shape = typed.fields.find(({ key }) => key === field);
      const choices = choicesOf(shape?.choices ?? '');
      const is = lines(rule.values).map((each) =>
        shape?.shape === 'flag' ? flagIn(each) : (choices.find(({ zh }) => zh === each)?.value ?? each),
      );
      return { kind: 'value', field, is };
    }
    case 'once':
      return { kind: 'once', field, stages: [typed.stageId] };
    case 'present':
      return { kind: 'present', field };
    case 'prompt':
      return { kind: 'prompt', hours: numberIn(rule.hours) };
    case 'before':
      return { kind: 'before', of: whichOf(typed), needs: [rule.earlier] };
    default:
      return { kind: 'interval', of: whichOf(typed), after: [rule.earlier], days: numberIn(rule.days) };
  }
}

function ruleOf(rule: RuleTyped, typed: Typed, example: SimpleRecord, earlier: ReadonlyMap<string, Earlier>): object {
  if (rule.kept !== undefined) return rule.kept;
  return {
    id: rule.id.trim(),
    zh: rule.zh,
    en: rule.en,
    severity: rule.severity,
    stages: [typed.stageId],
    validFrom: typed.from,
    test: testOf(rule, typed),
    repair: { zh: rule.repairZh, en: rule.repairEn },
    basis: { text: rule.basis, verified: rule.verified },
    ...examplesOf(rule, typed, example, earlier.get(rule.earlier)),
  };
}

/** A value beyond the limit, within what the field may hold. */
function beyond(rule: RuleTyped, field: FieldTyped | undefined): number {
  if (given(rule.wrong)) return numberIn(rule.wrong);
  if (given(rule.most)) {
    const most = Number(rule.most);
    return field !== undefined && given(field.most) && Number(field.most) < most + 1 ? (most + Number(field.most)) / 2 : most + 1;
  }
  const least = Number(rule.least);
  return field !== undefined && given(field.least) && Number(field.least) > least - 1
    ? (least + Number(field.least)) / 2
    : least - 1;
}

function examplesOf(
  rule: RuleTyped,
  typed: Typed,
  example: SimpleRecord,
  earlier: Earlier | undefined,
): { readonly passes: Example; readonly fails: Example } {
  const stage = typed.stageId;
  const field = typed.fields.find(({ key }) => key === rule.field);
  const passes = { record: { stage } };
  const but = (value: unknown): { passes: Example; fails: Example } => ({
    passes,
    fails: { record: { stage, but: { [rule.field]: value } } },
  });
  switch (rule.test) {
    case 'limit':
      return but(beyond(rule, field));
    case 'value': {
      const test = testOf(rule, typed) as { is: readonly unknown[] };
      const others = choicesOf(field?.choices ?? '').filter(({ value }) => !test.is.includes(value));
      return but(field?.shape === 'flag' ? !test.is[0] : rule.wrong.trim() || (others[0]?.value ?? 'B-2'));
    }
    case 'once':
      return { passes, fails: { before: [{ stage }], record: { stage } } };
    case 'present':
      return but(null);
    case 'prompt': {
      const time = typed.fields.find(({ shape }) => shape === 'time')?.key ?? 'time';
      const after = (hours: number): string => {
        const at = new Date(Date.parse(String(example[time])) + hours * 3_600_000);
        return Number.isNaN(at.getTime()) ? '' : at.toISOString();
      };
      return {
        passes: { record: { stage, recorded: after(0) } },
        fails: { record: { stage, recorded: after(Number(rule.hours) + 1) } },
      };
    }
    default:
      return storyOf(rule, typed, example, earlier);
  }
}

const dayMillis = 86_400_000;

/** The record of the earlier stage and, of the same thing, that of this one. */
function storyOf(
  rule: RuleTyped,
  typed: Typed,
  example: SimpleRecord,
  earlier: Earlier | undefined,
): { readonly passes: Example; readonly fails: Example } {
  const stage = typed.stageId;
  if (earlier === undefined) return { passes: { record: { stage } }, fails: { record: { stage } } };
  const made = earlier.fields.find(({ slot }) => ['outputs', 'things', 'children'].includes(slot.at));
  const own = typed.fields.find(({ shape }) => shape === whichOf(typed))?.key ?? '';
  const time = earlier.fields.find(({ slot }) => slot.at === 'eventTime')?.key ?? 'time';
  const came = made === undefined ? undefined : [earlier.example[made.key]].flat()[0];
  const code = typeof came === 'object' && came !== null ? (came as { code?: unknown }).code : came;
  const ownTime = typed.fields.find(({ shape }) => shape === 'time')?.key ?? 'time';
  const at = (days: number): string => new Date((Date.parse(String(example[ownTime])) || 0) - days * dayMillis).toISOString();
  const record = { stage, but: { [own]: code } };
  const before = (days: number): Example => ({ before: [{ stage: rule.earlier, but: { [time]: at(days) } }], record });
  return rule.test === 'before'
    ? { passes: before(1), fails: { record } }
    : { passes: before(Number(rule.days) + 1), fails: before(0.01) };
}

/** Ids of what stood in the version that a draft began from, with what can be compared of it. */
export type Base = Readonly<
  Record<'chains' | 'products' | 'stages' | 'rules' | 'registers' | 'lists', ReadonlyMap<string, string>>
>;

type Listed = { readonly id: string; readonly name?: { zh: string; en: string }; readonly [other: string]: unknown };

const compared = (name: keyof Base, each: Listed): string => {
  const { zh, en } = each.name ?? (each as unknown as { zh: string; en: string });
  const { chain, source, stages, severity, basis, bizStep, event, entries } = each as Record<string, unknown>;
  const more = {
    chains: stages,
    products: [chain, source],
    stages: bizStep ?? (event as Stage['event'] | undefined)?.bizStep,
    rules: [severity, stages, basis],
    registers: '',
    lists: entries,
  }[name];
  return JSON.stringify([zh, en, more]);
};

const names = ['chains', 'products', 'stages', 'rules', 'registers', 'lists'] as const;

export const baseOf = (described: Readonly<Record<string, unknown>>): Base =>
  Object.fromEntries(
    names.map((name) => [
      name,
      new Map(((described[name] ?? []) as Listed[]).map((each) => [each.id, compared(name, each)] as const)),
    ]),
  ) as unknown as Base;

/** What a draft has that its base has not, as the form shows it; undefined where it adds no product with a stage. */
export function typedOf(profile: CategoryProfile, base: Base): Typed {
  const added = Object.fromEntries(
    names.map((name) => [
      name,
      (profile[name] as unknown as readonly Listed[]).filter((each) => base[name].get(each.id) !== compared(name, each)),
    ]),
  ) as unknown as CategoryProfile;
  const product = added.products[0];
  const chain = added.chains.find(({ id }) => id === product?.chain);
  const stage = added.stages[0];
  const own = added.rules.filter(({ stages }) => stages.length === 1 && stages[0] === stage?.id);
  const from = own[0]?.validFrom ?? String(stage?.example.time ?? '').slice(0, 10);
  const fresh = freshTyped(from);
  const form = Object.entries(forms).find(
    ([, { event }]) =>
      event.type === stage?.event.type && event.action === stage.event.action && event.disposition === stage.event.disposition,
  )?.[0];
  const fields = stage?.fields.map((field) => fieldTyped(field, stage)) ?? fresh.fields;
  return {
    ...fresh,
    productId: product?.id ?? '',
    productZh: product?.zh ?? '',
    productEn: product?.en ?? '',
    source: product?.source.text ?? '',
    sourceVerified: product?.source.verified ?? false,
    chain: product === undefined || chain !== undefined ? '' : product.chain,
    chainStages: (chain?.stages ?? ['*']).map((each) => (each === stage?.id ? '*' : each)),
    stageId: stage?.id ?? '',
    stageZh: stage?.zh ?? '',
    stageEn: stage?.en ?? '',
    form: form ?? 'make',
    step: stage === undefined || stage.event.bizStep === ownStep(stage.id) ? '' : stage.event.bizStep,
    stageSource: stage?.source.text ?? '',
    stageVerified: stage?.source.verified ?? false,
    fields,
    rules: own.map((rule) => ruleTyped(rule, from)),
    ...(stage === undefined || form !== undefined ? {} : { kept: { event: stage.event, example: stage.example } }),
    rest: {
      ...added,
      products: added.products.filter((each) => each !== product),
      chains: added.chains.filter((each) => each !== chain),
      stages: added.stages.filter((each) => each !== stage),
      rules: added.rules.filter((each) => !own.includes(each)),
    },
  };
}

function fieldTyped(field: Field, stage: Stage): FieldTyped {
  const { key, zh, en, value, slot, need, sees } = field;
  const loose = value as Readonly<Record<string, unknown>>;
  const told = (name: string): string => (loose[name] === undefined ? '' : String(loose[name]));
  const shape =
    slot.at === 'eventTime'
      ? 'time'
      : slot.at === 'bizLocation'
        ? 'place'
        : amounts.includes(slot.at)
          ? slot.at
          : value.kind === 'codes'
            ? 'code'
            : value.kind;
  const made: FieldTyped = {
    ...freshField,
    key,
    zh,
    en,
    shape,
    required: need === 'required',
    sees,
    unit: value.kind === 'amounts' ? (value.units[0] ?? '') : told('unit'),
    least: told('least'),
    most: told('most'),
    choices: value.kind === 'choice' ? value.choices.map((each) => [each.value, each.zh, each.en].join('，')).join('\n') : '',
    example: [stage.example[key]].flat().map(shownExample).join('，'),
  };
  // What the form would write otherwise than it stands is left as it is.
  const same = Object.hasOwn(shapes, shape) && sorted(fieldOf(made)) === sorted(field);
  return same ? made : { ...made, shape: 'kept', kept: field };
}

const shownExample = (value: unknown): string =>
  value === undefined
    ? ''
    : typeof value === 'boolean'
      ? value
        ? '是'
        : '否'
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

function ruleTyped(rule: Rule, from: string): RuleTyped {
  const { test } = rule;
  const loose = test as Readonly<Record<string, unknown>>;
  const told = (name: string): string => (['string', 'number'].includes(typeof loose[name]) ? String(loose[name]) : '');
  const wrong = rule.fails.record.but?.[told('field')];
  const made: RuleTyped = {
    ...freshRule,
    id: rule.id,
    zh: rule.zh,
    en: rule.en,
    test: test.kind,
    field: told('field'),
    least: told('least'),
    most: told('most'),
    values: test.kind === 'value' ? (test.is ?? []).map(shownExample).join('，') : '',
    hours: told('hours'),
    earlier: test.kind === 'before' ? (test.needs?.[0] ?? '') : test.kind === 'interval' ? (test.after[0] ?? '') : '',
    days: told('days'),
    severity: rule.severity,
    repairZh: rule.repair.zh,
    repairEn: rule.repair.en,
    basis: rule.basis.text,
    verified: rule.basis.verified,
    wrong: wrong === undefined || wrong === null ? '' : shownExample(wrong),
  };
  const plain =
    Object.hasOwn(tests, test.kind) &&
    rule.when === undefined &&
    rule.validUntil === undefined &&
    rule.validFrom === from &&
    !Object.values(loose).some((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
  return plain ? made : { ...made, test: 'kept', kept: rule };
}
