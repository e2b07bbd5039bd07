/** Rules about what happened to the things before: order, uniqueness, lasting states, dates that run out. */
import { unfitDispositions, unfitNames } from '../../../events/index.ts';
import type { Test } from '../definition.ts';
import type { FactReader, Past } from '../facts.ts';
import {
  clockMicros,
  dayOf,
  earlier,
  type Found,
  fails,
  holds,
  isStage,
  type KindOf,
  keysOf,
  momentOf,
  rowsOf,
  type Situation,
  startOf,
  stories,
  thingsIn,
  timeOf,
  unknown,
  words,
} from '../situation.ts';

export const before: KindOf<'before'> = (test, situation, { facts }) => {
  const since = test.since === undefined ? undefined : earlier(test.of, test.since, situation, facts).at(-1);
  const counts = ({ at }: Past): boolean => since === undefined || at >= since.at;
  for (const needed of test.needs ?? []) {
    if (!earlier(test.of, [needed], situation, facts).some(counts))
      return fails(words(`之前没有“${needed}”的记录`, `no record of ${needed} came before`));
  }
  if (test.needsOne !== undefined) {
    for (const { code, past } of stories(test.of, situation, facts)) {
      if (past.some((each) => isStage(each, test.needsOne!, situation.category))) continue;
      const [zh, en] = [test.needsOne.join('、'), test.needsOne.join(', ')];
      return fails(words(`${code} 之前没有这些记录之一：${zh}`, `none of these came before for ${code}: ${en}`));
    }
  }
  const forbidden = earlier(test.of, test.forbids ?? [], situation, facts).find(counts);
  if (forbidden === undefined) return holds();
  return fails(
    words(
      `${dayOf(forbidden.at)} 已有“${forbidden.stage}”的记录`,
      `a record of ${forbidden.stage} came before, on ${dayOf(forbidden.at)}`,
    ),
    [forbidden.eventID],
  );
};

export const once: KindOf<'once'> = (test, situation, { facts }) => {
  const value = test.field === undefined ? undefined : situation.record[test.field];
  const same =
    test.field === undefined
      ? earlier(test.of ?? 'things', test.stages, situation, facts)
      : typeof value === 'string'
        ? facts.withValue(test.stages, test.field, value, Number.MAX_SAFE_INTEGER)
        : [];
  const other = same.find(({ eventID }) => eventID !== situation.event.eventID);
  if (other === undefined) return holds();
  return fails(words(`${dayOf(other.at)} 的记录已使用`, `a record of ${dayOf(other.at)} has used it`), [other.eventID]);
};

export const state: KindOf<'state'> = (test, situation, { facts }) => {
  const at = timeOf(situation);
  const named = thingsIn(situation.event, test.of).map(({ code }) => code);
  const earlierRecords = test.through === undefined ? [] : named.map((thing) => facts.history(thing, at));
  const lots = earlierRecords.flat().map(({ record }) => record[test.through ?? '']);
  const own = [...named, ...lots.filter((lot) => typeof lot === 'string')];
  return noneIs(test, own, situation, facts);
};

/** None of these things, nor with `ancestors` what they were made of, is in one of these states at that moment. */
export function noneIs(
  { not, ancestors }: Pick<Extract<Test, { kind: 'state' }>, 'not' | 'ancestors'>,
  own: readonly string[],
  { at, recorded }: Pick<Situation, 'at' | 'recorded'>,
  facts: FactReader,
): Found {
  // What was recorded before this counts though its clock is a little ahead, or this one says the minute alone.
  const known = Math.max(at, Math.min(recorded, at + clockMicros));
  const above = ancestors ? own.flatMap((thing) => facts.ancestors(thing, at)) : [];
  const about = not.every((each) => unfitDispositions.has(each)) ? facts.states : facts.history;
  const told = [...new Set([...own, ...above])].map((thing) => ({ thing, held: heldAfter(thing, about(thing, known), not) }));
  for (const { thing, held } of told) {
    const bad = not.find((each) => held.has(each));
    if (bad === undefined) continue;
    const { at: since, eventID } = held.get(bad)!;
    return fails(
      words(`${thing} 自 ${dayOf(since)} 起为${unfitNames[bad] ?? ` ${bad}`}`, `${thing} is ${bad} since ${dayOf(since)}`),
      [eventID],
    );
  }
  return holds();
}

