/** What must be inspected by a day, is in use, and was not. */
import { unverified } from '../../categories/fields.ts';
import { Agenda, type Entry } from '../agenda.ts';
import { type Detector, day, dayOf, hour, type Observation, type Report, type Running } from '../definition.ts';

interface Thing {
  /** The last day on which the inspection holds, YYYY-MM-DD. */
  due: string;
  /** eventID of the inspection that says so. */
  readonly inspection: string;
  /** Who inspected it. */
  readonly inspector: string | undefined;
  readonly category: string | undefined;
  readonly area: string | undefined;
  /** Who used or kept it last, and when. */
  user: string | undefined;
  used: number;
  open: boolean;
}

/** When it recorded inspections first and last, and how many. */
interface Inspector {
  readonly since: number;
  readonly last: number;
  readonly count: number;
}
/** Of fewer records nobody knows the pace; so many times as long as usual is a stop. */
const paced = 10;
const slower = 5;

const startOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) - 8 * hour;
const ends: ReadonlySet<string> = new Set(['decommissioning', 'destroying']);

class Overdue implements Running {
  readonly #useDays: number;
  readonly #silentDays: number;
  readonly #things: Map<string, Thing>;
  readonly #agenda: Agenda;
  readonly #inspectors: Map<string, Inspector>;

  constructor(useDays: number, silentDays: number, saved: unknown) {
    const before = saved as { things: [string, Thing][]; agenda: Entry[]; inspectors: [string, Inspector][] } | undefined;
    this.#useDays = useDays;
    this.#silentDays = silentDays;
    this.#inspectors = new Map(before?.inspectors);
    this.#things = new Map(before?.things);
    this.#agenda = new Agenda(before?.agenda);
  }

  see(seen: Observation, report: Report): void {
    const next = seen.value('nextInspection');
    const things = seen.facts.participants.filter(({ byClass }) => !byClass).map(({ id }) => id);
    if (typeof next === 'string' && /^\d{4}-\d\d-\d\d$/.test(next)) {
      if (seen.owner !== undefined) this.#heard(seen.owner, seen.recorded);
      for (const thing of things) this.#inspected(thing, next, seen, report);
      return;
    }
    for (const thing of things) {
      const known = this.#things.get(thing);
      if (known === undefined) continue;
      if (ends.has(seen.facts.step ?? '')) {
        this.#things.delete(thing);
        if (known.open) report.close(thing, seen.recorded, { zh: '已停用', en: 'It was taken out of use' }, seen.eventID);
        continue;
      }
      known.user = seen.owner;
      known.used = Math.max(known.used, seen.at);
      if (!known.open && dayOf(seen.at) > known.due) this.#open(thing, known, seen.recorded, report, seen.eventID);
    }
  }

  due(): number {
    return this.#agenda.next;
  }

  tick(now: number, report: Report): void {
    for (let entry = this.#agenda.take(now); entry !== undefined; entry = this.#agenda.take(now)) {
      const [thing, date] = entry.key.split('\n') as [string, string];
      const known = this.#things.get(thing);
      if (known === undefined || known.open || known.due !== date) continue;
      // In use: somebody has had to do with it of late. What stands in a yard may wait.
      if (known.user === undefined || known.used < entry.at - this.#useDays * day) continue;
      this.#open(thing, known, entry.at, report);
    }
  }

  save(): unknown {
    return { things: [...this.#things], agenda: this.#agenda.save(), inspectors: [...this.#inspectors] };
  }

  #heard(inspector: string, now: number): void {
    const { since, count } = this.#inspectors.get(inspector) ?? { since: now, count: 0 };
    this.#inspectors.set(inspector, { since, last: now, count: count + 1 });
  }

  /** Whoever inspected it has stopped recording, by its own pace: the inspection may have been done, and the thing is not shown to be safe. */
  #isMissed({ inspector }: Thing, now: number): boolean {
    const known = inspector === undefined ? undefined : this.#inspectors.get(inspector);
    if (known === undefined || known.count < paced) return false;
    const pace = (known.last - known.since) / (known.count - 1);
    return now - known.last > Math.max(this.#silentDays * day, slower * pace);
  }

  #inspected(thing: string, next: string, seen: Observation, report: Report): void {
    const known = this.#things.get(thing);
    // Recorded late, and another has come since.
    if (known !== undefined && known.due >= next) return;
    this.#things.set(thing, {
      due: next,
      inspection: seen.eventID,
      inspector: seen.owner,
      category: seen.category,
      area: seen.area,
      user: known?.user,
      used: known?.used ?? 0,
      open: false,
    });
    // The days of late records.
    this.#agenda.add(Math.max(startOf(next) + 4 * day, seen.recorded), `${thing}\n${next}`);
    if (known?.open) report.close(thing, seen.recorded, { zh: '已检验', en: 'It was inspected' }, seen.eventID);
  }

  #open(thing: string, known: Thing, at: number, report: Report, event?: string): void {
    known.open = true;
    const [missedZh, missedEn] = this.#isMissed(known, at)
      ? ['；检验者近期没有任何记录，请一并核实', '; whoever inspected it has recorded nothing of late: ask there, too']
      : ['', ''];
    report.open({
      cause: thing,
      at,
      organisation: known.user,
      category: known.category,
      area: known.area,
      subjects: [thing],
      events: event === undefined ? [known.inspection] : [known.inspection, event],
      told: {
        zh: `检验有效期至 ${known.due}，${dayOf(known.used)} 仍有使用或维保记录，未见检验${missedZh}`,
        en: `Inspected until ${known.due}, used or kept on ${dayOf(known.used)}, and no inspection since${missedEn}`,
      },
    });
  }
}

export const inspectionOverdue: Detector = {
  id: 'inspection_overdue',
  zh: '超期未检仍在使用',
  en: 'In use past its inspection',
  family: 'completeness',
  version: 2,
  gravity: 'high',
  rule: {
    zh: '检验记录所定下次检验日期之前须再次检验，停用者除外',
    en: 'What an inspection says is to be inspected by a day is inspected by then, unless it is out of use',
  },
  data: {
    zh: '检验事件的下次检验日期，与该设备其后的记录',
    en: 'Dates of the next inspection; what was recorded of the thing since',
  },
  resolves: { zh: '检验，或停用、报废', en: 'It is inspected, or taken out of use' },
  basis: unverified('特种设备安全法第四十条：定期检验；宽限与使用天数为平台默认值'),
  parameters: { useDays: 60, silentDays: 10 },
  days: 5,
  begin: ({ parameters }, saved) => new Overdue(parameters.useDays!, parameters.silentDays!, saved),
};
