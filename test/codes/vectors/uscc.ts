import type { Vectors } from './types.ts';

/** Codes printed by registries, and some made up for the city (91419001…), two of them for the ends of the check alphabet. */
export const uscc: Vectors = {
  scheme: 'uscc',
  same: [
    {
      canonical: 'urn:zhuisu:uscc:91350100M000100Y43',
      spellings: [
        '91350100M000100Y43',
        '91350100m000100y43',
        '9135 0100 M000 100Y 43',
        '９１３５０１００Ｍ０００１００Ｙ４３',
        'urn:zhuisu:uscc:91350100m000100y43',
        'https://any.example/any/prefix/id/uscc/91350100M000100Y43',
        'https://a.example/id/uscc/91350100M000100Y43?x=1',
      ],
    },
    { canonical: 'urn:zhuisu:uscc:915101007130545948', spellings: ['915101007130545948'] },
    { canonical: 'urn:zhuisu:uscc:913411253367961888', spellings: ['913411253367961888'] },
    { canonical: 'urn:zhuisu:uscc:91320594346302401E', spellings: ['91320594346302401E'] },
    { canonical: 'urn:zhuisu:uscc:11370323004223252G', spellings: ['11370323004223252G'] },
    { canonical: 'urn:zhuisu:uscc:91419001MA3X000102', spellings: ['91419001MA3X000102'] },
    { canonical: 'urn:zhuisu:uscc:91419001MA0000023Y', spellings: ['91419001MA0000023Y'] },
    { canonical: 'urn:zhuisu:uscc:91419001MA00001460', spellings: ['91419001MA00001460'] },
  ],
  invalid: ['91419001MA3X000103', '91350100M000100Y4X'],
  foreign: [
    '91350100M000100Y4',
    '91350100I000100Y43',
    'urn:zhuisu:drug20:91350100M000100Y43',
    'https://example.com/uscc/91350100M000100Y43/more',
  ],
  checked: { code: '91419001MA3X000102', from: 0, to: 18 },
};
