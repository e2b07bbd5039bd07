/** Rules about amounts: limits, balances of lots, yields. */
import { baseUnits, type Unit, unitOf } from '../../../events/index.ts';
import type { Amount } from '../../slots.ts';
import type { NumberFrom } from '../definition.ts';
import type { FactReader } from '../facts.ts';
import {
  earlier,
  fails,
  holds,
  type KindOf,
  keysOf,
  labelOf,
  round,
  type Situation,
  stories,
  thingsIn,
  unknown,
  words,
} from '../situation.ts';

/** NaN where a register has no such number; undefined where the rule sets no bound. */
export function numberFrom(from: NumberFrom | undefined, situation: Situation, facts: FactReader): number | undefined {
  if (from === undefined || typeof from === 'number') return from;
  if ('product' in from) {
    const factors = from.product.map((each) => numberFrom(each, situation, facts));
    return factors.reduce<number>((product, each) => product * (each ?? Number.NaN), 1);
  }
  if ('earlier' in from) {
    const last = earlier(from.of, from.earlier, situation, facts).at(-1)?.record[from.field];
    return typeof last === 'number' ? last : Number.NaN;
  }
  if ('field' in from) return Number(situation.record[from.field] ?? Number.NaN) + (from.plus ?? 0);
  const [key] = keysOf(from.of, situation);
  const value = key === undefined ? undefined : facts.register(from.register, key)?.[from.column];
  return typeof value === 'number' ? value : Number.NaN;
}

export const limit: KindOf<'limit'> = (test, situation, { facts }) => {
  const value = situation.record[test.field];
  const { zh, en } = labelOf(situation, test.field);
  if (typeof value !== 'number') return unknown(words(`没有写明${zh}`, `${en} is not stated`));
  const [least, most] = [test.least, test.most].map((each) => numberFrom(each, situation, facts));
  if (Number.isNaN(least ?? 0) || Number.isNaN(most ?? 0)) return unknown(words('没有登记限值', 'the limit is not on record'));
  const highest = most === undefined ? undefined : round(most * (1 + (test.tolerance ?? 0)));
  if (highest !== undefined && value > highest)
    return fails(words(`${zh} ${value}，上限 ${highest}`, `${en} ${value}, at most ${highest}`));
  if (least !== undefined && value < least)
    return fails(words(`${zh} ${value}，下限 ${least}`, `${en} ${value}, at least ${least}`));
  return holds();
};

/**
 * Masses count together in kilograms and volumes in litres (UN/ECE Recommendation 20); everything else in its own unit, and so do cubic
 * metres, in which gas is told.
 */
export const scaled = ({ quantity, unit = 'H87' }: Amount): readonly [unit: string, quantity: number] | undefined => {
  if (quantity === undefined) return undefined;
  const known = unitOf(unit);
  return known !== undefined && isWeighed(known) ? [baseUnits[known.dimension], quantity * known.factor] : [unit, quantity];
};
const isWeighed = ({ code, dimension }: Unit): boolean => (dimension === 'mass' || dimension === 'volume') && code !== 'MTQ';
/** Measured by instruments that differ; what is counted is exact. */
export const weighedIn = (unit: string): boolean => unit === baseUnits.mass || unit === baseUnits.volume;

/** Steps by which an amount is gone. */
const leaving = ['shipping', 'retail_selling', 'destroying', 'decommissioning', 'dispensing'];
/** Who does this with a lot has it. */
const usedUp = ['retail_selling', 'dispensing'];

interface Flow {
  readonly in: readonly Amount[];
  readonly out: readonly Amount[];
  readonly arrived: boolean;
}

