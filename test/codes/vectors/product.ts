import { ambiguous, national, type Vectors } from './types.ts';

/** Product codes: from real packs, from the tests of others, or composed (the ends of the domain notes say which). */
export const product: readonly Vectors[] = [
  {
    scheme: 'zs',
    same: [national('zs', 'ZS7K3Q9D4HX2M8A0BCP', 'zs7k3q9d4hx2m8a0bcp', 'ZS 7K3Q9D 4HX2M8A0BC P')],
    invalid: ['ZS7K3Q9D4HX2M8A0BC1'],
    foreign: ['ZS7K3Q9D4HX2M8A0BC', 'ZX7K3Q9D4HX2M8A0BCP'],
  },
  {
    scheme: 'hgz',
    same: [national('hgz', 'HGZ-419001-20261124-ABCDEFGH', 'hgz-419001-20261124-abcdefgh')],
    invalid: ['HGZ-419001-20261324-ABCDEFGH', 'HGZ-419001-20260230-ABCDEFGH'],
    foreign: ['HGZ-419001-20261124-ABCDEFG', 'HGZ-419001-20261124-ABCDEFGU'],
  },
  {
    scheme: 'drug20',
    same: [
      national(
        'drug20',
        '83857930000879766660',
        '8385793 0000 8797 6666 0',
        '药品标识码：8385793序列号：0000879766660',
        '药品标识码:8385793 序列号:0000879766660',
      ),
      national('drug20', '80217629000000001003', '8021762-9000000001003'),
    ],
    invalid: ['70217629000000001003', '21265763383145901767'],
    foreign: ['8385793000087976666', '838579300008797666601', 'urn:zhuisu:uscc:83857930000879766660'],
  },
  {
    scheme: 'drugnational',
    same: [national('drugnational', '86904879000126')],
    invalid: ['86904879000127'],
    foreign: ['86804879000126', '8690487900012'],
    checked: { code: '86904879000126', from: 3, to: 14 },
  },
  {
    scheme: 'ma',
    same: [
      national(
        'ma',
        'MA.156.M0.100761.21234561.Sx00008',
        'MA.156.M0.100761.21234561.Sx00008.M220117.L20220117.D20220118.E220130.V220117.C3',
        'https://udi.example/q?code=MA.156.M0.100761.21234561.Sx00008',
      ),
      national('ma', 'MA.156.M0.100204.13351764'),
      national(
        'ma',
        'MA.156.M0.100011.2cscp023.Ste002',
        'MA.156.M0.100011.2cscp023.Ste002.M200206.L343432.D555555.E200228.V200307.C9',
      ),
      national(
        'ma',
        'MA.156.M0.100204.13351764.LA1',
        '<UDI IAC="MA"><DI>MA.156.M0.100204.13351764</DI><SN/><MFG>220117</MFG><LOT>A1</LOT></UDI>',
      ),
    ],
    invalid: [],
    foreign: ['MA.156.M1.100204.13351764', 'MB.156.M0.100204.13351764', 'MA.156.M0.100204'],
  },
  {
    scheme: 'ahm',
    same: [national('ahm', 'MF123456789BAL01*SNS01MD220117ED250117PL1')],
    invalid: [],
    foreign: ['MF123456789', 'MX123456789BAL01'],
  },
  {
    scheme: 'npc32',
    same: [
      national(
        'npc32',
        '12308841005260627001000011857410',
        'https://trace.example/nyzs/12308841005260627001000011857410',
        'https://trace.example/ny?c=12308841005260627001000011857410',
        'http://trace.example/t?47=12308841005260627001000011857410',
        '{"code":"12308841005260627001000011857410"}',
      ),
      national('npc32', '11834462061041677232103317831161'),
    ],
    invalid: ['52308841005260627001000011857410', '12308848005260627001000011857410'],
    foreign: ['1230884100526062700100001185741', '123088410052606270010000118574101'],
  },
  {
    scheme: 'vet24',
    same: [national('vet24', '202401150160112345678901', '2024 0115 0160 1123 4567 8901')],
    invalid: ['202413150160112345678901', '202402300160112345678901', '192402200160112345678901'],
    foreign: ['20240115016011234567890', '20240115016011234567890A'],
  },
  {
    scheme: 'seed',
    same: [
      {
        canonical: 'urn:zhuisu:seed:某种业有限公司.AB12345678901234567',
        spellings: [
          '郑单958\n某种业有限公司\nAB12345678901234567\nhttps://example.cn/t/AB12345678901234567',
          '郑单958\r\n某种业有限公司\r\nAB12345678901234567\r\nexample.cn/t/AB12345678901234567\r\n',
        ],
      },
    ],
    invalid: ['郑单958\n某种业有限公司\nABCDEFG\nhttps://example.cn/t', '郑单958\n某种业有限公司\nA1\n没有网址'],
    foreign: ['某种业有限公司\n郑单958\nAB12345678901234567', '郑单958'],
  },
  {
    scheme: 'eartag',
    same: [national('eartag', '141900100000001', '1 419001 00000001')],
    invalid: ['441900100000001', '199900100000001'],
    foreign: ['14190010000000', '1419001000000012'],
  },
  {
    scheme: 'agri',
    same: [national('agri', '1.0.915101007130545948.00000001.20180421163131.001')],
    invalid: ['1.0.915101007130545948.00000001.20181321163131.001'],
    foreign: ['4.0.915101007130545948.00000001.20180421163131.001', '1.0.915101007130545948.00000001.2018042116313.001'],
  },
  {
    scheme: 'agrisubject',
    same: [national('agrisubject', '0.915101007130545948.00000'), national('agrisubject', '1.915101007130545948.00001')],
    invalid: [],
    foreign: ['5.915101007130545948.00000', '0.91510100713054594.00000'],
  },
  {
    scheme: 'agrishort',
    same: [national('agrishort', '21265763383145901767')],
    invalid: ['29999999983145901767'],
    foreign: ['83857930000879766660', '2126576338314590176712'],
  },
  {
    scheme: 'agrioid',
    same: [
      national('agrioid', '1.2.156.326.8.1.0.147852963369852753.01010101.20170515162511.000'),
      national('agrioid', '1.2.156.326.8.2.2.852741963369852147.020103.20170506161716000'),
    ],
    invalid: [],
    foreign: ['1.2.156.327.8.1.0.147852963369852753.01010101.20170515162511.000'],
  },
  {
    scheme: 'organic17',
    same: [national('organic17', '10126000123456789', '有机码：10126000123456789')],
    invalid: [],
    foreign: ['1012600012345678', '101260001234567890'],
  },
  {
    scheme: 'market',
    same: [ambiguous('market', '419001234'), ambiguous('market', '4190012345678'), ambiguous('market', '41900123456789012345')],
    invalid: [],
    foreign: ['41900123', '419001234567890123456'],
  },
  {
    scheme: 'ecode',
    same: [
      {
        canonical: 'urn:zhuisu:ecode:100010000012345678',
        spellings: ['Ecode:100010000012345678', 'E=100010000012345678'],
        ambiguous: true,
      },
    ],
    invalid: [],
    foreign: ['100010000012345678'],
  },
  {
    scheme: 'oid',
    same: [
      {
        canonical: 'urn:oid:1.2.156.10197.1.501',
        spellings: ['1.2.156.10197.1.501', 'OID.1.2.156.10197.1.501', 'urn:oid:1.2.156.10197.1.501'],
      },
    ],
    invalid: ['1.40.156.1'],
    foreign: ['3.2.156.1', '1.2', '1.02.156.1', '192.168.1.1'],
  },
];
