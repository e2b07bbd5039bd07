/** Compressed Digital Links, made with GS1’s own prototype of the compression. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalUri, identify, recognise } from '../../src/codes/index.ts';

const made: readonly (readonly [string, Record<string, string>])[] = [
  ['AQyNo0UVqA', { '01': '06901234567892' }],
  ['CwyNo0UVqIVCQuPZW6HofA6-xngGgIR4', { '01': '06901234567892', 10: 'A1', 21: '7K3Q9D4HX2M8A0BCP' }],
  ['CwyNo0UVqMhZyfYuhG_g', { '01': '06901234567892', 10: 'LOT7', 17: '271231' }],
  ['DAnYUc1gmk1XgkY', { '01': '05412345000013', 21: 'abc123' }],
  ['ABeRcNWtKMPA', { '00': '106141412345678908' }],
  ['nYpUnC4NAEE0g', { 414: '9506000134352', 254: '1234' }],
  ['gAMBHftTtviHV4', { 8003: '00614141123452ABC' }],
  ['gARq0614141XYZ', { 8004: '0614141XYZ' }],
  ['CwyNo0UVqQuFfiV4w', { '01': '06901234567892', 10: 'a/b+c' }],
  ['LQyNo0UVqAAXo', { '01': '06901234567892', 3103: '000189' }],
  ['JTCO_anbfEKh', { 253: '0614141123452A1' }],
  ['mkoGFBQavFGBy', { 8010: '0614141ABC', 8011: '12345' }],
];

it.each(made)('%s holds %j', (segment, values) => {
  const brackets = Object.entries(values)
    .map(([ai, value]) => `(${ai})${value}`)
    .join('');
  for (const address of [`https://id.gs1.org/${segment}`, `https://any.example/some/path/${segment}?x=1`]) {
    const [reading] = recognise(address);
    expect(reading).toMatchObject({ structure: 'valid', canonical: recognise(brackets)[0]!.canonical });
    expect(
      Object.fromEntries(reading!.segments.filter(({ name }) => !name.includes('.')).map(({ name, value }) => [name, value])),
    ).toEqual(values);
    expect(identify(address)).toBe(reading!.canonical);
  }
});

it('are not found in the words of other addresses, and never in events', () => {
  for (const word of ['traceability', 'information-page', 'AQyNo0UVqB', 'CwyNo0UVqIVCQuPZW6HofA6', 'index-page-of-the-company'])
    expect(recognise(`https://any.example/${word}`)).toEqual([]);
  expect(canonicalUri('https://id.gs1.org/AQyNo0UVqA')).toBe('https://id.gs1.org/AQyNo0UVqA');
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{9,40}$/), (word) => {
      for (const { structure, reasons } of recognise(`https://any.example/${word}`))
        expect([structure, reasons]).toEqual(['valid', []]);
    }),
    { numRuns: 3_000 },
  );
});
