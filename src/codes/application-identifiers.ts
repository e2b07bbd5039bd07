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
  row('03', 'n14', '按订单生产的贸易项目代码', 'MTO GTIN', 14),
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
  row('243', 'x..20', '包装组件代码', 'PCN'),
  row('250', 'x..30', '二级序列号', 'SECONDARY SERIAL'),
  row('251', 'x..30', '源实体参考代码', 'REF. TO SOURCE'),
  row('253', 'x..30', '全球文件类型代码', 'GDTI', 13),
  row('254', 'x..20', '位置扩展', 'GLN EXTENSION COMPONENT'),
  row('255', 'n..25', '全球优惠券代码', 'GCN', 13),
  row('30', 'n..8', '项目数量', 'VAR. COUNT'),
  row('37', 'n..8', '物流单元内贸易项目数量', 'COUNT'),
  row('400', 'x..30', '客户订单号', 'ORDER NUMBER'),
  row('401', 'x..30', '货物托运代码', 'GINC'),
  row('402', 'n17', '装运标识代码', 'GSIN', 17),
  row('403', 'x..30', '路径代码', 'ROUTE'),
  row('410', 'n13', '交货地', 'SHIP TO LOC', 13),
  row('411', 'n13', '受票方', 'BILL TO', 13),
  row('412', 'n13', '供货方', 'PURCHASE FROM', 13),
  row('413', 'n13', '最终交货地', 'SHIP FOR LOC', 13),
  row('415', 'n13', '开票方', 'PAY TO', 13),
  row('416', 'n13', '生产或服务地', 'PROD/SERV LOC', 13),
  row('414', 'n13', '物理位置代码', 'LOC No.', 13),
  row('417', 'n13', '参与方代码', 'PARTY', 13),
  row('420', 'x..20', '收货地邮编', 'SHIP TO POST'),
  row('421', 'x..12', '收货地国别与邮编', 'SHIP TO POST'),
  row('422', 'n3', '原产国', 'ORIGIN'),
  row('423', 'n..15', '初始加工国', 'COUNTRY - INITIAL PROCESS'),
  row('424', 'n3', '加工国', 'COUNTRY - PROCESS'),
  row('425', 'n..15', '拆卸国', 'COUNTRY - DISASSEMBLY'),
  row('426', 'n3', '全部加工国', 'COUNTRY - FULL PROCESS'),
  row('427', 'x..3', '原产国行政区', 'ORIGIN SUBDIVISION'),
  ...['4300', '4301', '4310', '4311', '4320'].map((ai) => row(ai, 'x..35', '收寄名称', 'SHIP / RETURN NAME')),
  ...['4302', '4303', '4304', '4305', '4306', '4312', '4313', '4314', '4315', '4316'].map((ai) =>
    row(ai, 'x..70', '收寄地址', 'SHIP / RETURN ADDRESS'),
  ),
  ...['4307', '4317'].map((ai) => row(ai, 'x2', '收寄国别', 'SHIP / RETURN COUNTRY')),
  ...['4308', '4319'].map((ai) => row(ai, 'x..30', '收寄电话', 'SHIP / RETURN PHONE')),
  row('4309', 'n20', '收货地坐标', 'SHIP TO GEO'),
  row('4318', 'x..20', '退货邮编', 'RETURN POST'),
  ...['4321', '4322', '4323'].map((ai) => row(ai, 'n1', '运输标志', 'TRANSPORT FLAG')),
  ...['4324', '4325'].map((ai) => row(ai, 'n10', '交付时限', 'DELIVERY TIME')),
  row('4326', 'n6', '放行日期', 'RELEASE DATE'),
  ...['4330', '4331', '4332', '4333'].map((ai) => row(ai, 'x..7', '运输温度', 'TEMPERATURE')),
  row('7001', 'n13', '北约物资代码', 'NSN'),
  row('7002', 'x..30', '胴体与分割肉分类', 'MEAT CUT'),
  row('7003', 'n10', '有效期及时间', 'EXPIRY TIME'),
  row('7004', 'n..4', '活性效价', 'ACTIVE POTENCY'),
  row('7005', 'x..12', '捕捞区域', 'CATCH AREA'),
  row('7006', 'n6', '首次冷冻日期', 'FIRST FREEZE DATE'),
  row('7007', 'n..12', '收获日期', 'HARVEST DATE'),
  row('7008', 'x..3', '水产物种', 'AQUATIC SPECIES'),
  row('7009', 'x..10', '捕捞渔具', 'FISHING GEAR TYPE'),
  row('7010', 'x..2', '生产方式', 'PROD METHOD'),
  row('7011', 'n..10', '测试截止日期', 'TEST BY DATE'),
  row('7020', 'x..20', '翻新批号', 'REFURB LOT'),
  row('7021', 'x..20', '功能状态', 'FUNC STAT'),
  row('7022', 'x..20', '修订状态', 'REV STAT'),
  row('7023', 'x..30', '组装件全球单个资产代码', 'GIAI - ASSEMBLY'),
  ...run(7030, 7039).map((ai) => row(String(ai), 'x..30', '加工者编号', 'PROCESSOR')),
  row('7040', 'x4', '唯一标识扩展', 'UIC+EXT'),
  row('7041', 'x..4', '货运单元类型', 'UFRGT UNIT TYPE'),
  ...run(7230, 7239).map((ai) => row(String(ai), 'x..30', '认证编号', 'CERT')),
  row('7240', 'x..20', '方案编号', 'PROTOCOL'),
  row('7241', 'n2', '临床试验类型', 'AIDC MEDIA TYPE'),
  row('7242', 'x..25', '版本控制号', 'VCN'),
  row('7250', 'n8', '出生日期', 'DOB'),
  row('7251', 'n12', '出生时间', 'DOB TIME'),
  row('7252', 'n1', '性别', 'BIO SEX'),
  ...['7253', '7254', '7259'].map((ai) => row(ai, 'x..40', '姓名', 'NAME')),
  row('7255', 'x..10', '姓名后缀', 'SUFFIX'),
  row('7256', 'x..90', '全名', 'FULL NAME'),
  row('7257', 'x..70', '地址', 'PERSON ADDR'),
  row('7258', 'x3', '出生顺序', 'BIRTH SEQUENCE'),
  row('8001', 'n14', '卷材产品', 'DIMENSIONS'),
  row('8002', 'x..20', '移动设备标识', 'CMT No.'),
  row('8003', 'x..30', '全球可回收资产代码', 'GRAI'),
  row('8004', 'x..30', '全球单个资产代码', 'GIAI'),
  row('8005', 'n6', '单价', 'PRICE PER UNIT'),
  row('8006', 'n18', '贸易项目组件代码', 'ITIP', 14),
  row('8007', 'x..34', '国际银行账号', 'IBAN'),
  row('8008', 'n..12', '生产日期与时间', 'PROD TIME'),
  row('8009', 'x..50', '光学传感标识', 'OPTSEN'),
  row('8010', 'y..30', '组件/部件代码', 'CPID'),
  row('8011', 'n..12', '组件/部件序列号', 'CPID SERIAL'),
  row('8012', 'x..20', '软件版本', 'VERSION'),
  row('8013', 'x..25', '全球型号代码', 'GMN'),
  row('8014', 'x..25', '高度定制器械注册代码', 'MUDI'),
  row('8017', 'n18', '服务提供方关系代码', 'GSRN - PROVIDER', 18),
  row('8018', 'n18', '服务接受方关系代码', 'GSRN - RECIPIENT', 18),
  row('8019', 'n..10', '服务关系事项代码', 'SRIN'),
  row('8020', 'x..25', '付款单号', 'REF No.'),
  row('8026', 'n18', '物流单元内贸易项目组件', 'ITIP CONTENT', 14),
  row('8030', 'x..90', '数字签名', 'DIGSIG'),
  ...['8110', '8112'].map((ai) => row(ai, 'x..70', '北美优惠券代码', 'COUPON')),
  row('8111', 'n4', '忠诚积分', 'POINTS'),
  row('8200', 'x..70', '扩展包装网址', 'PRODUCT URL'),
  ...run(0, 9).flatMap((decimals) => [
    row(`390${decimals}`, 'n..15', '应付金额', 'AMOUNT'),
    row(`391${decimals}`, 'n..18', '应付金额与货币', 'AMOUNT'),
    row(`392${decimals}`, 'n..15', '单价', 'PRICE'),
    row(`393${decimals}`, 'n..18', '单价与货币', 'PRICE'),
  ]),
  ...run(0, 3).map((decimals) => row(`394${decimals}`, 'n4', '优惠券折扣', 'PRCNT OFF')),
  ...run(0, 5).map((decimals) => row(`395${decimals}`, 'n6', '单位价格', 'PRICE/UoM')),
  // The fourth digit is the number of decimals.
  ...[...run(310, 316), ...run(320, 337), ...run(340, 357), ...run(360, 369)].flatMap((measure) =>
    run(0, 5).map((decimals) => row(`${measure}${decimals}`, 'n6', '计量值', 'MEASURE')),
  ),
  ...run(710, 717).map((ai) => row(String(ai), 'x..20', '国家医疗保健编号', 'NHRN')),
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

