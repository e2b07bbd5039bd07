import { gs1Scheme } from '../../gs1-scheme.ts';

/** Parties: legal entities and functions. */
export const pgln = gs1Scheme({
  id: 'pgln',
  primary: '417',
  name: { zh: '参与方位置码', en: 'Party GLN' },
  source: 'GS1 General Specifications §2.4',
  grain: () => 'party',
});
