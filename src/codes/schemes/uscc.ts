import { compact } from '../check-digits.ts';
import { bareCode, nationalUrn } from '../national.ts';
import type { Label, Scheme } from '../types.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** First two digits of GB/T 2260; 10 stands for the registries of the State. */
const provinces = new Set(
  '10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);
const innerWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** 统一社会信用代码: every legal person and organisation, 18 characters, mod-31 check. */
export const uscc: Scheme = {
  id: 'uscc',
  name: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  source: 'GB 32100-2015',
  verified: true,
  read(text) {
    const code = compact(bareCode(text, 'uscc') ?? '').toUpperCase();
    if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return undefined;
    const expected = checkCharacter(code);
    const reasons: Label[] =
      expected === code[17]
        ? []
        : [{ zh: `校验位为 ${code[17]}，应为 ${expected}`, en: `ends in check character ${code[17]}, expected ${expected}` }];
    const inner = innerCheck(code.slice(8, 16));
    const warnings: Label[] = [];
    if (inner !== code[16]) {
      const zh = `主体标识码校验位为 ${code[16]}，按 GB 11714 应为 ${inner}`;
      warnings.push({ zh, en: `the inner organisation code ends in ${code[16]}, by GB 11714 expected ${inner}` });
    }
    const province = code.slice(2, 4);
    if (!provinces.has(province)) {
      warnings.push({
        zh: `行政区划 ${province} 不是省级代码`,
        en: `the division begins with ${province}, which is no province`,
      });
    }
    return {
      scheme: 'uscc',
      canonical: nationalUrn('uscc', code),
      structure: reasons.length === 0 ? 'valid' : 'invalid',
      reasons,
      warnings,
      verified: true,
      grain: 'party',
      segments: [
        { name: 'department', label: { zh: '登记管理部门', en: 'registering department' }, value: code[0]! },
        { name: 'kind', label: { zh: '机构类别', en: 'kind of organisation' }, value: code[1]! },
        { name: 'division', label: { zh: '登记机关行政区划', en: 'division of the registry' }, value: code.slice(2, 8) },
        { name: 'subject', label: { zh: '主体标识码', en: 'organisation code' }, value: code.slice(8, 17) },
        { name: 'check', label: { zh: '校验码', en: 'check character' }, value: code[17]! },
      ],
    };
  },
};

/** GB 32100-2015 §4.4: 31 − Σ(value × 3^(i−1)) mod 31. */
function checkCharacter(code: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += weights[i]! * alphabet.indexOf(code[i]!);
  return alphabet[(31 - (sum % 31)) % 31]!;
}

/** GB 11714: 11 − Σ mod 11, 10 is X, 11 is 0. Some codes in use do not satisfy it, hence only a warning. */
function innerCheck(body: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) {
    const character = body.charCodeAt(i);
    sum += innerWeights[i]! * (character < 58 ? character - 48 : character - 55);
  }
  const rest = 11 - (sum % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}
