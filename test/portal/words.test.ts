import { expect, test } from 'vitest';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import * as events from '../../src/events/index.ts';
import { bizSteps, dispositions, dispositionWords, stepWords } from '../../web/portal/words.ts';

test.each([
  ['business step', events.bizSteps, bizSteps, 41],
  ['disposition', events.dispositions, dispositions, 33],
] as const)('every %s of the standard has its words, and no other', (_, list, table, count) => {
  expect(Object.keys(table).sort()).toEqual([...list].sort());
  expect(list).toHaveLength(count);
  const chinese = Object.values(table).map(({ zh }) => zh);
  expect(chinese.filter((zh) => !/^\p{Script=Han}+$/u.test(zh))).toEqual([]);
  expect(new Set(chinese).size).toBe(count);
});

test('a word from elsewhere shows the end of its URI', () => {
  expect(stepWords('https://ns.zhuisu.example/epcis/BizStep-spraying').zh).toBe('施药');
  expect(stepWords('https://other.example/voc/smoking').zh).toBe('smoking');
  expect(stepWords(undefined).zh).toBe('记录');
  expect(dispositionWords('https://ref.gs1.org/cbv/Disp-recalled').zh).toBe('已召回');
});

test('every step of every stage has a Chinese word', () => {
  const steps = shippedProfiles.flatMap(({ stages }) => stages.map(({ event }) => event.bizStep));
  expect([...new Set(steps)].filter((step) => !/\p{Script=Han}/u.test(stepWords(step).zh))).toEqual([]);
});
