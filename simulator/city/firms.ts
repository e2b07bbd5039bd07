/** Who lives in the city: trades, their shares, hours and manners; each firm with its place and its licence. */
import type { LicenceRequest, OrganisationRequest, SiteRequest } from '../../src/contract/index.ts';
import { Chance, hash } from './chance.ts';
import { creditCode, creditOf, foodLicence, partyOf, placeOf } from './codes.ts';
import { date, day } from './time.ts';

/** How soon a firm records what it did. `evening`: all of the day at its end; `sloppy`: when somebody gets round to it. */
export type Manner = 'prompt' | 'evening' | 'sloppy';

/** A licence that rules of the stages ask for: its scheme, and what it covers. */
export interface Held {
  readonly scheme: string;
  readonly products?: readonly string[];
}

export interface Trade {
  readonly id: string;
  readonly zh: string;
  readonly category: string;
  /** Of all firms. */
  readonly share: number;
  readonly site: NonNullable<SiteRequest['kind']>;
  /** Weekdays on which it is closed; 0 Sunday. */
  readonly closed: readonly number[];
  readonly hours: readonly [from: number, till: number];
  /** What firms of the trade hold; none where no licence is asked for. */
  readonly licences?: readonly Held[];
}

const always: readonly number[] = [];
const weekend: readonly number[] = [0, 6];

export const trades: readonly Trade[] = [
  { id: 'farm', zh: '农场', category: 'produce', share: 0.27, site: 'plot', closed: always, hours: [6, 17] },
  { id: 'stall', zh: '果蔬批发', category: 'produce', share: 0.035, site: 'shop', closed: always, hours: [3, 11] },
  { id: 'grocer', zh: '果蔬店', category: 'produce', share: 0.12, site: 'shop', closed: always, hours: [7, 20] },
  {
    id: 'factory',
    zh: '食品厂',
    category: 'food',
    share: 0.03,
    site: 'plant',
    closed: [0],
    hours: [8, 17],
    licences: [{ scheme: 'sc' }],
  },
  { id: 'coldstore', zh: '冷链仓', category: 'food', share: 0.012, site: 'warehouse', closed: always, hours: [0, 24] },
  {
    id: 'shop',
    zh: '食品超市',
    category: 'food',
    share: 0.14,
    site: 'shop',
    closed: always,
    hours: [8, 21],
    licences: [{ scheme: 'other' }],
  },
  {
    id: 'drug_maker',
    zh: '制药',
    category: 'medical',
    share: 0.006,
    site: 'plant',
    closed: [0],
    hours: [8, 18],
    licences: [{ scheme: 'drug_production' }],
  },
  {
    id: 'drug_wholesaler',
    zh: '医药',
    category: 'medical',
    share: 0.008,
    site: 'warehouse',
    closed: [0],
    hours: [7, 18],
    licences: [{ scheme: 'drug_trade' }],
  },
  {
    id: 'pharmacy',
    zh: '药店',
    category: 'medical',
    share: 0.12,
    site: 'shop',
    closed: always,
    hours: [8, 21],
    licences: [{ scheme: 'drug_trade' }],
  },
  {
    id: 'inputs_maker',
    zh: '农化',
    category: 'inputs',
    share: 0.008,
    site: 'plant',
    closed: weekend,
    hours: [8, 17],
    licences: [{ scheme: 'other' }],
  },
  {
    id: 'inputs_dealer',
    zh: '农资',
    category: 'inputs',
    share: 0.06,
    site: 'shop',
    closed: always,
    hours: [7, 18],
    licences: [{ scheme: 'other' }],
  },
  {
    id: 'lift_maintainer',
    zh: '电梯维保',
    category: 'equipment',
    share: 0.02,
    site: 'premises',
    closed: always,
    hours: [8, 18],
    licences: [{ scheme: 'tslicence', products: ['lift_work'] }],
  },
  { id: 'inspection_body', zh: '特检', category: 'equipment', share: 0.002, site: 'premises', closed: weekend, hours: [8, 17] },
  {
    id: 'gas_station',
    zh: '液化气站',
    category: 'equipment',
    share: 0.012,
    site: 'plant',
    closed: always,
    hours: [7, 17],
    licences: [{ scheme: 'tslicence', products: ['lpg'] }],
  },
  {
    id: 'explosives_seller',
    zh: '民爆',
    category: 'dangerous',
    share: 0.002,
    site: 'warehouse',
    closed: always,
    hours: [6, 17],
    licences: [
      { scheme: 'civil_explosives_production', products: ['explosive'] },
      { scheme: 'civil_explosives_sale', products: ['explosive'] },
    ],
  },
  { id: 'quarry', zh: '矿山', category: 'dangerous', share: 0.012, site: 'other', closed: [0], hours: [7, 18] },
  {
    id: 'chemical_dealer',
    zh: '化工',
    category: 'dangerous',
    share: 0.012,
    site: 'warehouse',
    closed: weekend,
    hours: [8, 17],
    licences: [{ scheme: 'hazchem_trade' }],
  },
  { id: 'rare_earth_mine', zh: '稀土矿', category: 'rare_earth', share: 0.005, site: 'other', closed: [0], hours: [7, 17] },
  { id: 'parts_dealer', zh: '汽配', category: 'car_parts', share: 0.012, site: 'shop', closed: always, hours: [8, 18] },
  {
    id: 'workshop',
    zh: '汽修',
    category: 'car_parts',
    share: 0.06,
    site: 'premises',
    closed: [0],
    hours: [8, 18],
    licences: [{ scheme: 'other' }],
  },
];

