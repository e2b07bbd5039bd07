/** The further worksheets of a report, for departments: how far it reached, whom to ask, what that rests on, holders, its course. */
import { column, type TableOptions } from '../../sheets/index.ts';
import type { Recall, RecallAct, RecallHolder } from '../../store/index.ts';
import { ownActs, recallActs } from '../../supervision/index.ts';
import { assumptionRows, boundText, callRows, clockTexts, scopeIn, scopeRows } from './report-scope.ts';
import { drillMark } from './told.ts';

type Sheets = NonNullable<TableOptions['more']>;

const markColumn = column('标记', 'Mark', 12);

/** Local time of China, as spreadsheets have it. */
export const localDate = (at: number): { readonly date: string } => ({
  date: new Date(at + 8 * 3_600_000).toISOString().slice(0, 19),
});
const orNone = (at: number | null): { readonly date: string } | undefined => (at === null ? undefined : localDate(at));

export interface SheetsOf {
  readonly holders: readonly RecallHolder[];
  readonly acts: readonly RecallAct[];
  /** uuid → name of whoever took a step. */
  readonly bodies: ReadonlyMap<string, string>;
}

export function reportSheets(recall: Recall, { holders, acts, bodies }: SheetsOf): Sheets {
  const mark = recall.drill ? drillMark : '';
  const scope = scopeIn(recall);
  const names = new Map(holders.map(({ holder, name }) => [holder, name]));
  const named = (name: string): string => (recall.drill ? `演练 ${name}` : name);
  const ofScope: Sheets =
    scope === undefined
      ? []
      : [
          {
            name: named('范围 Scope'),
            columns: [
              markColumn,
              column('范围', 'Set', 34),
              column('批次', 'Lots'),
              column('单品', 'Units'),
              column('物流单元', 'Logistic units'),
              column('企业', 'Firms'),
              column('数量', 'Quantity', 40),
              column('上限', 'Bound', 40),
            ],
            lines: [
              scopeRows(scope).map(({ set, lots, units, logisticUnits, firms, quantity }) => ({
                cells: [mark, set, lots, units, logisticUnits, firms, quantity, boundText(scope)],
              })),
            ],
          },
          {
            name: named('先问谁 Calls'),
            columns: [
              markColumn,
              column('次序', 'Place', 8),
              column('企业', 'Firm', 30),
              column('答齐后缩小', 'All its records shrink it by', 16),
              column('缺什么', 'Missing', 34),
              column('物品', 'Thing', 44),
              column('仅补此条缩小', 'This record alone', 16),
            ],
            lines: [
              callRows(scope).flatMap(({ place, name, shrinks, missing }) =>
                (missing.length === 0 ? [undefined] : missing).map((each) => ({
                  cells: [mark, place, name, shrinks, each?.text, each?.id, each?.shrinks],
                })),
              ),
            ],
          },
          {
            name: named('假定 Assumptions'),
            columns: [markColumn, column('假定', 'Assumption in Chinese', 80), column('英文', 'In English', 80)],
            lines: [
              [
                ...assumptionRows(scope).map(({ zh, en }) => ({ cells: [mark, zh, en] })),
                ...clockTexts(recall).map((text) => ({ cells: [mark, `时限依据：${text}`, ''] })),
              ],
            ],
          },
        ];
  return [
    ...ofScope,
    {
      name: named('持有方 Holders'),
      columns: [
        markColumn,
        column('持有方', 'Holder', 30),
        column('是否登记', 'On the register'),
        column('通知时间', 'Told at', 22),
        column('答复期限', 'Due', 22),
        column('答复时间', 'Answered at', 22),
        column('提醒次数', 'Reminded'),
        column('上报时间', 'Reported at', 22),
        column('效果核查', 'Effect checked', 18),
      ],
      lines: [
        holders.map((each) => ({
          cells: [
            mark,
            each.name,
            each.registered ? '是 yes' : '否 no',
            localDate(each.toldAt),
            localDate(each.dueAt),
            orNone(each.answeredAt),
            each.reminded,
            orNone(each.escalatedAt),
            each.effective === null ? undefined : each.effective ? '有效 effective' : '无效 not effective',
          ],
        })),
      ],
    },
    {
      name: named('经过 Course'),
      columns: [
        markColumn,
        column('时间', 'Time (UTC+8)', 22),
        column('步骤', 'Step', 26),
        column('经办', 'By', 30),
        column('对象', 'Holder', 30),
        column('理由', 'Reason', 60),
      ],
      lines: [
        acts.map(({ at, act, organisation, holder, reason }) => {
          const name = { ...ownActs, ...recallActs }[act];
          return {
            cells: [
              mark,
              localDate(at),
              name === undefined ? act : `${name.zh} ${name.en}`,
              organisation === null ? '系统 system' : (bodies.get(organisation) ?? organisation),
              holder === null ? undefined : (names.get(holder) ?? holder),
              reason,
            ],
          };
        }),
      ],
    },
  ];
}
