/** When records are made: late, all at once, twice, or copied. */
import { hash } from 'node:crypto';
import { unverified } from '../../categories/fields.ts';
import { Agenda, type Entry } from '../agenda.ts';
import { Aging } from '../aging.ts';
import { clockOf, type Detector, day, dayOf, hour, type Observation, type Report } from '../definition.ts';
import { Spread, type SpreadState } from '../spread.ts';

const design = unverified('平台规则：无法律依据，供发现异常');
const monthOf = (at: number): string => dayOf(at).slice(0, 7);

export const lateUpload: Detector = {
  id: 'late_upload',
  zh: '上传不及时',
  en: 'Recorded late',
  family: 'completeness',
  version: 3,
  gravity: 'low',
  rule: {
    zh: '事件发生后须在时限内上传，声明接收的旧系统历史除外；两条起报，远超企业自身习惯者一条即报；一家企业一个月一条',
    en: 'Recorded within so many hours, history taken over apart; told from the second on, far beyond the habit of the firm at once; one a firm and month',
  },
  data: { zh: '事件时间与记录时间', en: 'Event time and record time' },
  resolves: { zh: '下月起及时上传，由主管部门办结', en: 'The department closes it once records come in time' },
  basis: unverified('各类别上传时限以主管部门规定为准；小时数为平台默认值'),
  parameters: { hours: 72, least: 2, known: 10, deviations: 4.5 },
  days: 15,
  begin: ({ parameters, roster }, saved) => {
    const before = saved as
      | { late: [string, { count: number; events: string[] }][]; habits: [string, SpreadState][] }
      | undefined;
    const late = new Aging<{ count: number; events: string[] }>(62 * day, before?.late);
    /** Of the logarithm of the delays that were in time; what devices send by themselves is not the habit of a firm. */
    const habits = new Map(before?.habits.map(([owner, state]) => [owner, new Spread(state)]));
    const beyondHabit = (owner: string, scale: number): boolean => {
      const habit = habits.get(owner);
      if (habit === undefined || habit.count < parameters.known!) return false;
      return scale - habit.mean > parameters.deviations! * Math.max(habit.deviation, 0.15);
    };
    return {
      see(seen: Observation, report: Report): void {
        if (seen.owner === undefined) return;
        const hours = (seen.recorded - seen.at) / hour;
        const scale = Math.log10(Math.max(hours, 0) + 0.1);
        if (hours > parameters.hours! && roster.takenOver(seen.owner, seen.at, seen.recorded)) return;
        if (hours <= parameters.hours!) {
          if (seen.facts.step === 'sensor_reporting') return;
          const habit = habits.get(seen.owner) ?? new Spread();
          habits.set(seen.owner, habit);
          habit.add(scale);
          return;
        }
        const cause = `${seen.owner} ${monthOf(seen.recorded)}`;
        const row = late.get(cause, seen.recorded) ?? { count: 0, events: [] };
        row.count++;
        if (row.events.length < 20) row.events.push(seen.eventID);
        late.set(cause, seen.recorded, row);
        if (row.count < parameters.least! && !beyondHabit(seen.owner, scale)) return;
        report.open({
          cause,
          at: seen.recorded,
          organisation: seen.owner,
          category: seen.category,
          area: seen.area,
          events: row.count === parameters.least ? row.events : [seen.eventID],
          told: {
            zh: `本月第 ${row.count} 条迟传：${clockOf(seen.at)} 发生，${clockOf(seen.recorded)} 上传`,
            en: `Late record ${row.count} of the month: happened ${clockOf(seen.at)}, recorded ${clockOf(seen.recorded)}`,
          },
        });
      },
      save: () => ({ late: late.save(), habits: [...habits].map(([owner, habit]) => [owner, habit.state]) }),
    };
  },
};

interface Sitting {
  begun: number;
  last: number;
  /** Old records, when the first and the last of them happened, and the last of all. */
  count: number;
  first: number;
  latestOld: number;
  latest: number;
  events: string[];
}

