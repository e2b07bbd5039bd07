/** 面上无盲区: who is registered and does not report; whose system has stopped, by its own rhythm. */
import { unverified } from '../../categories/fields.ts';
import { Agenda, type Entry } from '../agenda.ts';
import {
  type Detector,
  day,
  dayOf,
  type Firm,
  hour,
  type Observation,
  type Report,
  type Roster,
  type Running,
} from '../definition.ts';

const duty = unverified('实施方案五（一）企业主体责任；天数为平台默认值');

/** Midnight in China after `at`. */
const nextDay = (at: number): number => Math.floor((at + 8 * hour) / day + 1) * day - 8 * hour;
const weekday = (at: number): number => new Date(at + 8 * hour).getUTCDay();

const reports = ({ kind, status, categories }: Firm): boolean =>
  kind === 'enterprise' && status === 'active' && categories.length > 0;

/** A registered firm of a category that has never recorded anything. */
class NeverReported implements Running {
  readonly #roster: Roster;
  readonly #days: number;
  readonly #heard: Set<string>;
  readonly #open: Set<string>;
  #next: number;

  constructor(roster: Roster, days: number, saved: unknown) {
    const before = saved as { heard: string[]; open: string[]; next: number } | undefined;
    this.#roster = roster;
    this.#days = days;
    this.#heard = new Set(before?.heard);
    this.#open = new Set(before?.open);
    this.#next = before?.next ?? 0;
  }

