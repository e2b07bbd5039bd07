/** A rule as it is typed and as a category has it, with an example that passes and one that fails; and back. */
import type { Field, SimpleRecord } from '../../../src/categories/definition.ts';
import type { Example, Rule, Test } from '../../../src/categories/rules/definition.ts';
import { choicesOf, flagIn, given, lines, numberIn, shownExample, sorted } from './fields.ts';
import { type FieldTyped, freshRule, type RuleTyped, type Typed, tests } from './typed.ts';

/** Stages of the category that rules name, as the interface describes them. */
export interface Earlier {
  readonly fields: readonly (Omit<Field, 'zh' | 'en'> & { readonly name: object })[];
  readonly example: SimpleRecord;
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

export function ruleOf(rule: RuleTyped, typed: Typed, example: SimpleRecord, earlier: ReadonlyMap<string, Earlier>): object {
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

export function ruleTyped(rule: Rule, typed: Typed, example: SimpleRecord): RuleTyped {
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
  const { when, validUntil, validFrom } = rule;
  const plain =
    Object.hasOwn(tests, test.kind) &&
    when === undefined &&
    validUntil === undefined &&
    validFrom === typed.from &&
    sorted(testOf(made, typed)) === sorted(test);
  if (!plain) return { ...made, test: 'kept', kept: rule };
  // Those of a story are told anew from the stage that came before.
  if (['before', 'interval', 'prompt'].includes(test.kind)) return made;
  const own = sorted([rule.passes, rule.fails]);
  const tries = [{ ...made, wrong: '' }, made];
  const found = tries.find((each) => {
    const { passes, fails } = examplesOf(each, typed, example, undefined);
    return sorted([passes, fails]) === own;
  });
  return found ?? { ...made, test: 'kept', kept: rule };
}
