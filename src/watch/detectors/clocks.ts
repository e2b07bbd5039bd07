/** Clocks that are ahead: told at once where a record is older than what it tells of, and by the hours of the day where it is not. */
import { unverified } from '../../categories/fields.ts';
import { clockOf, type Detector, day, dayOf, hour, type Observation, type Report, type Running } from '../definition.ts';

/** Hours by which a clock may be ahead; most often the wall time of the place is told as UTC, or UTC as the wall time. */
const shifts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** How often something was recorded in each hour of the day, 24 numbers, and their sum. */
type Hours = number[];
const none = (): Hours => new Array<number>(25).fill(0);
const nobody: Readonly<Hours> = none();
/** An hour as usual as this speaks for no shift. */
const common = 0.04;
const indifferent: readonly number[] = shifts.map(() => 0);
const hourOf = (at: number): number => Math.floor((at / hour + 8) % 24);

/** An hour of a day in which a step was recorded, as far as it is not the habit yet. */
interface Slot {
  readonly at: number;
  readonly step: string;
  readonly peers: string;
  readonly eventID: string;
  readonly category: string | undefined;
  readonly area: string | undefined;
  /** For each shift how much better it explains the hour than none, natural logarithm. */
  readonly better: readonly number[];
}

interface Firm {
  /** By step. */
  readonly usual: Record<string, Hours>;
  /** When it was first heard of. */
  readonly since: number;
  count: number;
  recent: Slot[];
  /** Nothing is learnt until then: its clock was ahead. */
  until: number;
  cause: string;
}

/** Times of the last days that are looked at. */
const mostRecent = 40;

/** Hours beside the hour, too: nobody begins to the minute. */
const smooth = (hours: Readonly<Hours>, of: number): number =>
  0.5 * hours[of]! + 0.25 * (hours[(of + 1) % 24]! + hours[(of + 23) % 24]!);
const total = (hours: Readonly<Hours>): number => hours[24]!;

class Clocks implements Running {
  readonly #parameters: Readonly<Record<string, number>>;
  readonly #firms: Map<string, Firm>;
  /** Of all firms that record the step in the category. */
  readonly #peers: Map<string, Hours>;

  constructor(parameters: Readonly<Record<string, number>>, saved: unknown) {
    const before = saved as { firms: [string, Firm][]; peers: [string, Hours][] } | undefined;
    this.#parameters = parameters;
    this.#firms = new Map(before?.firms);
    this.#peers = new Map(before?.peers);
  }

  see(seen: Observation, report: Report): void {
    const minutes = (seen.at - seen.recorded) / 60_000;
    if (minutes > this.#parameters.minutes!) {
      this.#ahead(seen, minutes, report);
      return;
    }
    // Devices record by day and night.
    const { step } = seen.facts;
    if (seen.owner !== undefined && step !== undefined && step !== 'sensor_reporting')
      this.#hours(seen, seen.owner, step, report);
  }

