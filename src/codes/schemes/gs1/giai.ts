import { gs1Scheme } from '../../gs1-scheme.ts';

/** Single assets: vehicles, machines, devices. */
export const giai = gs1Scheme({
  id: 'giai',
  primary: '8004',
  name: { zh: '全球单个资产代码', en: 'GIAI' },
  source: 'GS1 General Specifications §2.3.2',
  grain: () => 'instance',
});
