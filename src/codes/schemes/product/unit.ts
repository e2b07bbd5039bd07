import { both, nationalScheme } from '../../national.ts';
import { wrongCheck } from '../../rules.ts';
import { unitCheck } from '../../unit-code.ts';

/** The platform’s own unit code, for those who have no GS1 company prefix. */
export const zs = nationalScheme({
  id: 'zs',
  name: both('追溯平台单元码', 'Zhuisu unit code'),
  source: 'docs/codes.md',
  verified: true,
  strength: 'checked',
  grain: 'instance',
  shape: { ascii: [19, 19] },
  pattern: /^(ZS)([0-9A-HJ-NPQRTUWXY]{6})([0-9A-HJ-NPQRTUWXY]{10})([0-9A-HJ-NPQRTUWXY])$/,
  segments: [
    ['prefix', '前缀', 'prefix'],
    ['range', '发码批', 'range of issue'],
    ['body', '单元（加密）', 'unit, enciphered'],
    ['check', '校验码', 'check character'],
  ],
  faults: ([, range = '', body = '', check = '']) => [wrongCheck(check, unitCheck(range + body))],
});
