import { links, type Vectors } from './types.ts';

/** A code returned by the national platform and one from its test data; there is no check digit that can be computed. */
export const drug20: Vectors = {
  scheme: 'drug20',
  same: [
    {
      canonical: 'urn:zhuisu:drug20:83857930000879766660',
      spellings: [
        '83857930000879766660',
        '8385793 0000 8797 6666 0',
        '药品标识码：8385793序列号：0000879766660',
        '药品标识码:8385793 序列号:0000879766660',
        'urn:zhuisu:drug20:83857930000879766660',
        ...links('/id/drug20/83857930000879766660'),
      ],
    },
    { canonical: 'urn:zhuisu:drug20:80217629000000001003', spellings: ['8021762-9000000001003'] },
  ],
  invalid: [],
  foreign: ['70217629000000001003', '8385793000087976666', '838579300008797666601', 'urn:zhuisu:uscc:83857930000879766660'],
};
