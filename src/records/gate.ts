/** The gate of capture: events are recognised as stages, and the rules of their stage are asked, for plain EPCIS and records alike. */
import type { Arriving, Capturing, Gate, Passage, RuleTold } from '../capture/index.ts';
import type { Rule } from '../categories/rules/definition.ts';
import { applies, type Evaluation, evaluate } from '../categories/rules/evaluate.ts';
import type { Past } from '../categories/rules/facts.ts';
import { dueAt } from '../categories/rules/kinds/waiting.ts';
import { dayOf, type Situation, type Surroundings } from '../categories/rules/situation.ts';
import { problem } from '../errors.ts';
import { registryOf } from '../organisations/index.ts';
import { type Evaluated, identitiesHeld, type Key, type Store, uuidOf } from '../store/index.ts';
import { profilesOf } from './book.ts';
import { type Asked, factsFor, Reading, thingAsked, valueAsked } from './facts.ts';
import type { Standing } from './past.ts';
import type { Profiles } from './profiles.ts';
import { type Known, recognise, recordProblem } from './recognise.ts';

/** Records whose facts are read together. */
const together = 500;

/** A rule, and what it found of one record. */
interface Judged {
  readonly rule: Rule;
  readonly outcome: 'fails' | 'unknown';
  readonly evaluated: Evaluated;
}

export function gateOf(store: Store): Gate<Known> {
  return {
    async recognise(events, { owner }) {
      const profiles = await profilesOf(store);
      const own = owner === undefined ? undefined : (await registryOf(store).registrationOf(owner))?.categories;
      return events.map((each) => recognise(each, profiles, own));
    },
    async judge(events, capturing) {
      const profiles = await profilesOf(store);
      const passages: Passage[] = [];
      const standing: Standing[] = [];
      for (let i = 0; i < events.length; i += together)
        passages.push(...(await judgeTogether(store, profiles, events.slice(i, i + together), capturing, standing)));
      return passages;
    },
  };
}

interface Item {
  readonly arriving: Arriving;
  readonly what: Known;
}

/**
 * All are judged at once against the log alone, so that a question of many is one statement. Only where something before it in the
 * request touches what a record asked for is it asked again, in its turn.
 */
async function judgeTogether(
  store: Store,
  profiles: Profiles,
  items: readonly Item[],
  capturing: Capturing,
  standing: Standing[],
): Promise<Passage[]> {
  const reading = new Reading(store, profiles, capturing.now);
  const first = await Promise.all(
    items.map(async (item) => {
      const asked: Asked = new Set();
      return { asked, judged: await judge(item, reading, capturing, [], asked) };
    }),
  );
  const held = await heldAmong(store, items, first);
  const touched = new Set<string>(standing.flatMap(keysOf));
  const passages: Passage[] = [];
  for (const [i, item] of items.entries()) {
    const { asked, judged: alone } = first[i]!;
    const again = [...asked].some((key) => touched.has(key));
    const judged = again ? await judge(item, reading, capturing, standing) : alone;
    const { identity } = item.arriving.prepared;
    const isHeld = again && judged.some(blocks) ? await identitiesHeld(store.database, [identity]) : held;
    const passage = await passageOf(item, judged, reading, capturing, isHeld.has(uuidOf(identity)));
    passages.push(passage);
    if (passage.problems.length > 0) continue;
    const own = standingOf(item);
    standing.push(own);
    for (const key of keysOf(own)) touched.add(key);
  }
  return passages;
}

async function judge(
  { arriving, what }: Item,
  reading: Reading,
  { owner, now }: Capturing,
  standing: readonly Standing[],
  asked?: Asked,
): Promise<Judged[]> {
  if (what.faults.length > 0) return [];
  const rules = what.set.rules.get(what.name) ?? [];
  const situation = situationOf(what, owner, now);
  const at = arriving.prepared.facts.at;
  const facts = factsFor(reading, {
    category: what.category,
    day: dayOf(at),
    standing,
    ...(asked === undefined ? {} : { asked }),
  });
  const found = await Promise.all(
    rules
      .filter((rule) => applies(rule, situation))
      .map(async (rule) => ({ rule, found: await outcomeOf(rule, situation, { facts, lists: what.set.lists }) })),
  );
  return found.flatMap(({ rule, found: { outcome, told, events } }) =>
    outcome !== 'fails' && outcome !== 'unknown'
      ? []
      : [
          {
            rule,
            outcome,
            evaluated: {
              rule: rule.id,
              severity: rule.severity,
              outcome,
              told: told ?? { zh: '', en: '' },
              events,
              askedAt: now,
            },
          },
        ],
  );
}

