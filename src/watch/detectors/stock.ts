/** Amounts that do not add up: sold and never had, more than there was, counts beside the book, yields and units out of the usual. */
import { unverified } from '../../categories/fields.ts';
import { role } from '../../events/index.ts';
import { Agenda, type Entry } from '../agenda.ts';
import { Aging } from '../aging.ts';
import { type Detector, day, type Observation, type Report, type Running, worked } from '../definition.ts';
import { directionOf } from '../pairing.ts';
import { Spread, type SpreadState } from '../spread.ts';

const design = unverified('平台规则：无法律依据，供发现异常');

/** Masses in kilograms; other units stay what they are. UN/ECE Recommendation 20. */
const kilograms: Readonly<Record<string, number>> = { KGM: 1, TNE: 1_000, GRM: 0.001, MGM: 1e-6, DTN: 100 };
export const unitOf = (uom: string | undefined): string =>
  uom !== undefined && kilograms[uom] !== undefined ? 'KGM' : (uom ?? 'H87');
export const amountOf = (quantity: number, uom: string | undefined): number => quantity * (kilograms[uom ?? ''] ?? 1);

const gone: ReadonlySet<string> = new Set(['retail_selling', 'dispensing', 'destroying', 'decommissioning', 'consuming']);

interface Flow {
  readonly thing: string;
  readonly unit: string;
  /** Positive: came; negative: went. */
  readonly amount: number;
}

/** What an event does to the stock of who recorded it. */
export const flowsOf = (seen: Observation): readonly Flow[] => worked(seen, flows);

function flows(seen: Observation): readonly Flow[] {
  const direction = directionOf(seen);
  const { step, action } = seen.facts;
  return seen.facts.participants.flatMap(({ id, role: as, quantity, uom, byClass }) => {
    if (!byClass || quantity === undefined) return [];
    const sign = signOf(as, direction, step, action);
    return sign === 0 ? [] : [{ thing: id, unit: unitOf(uom), amount: sign * amountOf(quantity, uom) }];
  });
}

function signOf(as: number, direction: 'in' | 'out' | undefined, step: string | undefined, action: string | undefined): number {
  if (as === role.output || as === role.observedAdd) return 1;
  if (as === role.input || as === role.observedDelete || (step !== undefined && gone.has(step))) return -1;
  if (as !== role.observed || action === undefined) return 0;
  return direction === 'in' ? 1 : direction === 'out' ? -1 : 0;
}

/** Lots that nothing has touched for so long are forgotten: those of which something is left, and those that came out even. */
const remembered = 200 * day;
const settled = 60 * day;
/** Of what came: no more is left of a lot that came out even. */
const little = 0.02;

/** Of what came: an account that ends within it has come out even. */
const exact = 0.0005;

interface Account {
  came: number;
  went: number;
  unit: string;
  /** Events that took, the last few. */
  events: string[];
  /** When its last rest was thrown away, and what went out after that. */
  ended?: number;
  after?: number;
  category: string | undefined;
  area: string | undefined;
  open: boolean;
}

/** Books of every firm and lot. What is short is told after days in which a late record may still explain it. */
class Book implements Running {
  readonly #days: number;
  readonly #share: number;
  readonly #unknown: boolean;
  readonly #accounts: Aging<Account>;
  /** Those that came out even. */
  readonly #even: Aging<Account>;
  readonly #agenda: Agenda;

  /** `unknown`: tells what never came; otherwise what came and was less. */
  constructor(unknown: boolean, days: number, share: number, saved: unknown) {
    const before = saved as { accounts: unknown; even: unknown; agenda: Entry[] } | undefined;
    this.#unknown = unknown;
    this.#days = days;
    this.#share = share;
    this.#accounts = new Aging(remembered, before?.accounts);
    this.#even = new Aging(settled, before?.even);
    this.#agenda = new Agenda(before?.agenda);
  }

  see(seen: Observation, report: Report): void {
    if (seen.owner === undefined) return;
    for (const { thing, unit, amount } of flowsOf(seen)) {
      const key = `${seen.owner}\n${thing}`;
      const account = this.#find(key, seen.recorded) ?? {
        came: 0,
        went: 0,
        unit,
        events: [],
        category: seen.category,
        area: seen.area,
        open: false,
      };
      if (account.unit !== unit) continue;
      if (amount > 0) account.came += amount;
      else {
        account.went -= amount;
        this.#ending(account, seen, -amount);
        const wrong = this.#wrong(account);
        account.events = wrong ? [...account.events.slice(-9), seen.eventID] : [seen.eventID];
        if (wrong) this.#agenda.add(seen.recorded + this.#days * day, key);
      }
      this.#keep(key, seen.recorded, account);
      if (!account.open || this.#wrong(account)) continue;
      account.open = false;
      report.close(
        key.replace('\n', ' '),
        seen.recorded,
        { zh: '已补录来源，账目相符', en: 'Its source was recorded; the book adds up' },
        seen.eventID,
      );
    }
  }