  see({ owner, recorded, eventID }: Observation, report: Report): void {
    if (this.#next === 0) this.#next = nextDay(recorded);
    if (owner === undefined || this.#heard.has(owner)) return;
    this.#heard.add(owner);
    if (this.#open.delete(owner)) report.close(owner, recorded, { zh: '已开始上传', en: 'It has begun to record' }, eventID);
  }

  due(): number {
    return this.#next === 0 ? Number.POSITIVE_INFINITY : this.#next;
  }

  tick(now: number, report: Report): void {
    // A day at a time, so that what is found does not depend on how often time is told.
    for (; this.#next <= now; this.#next += day) {
      for (const firm of this.#roster.firms()) {
        if (!reports(firm) || this.#heard.has(firm.id) || this.#open.has(firm.id)) continue;
        if (this.#next - firm.registeredAt < this.#days * day) continue;
        this.#open.add(firm.id);
        report.open({
          cause: firm.id,
          at: this.#next,
          organisation: firm.id,
          category: firm.categories[0],
          area: firm.areas[0],
          told: {
            zh: `登记于 ${dayOf(firm.registeredAt)}，${this.#days} 天内没有任何记录`,
            en: `Registered on ${dayOf(firm.registeredAt)}, nothing recorded in ${this.#days} days`,
          },
        });
      }
    }
  }

  save(): unknown {
    return { heard: [...this.#heard], open: [...this.#open], next: this.#next };
  }
}

export const neverReported: Detector = {
  id: 'never_reported',
  zh: '登记而从未上传',
  en: 'Registered and never heard of',
  family: 'coverage',
  version: 1,
  gravity: 'medium',
  rule: {
    zh: '登记在八类产品中的企业须在期限内开始上传',
    en: 'A firm registered in a category begins to record within the days',
  },
  data: { zh: '主体登记簿与事件的记录者', en: 'The register of organisations, and who records' },
  resolves: { zh: '企业开始上传，或登记注销', en: 'The firm begins to record, or its registration ends' },
  basis: duty,
  parameters: { days: 30 },
  days: 15,
  begin: ({ parameters, roster }, saved) => new NeverReported(roster, parameters.days!, saved),
};

interface Rhythm {
  /** Days of each weekday on which it recorded, and that passed since the first. */
  readonly active: number[];
  readonly passed: number[];
  since: number;
  /** Day number up to which the counts go. */
  counted: number;
  last: number;
  category: string | undefined;
  area: string | undefined;
  lastEvent: string;
  /** Since the alarm, until it is heard again. */
  open: boolean;
}

const dayNumber = (at: number): number => Math.floor((at + 8 * hour) / day);
const startOf = (number: number): number => number * day - 8 * hour;

/**
 * Silence against a firm’s own habit. Of each weekday the share of days on which it recorded is estimated as (active + ½) / (days + 1);
 * the chance that a running system stays silent over the days since the last record is the product of the complements.
 */
class HeartBeat implements Running {
  readonly #chance: number;
  readonly #weeks: number;
  readonly #firms: Map<string, Rhythm>;
  readonly #agenda: Agenda;

  constructor(chance: number, weeks: number, saved: unknown) {
    const before = saved as { firms: [string, Rhythm][]; agenda: Entry[] } | undefined;
    this.#chance = chance;
    this.#weeks = weeks;
    this.#firms = new Map(before?.firms);
    this.#agenda = new Agenda(before?.agenda);
  }

  see({ owner, recorded, eventID, category, area }: Observation, report: Report): void {
    if (owner === undefined) return;
    const today = dayNumber(recorded);
    let rhythm = this.#firms.get(owner);
    if (rhythm === undefined) {
      rhythm = {
        active: [0, 0, 0, 0, 0, 0, 0],
        passed: [0, 0, 0, 0, 0, 0, 0],
        since: recorded,
        counted: today - 1,
        last: recorded,
        category,
        area,
        lastEvent: eventID,
        open: false,
      };
      this.#firms.set(owner, rhythm);
    }
    const first = rhythm.counted < today;
    // The days of an outage say nothing of the habit.
    if (rhythm.open) rhythm.counted = today - 1;
    for (; rhythm.counted < today; rhythm.counted++) rhythm.passed[weekday(startOf(rhythm.counted + 1))]!++;
    if (first) rhythm.active[weekday(recorded)]!++;
    if (rhythm.open) {
      rhythm.open = false;
      report.close(`${owner} ${rhythm.lastEvent}`, recorded, { zh: '已恢复上传', en: 'It records again' }, eventID);
    }
    rhythm.last = recorded;
    rhythm.lastEvent = eventID;
    rhythm.category = category ?? rhythm.category;
    rhythm.area = area ?? rhythm.area;
    if (first) this.#plan(owner, rhythm);
  }

  due(): number {
    return this.#agenda.next;
  }

  tick(now: number, report: Report): void {
    for (let entry = this.#agenda.take(now); entry !== undefined; entry = this.#agenda.take(now)) {
      const rhythm = this.#firms.get(entry.key);
      if (rhythm === undefined || rhythm.open || this.#alarmAt(rhythm)?.at !== entry.at) continue;
      const { chance, expected } = this.#alarmAt(rhythm)!;
      rhythm.open = true;
      report.open({
        cause: `${entry.key} ${rhythm.lastEvent}`,
        at: entry.at,
        organisation: entry.key,
        category: rhythm.category,
        area: rhythm.area,
        events: [rhythm.lastEvent],
        told: {
          zh: `自 ${dayOf(rhythm.last)} 起无记录；按自身节律应有 ${expected.toFixed(1)} 天有记录，正常而如此沉默的概率为 ${percent(chance)}`,
          en: `Nothing since ${dayOf(rhythm.last)}; by its rhythm ${expected.toFixed(1)} days should have had records: chance ${percent(chance)}`,
        },
      });
    }
  }

  save(): unknown {
    return { firms: [...this.#firms], agenda: this.#agenda.save() };
  }

  #plan(owner: string, rhythm: Rhythm): void {
    const alarm = this.#alarmAt(rhythm);
    if (alarm !== undefined) this.#agenda.add(alarm.at, owner);
  }

  /** The midnight at which silence since the last record is less likely than the limit; undefined while too little is known. */
  #alarmAt({ active, passed, since, last }: Rhythm): { at: number; chance: number; expected: number } | undefined {
    if (last - since < this.#weeks * 7 * day) return undefined;
    let [chance, expected] = [1, 0];
    for (let number = dayNumber(last) + 1, i = 0; i < 90; number++, i++) {
      const of = weekday(startOf(number));
      const share = (active[of]! + 0.5) / (passed[of]! + 1);
      chance *= Math.max(1 - share, 0.01);
      expected += share;
      if (chance < this.#chance) return { at: startOf(number + 1), chance, expected };
    }
    return undefined;
  }
}

const percent = (share: number): string => `${(share * 100).toPrecision(2)}%`;

export const heartBeat: Detector = {
  id: 'gone_silent',
  zh: '系统停止上传',
  en: 'A system that has stopped',
  family: 'coverage',
  version: 1,
  gravity: 'high',
  rule: {
    zh: '按企业自身的上传节律，沉默的概率低于限值即报警',
    en: 'An alarm when silence is less likely than the limit by the firm’s own rhythm',
  },
  data: { zh: '企业每天是否有记录，按星期几统计', en: 'On which days a firm recorded, by weekday' },
  resolves: { zh: '恢复上传', en: 'It records again' },
  basis: duty,
  parameters: { chance: 0.001, weeks: 4 },
  days: 5,
  begin: ({ parameters }, saved) => new HeartBeat(parameters.chance!, parameters.weeks!, saved),
};
