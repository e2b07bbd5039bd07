import { links, type Vectors } from './types.ts';

/** Examples of the EPC Tag Data Standard §6.3.9. */
export const cpi: Vectors = {
  scheme: 'cpi',
  same: [
    {
      canonical: 'https://id.gs1.org/8010/06141415PQ7%2FZ43/8011/12345',
      spellings: [
        'urn:epc:id:cpi:0614141.5PQ7%2FZ43.12345',
        '(8010)06141415PQ7/Z43(8011)12345',
        ']C1801006141415PQ7/Z43\u001d801112345',
        ...links('/8010/06141415PQ7%2FZ43/8011/12345'),
        ...links('/cpid/06141415PQ7%2FZ43/cpsn/12345'),
      ],
    },
    { canonical: 'https://id.gs1.org/8010/06141415PQ7%2FZ43', spellings: ['urn:epc:idpat:cpi:0614141.5PQ7%2FZ43.*'] },
  ],
  invalid: ['(8010)0614141abc', '(8010)06141415PQ7(8011)1234567890123'],
  foreign: ['(8006)040123451234560102', 'urn:epc:idpat:cpi:0614141.a b.*'],
};
