import { isDigits } from '../../check-digits.ts';
import { both, nationalScheme } from '../../national.ts';
import { dayFault } from '../../rules.ts';
import type { Scheme } from '../../types.ts';

const rules = nationalScheme({
  id: 'detonator',
  name: both('工业雷管编码', 'Detonator shell code'),
  source: 'GA 441-2003',
  verified: true,
  strength: 'structured',
  grain: 'instance',
  shape: { digits: [13], ascii: [13, 13] },
  // Capital and small letters differ.
  spell: ({ bare }) => bare,
  pattern: /^(\d{2})(\d)(\d{2})(\d{2})([A-Za-z0-9])(\d{5})$/,
  segments: [
    ['enterprise', '企业代号', 'enterprise'],
    ['year', '年份末位', 'last digit of the year'],
    ['month', '月', 'month'],
    ['day', '日', 'day'],
    ['feature', '特征号', 'feature'],
    ['serial', '流水号', 'serial'],
  ],
  faults: ([enterprise = '', , month = '', day = '', feature = '']) => [
    enterprise === '00' ? both('企业代号为 00，应为 01 至 99', 'enterprise 00, expected 01 to 99') : undefined,
    // Whether the year is a leap year is not in the code: the 29th of February counts.
    dayFault('2000', month, day),
    /[cosuvwxz]/.test(feature) ? both(`特征号不用字母 ${feature}`, `the letter ${feature} is not used as a feature`) : undefined,
  ],
  warnings: () => [both('十年内唯一', 'unique within ten years only')],
});

/** Thirteen digits alone are taken for a detonator only when everything fits: nearly all of them are GTINs. */
export const detonator: Scheme = {
  ...rules,
  read(typed) {
    const reading = rules.read(typed);
    return reading?.structure === 'invalid' && isDigits(typed.bare) ? undefined : reading;
  },
};
