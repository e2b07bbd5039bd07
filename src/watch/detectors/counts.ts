/** What is counted against the book, when those who write late have written. */
import { unverified } from '../../categories/fields.ts';
import { Agenda, type Entry } from '../agenda.ts';
import { Aging } from '../aging.ts';
import { clockOf, type Detector, day, type Observation, type Problem, type Report, type Running } from '../definition.ts';
import { amountOf, flowsOf, round, unitOf } from './stock.ts';

/** Lots that nothing has touched for so long are forgotten. */
const remembered = 100 * day;

/** What came and went of a lot, as one firm has it. */
interface Account {
  /** Of all that is not among the flows any more. */
  settled: number;
  /** When and how much, in turns. */
  flows: number[];
}

interface Count {
  readonly key: string;
  readonly at: number;
  readonly is: number;
  readonly problem: Problem;
}

class Counts implements Running {
  readonly #share: number;
  readonly #wait: number;
  readonly #accounts: Aging<Account>;
  readonly #counts: Map<string, Count>;
  readonly #agenda: Agenda;
  readonly #open: Set<string>;

  constructor({ share, days }: { readonly share: number; readonly days: number }, saved: unknown) {
    const before = saved as { accounts: unknown; counts: [string, Count][]; agenda: Entry[]; open: string[] } | undefined;
    this.#share = share;
    this.#wait = days * day;
    this.#accounts = new Aging(remembered, before?.accounts);
    this.#counts = new Map(before?.counts);
    this.#agenda = new Agenda(before?.agenda);
    this.#open = new Set(before?.open);
  }

  see(seen: Observation): void {
    if (seen.owner === undefined) return;
    if (seen.facts.step === 'stock_taking' || seen.facts.step === 'cycle_counting') this.#count(seen);
    else
      for (const { thing, unit, amount } of flowsOf(seen)) {
        const key = `${seen.owner} ${thing} ${unit}`;
        const account = this.#accounts.get(key, seen.recorded) ?? { settled: 0, flows: [] };
        const { flows } = account;
        flows.push(seen.at, amount);
        // Older than any count that still waits.
        let old = 0;
        for (; old < flows.length && flows[old]! < seen.recorded - 2 * this.#wait; old += 2) account.settled += flows[old + 1]!;
        if (old > 0) flows.splice(0, old);
        this.#accounts.set(key, seen.recorded, account);
      }
  }

  due(): number {
    return this.#agenda.next;
  }

  tick(now: number, report: Report): void {
    for (let entry = this.#agenda.take(now); entry !== undefined; entry = this.#agenda.take(now)) {
      const count = this.#counts.get(entry.key)!;
      this.#counts.delete(entry.key);
      this.#judge(count, entry.at, report);
    }
  }

  save(): unknown {
    const accounts = this.#accounts.save();
    return { accounts, counts: [...this.#counts], agenda: this.#agenda.save(), open: [...this.#open] };
  }

  #count(seen: Observation): void {
    for (const { id, quantity, uom, byClass } of seen.facts.participants) {
      if (!byClass || quantity === undefined) continue;
      const key = `${seen.owner} ${id} ${unitOf(uom)}`;
      const name = `${seen.eventID} ${id}`;
      const { owner: organisation, category, area } = seen;
      const problem: Problem = {
        cause: key,
        at: seen.recorded,
        organisation,
        category,
        area,
        subjects: [id],
        events: [seen.eventID],
        told: { zh: unitOf(uom), en: unitOf(uom) },
      };
      this.#counts.set(name, { key, at: seen.at, is: amountOf(quantity, uom), problem });
      this.#agenda.add(Math.max(seen.recorded, seen.at) + this.#wait, name);
    }
  }

  #judge({ key, at, is, problem }: Count, now: number, report: Report): void {
    const account = this.#accounts.get(key, now);
    if (account === undefined) return;
    // In the order in which it happened, not in that in which it was written.
    let should = account.settled;
    for (let i = 0; i < account.flows.length; i += 2) if (account.flows[i]! <= at) should += account.flows[i + 1]!;
    const off = is - should;
    // The count is the truth from here on.
    account.settled += off;
    if (Math.abs(off) <= this.#share * Math.max(should, 1)) {
      if (this.#open.delete(key)) report.close(key, now, { zh: '盘点相符', en: 'The count agrees' }, problem.events![0]);
      return;
    }
    this.#open.add(key);
    const unit = problem.told.en;
    report.open({
      ...problem,
      at: now,
      told: {
        zh: `${clockOf(at)} 盘点 ${round(is)} ${unit}，账面 ${round(should)}，相差 ${round(off)}`,
        en: `${round(is)} ${unit} counted on ${clockOf(at)}, ${round(should)} in the book: ${round(off)} apart`,
      },
    });
  }
}

export const stockDrift: Detector = {
  id: 'count_beside_the_book',
  zh: '账物不符',
  en: 'A count beside the book',
  family: 'completeness',
  version: 3,
  gravity: 'medium',
  rule: {
    zh: '盘点数量与当时账面数量之差不超过容差；等补录期过后再比',
    en: 'What is counted is what the book says of that moment, within the tolerance; compared when late records have come',
  },
  data: { zh: '盘点事件的数量，与该企业该批次的收发存', en: 'Amounts of stock-takings; what came and went of the lot' },
  resolves: { zh: '更正记录，或下次盘点相符', en: 'The records are corrected, or the next count agrees' },
  basis: unverified('平台规则：无法律依据，供发现异常'),
  parameters: { share: 0.05, days: 3 },
  days: 10,
  begin: ({ parameters }, saved) => new Counts(parameters as { share: number; days: number }, saved),
};
