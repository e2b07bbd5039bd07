import { gs1Scheme } from '../../gs1-scheme.ts';

/** Recipients of a service: patients, members. */
export const gsrn = gs1Scheme({
  id: 'gsrn',
  primary: '8018',
  name: { zh: '服务接受方关系代码', en: 'GSRN – recipient' },
  source: 'GS1 General Specifications §2.5',
  grain: () => 'party',
});