/** A value that no calendar holds, such as a waiting time of 1e300 days, leaves the rule without an answer. */
export async function outcomeOf(rule: Rule, situation: Situation, surroundings: Surroundings): Promise<Evaluation> {
  try {
    return await evaluate(rule, situation, surroundings);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const told = { zh: `无法核查：${error.message}`, en: `cannot be judged: ${error.message}` };
    return { rule: rule.id, outcome: 'unknown', told, events: [] };
  }
}

/** The same of when a rule is asked again: never. */
export function noAnswer(error: unknown): undefined {
  if (!(error instanceof RangeError)) throw error;
}

export const situationOf = (
  { category, stage, record, event }: Pick<Known, 'category' | 'stage' | 'record' | 'event'>,
  owner: string | undefined,
  now: number,
): Situation => ({
  category,
  stage: stage.stage,
  record,
  event,
  owner: owner === undefined ? undefined : `urn:uuid:${owner}`,
  recorded: now * 1_000,
});

const blocks = ({ rule, outcome }: Judged): boolean =>
  // What fails by silence cannot be made good before it is recorded.
  rule.severity === 'block' && outcome === 'fails' && rule.test.kind !== 'due';

/** Identities of those that would be blocked and are in the log already: sent again, they are there, whatever has become known since. */
async function heldAmong(
  store: Store,
  items: readonly Item[],
  first: readonly { readonly judged: readonly Judged[] }[],
): Promise<ReadonlySet<string>> {
  const blocked: Key[] = items.flatMap(({ arriving }, i) => (first[i]!.judged.some(blocks) ? [arriving.prepared.identity] : []));
  return blocked.length === 0 ? new Set() : identitiesHeld(store.database, blocked);
}

async function passageOf(
  { arriving, what }: Item,
  judged: readonly Judged[],
  reading: Reading,
  { owner, now }: Capturing,
  held: boolean,
): Promise<Passage> {
  const { index, prepared } = arriving;
  const { category, stage: of, name, values, set } = what;
  const named = { category, stage: of.stage.id, version: of.profile.version };
  if (held) return { staged: { ...named, values, evaluations: [], due: [] }, told: [], problems: [], refusedBy: [] };
  if (what.faults.length > 0) {
    const problems = what.faults.map((fault) => recordProblem(fault, index));
    return { staged: { ...named, values, evaluations: [], due: [] }, told: [], problems, refusedBy: [] };
  }
  const blocking = judged.filter(blocks);
  const told = judged.map(toldOf);
  const problems = blocking.map(({ rule, evaluated }) => ({
    ...problem('rule_blocked', {
      index,
      rule: rule.id,
      facts: `${evaluated.told.zh} ${evaluated.told.en}`,
      remedy: `${rule.repair.zh} ${rule.repair.en}`,
    }),
    events: evaluated.events.join(' '),
  }));
  if (problems.length > 0) {
    const { belonging, facts } = prepared;
    const { owner: by, area } = belonging ?? {};
    const refused = { ...named, identity: prepared.identity, eventID: prepared.eventID, owner: by, area, step: facts.step };
    return {
      staged: { ...named, values, evaluations: [], due: [] },
      told,
      problems,
      refusedBy: blocking.map(({ evaluated }) => ({ ...evaluated, ...refused })),
    };
  }
  const situation = situationOf(what, owner, now);
  const facts = factsFor(reading, { category, day: dayOf(prepared.facts.at) });
  const due: { rule: string; askAt: number }[] = [];
  for (const rule of set.rules.get(name) ?? []) {
    if (rule.test.kind !== 'due' || !applies(rule, situation)) continue;
    const askAt = await dueAt(rule.test, situation, facts).catch(noAnswer);
    if (askAt !== undefined) due.push({ rule: rule.id, askAt });
  }
  // That a fact is missing is kept of rules that others rely on.
  const kept = judged.filter(({ rule, outcome }) => outcome === 'fails' || rule.severity !== 'warn');
  return {
    staged: { ...named, values, evaluations: kept.map(({ evaluated }) => evaluated), due },
    told,
    problems,
    refusedBy: [],
  };
}

const toldOf = ({ rule, outcome, evaluated }: Judged): RuleTold => ({
  rule: rule.id,
  severity: rule.severity,
  outcome,
  told: evaluated.told,
  repair: rule.repair,
  events: evaluated.events,
});

const keysOf = ({ things, values }: Standing): string[] => [...[...things].map(thingAsked), ...values.map(valueAsked)];

function standingOf({ arriving: { prepared, prefixes }, what }: Item): Standing {
  const { facts } = prepared;
  const past: Past = {
    eventID: prepared.eventID,
    category: what.category,
    stage: what.stage.stage.id,
    at: facts.at,
    record: what.record,
    event: what.event,
  };
  return { past, facts, prefixes, values: what.values, things: new Set(facts.participants.map(({ id }) => id)) };
}
