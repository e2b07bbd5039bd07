/** 面上无盲区: whose system has stopped, by its own rhythm and by what those like it do on the same day. */
import { type Detector, day, dayOf, hour, type Observation, type Report, type Running } from '../definition.ts';
import { duty } from './rhythm.ts';

const dayNumber = (at: number): number => Math.floor((at + 8 * hour) / day);
const startOf = (number: number): number => number * day - 8 * hour;
const weekday = (number: number): number => new Date(number * day).getUTCDay();

/** What was usual ten weeks ago counts a third of what is usual now: habits change with the season. */
const fading = 0.9;

interface Rhythm {
  /** Days of each weekday on which it recorded, and all that passed; both fading. */
  readonly active: number[];
  readonly passed: number[];
  /** Number of the first and of the last day on which it recorded. */
  readonly since: number;
  last: number;
  category: string | undefined;
  area: string | undefined;
  lastEvent: string;
  /** That a running system is silent for so long: the chance; and the days on which it should have been heard. */
  chance: number;
  expected: number;
  /** The most days that it was silent though it should have been heard, and then was heard again; fading too. */
  longest: number;
  /** Since the alarm, until it is heard again. */
  open: boolean;
  /** Days after its last record on which others dealt with it, by their records; the earliest first. */
  named: number[];
  /** Days on which others dealt with it and it recorded something about then; and those on which it did not. */
  answered: number;
  missed: number;
}

const shareOn = ({ active, passed }: Rhythm, of: number): number => (active[of]! + 0.5) / (passed[of]! + 1);
/** Firms that rest on the same weekdays keep the same holidays. */
const restsOf = (rhythm: Rhythm): string => [0, 1, 2, 3, 4, 5, 6].filter((of) => shareOn(rhythm, of) < 0.2).join('');
/** That it says nothing on a day on which others dealt with it: as often as before. */
const missing = ({ answered, missed }: Rhythm): number => Math.max(0.02, (missed + 0.5) / (answered + missed + 1));

/** More so when they are in the same business. */
const kindsOf = (rhythm: Rhythm): readonly [string, string] => {
  const rests = restsOf(rhythm);
  return [`${rhythm.category ?? ''} ${rests}`, rests];
};

/** How silent those of a kind are, as a whole: natural logarithms of their chances, none of which counts more than `mostSurprise`. */
interface Quiet {
  readonly sum: number;
  readonly count: number;
}
const surpriseOf = ({ chance }: Rhythm): number => Math.min(-Math.log(chance), mostSurprise);
/** Chance of one in a hundred: a few that have stopped do not make all the others silent. */
const mostSurprise = 4.6;
/** Fewer say nothing of their kind. */
const fewPeers = 8;
/** What was usual two months ago counts a third of what is usual now. */
const slowly = 0.98;

type Parameters = Readonly<Record<'chance' | 'weeks' | 'longest' | 'namedChance' | 'namedDays', number>>;

class Silence implements Running {
  readonly #parameters: Parameters;
  readonly #firms: Map<string, Rhythm>;
  /** The day that is looked at when it is over. */
  #today: number;
  /** By kind: how silent they are on average, on a usual day. */
  readonly #usual: Map<string, number>;

  constructor(parameters: Parameters, saved: unknown) {
    const before = saved as { firms: [string, Rhythm][]; today: number; usual: [string, number][] } | undefined;
    this.#parameters = parameters;
    this.#firms = new Map(before?.firms);
    this.#today = before?.today ?? 0;
    this.#usual = new Map(before?.usual);
  }