export interface Firm {
  readonly index: number;
  /** uuid */
  readonly id: string;
  readonly trade: Trade;
  readonly name: string;
  readonly party: string;
  readonly place: string;
  readonly uscc: string;
  readonly area: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly manner: Manner;
  readonly closed: ReadonlySet<number>;
  readonly chance: Chance;
  /** How large it is beside others of its trade. */
  readonly size: number;
  /** What it holds, by canonical URI of the lot. */
  readonly stock: Map<string, Load>;
  /** What is wrong with its recording, and until when. */
  readonly trouble: Trouble;
}

/** Part of a lot in somebody’s hands. */
export interface Load {
  readonly lot: string;
  quantity: number;
  readonly uom: string | undefined;
  /** YYYY-MM-DD; undefined where nothing is stated. */
  readonly until?: string | undefined;
  readonly paper?: string | undefined;
}

export interface Trouble {
  /** Nothing is recorded from, until. */
  silent: readonly [number, number];
  /** Everything is kept back until then. */
  heldUntil: number;
  lateUntil: number;
  /** Its clock is ahead by so much until then. */
  skew: number;
  skewUntil: number;
}

/** Towns of Jiyuan with the position of their middle, WGS 84 to a hundredth of a degree. */
const towns: readonly (readonly [code: string, zh: string, latitude: number, longitude: number])[] = [
  ['419001001', '沁园', 35.08, 112.6],
  ['419001002', '济水', 35.09, 112.59],
  ['419001003', '北海', 35.1, 112.6],
  ['419001004', '天坛', 35.1, 112.58],
  ['419001005', '玉泉', 35.1, 112.62],
  ['419001100', '克井', 35.16, 112.55],
  ['419001101', '五龙口', 35.15, 112.72],
  ['419001102', '轵城', 35.04, 112.6],
  ['419001103', '承留', 35.06, 112.5],
  ['419001104', '邵原', 35.15, 112.13],
  ['419001105', '坡头', 34.93, 112.53],
  ['419001106', '梨林', 35.07, 112.73],
  ['419001107', '大峪', 34.95, 112.4],
  ['419001108', '思礼', 35.11, 112.53],
  ['419001109', '王屋', 35.11, 112.27],
  ['419001110', '下冶', 35.02, 112.25],
];
export const areas: readonly string[] = towns.map(([code]) => code);

