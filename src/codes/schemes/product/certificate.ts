import { both, nationalScheme } from '../../national.ts';
import { dayFault, divisionOf } from '../../rules.ts';

/** 承诺达标合格证 number as this platform gives it: there is no national numbering. */
export const hgz = nationalScheme({
  id: 'hgz',
  name: both('承诺达标合格证编号', 'Produce conformity certificate'),
  source: '追溯平台编号规则（国家未规定编号）',
  verified: true,
  strength: 'checked',
  grain: 'document',
  shape: { ascii: [25, 25] },
  spell: ({ code }) => code.toUpperCase(),
  pattern: /^(HGZ)-(\d{6})-(\d{8})-([0-9A-HJKMNP-TV-Z]{8})$/,
  segments: [
    ['prefix', '前缀', 'prefix'],
    ['division', '行政区划', 'division', divisionOf],
    ['day', '开具日期', 'day of issue'],
    ['number', '编号', 'number'],
  ],
  faults: ([, , day = '']) => [dayFault(day.slice(0, 4), day.slice(4, 6), day.slice(6))],
});
