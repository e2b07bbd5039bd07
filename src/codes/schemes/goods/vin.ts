import { isDigits } from '../../check-digits.ts';
import { both, nationalScheme } from '../../national.ts';
import { wrongCheck } from '../../rules.ts';
import type { Scheme } from '../../types.ts';

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const values = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';

/** Values of letters: A to I count from 1, J to R from 1, S to Z from 2 (ISO 3779, table of the check digit). */
const worth = (character: string): number => values.indexOf(character) % 10;

/** North America, and China: there the check digit is the law, elsewhere a custom. */
const mustCheck = /^[1-5L]/;

const rules = nationalScheme({
  id: 'vin',
  name: both('车辆识别代号', 'Vehicle identification number'),
  source: 'ISO 3779:2009, GB 16735-2019',
  verified: true,
  strength: 'checked',
  grain: 'instance',
  shape: { digits: [17], ascii: [17, 17] },
  pattern: /^([A-HJ-NPR-Z0-9]{3})([A-HJ-NPR-Z0-9]{5})([0-9A-Z])([A-HJ-NPR-Z0-9])([A-HJ-NPR-Z0-9])([A-HJ-NPR-Z0-9]{6})$/,
  segments: [
    ['maker', '世界制造厂识别代号', 'world manufacturer'],
    ['description', '车辆说明', 'vehicle descriptor'],
    ['check', '检验位', 'check digit'],
    ['year', '年份', 'model year'],
    ['plant', '装配厂', 'plant'],
    ['serial', '顺序号', 'serial'],
  ],
  faults: (parts, code) => (mustCheck.test(code) ? [wrongCheck(parts[2]!, checkOf(code))] : []),
  warnings: (parts, code) => (mustCheck.test(code) ? [] : [wrongCheck(parts[2]!, checkOf(code))]),
});

/** 车辆识别代号. Seventeen digits alone are one only when the check digit fits: nearly all of them are organic product codes. */
export const vin: Scheme = {
  ...rules,
  read(typed) {
    const reading = rules.read(typed);
    return reading?.structure === 'invalid' && isDigits(typed.bare) ? undefined : reading;
  },
};

function checkOf(code: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) if (i !== 8) sum += worth(code[i]!) * weights[i]!;
  return '0123456789X'[sum % 11]!;
}
