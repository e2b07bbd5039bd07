/** Faults that the check found, each at the field of the form that it speaks of. */

import type { CategoryProfile } from '../../../src/categories/rules/definition.ts';
import type { draftChecked } from '../../../src/contract/records.ts';
import type { Infer } from '../../../src/events/schema.ts';
import { type Words, words } from '../shell/words.tsx';
import { idsOf } from './addition.ts';
import { alone, type Typed } from './typed.ts';

export type Fault = Infer<typeof draftChecked>['faults'][number];

/** By the name of the field; what belongs to none stands under the empty name. */
export type Faults = ReadonlyMap<string, readonly Fault[]>;

export function placed(faults: readonly Fault[], profile: CategoryProfile, typed: Typed): Faults {
  const by = new Map<string, Fault[]>();
  for (const fault of faults) {
    const here = placeOf(fault, profile, typed);
    // What belongs to a part that is not in the form stands at that part.
    const at = here === '' ? typed.others.findIndex((part) => placeOf(fault, profile, alone(part, typed.from)) !== '') : -1;
    const name = at < 0 ? here : `others.${at}`;
    by.set(name, [...(by.get(name) ?? []), fault]);
  }
  return by;
}

function placeOf({ path, came }: Fault, profile: CategoryProfile, typed: Typed): string {
  const [, list, index, rest = ''] = /^(chains|products|stages|rules)\[(\d+)\]\.?(.*)$/.exec(path) ?? [];
  if (list === undefined) return '';
  const id = profile[list as 'chains'][Number(index)]?.id ?? '';
  const own = idsOf(typed);
  if (list === 'products') return id === own.product ? (productPlaces[rest] ?? 'productId') : '';
  if (list === 'chains') return id === own.chain ? (chainPlaces[rest] ?? 'productId') : '';
  if (list === 'stages') return id === own.stage ? stagePlace(rest, came, typed) : '';
  const rule = typed.rules.findIndex((each) => each.id.trim() === id);
  return rule < 0 ? '' : `rules.${rule}.${rulePlace(rest, typed.rules[rule]!.test)}`;
}

const productPlaces: Readonly<Record<string, string>> = {
  id: 'productId',
  zh: 'productZh',
  en: 'productEn',
  chain: 'chain',
  'source.text': 'source',
};
const chainPlaces: Readonly<Record<string, string>> = {
  id: 'productId',
  zh: 'productZh',
  en: 'productEn',
  stages: 'chainStages',
};

