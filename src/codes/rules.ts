/** Rules that several national schemes use: check characters, dates, divisions, the words for what is wrong. */
import { both } from './national.ts';
import type { Label } from './types.ts';

/** A table of what single values mean, as a segment rule wants it. */
export const meanings =
  (table: Readonly<Record<string, readonly [zh: string, en: string]>>) =>
  (value: string): Label | undefined => {
    const found = Object.hasOwn(table, value) ? table[value] : undefined;
    return found === undefined ? undefined : both(...found);
  };

export const wrongCheck = (came: string, expected: string): Label | undefined =>
  came === expected
    ? undefined
    : both(`校验位为 ${came}，应为 ${expected}`, `ends in check character ${came}, expected ${expected}`);

/** GB/T 17710 MOD 11,10: the check digit of these digits. */
export function mod11And10(digits: string): string {
  let product = 10;
  for (let i = 0; i < digits.length; i++) {
    const sum = (product + digits.charCodeAt(i) - 48) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}

/** GB 11643 and ISO 7064 MOD 11-2: check character of seventeen digits. */
export function mod11And2(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += (digits.charCodeAt(i) - 48) * (2 ** (digits.length - i) % 11);
  return '10X98765432'[sum % 11]!;
}

const daysOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Undefined for a day of the calendar. */
export function dayFault(year: string, month: string, day: string): Label | undefined {
  const m = Number(month);
  if (m < 1 || m > 12) return both(`月份 ${month} 不存在，应为 01 至 12`, `month ${month}, expected 01 to 12`);
  const last = daysOf(Number(year), m);
  if (Number(day) >= 1 && Number(day) <= last) return undefined;
  return both(`日期 ${year}-${month}-${day} 不存在`, `${year}-${month}-${day} is no day of the calendar, expected 01 to ${last}`);
}

/** First two digits of GB/T 2260. */
const provinces: Readonly<Record<string, readonly [string, string]>> = {
  11: ['北京', 'Beijing'],
  12: ['天津', 'Tianjin'],
  13: ['河北', 'Hebei'],
  14: ['山西', 'Shanxi'],
  15: ['内蒙古', 'Inner Mongolia'],
  21: ['辽宁', 'Liaoning'],
  22: ['吉林', 'Jilin'],
  23: ['黑龙江', 'Heilongjiang'],
  31: ['上海', 'Shanghai'],
  32: ['江苏', 'Jiangsu'],
  33: ['浙江', 'Zhejiang'],
  34: ['安徽', 'Anhui'],
  35: ['福建', 'Fujian'],
  36: ['江西', 'Jiangxi'],
  37: ['山东', 'Shandong'],
  41: ['河南', 'Henan'],
  42: ['湖北', 'Hubei'],
  43: ['湖南', 'Hunan'],
  44: ['广东', 'Guangdong'],
  45: ['广西', 'Guangxi'],
  46: ['海南', 'Hainan'],
  50: ['重庆', 'Chongqing'],
  51: ['四川', 'Sichuan'],
  52: ['贵州', 'Guizhou'],
  53: ['云南', 'Yunnan'],
  54: ['西藏', 'Tibet'],
  61: ['陕西', 'Shaanxi'],
  62: ['甘肃', 'Gansu'],
  63: ['青海', 'Qinghai'],
  64: ['宁夏', 'Ningxia'],
  65: ['新疆', 'Xinjiang'],
  71: ['台湾', 'Taiwan'],
  81: ['香港', 'Hong Kong'],
  82: ['澳门', 'Macao'],
};

/** Divisions whose names matter here (statistics bureau’s list, 2023 edition). */
const known: Readonly<Record<string, readonly [string, string]>> = {
  419001: ['河南省济源市', 'Jiyuan, Henan'],
  419001001: ['济源市沁园街道', 'Qinyuan Subdistrict, Jiyuan'],
  419001002: ['济源市济水街道', 'Jishui Subdistrict, Jiyuan'],
  419001003: ['济源市北海街道', 'Beihai Subdistrict, Jiyuan'],
  419001004: ['济源市天坛街道', 'Tiantan Subdistrict, Jiyuan'],
  419001005: ['济源市玉泉街道', 'Yuquan Subdistrict, Jiyuan'],
  419001100: ['济源市克井镇', 'Kejing, Jiyuan'],
  419001101: ['济源市五龙口镇', 'Wulongkou, Jiyuan'],
  419001102: ['济源市轵城镇', 'Zhicheng, Jiyuan'],
  419001103: ['济源市承留镇', 'Chengliu, Jiyuan'],
  419001104: ['济源市邵原镇', 'Shaoyuan, Jiyuan'],
  419001105: ['济源市坡头镇', 'Potou, Jiyuan'],
  419001106: ['济源市梨林镇', 'Lilin, Jiyuan'],
  419001107: ['济源市大峪镇', 'Dayu, Jiyuan'],
  419001108: ['济源市思礼镇', 'Sili, Jiyuan'],
  419001109: ['济源市王屋镇', 'Wangwu, Jiyuan'],
  419001110: ['济源市下冶镇', 'Xiaye, Jiyuan'],
};

/** The narrowest division known that the digits begin with. */
export function divisionOf(digits: string): Label | undefined {
  const found = known[digits.slice(0, 9)] ?? known[digits.slice(0, 6)] ?? provinces[digits.slice(0, 2)];
  return found === undefined ? undefined : both(...found);
}

/**
 * Whether six digits can name a county (GB/T 2260: the last two of a city or a province are 00) and whether the county is among those that
 * are known here: the data are those of the jurisdictions served, and the list of counties as a whole is not among them.
 */
export function countyIn(digits: string): 'known' | 'unknown' | 'none' {
  if (!/^\d{6}$/.test(digits) || digits.endsWith('00') || provinceFault(digits) !== undefined) return 'none';
  return Object.hasOwn(known, digits) ? 'known' : 'unknown';
}

export const provinceFault = (digits: string): Label | undefined =>
  Object.hasOwn(provinces, digits.slice(0, 2))
    ? undefined
    : both(`行政区划 ${digits.slice(0, 2)} 不是省级代码`, `the division begins with ${digits.slice(0, 2)}, which is no province`);

/** The same as a pattern. */
export const provinceDigits = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])';

/** The one-character names of provinces on licences and plates. */
export const provinceCharacter = '[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵黔云滇藏陕甘青宁新]';

const codeOfCharacter: ReadonlyMap<string, string> = new Map(
  (
    '京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 苏32 浙33 皖34 闽35 赣36 鲁37 豫41 鄂42 湘43 粤44 桂45 琼46 渝50 川51 贵52 黔52 ' +
    '云53 滇53 藏54 陕61 甘62 青63 宁64 新65'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

export function provinceNamed(character: string): Label | undefined {
  if (character === '国') return both('国家', 'national');
  const found = provinces[codeOfCharacter.get(character) ?? ''];
  return found === undefined ? undefined : both(...found);
}

/** Brackets as licences print them, full-width or half-width or tortoise-shell, become half-width; spaces go. */
export function bracketed({ code }: { readonly code: string }): string {
  // A dozen schemes ask for the same text in turn.
  if (lastBracketed.code !== code) {
    const spelt = code
      .replace(/[[（〔［【]/g, '(')
      .replace(/[\]）〕］】]/g, ')')
      .replace(/\s/g, '');
    lastBracketed = { code, spelt };
  }
  return lastBracketed.spelt;
}
let lastBracketed = { code: '', spelt: '' };
