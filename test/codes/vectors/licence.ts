import { national, type Vectors } from './types.ts';

/** Licence and approval numbers: printed on products, or composed by the published pattern. */
export const licence: readonly Vectors[] = [
  {
    scheme: 'sc',
    same: [
      national('sc', 'SC11464010500015', 'sc11464010500015', 'SC 1146 4010 5000 15', 'ＳＣ11464010500015'),
      national('sc', 'SC11333019700024'),
      national('sc', 'SC11837048101233'),
      national('sc', 'SC11834020305037'),
      national('sc', 'SC12636098200051'),
      national('sc', 'SC11532139200465'),
      national('sc', 'SC12434017430075'),
      national('sc', 'SC11432010400101'),
      national('sc', 'SC10441900100010'),
    ],
    invalid: ['SC12345678901234', 'SC10513030200889', 'SC31464010500015'],
    foreign: ['SC1146401050001', 'SB11464010500015', '11464010500015'],
    checked: { code: 'SC11532139200465', from: 2, to: 16 },
  },
  {
    scheme: 'jy',
    same: [national('jy', 'JY14190010000010', 'jy1419001 0000010')],
    invalid: ['JY14190010000011', 'JY44190010000010'],
    foreign: ['JY1419001000001', 'JX14190010000010'],
    checked: { code: 'JY14190010000010', from: 2, to: 16 },
  },
  {
    scheme: 'drugapproval',
    same: [
      national('drugapproval', '国药准字Z45021428', '国药准字 Z45021428', '国药准字Ｚ45021428'),
      national('drugapproval', '国药准字HJ20160001'),
    ],
    invalid: [],
    foreign: ['国药准字Q45021428', '国药准字Z4502142', '国药准字45021428'],
  },
  {
    scheme: 'devicereg',
    same: [
      national('devicereg', '国械注准20193030166', '国械注准 20193030166'),
      national('devicereg', '鄂械注准20252185501'),
      national('devicereg', '国械注许20193030166'),
    ],
    invalid: [],
    foreign: ['国械注准20194030166', '国械注准2019303016', '械注准20193030166'],
  },
  {
    scheme: 'devicefiling',
    same: [national('devicefiling', '粤潮械备20140023'), national('devicefiling', '国械备进20140023')],
    invalid: [],
    foreign: ['粤潮械备2014002', '潮粤州械备20140023'],
  },
  {
    scheme: 'pesticidereg',
    same: [
      national('pesticidereg', 'PD20230884', 'pd20230884', 'PD 20230884'),
      national('pesticidereg', 'PD20183446'),
      national('pesticidereg', 'PD85102-5'),
      national('pesticidereg', 'WP20130001'),
    ],
    invalid: [],
    foreign: ['PX20230884', 'PD', '20230884'],
  },
  {
    scheme: 'pesticideproduction',
    same: [
      national('pesticideproduction', '农药生许(鲁)0042', '农药生许（鲁）0042', '农药生许 （鲁） 0042'),
      national('pesticideproduction', '农药生许(皖)0084'),
    ],
    invalid: [],
    foreign: ['农药生许(中)0042', '农药生许(鲁)42'],
  },
  {
    scheme: 'pesticidetrade',
    same: [national('pesticidetrade', '农药经许(豫)41900110001', '农药经许（豫）41900110001')],
    invalid: [],
    foreign: ['农药经许(中)1', '农药经许豫1'],
  },
  {
    scheme: 'vetapproval',
    same: [national('vetapproval', '兽药字160012345'), national('vetapproval', '兽药生字160012345')],
    invalid: [],
    foreign: ['兽药字16001234', '兽字160012345'],
  },
  {
    scheme: 'fertiliser',
    same: [
      national('fertiliser', '农肥(2018)准字1234号', '农肥（2018）准字1234号'),
      national('fertiliser', '豫农肥(2019)准字123号'),
      national('fertiliser', '微生物肥(2018)准字(2345)号', '微生物肥（2018）准字（2345）号'),
    ],
    invalid: [],
    foreign: ['农肥(18)准字1234号', '农肥准1234'],
  },
  {
    scheme: 'feed',
    same: [national('feed', '豫饲证(2019)01001', '豫饲证（2019）01001')],
    invalid: [],
    foreign: ['豫饲证(2019)0100', '饲证(2019)01001'],
  },
  {
    scheme: 'seedlicence',
    same: [national('seedlicence', 'B(豫)农种许字(2019)第0012号', 'B（豫）农种许字（2019）第0012号')],
    invalid: [],
    foreign: ['G(豫)农种许字(2019)第0012号', '(豫)农种许字(2019)第12号'],
  },
  {
    scheme: 'infantformula',
    same: [national('infantformula', '国食注字YP20180001')],
    invalid: [],
    foreign: ['国食注字XP20180001', '国食注字YP2018001'],
  },
  {
    scheme: 'healthfood',
    same: [national('healthfood', '国食健注G20180001'), national('healthfood', '食健备G201841000012')],
    invalid: ['国食健注G201800012', '食健备G20180001'],
    foreign: ['国食健注X20180001'],
  },
  {
    scheme: 'tslicence',
    same: [national('tslicence', 'TS2210890-2015', 'ts2210890-2015')],
    invalid: [],
    foreign: ['TS2210890', 'TS221089-2015'],
  },
  {
    scheme: 'fireworkslicence',
    same: [national('fireworkslicence', '(豫)PF(2024)0001', '（豫）PF〔2024〕0001', '（豫）PF［2024］0001')],
    invalid: [],
    foreign: ['(豫)XX(2024)0001'],
  },
];
