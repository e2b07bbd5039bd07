import { gs1Scheme } from '../../gs1-scheme.ts';

/** Components and parts, with a serial where they are told apart. */
export const cpi = gs1Scheme({
  id: 'cpi',
  primary: '8010',
  name: { zh: '组件/部件代码', en: 'CPID' },
  source: 'GS1 General Specifications §2.6.14',
  grain: (values) => (values.has('8011') ? 'instance' : 'class'),
});