/** States in which the thing is after these records, each with the record that set it; of dispositions those that are asked for. */
function heldAfter(thing: string, history: readonly Past[], asked: readonly string[]): ReadonlyMap<string, Past> {
  let held: Map<string, Past> | undefined;
  for (const past of history) {
    const { persistentDisposition, disposition, type } = past.event;
    if (persistentDisposition !== undefined) {
      const { set = [], unset = [] } = persistentDisposition as { set?: readonly string[]; unset?: readonly string[] };
      held ??= new Map();
      for (const each of unset) held.delete(each);
      for (const each of set) held.set(each, past);
    }
    if (typeof disposition !== 'string' || !asked.includes(disposition)) continue;
    // The disposition of a transformation is that of what came out (EPCIS 2.0 §7.4.6): the cow is not what her milk is.
    if (type === 'TransformationEvent' && !thingsIn(past.event, 'outputs').some(({ code }) => code === thing)) continue;
    held ??= new Map();
    held.set(disposition, past);
  }
  return held ?? noState;
}

const noState: ReadonlyMap<string, Past> = new Map();

/** Members that end the time of use of a batch (CBV 2.0 §9.1). */
const endings = ['expirationDate', 'bestBeforeDate'];

export const unexpired: KindOf<'unexpired'> = (test, situation, { facts }) => {
  const today = dayOf(timeOf(situation) + (test.early ?? 0) * 86_400_000_000);
  const dates: { thing: string; date: string; events: readonly string[] }[] = [];
  if (test.field !== undefined) {
    const date = situation.record[test.field];
    if (typeof date === 'string') dates.push({ thing: '', date: dayOf(momentOf(date) ?? startOf(date)), events: [] });
  }
  if (test.of !== undefined) {
    for (const thing of keysOf(test.of, situation)) {
      if (test.register !== undefined) {
        const date = facts.register(test.register, thing)?.[test.column ?? ''];
        if (typeof date === 'string') dates.push({ thing, date, events: [] });
        continue;
      }
      for (const past of facts.history(thing, timeOf(situation)))
        for (const key of endings) {
          const date = past.record[key];
          if (typeof date === 'string') dates.push({ thing, date, events: [past.eventID] });
        }
    }
  }
  if (dates.length === 0) return unknown(words('没有登记有效期', 'no end of validity is on record'));
  const first = dates.reduce((a, b) => (b.date < a.date ? b : a));
  const told = words(
    `有效至 ${first.date}，本次 ${dayOf(timeOf(situation))}`,
    `valid until ${first.date}, now ${dayOf(timeOf(situation))}`,
  );
  return first.date < today ? fails(told, first.events) : holds(told, first.events);
};

export const period: KindOf<'period'> = (test, situation, { facts }) => {
  const day = dayOf(timeOf(situation));
  const rows = rowsOf(test.register, test.of, situation, facts);
  if (rows.length === 0) return unknown(words('没有写明编号', 'the number is not stated'));
  for (const { key, row } of rows) {
    const [from, until] = [row?.[test.from], row?.[test.until]];
    if (typeof from !== 'string' || typeof until !== 'string')
      return unknown(words(`${key} 没有登记`, `${key} is not registered`));
    const inside = from <= day && day <= until;
    if (inside === (test.outside === true))
      return fails(words(`${key}：${from} 至 ${until}，本次 ${day}`, `${key}: ${from} to ${until}, now ${day}`));
  }
  return holds();
};