  see({ owner, at, recorded, eventID, category, area, fromFirm, toFirm }: Observation, report: Report): void {
    if (owner === undefined) return;
    // What arrives was on its way for some days.
    if (fromFirm !== undefined && fromFirm !== owner) this.#dealt(fromFirm, at, journey);
    if (toFirm !== undefined && toFirm !== owner) this.#dealt(toFirm, at, 0);
    const today = dayNumber(recorded);
    if (this.#today === 0) this.#today = today;
    const known = this.#firms.get(owner);
    if (known === undefined) {
      const none = (): number[] => [0, 0, 0, 0, 0, 0, 0];
      const begun = {
        chance: 1,
        expected: 0,
        longest: 0,
        open: false,
        since: today,
        last: today,
        lastEvent: eventID,
        category,
        area,
        named: [],
        answered: 0,
        missed: 0,
      };
      this.#firms.set(owner, { active: none(), passed: none(), ...begun });
      return;
    }
    const outage = known.open;
    if (known.open) {
      known.open = false;
      report.close(`${owner} ${known.lastEvent}`, recorded, { zh: '已恢复上传', en: 'It records again' }, eventID);
    }
    for (const each of known.named) {
      // The days of an outage say nothing of the habit.
      if (today - each <= patience) known.answered++;
      else if (!outage) known.missed++;
    }
    if (known.answered + known.missed > mostDealt) {
      known.answered /= 2;
      known.missed /= 2;
    }
    known.named = [];
    known.last = today;
    known.lastEvent = eventID;
    known.category = category ?? known.category;
    known.area = area ?? known.area;
    known.longest = Math.max(known.longest * 0.995, outage ? 0 : known.expected);
    known.chance = 1;
    known.expected = 0;
  }

  /** Somebody else records a delivery from it, or to it. */
  #dealt(firm: string, at: number, slack: number): void {
    const known = this.#firms.get(firm);
    if (known === undefined) return;
    const on = dayNumber(at);
    if (on - slack <= known.last) {
      known.answered += 0.5;
      return;
    }
    if (known.named.length < mostNamed && !known.named.includes(on)) known.named.push(on);
  }

  due(): number {
    return this.#today === 0 ? Number.POSITIVE_INFINITY : startOf(this.#today + 1);
  }

