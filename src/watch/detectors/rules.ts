/** What the rules of stages found wrong when something was recorded, or refused, or did not follow: one finding a rule, firm and month. */
import type { Words } from '../../categories/definition.ts';
import { unverified } from '../../categories/fields.ts';
import { type Alarm, clockOf, type Detector, dayOf, type Place, type Problem, type Report, type Running } from '../definition.ts';

const first: Place = { askedAt: 0, id: '00000000-0000-0000-0000-000000000000', rule: '', seq: 0 };

const causeOf = ({ rule, owner, askedAt, later }: Alarm): string =>
  `${rule} ${owner ?? 'operator'} ${dayOf(askedAt).slice(0, 7)}${later ? ' overdue' : ''}`;

/** `overdue`: how many there are of the same cause. */
function problemOf(row: Alarm, cause: string, overdue = 0): Problem {
  const refused = row.severity === 'block';
  const count = overdue > 1 ? { zh: `（共 ${overdue} 条）`, en: ` (${overdue} in all)` } : { zh: '', en: '' };
  return {
    cause,
    at: row.askedAt,
    organisation: row.owner ?? undefined,
    category: row.category,
    area: row.area ?? undefined,
    events: [row.eventID],
    told: {
      zh: `${row.rule}${refused ? '（已拒收）' : ''}：${row.zh}（${clockOf(row.askedAt)}）${count.zh}`,
      en: `${row.rule}${refused ? ' (refused)' : ''}: ${row.en} (${clockOf(row.askedAt)})${count.en}`,
    },
  };
}

interface Saved {
  readonly place: Place;
  readonly overdue: readonly (readonly [cause: string, failures: readonly string[]])[];
}

class Rules implements Running {
  readonly #alarms: (after: Place) => Promise<readonly Alarm[]>;
  #place: Place;
  /** By cause what is overdue: rule and event. It ends when all of it was made good, or declared in error. */
  readonly #overdue: Map<string, Set<string>>;
  readonly #causes = new Map<string, string>();
  /** By event the rules that wait for something after it. */
  readonly #waiting = new Map<string, Set<string>>();

  constructor(alarms: (after: Place) => Promise<readonly Alarm[]>, saved: unknown) {
    const before = saved as Saved | undefined;
    this.#alarms = alarms;
    this.#place = before?.place ?? first;
    this.#overdue = new Map(before?.overdue.map(([cause, failures]) => [cause, new Set(failures)]));
    for (const [cause, failures] of this.#overdue)
      for (const each of failures) {
        const [rule, ...eventID] = each.split(' ');
        this.#wait(rule!, eventID.join(' '), cause);
      }
  }

  see(): void {}

  withdraw(eventID: string, at: number, report: Report): void {
    for (const rule of this.#waiting.get(eventID) ?? [])
      this.#end(rule, eventID, report, at, { zh: '该记录已被声明有误', en: 'the record was declared in error' });
  }

  async aside(report: Report): Promise<boolean> {
    const rows = await this.#alarms(this.#place);
    for (const row of rows) this.#read(row, report);
    const last = rows.at(-1);
    if (last === undefined) return false;
    this.#place = { askedAt: last.askedAt, id: last.id, rule: last.rule, seq: last.seq };
    return true;
  }

  save(): Saved {
    return { place: this.#place, overdue: [...this.#overdue].map(([cause, failures]) => [cause, [...failures]]) };
  }

  #read(row: Alarm, report: Report): void {
    const { rule, eventID, outcome, askedAt, zh, en } = row;
    if (outcome === 'holds') {
      this.#end(rule, eventID, report, askedAt, { zh, en });
      return;
    }
    const known = this.#causes.get(`${rule} ${eventID}`);
    const cause = known ?? causeOf(row);
    if (row.later && known === undefined) this.#wait(rule, eventID, cause);
    report.open(problemOf(row, cause, this.#overdue.get(cause)?.size));
  }

  #wait(rule: string, eventID: string, cause: string): void {
    const failure = `${rule} ${eventID}`;
    this.#causes.set(failure, cause);
    this.#overdue.set(cause, (this.#overdue.get(cause) ?? new Set()).add(failure));
    this.#waiting.set(eventID, (this.#waiting.get(eventID) ?? new Set()).add(rule));
  }

  /** Nothing happens where nothing waits. */
  #end(rule: string, eventID: string, report: Report, at: number, told: Words): void {
    const failure = `${rule} ${eventID}`;
    const cause = this.#causes.get(failure);
    if (cause === undefined) return;
    this.#causes.delete(failure);
    const rules = this.#waiting.get(eventID)!;
    rules.delete(rule);
    if (rules.size === 0) this.#waiting.delete(eventID);
    const left = this.#overdue.get(cause)!;
    left.delete(failure);
    if (left.size > 0) return;
    this.#overdue.delete(cause);
    report.close(cause, at, { zh: `${rule}：${told.zh}`, en: `${rule}: ${told.en}` });
  }
}

export const ruleFailed: Detector = {
  id: 'rule_failed',
  zh: '不符合环节规则',
  en: 'A rule of a stage was not kept',
  family: 'completeness',
  version: 2,
  gravity: 'medium',
  rule: {
    zh: '记录须符合该环节的规则，其后应有的记录须按期发生；报警的照收，阻止的拒收，逾期的另列，均一家企业一条规则一个月一条发现',
    en: 'Records keep the rules of their stage, what must follow follows in time; one finding a rule, firm and month, of each kind',
  },
  data: {
    zh: '采集时、到期时各规则的核查结果',
    en: 'What rules found when something was recorded, and when the time of what must follow was over',
  },
  resolves: {
    zh: '逾期的：按期发生的后续记录全部补录后自行消除；其余：更正记录并由主管部门办结',
    en: 'What is overdue ends by itself when all that followed in time is on record; of the rest the record is corrected and the department closes it',
  },
  basis: unverified('各规则自有依据，见 /docs 各环节'),
  parameters: {},
  days: 10,
  begin: ({ alarms }, saved): Running => new Rules(alarms, saved),
};
