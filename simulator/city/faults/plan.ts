/** When something goes wrong, and the book of what did: the truth that the watch never reads. */
import { thingsIn } from '../../../src/categories/rules/situation.ts';
import { Chance } from '../chance.ts';
import type { City } from '../city.ts';
import type { Firm } from '../firms.ts';
import { day, hour, midnight } from '../time.ts';
import { type FaultKind, faultKinds } from './kinds.ts';

/** One injected fault. Times are milliseconds since 1970. */
export interface Truth {
  readonly id: string;
  readonly kind: string;
  /** When it began to be wrong. */
  readonly at: number;
  /** When the first record came by which it can be told; the time at which one is missing, where one is missing. */
  recordedAt: number;
  /** Where it lasts: when it ended. */
  readonly until?: number | undefined;
  /** uuid */
  readonly organisation: string;
  /** Canonical URI of the site of that organisation. */
  readonly place: string;
  /** Others in it: the two ends of a delivery. */
  readonly others: readonly string[];
  /** Canonical URIs; of a silent firm, what it did something with and recorded nothing of. */
  readonly subjects: string[];
  readonly events: string[];
  readonly expected: readonly string[];
  /** Why nothing in the data tells of it, though it happened: it is neither missed nor found. */
  readonly unseen?: string | undefined;
}

export interface Told {
  readonly at: number;
  readonly recordedAt?: number | undefined;
  readonly until?: number | undefined;
  readonly others?: readonly Firm[];
  readonly subjects?: readonly string[];
  readonly events?: readonly string[];
}

export interface FaultOptions {
  /** Faults for each event of the city, about. */
  readonly rate: number;
  /** Days at the beginning in which nothing goes wrong but what was wrong from the first day: the watch learns what is usual. */
  readonly quiet: number;
  /** Days at the end in which nothing begins to go wrong: nothing could be noticed in time. */
  readonly rest: number;
}

/** Events of a firm and day, about; how many there are is counted in the run. */
const usual = 3;
/** Fewer records than these, all of them at hours of work and before they were recorded, are like any others. */
const telling = 5;
const likeAny = `fewer than ${telling} records, each told at an hour in which the firm works and earlier than it was recorded`;
/** What comes within three days is in time. */
const allowed = 3 * day;
/** Events named with one fault; the rest are known by the firm and the time. */
const mostEvents = 400;
/** Troubles of a firm that show in its records. */
const troubles: ReadonlySet<string> = new Set(['late_upload', 'back_dated', 'clock_skew']);

export class Faults {
  readonly truths: Truth[] = [];
  /** Firms that never record anything. */
  mute: ReadonlySet<Firm> = new Set();
  readonly #city: City;
  readonly #options: FaultOptions;
  readonly #chance: Chance;
  readonly #kinds = new Map(faultKinds.map((kind) => [kind.id, kind]));
  readonly #owed = new Map<string, number>();
  readonly #running = new Map<Firm, Truth>();
  readonly #withheld = new Map<Truth, number>();
  /** Clocks of which a record tells a time that has not come yet, or at which the firm does not work. */
  readonly #strange = new Set<Truth>();
  /** How long the slowest record of a firm in trouble took, milliseconds. */
  readonly #slowest = new Map<Truth, number>();

  constructor(city: City, options: FaultOptions) {
    this.#city = city;
    this.#options = options;
    this.#chance = new Chance(`${city.options.seed} faults`);
  }

