import { both, nationalScheme } from '../../national.ts';
import { divisionOf, meanings, mod11And10, provinceFault, wrongCheck } from '../../rules.ts';

const kinds = meanings({
  1: ['食品销售经营者', 'food seller'],
  2: ['餐饮服务经营者', 'catering'],
  3: ['单位食堂', 'canteen'],
});

/** 食品经营许可证编号: JY and 14 digits. */
export const jy = nationalScheme({
  id: 'jy',
  name: both('食品经营许可证编号', 'Food business licence'),
  source: '食品经营许可管理办法；校验位 GB/T 17710 MOD 11,10',
  verified: false,
  strength: 'checked',
  grain: 'document',
  shape: { ascii: [16, 16] },
  pattern: /^JY(\d)(\d{6})(\d{6})(\d)$/,
  segments: [
    ['kind', '主体业态', 'kind of business', kinds],
    ['division', '行政区划', 'division', divisionOf],
    ['serial', '顺序码', 'serial'],
    ['check', '校验码', 'check digit'],
  ],
  faults: ([kind = '', division = '', , check = ''], code) => [
    kinds(kind) === undefined ? both(`业态为 ${kind}，应为 1 至 3`, `business kind ${kind}, expected 1 to 3`) : undefined,
    provinceFault(division),
    wrongCheck(check, mod11And10(code.slice(2, 15))),
  ],
});
