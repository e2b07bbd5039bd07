import { both, nationalScheme } from '../../national.ts';
import { divisionOf, provinceFault } from '../../rules.ts';
import { liftKinds } from './lift-kinds.ts';

/** 注册代码 of a lift: the older 20 digits that databases still hold. No check digit. */
export const registration20 = nationalScheme({
  id: 'registration20',
  name: both('特种设备注册代码（电梯）', 'Special equipment registration, lift'),
  source: '特种设备注册登记规则（旧）',
  verified: true,
  strength: 'checked',
  grain: 'instance',
  shape: { digits: [20] },
  pattern: /^(3[1-4][1-3]0)(\d{6})((?:19[89]|20\d)\d)(0[1-9]|1[0-2])(\d{4})$/,
  segments: [
    ['kind', '设备种类', 'kind of equipment', liftKinds],
    ['division', '行政区划', 'division', divisionOf],
    ['year', '注册年份', 'year of registration'],
    ['month', '月', 'month'],
    ['serial', '顺序号', 'serial'],
  ],
  faults: ([, division = '']) => [provinceFault(division)],
});
