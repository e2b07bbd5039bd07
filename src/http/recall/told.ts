/** Recalls as the interface tells them: both languages, times as text, drills marked as such everywhere. */

import type { PublicNotice, RecallEnd, RecallExtension } from '../../contract/index.ts';
import type { Recall, RecallAct, RecallAnswer, RecallHolder, RecallItem } from '../../store/index.ts';
import { answersByItem, itemKey, type Progress, type RecallState, recallStates } from '../../supervision/index.ts';
import type { ItemNames } from './item-names.ts';

export const drillMark = '演练 DRILL';

export const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
const marked = (drill: boolean, title: string): string => (drill ? `【${drillMark}】${title}` : title);

/** A private person’s name is no name of a firm. */
const firmName = ({ organisationName, organisationForm }: Recall): string | null =>
  organisationForm === 'natural_person' ? null : organisationName;

export function noticeOf(recall: Recall): object {
  const { id, drill, category, area, regime, level, titleZh, titleEn, reason, instructionsZh, instructionsEn } = recall;
  return {
    id,
    drill,
    mark: drill ? drillMark : '',
    category,
    area,
    regime,
    level,
    title: { zh: marked(drill, titleZh), en: marked(drill, titleEn || titleZh) },
    reason,
    instructions: { zh: instructionsZh, en: instructionsEn || instructionsZh },
    organisation: recall.organisation,
    organisationName: firmName(recall),
    ordered: recall.orderedBy !== null,
    state: recall.state,
    stateName: recallStates[recall.state as RecallState],
    createdAt: iso(recall.createdAt),
    publishedAt: isoOrNull(recall.publishedAt),
    answerDue: isoOrNull(recall.answerDue),
    finishDue: isoOrNull(recall.finishDue),
    closedAt: isoOrNull(recall.closedAt),
    roots: recall.roots,
    version: recall.version,
  };
}

/** What consumers are told. */
export function publicNoticeOf(recall: Recall, products: readonly string[]): PublicNotice {
  const { id, category, level, titleZh, titleEn, reason, instructionsZh, instructionsEn, state, publishedAt } = recall;
  const name = firmName(recall);
  return {
    id,
    category,
    level,
    title: { zh: titleZh, en: titleEn || titleZh },
    reason,
    instructions: { zh: instructionsZh, en: instructionsEn || instructionsZh },
    ...(name === null ? {} : { organisationName: name }),
    publishedAt: iso(publishedAt!),
    state,
    stateName: recallStates[state as RecallState],
    products: [...products],
  };
}

/** When and why it ended; undefined while it goes on. */
export function endOf({ state }: Recall, acts: readonly RecallAct[]): RecallEnd | undefined {
  if (state !== 'completed' && state !== 'withdrawn') return undefined;
  const last = acts.findLast(({ act }) => act === 'complete' || act === 'withdraw');
  return last === undefined ? undefined : { act: last.act, at: iso(last.at), reason: last.reason };
}

/** Each time it was extended: when, why, and the level that it has had since. */
export const extensionsOf = (acts: readonly RecallAct[]): RecallExtension[] =>
  acts
    .filter(({ act }) => act === 'extend')
    .map(({ at, reason, data }) => ({ at: iso(at), reason, level: (JSON.parse(data ?? '{}') as { level: number }).level }));

export const holderOf = ({ dueAt, toldAt, answeredAt, escalatedAt, ...row }: RecallHolder, now: number): object => ({
  ...row,
  toldAt: iso(toldAt),
  due: iso(dueAt),
  answeredAt: isoOrNull(answeredAt),
  overdue: answeredAt === null && dueAt < now,
  escalatedAt: isoOrNull(escalatedAt),
});

export function itemsOf(
  items: readonly RecallItem[],
  answers: readonly RecallAnswer[],
  { things, holders }: ItemNames,
): object[] {
  const by = answersByItem(answers);
  return items.map(({ heldMin, heldMax, passed, round: _, ...row }) => {
    const told = by.get(itemKey(row));
    return {
      ...row,
      held: { min: heldMin, max: heldMax },
      name: things.get(row.thing),
      passed: (JSON.parse(passed) as { to: string; quantity: number }[]).map((each) => ({ ...each, name: holders.get(each.to) })),
      answer: told === undefined ? null : { ...told, at: iso(told.at) },
    };
  });
}

export const progressTold = ({ silent, overdue, ...row }: Progress): object => ({
  ...row,
  silent: silent.length,
  overdue: overdue.length,
});

export const actTold = ({ at, data: _, ...row }: RecallAct): object => ({ ...row, at: iso(at) });
