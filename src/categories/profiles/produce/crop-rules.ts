/** Rules of growing crops: intervals, what is registered, banned and restricted, how much a plot can bear (AG-04 to 07, 14). */
import { unverified, verified } from '../../fields.ts';
import type { Rule, When } from '../../rules/definition.ts';
import { row, told } from '../row.ts';
import { foodCrops, onApples, onCabbage, onCitrus, onCrucifers, onTea } from './use-lists.ts';

const interval = unverified('农药管理条例第三十四条；登记与标签的安全间隔期');
const scope = verified('农药管理条例：不得超出登记批准的使用范围');
const crops = verified('农业部公告第199号及其后公告的作物禁用规定');
const design = unverified('平台规则：无法律依据，供发现异常');

const spray = (more: object = {}) => told('application', { time: '2026-04-28T08:00:00+08:00', interval: 7, ...more });
const picked = (more: object = {}) => told('harvest', { time: '2026-05-05T16:00:00+08:00', ...more });
const otherCrop = 'urn:zhuisu:lot:91419001MA3X000102:peaches:2026-1';
const otherPlot = 'https://id.gs1.org/414/6901234000047';
const pesticide: readonly When[] = [{ field: 'inputKind', not: ['fertiliser'] }, { field: 'cropName' }];
const use = 'registrationNo+cropName';
const uses = (more: object = {}) => ({
  registers: {
    'inputs/pesticide_use': { 'PD20230884|苹果': { target: '桃小食心虫', mostDose: 40, mostTimes: 2, interval: 7, ...more } },
  },
});
const yielding = { registers: { yield_ceiling: { 苹果: { mostPerMu: 3_000 } } } };

const restricted = [
  [
    'a',
    foodCrops,
    ['apple', 'citrus', 'other_fruit', 'tea', 'cabbage', 'crucifer', 'other_vegetable', 'fungi', 'herb'],
    '内吸磷',
  ],
  ['b', onTea, ['tea'], '三氯杀螨醇'],
  ['c', onCitrus, ['citrus'], '水胺硫磷'],
  ['d', onApples, ['apple'], '硫丹'],
  ['e', onCrucifers, ['crucifer', 'cabbage'], '灭多威'],
  ['f', onCabbage, ['cabbage'], '氧乐果'],
] as const;

