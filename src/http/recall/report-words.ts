/** The close-out report of a recall or drill in words, Chinese first. */
import type { Report } from '../../labels/index.ts';
import type { Recall, RecallAct, RecallHolder } from '../../store/index.ts';
import { type DrillScore, ownActs, type Progress, type RecallState, recallActs, recallStates } from '../../supervision/index.ts';
import { drillMark } from './told.ts';

interface Reported {
  readonly holders: readonly RecallHolder[];
  readonly progress: Progress;
  readonly acts: readonly RecallAct[];
  readonly score: DrillScore | undefined;
  readonly now: number;
}

const local = (at: number | null): string =>
  at === null ? '—' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const actName = (act: string): string => {
  const { zh, en } = { ...ownActs, ...recallActs }[act] ?? { zh: act, en: act };
  return `${zh} ${en}`;
};

export function reportOf(recall: Recall, { holders, progress, acts, score, now }: Reported): Report {
  const state = recallStates[recall.state as RecallState];
  const names = new Map(holders.map(({ holder, name }) => [holder, name]));
  const of = (holder: RecallHolder): string =>
    holder.answeredAt === null ? (holder.dueAt < now ? '逾期未答复 overdue' : '未答复 silent') : local(holder.answeredAt);
  return {
    title: `${recall.drill ? '召回演练报告 Report of a recall drill' : '召回总结报告 Report of a recall'}`,
    mark: recall.drill ? drillMark : '',
    sections: [
      {
        heading: `${recall.titleZh} ${recall.titleEn}`,
        paragraphs: [
          `编号 id: ${recall.id}`,
          `状态 state: ${state.zh} ${state.en} · 级别 level: ${recall.level} · 类别 category: ${recall.category} · 时限 clocks: ${recall.regime}`,
          `召回单位 recalled by: ${recall.organisationForm === 'natural_person' ? '—' : (recall.organisationName ?? '—')}${
            recall.orderedBy === null ? '' : '（责令 ordered）'
          }`,
          `原因 reason: ${recall.reason}`,
          `措施 instructions: ${recall.instructionsZh} ${recall.instructionsEn}`,
          `发布 published: ${local(recall.publishedAt)} · 答复期限 answers due: ${local(recall.answerDue)} · 完成期限 to end by: ${local(
            recall.finishDue,
          )} · 办结 closed: ${local(recall.closedAt)}`,
          ...recall.roots.map((root) => `起点 root: ${root}`),
        ],
      },
      {
        heading: '完成情况 Completion',
        paragraphs: [
          `持有方 holders: ${progress.holders} · 已答复 answered: ${progress.answered}`,
          `未答复 silent: ${progress.silent.length} · 逾期 overdue: ${progress.overdue.length}`,
          `清单件数 things: ${progress.items} · 已答复 answered: ${progress.itemsAnswered} · 完成率 completion: ${percent(progress.completion)}`,
          `效果核查 checked: 有效 effective ${progress.effective} · 无效 not effective ${progress.ineffective}`,
        ],
        table: {
          widths: [1, 2, 1, 1, 1],
          rows: [
            ['单位 unit', '记录留存 expected', '找到 found', '收回 recovered', '已售 sold'],
            ...progress.recovery.map(({ uom, expected: { min, max }, found, recovered, sold }) => [
              uom,
              `${min} – ${max ?? '不明 unknown'}`,
              String(found),
              String(recovered),
              String(sold),
            ]),
          ],
        },
      },
      ...(score === undefined
        ? []
        : [
            {
              heading: `演练评分 Score: ${score.score}`,
              paragraphs: [
                `按期答复 in time: ${percent(score.inTime)} · 与记录相符 as the records say: ${percent(score.agreeing)} · 已答复 answered: ${percent(
                  score.answered,
                )}`,
                ...score.holders.flatMap(({ holder, gaps }) =>
                  gaps.map(
                    ({ thing, found, min, max }) =>
                      `${names.get(holder) ?? holder}: ${thing} 找到 found ${found}，记录 records ${min} – ${max ?? '不明 unknown'}`,
                  ),
                ),
              ],
            },
          ]),
      {
        heading: '持有方 Holders',
        table: {
          widths: [3, 2, 2, 1, 2],
          rows: [
            ['名称 name', '期限 due', '答复 answered', '提醒 reminded', '核查 check'],
            ...holders.map((each) => [
              each.name,
              local(each.dueAt),
              of(each),
              String(each.reminded),
              each.effective === null ? '—' : each.effective ? '有效 effective' : '无效 not effective',
            ]),
          ],
        },
      },
      {
        heading: '经过 Course',
        table: {
          widths: [2, 3, 3, 4],
          rows: [
            ['时间 time', '步骤 step', '对象 holder', '理由 reason'],
            ...acts.map(({ at, act, holder, reason }) => [
              local(at),
              actName(act),
              holder === null ? '' : (names.get(holder) ?? holder),
              reason,
            ]),
          ],
        },
      },
    ],
  };
}
