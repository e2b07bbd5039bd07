import { links, type Vectors } from './types.ts';

/** Examples of the EPC Tag Data Standard §6.3.3; extension 0 is no extension. Bare, thirteen digits are a GTIN first. */
export const gln: Vectors = {
  scheme: 'gln',
  same: [
    {
      canonical: 'https://id.gs1.org/414/0614141073467',
      spellings: [
        'urn:epc:id:sgln:0614141.07346.0',
        'urn:epc:id:sgln:061414107346..0',
        '(414)0614141073467',
        ']C14140614141073467',
        ...links('/414/0614141073467'),
        ...links('/gln/0614141073467'),
        ...links('/414/0614141073467/254/0'),
      ],
    },
    {
      canonical: 'https://id.gs1.org/414/0614141073467/254/1234',
      spellings: [
        'urn:epc:id:sgln:0614141.07346.1234',
        '(414)0614141073467(254)1234',
        ']C141406141410734672541234',
        ...links('/414/0614141073467/254/1234'),
        ...links('/gln/0614141073467/glnx/1234'),
      ],
    },
  ],
  invalid: ['0614141073460', 'https://id.gs1.org/414/0614141073460'],
  foreign: ['061414107346', 'https://id.gs1.org/417/0614141073467'],
  checked: { code: '0614141073467', from: 0, to: 13 },
};
