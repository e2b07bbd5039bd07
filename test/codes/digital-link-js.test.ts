/**
 * A second opinion: GS1's grammar as the npm package digital-link.js has it. Where the two differ on purpose it is said below; a
 * difference that is not said is a mistake on one side.
 */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { applicationIdentifiers, buildDigitalLink, canonicalUri, checkDigit, parseDigitalLink } from '../../src/codes/index.ts';
import { allVectors } from './vectors/index.ts';

interface Other {
  isValid(): boolean;
  getIdentifier(): Record<string, string>;
  getKeyQualifiers(): Record<string, string>;
  getAttributes(): Record<string, string>;
}
const { DigitalLink } = createRequire(import.meta.url)('digital-link.js') as {
  DigitalLink: (input: unknown) => Other & { toWebUriString(): string };
};

/**
 * Observed with 1.4.3: its parser refuses every link of these keys, while the grammar 1.4 that lies beside it in the package allows them
 * (GS1_Digital_Link_Grammar_1_4.abnf, lines 151–172). The grammar is what we follow; only the parts are compared.
 */
const refusedThere = /\/(?:417|235|8004|8006|8010|8017)\//;

const links = allVectors
  .flatMap(({ same }) => same.map(({ canonical }) => canonical))
  .filter((uri) => uri.startsWith('https://id.gs1.org/'));

describe('digital-link.js', () => {
  it.each(links)('agrees on %s and its parts', (uri) => {
    const other = DigitalLink(uri);
    expect(other.isValid()).toBe(!refusedThere.test(uri));
    const mine = Object.fromEntries(parseDigitalLink(uri)!.values);
    const theirs = Object.fromEntries(
      Object.entries({ ...other.getIdentifier(), ...other.getKeyQualifiers() }).map(([ai, value]) => [
        ai,
        decodeURIComponent(value),
      ]),
    );
    expect(mine).toEqual(theirs);
  });

  it('agrees on what it builds', () => {
    const values = new Map([
      ['01', '10614141073464'],
      ['10', 'A1'],
      ['21', '7'],
      ['17', '271231'],
    ]);
    const other = DigitalLink({
      domain: 'https://a.example',
      identifier: { '01': '10614141073464' },
      keyQualifiers: { '10': 'A1', '21': '7' },
      attributes: { '17': '271231' },
    });
    expect(buildDigitalLink(values, 'https://a.example')).toBe(other.toWebUriString());
    // That package keeps lot and serial; under the identity rule only the serial is left.
    expect(canonicalUri(other.toWebUriString())).toBe('https://id.gs1.org/01/10614141073464/21/7');
  });

  it('agrees on wrong check digits', () => {
    for (const uri of [
      'https://id.gs1.org/01/06901234567890',
      'https://id.gs1.org/00/106141412345678900',
      'https://id.gs1.org/414/0614141073460',
    ]) {
      expect(parseDigitalLink(uri)).toBeUndefined();
      expect(DigitalLink(uri).isValid()).toBe(false);
    }
  });
});

it('the table of application identifiers has each number once, in both languages', () => {
  const numbers = applicationIdentifiers.map(({ ai }) => ai);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { name, least, most, checked } of applicationIdentifiers) {
    expect([name.zh, name.en].every((label) => label.length > 0)).toBe(true);
    expect(least <= most && checked <= most).toBe(true);
  }
  for (const ai of '00 01 10 11 12 13 15 16 17 20 21 22 30 37 235 240 241 242 250 251 253 254 255 3103 3295 3370 422 7003 710 716 8005 8008 90 99'.split(
    ' ',
  )) {
    expect(numbers).toContain(ai);
  }
  expect(checkDigit('061414107346')).toBe('7');
});
