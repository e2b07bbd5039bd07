import { both, nationalScheme } from '../../national.ts';

/** 危险废物代码: industry, number, class. */
export const wasteCode = nationalScheme({
  id: 'wastecode',
  name: both('危险废物代码', 'Hazardous waste code'),
  source: '国家危险废物名录',
  verified: true,
  strength: 'checked',
  grain: 'substance',
  shape: { digits: [8], ascii: [12, 12] },
  spell: ({ code }) =>
    code
      .toUpperCase()
      .replace(/\s/g, '')
      .replace(/[\u2010-\u2015\u2212]/g, '-'),
  // Eight digits alone are nearly always a GTIN-8: the hyphens or the class must be written.
  pattern: /^(?:HW(\d{2})(?=.))?(\d{3})-(\d{3})-(\d{2})$/,
  segments: [
    ['written', '废物类别', 'class as written'],
    ['industry', '行业来源', 'industry'],
    ['number', '废物代码', 'number'],
    ['class', '类别', 'class'],
  ],
  faults: ([written = '', , , kind = '']) => [
    written !== '' && written !== kind
      ? both(`类别写作 HW${written}，代码末两位为 ${kind}`, `written as HW${written}, but the code ends in ${kind}`)
      : undefined,
  ],
  canonical: ([, industry, number, kind]) => `${industry}-${number}-${kind}`,
});
