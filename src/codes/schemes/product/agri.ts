import { both, nationalScheme } from '../../national.ts';
import { dayFault, meanings } from '../../rules.ts';
import { isPersonal } from '../party/resident.ts';

const flows = meanings({
  1: ['生产批次', 'production lot'],
  2: ['流通批次', 'distribution lot'],
  3: ['入市批次', 'market entry lot'],
});
const subjects = meanings({
  0: ['生产主体', 'producer'],
  1: ['经营主体', 'trader'],
  2: ['生产经营主体', 'producer and trader'],
  3: ['农资主体', 'supplier of farm inputs'],
});
const personal = (id: string) =>
  isPersonal(id)
    ? both('含自然人证件号码，请改用短码', 'holds a person’s identity number: use the short code instead')
    : undefined;

/** 国家农产品追溯平台 产品追溯码 (long): flow, kind of subject, identity, product, time, serial. */
export const agri = nationalScheme({
  id: 'agri',
  name: both('国家农产品追溯码（长码）', 'National farm produce trace code, long'),
  source: '国家农产品质量安全追溯管理信息平台 (2018 版，据其公开代码)',
  verified: true,
  strength: 'checked',
  grain: ([, , id = '']) => (isPersonal(id) ? 'person' : 'lot'),
  shape: { ascii: [40, 60] },
  pattern: /^([123])\.([0-3])\.([0-9A-Z]{18})\.(\d{6,8})\.(\d{14})\.(\d{3})$/,
  segments: [
    ['flow', '批次类型', 'kind of lot', flows],
    ['subject', '主体类型', 'kind of subject', subjects],
    ['identity', '主体证照号', 'identity of the subject'],
    ['product', '产品分类码', 'product class'],
    ['time', '时间', 'time'],
    ['serial', '流水号', 'serial'],
  ],
  faults: ([, , , , time = '']) => [dayFault(time.slice(0, 4), time.slice(4, 6), time.slice(6, 8))],
  warnings: ([, , id = '']) => [personal(id)],
  masked: ([, , id = '']) => (isPersonal(id) ? id : undefined),
});

/** 主体身份码 and 主体用户码: kind of subject, identity, 00000 or the number of the user. */
export const agriSubject = nationalScheme({
  id: 'agrisubject',
  name: both('国家农产品追溯平台主体码', 'National farm produce subject code'),
  source: '国家农产品质量安全追溯管理信息平台 (2018 版，据其公开代码)',
  verified: true,
  strength: 'checked',
  grain: ([, id = '']) => (isPersonal(id) ? 'person' : 'party'),
  shape: { ascii: [26, 26] },
  pattern: /^([0-3])\.([0-9A-Z]{18})\.(\d{5})$/,
  segments: [
    ['subject', '主体类型', 'kind of subject', subjects],
    ['identity', '主体证照号', 'identity of the subject'],
    ['user', '用户序号（00000 为主体本身）', 'user, 00000 for the subject itself'],
  ],
  warnings: ([, id = '']) => [personal(id)],
  masked: ([, id = '']) => (isPersonal(id) ? id : undefined),
});

/** Day of the year and second of the day without leading zeros: how many digits each has cannot be seen, only that a split exists. */
function hasSplit(digits: string): boolean {
  for (let days = 1; days <= 3; days++) {
    const [day, second] = [digits.slice(0, days), digits.slice(days)];
    const plausible = second !== '' && second.length <= 5 && !/^0/.test(day) && !/^0./.test(second);
    if (plausible && Number(day) <= 366 && Number(second) < 86_400) return true;
  }
  return false;
}

/** 产品追溯码 (short): what people scan and type. */
export const agriShort = nationalScheme({
  id: 'agrishort',
  name: both('国家农产品追溯码（短码）', 'National farm produce trace code, short'),
  source: '国家农产品质量安全追溯管理信息平台 (2018 版，据其公开代码)',
  verified: true,
  strength: 'structured',
  grain: 'lot',
  shape: { digits: [18, 19, 20] },
  pattern: /^([123])(\d{6,8})(\d{11})$/,
  segments: [
    ['flow', '批次类型', 'kind of lot', flows],
    ['time', '年内天数与当日秒数', 'day of the year and second of the day'],
    ['random', '随机码', 'random part'],
  ],
  faults: ([, time = '']) => [hasSplit(time) ? undefined : both('天数与秒数不成立', 'no day of the year and second of the day')],
});

/** Codes of 2016 and 2017 under the object identifier of the national platform. */
export const agriOid = nationalScheme({
  id: 'agrioid',
  name: both('国家农产品追溯码（旧版 OID）', 'National farm produce code, old OID form'),
  source: 'OID 1.2.156.326.8 (2016–2017 版，据平台公开代码)',
  verified: true,
  strength: 'checked',
  grain: (_, code) => (code.split('.').some(isPersonal) ? 'person' : 'lot'),
  shape: { ascii: [17, 120] },
  spell: ({ code }) => code.replace(/^urn:oid:/i, ''),
  pattern: /^(1\.2\.156\.326\.8)\.(\d+)\.(\d+)\.([0-9A-Z]+(?:\.[0-9A-Z]+)*)$/,
  segments: [
    ['root', '根（国家农产品平台）', 'root: national farm produce platform'],
    ['service', '服务', 'service'],
    [
      'attribute',
      '属性',
      'attribute',
      meanings({
        0: ['主体身份码', 'subject'],
        1: ['主体用户码', 'user of a subject'],
        2: ['产品批次码', 'product lot'],
        3: ['产品追溯码', 'product trace code'],
        4: ['临时身份码', 'provisional subject'],
        5: ['产品临时码', 'provisional product'],
        6: ['入市追溯凭证', 'market entry voucher'],
      }),
    ],
    ['fields', '其余字段', 'other fields'],
  ],
  warnings: (_, code) => [
    code
      .split('.')
      .map(personal)
      .find((each) => each !== undefined),
  ],
  masked: (_, code) => code.split('.').find(isPersonal),
});