  due(): number {
    return this.#agenda.next;
  }

  tick(now: number, report: Report): void {
    for (let entry = this.#agenda.take(now); entry !== undefined; entry = this.#agenda.take(now)) {
      const account = this.#find(entry.key, entry.at);
      if (account === undefined || account.open || !this.#wrong(account)) continue;
      account.open = true;
      const [owner, thing] = entry.key.split('\n') as [string, string];
      const [came, went] = [round(account.came), round(account.went)];
      report.open({
        cause: `${owner} ${thing}`,
        at: entry.at,
        organisation: owner,
        category: account.category,
        area: account.area,
        subjects: [thing],
        events: account.events,
        told: this.#unknown
          ? {
              zh: `转出 ${went} ${account.unit}，没有生产或收货记录，已过 ${this.#days} 天`,
              en: `${went} ${account.unit} went out, and nothing says that it was made or received, ${this.#days} days on`,
            }
          : {
              zh: `来源合计 ${came} ${account.unit}，转出 ${went} ${account.unit}，多出 ${round(went - came)}`,
              en: `${came} ${account.unit} came, ${went} ${account.unit} went: ${round(went - came)} too many`,
            },
      });
    }
  }

  save(): unknown {
    return { accounts: this.#accounts.save(), even: this.#even.save(), agenda: this.#agenda.save() };
  }

  #find(key: string, now: number): Account | undefined {
    return this.#accounts.get(key, now) ?? this.#even.get(key, now);
  }

  #keep(key: string, now: number, account: Account): void {
    const { came, went } = account;
    const [into, outOf] = Math.abs(came - went) <= little * came ? [this.#even, this.#accounts] : [this.#accounts, this.#even];
    into.set(key, now, account);
    outOf.delete(key);
  }

  /** Once the rest of a lot was thrown away, the tolerance of scales no longer explains what is sold of it. */
  #ending(account: Account, { at, facts: { step } }: Observation, amount: number): void {
    if (step === 'destroying') {
      if (Math.abs(account.came - account.went) <= exact * account.came) account.ended = Math.min(at, account.ended ?? at);
    } else if (account.ended !== undefined && at > account.ended) account.after = (account.after ?? 0) + amount;
  }

