/** GS1 application identifiers (GS1 General Specifications §3): one row each, so that the table grows by rows. */
import { checkDigit, hasCheckDigit, isDigits } from './check-digits.ts';
import type { Label } from './types.ts';

export interface ApplicationIdentifier {
  readonly ai: string;
  readonly name: Label;
  /** n: digits, x: character set 82, y: character set 39. */
  readonly kind: 'n' | 'x' | 'y';
  readonly least: number;
  readonly most: number;
  /** Digits at the start that end in a check digit; 0 for none. */
  readonly checked: number;
}

const row = (ai: string, format: string, zh: string, en: string, checked = 0): ApplicationIdentifier => {
  const [, kind, open, length] = /^([nxy])(\.\.)?(\d+)$/.exec(format)!;
  const most = Number(length);
  return { ai, name: { zh, en }, kind: kind as 'n' | 'x' | 'y', least: open === undefined ? most : 1, most, checked };
};

const run = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** The table, a row for each application identifier this system reads (GS1 General Specifications §3.2). */
export const applicationIdentifiers: readonly ApplicationIdentifier[] = [
  row('00', 'n18', '系列货运包装箱代码', 'SSCC', 18),
  row('01', 'n14', '全球贸易项目代码', 'GTIN', 14),
  row('02', 'n14', '内含项目的贸易项目代码', 'CONTENT', 14),
  row('10', 'x..20', '批号', 'BATCH/LOT'),
  row('11', 'n6', '生产日期', 'PROD DATE'),
  row('12', 'n6', '付款截止日期', 'DUE DATE'),
  row('13', 'n6', '包装日期', 'PACK DATE'),
  row('15', 'n6', '保质期', 'BEST BEFORE'),
  row('16', 'n6', '停止销售日期', 'SELL BY'),
  row('17', 'n6', '有效期', 'EXPIRY'),
  row('20', 'n2', '产品变体', 'VARIANT'),
  row('21', 'x..20', '序列号', 'SERIAL'),
  row('22', 'x..20', '消费产品变体', 'CPV'),
  row('235', 'x..28', '第三方控制的序列号扩展', 'TPX'),
  row('240', 'x..30', '附加产品标识', 'ADDITIONAL ID'),
  row('241', 'x..30', '客户方代码', 'CUST. PART NO.'),
  row('242', 'n..6', '定制产品代码', 'MTO VARIANT'),
  row('250', 'x..30', '二级序列号', 'SECONDARY SERIAL'),
  row('251', 'x..30', '源实体参考代码', 'REF. TO SOURCE'),
  row('253', 'x..30', '全球文件类型代码', 'GDTI', 13),
  row('254', 'x..20', '位置扩展', 'GLN EXTENSION COMPONENT'),
  row('255', 'n..25', '全球优惠券代码', 'GCN', 13),
  row('30', 'n..8', '项目数量', 'VAR. COUNT'),
  row('37', 'n..8', '物流单元内贸易项目数量', 'COUNT'),
  row('401', 'x..30', '货物托运代码', 'GINC'),
  row('402', 'n17', '装运标识代码', 'GSIN', 17),
  row('410', 'n13', '交货地', 'SHIP TO LOC', 13),
  row('411', 'n13', '受票方', 'BILL TO', 13),
  row('412', 'n13', '供货方', 'PURCHASE FROM', 13),
  row('413', 'n13', '最终交货地', 'SHIP FOR LOC', 13),
  row('415', 'n13', '开票方', 'PAY TO', 13),
  row('416', 'n13', '生产或服务地', 'PROD/SERV LOC', 13),
  row('414', 'n13', '物理位置代码', 'LOC No.', 13),
  row('417', 'n13', '参与方代码', 'PARTY', 13),
  row('422', 'n3', '原产国', 'ORIGIN'),
  row('7003', 'n10', '有效期及时间', 'EXPIRY TIME'),
  row('7040', 'x4', '唯一标识扩展', 'UIC+EXT'),
  row('8003', 'x..30', '全球可回收资产代码', 'GRAI'),
  row('8004', 'x..30', '全球单个资产代码', 'GIAI'),
  row('8005', 'n6', '单价', 'PRICE PER UNIT'),
  row('8006', 'n18', '贸易项目组件代码', 'ITIP', 14),
  row('8008', 'n..12', '生产日期与时间', 'PROD TIME'),
  row('8010', 'y..30', '组件/部件代码', 'CPID'),
  row('8011', 'n..12', '组件/部件序列号', 'CPID SERIAL'),
  row('8013', 'x..25', '全球型号代码', 'GMN'),
  row('8017', 'n18', '服务提供方关系代码', 'GSRN - PROVIDER', 18),
  row('8018', 'n18', '服务接受方关系代码', 'GSRN - RECIPIENT', 18),
  row('8019', 'n..10', '服务关系事项代码', 'SRIN'),
  // The fourth digit is the number of decimals.
  ...[...run(310, 316), ...run(320, 337), ...run(340, 357), ...run(360, 369)].flatMap((measure) =>
    run(0, 5).map((decimals) => row(`${measure}${decimals}`, 'n6', '计量值', 'MEASURE')),
  ),
  ...run(710, 716).map((ai) => row(String(ai), 'x..20', '国家医疗保健编号', 'NHRN')),
  ...run(90, 99).map((ai) => row(String(ai), 'x..90', '内部信息', 'INTERNAL')),
];

