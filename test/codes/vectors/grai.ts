import { links, type Vectors } from './types.ts';

/** Examples of the EPC Tag Data Standard §6.3.4. */
export const grai: Vectors = {
  scheme: 'grai',
  same: [
    {
      canonical: 'https://id.gs1.org/8003/006141411234525678',
      spellings: [
        'urn:epc:id:grai:0614141.12345.5678',
        '(8003)006141411234525678',
        ']C18003006141411234525678',
        ...links('/8003/006141411234525678'),
        ...links('/grai/006141411234525678'),
      ],
    },
    {
      canonical: 'https://id.gs1.org/8003/00614141123452',
      spellings: ['urn:epc:idpat:grai:0614141.12345.*', '(8003)00614141123452'],
    },
  ],
  invalid: ['(8003)106141411234525678', '(8003)006141411234535678', '(8003)00614141'],
  foreign: ['(8004)0614141'],
  checked: { code: '(8003)006141411234525678', from: 7, to: 20 },
};
