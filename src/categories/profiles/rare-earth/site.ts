/** What the stages of rare earth share: the law, the elements, the amounts in rare-earth oxide, the firms of the examples. */
import { type Field, ownStep, type Source } from '../../definition.ts';
import {
  choice,
  choices,
  code,
  document,
  hint,
  type Name,
  number,
  text,
  unverified,
  verified,
  when,
  where,
} from '../../fields.ts';
import { splitForm } from '../../rules/kinds/sums.ts';

export const rareEarthLaw = (articles: string): Source => verified(`稀土管理条例（2024）第${articles}条`);
export const quotaRule = unverified('稀土开采和稀土冶炼分离总量调控管理暂行办法（2025年第71号令）：见网页转述，条文未核实');
export const traceRule = unverified('稀土产品信息追溯管理办法（暂行）：只见征求意见稿');
export const invoiceRule = verified('税务总局公告2012年第17号：稀土企业增值税专用发票');
export const dualUse = verified('两用物项出口管制条例（2024）；商务部、海关总署公告2025年第18号');
export const design = unverified('平台规则：无法律依据，供发现异常');
export const notice = verified('济政办〔2018〕10号 四（七）');

export const elements = choices(
  ['La', '镧', 'lanthanum'],
  ['Ce', '铈', 'cerium'],
  ['Pr', '镨', 'praseodymium'],
  ['Nd', '钕', 'neodymium'],
  ['Pm', '钷', 'promethium'],
  ['Sm', '钐', 'samarium'],
  ['Eu', '铕', 'europium'],
  ['Gd', '钆', 'gadolinium'],
  ['Tb', '铽', 'terbium'],
  ['Dy', '镝', 'dysprosium'],
  ['Ho', '钬', 'holmium'],
  ['Er', '铒', 'erbium'],
  ['Tm', '铥', 'thulium'],
  ['Yb', '镱', 'ytterbium'],
  ['Lu', '镥', 'lutetium'],
  ['Sc', '钪', 'scandium'],
  ['Y', '钇', 'yttrium'],
);
export const feedKinds = choices(
  ['mineral', '稀土矿产品', 'mineral products'],
  ['compound', '冶炼分离产品', 'separated products'],
  ['metal', '稀土金属与合金', 'metals and alloys'],
  ['secondary', '二次资源', 'secondary resources'],
);

export const masses = ['KGM', 'TNE'];
export const start = (time: Name, place: Name): readonly Field[] => [when(time), where(place, { sees: 'partners' })];
export const firm = (key: string, name: Name, more: { optional?: true; law?: Source } = {}): Field =>
  code(key, name, ['uscc'], { sees: 'public', ...more });
/** Whose record it is; the registers are read by it. */
export const enterprise = (law?: Source): Field =>
  firm('enterprise', ['填报企业', 'Enterprise'], law === undefined ? {} : { law });
export const paper = (key: string, name: Name, more: Parameters<typeof document>[3] = {}): Field =>
  document(key, name, ownStep(key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)), more);
/** Kilograms of rare-earth oxide: the physical mass times its content. */
export const reo = (key: string, [zh, en]: Name, more: { optional?: true } = {}): Field =>
  number(key, [`${zh}（kg REO）`, `${en} (kg REO)`], { unit: 'KGM', sees: 'authority', ...more });
export const split = (key: string, name: Name): Field =>
  text(key, name, {
    optional: true,
    most: 400,
    form: splitForm,
    sees: 'authority',
    ...hint('各元素氧化物千克数，如 La=1200;Ce=2400', 'kilograms of oxide by element, such as La=1200;Ce=2400'),
  });
export const productName = (): Field => text('productName', ['产品名称', 'Product'], { most: 60, sees: 'public' });
export const feedKind = (name: Name = ['原料类别', 'Kind of feed']): Field => choice('feedKind', name, feedKinds);
export const quotaNo = (): Field =>
  paper('quotaNo', ['总量控制指标编号', 'Number of the quota'], { sees: 'authority', law: rareEarthLaw('十') });
export const label = (): Field =>
  paper('environmentLabel', ['环境标志认证证书号', 'Environmental label certificate'], { optional: true, sees: 'public' });

export const miner = 'urn:zhuisu:uscc:91419001MA0000031R';
export const separator = 'urn:zhuisu:uscc:91419001MA00000154';
export const recycler = 'urn:zhuisu:uscc:91419001MA0000023Y';
export const trader = 'urn:zhuisu:uscc:91419001MA00000A9R';
export const works = 'https://id.gs1.org/414/6901234000016';
export const warehouse = 'https://id.gs1.org/414/6901234000023';
export const lotOf = (who: string, product: string, serial: string): string =>
  `urn:zhuisu:lot:${who.slice('urn:zhuisu:uscc:'.length)}:${product}:${serial}`;
export const oreLot = lotOf(miner, 'ore', '202605-01');
export const oxideLot = lotOf(separator, 'prnd-oxide', '202606-01');
export const lanthanumLot = lotOf(separator, 'la-ce-carbonate', '202606-02');
export const samariumLot = lotOf(separator, 'sm-metal', '202606-03');
export const metalLot = lotOf(separator, 'prnd-metal', '202606-01');
export const scrapLot = lotOf(recycler, 'magnet-scrap', '202605-01');
export const recycledLot = lotOf(recycler, 'prnd-oxide', '202606-01');
export const residueLot = lotOf(separator, 'residue', '202606-01');
