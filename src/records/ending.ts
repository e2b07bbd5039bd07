/** What was found to be lacking of earlier records, and may have come with this one: those rules are asked again of those records. */
import type { Which } from '../categories/rules/definition.ts';
import type { Past } from '../categories/rules/facts.ts';
import { askedAt } from '../categories/rules/kinds/silence.ts';
import { dayMicros, dayOf, isStage, momentOf, type Situation, thingsIn } from '../categories/rules/situation.ts';
import { canonicalUri } from '../codes/index.ts';
import { failingAmong, type RuleOfEvent, type Store } from '../store/index.ts';
import { factsFor } from './facts.ts';
import { moment } from './judging.ts';
import { seqOf } from './past.ts';
import type { Profiles, RuleOf } from './profiles.ts';
import type { Reading } from './reading.ts';
import type { Known } from './recognise.ts';

const everywhere: readonly Which[] = ['things', 'inputs', 'outputs', 'parent', 'children'];

/** Asked in a reading, as rules are; only then what it has found counts. */
export class Ending {
  /** Rules whose time was over of records in the log, whether they failed or not. */
  readonly over: RuleOfEvent[] = [];
  readonly #what: Known;
  readonly #at: number;
  readonly #now: number;
  readonly #rules: readonly RuleOf[];
  readonly #reading: Reading;
  readonly #profiles: Profiles;

  /** `at`: event time, microseconds since 1970; `now`: milliseconds. */
  constructor(what: Known, at: number, now: number, rules: readonly RuleOf[], reading: Reading, profiles: Profiles) {
    this.#what = what;
    this.#at = at;
    this.#now = now;
    this.#rules = rules;
    this.#reading = reading;
    this.#profiles = profiles;
  }

  readonly ask = (): void => {
    this.over.length = 0;
    const found = new Set<string>();
    for (const thing of new Set(
      everywhere.flatMap((at) => thingsIn(this.#what.event, at).map(({ code }) => canonicalUri(code))),
    )) {
      const past = this.#reading.history(thing);
      if (past.length === 0) continue;
      for (const each of this.#rules)
        for (const one of waiting(each, past, this.#at, this.#what.record)) {
          const seq = seqOf(one);
          if (seq === undefined || found.has(`${seq} ${each.rule.id}`) || !this.#isOver(each, one)) continue;
          found.add(`${seq} ${each.rule.id}`);
          this.over.push({ rule: each.rule.id, seq });
        }
    }
  };

  /** Nothing is to be asked of it any more: it was asked, and found to fail or not. */
  #isOver({ category, rule }: RuleOf, { stage, record, event, at }: Past): boolean {
    const of = this.#profiles.on(dayOf(at));
    const known = of.stages.get(`${category}/${stage}`)?.stage;
    if (known === undefined) return false;
    const situation: Situation = { category, stage: known, record, event, at, owner: undefined, recorded: this.#now * 1_000 };
    const facts = factsFor(this.#reading, { category, day: dayOf(at) });
    return moment(() => askedAt(rule.test, situation, { facts, lists: of.lists })) === undefined;
  }
}

/** Of each of these what failed of earlier records and may have ended with it. */
export async function endedAmong(store: Store, asked: readonly (Ending | undefined)[]): Promise<(readonly RuleOfEvent[])[]> {
  const all = asked.flatMap((each) => each?.over ?? []);
  if (all.length === 0) return asked.map(() => []);
  const failing = new Set((await failingAmong(store.database, all)).map(({ rule, seq }) => `${seq} ${rule}`));
  return asked.map((each) => (each?.over ?? []).filter(({ rule, seq }) => failing.has(`${seq} ${rule}`)));
}

/** Records of a thing whose answer one at that moment may change. `past`: earliest first. */
function waiting({ category, rule }: RuleOf, past: readonly Past[], at: number, record: Known['record']): readonly Past[] {
  const { test, stages } = rule;
  const isOwn = (each: Past): boolean => isStage(each, stages, category);
  switch (test.kind) {
    case 'due': {
      // Those before the last that was followed already have had what they waited for.
      const last = past.findLastIndex((each) => each.at <= at && isStage(each, test.follow, category));
      return past.filter((each, i) => isOwn(each) && (each.at <= at ? i >= last : test.orBefore === true));
    }
    case 'cycle': {
      const counts = (each: Past): boolean =>
        isStage(each, [...test.stages, ...(test.starts ?? []), ...(test.ends ?? [])], category);
      const before = past.findLastIndex((each) => each.at <= at && counts(each));
      const after = past.findIndex((each) => each.at > at && counts(each));
      return past.slice(Math.max(before, 0), after < 0 ? undefined : after + 1).filter(isOwn);
    }
    case 'calendar': {
      const settling = [test.base, ...test.done].flatMap((each) => each.stages);
      return past.filter((each) => isOwn(each) && (each.at > at || isStage(each, settling, category)));
    }
    case 'monthly': {
      const end = momentOf(record[test.field]);
      return past.filter((each) => {
        const other = isOwn(each) ? momentOf(each.record[test.field]) : undefined;
        return end !== undefined && other !== undefined && other < end && end - other <= 31 * dayMicros;
      });
    }
    default:
      return [];
  }
}
