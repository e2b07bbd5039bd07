/** Rules of what may be sold to whom and used where: restricted pesticides, fumigants, banned ones (IN-01, IN-08, and AG-06 on the side of the trade). */
import { unverified, verified } from '../../fields.ts';
import type { Rule } from '../../rules/definition.ts';
import { alone, held, recorder, row, told } from '../row.ts';
import { designatedNames } from './lists.ts';
import { dealer, somebody } from './shared.ts';

const list = verified('限制使用农药名录（2017版，农业部公告第2567号）：前22种定点经营');
const byName = unverified('限制使用农药实名购买为各地做法；所据公告未核实');
const fumigants = verified('农业农村部公告第868号（2025-03-01 起）：磷化铝、氯化苦的销售与使用');
const since2017 = '2017-10-01';
const since2025 = '2025-03-01';
const [phosphide, chloropicrin] = ['磷化铝', '氯化苦'];
const gas = [{ field: 'ingredient', is: [phosphide, chloropicrin] }];
const granary = '91419001MA00000242';
const canonicalDealer = `urn:zhuisu:uscc:${dealer}`;
const bodies = (kind: string) => ({
  fumigation_body: { [`urn:zhuisu:uscc:${granary}`]: { kind, validFrom: '2025-01-01', validUntil: '2028-12-31' } },
});
const soil = { productName: '氯化苦', ingredient: chloropicrin, useField: 'soil', purpose: '草莓重茬地土壤熏蒸' };
const fumigation = (more: object = {}) => ({
  codes: null,
  lot: 'urn:zhuisu:lot:91419001MA0000021Q:aluminium-phosphide:P1',
  lotQuantity: 20,
  lotUnit: 'KGM',
  crop: 'urn:zhuisu:lot:91419001MA00000242:wheat:2025-3',
  productName: '56% 磷化铝片剂',
  ingredient: phosphide,
  useField: 'stored_grain',
  cropName: '小麦',
  target: '玉米象',
  applicator: granary,
  interval: 0,
  ...more,
});

