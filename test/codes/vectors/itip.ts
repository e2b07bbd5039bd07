import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.13. */
export const itip: Vectors = {
  scheme: 'itip',
  same: [
    {
      canonical: 'https://id.gs1.org/8006/040123451234560102/21/987',
      spellings: [
        'urn:epc:id:itip:4012345.012345.01.02.987',
        '(8006)040123451234560102(21)987',
        ']C18006040123451234560102\u001d21987',
        ...links('/8006/040123451234560102/21/987'),
        ...links('/8006/040123451234560102/10/L1/21/987'),
        ...links('/itip/040123451234560102/ser/987'),
      ],
    },
    { canonical: 'https://id.gs1.org/8006/040123451234560102', spellings: ['urn:epc:idpat:itip:4012345.012345.01.02.*'] },
  ],
  invalid: ['(8006)040123451234570102'],
  foreign: ['(01)04012345123456'],
  checked: { code: '(8006)040123451234560102', from: 6, to: 20 },
};
