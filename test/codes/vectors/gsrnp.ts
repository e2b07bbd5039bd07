import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.7. */
export const gsrnp: Vectors = {
  scheme: 'gsrnp',
  same: [
    {
      canonical: 'https://id.gs1.org/8017/061414112345678902',
      spellings: [
        'urn:epc:id:gsrnp:0614141.1234567890',
        '(8017)061414112345678902',
        ']C18017061414112345678902',
        ...links('/8017/061414112345678902'),
        ...links('/gsrnp/061414112345678902'),
      ],
    },
  ],
  invalid: ['(8017)061414112345678903'],
  foreign: ['(8018)061414112345678902'],
  checked: { code: '(8017)061414112345678902', from: 6, to: 24 },
};
