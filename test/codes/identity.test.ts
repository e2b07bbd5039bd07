/** One canonical spelling for each thing: properties of the functions that every identifier of every event passes through. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkOfUrn } from '../../src/codes/epc-urn.ts';
import {
  addScheme,
  canonicalUri,
  classOf,
  identify,
  identities,
  lotOf,
  parseDigitalLink,
  patternScheme,
  recognise,
  schemes,
  toEpcUrn,
} from '../../src/codes/index.ts';
import { quickLink, quickLot, quickUrn } from '../../src/codes/quick.ts';
import { allVectors } from './vectors/index.ts';

const spellings = allVectors.flatMap(({ same, invalid, foreign }) => [
  ...same.flatMap((each) => each.spellings),
  ...invalid,
  ...foreign,
]);
const digits = (length: number) =>
  fc.bigInt({ min: 0n, max: 10n ** BigInt(length) - 1n }).map((n) => (length === 0 ? '' : String(n).padStart(length, '0')));
const set82 = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`;
const text = (alphabet: string, most: number) =>
  fc.array(fc.nat(alphabet.length - 1), { minLength: 1, maxLength: most }).map((at) => at.map((i) => alphabet[i]).join(''));
const text82 = (most: number) => text(set82, most);
const text39 = (most: number) => text('#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', most);
const whole = fc.bigInt({ min: 1n, max: 999_999_999n }).map(String);

/** A spelling with something done to it: cut, doubled, a character changed. */
const mangled = fc
  .tuple(fc.constantFrom(...spellings), fc.nat(80), fc.nat(80), fc.string({ unit: 'binary', maxLength: 3 }))
  .map(([text, from, count, by]) => text.slice(0, from) + by + text.slice(from + (count % 5)));
const anything = fc.oneof(
  mangled,
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom('(', ')', '0', '1', '2', '3', '/', '%', ':', '.', '\x1d', ']', 'd', 'A'), maxLength: 60 }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

