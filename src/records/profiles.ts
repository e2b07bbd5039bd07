/** Which version of each category’s profile is in force on a day, and what it holds, ready to be looked up. */

import type { Stage } from '../categories/definition.ts';
import type { CategoryProfile, DatedList, Rule, Test } from '../categories/rules/definition.ts';
import { endedBy } from '../categories/rules/kinds/silence.ts';

export interface StageOf {
  readonly profile: CategoryProfile;
  readonly stage: Stage;
}

export interface RuleOf {
  readonly category: string;
  readonly rule: Rule;
}

/** The profiles of one day. */
export interface ProfileSet {
  readonly profiles: readonly CategoryProfile[];
  /** By `category/stage`. */
  readonly stages: ReadonlyMap<string, StageOf>;
  /** Stages by type, action and step of their event. */
  readonly byForm: ReadonlyMap<string, readonly StageOf[]>;
  /** Rules by `category/stage`. */
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  /** Rules that fail by silence, by the `category/stage` of what ends it. */
  readonly ending: ReadonlyMap<string, readonly RuleOf[]>;
  readonly lists: ReadonlyMap<string, DatedList>;
  /** Fields by `category/stage` whose values rules ask for. */
  readonly valued: ReadonlyMap<string, readonly string[]>;
}

export const formKey = (type: unknown, action: unknown, step: unknown): string => `${type} ${action ?? ''} ${step}`;

export function profileSet(profiles: readonly CategoryProfile[]): ProfileSet {
  const stages = new Map<string, StageOf>();
  const byForm = new Map<string, StageOf[]>();
  const rules = new Map<string, Rule[]>();
  for (const profile of profiles) {
    for (const stage of profile.stages) {
      const each = { profile, stage };
      stages.set(`${profile.category}/${stage.id}`, each);
      const key = formKey(stage.event.type, stage.event.action, stage.event.bizStep);
      byForm.set(key, [...(byForm.get(key) ?? []), each]);
    }
    for (const rule of profile.rules)
      for (const stage of rule.stages) {
        const key = `${profile.category}/${stage}`;
        rules.set(key, [...(rules.get(key) ?? []), rule]);
      }
  }
  const lists = new Map(profiles.flatMap((each) => each.lists).map((list) => [list.id, list]));
  return { profiles, stages, byForm, rules, ending: endingRules(profiles), lists, valued: valuedFields(profiles) };
}

function endingRules(profiles: readonly CategoryProfile[]): ReadonlyMap<string, readonly RuleOf[]> {
  const found = new Map<string, RuleOf[]>();
  for (const { category, rules } of profiles)
    for (const rule of rules)
      for (const stage of new Set(endedBy(rule))) {
        const key = stage.includes('/') ? stage : `${category}/${stage}`;
        found.set(key, [...(found.get(key) ?? []), { category, rule }]);
      }
  return found;
}

function valuedFields(profiles: readonly CategoryProfile[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { category, rules } of profiles) {
    for (const { test, stages: own } of rules) {
      const { stages, field } = asked(test, own);
      if (field === undefined) continue;
      for (const stage of stages) {
        const key = stage.includes('/') ? stage : `${category}/${stage}`;
        found.set(key, (found.get(key) ?? new Set()).add(field));
      }
    }
  }
  return new Map([...found].map(([key, fields]) => [key, [...fields]]));
}

/** The field whose value a test looks for among earlier records of these stages. */
function asked(test: Test, own: readonly string[]): { readonly stages: readonly string[]; readonly field?: string | undefined } {
  switch (test.kind) {
    case 'once':
    case 'count':
      return { stages: test.stages, field: test.field };
    case 'usual':
      return { stages: test.stages, field: test.by };
    case 'interval':
      return { stages: test.after, field: test.by };
    case 'named':
      return { stages: test.stages, field: test.as ?? test.field };
    case 'carried':
      return { stages: [...test.stages, ...test.until], field: test.field };
    case 'tally':
      // What was counted is looked for as well, when book and count are compared.
      return { stages: [...test.plus, ...(test.minus ?? []), ...(test.equals === undefined ? [] : own)], field: test.by[0] };
    default:
      return { stages: [] };
  }
}

const mostDays = 2_000;
/** Stages in all their versions; what an event says of its version may be anything. */
const mostNames = 5_000;

/** Every published version of every profile, as it was at one moment. */
export class Profiles {
  readonly #versions: readonly CategoryProfile[];
  readonly #sets = new Map<string, ProfileSet>();
  readonly #stages = new Map<string, StageOf>();
  /** Days that were asked for, each with its set; bounded, because suppliers choose the days. */
  readonly #days = new Map<string, ProfileSet>();

  /** `versions` in the order in which they were published: of two that begin on the same day the later counts. */
  constructor(versions: readonly CategoryProfile[]) {
    this.#versions = versions;
  }

  /** YYYY-MM-DD. Before its first version a category has that one: what is recorded late is recorded in the form that there is. */
  on(day: string): ProfileSet {
    let set = this.#days.get(day);
    if (set === undefined) {
      set = this.#inForce(day);
      if (this.#days.size >= mostDays) this.#days.clear();
      this.#days.set(day, set);
    }
    return set;
  }

  #inForce(day: string): ProfileSet {
    const inForce = new Map<string, CategoryProfile>();
    for (const each of this.#versions) {
      const before = inForce.get(each.category);
      if (before === undefined || closer(each.validFrom, before.validFrom, day)) inForce.set(each.category, each);
    }
    const chosen = [...inForce.values()];
    const key = chosen.map(({ category, version }) => `${category} ${version}`).join();
    let set = this.#sets.get(key);
    if (set === undefined) {
      set = profileSet(chosen);
      this.#sets.set(key, set);
    }
    return set;
  }

  /** One category in one version; undefined where there is none. */
  version(category: string, version: string): CategoryProfile | undefined {
    return this.#versions.findLast((each) => each.category === category && each.version === version);
  }

  /** A stage in the version it was recorded under; in the newest that has it where that one is gone. */
  stage(category: string, id: string, version: string): StageOf | undefined {
    const name = `${category}\n${id}\n${version}`;
    let found = this.#stages.get(name);
    if (found === undefined) {
      found = this.#stageIn(category, id, version);
      if (this.#stages.size >= mostNames) this.#stages.clear();
      if (found !== undefined) this.#stages.set(name, found);
    }
    return found;
  }

  #stageIn(category: string, id: string, version: string): StageOf | undefined {
    const within = (profile: CategoryProfile | undefined): StageOf | undefined => {
      const stage = profile?.stages.find((each) => each.id === id);
      return profile === undefined || stage === undefined ? undefined : { profile, stage };
    };
    return (
      within(this.version(category, version)) ?? within(this.versionsOf(category).findLast((each) => within(each) !== undefined))
    );
  }

  /** All versions of a category, in the order in which they were published. */
  versionsOf(category: string): readonly CategoryProfile[] {
    return this.#versions.filter((each) => each.category === category);
  }
}

/** Of two first days: the later one of those that have come, else the earlier one. */
function closer(one: string, other: string, day: string): boolean {
  if (one <= day && other <= day) return one >= other;
  return one <= day || other <= day ? one <= day : one <= other;
}