/** What one record adds to a lot, and takes from it. Observed amounts that stay with the owner do neither. */
function flows(event: Readonly<Record<string, unknown>>, thing: string, onTheWay: boolean): Flow {
  const of = (which: 'things' | 'inputs' | 'outputs'): Amount[] => thingsIn(event, which).filter(({ code }) => code === thing);
  const step = String(event.bizStep);
  const made = event.type === 'ObjectEvent' && event.action === 'ADD';
  // A market’s gate is an arrival only where nobody has recorded one since the lot was sent off.
  const admitted = onTheWay && step === 'accepting' && event.disposition === 'sellable_accessible';
  const arrived = (step === 'receiving' && event.disposition !== 'returned') || step === 'collecting' || admitted;
  const out = [...of('inputs'), ...(leaving.includes(step) ? of('things') : [])];
  // What was sent off and is used or sold by somebody has come there, though the receipt is missing.
  const unseen = onTheWay && (event.type === 'TransformationEvent' || usedUp.includes(step));
  return { in: [...of('outputs'), ...(made || arrived ? of('things') : []), ...(unseen ? out : [])], out, arrived };
}

export const balance: KindOf<'balance'> = (test, situation, { facts }) => {
  for (const { code, past } of stories(test.of, situation, facts)) {
    const sums = new Map<string, { in: number; out: number }>();
    const add = (side: 'in' | 'out', amounts: readonly Amount[]): boolean =>
      amounts.every((amount) => {
        const found = scaled(amount);
        if (found === undefined) return false;
        const sum = sums.get(found[0]) ?? { in: 0, out: 0 };
        sum[side] += found[1];
        sums.set(found[0], sum);
        return true;
      });
    let stated = true;
    let onTheWay = false;
    const all = [...past.map(({ event }) => event), situation.event];
    for (const event of all) {
      const { in: into, out, arrived } = flows(event, code, onTheWay);
      onTheWay = event.bizStep === 'shipping' || (onTheWay && !arrived);
      // What a certificate or a stock-taking says is there must be left of what came in.
      const stays = event === situation.event && into.length === 0 && out.length === 0;
      const claimed = stays ? thingsIn(event, test.of).filter((each) => each.code === code) : out;
      stated = add('in', into) && add('out', claimed) && stated;
    }
    for (const [unit, sum] of sums) {
      if (sum.out <= sum.in * (1 + test.tolerance) + 1e-9) continue;
      // Older than the records, or made in another unit: nothing to compare with.
      if (sum.in === 0)
        return unknown(
          stated
            ? words(`${code} 没有以 ${unit} 计的来源记录`, `${code} has no record of its origin in ${unit}`)
            : words('没有写明数量', 'an amount is not stated'),
        );
      return fails(
        words(
          `进 ${round(sum.in)} ${unit}，出 ${round(sum.out)} ${unit}`,
          `in ${round(sum.in)} ${unit}, out ${round(sum.out)} ${unit}`,
        ),
        past.map(({ eventID }) => eventID),
      );
    }
  }
  return holds();
};

export const yields: KindOf<'yield'> = (test, situation, { facts }) => {
  const { event } = situation;
  const [least, most] = [test.least, test.most].map((each) => numberFrom(each, situation, facts));
  if (Number.isNaN(least ?? 0) || Number.isNaN(most ?? 0)) return unknown(words('没有登记得率', 'the yield is not on record'));
  const total = (which: 'inputs' | 'outputs'): ReadonlyMap<string, number> => {
    const sums = new Map<string, number>();
    for (const each of thingsIn(event, which).map(scaled))
      if (each !== undefined) sums.set(each[0], (sums.get(each[0]) ?? 0) + each[1]);
    return sums;
  };
  const [inputs, outputs] = [total('inputs'), total('outputs')];
  for (const [unit, out] of outputs) {
    const into = inputs.get(unit);
    if (into === undefined || into === 0) continue;
    const share = round(out / into);
    const told = words(
      `投入 ${round(into)}，产出 ${round(out)} ${unit}，得率 ${share}`,
      `${round(into)} in, ${round(out)} ${unit} out, yield ${share}`,
    );
    if (share > (most ?? Number.POSITIVE_INFINITY) || share < (least ?? 0)) return fails(told);
    return holds(told);
  }
  return unknown(words('投入与产出单位不同或未写明', 'inputs and outputs have no unit in common'));
};
