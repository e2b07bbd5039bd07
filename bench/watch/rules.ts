/**
 * Rules of stages that the kinds of faults name, asked of each event as it is recorded, with what was recorded before it as facts. What a
 * rule refuses or reports counts as a finding of that rule. Rules that no kind names are not asked: the city was not built to keep them.
 */

import { faultKinds, type Generated, type Sent } from '../../simulator/city/index.ts';
import type { Stage } from '../../src/categories/definition.ts';
import { shippedLists, shippedProfiles } from '../../src/categories/profiles/index.ts';
import { recordOf } from '../../src/categories/record.ts';
import type { RegisterRow, Rule } from '../../src/categories/rules/definition.ts';
import { evaluate } from '../../src/categories/rules/evaluate.ts';
import type { FactReader, Past } from '../../src/categories/rules/facts.ts';
import { type Situation, thingsIn } from '../../src/categories/rules/situation.ts';
import { epochMicros } from '../../src/events/index.ts';
import { Aging } from '../../src/watch/aging.ts';
import type { Found } from './matching.ts';

const wanted = new Set(
  faultKinds.flatMap(({ expected }) => expected.flatMap((each) => (each.startsWith('rule:') ? [each.slice(5)] : []))),
);

interface Asked {
  readonly category: string;
  readonly stage: Stage;
  readonly rules: readonly Rule[];
}

/** Stages that the rules are asked of, and those that they look back at. */
const stages: ReadonlyMap<string, Asked> = new Map(
  shippedProfiles.flatMap(({ category, rules, stages: all }) => {
    const own = rules.filter(({ id }) => wanted.has(id));
    const named = JSON.stringify(own.map(({ test, stages: of }) => [test, of]));
    return all
      .filter(({ id }) => named.includes(`"${id}"`))
      .map((stage): [string, Asked] => [
        `${category}/${stage.id}`,
        { category, stage, rules: own.filter(({ stages: of }) => of.includes(stage.id)) },
      ]);
  }),
);
/** Fields by which rules add up. */
const tallied: ReadonlySet<string> = new Set(
  shippedProfiles.flatMap(({ rules }) =>
    rules.flatMap(({ id, test }) => (wanted.has(id) && test.kind === 'tally' ? [...test.by] : [])),
  ),
);
const lists = new Map(shippedLists.map((list) => [list.id, list]));
/** Records of one thing that are kept, and for how long after the last of them: no rule of these looks back further. */
const most = 24;
const kept = 120 * 86_400_000;

export class Rules {
  readonly findings: Found[] = [];
  evaluations = 0;
  readonly #registers: Generated['registers'];
  readonly #rows = new Map<string, RegisterRow>();
  #entered = 0;
  readonly #things = new Aging<Past[]>(kept);
  #now = 0;
  readonly #values = new Map<string, Past[]>();

  constructor(registers: Generated['registers']) {
    this.#registers = registers;
  }

  async see({ event, firm, recorded }: Sent): Promise<void> {
    const asked = stages.get(`${event['zhuisu:category']}/${event['zhuisu:stage']}`);
    if (asked === undefined) return;
    for (; this.#entered < this.#registers.length; this.#entered++) {
      const { register, key, row } = this.#registers[this.#entered]!;
      this.#rows.set(`${register} ${key}`, row);
    }
    const { category, stage, rules } = asked;
    const situation: Situation = {
      category,
      stage,
      record: recordOf(stage, event),
      event,
      at: epochMicros(event.eventTime as string),
      owner: firm.party,
      recorded: recorded * 1_000,
    };
    for (const rule of rules) {
      this.evaluations++;
      const { outcome, told } = evaluate(rule, situation, { facts: this.#facts, lists });
      if (outcome === 'fails') this.#found(rule, situation, firm.id, recorded, told?.en ?? '');
    }
    this.#keep(situation, recorded);
  }

  #found({ id }: Rule, { event }: Situation, organisation: string, recorded: number, told: string): void {
    this.findings.push({
      id: `${id} ${event.eventID}`,
      detector: `rule:${id}`,
      organisation,
      openedAt: recorded,
      foundAt: recorded,
      resolvedAt: null,
      subjects: subjectsOf(event),
      events: [event.eventID as string],
      told,
    });
  }

  #keep({ category, stage, record, event }: Situation, now: number): void {
    this.#now = now;
    const past: Past = {
      eventID: event.eventID as string,
      category,
      stage: stage.id,
      at: epochMicros(event.eventTime as string),
      record,
      event,
    };
    // Rules look back at what went in and what it is about, not at what came out.
    for (const at of ['things', 'inputs', 'parent'] as const)
      for (const { code } of thingsIn(event, at)) {
        const list = this.#things.get(code, now) ?? [];
        insert(list, past, most);
        this.#things.set(code, now, list);
      }
    for (const [field, value] of Object.entries(record))
      if (tallied.has(field) && typeof value === 'string') put(this.#values, `${stage.id} ${field} ${value}`, past, 5_000);
  }

  readonly #facts: FactReader = {
    history: (thing, until) => (this.#things.get(thing, this.#now) ?? []).filter(({ at }) => at <= until),
    states: (thing, until) => this.#facts.history(thing, until),
    ancestors: () => [],
    withValue: (of, field, value, until) =>
      of
        .flatMap((stage) => this.#values.get(`${stage} ${field} ${value}`) ?? [])
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at),
    licences: () => [],
    register: (name, key) => this.#rows.get(`${name} ${key}`),
  };
}

const subjectsOf = (event: Readonly<Record<string, unknown>>): string[] =>
  (['things', 'inputs', 'outputs', 'parent'] as const).flatMap((at) => thingsIn(event, at)).map(({ code }) => code);

function put(map: Map<string, Past[]>, key: string, past: Past, keep: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [past]);
  else insert(list, past, keep);
}

/** In the order of their time: what is recorded late stands where it happened. */
function insert(list: Past[], past: Past, keep: number): void {
  let at = list.length;
  while (at > 0 && list[at - 1]!.at > past.at) at--;
  list.splice(at, 0, past);
  if (list.length > keep) list.shift();
}
