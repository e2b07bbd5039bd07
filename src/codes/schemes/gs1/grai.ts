import { gs1Scheme } from '../../gs1-scheme.ts';

/** Returnable assets: crates, kegs, gas cylinders in circulation. */
export const grai = gs1Scheme({
  id: 'grai',
  primary: '8003',
  name: { zh: '全球可回收资产代码', en: 'GRAI' },
  source: 'GS1 General Specifications §2.3.1',
  grain: (values) => ((values.get('8003')?.length ?? 0) > 14 ? 'instance' : 'class'),
});
