/** The departments' lists of rules against the data: every condition has its rules, as severe, with its figures, on its basis, from its day. */
import { describe, expect, it } from 'vitest';
import { shippedProfiles } from '../../../src/categories/profiles/index.ts';
import { dangerousGoods } from './dangerous.ts';
import { equipment } from './equipment.ts';
import { farmAndFood } from './farm-and-food.ts';
import { metalsAndParts } from './metals-and-parts.ts';
import type { Condition } from './row.ts';

const rules = new Map(shippedProfiles.flatMap((profile) => profile.rules).map((rule) => [rule.id, rule]));
const entries = [...farmAndFood, ...equipment, ...dangerousGoods, ...metalsAndParts];
const conditions = entries.flatMap(({ id, conditions: own }) => own.map((condition) => [id, condition] as const));
const named = (ids: string): string[] => (ids === '' ? [] : ids.split(' '));

/** Prefix of the lists → how many entries each has. */
const lengths = {
  AG: 18,
  FD: 7,
  DR: 7,
  DV: 1,
  IN: 8,
  LIFT: 12,
  CYL: 13,
  EXP: 13,
  FW: 9,
  PRE: 10,
  TOX: 6,
  CHEM: 5,
  HW: 5,
  RE: 10,
  AP: 11,
} as const;

/** Rules that no list asks for: of records that the departments want, beside the entries. Why they are there is in their basis. */
const beyond = [
  'AG-04b AG-15-in-a AG-15-in-b DV-02 DR-P01',
  'FD-P01 FD-P01b FD-P02a FD-P02b FD-P03 FD-P04 FD-P05 FD-P06a FD-P06b FD-P07',
  'IN-P01 IN-P02a IN-P02b IN-P02c IN-P03 IN-P04 IN-P05 IN-P06 IN-P07 IN-P08 IN-P09 IN-P10 IN-P11 IN-P12',
  'LIFT-13 LIFT-14 LIFT-15 LIFT-16 CYL-14 EXP-15a EXP-15b RE-11 RE-11b RE-12 RE-13',
  'AP-P01 AP-P02 AP-P03 AP-P04 AP-P05 AP-P06 AP-P07 AP-P08 AP-P09',
].flatMap((ids) => ids.split(' '));

/** Everything that a test and its conditions hold: numbers, words, names of members. */
function partsOf(value: unknown, found = new Set<unknown>()): ReadonlySet<unknown> {
  if (value !== null && typeof value === 'object')
    for (const [key, each] of Object.entries(value)) {
      found.add(key);
      partsOf(each, found);
    }
  else found.add(value);
  return found;
}

describe('the lists', () => {
  it('are here entry by entry', () => {
    const ids = entries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [prefix, length] of Object.entries(lengths))
      for (let i = 1; i <= length; i++) expect(ids).toContain(`${prefix}-${String(i).padStart(2, '0')}`);
  });

  it('and the rules that go beyond them are all the rules there are', () => {
    const listed = new Set(conditions.flatMap(([, [, , ids]]) => named(ids)));
    expect([...listed].filter((id) => !rules.has(id))).toEqual([]);
    expect([...rules.keys()].filter((id) => !listed.has(id) && !beyond.includes(id))).toEqual([]);
  });
});

const told = conditions.map(([id, condition]) => [id, condition[0], condition] as const);

describe.each(told)('%s: %s', (_, __, condition: Condition) => {
  const [, severity, ids, more] = condition;
  const answering = named(ids).map((id) => rules.get(id));

  it('has its rules, as severe as the list says, or says where it is met', () => {
    if (typeof more === 'string') {
      expect(ids).toBe('');
      expect(more.length).toBeGreaterThan(20);
      return;
    }
    expect(answering.length).toBeGreaterThan(0);
    for (const rule of answering) expect([rule?.id, rule?.severity]).toEqual([rule?.id, severity]);
  });

  it('has the figures, the basis and the day of the list', () => {
    if (more === undefined || typeof more === 'string') return;
    const { figures = [], basis = '', unconfirmed, from } = more;
    const parts = partsOf(answering.map((rule) => [rule?.test, rule?.when]));
    expect(figures.filter((figure) => !parts.has(figure) && !parts.has(String(figure)))).toEqual([]);
    for (const rule of answering) {
      expect(rule?.basis.text, rule?.id).toContain(basis);
      if (unconfirmed) expect([rule?.id, rule?.basis.verified]).toEqual([rule?.id, false]);
      if (from !== undefined) expect([rule?.id, rule?.validFrom]).toEqual([rule?.id, from]);
    }
  });
});

describe('every rule', () => {
  it.each([...rules.values()].map((rule) => [rule.id, rule] as const))(
    '%s names its basis, and no proposal as law',
    (_, rule) => {
      expect(rule.basis.text.length).toBeGreaterThan(4);
      if (rule.basis.text.startsWith('平台规则')) expect(rule.basis.verified).toBe(false);
      if (/未核实|未取得|征求意见稿/.test(rule.basis.text)) expect(rule.basis.verified).toBe(false);
      expect(rule.repair.zh).toMatch(/[一-鿿]/);
      expect(rule.repair.en.length).toBeGreaterThan(3);
    },
  );
});
