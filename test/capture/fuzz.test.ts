import { expect, it } from 'vitest';
import { fuzzDocuments } from './fuzz.ts';

it('damaged documents get an answer of the catalogue, and what is stored is what was answered', {
  timeout: 120_000,
}, async () => {
  const { cases, statuses } = await fuzzDocuments(1_500, 7);
  expect(cases).toBe(1_500);
  expect(Object.keys(statuses)).toEqual(expect.arrayContaining(['202', '400']));
});
