import { both, nationalScheme } from '../../national.ts';
import { divisionOf, meanings, provinceDigits } from '../../rules.ts';

const kinds = meanings({
  1: ['无缝气瓶', 'seamless'],
  2: ['焊接气瓶', 'welded'],
  3: ['液化石油气钢瓶', 'LPG'],
  4: ['溶解乙炔气瓶', 'dissolved acetylene'],
  5: ['车用气瓶', 'vehicle fuel'],
  6: ['低温绝热气瓶', 'cryogenic'],
});

/** 气瓶使用登记代码: kind (which LPG cylinders may leave out), province, filling unit, serial. */
export const cylinder = nationalScheme({
  id: 'cylinder',
  name: both('气瓶使用登记代码', 'Gas cylinder registration'),
  source: 'TSG R5001-2005',
  verified: true,
  strength: 'structured',
  grain: 'instance',
  shape: { digits: [11, 12], ascii: [11, 12] },
  pattern: new RegExp(`^([1-6]?)(${provinceDigits})([0-9O]\\d{2})([0-9A-Z]\\d{5})$`),
  segments: [
    ['kind', '气瓶品种', 'kind of cylinder', kinds],
    ['province', '省', 'province', divisionOf],
    ['filler', '充装单位', 'filling unit'],
    ['serial', '顺序号', 'serial'],
  ],
  // Without its kind an LPG cylinder is still the same cylinder.
  canonical: ([kind = ''], code) => (kind === '' ? `3${code}` : code),
});
