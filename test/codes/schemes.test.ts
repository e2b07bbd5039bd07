import { expect, it } from 'vitest';
import { schemes } from '../../src/codes/index.ts';
import { schemeContract } from './contract.ts';
import { allVectors } from './vectors/index.ts';

for (const vectors of allVectors) schemeContract(vectors);

it('has vectors for every scheme in the registry', () => {
  expect(allVectors.map(({ scheme }) => scheme).sort()).toEqual(schemes.map(({ id }) => id).sort());
});
