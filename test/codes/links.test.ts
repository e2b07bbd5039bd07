/** Canonical URIs taken apart and put together. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDigitalLink, canonicalUri, checkDigit, classOf, lotOf, parseDigitalLink, toEpcUrn } from '../../src/codes/index.ts';

describe('classOf', () => {
  it.each([
    ['https://id.gs1.org/01/06901234567892', 'https://id.gs1.org/01/06901234567892', ''],
    ['https://id.gs1.org/01/06901234567892/21/7', 'https://id.gs1.org/01/06901234567892', '21/7'],
    ['https://id.gs1.org/01/06901234567892/10/L', 'https://id.gs1.org/01/06901234567892', '10/L'],
    ['https://id.gs1.org/8003/006141411234525678', 'https://id.gs1.org/8003/00614141123452', '5678'],
    ['https://id.gs1.org/253/06141411234525678', 'https://id.gs1.org/253/0614141123452', '5678'],
    ['https://id.gs1.org/255/401234567890104711', 'https://id.gs1.org/255/4012345678901', '04711'],
    ['https://id.gs1.org/8006/040123451234560102/21/987', 'https://id.gs1.org/8006/040123451234560102', '21/987'],
    ['https://id.gs1.org/8010/06141415PQ7%2FZ43/8011/12345', 'https://id.gs1.org/8010/06141415PQ7%2FZ43', '8011/12345'],
    ['https://id.gs1.org/00/106141412345678908', 'https://id.gs1.org/00/106141412', '345678908'],
    ['urn:zhuisu:drug20:83857930000879766660', 'urn:zhuisu:drug20:8385793', '0000879766660'],
    ['https://example.com/orders/7', 'https://example.com/orders/', '7'],
  ])('%s', (uri, classPart, rest) => {
    expect(classOf(uri)).toEqual({ class: classPart, rest });
  });

  it('tells any two URIs apart, also those that only look like codes', () => {
    const near = fc
      .tuple(
        fc.constantFrom(
          'https://id.gs1.org/01/',
          'https://id.gs1.org/8006/',
          'https://id.gs1.org/8010/',
          'https://id.gs1.org/00/',
          'urn:zhuisu:drug20:',
          '',
        ),
        fc.stringMatching(/^[12]{11,17}$/),
        fc.string({ unit: fc.constantFrom('1', '2', '/', '.', ':', '#', '/21/', '/8011/'), maxLength: 8 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(near, fc.nat(60), fc.constantFrom('', '/'), (uri, where, put) => {
        // The neighbour that a slash more or less makes.
        const other = put === '' ? uri.slice(0, where) + uri.slice(where + 1) : uri.slice(0, where) + put + uri.slice(where);
        const [a, b] = [classOf(uri), classOf(other)];
        expect(a.class === b.class && a.rest === b.rest).toBe(uri === other);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('Digital Links', () => {
  const full = 'https://shop.example/x/01/10614141073464/22/V/10/AB%2F1/21/20%2617?17=271231&linkType=all';

  it('keep the lot beside the identity', () => {
    expect(canonicalUri(full)).toBe('https://id.gs1.org/01/10614141073464/21/20%2617');
    expect(lotOf(full)).toBe('https://id.gs1.org/01/10614141073464/10/AB%2F1');
    expect(lotOf('https://a.example/gtin/10614141073464/lot/A/ser/1')).toBe('https://id.gs1.org/01/10614141073464/10/A');
    expect(lotOf('(01)10614141073464(10)A(21)1')).toBe('https://id.gs1.org/01/10614141073464/10/A');
    for (const uri of [
      'https://id.gs1.org/01/10614141073464/10/A',
      'https://id.gs1.org/01/10614141073464/21/A',
      'urn:epc:class:lgtin:0614141.107346.A',
    ]) {
      expect(lotOf(uri)).toBeUndefined();
    }
  });

  it('are taken apart and put together', () => {
    const link = parseDigitalLink(full)!;
    expect(link).toMatchObject({ primary: '01', lot: 'https://id.gs1.org/01/10614141073464/10/AB%2F1' });
    expect([...link.attributes]).toEqual([['17', '271231']]);
    expect(buildDigitalLink(new Map([...link.values].reverse()), 'shop.example/x')).toBe(
      'https://shop.example/x/01/10614141073464/22/V/10/AB%2F1/21/20%2617',
    );
    expect(
      buildDigitalLink(
        new Map([
          ['17', '271231'],
          ['01', '10614141073464'],
        ]),
      ),
    ).toBe('https://id.gs1.org/01/10614141073464?17=271231');
    expect(() => buildDigitalLink(new Map([['17', '271231']]))).toThrow(RangeError);
  });

  it('have no URN that says less than they do', () => {
    expect(toEpcUrn('https://id.gs1.org/01/10614141073464', 7)).toBeUndefined();
    expect(toEpcUrn('https://id.gs1.org/01/10614141073464/22/V/10/L', 7)).toBeUndefined();
    expect(toEpcUrn('https://example.com/x', 7)).toBeUndefined();
    for (const length of [5, 13, 7.5, Number.NaN]) expect(() => toEpcUrn('https://example.com/x', length)).toThrow(RangeError);
  });
});

it('checkDigit follows the weights 3 and 1 from the right', () => {
  expect(['690123456789', '9638507', '10614141234567890', ''].map(checkDigit)).toEqual(['2', '4', '8', '0']);
});
