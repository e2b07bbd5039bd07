/**
 * How the next record of a walked chain may break a rule that looks back: from the failing example of the rule, told in the words of the
 * chain, and from the chain's own record. In the order from the plainest to that which needs the most before it.
 */
import { type ToldChain, tellerOf } from '../../../simulator/demo-city.ts';
import { type Shift, shifted } from '../../../src/categories/dated.ts';
import type { SimpleRecord, Stage } from '../../../src/categories/definition.ts';
import { shippedProfiles } from '../../../src/categories/profiles/index.ts';
import type { RegisterRow, Rule, Test, Told } from '../../../src/categories/rules/definition.ts';
import { stageNamed } from '../../../src/categories/rules/memory.ts';
import { meets } from '../../../src/categories/rules/situation.ts';

export interface Attempt {
  /** How the record comes to break the rule, as the table tells it. */
  readonly how: string;
  readonly record: SimpleRecord;
  /** Recorded before it, beside the chain. `category/stage` → record. */
  readonly before: readonly (readonly [name: string, record: SimpleRecord])[];
  /** `category/register` → key → columns that are other by then; null: struck off. */
  readonly registers: Readonly<Record<string, Readonly<Record<string, RegisterRow | null>>>>;
  /** Schemes of licences that are suspended by then. */
  readonly suspended: readonly string[];
}

export interface Pair {
  readonly rule: Rule;
  readonly chain: ToldChain;
  /** Of the chain. */
  readonly stage: Stage;
}

/** Kinds that ask what is on record beside the record itself: in the log, in a register, of licences. */
const lookBack: ReadonlySet<Test['kind']> = new Set<Test['kind']>([
  ...([
    'interval',
    'within',
    'unexpired',
    'period',
    'licence',
    'holder',
    'balance',
    'tally',
    'usual',
    'shares',
    'before',
  ] as const),
  ...(['once', 'state', 'register', 'count', 'custody', 'whereabouts', 'distinct', 'rising', 'term', 'named'] as const),
  ...(['cycle', 'elapsed', 'last', 'answered', 'carried', 'calendar', 'monthly', 'due'] as const),
]);

export const looksBack = ({ test }: Rule): boolean =>
  lookBack.has(test.kind) || /"(?:register|earlier)":/.test(JSON.stringify(test));

/**
 * Each rule of the category with each chain that has one of its stages: that of its failing example where the chain has it. Where a rule is
 * for some goods alone, those of the chain count, if any chain has such.
 */
export function pairsOf(category: string, chains: readonly ToldChain[]): Pair[] {
  const { rules, stages } = shippedProfiles.find((each) => each.category === category)!;
  return rules.filter(looksBack).flatMap((rule) => {
    const all = chains.flatMap((chain): Pair[] => {
      const own = rule.stages.filter((id) => chain.records.some(({ stage }) => stage === id));
      const id = own.includes(rule.fails.record.stage) ? rule.fails.record.stage : own[0];
      return id === undefined ? [] : [{ rule, chain, stage: stages.find((each) => each.id === id)! }];
    });
    const meant = all.filter((pair) => (rule.when ?? []).every((each) => meets(ownOf(pair), each)));
    return meant.length > 0 ? meant : all;
  });
}

const ownOf = ({ chain, stage }: Pair): SimpleRecord => chain.records.find((each) => each.stage === stage.id)!.record;

/** What a failing example tells, in the words of a chain. */
type Telling = Pick<Attempt, 'record' | 'before' | 'registers'>;

