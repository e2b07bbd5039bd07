import { both, nationalScheme } from '../../national.ts';
import { wrongCheck } from '../../rules.ts';

/** CAS registry number. */
export const cas = nationalScheme({
  id: 'cas',
  name: both('化学品 CAS 号', 'CAS registry number'),
  source: 'CAS Registry, check digit rule',
  verified: true,
  strength: 'checked',
  grain: 'substance',
  shape: { digits: [5, 6, 7, 8, 9, 10], ascii: [8, 14] },
  spell: ({ code }) =>
    code
      .replace(/\s/g, '')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/^CAS:?/i, ''),
  pattern: /^(\d{2,7})-(\d{2})-(\d)$/,
  segments: [
    ['first', '第一段', 'first part'],
    ['second', '第二段', 'second part'],
    ['check', '校验位', 'check digit'],
  ],
  faults: ([first = '', second = '', check = '']) => [wrongCheck(check, checkOf(first + second))],
});

/** Positions from the right, counted from one, times the digits, mod 10. */
function checkOf(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += (digits.charCodeAt(i) - 48) * (digits.length - i);
  return String(sum % 10);
}
