import { ambiguous, national, type Vectors } from './types.ts';

/** Explosives, chemicals, vehicles, waste. */
export const goods: readonly Vectors[] = [
  {
    scheme: 'detonator',
    same: [national('detonator', '4280611A00123', '428 0611 A 00123'), national('detonator', '4280611a00123')],
    invalid: ['0080611A00123', '4281311A00123', '4280611o00123', '4280230A00123'],
    foreign: ['4280611A0012', '6901234567892', '6901234567890'],
  },
  {
    scheme: 'cas',
    same: [
      national('cas', '7732-18-5', 'CAS 7732-18-5', 'CAS:7732-18-5', '7732–18–5'),
      national('cas', '7697-37-2'),
      national('cas', '143-33-9'),
      national('cas', '10217-52-4'),
    ],
    invalid: ['7732-18-6', '143-33-8'],
    foreign: ['7732185', '7732-185', '1-18-5'],
  },
  {
    scheme: 'un',
    same: [{ canonical: 'urn:zhuisu:un:1203', spellings: ['UN1203', 'UN 1203', 'un1203', '1203'] }, national('un', '0336')],
    invalid: [],
    foreign: ['UN9203', 'UN120', '120'],
  },
  {
    scheme: 'vin',
    same: [
      national('vin', '1M8GDM9AXKP042788', '1m8gdm9axkp042788', '1M8 GDM9A X KP042788'),
      national('vin', '11111111111111111'),
      national('vin', '5GZCZ43D13S812715'),
      national('vin', 'JHMCM56557C404453'),
      national('vin', 'JTHCE96S770008889'),
      national('vin', '1HGCM82633A004352'),
      national('vin', 'LSVHJ133022221761'),
      national('vin', 'LFV2A21J970002020'),
      national('vin', 'LVGBH40K7CG000001'),
      // Makers of other regions need not use the check digit.
      national('vin', 'KNEJC524585810962'),
      national('vin', 'WVWZZZ1JZXW000001'),
    ],
    invalid: ['1M8GDM9A1KP042788', 'LSVHJ133122221761'],
    foreign: ['1M8GDM9AXKP04278', '1M8GDM9AXKPO42788', 'IM8GDM9AXKP042788'],
    checked: { code: '1M8GDM9AXKP042788', from: 9, to: 17 },
  },
  {
    scheme: 'plate',
    same: [
      national('plate', '豫U12345', '豫U·12345', '豫U 12345', '豫u12345'),
      national('plate', '豫UD12345', '豫U·D12345'),
      national('plate', '豫U1234挂'),
    ],
    invalid: [],
    foreign: ['豫U1234', '中U12345', '豫UI2345'],
  },
  {
    scheme: 'wastecode',
    same: [
      {
        canonical: 'urn:zhuisu:wastecode:900-041-49',
        spellings: ['HW49 900-041-49', 'hw49900-041-49', '900-041-49', 'urn:zhuisu:wastecode:900-041-49'],
      },
    ],
    invalid: ['HW08 900-041-49'],
    foreign: ['90004149', 'HW49'],
  },
  {
    scheme: 'wastemanifest',
    same: [ambiguous('wastemanifest', '20264190000001')],
    invalid: [],
    foreign: ['20269990000001', '2026419000000'],
  },
];