  #wrong({ came, went, after }: Account): boolean {
    if (this.#unknown) return came === 0 && went > 0;
    return came > 0 && went > came * (1 + (after === undefined ? this.#share : exact));
  }
}

export const round = (value: number): number => Number(value.toFixed(3));

export const orphanLot: Detector = {
  id: 'lot_of_unknown_origin',
  zh: '批次来源不明',
  en: 'A lot of unknown origin',
  family: 'continuity',
  version: 3,
  gravity: 'high',
  rule: { zh: '企业转出的批次须有其生产或收货记录', en: 'A firm that passes on a lot has made or received it' },
  data: { zh: '同一企业同一批次的收、产、发、售、用数量', en: 'What a firm made, received, sent, sold and used of a lot' },
  resolves: { zh: '补录生产或收货', en: 'Its making or receipt is recorded' },
  basis: design,
  parameters: { days: 3 },
  days: 10,
  begin: ({ parameters }, saved) => new Book(true, parameters.days!, 0, saved),
};

export const moreThanThere: Detector = {
  id: 'more_than_there_was',
  zh: '转出多于来源',
  en: 'More went out than came',
  family: 'continuity',
  version: 3,
  gravity: 'high',
  rule: {
    zh: '企业转出的批次数量不超过其生产或收货数量；余量报废之后不再转出',
    en: 'No more of a lot goes out than was made or received, and none after its rest was thrown away',
  },
  data: { zh: '同一企业同一批次的收、产、发、售、用数量', en: 'What a firm made, received, sent, sold and used of a lot' },
  resolves: { zh: '补录或更正数量', en: 'The missing amount is recorded or corrected' },
  basis: design,
  parameters: { days: 3, share: 0.02 },
  days: 10,
  begin: ({ parameters }, saved) => new Book(false, parameters.days!, parameters.share!, saved),
};

/** What makes one kind of thing comparable: a lot without its number. */
export const kindOf = (thing: string): string => /^(.*\/01\/\d{14})/.exec(thing)?.[1] ?? thing.replace(/[^:/]*$/, '');

export const overYield: Detector = {
  id: 'yield_out_of_the_usual',
  zh: '得率异常',
  en: 'A yield out of the usual',
  family: 'fraud',
  version: 1,
  gravity: 'medium',
  rule: {
    zh: '产出与投入的质量比不高于该企业该产品的惯常范围',
    en: 'Mass out over mass in is no higher than usual for the firm and product',
  },
  data: { zh: '加工事件的投入与产出数量', en: 'Inputs and outputs of transformations' },
  resolves: { zh: '更正投入或产出数量', en: 'The amounts are corrected' },
  basis: design,
  parameters: { least: 8, deviations: 5, share: 0.12 },
  days: 10,
  begin: ({ parameters }, saved) => {
    const spreads = new Map((saved as [string, SpreadState][] | undefined)?.map(([key, state]) => [key, new Spread(state)]));
    return {
      see(seen: Observation, report: Report): void {
        if (seen.facts.type !== 'TransformationEvent') return;
        const sum = (as: number): number | undefined => {
          const parts = seen.facts.participants.filter(({ role: own }) => own === as);
          if (parts.length === 0 || parts.some(({ quantity, uom }) => quantity === undefined || unitOf(uom) !== 'KGM'))
            return undefined;
          return parts.reduce((total, { quantity, uom }) => total + amountOf(quantity!, uom), 0);
        };
        const [into, out] = [sum(role.input), sum(role.output)];
        const made = seen.facts.participants.find(({ role: own }) => own === role.output);
        if (into === undefined || out === undefined || into <= 0 || made === undefined) return;
        const key = `${seen.owner} ${kindOf(made.id)}`;
        const spread = spreads.get(key) ?? new Spread();
        spreads.set(key, spread);
        const ratio = out / into;
        const limit = spread.mean + Math.max(parameters.deviations! * spread.deviation, parameters.share! * spread.mean);
        if (spread.count < parameters.least! || ratio <= limit) {
          spread.add(ratio);
          return;
        }
        // What is out of the usual does not become it.
        report.open({
          cause: seen.eventID,
          at: seen.recorded,
          organisation: seen.owner,
          category: seen.category,
          area: seen.area,
          subjects: [made.id],
          events: [seen.eventID],
          told: {
            zh: `投入 ${round(into)} kg 产出 ${round(out)} kg，得率 ${ratio.toFixed(3)}；以往 ${spread.count} 次平均 ${spread.mean.toFixed(3)}`,
            en: `${round(into)} kg in, ${round(out)} kg out: yield ${ratio.toFixed(3)}, against a mean of ${spread.mean.toFixed(3)} over ${spread.count}`,
          },
        });
      },
      save: () => [...spreads].map(([key, spread]) => [key, spread.state]),
    };
  },
};

export const unitMixed: Detector = {
  id: 'amount_out_of_scale',
  zh: '数量级异常',
  en: 'An amount out of scale',
  family: 'completeness',
  version: 2,
  gravity: 'medium',
  rule: {
    zh: '数量与该企业该环节该产品以往相差不超过两个数量级',
    en: 'Amounts are within two orders of magnitude of what the firm, step and product usually have',
  },
  data: { zh: '批次数量与单位', en: 'Amounts of lots and their units' },
  resolves: { zh: '更正数量或单位', en: 'The amount or its unit is corrected' },
  basis: design,
  parameters: { least: 10, factor: 100, deviations: 5 },
  days: 10,
  begin: ({ parameters }, saved) => {
    const spreads = new Map((saved as [string, SpreadState][] | undefined)?.map(([key, state]) => [key, new Spread(state)]));
    return {
      see(seen: Observation, report: Report): void {
        for (const { id, quantity, uom, byClass } of seen.facts.participants) {
          if (!byClass || quantity === undefined || quantity <= 0) continue;
          // Of the product; where that is new to the firm, of all that it handles in the step and unit.
          const keys = [
            `${seen.owner} ${seen.facts.step} ${kindOf(id)} ${unitOf(uom)}`,
            `${seen.owner} ${seen.facts.step} ${unitOf(uom)}`,
          ];
          const known = keys.map((key) => {
            const spread = spreads.get(key) ?? new Spread();
            spreads.set(key, spread);
            return spread;
          });
          const spread = known.find(({ count }) => count >= parameters.least!) ?? known[0]!;
          const scale = Math.log10(amountOf(quantity, uom));
          const off = Math.abs(scale - spread.mean);
          const limit = Math.max(Math.log10(parameters.factor!), parameters.deviations! * spread.deviation);
          if (spread.count < parameters.least! || off < limit) {
            for (const each of known) each.add(scale);
            continue;
          }
          report.open({
            cause: `${seen.eventID} ${id}`,
            at: seen.recorded,
            organisation: seen.owner,
            category: seen.category,
            area: seen.area,
            subjects: [id],
            events: [seen.eventID],
            told: {
              zh: `${quantity} ${uom ?? 'H87'}，是以往 ${spread.count} 次惯常数量的 ${(10 ** (scale - spread.mean)).toPrecision(2)} 倍`,
              en: `${quantity} ${uom ?? 'H87'}: ${(10 ** (scale - spread.mean)).toPrecision(2)} times what was usual over ${spread.count}`,
            },
          });
        }
      },
      save: () => [...spreads].map(([key, spread]) => [key, spread.state]),
    };
  },
};
