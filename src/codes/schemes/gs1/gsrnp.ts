import { gs1Scheme } from '../../gs1-scheme.ts';

/** Providers of a service within an organisation. */
export const gsrnp = gs1Scheme({
  id: 'gsrnp',
  primary: '8017',
  name: { zh: '服务提供方关系代码', en: 'GSRN – provider' },
  source: 'GS1 General Specifications §2.5',
  grain: () => 'party',
});