  /** Begins to count the days; firms’ own troubles come by themselves. */
  begin(): void {
    const { begins } = this.#city.options;
    const tomorrow = (at: number): void =>
      this.#city.at(at, () => {
        if (this.isOn(at)) {
          for (const kind of faultKinds) if (!kind.standing) this.#add(kind.id, this.#chance.count(this.#perDay(kind)));
          this.#trouble(at);
        }
        tomorrow(at + day);
      });
    tomorrow(begins + hour);
  }

  /** Whether it goes wrong on this occasion. */
  strike(id: string): boolean {
    const owed = this.#owed.get(id) ?? 0;
    if (owed < 1 || !this.isOn(this.#city.now) || !this.#chance.of(this.#kinds.get(id)?.take ?? 0.2)) return false;
    this.#owed.set(id, owed - 1);
    return true;
  }

  /** Whether a lot that a factory delivers is bad, about as often as other things go wrong: by the chance of who is hurt by it. */
  isBad(chance: Chance): boolean {
    const { rate } = this.#options;
    if (rate === 0 || !this.isOn(this.#city.now)) return false;
    const lots = 2.5 * this.#city.of('factory').length;
    return chance.of(Math.min(0.2, this.#perDay({ ...this.#kinds.get('complaint_cluster')!, weight: 0.6 }) / lots));
  }

  /** Firms of these that have a standing fault from the first day on. */
  standing(id: string, of: readonly Firm[]): Firm[] {
    const kind = this.#kinds.get(id)!;
    const wanted = Math.round(this.#perDay(kind) * this.#city.options.days);
    const count = this.#options.rate === 0 ? 0 : Math.min(Math.max(wanted, 2), Math.ceil(of.length * 0.03));
    const left = [...of];
    return Array.from(
      { length: Math.min(count, left.length) },
      () => left.splice(Math.floor(this.#chance.next() * left.length), 1)[0]!,
    );
  }

  /** Nothing is told of what a silent firm did: it is in no record. */
  tell(kind: string, firm: Firm, told: Told): Truth | undefined {
    if ('recordedAt' in told && told.recordedAt === undefined) return undefined;
    if (this.mute.has(firm) && kind !== 'never_reports') return undefined;
    const { at, recordedAt, until, others = [], subjects = [], events = [] } = told;
    const truth: Truth = {
      id: `F${String(this.truths.length + 1).padStart(6, '0')}`,
      kind,
      at,
      recordedAt: recordedAt ?? at,
      ...(until === undefined ? {} : { until }),
      organisation: firm.id,
      place: firm.place,
      others: others.map(({ id }) => id),
      subjects: [...subjects],
      events: [...events],
      expected: this.#kinds.get(kind)!.expected,
    };
    this.truths.push(truth);
    return truth;
  }

  /** An event of a firm that was not recorded because the firm is silent. */
  silenced(firm: Firm, event: Readonly<Record<string, unknown>>): void {
    const truth = this.#running.get(firm);
    if (truth === undefined) return;
    this.#withheld.set(truth, (this.#withheld.get(truth) ?? 0) + 1);
    const { subjects } = truth;
    for (const { code } of (['things', 'outputs'] as const).flatMap((at) => thingsIn(event, at)))
      if (subjects.length < mostEvents && !subjects.includes(code)) subjects.push(code);
  }

  /**
   * What there is to be noticed when the run is over: not what was to show after its end, and not the trouble of a firm that had nothing
   * to record while it lasted. A firm that wrote up fewer than six records at once was late, unless all of them came within the days that
   * the city allows.
   */
  get settled(): readonly Truth[] {
    return this.truths.flatMap((truth) => {
      const { kind, events, recordedAt } = truth;
      if (recordedAt >= this.#city.ends) return [];
      if (kind === 'silent_firm') return (this.#withheld.get(truth) ?? 0) === 0 ? [] : [truth];
      if (!troubles.has(kind)) return [truth];
      if (events.length === 0) return [];
      if (kind === 'clock_skew')
        return [this.#strange.has(truth) || events.length >= telling ? truth : { ...truth, unseen: likeAny }];
      if ((this.#slowest.get(truth) ?? 0) <= allowed) return [];
      if (kind !== 'back_dated' || events.length >= 6) return [truth];
      return [{ ...truth, kind: 'late_upload', expected: this.#kinds.get('late_upload')!.expected }];
    });
  }

  /** An event of a firm that was recorded: part of the trouble that the firm is in. */
  recorded(firm: Firm, id: string, at: number, recorded: number, device: boolean): void {
    const truth = this.#running.get(firm);
    // What a device sends by itself is neither late nor kept back.
    if (truth === undefined || (device && truth.kind !== 'clock_skew')) return;
    if (at >= truth.until!) {
      this.#running.delete(firm);
      return;
    }
    if (truth.events.length === 0) truth.recordedAt = recorded;
    const told = at + (truth.kind === 'clock_skew' ? firm.trouble.skew : 0);
    const [from, till] = firm.trade.hours;
    const hours = (told - midnight(told)) / hour;
    if (told > recorded || hours < from || hours >= till) this.#strange.add(truth);
    this.#slowest.set(truth, Math.max(this.#slowest.get(truth) ?? 0, recorded - at));
    if (truth.events.length < mostEvents) truth.events.push(id);
  }

  #perDay({ weight = 1 }: FaultKind): number {
    const total = faultKinds.reduce((sum, { weight: each = 1 }) => sum + each, 0);
    return (this.#options.rate * usual * this.#city.options.firms * weight) / total;
  }

  /** Whether anything goes wrong at that time: neither in the first days nor in the last. */
  isOn(at: number): boolean {
    const { begins } = this.#city.options;
    return at >= begins + this.#options.quiet * day && at < this.#city.ends - this.#options.rest * day;
  }

  #add(id: string, count: number): void {
    this.#owed.set(id, (this.#owed.get(id) ?? 0) + count);
  }

  /** What befalls a firm as a whole. */
  #trouble(at: number): void {
    const chance = this.#chance;
    const begin = (kind: string, days: number, put: (firm: Firm, from: number, until: number) => void): void => {
      for (let left = this.#owed.get(kind) ?? 0; left >= 1; left--) {
        this.#owed.set(kind, left - 1);
        const firm = chance.pick(this.#city.firms);
        const later = at + chance.between(0, 12) * hour;
        // Silence begins at an hour of the day; everything else with the day.
        const from = kind === 'silent_firm' ? later : at;
        const until = later + days * day;
        if (this.#running.has(firm) || this.#isIn(firm, from)) continue;
        const truth = this.tell(kind, firm, { at: from, until });
        if (truth === undefined) continue;
        put(firm, from, until);
        this.#running.set(firm, truth);
      }
    };
    begin('silent_firm', chance.between(45, 120), ({ trouble }, from, until) => {
      trouble.silent = [from, until];
    });
    begin('late_upload', chance.between(8, 20), ({ trouble }, _, until) => {
      trouble.lateUntil = until;
    });
    begin('back_dated', chance.between(9, 16), ({ trouble }, _, until) => {
      trouble.heldUntil = until;
    });
    begin('clock_skew', chance.between(4, 12), ({ trouble }, _, until) => {
      // Most often the wall time of the place is told as UTC.
      trouble.skew = (chance.of(0.7) ? 8 : chance.between(1, 12)) * hour;
      trouble.skewUntil = until;
    });
  }

  #isIn({ trouble }: Firm, at: number): boolean {
    return trouble.silent[1] > at || trouble.lateUntil > at || trouble.heldUntil > at || trouble.skewUntil > at;
  }
}
