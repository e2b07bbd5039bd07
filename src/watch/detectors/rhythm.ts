/** 面上无盲区: who is registered and does not report. */
import { unverified } from '../../categories/fields.ts';
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

export const duty = unverified('实施方案五（一）企业主体责任；天数为平台默认值');

/** Midnight in China after `at`. */
const nextDay = (at: number): number => Math.floor((at + 8 * hour) / day + 1) * day - 8 * hour;

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
