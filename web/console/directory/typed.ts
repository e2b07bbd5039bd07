/** What somebody types to add a product: its entry, its stage with the fields, the rules; texts, as the form holds them. */
import type { EventForm, Field, SimpleRecord, Stage } from '../../../src/categories/definition.ts';
import type { CategoryProfile, Rule } from '../../../src/categories/rules/definition.ts';
import { type Words, words } from '../shell/words.tsx';

export interface FieldTyped {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  /** One of `shapes`, or `kept` for what the form does not change. */
  readonly shape: string;
  readonly required: boolean;
  readonly sees: string;
  readonly unit: string;
  readonly least: string;
  readonly most: string;
  /** A line each: value, Chinese, English. */
  readonly choices: string;
  readonly example: string;
  readonly kept?: { readonly field: Field; readonly example: SimpleRecord };
}

export interface RuleTyped {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** One of `tests`, or `kept`. */
  readonly test: string;
  readonly field: string;
  readonly least: string;
  readonly most: string;
  readonly values: string;
  readonly hours: string;
  readonly earlier: string;
  readonly days: string;
  readonly severity: string;
  readonly repairZh: string;
  readonly repairEn: string;
  readonly basis: string;
  readonly verified: boolean;
  /** A value for which it fails; empty: one is made. */
  readonly wrong: string;
  readonly kept?: Rule;
}

type Rest = Partial<Pick<CategoryProfile, 'chains' | 'products' | 'stages' | 'rules' | 'registers' | 'lists'>>;

export interface Typed {
  /** The day from which the rules hold, YYYY-MM-DD. */
  readonly from: string;
  /** A draft from the interface may add no product; here every one begins with a product. */
  readonly withProduct: boolean;
  readonly productId: string;
  readonly productZh: string;
  readonly productEn: string;
  readonly source: string;
  readonly sourceVerified: boolean;
  /** Id of a chain that is there; empty: one of its own. */
  readonly chain: string;
  /** Of a draft: the id of the chain of its own, where it is not that of the product. */
  readonly chainId: string;
  /** Ids of stages in order; `*` is the stage below. */
  readonly chainStages: readonly string[];
  /** Without a stage of its own the product is recorded by stages that are there; there are no rules then. */
  readonly withStage: boolean;
  readonly stageId: string;
  readonly stageZh: string;
  readonly stageEn: string;
  /** One of `forms`. */
  readonly form: string;
  /** A step of the CBV; empty: one of its own. */
  readonly step: string;
  readonly stageSource: string;
  readonly stageVerified: boolean;
  readonly fields: readonly FieldTyped[];
  readonly rules: readonly RuleTyped[];
  /** The form of the event, where it is none of `forms`. */
  readonly kept?: EventForm;
  /** Of a draft: what the form does not show and leaves as it is. */
  readonly rest: Rest;
  /** Further products and stages of the draft; one at a time is in the form. */
  readonly others: readonly Part[];
}

/** A product with its stage and rules, or one of the two. */
export type Part = Omit<Typed, 'from' | 'rest' | 'others'>;

export function partOf({ from: _, rest: __, others: ___, ...part }: Typed): Part {
  return part;
}

/** As if it were all of the draft. */
export const alone = (part: Part, from: string): Typed => ({ ...part, from, rest: {}, others: [] });

/** What the stage does with things: how its event is made. */
export const forms: Readonly<Record<string, Words & Pick<Stage, 'event'> & { readonly things: readonly string[] }>> = {
  make: {
    ...words('加工：投入变成产出', 'making: what goes in becomes what comes out'),
    event: { type: 'TransformationEvent', bizStep: '', disposition: 'active' },
    things: ['inputs', 'outputs'],
  },
  found: {
    ...words('产出：新的批次出现', 'beginning: a new lot appears'),
    event: { type: 'ObjectEvent', action: 'ADD', bizStep: '', disposition: 'active' },
    things: ['things'],
  },
  watch: {
    ...words('作业或检查：批次不变', 'work or check: the lot stays what it is'),
    event: { type: 'ObjectEvent', action: 'OBSERVE', bizStep: '', disposition: 'active' },
    things: ['things'],
  },
};

