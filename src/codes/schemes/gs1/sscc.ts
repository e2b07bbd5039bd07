import { gs1Scheme } from '../../gs1-scheme.ts';

/** Logistic units: cases, pallets, containers in transport. */
export const sscc = gs1Scheme({
  id: 'sscc',
  primary: '00',
  name: { zh: '系列货运包装箱代码', en: 'SSCC' },
  source: 'GS1 General Specifications §2.2, GB/T 18127',
  grain: () => 'instance',
  bare: [18],
});
