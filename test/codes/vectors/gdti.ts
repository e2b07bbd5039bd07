import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.8. */
export const gdti: Vectors = {
  scheme: 'gdti',
  same: [
    {
      canonical: 'https://id.gs1.org/253/06141411234525678',
      spellings: [
        'urn:epc:id:gdti:0614141.12345.5678',
        '(253)06141411234525678',
        ']C125306141411234525678',
        ...links('/253/06141411234525678'),
        ...links('/gdti/06141411234525678'),
      ],
    },
    { canonical: 'https://id.gs1.org/253/0614141123452', spellings: ['urn:epc:idpat:gdti:0614141.12345.*'] },
  ],
  invalid: ['(253)0614141123453', '(253)0614141'],
  foreign: ['(255)0614141123452'],
  checked: { code: '(253)06141411234525678', from: 5, to: 18 },
};
