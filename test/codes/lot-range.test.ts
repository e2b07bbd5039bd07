/** Ranges of lot codes, as somebody types them, and which lots they hold. */
import { describe, expect, test } from 'vitest';
import { inLotRange, lotRangeOf } from '../../src/codes/index.ts';

const item = 'https://id.gs1.org/01/09521234000013/10/';
const own = 'urn:zhuisu:lot:91419001MA93010096:vaccine:';

describe('a range of lot codes', () => {
  /** typed | its canonical name, or none */
  test.each([
    ['(01)09521234000013(10)A001..A020', `${item}A001..A020`],
    ['(01)09521234000013(10)A001 ～ A020', `${item}A001..A020`],
    ['(01)09521234000013(10)A001~(01)09521234000013(10)A020', `${item}A001..A020`],
    ['urn:epc:class:lgtin:9521234.000001.A001..A020', `${item}A001..A020`],
    [`${item}A001..A020`, `${item}A001..A020`],
    [`${own}V2601..V2603`, `${own}V2601..V2603`],
    ['(01)09521234000013(10)A9..A10', `${item}A9..A10`],
    ['(01)09521234000013(10)A001..甲2', `${item}A001..%E7%94%B22`],
    ['(01)09521234000013(10)A020..A001', undefined],
    ['(01)09521234000013(10)A001..(01)09521234000020(10)A020', undefined],
    ['(01)09521234000013(21)1..20', undefined],
    ['(01)09521234000013(10)A001', undefined],
    ['A001..A020', undefined],
    ['..', undefined],
    ['', undefined],
  ])('%s', (text, id) => {
    const range = lotRangeOf(text);
    expect(range?.id).toBe(id);
    // What it is called is understood again.
    if (id !== undefined) expect(lotRangeOf(id)).toEqual(range);
  });

  const range = lotRangeOf('(01)09521234000013(10)A001..A020')!;
  test.each([
    [`${item}A001`, 'sure'],
    [`${item}A020`, 'sure'],
    [`${item}A7`, 'sure'],
    [`${item}A021`, 'no'],
    [`${item}A000`, 'no'],
    [`${item}B005`, 'no'],
    [`${item}a005`, 'maybe'],
    [`${item}%EF%BC%A1005`, 'maybe'],
    [`${item}A005-2`, 'maybe'],
    [`${item}A020-2`, 'no'],
    [`${item}X`, 'no'],
    ['https://id.gs1.org/01/09521234000013', 'no'],
    ['https://id.gs1.org/01/09521234000013/21/5', 'no'],
    ['https://id.gs1.org/01/09521234000020/10/A005', 'no'],
  ])('%s is %s in A001..A020', (id, is) => expect(inLotRange(range, id)).toBe(is));

  test('numbers of any length are compared as numbers', () => {
    const long = lotRangeOf(`${item}90071992547409920..90071992547409922`)!;
    expect(inLotRange(long, `${item}90071992547409921`)).toBe('sure');
    expect(inLotRange(long, `${item}90071992547409923`)).toBe('no');
  });
});
