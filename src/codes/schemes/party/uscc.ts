import { both, nationalScheme } from '../../national.ts';
import { divisionOf, meanings, provinceFault, wrongCheck } from '../../rules.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** 统一社会信用代码: every legal person and organisation, 18 characters, mod-31 check. */
export const uscc = nationalScheme({
  id: 'uscc',
  name: both('统一社会信用代码', 'Unified social credit code'),
  source: 'GB 32100-2015',
  verified: true,
  strength: 'checked',
  grain: 'party',
  shape: { digits: [18], ascii: [18, 18] },
  pattern: /^([0-9A-HJ-NPQRTUWXY])([0-9A-HJ-NPQRTUWXY])(\d{6})([0-9A-HJ-NPQRTUWXY]{9})([0-9A-HJ-NPQRTUWXY])$/,
  segments: [
    ['department', '登记管理部门', 'registering department', departmentOf()],
    ['kind', '机构类别', 'kind of organisation'],
    ['division', '登记机关行政区划', 'division of the registry', divisionOf],
    ['subject', '主体标识码', 'organisation code'],
    ['check', '校验码', 'check character'],
  ],
  faults: (parts, code) => [wrongCheck(parts[4]!, checkCharacter(code))],
  warnings: ([, , division = '', subject = '']) => {
    const inner = innerCheck(subject);
    return [
      inner === subject[8]
        ? undefined
        : both(
            `主体标识码校验位为 ${subject[8]}，按 GB 11714 应为 ${inner}`,
            `the inner organisation code ends in ${subject[8]}, by GB 11714 expected ${inner}`,
          ),
      // Registries of the State use 10.
      division.startsWith('10') ? undefined : provinceFault(division),
    ];
  },
});

function departmentOf() {
  return meanings({
    1: ['机构编制', 'public institutions'],
    5: ['民政', 'civil affairs'],
    9: ['市场监督管理', 'market regulation'],
    Y: ['其他', 'other'],
  });
}

/** GB 32100-2015 §4.4: 31 − Σ(value × 3^(i−1)) mod 31. */
function checkCharacter(code: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += weights[i]! * alphabet.indexOf(code[i]!);
  return alphabet[(31 - (sum % 31)) % 31]!;
}

/** GB 11714: 11 − Σ mod 11, 10 is X, 11 is 0. Some codes in use do not satisfy it, hence only a warning. */
function innerCheck(subject: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    const character = subject.charCodeAt(i);
    sum += innerWeights[i]! * (character < 58 ? character - 48 : character - 55);
  }
  const rest = 11 - (sum % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}
