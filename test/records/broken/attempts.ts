/**
 * How the next record of a walked chain may break a rule that looks back: from the failing example of the rule, told in the words of the
 * chain, and from the chain's own record. In the order from the plainest to that which needs the most before it.
 */
import { demoRegisters, type ToldChain, tellerOf } from '../../../simulator/demo-city.ts';
import { type Shift, shifted } from '../../../src/categories/dated.ts';
import type { SimpleRecord, Stage } from '../../../src/categories/definition.ts';
import { shippedProfiles } from '../../../src/categories/profiles/index.ts';
import type { RegisterRow, Rule, Test, Told } from '../../../src/categories/rules/definition.ts';
import { failsBySilence } from '../../../src/categories/rules/kinds/silence.ts';
import { stageNamed } from '../../../src/categories/rules/memory.ts';
import { meets } from '../../../src/categories/rules/situation.ts';
import { canonicalUri, recognise } from '../../../src/codes/index.ts';

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
  /** Keys of registers whose rows are like those of others. */
  readonly like: ReadonlyMap<string, string>;
  /** Days after which a rule that fails by silence is asked. */
  readonly later: number;
  /** Recorded by the firm of the place, where the rule asks who records. */
  readonly own: boolean;
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
  const name = `${category}/${stage.id}`;
  const teller = tellerOf(chain);
  const { before = [], registers = {}, record } = rule.fails;
  const own = ownOf(pair);
  const but = record.stage === stage.id ? (record.but ?? {}) : {};
  const qualified = (name: string): string => (name.includes('/') ? name : `${category}/${name}`);
  const rows = (all: Registers, as: (row: RegisterRow) => RegisterRow | null): Attempt['registers'] =>
    Object.fromEntries(
      Object.entries(all).map(([register, of]) => [
        qualified(register),
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
  const plain = { before: [], registers: {}, suspended: [], like: new Map<string, string>(), later: 2, own: false };
  const stated = Object.keys(registers).length > 0;
  const struck = rows(rule.passes.registers ?? {}, () => null);
  const suspended = rule.test.kind === 'licence' ? rule.test.schemes : [];
  const asks = 'party' in rule.test && rule.test.party === 'owner';
  const when = (holds: boolean, how: string, what: Partial<Attempt> & Pick<Attempt, 'record'>): Attempt[] =>
    holds ? [{ how, ...plain, ...what }] : [];
  const has = before.length > 0;
  // Those with a date of their own have it within a year and a half.
  const waits = rule.test.kind === 'due' ? rule.test.days + 600 : failsBySilence(rule.test) ? 800 : 0;
  const forbidden = rule.test.kind === 'state' ? rule.test.not : [];
  const recalls = forbidden.includes('recalled');
  const failsTest = forbidden.includes('non_conformant');
  return [
    ...when(suspended.length > 0, 'the licence suspended', { record: later, suspended }),
    ...when(true, 'as the rule tells it', { record: told.record }),
    ...when(true, 'once more', { record: later }),
    ...when(recalls, 'after a recall of it', { record: dayAfter(later), before: [['food/recall', recallOf(pair, later)]] }),
    ...when(rule.test.kind === 'named', 'naming a paper that nobody issued', { record: unnamed(rule, later) }),
    ...when(rule.test.kind === 'balance', 'of a thousand times as much', { record: multiplied(stage, later) }),
    ...when(rule.test.kind === 'unexpired', 'thirty years later', { record: { ...later, time: aged(later) } }),
    ...when(true, 'of another thing', ofOthers({ record: later, before: [], registers: {} }, name)),
    ...when(stated, 'the register says otherwise', { record: told.record, registers: told.registers }),
    ...when(stated, 'once more, the register says otherwise', { record: later, registers: told.registers }),
    ...when(Object.keys(struck).length > 0, 'struck off the register', { record: later, registers: struck }),
    ...when(has, 'after what the rule tells', { record: told.record, before: told.before }),
    ...when(has && stated, 'after what the rule tells, and the register', told),
    ...when(stated, 'of another thing, the register says otherwise', ofOthers({ ...told, before: [] }, name)),
    ...when(has, 'of another thing, after what the rule tells', ofOthers({ ...told, registers: {} }, name)),
    ...when(has && stated, 'of another thing, after what the rule tells, and the register', ofOthers(told, name)),
    ...when(waits > 0, 'of another thing, and nothing follows', {
      ...ofOthers({ record: later, before: [], registers: {} }, name),
      later: waits,
    }),
    ...when(has, 'of the things of the rule, after what it tells', afterEnd(exact, pair)),
    ...when(true, 'amid the chain, as the rule tells it', { record: amid.record }),
    ...when(stated, 'amid the chain, the register says otherwise', { record: amid.record, registers: amid.registers }),
    ...when(has, 'amid the chain, after what the rule tells', amid),
    ...when(has, 'amid the chain, of the things of the rule', exact),
    ...when(suspended.length > 0, 'as the rule tells it, the licence suspended', { record: told.record, suspended }),
    ...when(Object.keys(struck).length > 0, 'as the rule tells it, struck off the register', {
      record: told.record,
      registers: struck,
    }),
    ...when(failsTest, 'after a failed test of it', {
      record: dayAfter(later),
      before: [['produce/test', failedTest(pair, later)]],
    }),
    ...when(true, 'amid the chain, half an hour after its own', { record: minutesLater(own, 30) }),
    ...stagesNamed(rule.test).flatMap((id) =>
      chain.records
        .filter(({ stage: each }) => each === id)
        .slice(-1)
        .flatMap((each) =>
          when(true, `amid the chain, right after its ${id}`, { record: at(own, timeOf(each.record) + 60_000) }),
        ),
    ),
    ...firmsOf(chain).flatMap((firm) =>
      fieldsOfParty(rule.test).flatMap((field) =>
        own[field] === undefined || own[field] === firm
          ? []
          : when(true, `amid the chain, ${field} another firm`, { record: { ...minutesLater(own, 30), [field]: firm } }),
      ),
    ),
    ...[amid, exact].flatMap((each) =>
      when(has, 'amid the chain, minutes after what the rule tells', { ...inTurn(each, timeOf(own)), own: asks }),
    ),
    ...when(before.length > 1, 'amid the chain, minutes after the last that the rule tells', {
      ...inTurn({ ...amid, before: amid.before.slice(-1) }, timeOf(own)),
      own: asks,
    }),
    ...stagesNamed(rule.test).flatMap((id) => {
      const told = retold(pair, id);
      return told === undefined ? [] : when(true, `of another thing that came the same way, right after its ${id}`, told);
    }),
    ...when(waits > 0 && stated, 'of another thing, the register says otherwise, and nothing follows', {
      ...ofOthers({ record: later, before: [], registers: told.registers }, name),
      later: waits,
    }),
    ...when(waits > 0, 'of another thing that came the same way without it, and nothing follows', {
      ...without(pair, 30),
      later: waits,
    }),
    ...when(waits > 0, 'of another thing that came the same way without it, 400 days later', without(pair, 400 * 24 * 60)),
  ];
}

type Retold = Telling & Pick<Attempt, 'like'>;

/** The chain up to its first record of that stage, of other things and after its end; half an hour later the record of the pair. */
function retold(pair: Pair, id: string): Retold | undefined {
  const { records } = pair.chain;
  const last = records.findIndex((each) => each.stage === id);
  if (last < records.findIndex((each) => each.stage === pair.stage.id)) return undefined;
  return ofOthersAfter(pair, records.slice(0, last + 1), 30);
}

/** The chain up to the record of the pair, without what the rule waits for and what would end its waiting. */
function without(pair: Pair, minutes: number): Retold {
  const { rule, chain, stage } = pair;
  const before = chain.records.slice(
    0,
    chain.records.findIndex((each) => each.stage === stage.id),
  );
  const { test } = rule;
  const awaited = test.kind === 'due' ? test.follow : test.kind === 'cycle' ? [...test.stages, ...(test.ends ?? [])] : [];
  return ofOthersAfter(
    pair,
    before.filter((each) => !awaited.includes(each.stage)),
    minutes,
  );
}

/** These records of the chain, of other things and after its end; so many minutes after the last of them the record of the pair. */
function ofOthersAfter(pair: Pair, earlier: ToldChain['records'], minutes: number): Retold {
  const { chain, stage } = pair;
  const { category, records } = chain;
  const name = `${category}/${stage.id}`;
  const own = ownOf(pair);
  const last = earlier.at(-1)?.record ?? own;
  const known = new Set(records.flatMap(({ record }) => codesIn(Object.values(record)).map(canonicalUri)));
  const registers = Object.fromEntries(
    demoRegisters().map(({ category: of, register, rows }) => [
      `${of}/${register}`,
      Object.fromEntries(rows.filter(({ key }) => known.has(canonicalUri(key))).map(({ key, row }) => [key, row])),
    ]),
  );
  const before = earlier.map((each) => [`${category}/${each.stage}`, each.record] as const);
  const told = ofOthers(afterEnd({ record: at(own, timeOf(last) + minutes * 60_000), before, registers }, pair), name);
  // Rows of firms and stores are those that are there.
  const fresh = Object.entries(told.registers).map(([register, rows]) => [
    register,
    Object.fromEntries(Object.entries(rows).filter(([key]) => told.like.has(key))),
  ]);
  return { ...told, registers: Object.fromEntries(fresh) };
}

/** Stages that the rule looks for. */
const stagesNamed = (test: Test): string[] => [
  ...new Set(
    Object.values(test).flatMap((value) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [])),
  ),
];

/** Fields that name a firm by which the rule looks. */
const fieldsOfParty = (test: Test): string[] => {
  if (test.kind === 'holder' || test.kind === 'licence') return [test.party];
  return test.kind === 'usual' ? [test.by] : [];
};

/** Firms that the chain names, in the spelling of its records. */
const firmsOf = ({ records }: ToldChain): string[] => [
  ...new Set(
    records.flatMap(({ record }) =>
      Object.values(record).filter((each): each is string => typeof each === 'string' && each.startsWith('urn:zhuisu:uscc:')),
    ),
  ),
];

const at = (record: SimpleRecord, moment: number): SimpleRecord => ({ ...record, time: new Date(moment).toISOString() });
const minutesLater = (record: SimpleRecord, minutes: number): SimpleRecord => at(record, timeOf(record) + minutes * 60_000);

/** A minute after the other, from that moment on; the record is the last of them. */
const inTurn = ({ record, before, registers }: Telling, from: number): Telling => ({
  before: before.map(([name, each], i) => [name, at(each, from + (i + 1) * 60_000)] as const),
  record: at(record, from + (before.length + 1) * 60_000),
  registers,
});

/** A test of what the rule asks about that it does not pass. */
const failedTest = (pair: Pair, record: SimpleRecord): SimpleRecord => {
  const { example } = stageNamed('produce/test', '', shippedProfiles).stage;
  return { ...example, time: record.time, lot: codesAskedFor(pair, record)[0], verdict: 'non_conformant' };
};

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

/** The record of the chain, told again on the day after the chain ends. */
const laterThan = (record: SimpleRecord, chain: ToldChain): SimpleRecord =>
  shifted(record, byDays(Math.ceil((endOf(chain) - timeOf(record)) / dayMillis) + 1));

const dayAfter = (record: SimpleRecord): SimpleRecord => shifted(record, byDays(1));

/** A recall of what the rule asks about, as its maker or a department records it. */
function recallOf(pair: Pair, record: SimpleRecord): SimpleRecord {
  const lots = codesAskedFor(pair, record);
  const { example } = stageNamed('food/recall', '', shippedProfiles).stage;
  const { units: _, ...rest } = example;
  return { ...rest, time: record.time, lots: lots.map((code) => ({ code })) };
}

function codesAskedFor({ rule: { test }, stage }: Pair, record: SimpleRecord): string[] {
  const of = 'of' in test ? test.of : 'things';
  return stage.fields.filter(({ slot }) => slot.at === of).flatMap(({ key }) => codesIn(record[key]));
}

/** The number in the field is another. */
const unnamed = ({ test }: Rule, record: SimpleRecord): SimpleRecord => {
  if (test.kind !== 'named') return record;
  const digits = (text: string): string =>
    text.replace(/\d{2,6}(?=\D*\d?\D*$)/, (all) => all.replace(/\d/g, (digit) => String(9 - Number(digit))));
  return { ...record, [test.field]: digits(String(record[test.field])) };
};

const aged = (record: SimpleRecord): string =>
  shifted(String(record.time), (day) => `${Number(day.slice(0, 4)) + 30}${day.slice(4)}`);

function multiplied({ fields }: Stage, record: SimpleRecord): SimpleRecord {
  const more = (value: unknown): unknown => (typeof value === 'number' ? value * 1_000 : value);
  const found = { ...record };
  for (const { key, value } of fields.filter(({ value: { kind } }) => kind === 'amounts')) {
    if (!('many' in value) || !value.many) found[`${key}Quantity`] = more(record[`${key}Quantity`]);
    else if (Array.isArray(record[key])) found[key] = record[key].map((each) => ({ ...each, quantity: more(each.quantity) }));
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** Of things that were never met: each code of its things is another one, wherever it stands. */
function ofOthers(told: Telling, name: string): Telling & Pick<Attempt, 'like'> {
  const fresh = new Map<string, string>();
  for (const [of, record] of [[name, told.record] as const, ...told.before]) {
    const { stage } = stageNamed(of, '', shippedProfiles);
    for (const { key } of stage.fields.filter(({ slot }) => places.has(slot.at)))
      for (const code of codesIn(record[key])) {
        const other = fresh.get(code) ?? another(code, new Set(fresh.values()));
        if (other !== undefined) fresh.set(code, other);
      }
  }
  const keys = new Map([...fresh].map(([code, other]) => [canonicalUri(code), canonicalUri(other)]));
  const change = <Value>(value: Value): Value => {
    if (typeof value === 'string') return (fresh.get(value) ?? keys.get(value) ?? value) as Value;
    if (Array.isArray(value)) return value.map(change) as Value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [change(key), change(each)])) as Value;
  };
  return { ...change(told), like: new Map([...fresh, ...keys].map(([code, other]) => [other, code])) };
}

const places: ReadonlySet<string> = new Set(['things', 'inputs', 'outputs', 'parent', 'children']);

const codesIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(codesIn);
  return typeof value === 'object' && value !== null ? codesIn((value as { code?: unknown }).code) : [];
};

/** A lot or serial with another ending; of a code with digits alone the next that keeps the rules of its scheme and is not taken. */
function another(code: string, taken: ReadonlySet<string>): string | undefined {
  if (/^urn:zhuisu:lot:|\/(?:10|21)\/[^/]+$/.test(code)) return `${code}-N`;
  const [, head, digits, tail] = /^(.*?)(\d{3,6})(\D?\d?)$/.exec(code) ?? [];
  const [known] = recognise(code);
  if (digits === undefined || known === undefined) return undefined;
  for (let more = 1; more < 900; more++) {
    const body = `${head}${String((Number(digits) + more) % 10 ** digits.length).padStart(digits.length, '0')}`;
    for (const check of tail === '' ? [''] : [...'0123456789X']) {
      const reading = recognise(body + check).find((each) => each.scheme === known.scheme);
      const fits = reading?.structure === 'valid' && reading.warnings.length <= known.warnings.length;
      if (fits && !taken.has(body + check)) return body + check;
    }
  }
  return undefined;
}
