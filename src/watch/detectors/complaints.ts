/** What consumers complain of more often than chance would have it. */
import { unverified } from '../../categories/fields.ts';
import { role } from '../../events/index.ts';
import { type ComplaintPlace, clockOf, type Detector, day, type Observation, type Report, type Running } from '../definition.ts';
import { kindOf } from './stock.ts';

const first: ComplaintPlace = { madeAt: 0, number: '' };
const makes: readonly number[] = [role.observedAdd, role.output];

interface Product {
  /** Complaints of the last days, the earliest first. */
  recent: { readonly at: number; readonly thing: string }[];
  /** Those before, and since when they are counted. */
  before: number;
  readonly since: number;
  /** Until then the finding that is open goes on. */
  until: number;
  cause: string;
  /** Complaints from, to, that were told of. */
  from: number;
  last: number;
  /** With which of them the finding that is open begins. */
  begun: number;
  /** Codes that each had enough of them for a finding. */
  lots: string[];
}

interface Saved {
  readonly place: ComplaintPlace;
  readonly products: readonly (readonly [string, Product])[];
  readonly makers: readonly (readonly [string, string])[];
  readonly all: number;
  readonly since: number;
}

/** That there are `count` or more where `mean` are usual (Poisson). */
export function chanceOf(count: number, mean: number): number {
  let [term, below] = [Math.exp(-mean), 0];
  for (let i = 0; i < count; i++) {
    below += term;
    term *= mean / (i + 1);
  }
  return Math.max(0, 1 - below);
}

class Complaints implements Running {
  readonly #parameters: Readonly<Record<string, number>>;
  readonly #read: (after: ComplaintPlace) => ReturnType<Parameters<Detector['begin']>[0]['complaints']>;
  readonly #products: Map<string, Product>;
  /** Who made each product first. */
  readonly #makers: Map<string, string>;
  #place: ComplaintPlace;
  /** Of all products, since when. */
  #all: number;
  #since: number;

  constructor({ parameters, complaints }: Parameters<Detector['begin']>[0], saved: unknown) {
    const before = saved as Saved | undefined;
    this.#parameters = parameters;
    this.#read = complaints;
    this.#place = before?.place ?? first;
    this.#products = new Map(before?.products);
    this.#makers = new Map(before?.makers);
    this.#all = before?.all ?? 0;
    this.#since = before?.since ?? 0;
  }

  see({ owner, facts }: Observation): void {
    if (owner === undefined) return;
    for (const { id, role: as } of facts.participants) {
      if (!makes.includes(as)) continue;
      const product = kindOf(id);
      if (!this.#makers.has(product)) this.#makers.set(product, owner);
    }
  }

  async aside(report: Report): Promise<boolean> {
    const rows = await this.#read(this.#place);
    for (const { madeAt, thing, category, area } of rows) this.#count(madeAt, thing, category, area, report);
    const last = rows.at(-1);
    if (last !== undefined) this.#place = { madeAt: last.madeAt, number: last.number };
    return last !== undefined;
  }

  save(): Saved {
    const { madeAt, number } = this.#place;
    return {
      place: { madeAt, number },
      products: [...this.#products],
      makers: [...this.#makers],
      all: this.#all,
      since: this.#since,
    };
  }

  #count(at: number, thing: string, category: string | null, area: string, report: Report): void {
    const { days, least, chance, prior } = this.#parameters as Record<'days' | 'least' | 'chance' | 'prior', number>;
    const kind = kindOf(thing);
    if (this.#since === 0) this.#since = at;
    this.#all++;
    const product = this.#products.get(kind) ?? {
      recent: [],
      before: 0,
      since: at,
      until: 0,
      cause: '',
      from: 0,
      last: 0,
      begun: 0,
      lots: [],
    };
    this.#products.set(kind, product);
    while (product.recent.length > 0 && product.recent[0]!.at < at - days * day) {
      const { at: then } = product.recent.shift()!;
      // What was told of is not what is usual: a second bad lot is told of too.
      if (then >= product.from && then <= product.last) this.#all--;
      else product.before++;
    }
    product.recent.push({ at, thing });
    if (product.recent.length < least) return;
    // Its own past; as far as it is short, with that of the other products, which at the beginning is short itself.
    const others = this.#all - product.recent.length - product.before + 0.5;
    const usual = (prior * others) / (Math.max(1, this.#products.size - 1) * ((at - this.#since) / day + prior));
    const mean = (days * (product.before + usual)) / (Math.max(0, (product.recent[0]!.at - product.since) / day) + prior);
    const likely = chanceOf(product.recent.length, mean);
    if (likely >= chance) return;
    // A second lot that many complain of is a matter of its own, though the first is still being told of.
    const own = product.recent.filter((each) => each.thing === thing);
    const another = own.length >= least && product.lots.length > 0 && !product.lots.includes(thing);
    if (product.until < at || another) {
      product.begun = another ? own[0]!.at : product.recent[0]!.at;
      if (product.until < at) product.from = product.begun;
      product.cause = `${kind} ${product.begun}`;
      product.lots = [];
    }
    if (own.length >= least && !product.lots.includes(thing)) product.lots.push(thing);
    product.last = at;
    product.until = at + 2 * days * day;
    const things = [...new Set(product.recent.filter((each) => each.at >= product.begun).map((each) => each.thing))];
    report.open({
      cause: product.cause,
      at,
      organisation: this.#makers.get(kind),
      ...(category === null ? {} : { category }),
      area,
      subjects: things,
      told: {
        zh: `${clockOf(product.recent[0]!.at)} 以来 ${product.recent.length} 起投诉，惯常 ${mean.toFixed(2)} 起，概率 ${likely.toPrecision(2)}`,
        en: `${product.recent.length} complaints since ${clockOf(product.recent[0]!.at)}; ${mean.toFixed(2)} are usual, chance ${likely.toPrecision(2)}`,
      },
    });
  }
}

export const complaintCluster: Detector = {
  id: 'complaint_cluster',
  zh: '投诉集中',
  en: 'Many complaints about one product',
  family: 'coverage',
  version: 2,
  gravity: 'high',
  rule: {
    zh: '一个产品数日内的投诉不远多于其惯常数目；一个产品一段时间一条，另一批次自成一条',
    en: 'Within days a product is not complained of far more often than usual; one finding a product and spell, another lot is one of its own',
  },
  data: {
    zh: '公众投诉的编码与时间（不含投诉人），产品由谁生产',
    en: 'Codes and times of complaints, nothing of who complains; who makes the product',
  },
  resolves: { zh: '主管部门核查后办结', en: 'The department looks into it and closes it' },
  basis: unverified('平台规则：无法律依据，供发现异常'),
  parameters: { days: 7, least: 4, chance: 0.0001, prior: 60 },
  days: 3,
  begin: (around, saved) => new Complaints(around, saved),
};