export function firmsOf(count: number, seed: string): Firm[] {
  const chance = new Chance(`${seed} firms`);
  const total = trades.reduce((sum, { share }) => sum + share, 0);
  // Of each trade at least two, so that it has somebody to deal with.
  const numbers = trades.map(({ share }) => Math.max(2, Math.round((share / total) * count)));
  return trades.flatMap((trade, t) =>
    Array.from({ length: numbers[t]! }, (_, i) => {
      const index = numbers.slice(0, t).reduce((sum, each) => sum + each, 0) + i;
      return firmOf(trade, index, i, chance, seed);
    }),
  );
}

function firmOf(trade: Trade, index: number, number: number, chance: Chance, seed: string): Firm {
  const [area, town, latitude, longitude] = chance.pick(trade.site === 'plot' ? towns.slice(5) : towns);
  const closed = new Set(trade.closed);
  // One in six rests a day of the week; lifts are kept on every day.
  if (trade.closed === always && trade.id !== 'lift_maintainer' && chance.of(1 / 6)) closed.add(chance.whole(0, 6));
  return {
    index,
    id: uuid(`${seed} firm ${index}`),
    trade,
    name: `${town}${trade.zh}${number + 1}号（模拟）`,
    party: partyOf(index),
    place: placeOf(index),
    uscc: creditCode(index),
    area,
    latitude: Number((latitude + chance.normal(0, 0.012)).toFixed(5)),
    longitude: Number((longitude + chance.normal(0, 0.012)).toFixed(5)),
    manner: chance.weighed<Manner>([
      ['prompt', 0.6],
      ['evening', 0.28],
      ['sloppy', 0.12],
    ]),
    closed,
    chance: new Chance(`${seed} firm ${index}`),
    size: chance.around(1, 0.4),
    stock: new Map(),
    trouble: { silent: [0, 0], heldUntil: 0, lateUntil: 0, skew: 0, skewUntil: 0 },
  };
}

/** Version 8 (RFC 9562 §5.8). */
export function uuid(name: string): string {
  const hex = [0, 1, 2, 3].map((i) => hash(`${name} ${i}`).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A firm as it registers. */
export interface Registering {
  readonly organisation: OrganisationRequest & { readonly id: string };
  readonly site: SiteRequest;
  readonly licences: readonly LicenceRequest[];
}

/** In the form of its scheme where that is known. `to`: YYYY-MM-DD, the end of the first period. */
export function licenceNumberOf(scheme: string, { index, trade }: Firm, to: string): string {
  if (scheme === 'sc') return foodLicence(index);
  // TSG 07-2019: the number ends in the year until which it holds.
  if (scheme === 'tslicence') return `TS9${String(index).padStart(6, '0')}-${to.slice(0, 4)}`;
  return `模拟${trade.id}${String(index).padStart(5, '0')}${scheme === 'civil_explosives_sale' ? 'XS' : ''}`;
}

/** `begins`: milliseconds since 1970; licences hold from a year before, until the day given (five years on unless given); none: null. */
export function registering(firm: Firm, begins: number, licensedUntil: string | null | undefined): Registering {
  const { id, name, uscc, area, trade, party, place, latitude, longitude } = firm;
  return {
    organisation: {
      id,
      name,
      uscc,
      form: 'company',
      areas: [area],
      categories: [trade.category],
      address: name,
      identifiers: [party, creditOf(uscc)],
    },
    site: { id: uuid(`site ${id}`), kind: trade.site, name, area, address: name, latitude, longitude, identifiers: [place] },
    licences:
      licensedUntil === null
        ? []
        : (trade.licences ?? []).map(({ scheme, products }) => {
            const to = licensedUntil ?? date(begins + 5 * 365 * day);
            return {
              scheme,
              number: licenceNumberOf(scheme, firm, to),
              from: date(begins - 365 * day),
              to,
              categories: [trade.category],
              ...(products === undefined ? {} : { products }),
              issuer: '模拟发证机关',
            };
          }),
  };
}