export const identifierByNumber: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  applicationIdentifiers.map((each) => [each.ai, each]),
);

const predefinedStarts = new Set([
  '00',
  '01',
  '02',
  '03',
  '04',
  '20',
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '41',
  ...run(11, 19).map(String),
]);

/** Length that a raw string may leave unmarked, so that no separator follows (§7.8.5, figure of pre-defined lengths). */
export const predefinedLength = ({ ai, most }: ApplicationIdentifier): number | undefined =>
  predefinedStarts.has(ai.slice(0, 2)) ? most : undefined;

const set82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/;
const set39 = /^[#\-/0-9A-Z]*$/;

/** What is wrong with a value under its application identifier; undefined when nothing is. */
export function faultOf({ ai, kind, least, most, checked }: ApplicationIdentifier, value: string): Label | undefined {
  if (value.length < least || value.length > most) {
    const wanted = least === most ? `${most}` : `${least}–${most}`;
    return {
      zh: `(${ai}) 长度为 ${value.length}，应为 ${wanted}`,
      en: `(${ai}) has ${value.length} characters, expected ${wanted}`,
    };
  }
  const fits = kind === 'n' ? isDigits(value) : kind === 'x' ? set82.test(value) : set39.test(value);
  if (!fits) return { zh: `(${ai}) 含有不允许的字符`, en: `(${ai}) holds a character that is not allowed there` };
  if (checked === 0) return ai === '8003' ? faultOfAsset(value) : undefined;
  return checkFault(ai, value.slice(0, checked), checked);
}

/** AI 8003 starts with a filler zero and the 13 digits of the asset type. */
function faultOfAsset(value: string): Label | undefined {
  if (value.startsWith('0')) return checkFault('8003', value.slice(1, 14), 13);
  return { zh: '(8003) 应以 0 开头', en: '(8003) starts with a filler 0' };
}

function checkFault(ai: string, digits: string, length: number): Label | undefined {
  if (digits.length < length || !isDigits(digits))
    return { zh: `(${ai}) 应以 ${length} 位数字开头`, en: `(${ai}) starts with ${length} digits` };
  if (hasCheckDigit(digits)) return undefined;
  const expected = checkDigit(digits.slice(0, -1));
  return {
    zh: `(${ai}) 校验位为 ${digits.at(-1)}，应为 ${expected}`,
    en: `(${ai}) ends in check digit ${digits.at(-1)}, expected ${expected}`,
  };
}
