import { both, nationalScheme } from '../../national.ts';
import { divisionOf, provinceFault } from '../../rules.ts';

/** 行政区划代码: county level (6), township (9), village (12). */
export const division = nationalScheme({
  id: 'division',
  name: both('行政区划代码', 'Administrative division code'),
  source: 'GB/T 2260-2007; GB/T 10114-2003 (township); 统计用区划代码 (village)',
  verified: true,
  strength: 'structured',
  grain: 'place',
  shape: { digits: [6, 9, 12] },
  pattern: /^(\d{6})(\d{3})?(\d{3})?$/,
  segments: [
    ['county', '省市县', 'province, city, county', divisionOf],
    ['township', '乡镇街道', 'township or subdistrict', (value, parts) => divisionOf(parts[0]! + value)],
    ['village', '村居', 'village or community'],
  ],
  faults: ([county = '']) => [provinceFault(county)],
});
