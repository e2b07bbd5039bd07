/** Rules about the values of one record. */
import type { DatedList } from '../definition.ts';
import { dayOf, fails, holds, type KindOf, labelOf, timeOf, unknown, words } from '../situation.ts';

export const present: KindOf<'present'> = (test, situation) => {
  const keys = [test.field, ...(test.or ?? [])];
  const stated = ({ record }: typeof situation, key: string): boolean =>
    !(record[key] === undefined || record[key] === '' || (Array.isArray(record[key]) && record[key].length === 0));
  if (keys.some((key) => stated(situation, key))) return holds();
  const labels = keys.map((key) => labelOf(situation, key));
  const [zh, en] = [labels.map((each) => each.zh).join('或'), labels.map((each) => each.en).join(' or ')];
  return fails(words(`缺少${zh}`, `${en} is missing`));
};

export const value: KindOf<'value'> = (test, situation) => {
  const found = situation.record[test.field];
  const { zh, en } = labelOf(situation, test.field);
  if (found === undefined) return unknown(words(`没有写明${zh}`, `${en} is not stated`));
  const values = (Array.isArray(found) ? found : [found]) as (string | boolean)[];
  const wrong = values.find((each) => (test.is !== undefined && !test.is.includes(each)) || test.not?.includes(each));
  if (wrong === undefined) return holds();
  return fails(words(`${zh}为 ${wrong}`, `${en} is ${wrong}`));
};

export const differ: KindOf<'differ'> = ({ fields: [first, second] }, situation) => {
  const { record } = situation;
  if (record[first] === undefined || record[second] === undefined)
    return unknown(words('两项未都写明', 'one of the two is not stated'));
  const [a, b] = [labelOf(situation, first), labelOf(situation, second)];
  return record[first] === record[second] ? fails(words(`${a.zh}与${b.zh}相同`, `${a.en} and ${b.en} are the same`)) : holds();
};

export const agree: KindOf<'agree'> = ({ fields: [first, second], line }, situation) => {
  const [whole, other] = [situation.record[first], situation.record[second]];
  const one = line === undefined || typeof whole !== 'string' ? whole : (whole.split(/\r?\n/)[line - 1]?.trim() ?? '');
  if (one === undefined || other === undefined) return unknown(words('两项未都写明', 'one of the two is not stated'));
  const [a, b] = [labelOf(situation, first), labelOf(situation, second)];
  if (one === other) return holds();
  if (line !== undefined)
    return fails(
      words(`${a.zh}第 ${line} 行为“${one}”，${b.zh}为“${other}”`, `line ${line} of ${a.en} is "${one}", ${b.en} "${other}"`),
    );
  return fails(words(`${a.zh} ${one}，${b.zh} ${other}`, `${a.en} ${one}, ${b.en} ${other}`));
};

/** Names on labels have more in them than the name: a concentration, a form, a second ingredient. */
const names = (text: string, { value, not = [] }: DatedList['entries'][number]): boolean =>
  not.reduce((rest, other) => rest.replaceAll(other, ''), text).includes(value);

export const listed: KindOf<'listed'> = (test, situation, { lists }) => {
  const list = lists.get(test.list);
  if (list === undefined) return unknown(words(`名录 ${test.list} 不存在`, `there is no list ${test.list}`));
  const value = situation.record[test.field];
  const { zh, en } = labelOf(situation, test.field);
  if (value === undefined) return unknown(words(`没有写明${zh}`, `${en} is not stated`));
  const day = dayOf(timeOf(situation));
  const entry = list.entries.find(
    (each) => names(String(value), each) && each.from <= day && (each.until === undefined || day <= each.until),
  );
  if (test.as === 'allowed')
    return entry === undefined ? fails(words(`${value} 不在${list.zh}`, `${value} is not on the list "${list.en}"`)) : holds();
  if (entry === undefined) return holds();
  return fails(
    words(`${entry.value} 自 ${entry.from} 起列入${list.zh}`, `${entry.value} is on the list "${list.en}" since ${entry.from}`),
  );
};

export const contains: KindOf<'contains'> = (test, situation) => {
  const found = situation.record[test.field];
  const has = (Array.isArray(found) ? found : [found]) as unknown[];
  const missing = test.all.filter((each) => !has.includes(each));
  if (missing.length === 0) return holds();
  const kind = situation.stage.fields.find(({ key }) => key === test.field)?.value;
  const choices = kind?.kind === 'choice' ? kind.choices : [];
  const named = missing.map((each) => choices.find(({ value: known }) => known === each) ?? words(each, each));
  const { zh, en } = labelOf(situation, test.field);
  return fails(
    words(`${zh}缺少：${named.map((each) => each.zh).join('、')}`, `${en} lacks ${named.map((each) => each.en).join(', ')}`),
  );
};
