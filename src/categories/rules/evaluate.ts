/** Whether a rule holds for one record, with the facts that were compared. A kind of rule is a function; a rule is data. */
import type { Words } from '../definition.ts';
import type { Rule, Test } from './definition.ts';
import { calendar, monthly } from './kinds/calendar.ts';
import { climate } from './kinds/climate.ts';
import { county } from './kinds/county.ts';
import { custody, scheme, whereabouts } from './kinds/custody.ts';
import { cycle, elapsed } from './kinds/dates.ts';
import { distinct } from './kinds/distinct.ts';
import { answered, carried, last } from './kinds/lasts.ts';
import { named } from './kinds/named.ts';
import { holder, licence, register } from './kinds/parties.ts';
import { happened, sameArea } from './kinds/places.ts';
import { balance, limit, yields } from './kinds/quantities.ts';
import { kept, rising, term } from './kinds/readings.ts';
import { segment } from './kinds/segment.ts';
import { complete } from './kinds/several.ts';
import { before, once, period, state, unexpired } from './kinds/story.ts';
import { sums } from './kinds/sums.ts';
import { shares, tally, usual } from './kinds/tallies.ts';
import { agree, contains, differ, listed, present, value } from './kinds/values.ts';
import { count, due, interval, prompt, within } from './kinds/waiting.ts';
import { workdays } from './kinds/workdays.ts';
import { dayOf, type Found, type KindOf, meets, type Outcome, type Situation, type Surroundings, timeOf } from './situation.ts';

const kinds: { readonly [Name in Test['kind']]: KindOf<Name> } = {
  present,
  interval,
  within,
  unexpired,
  licence,
  listed,
  limit,
  balance,
  yield: yields,
  before,
  once,
  state,
  prompt,
  differ,
  agree,
  register,
  count,
  scheme,
  custody,
  whereabouts,
  due,
  period,
  holder,
  value,
  tally,
  usual,
  shares,
  complete,
  contains,
  distinct,
  segment,
  county,
  rising,
  term,
  kept,
  elapsed,
  last,
  answered,
  carried,
  cycle,
  calendar,
  sums,
  monthly,
  climate,
  workdays,
  same_area: sameArea,
  happened,
  named,
};

export interface Evaluation {
  readonly rule: string;
  readonly outcome: Outcome;
  /** The facts compared: "now 2026-05-03, last 2026-04-28, interval 7 days: allowed from 2026-05-05". */
  readonly told: Words | undefined;
  /** eventIDs that were used. */
  readonly events: readonly string[];
}

export function evaluate(rule: Rule, situation: Situation, surroundings: Surroundings): Evaluation {
  if (applies(rule, situation)) return evaluateApplying(rule, situation, surroundings);
  return { rule: rule.id, outcome: 'not_applicable', told: undefined, events: [] };
}

/** Whether a record is refused where this rule fails: what must follow it cannot be made good before it is recorded. */
export const holdsBack = ({ severity, test: { kind } }: Rule): boolean => severity === 'block' && kind !== 'due';

/** Of a rule that applies. */
export function evaluateApplying(rule: Rule, situation: Situation, surroundings: Surroundings): Evaluation {
  const { outcome, told, events = [] } = test(rule.test, situation, surroundings);
  return { rule: rule.id, outcome, told, events };
}

const test = <Name extends Test['kind']>(
  asked: Extract<Test, { kind: Name }>,
  situation: Situation,
  surroundings: Surroundings,
): Found => (kinds[asked.kind as Name] as KindOf<Name>)(asked, situation, surroundings);

/** In force on the day it happened, and its conditions met. */
export function applies({ stages, validFrom, validUntil, when = [] }: Rule, situation: Situation): boolean {
  const day = dayOf(timeOf(situation));
  return (
    stages.includes(situation.stage.id) &&
    day >= validFrom &&
    (validUntil === undefined || day <= validUntil) &&
    when.every((each) => meets(situation.record, each))
  );
}
