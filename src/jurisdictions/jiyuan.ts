/**
 * Jiyuan, Henan: the first jurisdiction. The bodies, their names of 2018 and their categories are those of 济政办〔2018〕10号; the names
 * after the reform of government of 2018 and 2019 and the days on which they changed were not confirmed and say so.
 */
import { jiyuanFunctions, noticed } from './jiyuan-functions.ts';
import type { Area, Day, Department, Jurisdiction, Level, Name } from './types.ts';

const list = '统计用区划代码 2023 年版';
const reformed = { source: '机构改革后的名称与日期（待当地核实）', verified: false };
/** Departments of the city; unconfirmed. */
const reform: Day = '2019-01-01';
/** State and local tax offices; unconfirmed. */
const taxReform: Day = '2018-07-05';

const towns: readonly (readonly [code: string, zh: string, en: string])[] = [
  ['419001001', '沁园街道', 'Qinyuan Subdistrict'],
  ['419001002', '济水街道', 'Jishui Subdistrict'],
  ['419001003', '北海街道', 'Beihai Subdistrict'],
  ['419001004', '天坛街道', 'Tiantan Subdistrict'],
  ['419001005', '玉泉街道', 'Yuquan Subdistrict'],
  ['419001100', '克井镇', 'Kejing Town'],
  ['419001101', '五龙口镇', 'Wulongkou Town'],
  ['419001102', '轵城镇', 'Zhicheng Town'],
  ['419001103', '承留镇', 'Chengliu Town'],
  ['419001104', '邵原镇', 'Shaoyuan Town'],
  ['419001105', '坡头镇', 'Potou Town'],
  ['419001106', '梨林镇', 'Lilin Town'],
  ['419001107', '大峪镇', 'Dayu Town'],
  ['419001108', '思礼镇', 'Sili Town'],
  ['419001109', '王屋镇', 'Wangwu Town'],
  ['419001110', '下冶镇', 'Xiaye Town'],
];

/** The notice speaks of the zones without naming them; names and local codes are to be set by the city. */
const zones: readonly (readonly [code: string, zh: string, en: string])[] = [
  ['419001Z01', '虎岭产业集聚区', 'Huling Industrial Zone'],
  ['419001Z02', '玉川产业集聚区', 'Yuchuan Industrial Zone'],
  ['419001Z03', '高新技术产业集聚区', 'High-tech Industrial Zone'],
];

const areas: readonly Area[] = [
  { code: '419001', level: 'county', zh: '济源市', en: 'Jiyuan', source: `GB/T 2260; ${list}`, verified: true },
  ...towns.map(([code, zh, en]): Area => ({ code, level: 'township', zh, en, source: list, verified: true })),
  ...zones.map(([code, zh, en]): Area => ({ code, level: 'zone', zh, en, source: '名称与本地代码待当地核实', verified: false })),
];

type Duties = Partial<
  Pick<Department, 'leads' | 'leadsTasks' | 'joins' | 'coordinates' | 'functions' | 'kind' | 'from' | 'to' | 'successor'>
>;

const named = (zh: string, en: string): Name => ({ zh, en, ...noticed });

const body = (id: string, names: readonly Name[], duties: Duties): Department => ({
  id,
  kind: 'department',
  level: 'county' satisfies Level,
  names,
  leads: [],
  joins: [],
  functions: [],
  ...duties,
});

/** Keeps its work under a new name. */
const renamed = (before: Name, zh: string, en: string, day: Day = reform): Name[] => [
  { ...before, to: day },
  { zh, en, from: day, ...reformed },
];

