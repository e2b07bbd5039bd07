import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.10. */
export const gcn: Vectors = {
  scheme: 'gcn',
  same: [
    {
      canonical: 'https://id.gs1.org/255/401234567890104711',
      spellings: [
        'urn:epc:id:sgcn:4012345.67890.04711',
        '(255)401234567890104711',
        ']C1255401234567890104711',
        ...links('/255/401234567890104711'),
        ...links('/gcn/401234567890104711'),
      ],
    },
    { canonical: 'https://id.gs1.org/255/4012345678901', spellings: ['urn:epc:idpat:sgcn:4012345.67890.*'] },
  ],
  invalid: ['(255)4012345678902', '(255)4012345678901A'],
  foreign: ['(253)4012345678901'],
  checked: { code: '(255)401234567890104711', from: 5, to: 18 },
};