function stagePlace(rest: string, came: string, { fields }: Typed): string {
  const [, index, member = ''] = /^fields\[(\d+)\]\.?(.*)$/.exec(rest) ?? [];
  if (index !== undefined) {
    const last = member.replace(/^value\.?/, '').split(/[.[]/)[0]!;
    return `fields.${index}.${['zh', 'en', 'least', 'most', 'unit', 'choices'].includes(last) ? last : 'key'}`;
  }
  const [, key] = /^example\.(.*)$/.exec(rest) ?? [];
  if (key !== undefined) {
    const found = fields.findIndex((each) => [each.key, `${each.key}Quantity`, `${each.key}Unit`].includes(key));
    return found < 0 ? 'stageId' : `fields.${found}.example`;
  }
  if (rest === 'fields') {
    const twice = fields.findLastIndex(({ key: own }) =>
      [own, `${own}Quantity`, `${own}Unit`].some((each) => came === JSON.stringify(each)),
    );
    return twice < 0 ? 'form' : `fields.${twice}.key`;
  }
  const places: Readonly<Record<string, string>> = { zh: 'stageZh', en: 'stageEn', 'source.text': 'stageSource' };
  return places[rest] ?? (rest.startsWith('event') ? 'step' : 'stageId');
}

function rulePlace(rest: string, test: string): string {
  if (rest.startsWith('fails')) return ['limit', 'value'].includes(test) ? 'wrong' : 'test';
  const places: Readonly<Record<string, string>> = {
    zh: 'zh',
    en: 'en',
    severity: 'severity',
    'repair.zh': 'repairZh',
    'repair.en': 'repairEn',
    'basis.text': 'basis',
    id: 'id',
    test: 'field',
    'test.field': 'field',
    'test.least': 'least',
    'test.most': 'most',
    'test.is': 'values',
    'test.hours': 'hours',
    'test.days': 'days',
    'test.needs': 'earlier',
    'test.after': 'earlier',
  };
  return places[rest] ?? (rest.startsWith('test') || rest.startsWith('passes') ? 'test' : 'id');
}

const called: Readonly<Record<string, Words>> = {
  productId: words('产品代码', 'code of the product'),
  productZh: words('产品中文名称', 'Chinese name of the product'),
  productEn: words('产品英文名称', 'English name of the product'),
  source: words('列入名录的依据', 'source of the entry'),
  from: words('适用日期', 'day from which it holds'),
  chain: words('链条', 'chain'),
  chainStages: words('链条的环节', 'stages of the chain'),
  stageId: words('环节标识', 'id of the stage'),
  stageZh: words('环节中文名称', 'Chinese name of the stage'),
  stageEn: words('环节英文名称', 'English name of the stage'),
  stageSource: words('环节依据', 'source of the stage'),
  form: words('批次发生什么', 'what happens to lots'),
  step: words('业务步骤', 'business step'),
  key: words('键', 'key'),
  zh: words('中文', 'Chinese'),
  en: words('英文', 'English'),
  example: words('示例', 'example'),
  least: words('下限', 'least'),
  most: words('上限', 'most'),
  unit: words('单位', 'unit'),
  choices: words('选项', 'choices'),
  id: words('编号', 'id'),
  test: words('要求', 'what must hold'),
  field: words('字段', 'field'),
  values: words('允许的值', 'values'),
  hours: words('小时', 'hours'),
  days: words('天数', 'days'),
  earlier: words('哪个环节', 'which stage'),
  severity: words('不符合时', 'where it fails'),
  repairZh: words('怎么改正', 'what to do, in Chinese'),
  repairEn: words('怎么改正（英文）', 'what to do, in English'),
  basis: words('法律依据', 'legal basis'),
  wrong: words('不合格的例', 'a value that fails'),
};

/** The input of that name as people call it: `字段 3 含水率 英文`. */
export function calledOf(name: string, typed: Typed): Words {
  const [, other] = /^others\.(\d+)$/.exec(name) ?? [];
  const part = other === undefined ? undefined : typed.others[Number(other)];
  if (part !== undefined) return words(`“${part.stageZh || part.productZh}”`, part.stageEn || part.productEn);
  const [, list, index, member = name] = /^(fields|rules)\.(\d+)\.(.*)$/.exec(name) ?? [];
  const { zh, en } = called[member] ?? words(member, member);
  if (list === undefined) return words(zh, en);
  const row = typed[list as 'fields'][Number(index)];
  const at = Number(index) + 1;
  return list === 'fields'
    ? words(`字段 ${at} ${row?.zh ?? ''} ${zh}`, `field ${at}: ${en}`)
    : words(`规则 ${at} ${row?.zh ?? ''} ${zh}`, `rule ${at}: ${en}`);
}

/** What the check expects, in Chinese where it always says the same. */
const expectations: readonly (readonly [RegExp, string])[] = [
  [/^a text of up to (\d+) characters$/, '1 至 $1 字的文字'],
  [/^an id: .*$/, '小写字母开头的标识：a–z、0–9、_'],
  [/^an id such as .*$/, '编号，如 AG-04：字母、数字、点、横线'],
  [/^an id that nothing else has$/, '没有用过的标识'],
  [/^a key: letters and digits$/, '字母开头的键：字母、数字、_'],
  [/^a key that no other column of the stage has$/, '本环节其他字段没有用过的键'],
  [/^a list of texts$/, '至少一个值'],
  [/^a list of values$/, '至少一个值'],
  [/^a text$/, '已填写的值'],
  [/^a day.*$/, '日期，如 2026-05-01'],
  [/^a number.*$/, '一个数'],
  [/^a member of .*$/, '一个数，或留空'],
  [/^a value: it is required$/, '必填'],
  [/^an example for which the rule fails$/, '规则会判为不合格的例'],
  [/^an example for which the rule holds$/, '规则会判为合格的例'],
  [/^a field of .*: (.*)$/, '本环节的字段：$1'],
  [/^a stage: .*$/, '本类别的环节'],
  [/^a required field for the time of the event$/, '一个必填的事件时间'],
  [/^a form that is not that of another stage.*$/, '与其他环节不同的业务步骤或必填字段'],
];

export function toldFault({ came, expected }: Fault): Words {
  const found = expectations.find(([form]) => form.test(expected));
  const zh = found === undefined ? expected : expected.replace(...(found as [RegExp, string]));
  const none = ['""', 'nothing', '[]'].includes(came);
  return words(
    `应为 ${zh}；${none ? '尚未填写' : `收到 ${came}`}`,
    `expected ${expected}; ${none ? 'nothing stated' : `came ${came}`}`,
  );
}