export const restrictedRules: readonly Rule[] = [
  row({
    id: 'IN-01a',
    severity: 'block',
    name: ['定点经营的限制使用农药只能由定点门店销售', 'Pesticides for designated shops are sold there only'],
    stages: ['restricted_sale'],
    when: [{ field: 'ingredient', is: designatedNames }],
    test: { kind: 'licence', party: 'owner', schemes: ['pesticidetrade'], scope: 'restricted_pesticides' },
    repair: [
      '本店的农药经营许可不含限制使用农药，请停止销售；定点经营须向农业农村部门申请',
      'This shop may not sell restricted pesticides: stop, and apply to the department of agriculture',
    ],
    basis: list,
    from: since2017,
    passes: { ...alone('restricted_sale'), licences: [held(recorder, 'pesticidetrade', 'pesticides', 'restricted_pesticides')] },
    fails: { ...alone('restricted_sale'), licences: [held(recorder, 'pesticidetrade', 'pesticides')] },
  }),
  row({
    id: 'IN-01b',
    severity: 'block',
    name: ['限制使用农药不得按普通零售销售', 'Restricted pesticides are not sold as ordinary goods'],
    stages: ['retail'],
    when: [{ field: 'group', is: ['pesticide'] }],
    test: { kind: 'listed', field: 'productName', list: 'restricted_pesticides', as: 'banned' },
    repair: [
      '请改用“限制使用农药定点实名销售”记录，写明购买人与用途',
      'Record it as the sale of a restricted pesticide, with buyer and purpose',
    ],
    basis: byName,
    from: since2017,
    passes: alone('retail'),
    fails: alone('retail', { productName: '40% 毒死蜱乳油' }),
  }),
  row({
    id: 'IN-01c',
    severity: 'block',
    name: ['销售限制使用农药须核对购买人身份', 'The papers of the buyer of a restricted pesticide are checked'],
    stages: ['restricted_sale'],
    test: { kind: 'value', field: 'identityChecked', is: [true] },
    repair: ['请核对购买人身份证件后再销售', 'Check the papers of the buyer first'],
    basis: byName,
    from: since2017,
    passes: alone('restricted_sale'),
    fails: alone('restricted_sale', { identityChecked: false }),
  }),
  row({
    id: 'IN-01d',
    severity: 'block',
    name: ['限制使用农药只能发给有定点资格的经营者', 'Restricted pesticides are dispatched to designated dealers only'],
    stages: ['dispatch'],
    when: [{ field: 'ingredient', is: designatedNames.filter((name) => name !== phosphide && name !== chloropicrin) }],
    test: { kind: 'licence', party: 'destination', schemes: ['pesticidetrade'], scope: 'restricted_pesticides' },
    repair: ['请核对购货者的农药经营许可范围', 'Check what the licence of the customer covers'],
    basis: list,
    from: since2017,
    passes: {
      ...alone('dispatch', { productName: '溴敌隆毒饵', ingredient: '溴敌隆' }),
      licences: [held(canonicalDealer, 'pesticidetrade', 'restricted_pesticides')],
    },
    fails: alone('dispatch', { productName: '溴敌隆毒饵', ingredient: '溴敌隆' }),
  }),
  row({
    id: 'IN-08a',
    severity: 'block',
    name: ['磷化铝制剂只用于储粮熏蒸', 'Aluminium phosphide is used on stored grain only'],
    stages: ['restricted_sale', 'pesticide_use'],
    when: [{ field: 'ingredient', is: [phosphide] }],
    test: { kind: 'value', field: 'useField', is: ['stored_grain'] },
    repair: ['磷化铝制剂不得用于其他场所', 'Aluminium phosphide may be used nowhere else'],
    basis: fumigants,
    from: since2025,
    passes: alone('restricted_sale'),
    fails: alone('pesticide_use', fumigation({ useField: 'crop' })),
  }),
  row({
    id: 'IN-08b',
    severity: 'block',
    name: [
      '磷化铝制剂直接销售给储粮或有害生物防治单位',
      'Aluminium phosphide goes straight to granaries and pest-control bodies',
    ],
    stages: ['restricted_sale', 'dispatch'],
    when: [{ field: 'ingredient', is: [phosphide] }],
    test: {
      kind: 'register',
      register: 'fumigation_body',
      of: 'customer',
      column: 'kind',
      is: ['grain_storage', 'pest_control'],
      known: true,
    },
    repair: [
      '购货者不在储粮、有害生物防治单位名单内，请停止销售',
      'The customer is no registered granary or pest-control body: do not sell',
    ],
    basis: fumigants,
    from: since2025,
    passes: { ...alone('restricted_sale'), registers: bodies('grain_storage') },
    fails: alone('restricted_sale'),
  }),
  row({
    id: 'IN-08c',
    severity: 'block',
    name: ['磷化铝、氯化苦须售予单位', 'Aluminium phosphide and chloropicrin are sold to bodies'],
    stages: ['restricted_sale'],
    when: gas,
    test: { kind: 'present', field: 'customer' },
    repair: ['请写明购买单位', 'State the body that buys'],
    basis: fumigants,
    from: since2025,
    passes: alone('restricted_sale'),
    fails: alone('restricted_sale', { customer: null }),
  }),
  row({
    id: 'IN-08d',
    severity: 'block',
    name: ['氯化苦只用于土壤熏蒸', 'Chloropicrin is used on soil only'],
    stages: ['restricted_sale', 'pesticide_use'],
    when: [{ field: 'ingredient', is: [chloropicrin] }],
    test: { kind: 'value', field: 'useField', is: ['soil'] },
    repair: ['氯化苦只能用于土壤熏蒸', 'Chloropicrin is for the fumigation of soil'],
    basis: fumigants,
    from: since2025,
    passes: alone('restricted_sale', soil),
    fails: alone('restricted_sale', { ...soil, useField: 'stored_grain' }),
  }),
  row({
    id: 'IN-08e',
    severity: 'block',
    name: ['氯化苦由专业化单位购买', 'Chloropicrin is bought by professional bodies'],
    stages: ['restricted_sale', 'dispatch'],
    when: [{ field: 'ingredient', is: [chloropicrin] }],
    test: { kind: 'register', register: 'fumigation_body', of: 'customer', column: 'kind', is: ['soil'], known: true },
    repair: [
      '购货者不在土壤熏蒸作业单位名单内，请停止销售',
      'The customer is no registered body for soil fumigation: do not sell',
    ],
    basis: fumigants,
    from: since2025,
    passes: { ...alone('restricted_sale', soil), registers: bodies('soil') },
    fails: { ...alone('restricted_sale', soil), registers: bodies('grain_storage') },
  }),
  row({
    id: 'IN-08f',
    severity: 'block',
    name: ['熏蒸须写明作业单位', 'The body that fumigates is named'],
    stages: ['pesticide_use'],
    when: gas,
    test: { kind: 'present', field: 'applicator' },
    repair: ['请写明熏蒸作业单位', 'State the body that fumigates'],
    basis: fumigants,
    from: since2025,
    passes: alone('pesticide_use', fumigation()),
    fails: alone('pesticide_use', fumigation({ applicator: null })),
  }),
  row({
    id: 'IN-08g',
    severity: 'block',
    name: ['熏蒸由具备条件的单位实施', 'Fumigation is done by bodies that may'],
    stages: ['pesticide_use'],
    when: gas,
    test: {
      kind: 'register',
      register: 'fumigation_body',
      of: 'applicator',
      column: 'kind',
      is: ['grain_storage', 'pest_control', 'soil'],
      known: true,
    },
    repair: ['作业单位不在名单内，请停止使用', 'The body is not registered: do not use it'],
    basis: fumigants,
    from: since2025,
    passes: { ...alone('pesticide_use', fumigation()), registers: bodies('grain_storage') },
    fails: alone('pesticide_use', fumigation()),
  }),
  row({
    id: 'AG-06-in',
    severity: 'block',
    name: ['不得经营、使用禁用农药', 'No banned pesticide is traded or used'],
    stages: ['pesticide_production', 'dispatch', 'receipt', 'retail', 'restricted_sale', 'pesticide_use'],
    test: { kind: 'listed', field: 'productName', list: 'banned_pesticides', as: 'banned' },
    repair: ['请停止并联系农业农村部门', 'Stop, and call the department of agriculture'],
    basis: verified('农业农村部公告第736号等禁用农药公告'),
    from: '2002-06-05',
    passes: alone('retail', { productName: '40% 氧乐果乳油' }),
    fails: {
      record: told('restricted_sale', {
        time: '2026-06-02T10:00:00+08:00',
        productName: '40% 氧乐果乳油',
        ingredient: '氧乐果',
        useField: 'crop',
        buyer: somebody('farmer-1'),
      }),
    },
  }),
];