export const cropRules: readonly Rule[] = [
  row({
    id: 'AG-04',
    severity: 'block',
    name: ['采收须在安全间隔期之后', 'Harvest only after the pre-harvest interval'],
    stages: ['harvest'],
    test: {
      kind: 'interval',
      of: 'inputs',
      after: ['application', 'inputs/pesticide_use'],
      daysField: 'interval',
      fromField: 'stopDate',
    },
    repair: [
      '请在允许的日期之后采收；如记录有误，请先更正用药记录',
      'Harvest from the allowed day on; if a record is wrong, correct it first',
    ],
    basis: interval,
    from: '2017-06-01',
    passes: { before: [spray()], record: picked() },
    fails: { before: [spray()], record: picked({ time: '2026-05-03T16:00:00+08:00' }) },
  }),
  row({
    id: 'AG-04b',
    severity: 'warn',
    name: [
      '同一地块最近用药的间隔期未满，请确认未波及本批',
      'Another crop of the same plot is within its interval: was this one reached?',
    ],
    stages: ['harvest'],
    test: {
      kind: 'interval',
      of: 'inputs',
      by: 'place',
      after: ['application'],
      daysField: 'interval',
      fromField: 'stopDate',
    },
    repair: [
      '若该次用药施及本批，请推迟采收并补记用药；未施及的不必更正',
      'If that spray reached this crop, wait and record it; otherwise nothing needs to be done',
    ],
    basis: interval,
    from: '2017-06-01',
    passes: { before: [spray({ place: otherPlot, crop: otherCrop })], record: picked({ time: '2026-05-03T16:00:00+08:00' }) },
    fails: { before: [spray({ crop: otherCrop })], record: picked({ time: '2026-05-03T16:00:00+08:00' }) },
  }),
  row({
    id: 'AG-05a',
    severity: 'alarm',
    name: ['农药只用于登记的作物', 'A pesticide is used on its registered crops'],
    stages: ['application'],
    when: pesticide,
    test: { kind: 'register', register: 'inputs/pesticide_use', of: use, column: 'target', known: true },
    repair: ['该登记证没有登记此作物，请停止使用', 'The registration does not name this crop: do not use it'],
    basis: scope,
    from: '2017-06-01',
    passes: { record: spray(), ...uses() },
    fails: { record: spray({ cropName: '韭菜', cropGroup: 'other_vegetable' }), ...uses() },
  }),
  row({
    id: 'AG-05b',
    severity: 'alarm',
    name: ['用量不超过登记的最高用量', 'No more is used than registered'],
    stages: ['application'],
    when: pesticide,
    test: { kind: 'limit', field: 'dose', most: { register: 'inputs/pesticide_use', of: use, column: 'mostDose' } },
    repair: ['请按标签用量使用', 'Keep to the dose of the label'],
    basis: scope,
    from: '2017-06-01',
    passes: { record: spray(), ...uses() },
    fails: { record: spray({ dose: 60 }), ...uses() },
  }),
  row({
    id: 'AG-05c',
    severity: 'alarm',
    name: ['每季使用不超过登记的次数', 'No more often in a season than registered'],
    stages: ['application'],
    when: pesticide,
    test: {
      kind: 'tally',
      by: ['crop', 'registrationNo'],
      plus: ['application'],
      each: true,
      days: 365,
      most: { register: 'inputs/pesticide_use', of: use, column: 'mostTimes' },
    },
    repair: ['请换用其他药剂', 'Use another pesticide'],
    basis: unverified(`${scope.text}；一季按一年计为平台默认值`),
    from: '2017-06-01',
    passes: { before: [spray({ time: '2026-04-10T08:00:00+08:00' })], record: spray(), ...uses() },
    fails: {
      before: [spray({ time: '2026-03-30T08:00:00+08:00' }), spray({ time: '2026-04-10T08:00:00+08:00' })],
      record: spray(),
      ...uses(),
    },
  }),
  row({
    id: 'AG-05d',
    severity: 'alarm',
    name: ['安全间隔期不短于登记的天数', 'The interval is no shorter than registered'],
    stages: ['application'],
    when: pesticide,
    test: { kind: 'limit', field: 'interval', least: { register: 'inputs/pesticide_use', of: use, column: 'interval' } },
    repair: ['请按登记证或标签填写', 'State it as the registration or label does'],
    basis: scope,
    from: '2017-06-01',
    passes: { record: spray(), ...uses() },
    fails: { record: spray({ interval: 3 }), ...uses() },
  }),
  row({
    id: 'AG-06',
    severity: 'block',
    name: ['不得使用禁用农药', 'No banned pesticide is used'],
    stages: ['application', 'input_purchase'],
    test: { kind: 'listed', field: 'inputName', list: 'banned_pesticides', as: 'banned' },
    repair: ['请停止使用并联系农业农村部门', 'Stop using it and call the department of agriculture'],
    basis: verified('农业农村部公告第736号等禁用农药公告'),
    from: '2002-06-05',
    passes: { record: spray({ inputName: '氧乐果' }) },
    fails: { record: spray({ time: '2026-06-02T08:00:00+08:00', inputName: '40% 氧乐果乳油' }) },
  }),
  ...restricted.map(([letter, list, is, name]) =>
    row({
      id: `AG-07${letter}`,
      severity: 'block',
      name: [`${list.zh}不得使用`, `No use of ${list.en}`],
      stages: ['application'],
      when: [{ field: 'cropGroup', is }],
      test: { kind: 'listed', field: 'inputName', list: list.id, as: 'banned' },
      repair: ['请停止使用并联系农业农村部门', 'Stop using it and call the department of agriculture'],
      basis: crops,
      from: '2002-06-05',
      passes: { record: spray({ cropGroup: is[0] }) },
      fails: { record: spray({ cropGroup: is[0], inputName: `${name}乳油` }) },
    }),
  ),
  row({
    id: 'AG-14',
    severity: 'alarm',
    name: ['一季采收量不超过面积与亩产上限之积', 'A season yields no more than its area can bear'],
    stages: ['harvest'],
    when: [{ field: 'cropName' }],
    test: {
      kind: 'tally',
      by: ['crop'],
      plus: ['harvest'],
      most: {
        product: [
          { earlier: ['planting'], of: 'inputs', field: 'area' },
          { register: 'yield_ceiling', of: 'cropName', column: 'mostPerMu' },
        ],
      },
    },
    repair: ['请核对采收量、面积，查明有无外来产品', 'Check amounts and area, and whether produce came from elsewhere'],
    basis: design,
    from: '2026-02-01',
    passes: { before: [told('planting')], record: picked(), ...yielding },
    fails: {
      before: [told('planting'), picked({ time: '2026-05-04T16:00:00+08:00', lotQuantity: 35_800 })],
      record: picked(),
      ...yielding,
    },
  }),
];
