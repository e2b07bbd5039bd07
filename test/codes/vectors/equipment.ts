import { ambiguous, national, type Vectors } from './types.ts';

/** Special equipment: two lifts of a published record, the others composed by the published layout. */
export const equipment: readonly Vectors[] = [
  {
    scheme: 'device18',
    same: [national('device18', '311010234201900123', '3110 10234 2019 00123'), national('device18', '3310102342019A0123')],
    invalid: [],
    foreign: ['311010234189900123', '911010234201900123', '31101023420190012'],
  },
  {
    scheme: 'registration20',
    same: [national('registration20', '31103506002016053337'), national('registration20', '31103506002016083785')],
    invalid: ['31109906002016053337'],
    foreign: ['31103506002016133337', '83857930000879766660'],
  },
  {
    scheme: 'usecertificate',
    same: [
      national('usecertificate', '梯11闽E3622(16)', '梯11闽E3622（16）'),
      national('usecertificate', '梯11闽E4165(16)'),
      national('usecertificate', '梯11豫U00001(26)', '梯 11 豫 U00001 (26)'),
    ],
    invalid: [],
    foreign: ['楼11豫U00001(26)', '梯1豫U00001(26)'],
  },
  {
    scheme: 'lift96333',
    same: [ambiguous('lift96333', '123456')],
    invalid: [],
    foreign: ['12345', 'A23456'],
  },
  {
    scheme: 'cylinder',
    same: [
      { canonical: 'urn:zhuisu:cylinder:341012000123', spellings: ['41 012 000123', '41012000123'] },
      ambiguous('cylinder', '341012000123'),
      national('cylinder', '541O12A00123', '5 41 O12 A00123'),
    ],
    invalid: [],
    foreign: ['7410120001234', '399012000123'],
  },
];
