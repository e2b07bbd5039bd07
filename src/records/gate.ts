/** The gate of capture: events are recognised as stages, and the rules of their stage are asked, for plain EPCIS and records alike. */
import type { Arriving, Capturing, Gate, Passage, RuleTold } from '../capture/index.ts';
import { holdsBack } from '../categories/rules/evaluate.ts';
import { problem } from '../errors.ts';
import { registryOf } from '../organisations/index.ts';
import { identitiesHeld, type Key, type RuleOfEvent, type Store, uuidOf } from '../store/index.ts';
import { profilesOf } from './book.ts';
import { Ending, endedAmong } from './ending.ts';
import { tooLate } from './impossible.ts';
import { type Judged, Judging } from './judging.ts';
import { ofOthers } from './others.ts';
import type { Profiles } from './profiles.ts';
import { Reading } from './reading.ts';
import { type Known, recognise, recordProblem } from './recognise.ts';
import { type Standing, StandingRecords } from './standing.ts';
import { stoppedAmong } from './stopped.ts';

/** Records whose facts are read together. */
const together = 500;

export function gateOf(store: Store): Gate<Known> {
  return {
    async recognise(events, capturing) {
      const { owner } = capturing;
      const profiles = await profilesOf(store);
      const registry = registryOf(store);
      const own = owner === undefined ? undefined : (await registry.registrationOf(owner))?.categories;
      const register = {
        organisationOf: async (uri: string) => (await registry.partiesOf([uri])).get(uri)?.organisation,
        prefixHolder: registry.prefixHolder,
      };
      const known: (Known | undefined)[] = [];
      for (const each of events) {
        const what = recognise(each, profiles, own);
        if (what === undefined || what.faults.length > 0) {
          known.push(what);
          continue;
        }
        const moment = { at: each.prepared.facts.at, now: capturing.now };
        const late = tooLate(what, moment.at, moment.now);
        const faults = owner === undefined ? late : [...late, ...(await ofOthers(what, owner, moment, store, register))];
        known.push(faults.length === 0 ? what : { ...what, faults });
      }
      return known;
    },
    async judge(events, capturing) {
      const profiles = await profilesOf(store);
      const passages: Passage[] = [];
      const standing = new StandingRecords();
      for (let i = 0; i < events.length; i += together)
        passages.push(...(await judgeTogether(store, profiles, events.slice(i, i + together), capturing, standing)));
      return passages;
    },
    stopped: async (events, capturing) => stoppedAmong(store, await profilesOf(store), events, capturing),
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
  standing: StandingRecords,
): Promise<Passage[]> {
  const reading = new Reading(store, profiles, capturing.now);
  const first = items.map(({ arriving, what }) => new Judging(what, arriving.prepared.facts.at, capturing, reading));
  const ends = items.map(({ arriving, what }) => {
    const rules = what.faults.length > 0 ? undefined : what.set.ending.get(what.name);
    return rules && new Ending(what, arriving.prepared.facts.at, capturing.now, rules, reading, profiles);
  });
  await reading.settle([...first, ...ends.filter((each) => each !== undefined)].map(({ ask }) => ask));
  const ended = await endedAmong(store, ends);
  const held = await heldAmong(store, items, first);
  const passages: Passage[] = [];
  for (const [i, item] of items.entries()) {
    const alone = first[i]!;
    const { identity, facts } = item.arriving.prepared;
    const again = standing.touches(alone.asked) ? new Judging(item.what, facts.at, capturing, reading, standing) : undefined;
    if (again !== undefined) await reading.settle([again.ask]);
    const judging = again ?? alone;
    const isHeld = again?.judged.some(blocks) ? await identitiesHeld(store.database, [identity]) : held;
    const passage = { ...passageOf(item, judging, ended[i]!, isHeld.has(uuidOf(identity))), asked: judging.asked };
    passages.push(passage);
    if (passage.problems.length === 0) standing.add(standingOf(item));
  }
  return passages;
}

const blocks = ({ rule, outcome }: Judged): boolean => outcome === 'fails' && holdsBack(rule);

/** Identities of those that would be blocked and are in the log already: sent again, they are there, whatever has become known since. */
async function heldAmong(store: Store, items: readonly Item[], first: readonly Judging[]): Promise<ReadonlySet<string>> {
  const blocked: Key[] = items.flatMap(({ arriving }, i) => (first[i]!.judged.some(blocks) ? [arriving.prepared.identity] : []));
  return blocked.length === 0 ? new Set() : identitiesHeld(store.database, blocked);
}

function passageOf({ arriving, what }: Item, { judged, due }: Judging, ended: readonly RuleOfEvent[], held: boolean): Passage {
  const { index, prepared } = arriving;
  const { category, stage: of, values } = what;
  const named = { category, stage: of.stage.id, version: of.profile.version };
  const bare = { ...named, values, evaluations: [], due: [] };
  if (held) return { staged: bare, told: [], problems: [], refusedBy: [] };
  if (what.faults.length > 0) {
    const problems = what.faults.map((fault) => recordProblem(fault, index));
    return { staged: bare, told: [], problems, refusedBy: [] };
  }
  const asked = ended.length === 0 ? { ...bare, due } : { ...bare, due, again: ended };
  if (judged.length === 0) return { staged: asked, told: [], problems: [], refusedBy: [] };
  const blocking = judged.filter(blocks);
  const told = judged.map(toldOf);
  if (blocking.length > 0) {
    const { belonging, facts, identity, eventID } = prepared;
    const { owner, area } = belonging ?? {};
    const refused = { ...named, identity, eventID, owner, area, step: facts.step };
    const refusedBy = blocking.map(({ evaluated }) => ({ ...evaluated, ...refused }));
    return { staged: bare, told, problems: blocking.map((each) => problemOf(each, index)), refusedBy };
  }
  // That a fact is missing is kept of rules that others rely on.
  const kept = judged.filter(({ rule, outcome }) => outcome === 'fails' || rule.severity !== 'warn');
  return { staged: { ...asked, evaluations: kept.map(({ evaluated }) => evaluated) }, told, problems: [], refusedBy: [] };
}

const problemOf = ({ rule, evaluated: { told, events } }: Judged, index: number) => ({
  ...problem('rule_blocked', {
    index,
    rule: rule.id,
    facts: told,
    remedy: rule.repair,
  }),
  events: events.join(' '),
});

const toldOf = ({ rule, outcome, evaluated }: Judged): RuleTold => ({
  rule: rule.id,
  severity: rule.severity,
  outcome,
  told: evaluated.told,
  repair: rule.repair,
  events: evaluated.events,
});

function standingOf({ arriving: { prepared, prefixes }, what }: Item): Standing {
  const { facts, eventID } = prepared;
  const { category, stage, record, event } = what;
  return {
    past: { eventID, category, stage: stage.stage.id, at: facts.at, record, event },
    facts,
    prefixes,
    values: what.values,
  };
}
