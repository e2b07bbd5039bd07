import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actions, routes, rules, rulesTable, settingsTable } from '../../src/access/index.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/access.md'), 'utf8');

test('docs/access.md holds the rules and bounds as the program has them (./zhuisu rules prints them)', () => {
  expect(text).toContain(`${rulesTable()}\n`);
  expect(text).toContain(`${settingsTable()}\n`);
});

test('every rule has its own id, a title in both languages, a source and a day from which it holds', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { id, title, source, from, actions: own } of rules) {
    expect(title.zh, id).toMatch(/[\u4e00-\u9fff]/);
    expect(title.en.length, id).toBeGreaterThan(5);
    expect(source.text.length, id).toBeGreaterThan(3);
    expect(from, id).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const action of own) expect(actions, id).toContain(action);
  }
});

test('every action is asked by a route, and allowed by a rule', () => {
  for (const action of actions) {
    expect(
      routes.some((each) => each.action === action),
      action,
    ).toBe(true);
    expect(
      rules.some((each) => each.effect === 'allow' && each.actions.includes(action)),
      action,
    ).toBe(true);
  }
});