  save(): unknown {
    return { firms: [...this.#firms], peers: [...this.#peers] };
  }

  #ahead(seen: Observation, minutes: number, report: Report): void {
    const firm = seen.owner === undefined ? undefined : this.#firms.get(seen.owner);
    if (firm !== undefined) {
      firm.recent = [];
      firm.until = Math.max(firm.until, seen.at + this.#parameters.days! * day);
      firm.cause = '';
    }
    report.open({
      cause: `${seen.owner ?? 'operator'} ${dayOf(seen.recorded)}`,
      at: seen.recorded,
      organisation: seen.owner,
      category: seen.category,
      area: seen.area,
      events: [seen.eventID],
      told: {
        zh: `事件时间 ${clockOf(seen.at)} 比上传时间 ${clockOf(seen.recorded)} 晚 ${Math.round(minutes)} 分钟`,
        en: `Event time ${clockOf(seen.at)} is ${Math.round(minutes)} minutes after it was recorded, ${clockOf(seen.recorded)}`,
      },
    });
  }

  #hours(seen: Observation, owner: string, step: string, report: Report): void {
    const { at, category, area, eventID } = seen;
    const firm = this.#firms.get(owner) ?? { usual: {}, since: at, count: 0, recent: [], until: 0, cause: '' };
    this.#firms.set(owner, firm);
    this.#settle(firm, at);
    if (firm.recent.length >= mostRecent) return;
    const slot = Math.floor(at / hour);
    // Many at once are one occasion.
    for (let i = firm.recent.length - 1; i >= 0; i--) {
      const each = firm.recent[i]!;
      if (each.step === step && Math.floor(each.at / hour) === slot) return;
    }
    const peers = `${category ?? ''} ${step}`;
    const usual = this.#usual(firm, step, peers);
    const own = usual(hourOf(at));
    const better =
      own >= common
        ? indifferent
        : shifts.map((shift) => Number(Math.log(usual((hourOf(at) + 24 - shift) % 24) / own).toFixed(2)));
    firm.recent.push({ at, step, peers, eventID, category, area, better });
    // A week or two are no habit yet.
    const isKnown = firm.count >= this.#parameters.least! && at - firm.since >= this.#parameters.knownDays! * day;
    if (better !== indifferent && isKnown) this.#judge(firm, owner, seen, report);
  }

  /** How likely an hour is, from the habit of the firm, and of all who do the same as far as the firm is not known yet. */
  #usual({ usual }: Firm, step: string, peers: string): (of: number) => number {
    const [own, all] = [usual[step] ?? nobody, this.#peers.get(peers) ?? nobody];
    const [mine, theirs] = [total(own), Math.max(1, total(all))];
    const { prior, floor } = this.#parameters as { prior: number; floor: number };
    return (of) => Math.max(floor, (smooth(own, of) + (prior * smooth(all, of)) / theirs) / (mine + prior));
  }

  /** The clock may have been ahead since any of the last times: the best begin and shift are taken. */
  #judge(firm: Firm, owner: string, { at, recorded, category, area }: Observation, report: Report): void {
    const { slots, certain, each } = this.#parameters as { slots: number; certain: number; each: number };
    let best = { sum: 0, shift: 0, from: 0 };
    shifts.forEach((shift, i) => {
      let sum = 0;
      for (let from = firm.recent.length - 1; from >= 0; from--) {
        sum += firm.recent[from]!.better[i]!;
        const count = firm.recent.length - from;
        if (sum > best.sum && count >= slots && sum >= each * count) best = { sum, shift, from };
      }
    });
    if (best.sum < certain) return;
    const shifted = firm.recent.slice(best.from);
    const [first] = shifted;
    const known = firm.until >= at;
    const ratio = `e^${best.sum.toFixed(0)}`;
    firm.until = at + this.#parameters.days! * day;
    firm.recent = [];
    // Told already by a record that is older than what it tells of.
    if (known && firm.cause === '') return;
    if (!known) firm.cause = `${owner} hours ${dayOf(first!.at)}`;
    report.open({
      cause: firm.cause,
      at: recorded,
      organisation: owner,
      category,
      area,
      events: shifted.map(({ eventID }) => eventID),
      told: {
        zh: `${clockOf(first!.at)} 起 ${shifted.length} 个时刻不在该企业惯常钟点，若时钟快 ${best.shift} 小时则相符（似然比 ${ratio}）`,
        en: `${shifted.length} times from ${clockOf(first!.at)} on are its usual hours with a clock ${best.shift} hours ahead (likelihood ratio ${ratio})`,
      },
    });
  }

  /** What nothing was found wrong with for some days becomes the habit. */
  #settle(firm: Firm, at: number): void {
    const old = at - this.#parameters.days! * day;
    if (firm.recent.length === 0 || firm.recent[0]!.at >= old) return;
    for (const { at: then, step, peers } of firm.recent) {
      if (then >= old || then < firm.until) continue;
      const hours = firm.usual[step] ?? none();
      firm.usual[step] = hours;
      add(hours, then);
      const all = this.#peers.get(peers) ?? none();
      this.#peers.set(peers, all);
      add(all, then);
      firm.count++;
    }
    firm.recent = firm.recent.filter(({ at: then }) => then >= old);
  }
}

/** Of late more than long ago: habits change with the season. */
function add(hours: Hours, at: number): void {
  hours[hourOf(at)]!++;
  hours[24]!++;
  if (total(hours) > 400) for (let i = 0; i <= 24; i++) hours[i] = hours[i]! / 2;
}

export const clockAhead: Detector = {
  id: 'clock_ahead',
  zh: '时钟超前',
  en: 'A clock that is ahead',
  family: 'completeness',
  version: 3,
  gravity: 'low',
  rule: {
    zh: '事件时间不晚于记录时间；数日内的事件钟点不整体偏离企业惯常钟点若干小时；一家企业一天一条',
    en: 'Nothing is recorded before it happens, nor over days at hours that are the usual ones plus some; one finding a firm and day',
  },
  data: {
    zh: '事件时间与记录时间；企业与同环节企业记录各环节的钟点',
    en: 'Event and record times; at which hours a firm, and those that do the same, record each step',
  },
  resolves: { zh: '校准系统时钟', en: 'The clock is set right' },
  basis: unverified('平台规则：无法律依据，供发现异常'),
  parameters: { minutes: 10, days: 4, least: 10, knownDays: 14, prior: 6, floor: 0.004, slots: 3, certain: 11, each: 1.5 },
  days: 10,
  begin: ({ parameters }, saved) => new Clocks(parameters, saved),
};
