import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.2. */
export const sscc: Vectors = {
  scheme: 'sscc',
  same: [
    {
      canonical: 'https://id.gs1.org/00/106141412345678908',
      spellings: [
        '106141412345678908',
        '1 0614141 234567890 8',
        'urn:epc:id:sscc:0614141.1234567890',
        '(00)106141412345678908',
        '00106141412345678908',
        ']C100106141412345678908',
        ...links('/00/106141412345678908'),
        ...links('/sscc/106141412345678908'),
      ],
    },
  ],
  invalid: ['106141412345678900'],
  foreign: ['10614141234567890', 'urn:epc:id:sscc:08600031303.0005'],
  checked: { code: '106141412345678908', from: 0, to: 18 },
};