const departments: readonly Department[] = [
  body('commerce', [named('济源市商务局', 'Commerce Bureau')], {
    coordinates: true,
    leadsTasks: [{ category: 'produce', zh: '追溯体系建设管理模式与长效机制', en: 'the lasting mechanism and its experience' }],
    joins: ['produce', 'food', 'medical', 'rare_earth', 'car_parts'],
    functions: ['coordination', 'data_rules', 'associations', 'publicity', 'checks', 'trade'],
  }),
  body(
    'agriculture',
    renamed(
      named('济源市农牧局', 'Agriculture and Animal Husbandry Bureau'),
      '济源市农业农村局',
      'Agriculture and Rural Affairs Bureau',
    ),
    {
      leads: ['produce', 'inputs'],
      joins: ['food'],
      functions: ['farm_produce', 'farm_inputs', 'associations', 'checks'],
    },
  ),
  body('food_drug', [{ ...named('济源市食品药品监督管理局', 'Food and Drug Administration'), to: reform }], {
    to: reform,
    successor: 'market',
    leads: ['food', 'medical'],
    joins: ['produce'],
    functions: ['publicity', 'market_access', 'checks'],
  }),
  body('quality', [{ ...named('济源市质量技术监督局', 'Quality and Technical Supervision Bureau'), to: reform }], {
    to: reform,
    successor: 'market',
    leads: ['equipment'],
    joins: ['produce', 'food', 'medical', 'inputs', 'dangerous', 'rare_earth', 'car_parts'],
    functions: ['standards', 'dangerous_product_quality', 'checks'],
  }),
  body('industry_commerce', [{ ...named('济源市工商行政管理局', 'Industry and Commerce Administration'), to: reform }], {
    to: reform,
    successor: 'market',
    joins: ['inputs', 'equipment', 'rare_earth', 'car_parts'],
    functions: ['business_licences', 'checks'],
  }),
  body('market', [{ zh: '济源市市场监督管理局', en: 'Administration for Market Regulation', from: reform, ...reformed }], {
    from: reform,
    leads: ['food', 'medical', 'equipment'],
    joins: ['produce', 'inputs', 'dangerous', 'rare_earth', 'car_parts'],
    functions: ['publicity', 'market_access', 'standards', 'dangerous_product_quality', 'business_licences', 'checks'],
  }),
  body(
    'industry',
    renamed(
      named('济源市工业和信息化委员会', 'Industry and Information Technology Commission'),
      '济源市工业和信息化局',
      'Industry and Information Technology Bureau',
    ),
    {
      leads: ['rare_earth'],
      joins: ['food', 'medical', 'inputs', 'equipment', 'dangerous'],
      functions: ['producers', 'explosives_industry', 'funds', 'associations', 'checks'],
    },
  ),
  body('transport', [named('济源市交通运输局', 'Transport Bureau')], {
    leads: ['car_parts'],
    joins: ['dangerous'],
    functions: ['road_transport'],
  }),
  body(
    'safety',
    renamed(named('济源市安全生产监督管理局', 'Work Safety Administration'), '济源市应急管理局', 'Emergency Management Bureau'),
    {
      joins: ['equipment', 'dangerous'],
      functions: ['work_safety', 'checks'],
    },
  ),
  body('public_security', [named('济源市公安局', 'Public Security Bureau')], {
    joins: ['dangerous', 'car_parts'],
    functions: ['dangerous_flow', 'checks'],
  }),
  body(
    'environment',
    renamed(named('济源市环境保护局', 'Environmental Protection Bureau'), '济源市生态环境局', 'Ecology and Environment Bureau'),
    {
      joins: ['dangerous', 'car_parts'],
      functions: ['hazardous_waste'],
    },
  ),
  body('development', [named('济源市发展和改革委员会', 'Development and Reform Commission')], {
    joins: ['produce', 'inputs', 'car_parts'],
    functions: ['credit', 'funds'],
  }),
  body(
    'health',
    renamed(
      named('济源市卫生和计划生育委员会', 'Health and Family Planning Commission'),
      '济源市卫生健康委员会',
      'Health Commission',
    ),
    {
      joins: ['medical'],
      functions: ['medical_institutions', 'associations'],
    },
  ),
  body(
    'land',
    renamed(
      named('济源市国土资源局', 'Land and Resources Bureau'),
      '济源市自然资源和规划局',
      'Natural Resources and Planning Bureau',
    ),
    {
      joins: ['rare_earth'],
      functions: ['mineral_resources'],
    },
  ),
  body('state_tax', [{ ...named('济源市国家税务局', 'State Tax Bureau'), to: taxReform }], {
    to: taxReform,
    successor: 'tax',
    joins: ['rare_earth'],
    functions: ['invoices'],
  }),
  body('local_tax', [{ ...named('济源市地方税务局', 'Local Tax Bureau'), to: taxReform }], {
    to: taxReform,
    successor: 'tax',
    joins: ['rare_earth'],
    functions: ['invoices'],
  }),
  body('tax', [{ zh: '国家税务总局济源市税务局', en: 'Tax Bureau', from: taxReform, ...reformed }], {
    from: taxReform,
    joins: ['rare_earth'],
    functions: ['invoices'],
  }),
  body('supply_cooperative', [named('济源市供销合作社', 'Supply and Marketing Cooperative')], {
    joins: ['inputs'],
    functions: ['cooperative_shops'],
  }),
  body('finance', [named('济源市财政局', 'Finance Bureau')], { functions: ['budget', 'funds'] }),
  body(
    'banking',
    [
      {
        ...named('中国银行业监督管理委员会河南监管局济源办事处', 'Banking Regulatory Commission, Jiyuan Office'),
        to: '2018-12-01',
      },
      {
        zh: '中国银行保险监督管理委员会济源派出机构',
        en: 'Banking and Insurance Regulatory Commission, Jiyuan',
        from: '2018-12-01',
        to: '2023-07-01',
        ...reformed,
      },
      {
        zh: '国家金融监督管理总局济源派出机构',
        en: 'National Financial Regulatory Administration, Jiyuan',
        from: '2023-07-01',
        ...reformed,
      },
    ],
    { functions: ['bank_credit'] },
  ),
  body('insurance', [named('济源市保险行业协会', 'Insurance Association')], { kind: 'association', functions: ['insurance'] }),
  body(
    'network',
    renamed(
      named('中共济源市委网络安全和信息化领导小组办公室', 'Cyberspace Affairs Leading Group Office'),
      '中共济源市委网信办',
      'Cyberspace Affairs Office',
    ),
    {
      functions: ['data_rules', 'network_security'],
    },
  ),
  ...zones.map(
    ([code, zh, en], i): Department => ({
      ...body(`zone-${i + 1}`, [{ zh: `济源市${zh}管委会`, en: `${en} Committee`, source: '名称待当地核实', verified: false }], {
        kind: 'zone',
        functions: ['territory'],
      }),
      level: 'zone',
      areas: [code],
    }),
  ),
  ...towns.map(
    ([code, zh, en]): Department => ({
      ...body(
        `town-${code.slice(6)}`,
        [{ zh: zh.endsWith('街道') ? `济源市${zh}办事处` : `济源市${zh}人民政府`, en: `${en} Office`, ...noticed }],
        { kind: 'township', functions: ['territory'] },
      ),
      level: 'township',
      areas: [code],
    }),
  ),
];

export const jiyuan: Jurisdiction = {
  id: 'jiyuan',
  zh: '济源市',
  en: 'Jiyuan',
  level: 'county',
  code: '419001',
  areas,
  functions: jiyuanFunctions,
  departments,
};
