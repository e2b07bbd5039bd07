import { both, nationalScheme } from '../../national.ts';
import { dayFault, divisionOf, mod11And2, provinceFault } from '../../rules.ts';

/** 公民身份号码: read so that it is not taken for something else, and never shown: the canonical form is masked and identifies nobody. */
export const resident = nationalScheme({
  id: 'resident',
  name: both('公民身份号码', 'Resident identity number'),
  source: 'GB 11643-1999',
  verified: false,
  strength: 'checked',
  grain: 'person',
  shape: { digits: [18], ascii: [18, 18] },
  pattern: /^([1-8]\d{5})((?:18|19|20)\d{2})(\d{2})(\d{2})(\d{3})([\dX])$/,
  segments: [['division', '行政区划', 'division', (value) => divisionOf(value.slice(0, 2))]],
  faults: ([division = '', year = '', month = '', day = '', , check = ''], code) => [
    provinceFault(division),
    dayFault(year, month, day) === undefined ? undefined : both('出生日期不存在', 'the day of birth is no day of the calendar'),
    check === mod11And2(code.slice(0, 17)) ? undefined : both('校验位不符', 'the check character does not fit'),
  ],
  warnings: () => [both('个人信息：只以掩码显示', 'personal data: shown masked only')],
  canonical: (_, code) => maskResident(code),
});

/** Seventeen digits and their check character that say a day of the calendar: somebody’s number, alone or inside another code. */
export function isPersonal(code: string): boolean {
  if (!/^[1-8]\d{5}(?:18|19|20)\d{9}[\dX]$/.test(code) || mod11And2(code.slice(0, 17)) !== code[17]) return false;
  return dayFault(code.slice(6, 10), code.slice(10, 12), code.slice(12, 14)) === undefined;
}

/** Two digits of the province, the rest away. */
export const maskResident = (code: string): string => `${code.slice(0, 2)}****************`;
