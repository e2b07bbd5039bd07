/** What the rules of its stage find of one record. */
import type { Rule } from '../categories/rules/definition.ts';
import { applies, type Evaluation, evaluateApplying, holdsBack } from '../categories/rules/evaluate.ts';
import { askedAt, failsBySilence, firstAskedAt, isTooEarly } from '../categories/rules/kinds/silence.ts';
import { dayOf, type Situation, type Surroundings } from '../categories/rules/situation.ts';
import type { Evaluated } from '../store/index.ts';
import { factsFor } from './facts.ts';
import type { Reading } from './reading.ts';
import type { Known } from './recognise.ts';
import { nothingAsked, type StandingRecords } from './standing.ts';

/** A rule, and what it found of one record. */
export interface Judged {
  readonly rule: Rule;
  readonly outcome: 'fails' | 'unknown';
  readonly evaluated: Evaluated;
}

export interface Due {
  readonly rule: string;
  /** Microseconds since 1970. */
  readonly askAt: number;
}

/** The owner: uuid, absent for the operator. `now`: milliseconds since 1970. */
export interface Recording {
  readonly owner: string | undefined;
  readonly now: number;
}

export const situationOf = (
  { category, stage, record, event }: Pick<Known, 'category' | 'stage' | 'record' | 'event'>,
  at: number,
  { owner, now }: Recording,
): Situation => ({
  category,
  stage: stage.stage,
  record,
  event,
  at,
  owner: owner === undefined ? undefined : `urn:uuid:${owner}`,
  recorded: now * 1_000,
});

/** Asked in a reading until nothing is lacking; only then what it has found counts. */
export class Judging {
  /** What its answers rest on. */
  readonly asked = nothingAsked();
  readonly #rules: readonly Rule[];
  readonly #reading: Reading;
  readonly #situation: Situation;
  readonly #surroundings: Surroundings;
  readonly #now: number;
  #open: readonly number[];
  readonly #found: (Judged | undefined)[] = [];
  readonly #due: Due[] = [];

  /** `at`: event time, microseconds since 1970. `standing`: what counts beside the log. */
  constructor(what: Known, at: number, recording: Recording, reading: Reading, standing?: StandingRecords) {
    const situation = situationOf(what, at, recording);
    this.#reading = reading;
    this.#situation = situation;
    this.#now = recording.now;
    this.#rules = what.faults.length > 0 ? [] : (what.set.rules.get(what.name) ?? []).filter((rule) => applies(rule, situation));
    this.#open = this.#rules.map((_, i) => i);
    const facts = factsFor(reading, {
      category: what.category,
      day: dayOf(at),
      asked: this.asked,
      ...(standing === undefined ? {} : { standing }),
    });
    this.#surroundings = { facts, lists: what.set.lists };
  }

  readonly ask = (): void => {
    this.#open = this.#open.filter((i) => this.#isLacking(i));
  };

  /** Rules that failed or lack a fact, in their order. */
  get judged(): readonly Judged[] {
    return this.#found.filter((each) => each !== undefined);
  }

  /** Rules that are asked again later. */
  get due(): readonly Due[] {
    return this.#due;
  }

  #isLacking(place: number): boolean {
    const rule = this.#rules[place]!;
    const { test } = rule;
    const before = this.#reading.lacking;
    const silent = failsBySilence(test);
    const evaluation = silent ? this.#arriving(rule) : outcomeOf(rule, this.#situation, this.#surroundings);
    const askAt = silent ? moment(() => this.#firstAskedAt(rule)) : undefined;
    if (this.#reading.lacking > before) return true;
    this.#found[place] = this.#judgedOf(rule, evaluation);
    if (askAt !== undefined) this.#due.push({ rule: rule.id, askAt });
    return false;
  }

  /** As if it were asked when it happened: what must follow is not looked for yet. */
  #arriving(rule: Rule): Evaluation {
    const asked = { ...this.#situation, recorded: this.#situation.at };
    const found = outcomeOf(rule, asked, this.#surroundings);
    const early = found.outcome === 'fails' && !holdsBack(rule) && isTooEarly(rule.test, this.#situation);
    return early ? { ...found, outcome: 'holds' } : found;
  }

  #firstAskedAt(rule: Rule): number | undefined {
    return (holdsBack(rule) ? askedAt : firstAskedAt)(rule.test, this.#situation, this.#surroundings);
  }

  #judgedOf(rule: Rule, { outcome, told = { zh: '', en: '' }, events }: Evaluation): Judged | undefined {
    if (outcome !== 'fails' && outcome !== 'unknown') return undefined;
    const { id, severity } = rule;
    return { rule, outcome, evaluated: { rule: id, severity, outcome, told, events, askedAt: this.#now } };
  }
}

/** Of a rule that applies. A value that no calendar holds, such as a waiting time of 1e300 days, leaves it without an answer. */
export function outcomeOf(rule: Rule, situation: Situation, surroundings: Surroundings): Evaluation {
  try {
    return evaluateApplying(rule, situation, surroundings);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const told = { zh: `无法核查：${error.message}`, en: `cannot be judged: ${error.message}` };
    return { rule: rule.id, outcome: 'unknown', told, events: [] };
  }
}

/** Microseconds since 1970; for such a value never. */
export function moment(ask: () => number | undefined): number | undefined {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
