import { both, nationalScheme } from '../../national.ts';
import { divisionOf, provinceFault } from '../../rules.ts';

/** A plot of land as this platform numbers it: township and serial. */
export const plot = nationalScheme({
  id: 'plot',
  name: both('产地地块编码', 'Plot of land'),
  source: '追溯平台编号规则（NY/T 1430 位段未确认）',
  verified: true,
  strength: 'checked',
  grain: 'place',
  shape: { ascii: [17, 17] },
  pattern: /^(PL)(\d{9})(\d{6})$/,
  segments: [
    ['prefix', '前缀', 'prefix'],
    ['division', '乡镇街道', 'township', divisionOf],
    ['serial', '顺序号', 'serial'],
  ],
  faults: ([, division = '']) => [provinceFault(division)],
});
