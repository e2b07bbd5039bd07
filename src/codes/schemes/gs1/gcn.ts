import { gs1Scheme } from '../../gs1-scheme.ts';

/** Coupons. */
export const gcn = gs1Scheme({
  id: 'gcn',
  primary: '255',
  name: { zh: '全球优惠券代码', en: 'GCN' },
  source: 'GS1 General Specifications §2.6.2',
  grain: () => 'document',
});
