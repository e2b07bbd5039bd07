import { both, nationalScheme } from '../../national.ts';
import { liftKinds } from './lift-kinds.ts';

/** 设备代码 of a lift: 18 characters, for life. No check digit. */
export const device18 = nationalScheme({
  id: 'device18',
  name: both('特种设备代码（电梯）', 'Special equipment code, lift'),
  source: 'TSG T7001-2023；TSG 08-2017',
  verified: true,
  strength: 'checked',
  grain: 'instance',
  shape: { digits: [18], ascii: [18, 18] },
  pattern: /^(3[1-4][1-3]0)(\d{5})((?:19[89]|20\d)\d)([0-9A-Z]\d{4})$/,
  segments: [
    ['kind', '设备基本代码', 'kind of equipment', liftKinds],
    ['maker', '制造单位代号', 'maker'],
    ['year', '制造年份', 'year made'],
    ['serial', '制造顺序号', 'serial'],
  ],
});
