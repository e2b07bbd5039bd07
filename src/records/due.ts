/** Rules that fail by silence: what should have followed is looked for when its time is over. */
import { plainEvent, recordIn } from '../categories/plain.ts';
import { failsBySilence } from '../categories/rules/kinds/silence.ts';
import { dayOf } from '../categories/rules/situation.ts';
import {
  type DueAnswer,
  type DueRow,
  dueRows,
  ownersOf,
  type StagedEvent,
  type Store,
  settleDue,
  stagedEvents,
} from '../store/index.ts';
import { profilesOf } from './book.ts';
import { factsFor } from './facts.ts';
import { askedAgainAt, outcomeOf, type Recording, situationOf } from './judging.ts';
import type { Profiles } from './profiles.ts';
import { Reading } from './reading.ts';

/** Questions in one transaction. */
const together = 200;

export interface Rechecked {
  /** Questions asked, and those of them where nothing had followed in time. */
  readonly asked: number;
  readonly failed: number;
  /** Others are due by now. */
  readonly more: boolean;
}

/**
 * Asks what is due by `now` (milliseconds since 1970), at most `most` questions. Each batch is settled in a transaction of its own: ended
 * half-way, it goes on with the next call, in whatever process.
 */
export async function recheckDue(store: Store, now: number, most = 10_000): Promise<Rechecked> {
  const profiles = await profilesOf(store);
  let [asked, failed] = [0, 0];
  while (asked < most) {
    const rows = await dueRows(store.database, now * 1_000, Math.min(together, most - asked));
    if (rows.length === 0) return { asked, failed, more: false };
    const seqs = [...new Set(rows.map(({ seq }) => seq))];
    const [events, owners] = await Promise.all([stagedEvents(store.database, seqs), ownersOf(store.database, seqs)]);
    const reading = new Reading(store, profiles, now);
    const answers: DueAnswer[] = [];
    await reading.settle(
      rows.map((row, i) => () => {
        answers[i] = answerOf(row, events.get(row.seq), reading, profiles, { owner: owners.get(row.seq), now });
      }),
    );
    failed += await settleDue(store.database, answers);
    asked += rows.length;
  }
  return { asked, failed, more: true };
}

function answerOf(
  due: DueRow,
  staged: StagedEvent | undefined,
  reading: Reading,
  profiles: Profiles,
  recording: Recording,
): DueAnswer {
  const stage = staged === undefined ? undefined : profiles.stage(staged.category, staged.stage, staged.version);
  const rule = stage?.profile.rules.find(({ id }) => id === due.rule);
  // Declared in error, or of a rule that is no more: nothing is due.
  if (due.erroneous || staged === undefined || stage === undefined || rule === undefined || !failsBySilence(rule.test))
    return { due };
  const { category, prefixes, eventID, version, at } = staged;
  const event = { ...plainEvent(staged.event as unknown as Record<string, unknown>, prefixes), eventID };
  const situation = situationOf({ category, stage, event, record: recordIn(stage.stage, event) }, at, recording);
  const facts = factsFor(reading, { category, day: dayOf(at) });
  const surroundings = { facts, lists: profiles.on(dayOf(at)).lists };
  const { outcome, told, events } = outcomeOf(rule, situation, surroundings);
  const again = askedAgainAt(rule.test, situation, surroundings);
  if (outcome !== 'fails') return again === undefined ? { due } : { due, again };
  const found = {
    rule: rule.id,
    severity: rule.severity,
    outcome,
    told: told ?? { zh: '', en: '' },
    events,
    askedAt: recording.now,
  };
  return { due, found: { ...found, eventID, category, stage: stage.stage.id, version } };
}
