/** Every stage of every chain of the eight categories, as records in the simple form, in the order in which they happened. */
import { daysBefore, shifted, yearsBefore } from '../../../src/categories/dated.ts';
import type { Profile, SimpleRecord, Stage } from '../../../src/categories/definition.ts';
import { categories } from '../../../src/categories/index.ts';
import { shippedProfiles } from '../../../src/categories/profiles/index.ts';
import type { CategoryProfile, RegisterRow } from '../../../src/categories/rules/definition.ts';
import { carParts } from './car-parts.ts';
import { dangerous } from './dangerous.ts';
import { equipment } from './equipment.ts';
import { firmCodes } from './firms.ts';
import { food } from './food.ts';
import { inputs } from './inputs.ts';
import { medical } from './medical.ts';
import { produce } from './produce.ts';
import { rareEarth } from './rare-earth.ts';
import { type Cast, recast } from './recast.ts';
import { categoryRows, chainRows } from './registers.ts';
import type { Telling, Tellings } from './telling.ts';

const tellings: Readonly<Record<string, Tellings>> = {
  produce,
  food,
  medical,
  inputs,
  equipment,
  dangerous,
  rare_earth: rareEarth,
  car_parts: carParts,
};

export interface ChainRecord {
  readonly stage: string;
  readonly record: SimpleRecord;
}

export interface ToldChain {
  readonly category: string;
  readonly chain: string;
  /** In the order of time. */
  readonly records: readonly ChainRecord[];
  /** Stages from whose things the way leads down to those of the other. */
  readonly way: readonly [from: string, to: string];
}

const castOf = (category: string, chain: number): Cast => ({
  category: categories.findIndex(({ id }) => id === category) + 1,
  chain,
  firms: firmCodes(category),
});

/** In the order of the notice and of the chains. */
export function demoChains(): ToldChain[] {
  return shippedProfiles.flatMap((profile) =>
    profile.chains.map((chain, i) => {
      const telling = tellings[profile.category]?.[chain.id];
      if (telling === undefined) throw new RangeError(`${profile.category}/${chain.id} is not told`);
      const cast = castOf(profile.category, i);
      const records = [...new Set(chain.stages)].map((id) => recordOf(profile, id, telling, cast));
      return { category: profile.category, chain: chain.id, records: records.sort(byTime), way: telling.way };
    }),
  );
}

export interface RegisterRows {
  readonly category: string;
  readonly register: string;
  readonly rows: readonly { readonly key: string; readonly row: RegisterRow; readonly from: string }[];
}

/** What is stated of them before anything is recorded. */
export function demoRegisters(): RegisterRows[] {
  const found = new Map<string, Map<string, RegisterRow>>();
  const add = (name: string, rows: Readonly<Record<string, RegisterRow>>, cast: Cast): void => {
    const into = found.get(name) ?? found.set(name, new Map()).get(name)!;
    for (const [key, row] of Object.entries(rows)) into.set(recast(key, cast), recast(row, cast));
  };
  for (const [name, rows] of Object.entries(categoryRows)) add(name, rows, castOf(name.split('/')[0]!, 0));
  for (const profile of shippedProfiles)
    for (const [i, { id }] of profile.chains.entries())
      for (const [name, rows] of Object.entries(chainRows(profile.category, id))) add(name, rows, castOf(profile.category, i));
  return [...found].map(([name, rows]) => {
    const [category, register] = name.split('/') as [string, string];
    return { category, register, rows: [...rows].map(([key, row]) => ({ key, row, from: '2000-01-01' })) };
  });
}

const recordOf = (profile: CategoryProfile, id: string, telling: Telling, cast: Cast): ChainRecord => ({
  stage: id,
  record: toldAs(profile, id, telling, cast, { ...telling.but?.[id] }, id),
});

/** `but`: what differs from the example of the stage; `as`: the stage as whose things and days it is told. */
function toldAs(profile: Profile, id: string, telling: Telling, cast: Cast, but: SimpleRecord, as: string): SimpleRecord {
  const stage = profile.stages.find((each: Stage) => each.id === id)!;
  const differing = { ...stage.example, ...but };
  const whole = Object.fromEntries(Object.entries(differing).filter(([, value]) => value !== null));
  return inWords(whole, telling, cast, as);
}

function inWords<Value>(value: Value, telling: Telling, cast: Cast, as: string): Value {
  const swaps = (telling.swaps ?? []).filter(([, , ...only]) => only.length === 0 || only.includes(as));
  const swapped = swaps.reduce((record, [from, to]) => replaced(record, from, to), value);
  const dated = shifted(shifted(swapped, yearsBefore(telling.years ?? 0)), daysBefore(telling.days?.[as] ?? 0));
  return recast(dated, cast);
}

/** How a chain of the demo tells what the examples of rules tell: in its words, codes, firms and days. */
export function tellerOf({ category, chain }: Pick<ToldChain, 'category' | 'chain'>) {
  const profile = shippedProfiles.find((each) => each.category === category)!;
  const telling = tellings[category]![chain]!;
  const cast = castOf(
    category,
    profile.chains.findIndex(({ id }) => id === chain),
  );
  return {
    /** A record by its difference from that of the chain; with `example`, from the example of its stage. `as`: as whose things and days. */
    record(name: string, but: SimpleRecord, as: string, from: 'chain' | 'example' = 'chain'): SimpleRecord {
      const [of, id] = name.includes('/') ? (name.split('/') as [string, string]) : [category, name];
      const own = from === 'chain' && of === category ? telling.but?.[id] : undefined;
      return toldAs(shippedProfiles.find((each) => each.category === of)!, id, telling, cast, { ...own, ...but }, as);
    },
    /** Anything else that is said of it, such as rows of registers. */
    value: <Value>(value: Value, as: string): Value => inWords(value, telling, cast, as),
  };
}

function replaced<Value>(value: Value, from: string, to: string): Value {
  if (typeof value === 'string') return value.replaceAll(from, to) as Value;
  if (Array.isArray(value)) return value.map((each) => replaced(each, from, to)) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, from, to)])) as Value;
}

const byTime = (one: ChainRecord, other: ChainRecord): number => Date.parse(timeOf(one)) - Date.parse(timeOf(other));
const timeOf = ({ record }: ChainRecord): string => String(record.time);

export interface Sent {
  readonly stage: string;
  readonly records: SimpleRecord[];
  /** Chain of each record. */
  readonly of: string[];
}

/** Chains of one category by time, neighbours of the same stage together: chains that are alike are one request a stage. */
export function inOrder(chains: readonly ToldChain[]): Sent[] {
  const all = chains.flatMap(({ chain, records }) => records.map((each) => ({ ...each, chain })));
  const sent: Sent[] = [];
  for (const { stage, record, chain } of all.sort(byTime)) {
    const last = sent.at(-1);
    if (last?.stage === stage) {
      last.records.push(record);
      last.of.push(chain);
    } else sent.push({ stage, records: [record], of: [chain] });
  }
  return sent;
}
