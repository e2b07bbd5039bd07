/** Rules about who acts, and about what is registered of things: licences, registers. */
import type { Situation } from '../situation.ts';
import {
  dayOf,
  fails,
  holds,
  isStage,
  type KindOf,
  rowsOf,
  shortOf,
  stories,
  thingsIn,
  timeOf,
  unknown,
  words,
} from '../situation.ts';
import { historyBefore, storyOf } from './custody.ts';

interface Party {
  readonly type: string;
  readonly source?: string;
  readonly destination?: string;
}

export function partyOf(party: string, { event, record, owner }: Situation): string | undefined {
  if (party === 'owner') return owner;
  if (party !== 'source' && party !== 'destination') return record[party] as string | undefined;
  return endOf(event, party);
}

function endOf(event: Readonly<Record<string, unknown>>, side: 'source' | 'destination'): string | undefined {
  const list = (event[`${side}List`] ?? []) as readonly Party[];
  return (list.find(({ type }) => type === 'owning_party') ?? list.find(({ type }) => type === 'possessing_party'))?.[side];
}

export const licence: KindOf<'licence'> = (test, situation, { facts }) => {
  const party = partyOf(test.party, situation);
  if (party === undefined) return unknown(words('不知道是哪家企业', 'the firm is not known'));
  const day = dayOf(timeOf(situation));
  const held = facts.licences(party, day).filter(({ scheme }) => test.schemes.includes(scheme));
  const valid = held.filter(({ status, from, until }) => status === 'valid' && from <= day && day <= until);
  const wanted = test.scopeField === undefined ? test.scope : situation.record[test.scopeField];
  if (test.scopeField !== undefined && typeof wanted !== 'string')
    return unknown(words('没有写明许可范围', 'what the licence must cover is not stated'));
  const fit = valid.find(
    ({ scope, number }) =>
      wanted === undefined || scope.includes(wanted as string) || (test.begins !== undefined && number.startsWith(test.begins)),
  );
  if (fit !== undefined) return holds(words(`${fit.number}，有效至 ${fit.until}`, `${fit.number}, valid until ${fit.until}`));
  const [narrow] = valid;
  if (narrow !== undefined)
    return fails(words(`许可 ${narrow.number} 不含 ${wanted}`, `licence ${narrow.number} does not cover ${wanted}`));
  const [lapsed] = held;
  if (lapsed === undefined) return fails(words(`${day} 没有登记此类许可`, `no such licence is registered for ${day}`));
  const { number, status, from, until } = lapsed;
  return fails(words(`许可 ${number}：${status}，${from} 至 ${until}`, `licence ${number}: ${status}, ${from} to ${until}`));
};

export const holder: KindOf<'holder'> = (test, situation, { facts }) => {
  const party = partyOf(test.party, situation);
  if (party === undefined) return unknown(words('不知道是哪家企业', 'the firm is not known'));
  let known = false;
  const history = historyBefore(situation, (thing, until) => facts.history(thing, until));
  const told = test.contained
    ? thingsIn(situation.event, test.of).map(({ code }) => ({ code, past: storyOf(code, history) }))
    : stories(test.of, situation, facts);
  for (const { code, past } of told) {
    const last = past.findLast((each) => isStage(each, test.moves, situation.category));
    if (last === undefined) continue;
    known = true;
    const held = endOf(last.event, 'destination');
    if (held !== party && !(held !== undefined && facts.same?.(held, party)))
      return fails(words(`${code} 登记在 ${held ?? '他处'}`, `${code} is held by ${held ?? 'another'}`), [last.eventID]);
  }
  return known ? holds() : unknown(words('没有流向记录', 'no record says who holds them'));
};

/** Registers have codes and numbers as people write them, records have their URIs. */
const saysSame = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === 'string' && typeof other === 'string' && shortOf(one) === shortOf(other));

export const register: KindOf<'register'> = (test, situation, { facts }) => {
  for (const { key, row } of rowsOf(test.register, test.of, situation, facts)) {
    const value = row?.[test.column];
    if (value === undefined) {
      const told = words(`${key} 没有登记`, `${key} is not registered`);
      return test.known ? fails(told) : unknown(told);
    }
    const wanted = test.equalsField === undefined ? test.is : [situation.record[test.equalsField] as string];
    if (wanted !== undefined && !wanted.some((each) => saysSame(each, value)))
      return fails(words(`登记为 ${value}，应为 ${wanted.join('、')}`, `registered as ${value}, expected ${wanted.join(', ')}`));
  }
  return holds();
};
