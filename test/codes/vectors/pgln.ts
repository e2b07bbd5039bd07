import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.15. */
export const pgln: Vectors = {
  scheme: 'pgln',
  same: [
    {
      canonical: 'https://id.gs1.org/417/0614141123452',
      spellings: [
        'urn:epc:id:pgln:0614141.12345',
        '(417)0614141123452',
        ']C14170614141123452',
        ...links('/417/0614141123452'),
        ...links('/party/0614141123452'),
      ],
    },
  ],
  invalid: ['(417)0614141123453'],
  foreign: ['(414)0614141123452'],
  checked: { code: '(417)0614141123452', from: 5, to: 18 },
};
