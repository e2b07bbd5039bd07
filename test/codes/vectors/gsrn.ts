import { links, type Vectors } from './types.ts';

/** Example of the EPC Tag Data Standard §6.3.6. */
export const gsrn: Vectors = {
  scheme: 'gsrn',
  same: [
    {
      canonical: 'https://id.gs1.org/8018/061414112345678902',
      spellings: [
        'urn:epc:id:gsrn:0614141.1234567890',
        '(8018)061414112345678902',
        ']C18018061414112345678902',
        ...links('/8018/061414112345678902'),
        ...links('/gsrn/061414112345678902'),
      ],
    },
    { canonical: 'https://id.gs1.org/8018/061414112345678902/8019/7', spellings: ['(8018)061414112345678902(8019)7'] },
  ],
  invalid: ['(8018)061414112345678903'],
  foreign: ['(8017)061414112345678902'],
  checked: { code: '(8018)061414112345678902', from: 6, to: 24 },
};
