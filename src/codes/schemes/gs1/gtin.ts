import { gs1Scheme } from '../../gs1-scheme.ts';

/** Trade items: the class (GTIN), its lots (LGTIN) and its instances (SGTIN). */
export const gtin = gs1Scheme({
  id: 'gtin',
  primary: '01',
  name: { zh: '全球贸易项目代码', en: 'GTIN' },
  source: 'GS1 General Specifications §2.1, GB 12904',
  grain: (values) => (values.has('21') ? 'instance' : values.has('10') ? 'lot' : 'class'),
  takes: (values) => !values.has('235'),
  bare: [8, 12, 13, 14],
});
