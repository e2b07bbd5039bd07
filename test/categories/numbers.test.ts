/** Numbers with a check digit that examples and demo write have the right one: whoever copies them is not refused. */
import { expect, test } from 'vitest';
import { chainOrganisations, demoChains, demoRegisters } from '../../simulator/demo-city.ts';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { recognise } from '../../src/codes/index.ts';

/** Texts within, each with where it stands. */
function* textsIn(value: unknown, where: string): Generator<readonly [string, string]> {
  if (typeof value === 'string') yield [where, value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) yield* textsIn(each, `${where}.${key}`);
}

/** A number of digits alone may be anything, such as a day; what begins with the letters of a licence is one. */
const mistyped = (text: string): boolean => {
  const readings = /[A-Za-z\u4e00-\u9fff]/.test(text) ? recognise(text) : [];
  return readings.length > 0 && readings.every(({ structure }) => structure === 'invalid');
};

test.each([
  ...shippedProfiles.map(
    ({ category, stages }) => [`stages of ${category}`, stages.map(({ id, example }) => [id, example])] as const,
  ),
  ['chains of the demo', demoChains()],
  ['firms of the demo', chainOrganisations()],
  ['registers of the demo', demoRegisters()],
] as const)('the %s', (name, value) => {
  const texts = [...textsIn(value, name)];
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter(([, text]) => mistyped(text))).toEqual([]);
});

test('what is mistyped is noticed', () => {
  expect(['SC11541900100011', 'SC11541900100010'].map(mistyped)).toEqual([false, true]);
});
