/** The close-out report of a recall or drill in words, Chinese first. */
import { categories } from '../../categories/index.ts';
import type { Report } from '../../labels/index.ts';
import type { Recall, RecallAct, RecallHolder } from '../../store/index.ts';
import {
  type DrillScore,
  type FrozenScope,
  ownActs,
  type Progress,
  type RecallState,
  recallActs,
  recallStates,
} from '../../supervision/index.ts';
import { assumptionRows, boundText, callRows, clockTexts, scopeIn, scopeRows, unitText } from './report-scope.ts';
import { drillMark } from './told.ts';

interface Reported {
  readonly holders: readonly RecallHolder[];
  readonly progress: Progress;
  readonly acts: readonly RecallAct[];
  readonly score: DrillScore | undefined;
  /** uuid → name of whoever took a step. */
  readonly bodies: ReadonlyMap<string, string>;
  /** Holder → things of its list, and those that are answered. */
  readonly lists: ReadonlyMap<string, { readonly items: number; readonly answered: number }>;
  readonly now: number;
}

const local = (at: number | null): string =>
  at === null ? '—' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
const actName = (act: string): string => {
  const { zh, en } = { ...ownActs, ...recallActs }[act] ?? { zh: act, en: act };
  return `${zh} ${en}`;
};

export function reportOf(recall: Recall, { holders, progress, acts, score, bodies, lists, now }: Reported): Report {
  const scope = scopeIn(recall);
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
          `状态 state: ${state.zh} ${state.en} · 级别 level: ${recall.level} · 类别 category: ${categoryName(recall.category)}`,
          `召回单位 recalled by: ${recall.organisationForm === 'natural_person' ? '—' : (recall.organisationName ?? '—')}${
            recall.orderedBy === null ? '' : '（责令 ordered）'
          }`,
          `原因 reason: ${recall.reason}`,
          `措施 instructions: ${recall.instructionsZh} ${recall.instructionsEn}`,
          `发布 published: ${local(recall.publishedAt)} · 答复期限 answers due: ${local(recall.answerDue)} · 完成期限 to end by: ${local(
            recall.finishDue,
          )} · 办结 closed: ${local(recall.closedAt)}`,
          ...clockTexts(recall).map((text) => `时限依据 clocks: ${text}`),
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
              unitText(uom),
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
          widths: [3, 2, 2, 1.2, 1.2, 2],
          rows: [
            ['名称 name', '期限 due', '答复 answered', '件 things', '提醒 reminded', '核查 check'],
            ...holders.map((each) => [
              each.name,
              local(each.dueAt),
              of(each),
              `${lists.get(each.holder)?.answered ?? 0}/${lists.get(each.holder)?.items ?? 0}`,
              `${each.reminded}${each.escalatedAt === null ? '' : '，已上报 reported'}`,
              each.effective === null ? '—' : each.effective ? '有效 effective' : '无效 not effective',
            ]),
          ],
        },
      },
      ...(scope === undefined ? [] : scopeSections(scope)),
      {
        heading: '经过 Course',
        table: {
          widths: [2, 2.4, 2.6, 2.4, 3.6],
          rows: [
            ['时间 time', '步骤 step', '经办 by', '对象 holder', '理由 reason'],
            ...acts.map(({ at, act, holder, organisation, reason }) => [
              local(at),
              actName(act),
              organisation === null ? '系统 system' : (bodies.get(organisation) ?? organisation),
              holder === null ? '' : (names.get(holder) ?? holder),
              reason,
            ]),
          ],
        },
      },
    ],
  };
}

const categoryName = (id: string): string => {
  const found = categories.find((each) => each.id === id);
  return found === undefined ? id : `${found.zh} ${found.en}`;
};

/** How far it reached, whom to ask first, and what both rest on. */
function scopeSections(scope: FrozenScope): Report['sections'] {
  const bound = boundText(scope);
  const calls = callRows(scope);
  return [
    {
      heading: '最近一次发布或扩大时的范围 Scope when it was last published or extended',
      paragraphs: bound === undefined ? [] : [bound],
      table: {
        widths: [4, 1, 1, 1.4, 1, 4],
        rows: [
          ['范围 set', '批次 lots', '单品 units', '物流单元 logistic', '企业 firms', '数量 quantity'],
          ...scopeRows(scope).map(({ set, lots, units, logisticUnits, firms, quantity }) => [
            set,
            String(lots),
            String(units),
            String(logisticUnits),
            String(firms),
            quantity,
          ]),
        ],
      },
    },
    ...(calls.length === 0
      ? []
      : [
          {
            heading: '先问谁 Whom to ask first',
            table: {
              widths: [0.6, 3, 3, 4, 1.6],
              rows: [
                ['', '企业 firm', '缺什么 missing', '物品 thing', '缩小 shrinks'],
                ...calls.flatMap(({ place, name, shrinks, missing }) => [
                  [String(place), name, '答齐后 all its records', '', String(shrinks)],
                  ...missing.map(({ text, id, shrinks: alone }) => ['', '', text, id, alone === undefined ? '—' : String(alone)]),
                ]),
              ],
            },
          },
        ]),
    { heading: '假定 Assumptions', paragraphs: assumptionRows(scope).map(({ zh, en }) => `${zh} ${en}`) },
  ];
}
