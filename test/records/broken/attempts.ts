/**
 * How the next record of a walked chain may break a rule that looks back: from the failing example of the rule, told in the words of the
 * chain, and from the chain's own record. In the order from the plainest to that which needs the most before it.
 */
import { type ToldChain, tellerOf } from '../../../simulator/demo-city.ts';
import { shifted } from '../../../src/categories/dated.ts';
import type { SimpleRecord, Stage } from '../../../src/categories/definition.ts';
import { shippedProfiles } from '../../../src/categories/profiles/index.ts';
import type { RegisterRow, Rule, Test, Told } from '../../../src/categories/rules/definition.ts';

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

/** Each rule of the category with each chain that has one of its stages: that of its failing example where the chain has it. */
export function pairsOf(category: string, chains: readonly ToldChain[]): Pair[] {
  const { rules, stages } = shippedProfiles.find((each) => each.category === category)!;
  return rules.filter(looksBack).flatMap((rule) =>
    chains.flatMap((chain): Pair[] => {
      const own = rule.stages.filter((id) => chain.records.some(({ stage }) => stage === id));
      const id = own.includes(rule.fails.record.stage) ? rule.fails.record.stage : own[0];
      return id === undefined ? [] : [{ rule, chain, stage: stages.find((each) => each.id === id)! }];
    }),
  );
}

export function attemptsOf({ rule, chain, stage }: Pair): Attempt[] {
  const { category } = chain;
  const teller = tellerOf(chain);
  const { before = [], registers = {}, record } = rule.fails;
  const own = chain.records.find((each) => each.stage === stage.id)!.record;
  const but = record.stage === stage.id ? (record.but ?? {}) : {};
  const qualified = (name: string): string => (name.includes('/') ? name : `${category}/${name}`);
  const recordOf = (told: Told, from: 'chain' | 'example') => teller.record(told.stage, told.but ?? {}, stage.id, from);
  const so = teller.record(stage.id, but, stage.id);
  const exact = teller.record(stage.id, but, stage.id, 'example');
  const told = (from: 'chain' | 'example') => before.map((each) => [qualified(each.stage), recordOf(each, from)] as const);
  const rows = (
    all: Readonly<Record<string, Readonly<Record<string, RegisterRow>>>>,
    as: (row: RegisterRow) => RegisterRow | null,
  ) =>
    Object.fromEntries(
      Object.entries(all).map(([name, of]) => [
        qualified(name),
        Object.fromEntries(
          Object.entries(of).map(([key, row]) => [teller.value(key, stage.id), as(teller.value(row, stage.id))]),
        ),
      ]),
    );
  const plain = { before: [], registers: {}, suspended: [] };
  const stated = rows(registers, (row) => row);
  const struck = rows(rule.passes.registers ?? {}, () => null);
  const suspended = rule.test.kind === 'licence' ? rule.test.schemes : [];
  const later = laterThan(own, chain);
  return [
    ...(suspended.length > 0 ? [{ how: 'the licence suspended', ...plain, record: later, suspended }] : []),
    { how: 'as the rule tells it', ...plain, record: so },
    { how: 'once more, later', ...plain, record: later },
    { how: 'of another thing', ...plain, record: renewed(stage, later) },
    ...(Object.keys(stated).length > 0 ? [{ how: 'the register says otherwise', ...plain, record: so, registers: stated }] : []),
    ...(Object.keys(stated).length > 0
      ? [{ how: 'the register says otherwise, later', ...plain, record: later, registers: stated }]
      : []),
    ...(Object.keys(struck).length > 0 ? [{ how: 'struck off the register', ...plain, record: later, registers: struck }] : []),
    ...(before.length > 0 ? [{ how: 'after what the rule tells', ...plain, record: so, before: told('chain') }] : []),
    ...(before.length > 0
      ? [
          {
            how: 'after what the rule tells, of its own things',
            ...plain,
            record: exact,
            before: told('example'),
            registers: stated,
          },
          { how: 'after what the rule tells, and the register', ...plain, record: so, before: told('chain'), registers: stated },
          { how: 'after what the rule tells, later', ...plain, record: later, before: told('chain') },
        ]
      : []),
  ];
}

/** The record of the chain, told again on the day after the chain ends. */
function laterThan(record: SimpleRecord, { records }: ToldChain): SimpleRecord {
  const last = Math.max(...records.map((each) => Date.parse(String(each.record.time))));
  const days = Math.ceil((last - Date.parse(String(record.time))) / 86_400_000) + 1;
  return shifted(record, (day) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10));
}

/** Of things that were never met: lots and serials with another ending. */
const renewed = (stage: Stage, record: SimpleRecord): SimpleRecord => {
  const fresh = (value: unknown): unknown => {
    if (typeof value === 'string') return /^urn:zhuisu:lot:|\/(?:10|21)\/[^/]+$/.test(value) ? `${value}-N` : value;
    if (Array.isArray(value)) return value.map(fresh);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fresh(each)]));
  };
  const things = new Set(['things', 'inputs', 'outputs', 'parent', 'children']);
  const keys = new Set(stage.fields.filter(({ slot }) => things.has(slot.at)).map(({ key }) => key));
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, keys.has(key) ? fresh(value) : value]));
};