  /** A day at a time, so that what is found does not depend on how often time is told. */
  tick(now: number, report: Report): void {
    for (; startOf(this.#today + 1) <= now; this.#today++) this.#close(this.#today, report);
  }

  save(): unknown {
    return { firms: [...this.#firms], today: this.#today, usual: [...this.#usual] };
  }

  #close(today: number, report: Report): void {
    const of = weekday(today);
    const works = this.#working(today, of);
    for (const rhythm of this.#firms.values()) {
      // The days of an outage say nothing of the habit.
      if (rhythm.open) continue;
      const factor =
        kindsOf(rhythm)
          .map((kind) => works.get(kind))
          .find((each) => each !== undefined) ?? 1;
      const share = shareOn(rhythm, of) * factor;
      const heard = rhythm.last === today;
      // Nor do the days on which hardly anybody works.
      if (heard || factor > 0.5) {
        rhythm.passed[of] = rhythm.passed[of]! * fading + 1;
        rhythm.active[of] = rhythm.active[of]! * fading + (heard ? 1 : 0);
      }
      if (heard) continue;
      rhythm.chance *= Math.max(1 - share, 0.01);
      rhythm.expected += share;
    }
    const kinds = this.#quiet(today);
    for (const [owner, rhythm] of this.#firms) {
      if (rhythm.open || rhythm.last === today || !this.#wrong(rhythm, today, this.#times(rhythm, kinds))) continue;
      this.#alarm(owner, rhythm, today, report);
    }
    for (const [kind, { sum, count }] of kinds) {
      if (count < fewPeers) continue;
      const usual = this.#usual.get(kind);
      this.#usual.set(kind, usual === undefined ? sum / count : usual * slowly + (sum / count) * (1 - slowly));
    }
  }

  /** How silent the firms of each business are, on the whole. */
  #quiet(today: number): ReadonlyMap<string, Quiet> {
    const kinds = new Map<string, Quiet>();
    for (const rhythm of this.#firms.values()) {
      if (rhythm.open || today - rhythm.since < this.#parameters.weeks * 7) continue;
      const kind = rhythm.category ?? '';
      const { sum, count } = kinds.get(kind) ?? { sum: 0, count: 0 };
      kinds.set(kind, { sum: sum + surpriseOf(rhythm), count: count + 1 });
    }
    return kinds;
  }

  /** How many times as silent as usual its fellows are: when nobody has anything to sell, silence says so much less. At least 1. */
  #times(rhythm: Rhythm, kinds: ReadonlyMap<string, Quiet>): number {
    const kind = kinds.get(rhythm.category ?? '');
    const usual = this.#usual.get(rhythm.category ?? '');
    if (kind === undefined || kind.count < fewPeers || usual === undefined || usual <= 0) return 1;
    return Math.max(1, (kind.sum - surpriseOf(rhythm)) / (kind.count - 1) / usual);
  }

  #wrong(rhythm: Rhythm, today: number, times: number): boolean {
    const { chance, weeks, longest, namedChance, namedDays } = this.#parameters;
    // It is in business, as others say, and records nothing: told by that, however seldom it records.
    const days = unanswered(rhythm, today);
    if (days >= namedDays && today - rhythm.since >= weeks * 7 && rhythm.chance * missing(rhythm) ** days < namedChance)
      return true;
    if (rhythm.chance >= chance ** times || rhythm.last - rhythm.since < weeks * 7) return false;
    // Silent days come in spells; one much longer than any that it has had is another matter.
    return rhythm.expected >= longest * rhythm.longest;
  }

  /** Of those who rest on the same weekdays: how many recorded, of those that should have. */
  #working(today: number, of: number): ReadonlyMap<string, number> {
    const kinds = new Map<string, { heard: number; expected: number }>();
    for (const rhythm of this.#firms.values()) {
      if (rhythm.open || today - rhythm.since < this.#parameters.weeks * 7) continue;
      for (const kind of kindsOf(rhythm)) {
        const row = kinds.get(kind) ?? { heard: 0, expected: 0 };
        kinds.set(kind, row);
        row.expected += shareOn(rhythm, of);
        if (rhythm.last === today) row.heard++;
      }
    }
    const few = 3;
    return new Map(
      [...kinds].flatMap(([kind, { heard, expected }]): [string, number][] =>
        expected < few ? [] : [[kind, Math.min(1, (heard + 0.5) / (expected + 0.5))]],
      ),
    );
  }

  #alarm(owner: string, rhythm: Rhythm, today: number, report: Report): void {
    const { last, expected, category, area, lastEvent } = rhythm;
    rhythm.open = true;
    const since = dayOf(startOf(last));
    const days = unanswered(rhythm, today);
    const chance = rhythm.chance * missing(rhythm) ** days;
    const [dealtZh, dealtEn] =
      days === 0 ? ['', ''] : [`，其间 ${days} 天有他人记录与其往来`, `, others dealt with it on ${days} days since`];
    report.open({
      cause: `${owner} ${lastEvent}`,
      at: startOf(today + 1),
      organisation: owner,
      category,
      area,
      events: [lastEvent],
      told: {
        zh: `自 ${since} 起无记录；按自身节律与同类企业，应有 ${expected.toFixed(1)} 天有记录${dealtZh}，正常而如此沉默的概率为 ${percent(chance)}`,
        en: `Nothing since ${since}; by its rhythm and its peers ${expected.toFixed(1)} days should have had records${dealtEn}: chance ${percent(chance)}`,
      },
    });
  }
}

/** Days that goods travel, at most. */
const journey = 3;
/** Late records of that day would have come. */
const patience = 3;
const unanswered = ({ named }: Rhythm, today: number): number => named.filter((on) => today - on > patience).length;
/** Days that are kept; and of how many the habit is made. */
const mostNamed = 20;
const mostDealt = 60;

const percent = (share: number): string => `${(share * 100).toPrecision(2)}%`;

export const heartBeat: Detector = {
  id: 'gone_silent',
  zh: '系统停止上传',
  en: 'A system that has stopped',
  family: 'coverage',
  version: 4,
  gravity: 'high',
  rule: {
    zh: '按企业自身的上传节律，沉默的概率低于限值即报警；同类企业普遍休息的日子不计，普遍少记录时限值相应从严；他人记录与其往来而其无记录的日子另计',
    en: 'Silence less likely than the limit by its rhythm, its like on the day, and dealings others record; less still while all its like are silent',
  },
  data: {
    zh: '企业每天是否有记录，按星期几统计，近期为重；同一休息日企业当天的记录比例；他人记录的与其往来',
    en: 'Days on which a firm recorded, by weekday; how many with the same days of rest did; what others record of dealings with it',
  },
  resolves: { zh: '恢复上传', en: 'It records again' },
  basis: duty,
  parameters: { chance: 0.00001, weeks: 4, longest: 1.3, namedChance: 0.0001, namedDays: 2 },
  days: 5,
  begin: ({ parameters }, saved) => new Silence(parameters as Parameters, saved),
};
