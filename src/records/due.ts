/** Rules that fail by silence: what should have followed is looked for when its time is over. */
import { plainEvent, recordIn } from '../categories/plain.ts';
import { askedAt, failsBySilence, patience } from '../categories/rules/kinds/silence.ts';
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
import { moment, outcomeOf, situationOf } from './judging.ts';
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
        answers[i] = answerOf(row, events.get(row.seq), { reading, profiles, now, owner: owners.get(row.seq) });
      }),
    );
    failed += await settleDue(store.database, answers);
    asked += rows.length;
  }
  return { asked, failed, more: true };
}

interface Asking {
  readonly reading: Reading;
  readonly profiles: Profiles;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** uuid of whoever recorded it. */
  readonly owner: string | undefined;
}

/** Told of a rule that holds and has no more to say. */
const made = { zh: '所缺的记录已补上', en: 'what was missing is on record' };

function answerOf(due: DueRow, staged: StagedEvent | undefined, { reading, profiles, now, owner }: Asking): DueAnswer {
  const stage = staged === undefined ? undefined : profiles.stage(staged.category, staged.stage, staged.version);
  const rule = stage?.profile.rules.find(({ id }) => id === due.rule);
  // Of a rule that is no more nothing is due.
  if (staged === undefined || stage === undefined || rule === undefined || !failsBySilence(rule.test)) return { due };
  const { category, prefixes, eventID, version, at } = staged;
  const about = { rule: rule.id, severity: rule.severity, eventID, category, stage: stage.stage.id, version, askedAt: now };
  if (due.erroneous)
    return {
      due,
      found: {
        ...about,
        outcome: 'holds',
        told: { zh: '该记录已被声明有误', en: 'the record was declared in error' },
        events: [],
      },
    };
  const event = { ...plainEvent(staged.event as unknown as Record<string, unknown>, prefixes), eventID };
  const record = recordIn(stage.stage, event);
  const situation = situationOf({ category, stage, event, record }, at, { owner, now });
  const facts = factsFor(reading, { category, day: dayOf(at) });
  const surroundings = { facts, lists: profiles.on(dayOf(at)).lists };
  const { outcome, told = made, events } = outcomeOf(rule, situation, surroundings);
  const again = moment(() => askedAt(rule.test, situation, surroundings));
  const next = again === undefined ? { due } : { due, again };
  if (outcome !== 'fails' && outcome !== 'holds') return next;
  return { ...next, found: { ...about, outcome, told, events }, confirmAt: situation.recorded + patience };
}
