import { gs1Scheme } from '../../gs1-scheme.ts';

/** Physical locations, with an extension for the place inside. */
export const gln = gs1Scheme({
  id: 'gln',
  primary: '414',
  name: { zh: '全球位置码', en: 'GLN' },
  source: 'GS1 General Specifications §2.4, GB/T 16828',
  grain: () => 'place',
  bare: [13],
});
