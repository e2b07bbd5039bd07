/**
 * The three measures of the notice (四（四）: 面上无盲区、链上无缝隙、点上无遗漏) as shares, and of completeness the part that is a matter of time
 * alone; each with its formula and the list behind it.
 */
import type { Words } from '../categories/definition.ts';
import {
  type Measure,
  type ScoreAsk,
  type ScoreCell,
  type ScoreGroup,
  type ScoreList,
  type Sight,
  type Store,
  scoreCells,
} from '../store/index.ts';

/** Days that a score looks back. */
export const scoreDays = 30;
const mostGroups = 1_000;
/** Every category in every township of a province. */
const mostDuties = 50_000;

export const measures: readonly Measure[] = ['coverage', 'continuity', 'completeness', 'timeliness'];
export const scoreLists: readonly ScoreList[] = [...measures, 'unlicensed'];
export const scoreGroups = ['category', 'area', 'department', 'firm'] as const;
export type ScoreBy = (typeof scoreGroups)[number];

/** Who answers for a category (`none` where there is none) in an area (empty where there is none). */
export type AnswersFor = (category: string, area: string) => { readonly id: string; readonly name: string } | undefined;

/** In words, with the numbers that are used. */
export const formulas = ({
  confirmDays,
  lateHours,
}: Pick<ScoreAsk, 'confirmDays' | 'lateHours'>): Readonly<Record<ScoreList, Words>> => ({
  coverage: {
    zh: `覆盖率 = ${scoreDays} 天内记录过本类别事件的企业数 ÷ 登记于本类别、状态正常且当日有有效证照的企业数`,
    en: `firms that recorded an event of the category within ${scoreDays} days ÷ active firms registered for it with a licence in force on the day`,
  },
  continuity: {
    zh: `衔接率 = 收发双方都有记录的交付数 ÷（${scoreDays} 天内满 ${confirmDays} 天确认期、双方均已登记的发货数 + 有收货无发货数）；按企业统计时，一次交付计入每个参与方`,
    en:
      `deliveries recorded by both sides ÷ (dispatches between registered parties whose ${confirmDays} days to confirm ended within ` +
      `${scoreDays} days + receipts without dispatch); by firm a delivery counts for each of its parties`,
  },
  completeness: {
    zh: `完整率 = 发生后 ${lateHours} 小时内记录、且没有未消除的“完整”类发现的记录数 ÷ ${scoreDays} 天内的记录数；一条发现至多指明 20 条记录`,
    en:
      `records made within ${lateHours} hours and named by no open finding of completeness ÷ records of ${scoreDays} days; ` +
      'a finding names at most 20 records',
  },
  timeliness: {
    zh: `及时率 = 发生后 ${lateHours} 小时内记录的记录数 ÷ ${scoreDays} 天内的记录数`,
    en: `records made within ${lateHours} hours ÷ records of ${scoreDays} days`,
  },
  unlicensed: {
    zh: '登记于本类别、状态正常而当日没有有效证照的企业，不计入覆盖率',
    en: 'active firms registered for the category without a licence in force on the day; coverage leaves them out',
  },
});

/** `share` is absent where there is nothing to measure. */
export interface Share {
  readonly met: number;
  readonly all: number;
  readonly share?: number;
}

export interface Score extends Readonly<Record<Measure, Share>> {
  readonly value: string | null;
  readonly name: string | null;
  readonly unlicensed: number;
}

const shareOf = (cells: readonly ScoreCell[]): Share => {
  const [met, all] = [cells.reduce((sum, each) => sum + each.met, 0), cells.reduce((sum, each) => sum + each.all, 0)];
  return all === 0 ? { met, all } : { met, all, share: met / all };
};

/** Each pair of category and area counts for the one department that answers for it: the sum of them is that of all. */
function byDepartment(cells: readonly ScoreCell[], answersFor: AnswersFor): ScoreCell[] {
  const found = new Map<string | null, ScoreCell>();
  for (const { value, met, all } of cells) {
    const department = answersFor(...(value!.split(' ') as [string, string]));
    const key = department?.id ?? null;
    const before = found.get(key) ?? { met: 0, all: 0 };
    found.set(key, { value: key, name: department?.name ?? null, met: before.met + met, all: before.all + all });
  }
  return [...found.values()].sort((a, b) => b.all - a.all);
}

/** The pairs of category and area that a department answers for, of those in which there is something to count. */
export async function dutiesOf(
  store: Pick<Store, 'database'>,
  sight: Sight,
  ask: ScoreAsk,
  department: string,
  answersFor: AnswersFor,
): Promise<string[]> {
  const cells = await Promise.all(scoreLists.map((of) => scoreCells(store.database, sight, of, ask, 'duty', mostDuties)));
  const duties = new Set(cells.flat().map(({ value }) => value!));
  return [...duties].filter((each) => answersFor(...(each.split(' ') as [string, string]))?.id === department);
}

export async function scoresOf(
  store: Pick<Store, 'database'>,
  sight: Sight,
  ask: ScoreAsk,
  by: ScoreBy,
  answersFor: AnswersFor,
): Promise<{ readonly scores: readonly Score[]; readonly total: Score }> {
  const read = (of: ScoreList, group: ScoreGroup): Promise<ScoreCell[]> =>
    scoreCells(store.database, sight, of, ask, group, group === 'duty' ? mostDuties : mostGroups);
  const cells = await Promise.all(
    scoreLists.map(async (of) => (by === 'department' ? byDepartment(await read(of, 'duty'), answersFor) : read(of, by))),
  );
  // A delivery counts for each of its parties: the sum over firms is not the sum of deliveries.
  const sums = by === 'firm' ? await Promise.all(scoreLists.map((of) => read(of, 'category'))) : cells;
  const scoreFrom = (lists: readonly (readonly ScoreCell[])[], value: string | null, name: string | null): Score => ({
    value,
    name,
    coverage: shareOf(lists[0]!),
    continuity: shareOf(lists[1]!),
    completeness: shareOf(lists[2]!),
    timeliness: shareOf(lists[3]!),
    unlicensed: shareOf(lists[4]!).all,
  });
  const values = new Map<string | null, string | null>();
  for (const { value, name } of cells.flat()) values.set(value, values.get(value) ?? name);
  return {
    scores: [...values].map(([value, name]) =>
      scoreFrom(
        cells.map((list) => list.filter((cell) => cell.value === value)),
        value,
        name,
      ),
    ),
    total: scoreFrom(sums, null, null),
  };
}