/** Many old events of many days, written in one sitting. */
export const backDated: Detector = {
  id: 'back_dated',
  zh: '集中补录',
  en: 'Written up in one sitting',
  family: 'fraud',
  version: 4,
  gravity: 'medium',
  rule: {
    zh: '一次补录的过期事件不多于限数，且不跨多日；一周以前的，不同日期的也不一并补录；声明接收的旧系统历史除外',
    en: 'In one sitting few old events are written up with others of several days, none of two days a week ago; history taken over apart',
  },
  data: { zh: '同一企业相邻记录的事件时间与记录时间', en: 'Event and record times of neighbouring records of a firm' },
  resolves: { zh: '企业说明并提供原始记录', en: 'The firm explains it and shows its original records' },
  basis: design,
  parameters: { minutes: 30, least: 3, ageHours: 48, spanDays: 3.5, weekDays: 7 },
  days: 10,
  begin: ({ parameters, roster }, saved) => {
    const sittings = new Map(saved as [string, Sitting][] | undefined);
    return {
      see(seen: Observation, report: Report): void {
        if (seen.owner === undefined || roster.takenOver(seen.owner, seen.at, seen.recorded)) return;
        // What a device sends by itself nobody writes up.
        if (seen.facts.step === 'sensor_reporting') return;
        const isOld = seen.recorded - seen.at >= parameters.ageHours! * hour;
        let sitting = sittings.get(seen.owner);
        if (sitting === undefined || seen.recorded - sitting.last > parameters.minutes! * 60_000) {
          if (!isOld) return;
          const { recorded, at } = seen;
          sitting = { begun: recorded, last: recorded, count: 0, first: at, latestOld: at, latest: at, events: [] };
          sittings.set(seen.owner, sitting);
        }
        sitting.first = Math.min(sitting.first, seen.at);
        sitting.latest = Math.max(sitting.latest, seen.at);
        if (isOld) {
          // Fresh ones go with the old; they do not make the sitting longer.
          sitting.last = seen.recorded;
          sitting.count++;
          sitting.latestOld = Math.max(sitting.latestOld, seen.at);
        }
        if (sitting.events.length < 20) sitting.events.push(seen.eventID);
        if (sitting.count < parameters.least!) return;
        const isLong = sitting.latest - sitting.first >= parameters.spanDays! * day;
        const isWeekAgo =
          dayOf(sitting.first) !== dayOf(sitting.latestOld) && seen.recorded - sitting.latestOld >= parameters.weekDays! * day;
        if (!isLong && !isWeekAgo) return;
        report.open({
          cause: `${seen.owner} ${sitting.begun}`,
          at: sitting.begun,
          organisation: seen.owner,
          category: seen.category,
          area: seen.area,
          events: sitting.events,
          told: {
            zh: `${clockOf(sitting.begun)} 起一次补录 ${parameters.least} 条以上旧事件，最早发生于 ${clockOf(sitting.first)}`,
            en: `From ${clockOf(sitting.begun)} on, ${parameters.least} or more old records at once, the first of ${clockOf(sitting.first)}`,
          },
        });
      },
      save: () => [...sittings],
    };
  },
};

/** 96 bits: many are remembered. */
const digestOf = (what: unknown): string => hash('sha1', JSON.stringify(what), 'base64').slice(0, 16);

/** What an event says, without its id and its time of recording. */
const contentOf = ({ owner, at, facts, movement }: Observation): string =>
  digestOf([
    owner,
    at,
    facts.type,
    facts.action,
    facts.step,
    facts.bizLocation,
    movement.from,
    movement.to,
    [...movement.documents].sort(),
    facts.participants.map(({ role, id, quantity, uom }) => [role, id, quantity, uom]),
  ]);

export const uploadedTwice: Detector = {
  id: 'uploaded_twice',
  zh: '重复上传',
  en: 'Uploaded twice',
  family: 'completeness',
  version: 3,
  gravity: 'low',
  rule: { zh: '同一内容、同一时间的事件只记一次', en: 'The same event of the same time is recorded once' },
  data: { zh: '事件内容，不含标识', en: 'The content of events without their ids' },
  resolves: { zh: '声明其中一条有误', en: 'One of them is declared in error' },
  basis: design,
  parameters: { days: 30 },
  days: 15,
  begin: ({ parameters }, saved) => {
    const recent = new Aging<string>(parameters.days! * day, saved);
    return {
      see(seen: Observation, report: Report): void {
        // Observations of nothing that is named repeat rightly: readings of sensors, checks of a place.
        if (seen.facts.participants.length === 0) return;
        const key = contentOf(seen);
        const first = recent.get(key, seen.recorded);
        recent.set(key, seen.recorded, first ?? seen.eventID);
        if (first === undefined || first === seen.eventID) return;
        report.open({
          cause: first,
          at: seen.recorded,
          organisation: seen.owner,
          category: seen.category,
          area: seen.area,
          subjects: seen.facts.participants.slice(0, 5).map(({ id }) => id),
          events: [first, seen.eventID],
          told: {
            zh: `与 ${first} 内容、时间（${clockOf(seen.at)}）完全相同`,
            en: `The same in content and time (${clockOf(seen.at)}) as ${first}`,
          },
        });
      },
      save: () => recent.save(),
    };
  },
};

