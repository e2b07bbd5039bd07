import { both, nationalScheme } from '../../national.ts';
import { divisionOf, meanings, provinceFault } from '../../rules.ts';

const species = meanings({ 1: ['猪', 'pig'], 2: ['牛', 'cattle'], 3: ['羊', 'sheep or goat'] });

/** 畜禽标识编码: 15 digits, one animal one tag. */
export const eartag = nationalScheme({
  id: 'eartag',
  name: both('畜禽标识', 'Livestock ear tag'),
  source: '畜禽标识和养殖档案管理办法 (2006)',
  verified: true,
  strength: 'structured',
  grain: 'instance',
  shape: { digits: [15] },
  pattern: /^(\d)(\d{6})(\d{8})$/,
  segments: [
    ['species', '畜种', 'species', species],
    ['division', '县级行政区划', 'county', divisionOf],
    ['serial', '顺序号', 'serial'],
  ],
  faults: ([kind = '', county = '']) => [
    species(kind) === undefined ? both(`畜种为 ${kind}，应为 1 至 3`, `species ${kind}, expected 1 to 3`) : undefined,
    provinceFault(county),
  ],
});
