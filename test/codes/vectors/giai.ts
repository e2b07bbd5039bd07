import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.5. */
export const giai: Vectors = {
  scheme: 'giai',
  same: [
    {
      canonical: 'https://id.gs1.org/8004/061414112345400',
      spellings: [
        'urn:epc:id:giai:0614141.12345400',
        '(8004)061414112345400',
        ']C18004061414112345400',
        ...links('/8004/061414112345400'),
        ...links('/giai/061414112345400'),
      ],
    },
  ],
  invalid: ['(8004)0614141é', '(8004)0614141012345678901234567890123'],
  foreign: ['(8003)00614141123452', 'https://example.com/8004/about'],
};
