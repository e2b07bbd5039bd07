/** Rules about who acts, and about what is registered of things: licences, registers. */
import type { Situation } from '../situation.ts';
import { dayOf, fails, holds, type KindOf, keysOf, timeOf, unknown, words } from '../situation.ts';

interface Party {
  readonly type: string;
  readonly source?: string;
  readonly destination?: string;
}

export function partyOf(party: string, { event, record, owner }: Situation): string | undefined {
  if (party === 'owner') return owner;
  if (party !== 'source' && party !== 'destination') return record[party] as string | undefined;
  const list = (event[`${party}List`] ?? []) as readonly Party[];
  return (list.find(({ type }) => type === 'owning_party') ?? list.find(({ type }) => type === 'possessing_party'))?.[party];
}

export const licence: KindOf<'licence'> = async (test, situation, { facts }) => {
  const party = partyOf(test.party, situation);
  if (party === undefined) return unknown(words('不知道是哪家企业', 'the firm is not known'));
  const day = dayOf(timeOf(situation));
  const held = (await facts.licences(party, day)).filter(({ scheme }) => test.schemes.includes(scheme));
  const valid = held.filter(({ status, from, until }) => status === 'valid' && from <= day && day <= until);
  const fit = valid.find(({ scope }) => test.scope === undefined || scope.includes(test.scope));
  if (fit !== undefined) return holds(words(`${fit.number}，有效至 ${fit.until}`, `${fit.number}, valid until ${fit.until}`));
  const [narrow] = valid;
  if (narrow !== undefined)
    return fails(words(`许可 ${narrow.number} 不含 ${test.scope}`, `licence ${narrow.number} does not cover ${test.scope}`));
  const [lapsed] = held;
  if (lapsed === undefined) return fails(words(`${day} 没有登记此类许可`, `no such licence is registered for ${day}`));
  const { number, status, from, until } = lapsed;
  return fails(words(`许可 ${number}：${status}，${from} 至 ${until}`, `licence ${number}: ${status}, ${from} to ${until}`));
};

export const register: KindOf<'register'> = async (test, situation, { facts }) => {
  for (const key of keysOf(test.of, situation)) {
    const value = (await facts.register(test.register, key))?.[test.column];
    if (value === undefined) {
      const told = words(`${key} 没有登记`, `${key} is not registered`);
      return test.known ? fails(told) : unknown(told);
    }
    const wanted = test.equalsField === undefined ? test.is : [situation.record[test.equalsField] as string];
    if (wanted !== undefined && !wanted.includes(value))
      return fails(words(`登记为 ${value}，应为 ${wanted.join('、')}`, `registered as ${value}, expected ${wanted.join(', ')}`));
  }
  return holds();
};
