/** The columns of the file of organisations, as data: heading, what may stand below, how it becomes a registration. */
import { categories } from '../../categories/index.ts';
import type { forms, registrable } from '../register.ts';

export interface Column {
  /** Member of a registration. */
  readonly key: 'name' | 'uscc' | 'kind' | 'form' | 'areas' | 'categories' | 'address' | 'identifiers';
  readonly zh: string;
  readonly en: string;
  readonly needed: boolean;
  readonly width: number;
  readonly hint: string;
  /** Word in the cell → value. */
  readonly words?: Readonly<Record<string, string>>;
  /** Several values in one cell. */
  readonly many?: true;
}

const kindWords: Readonly<Record<string, (typeof registrable)[number]>> = {
  企业: 'enterprise',
  行业协会: 'association',
  银行: 'bank',
  保险: 'insurer',
  平台: 'platform',
  软件服务商: 'vendor',
};
const formWords: Readonly<Record<string, (typeof forms)[number]>> = {
  公司: 'company',
  农民专业合作社: 'cooperative',
  家庭农场: 'family_farm',
  个体工商户: 'individual_household',
  自然人: 'natural_person',
};

export const columns: readonly Column[] = [
  { key: 'name', zh: '主体名称', en: 'Name', needed: true, width: 32, hint: '营业执照上的全称 as on the business licence' },
  {
    key: 'uscc',
    zh: '统一社会信用代码',
    en: 'USCC',
    needed: true,
    width: 24,
    hint: '18 位；自然人和家庭农场可空。不得填写身份证号 18 characters; never an identity number',
  },
  {
    key: 'kind',
    zh: '主体类别',
    en: 'Kind',
    needed: false,
    width: 14,
    hint: '空为企业 enterprise unless given',
    words: kindWords,
  },
  { key: 'form', zh: '组织形式', en: 'Form', needed: false, width: 18, hint: '空为公司 company unless given', words: formWords },
  {
    key: 'areas',
    zh: '所在区划',
    en: 'Area',
    needed: true,
    width: 18,
    hint: '乡镇、街道名称或区划代码 name or division code',
    many: true,
  },
  {
    key: 'categories',
    zh: '追溯品类',
    en: 'Categories',
    needed: false,
    width: 28,
    hint: '多项用顿号分隔 several are separated by 、',
    words: Object.fromEntries(categories.map(({ id, zh }) => [zh, id])),
    many: true,
  },
  { key: 'address', zh: '地址', en: 'Address', needed: false, width: 36, hint: '' },
  {
    key: 'identifiers',
    zh: '全球位置码',
    en: 'GLN',
    needed: false,
    width: 18,
    hint: '13 位，可空 13 digits, may be empty',
    many: true,
  },
];

export const heading = ({ zh, en }: Column): string => `${zh} ${en}`;

/** Column of a heading cell: Chinese, English or both. */
export function columnNamed(text: string): Column | undefined {
  const plain = text.replace(/\s+/g, ' ').replace(/\*/g, '').trim().toLowerCase();
  return columns.find(({ zh, en }) => [zh, en.toLowerCase(), `${zh} ${en.toLowerCase()}`].includes(plain));
}

/** What the cell says, in the words of a registration; undefined where it is empty. */
export function valueIn({ words, many }: Column, text: string): unknown {
  if (text === '') return undefined;
  const translate = (each: string): string => (words !== undefined && Object.hasOwn(words, each) ? words[each]! : each);
  if (!many) return translate(text);
  return text
    .split(/[、,，;；|]/)
    .map((each) => translate(each.trim()))
    .filter((each) => each !== '');
}
