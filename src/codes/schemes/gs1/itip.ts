import { gs1Scheme } from '../../gs1-scheme.ts';

/** Pieces of one trade item that travels in several packages. */
export const itip = gs1Scheme({
  id: 'itip',
  primary: '8006',
  name: { zh: '贸易项目组件代码', en: 'ITIP' },
  source: 'GS1 General Specifications §3.9.5',
  grain: (values) => (values.has('21') ? 'instance' : 'class'),
});