const predefined = new Map(
  applicationIdentifiers.map(({ ai, most }) => [ai, predefinedStarts.has(ai.slice(0, 2)) ? most : undefined]),
);

/** Length that a raw string may leave unmarked, so that no separator follows (§7.8.5, figure of pre-defined lengths). */
export const predefinedLength = ({ ai }: ApplicationIdentifier): number | undefined => predefined.get(ai);

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
  if (dated.has(ai)) return dateFault(ai, value);
  if (checked === 0) return ai === '8003' ? faultOfAsset(value) : undefined;
  return checkFault(ai, value.slice(0, checked), checked);
}

const longMonths = new Set([1, 3, 5, 7, 8, 10, 12]);
const dated = new Set(['11', '12', '13', '15', '16', '17', '4326', '7006']);

/** YYMMDD; day 00 is the last of the month (GS1 General Specifications §3.4.2). */
function dateFault(ai: string, value: string): Label | undefined {
  const digit = (at: number): number => value.charCodeAt(at) - 48;
  const month = digit(2) * 10 + digit(3);
  const leap = (digit(0) * 10 + digit(1)) % 4 === 0 ? 29 : 28;
  if (month >= 1 && month <= 12 && digit(4) * 10 + digit(5) <= (month === 2 ? leap : longMonths.has(month) ? 31 : 30))
    return undefined;
  return { zh: `(${ai}) ${value} 不是日期（年月日）`, en: `(${ai}) ${value} is no date, expected YYMMDD` };
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