export function attemptsOf(pair: Pair): Attempt[] {
  const { rule, chain, stage } = pair;
  const { category } = chain;
  const teller = tellerOf(chain);
  const { before = [], registers = {}, record } = rule.fails;
  const own = ownOf(pair);
  const but = record.stage === stage.id ? (record.but ?? {}) : {};
  const qualified = (name: string): string => (name.includes('/') ? name : `${category}/${name}`);
  const rows = (all: Registers, as: (row: RegisterRow) => RegisterRow | null): Attempt['registers'] =>
    Object.fromEntries(
      Object.entries(all).map(([name, of]) => [
        qualified(name),
        Object.fromEntries(
          Object.entries(of).map(([key, row]) => [teller.value(key, stage.id), as(teller.value(row, stage.id))]),
        ),
      ]),
    );
  const toldOf = (from: 'chain' | 'example'): Telling => ({
    record: teller.record(stage.id, but, stage.id, from),
    before: before.map(
      (each: Told) => [qualified(each.stage), teller.record(each.stage, each.but ?? {}, stage.id, from)] as const,
    ),
    registers: rows(registers, (row) => row),
  });
  const [amid, exact] = [toldOf('chain'), toldOf('example')];
  const told = afterEnd(amid, pair);
  const later = laterThan(own, chain);
  const plain = { before: [], registers: {}, suspended: [] };
  const stated = Object.keys(registers).length > 0;
  const struck = rows(rule.passes.registers ?? {}, () => null);
  const suspended = rule.test.kind === 'licence' ? rule.test.schemes : [];
  const when = (holds: boolean, how: string, what: Partial<Attempt> & Pick<Attempt, 'record'>): Attempt[] =>
    holds ? [{ how, ...plain, ...what }] : [];
  const has = before.length > 0;
  return [
    ...when(suspended.length > 0, 'the licence suspended', { record: later, suspended }),
    ...when(true, 'as the rule tells it', { record: told.record }),
    ...when(true, 'once more', { record: later }),
    ...when(true, 'of another thing', { record: renewed(`${category}/${stage.id}`, later) }),
    ...when(stated, 'the register says otherwise', { record: told.record, registers: told.registers }),
    ...when(stated, 'once more, the register says otherwise', { record: later, registers: told.registers }),
    ...when(Object.keys(struck).length > 0, 'struck off the register', { record: later, registers: struck }),
    ...when(has, 'after what the rule tells', { record: told.record, before: told.before }),
    ...when(has && stated, 'after what the rule tells, and the register', told),
    ...when(has, 'of another thing, after what the rule tells', renewedAll(`${category}/${stage.id}`, told)),
    ...when(has, 'of the things of the rule, after what it tells', afterEnd(exact, pair)),
    ...when(true, 'amid the chain, as the rule tells it', { record: amid.record }),
    ...when(stated, 'amid the chain, the register says otherwise', { record: amid.record, registers: amid.registers }),
    ...when(has, 'amid the chain, after what the rule tells', amid),
    ...when(has, 'amid the chain, of the things of the rule', exact),
  ];
}

type Registers = Readonly<Record<string, Readonly<Record<string, RegisterRow>>>>;

const timeOf = (record: SimpleRecord): number => Date.parse(String(record.time));
const endOf = ({ records }: ToldChain): number => Math.max(...records.map(({ record }) => timeOf(record)));
const dayMillis = 86_400_000;
const byDays =
  (days: number): Shift =>
  (day) =>
    new Date(Date.parse(day) + days * dayMillis).toISOString().slice(0, 10);

/** All of it on later days, its first record on the day after the chain ends and the rule in force. */
function afterEnd({ record, before, registers }: Telling, { rule, chain }: Pair): Telling {
  const first = Math.min(timeOf(record), ...before.map(([, each]) => timeOf(each)));
  const from = Math.max(endOf(chain), Date.parse(rule.validFrom));
  const shift = byDays(Math.max(0, Math.ceil((from - first) / dayMillis) + 1));
  return {
    record: shifted(record, shift),
    before: before.map(([name, each]) => [name, shifted(each, shift)] as const),
    registers: shifted(registers, shift),
  };
}

const renewedAll = (name: string, { record, before, registers }: Telling): Telling => ({
  record: renewed(name, record),
  before: before.map(([of, each]) => [of, renewed(of, each)] as const),
  registers,
});

/** The record of the chain, told again on the day after the chain ends. */
const laterThan = (record: SimpleRecord, chain: ToldChain): SimpleRecord =>
  shifted(record, byDays(Math.ceil((endOf(chain) - timeOf(record)) / dayMillis) + 1));

/** Of things that were never met: lots and serials with another ending. */
function renewed(name: string, record: SimpleRecord): SimpleRecord {
  const { stage } = stageNamed(name, '', shippedProfiles);
  const fresh = (value: unknown): unknown => {
    if (typeof value === 'string') return /^urn:zhuisu:lot:|\/(?:10|21)\/[^/]+$/.test(value) ? `${value}-N` : value;
    if (Array.isArray(value)) return value.map(fresh);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fresh(each)]));
  };
  const things = new Set(['things', 'inputs', 'outputs', 'parent', 'children']);
  const keys = new Set(stage.fields.filter(({ slot }) => things.has(slot.at)).map(({ key }) => key));
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, keys.has(key) ? fresh(value) : value]));
}
