import { gs1Scheme } from '../../gs1-scheme.ts';

/** Documents: certificates, test reports. */
export const gdti = gs1Scheme({
  id: 'gdti',
  primary: '253',
  name: { zh: '全球文件类型代码', en: 'GDTI' },
  source: 'GS1 General Specifications §2.6.13',
  grain: () => 'document',
});
