/**
 * The clocks of a recall by what is recalled and its level, as dated data. `verified: false`: remembered or read in a mirror, or a
 * proposal of this system where no law that was read sets one; it is shown so.
 */
import type { Source, Words } from '../categories/definition.ts';
import { unverified } from '../categories/fields.ts';
import { shippedLists } from '../categories/profiles/index.ts';

export type Level = 1 | 2 | 3;
export const levels: readonly Level[] = [1, 2, 3];

export interface LevelClock {
  readonly level: Level;
  /** What makes it this level. */
  readonly trigger?: Words;
  /** Hours after it was learnt until it is begun and its plan reported. */
  readonly report?: number;
  /** Days until those who hold it are told. */
  readonly notify?: number;
  /** Hours in which each holder answers. */
  readonly answer: number;
  /** Days between reports on how far it is. */
  readonly progress?: number;
  /** Working days from publication to its end. */
  readonly finish?: number;
}

export interface Regime extends Words {
  readonly id: string;
  /** The first whose categories hold the category is meant where none is named. */
  readonly categories: readonly string[];
  readonly levels: readonly LevelClock[];
  /** First day, YYYY-MM-DD; absent where no rule sets one. */
  readonly from?: string;
  readonly source: Source;
  /** Where the time in which holders answer comes from. */
  readonly answerSource: Source;
}

const proposed = unverified('持有方答复时限为平台设计，取与启动或通知同长；未见法律规定');
const rows = (each: (level: Level) => Omit<LevelClock, 'level'>): LevelClock[] =>
  levels.map((level) => ({ level, ...each(level) }));
const of = (level: Level, values: readonly [number, number, number]): number => values[level - 1]!;

const foodTriggers: readonly Words[] = [
  { zh: '已造成或可能造成严重健康损害甚至死亡', en: 'severe harm or death' },
  { zh: '已造成或可能造成一般健康损害', en: 'general harm' },
  { zh: '标签、标识虚假标注', en: 'false label' },
];

export const regimes: readonly Regime[] = [
  {
    id: 'food',
    zh: '食品',
    en: 'Food',
    categories: ['food'],
    levels: rows((level) => ({
      trigger: foodTriggers[level - 1]!,
      report: of(level, [24, 48, 72]),
      answer: of(level, [24, 48, 72]),
      finish: of(level, [10, 20, 30]),
    })),
    from: '2015-09-01',
    source: unverified('食品召回管理办法（总局令第12号，2015；2020 修正未核对）：自县级部门转述的制度读得，未与公布文本核对'),
    answerSource: proposed,
  },
  {
    id: 'drug',
    zh: '药品',
    en: 'Drugs',
    categories: ['medical'],
    levels: rows((level) => ({
      notify: of(level, [1, 3, 7]),
      answer: of(level, [24, 72, 168]),
      progress: of(level, [1, 3, 7]),
    })),
    from: '2022-11-01',
    source: unverified('药品召回管理办法（2022）：通知 1、3、7 日，进展每 1、3、7 日，凭记忆，未核对原文'),
    answerSource: proposed,
  },
  {
    id: 'device',
    zh: '医疗器械',
    en: 'Medical devices',
    categories: ['medical'],
    levels: rows((level) => ({ notify: of(level, [1, 3, 7]), answer: of(level, [24, 72, 168]) })),
    from: '2017-05-01',
    source: unverified('医疗器械召回管理办法（总局令第29号）：通知 1、3、7 日，自转载读得；计划备案 5 个工作日未核对'),
    answerSource: proposed,
  },
  {
    id: 'other',
    zh: '其他类别',
    en: 'Other categories',
    categories: ['produce', 'inputs', 'equipment', 'dangerous', 'rare_earth', 'car_parts'],
    levels: rows((level) => ({ answer: of(level, [24, 48, 72]) })),
    source: unverified('未读到该类别的召回时限；仅设持有方答复时限'),
    answerSource: unverified('平台设计，比照食品；无法律依据'),
  },
];

/** Undefined: no regime of that name is for the category. */
export const regimeOf = (category: string, id?: string): Regime | undefined =>
  regimes.find((each) => each.categories.includes(category) && (id === undefined || each.id === id));

export const clockOf = (regime: string, level: number): LevelClock | undefined =>
  regimes.find(({ id }) => id === regime)?.levels.find((each) => each.level === level);

const hour = 3_600_000;
const day = 24 * hour;
/** China has one time zone. */
const zone = 8 * hour;
const dayOf = (at: number): string => new Date(at + zone).toISOString().slice(0, 10);
const entriesOf = (name: string): ReadonlySet<string> =>
  new Set((shippedLists.find(({ id }) => id === name)?.entries ?? []).map(({ value }) => value));
const holidays = entriesOf('public_holidays');
const worked = entriesOf('worked_weekends');
const knownYears = new Set([...holidays].map((each) => each.slice(0, 4)));

export interface Deadline {
  /** Milliseconds since 1970: the end of the last day. */
  readonly at: number;
  /** False where the public holidays of a year are not on record: weekends alone are left out, so that it may be too early. */
  readonly exact: boolean;
}

/** The end of the last of so many working days after the day of `from`. */
export function afterWorkingDays(from: number, days: number): Deadline {
  let exact = true;
  let at = Math.floor((from + zone) / day) * day - zone;
  for (let left = days; left > 0; ) {
    at += day;
    const name = dayOf(at);
    exact &&= knownYears.has(name.slice(0, 4));
    const weekend = [0, 6].includes(new Date(`${name}T00:00:00Z`).getUTCDay());
    if (worked.has(name) || (!weekend && !holidays.has(name))) left--;
  }
  return { at: at + day, exact };
}

/** When holders have answered, and when it is at its end; milliseconds. */
export function dueTimes(
  regime: string,
  level: number,
  published: number,
): { readonly answer: number; readonly finish?: Deadline } {
  const clock = clockOf(regime, level);
  if (clock === undefined) throw new RangeError(`no clock of ${regime} ${level}`);
  return {
    answer: published + clock.answer * hour,
    ...(clock.finish === undefined ? {} : { finish: afterWorkingDays(published, clock.finish) }),
  };
}
