import { both, nationalScheme } from '../../national.ts';
import { divisionOf, provinceDigits } from '../../rules.ts';

/** 危险废物转移联单编号: year, province, city, serial. */
export const wasteManifest = nationalScheme({
  id: 'wastemanifest',
  name: both('危险废物转移联单编号', 'Hazardous waste manifest'),
  source: '危险废物转移管理办法 (2022)（位段未确认）',
  verified: false,
  strength: 'structured',
  grain: 'document',
  shape: { digits: [14] },
  pattern: new RegExp(`^(20[12]\\d)(${provinceDigits})(\\d{2})(\\d{6})$`),
  segments: [
    ['year', '年份', 'year'],
    ['province', '省', 'province', divisionOf],
    ['city', '市', 'city'],
    ['serial', '流水号', 'serial'],
  ],
});