/** URNs of every form: company prefix length and fields. */
const escapeField = (text: string) => text.replace(/["%&/<>?#]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const prefixLength = fc.integer({ min: 6, max: 12 });
const withPrefix = (kind: string, total: number, ...rest: fc.Arbitrary<string>[]) =>
  prefixLength.chain((length) =>
    fc
      .tuple(digits(length), digits(total - length), ...rest)
      .map((fields) => ({ urn: `urn:epc:${kind}:${fields.map(escapeField).join('.')}`, length })),
  );
const free = (kind: string, ...rest: fc.Arbitrary<string>[]) =>
  prefixLength.chain((length) =>
    fc.tuple(digits(length), ...rest).map((fields) => ({ urn: `urn:epc:${kind}:${fields.map(escapeField).join('.')}`, length })),
  );
const urns = fc.oneof(
  withPrefix('id:sgtin', 13, text82(20)),
  withPrefix('class:lgtin', 13, text82(20)),
  withPrefix('id:upui', 13, text82(28)),
  withPrefix('id:sscc', 17),
  withPrefix('id:sgln', 12, text82(20)),
  withPrefix('id:pgln', 12),
  withPrefix('id:grai', 12, text82(16)),
  free('id:giai', text82(18)),
  withPrefix('id:gsrn', 17),
  withPrefix('id:gsrnp', 17),
  withPrefix('id:gdti', 12, text82(17)),
  withPrefix('id:sgcn', 12, digits(12)),
  free('id:cpi', text39(18), whole),
  withPrefix('id:itip', 13, digits(2), digits(2), text82(20)),
);

describe('canonicalUri', () => {
  it('answers the same when asked again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anything,
          urns.map(({ urn }) => urn),
        ),
        (uri) => canonicalUri(canonicalUri(uri)) === canonicalUri(uri),
      ),
      { numRuns: 2_000 },
    );
  });

  it('goes from EPC URN to Digital Link and back', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(urns, ({ urn, length }) => {
        const link = canonicalUri(urn);
        expect(link.startsWith('https://id.gs1.org/')).toBe(true);
        expect(toEpcUrn(link, length)).toBe(urn);
        seen.add(urn.split(':')[3]!);
      }),
      { numRuns: 2_000 },
    );
    expect(seen.size).toBe(14);
  });

  it('reads quickly what it reads in full', () => {
    const urn = fc.oneof(
      urns.map((each) => each.urn),
      mangled,
    );
    fc.assert(
      fc.property(urn, (text) => (text.startsWith('urn:epc:') ? (quickUrn(text) ?? linkOfUrn(text)) === linkOfUrn(text) : true)),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(mangled, (text) => {
        if (!/^https?:\/\//i.test(text)) return;
        const full = parseDigitalLink(text);
        expect(quickLink(text) ?? full?.canonical).toBe(full?.canonical);
        expect(quickLot(text) ?? full?.lot).toBe(full?.lot);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves alone what breaks the rules or is of another kind', () => {
    for (const uri of [
      'urn:epc:id:sscc:08600031303.0005',
      'urn:epc:id:sgtin:0614141.107346',
      'urn:epc:id:sgtin:06141.10734699.1',
      'urn:epc:id:sgtin:0614141.107346.%zz',
      'urn:epc:idpat:sgtin:0614141.*.*',
      'urn:epc:idpat:constructor:0614141.1.*',
      'urn:epc:id:gid:1.2.3',
      'https://id.gs1.org/01/06901234567890/21/1',
      'https://example.com/?q=/01/06901234567892/21/1',
      'https://example.com/x#/01/06901234567892/21/1',
      'https://example.com/401/about',
      'https:///01/06901234567892',
      'urn:zhuisu:uscc:91419001MA3X000103',
      'urn:zhuisu:uscc:urn:zhuisu:uscc:91419001MA3X000102',
      'urn:uuid:0614141',
      'urn:epc:id:sgtin:0614141.107346.123456789012345678901',
      'urn:epc:class:lgtin:0614141.107346.123456789012345678901',
      'https://id.gs1.org/01/06901234567892/21/123456789012345678901',
      '',
    ]) {
      expect(canonicalUri(uri)).toBe(uri);
    }
  });
});

describe('recognise and identify', () => {
  it('never throw', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const reading of recognise(text)) expect(schemes.some(({ id }) => id === reading.scheme)).toBe(true);
        identify(text);
        lotOf(text);
        parseDigitalLink(text);
        classOf(text);
      }),
      { numRuns: 3_000 },
    );
  });

  it('take half a surrogate pair for a character that is not allowed', () => {
    expect(recognise('(01)06901234567892(10)\ud800')[0]).toMatchObject({ structure: 'invalid' });
    expect(canonicalUri('urn:epc:id:sgtin:0614141.107346.\ud800')).toBe('urn:epc:id:sgtin:0614141.107346.\ud800');
  });

  it('end a weight in a raw element string where its six digits end', () => {
    expect(identify(']d201069012345678923103000123' + '10ABC')).toBe('https://id.gs1.org/01/06901234567892/10/ABC');
    expect(identify('(01)06901234567892(10)AB(X')).toBe('https://id.gs1.org/01/06901234567892/10/AB(X');
  });

  it('put valid readings first and give a canonical URI that is one', () => {
    fc.assert(
      fc.property(anything, (text) => {
        // Opaque patterns come last: they are no more than a guess by length.
        const readings = recognise(text).filter(({ strength }) => strength !== 'opaque');
        const firstInvalid = readings.findIndex(({ structure }) => structure === 'invalid');
        if (firstInvalid >= 0) expect(readings.slice(firstInvalid).every(({ structure }) => structure === 'invalid')).toBe(true);
        for (const { canonical, structure } of readings)
          if (structure === 'valid') expect(canonicalUri(canonical)).toBe(canonical);
      }),
      { numRuns: 2_000 },
    );
  });

  it('take an EPC URN with a field missing for any other URI', () => {
    for (const urn of [
      'urn:epc:id:sgln:006141410734',
      'urn:epc:id:sgtin:0614141.107346',
      'urn:epc:id:sscc:0614141',
      'urn:epc:id:gdti:006141411234',
    ]) {
      expect(recognise(urn)).toEqual([]);
      expect(canonicalUri(urn)).toBe(urn);
    }
  });

  it('take any URI for itself but a Digital Link with a fault', () => {
    expect(identify('urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427')).toBe('urn:uuid:1b4e28ba-2fa1-11d2-883f-0016d3cca427');
    expect(identify('https://example.com/things/7')).toBe('https://example.com/things/7');
    expect(identify('https://id.gs1.org/01/06901234567890/21/1')).toBeUndefined();
    expect(identify('6901234567890')).toBeUndefined();
    expect(identify('苹果')).toBeUndefined();
    expect(identify('1'.repeat(2_001))).toBeUndefined();
    expect(recognise(`https://id.gs1.org/01/06901234567892?x=${'1'.repeat(2_000)}`)).toEqual([]);
  });

  it('take a social credit code of digits for one even where it passes as SSCC', () => {
    expect(identify('913411253367961888')).toBe('urn:zhuisu:uscc:913411253367961888');
    expect(identify('106141412345678908')).toBe('https://id.gs1.org/00/106141412345678908');
  });

  it('warn that the structure of a drug trace code proves nothing, and of attributes out of form', () => {
    expect(recognise('83857930000879766660')[0]).toMatchObject({
      verified: true,
      warnings: [{ zh: expect.any(String), en: expect.any(String) }],
    });
    expect(recognise('(01)06901234567892(17)27')[0]).toMatchObject({
      structure: 'valid',
      warnings: [{ en: '(17) has 2 characters, expected 6' }],
    });
  });
});

describe('patterns of an installation', () => {
  it('are matched and never vouched for', () => {
    addScheme(patternScheme({ id: 'fireworksflow', zh: '烟花流向码', en: 'fireworks flow code', pattern: 'YH\\d{12}' }));
    expect(recognise('YH123456789012')).toMatchObject([
      { scheme: 'fireworksflow', strength: 'opaque', verified: false, structure: 'valid' },
    ]);
    expect(identify('YH123456789012')).toBeUndefined();
    expect(identities('YH 1234 5678 9012')).toEqual(['urn:zhuisu:fireworksflow:YH123456789012']);
    expect(canonicalUri('https://a.example/id/fireworksflow/YH123456789012')).toBe('urn:zhuisu:fireworksflow:YH123456789012');
    expect(recognise('YH12345678901')).toEqual([]);
  });

  it.each([
    [{ id: 'gtin', zh: 'x', en: 'x', pattern: '.' }, /already/],
    [{ id: 'X', zh: 'x', en: 'x', pattern: '.' }, /id/],
    [{ id: 'abc', zh: 'x', en: 'x', pattern: '(' }, /abc/],
    [{ id: 'abc', pattern: '.' }, /names/],
    [null, /id/],
  ])('say what is wrong with %j', (row, message) => {
    expect(() => patternScheme(row)).toThrow(message);
  });
});