/** Kinds of field: those of the first group have their own place in the event, one each. */
export const shapes: Readonly<Record<string, Words & { readonly place?: true }>> = {
  time: { ...words('事件时间', 'time of the event'), place: true },
  place: { ...words('地点', 'place'), place: true },
  inputs: { ...words('投入批次', 'lot that goes in'), place: true },
  outputs: { ...words('产出批次', 'lot that comes out'), place: true },
  things: { ...words('批次', 'lot'), place: true },
  number: words('数值', 'number'),
  text: words('文字', 'text'),
  date: words('日期', 'date'),
  choice: words('选项', 'choice'),
  flag: words('是或否', 'yes or no'),
  code: words('编码', 'code'),
  party: words('单位', 'firm or body'),
  document: words('单据', 'document'),
  area: words('行政区划', 'area'),
};

export const tests: Readonly<Record<string, Words>> = {
  limit: words('数值不低于、不高于', 'a number within limits'),
  value: words('只能是这些值', 'only these values'),
  once: words('不得重复', 'used once'),
  present: words('必须填写', 'must be stated'),
  prompt: words('限时记录', 'recorded in time'),
  before: words('须先有某环节', 'a stage came before'),
  interval: words('距某环节不少于几天', 'so many days after a stage'),
};

export const severities: Readonly<Record<string, Words>> = {
  block: words('拒收', 'refused'),
  alarm: words('收下并告警', 'taken, department told'),
  warn: words('收下并提示', 'taken, recorder told'),
};

export const sights: Readonly<Record<string, Words>> = {
  public: words('公开', 'public'),
  partners: words('上下游', 'partners'),
  authority: words('监管部门', 'authorities'),
  owner: words('仅本企业', 'owner alone'),
};

export const freshField: FieldTyped = {
  key: '',
  zh: '',
  en: '',
  shape: 'number',
  required: true,
  sees: 'public',
  unit: '',
  least: '',
  most: '',
  choices: '',
  example: '',
};

export const freshRule: RuleTyped = {
  id: '',
  zh: '',
  en: '',
  test: 'limit',
  field: '',
  least: '',
  most: '',
  values: '',
  hours: '24',
  earlier: '',
  days: '',
  severity: 'block',
  repairZh: '',
  repairEn: '',
  basis: '',
  verified: false,
  wrong: '',
};

const thing = (shape: string, key: string, zh: string, en: string): FieldTyped => ({
  ...freshField,
  shape,
  key,
  zh,
  en,
  unit: 'KGM',
});
export const thingFields: Readonly<Record<string, FieldTyped>> = {
  inputs: thing('inputs', 'input', '投入批次', 'Lot used'),
  outputs: thing('outputs', 'lot', '产出批次', 'Lot made'),
  things: thing('things', 'lot', '批次', 'Lot'),
};

export const freshTyped = (day: string): Typed => ({
  from: day,
  withProduct: true,
  productId: '',
  productZh: '',
  productEn: '',
  source: '',
  sourceVerified: false,
  chain: '',
  chainId: '',
  chainStages: ['*'],
  withStage: true,
  stageId: '',
  stageZh: '',
  stageEn: '',
  form: 'make',
  step: '',
  stageSource: '',
  stageVerified: false,
  fields: [
    { ...freshField, shape: 'time', key: 'time', zh: '时间', en: 'Time' },
    { ...freshField, shape: 'place', key: 'place', zh: '地点', en: 'Place' },
    thingFields.inputs!,
    thingFields.outputs!,
  ],
  rules: [],
  rest: {},
  others: [],
});

/** The fields of another form of event: those of things make way for its own. */
export const reformed = (typed: Typed, form: string): Partial<Typed> => {
  const { things } = forms[form]!;
  const stay = typed.fields.filter(({ shape }) => !Object.hasOwn(thingFields, shape) || things.includes(shape));
  const missing = things.filter((each) => !stay.some(({ shape }) => shape === each)).map((each) => thingFields[each]!);
  return { form, fields: [...stay.slice(0, 2), ...missing, ...stay.slice(2)] };
};
