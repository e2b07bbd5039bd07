/**
 * Sales and shipments that are of no stage: no rule holds them, as they leave out what a stage asks for. What a recall has stopped, and
 * what was made of it, is refused of them too.
 */
import type { Arriving, Capturing, Stopped } from '../capture/index.ts';
import { noneIs } from '../categories/rules/kinds/story.ts';
import { dayOf, type Found } from '../categories/rules/situation.ts';
import { problem } from '../errors.ts';
import { earliestRecall, identitiesHeld, type Store, uuidOf } from '../store/index.ts';
import { factsFor } from './facts.ts';
import type { Profiles } from './profiles.ts';
import { Reading } from './reading.ts';
import { nothingAsked } from './standing.ts';

/** Steps by which something is sold or sent away. */
const leaving: ReadonlySet<string> = new Set(['shipping', 'departing', 'retail_selling', 'dispensing']);
/** Dispositions of what goes back: that is how a recall ends. */
const goingBack: ReadonlySet<string> = new Set(['recalled', 'returned', 'disposed']);
/** Asked together, as records are. */
const together = 500;

const test = { not: ['recalled'], ancestors: true } as const;
const remedy = {
  zh: '请停止销售和发货并封存，按召回清单答复；退回、送销毁的，请将 disposition 记为 returned、recalled 或 disposed',
  en: 'Do not sell or send it, set it apart and answer your list; of what goes back or to be destroyed say the disposition returned, recalled or disposed',
};

/** For each event why it is refused, or nothing. */
export async function stoppedAmong(
  store: Store,
  profiles: Profiles,
  events: readonly Arriving[],
  capturing: Capturing,
): Promise<Stopped[]> {
  const out = events.filter(leaves);
  // Most is of days of which no recall is known, and costs no look at what it is about.
  const since = out.length === 0 ? undefined : await earliestRecall(store.database);
  const late = since === undefined ? [] : out.filter(({ prepared }) => prepared.facts.at >= since * 1_000);
  const found = new Map<Arriving, Stopped>();
  for (let i = 0; i < late.length; i += together)
    for (const [event, stopped] of await askedTogether(store, profiles, late.slice(i, i + together), capturing))
      found.set(event, stopped);
  return events.map((each) => found.get(each) ?? {});
}

function leaves({ prepared: { facts } }: Arriving): boolean {
  const { declaresError, step, disposition } = facts;
  return !declaresError && step !== undefined && leaving.has(step) && !goingBack.has(disposition ?? '');
}

async function askedTogether(
  store: Store,
  profiles: Profiles,
  events: readonly Arriving[],
  { now }: Capturing,
): Promise<Map<Arriving, Stopped>> {
  const reading = new Reading(store, profiles, now);
  const asking = events.map((event) => {
    const { at, participants } = event.prepared.facts;
    const asked = nothingAsked();
    const facts = factsFor(reading, { category: '', day: dayOf(at), asked });
    const things = [...new Set(participants.map(({ id }) => id))];
    const row = { event, asked, found: undefined as Found | undefined };
    const ask = (): void => {
      row.found = noneIs(test, things, { at, recorded: now * 1_000 }, facts);
    };
    return { row, ask };
  });
  await reading.settle(asking.map(({ ask }) => ask));
  const failed = asking.flatMap(({ row }) => (row.found?.outcome === 'fails' ? row.event.prepared.identity : []));
  // Sent again, what is in the log is there, whatever has become known since.
  const held = failed.length === 0 ? new Set<string>() : await identitiesHeld(store.database, failed);
  return new Map(
    asking.map(({ row: { event, asked, found } }): [Arriving, Stopped] => {
      if (found?.outcome !== 'fails' || held.has(uuidOf(event.prepared.identity))) return [event, { asked }];
      const refused = problem('rule_blocked', { index: event.index, rule: 'RECALL', facts: found.told!, remedy });
      return [event, { problem: { ...refused, events: (found.events ?? []).join(' ') } }];
    }),
  );
}