/** Three digits that count, at least: pieces sold over a counter are the same on many days. A scale shows full tens one time in ten. */
const isMeasured = (quantity: number, uom: string | undefined): boolean =>
  String(quantity).replace(/^0|\.|0+$/g, '').length >= (uom === undefined || quantity % 10 !== 0 || quantity % 50 === 0 ? 3 : 2);

/** Of a day that has more, the round ones are not compared. */
const mostRound = 3;

interface Written {
  readonly day: string;
  /** Those of three digits, and the others. */
  readonly amounts: string[];
  readonly round: string[];
}

/** Two days whose measured amounts are the same one by one. */
export const copiedDays: Detector = {
  id: 'copied_amounts',
  zh: '数量雷同',
  en: 'Amounts copied from another day',
  family: 'fraud',
  version: 4,
  gravity: 'medium',
  rule: {
    zh: '同一企业同一环节两天的实测数量不会全部相同',
    en: 'Measured amounts of two days of a firm and step are not all the same',
  },
  data: {
    zh: '一天内各批次的数量，三位以上有效数字者，无论次序',
    en: 'Amounts of lots over a day of three digits that count or more, in any order',
  },
  resolves: { zh: '企业说明并提供原始记录', en: 'The firm explains it and shows its original records' },
  basis: design,
  parameters: { least: 4, days: 60, wait: 4 },
  days: 10,
  begin: ({ parameters }, saved) => {
    const before = saved as { written: [string, Written][]; known: unknown; agenda: Entry[] } | undefined;
    const written = new Map(before?.written);
    const known = new Aging<string>(parameters.days! * day, before?.known);
    const agenda = new Agenda(before?.agenda);
    return {
      see(seen: Observation): void {
        if (seen.owner === undefined || seen.facts.step === undefined) return;
        const all = seen.facts.participants.flatMap(({ quantity, uom }) =>
          quantity === undefined ? [] : [{ text: String(quantity), isMeasured: isMeasured(quantity, uom) }],
        );
        const measured = all.flatMap(({ text, isMeasured: is }) => (is ? [text] : []));
        const round = all.flatMap(({ text, isMeasured: is }) => (is ? [] : [text]));
        if (all.length === 0) return;
        const when = dayOf(seen.at);
        const key = [seen.owner, seen.category ?? '', seen.area ?? '', seen.facts.step, when].join('\n');
        const row = written.get(key);
        if (row !== undefined) {
          row.amounts.push(...measured);
          if (row.round.length < mostRound) row.round.push(...round);
          return;
        }
        // A day is looked at when most firms have written it up.
        written.set(key, { day: when, amounts: measured, round });
        agenda.add(Math.max(seen.recorded, seen.at) + parameters.wait! * day, key);
      },
      due: () => agenda.next,
      tick(now: number, report: Report): void {
        for (let entry = agenda.take(now); entry !== undefined; entry = agenda.take(now)) {
          const { day: when, amounts: measured, round } = written.get(entry.key)!;
          written.delete(entry.key);
          const different = new Set(measured).size;
          // One that is round by chance counts where all the others of the day are the same, too.
          const isShort = different === parameters.least! - 1 && round.length > 0 && round.length < mostRound;
          if (different < parameters.least! && !isShort) continue;
          const amounts = isShort ? [...measured, ...round] : measured;
          const [organisation, category, area, step] = entry.key.split('\n') as [string, string, string, string];
          const print = [organisation, step, ...amounts.sort()].join(' ');
          const twin = known.get(print, entry.at);
          known.set(print, entry.at, twin ?? when);
          if (twin === undefined || twin === when) continue;
          report.open({
            cause: `${organisation} ${step} ${when}`,
            at: entry.at,
            organisation,
            ...(category === '' ? {} : { category }),
            ...(area === '' ? {} : { area }),
            told: {
              zh: `${when} 的 ${amounts.length} 个数量与 ${twin} 全部相同：${amounts.slice(0, 6).join('、')}`,
              en: `${amounts.length} amounts of ${when} are those of ${twin}: ${amounts.slice(0, 6).join(', ')}`,
            },
          });
        }
      },
      save: () => ({ written: [...written], known: known.save(), agenda: agenda.save() }),
    };
  },
};
