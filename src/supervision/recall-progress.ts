/** How far a recall is: what was answered, what was recovered of what was expected, who is silent; the score of a drill. Pure. */
import type { Amounts, Recall, RecallAnswer, RecallHolder, RecallItem } from '../store/index.ts';

export interface Answered extends Amounts {
  readonly at: number;
  readonly note: string;
  readonly scans: number;
}

const nothing: Amounts = { found: 0, quarantined: 0, sold: 0, returned: 0, destroyed: 0 };
const names = Object.keys(nothing) as (keyof Amounts)[];
const sum = (a: Amounts, b: Amounts): Amounts =>
  Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as Amounts;

/** By holder and thing. What is typed in is the whole as it is then; what is scanned is added to it. */
export function answersByItem(answers: readonly RecallAnswer[]): ReadonlyMap<string, Answered> {
  const found = new Map<string, Answered>();
  for (const each of answers) {
    const key = itemKey(each);
    const before = found.get(key);
    const scan = each.scanned !== null;
    found.set(key, {
      ...(scan ? sum(before ?? nothing, each) : amountsOf(each)),
      at: each.at,
      note: each.note || (before?.note ?? ''),
      scans: (before?.scans ?? 0) + (scan ? 1 : 0),
    });
  }
  return found;
}

export const itemKey = ({ holder, thing }: { readonly holder: string; readonly thing: string }): string => `${holder}\n${thing}`;
const amountsOf = (each: Amounts): Amounts => sum(nothing, each);

/** Taken out of trade. */
export const recoveredOf = ({ quarantined, returned, destroyed }: Amounts): number => quarantined + returned + destroyed;

export interface Recovery {
  readonly uom: string;
  /** What the records leave with the holders, on its way included. */
  readonly expected: { readonly min: number; readonly max: number | null };
  readonly found: number;
  readonly recovered: number;
  readonly sold: number;
}

export interface Progress {
  readonly holders: number;
  readonly answered: number;
  readonly silent: readonly string[];
  readonly overdue: readonly string[];
  readonly items: number;
  readonly itemsAnswered: number;
  /** Share of the things to be found, and of those to be looked for, that are answered; 0 to 1. */
  readonly completion: number;
  /** Of the things to be found, by unit of measure; logistic units repeat what is in them and are left out. */
  readonly recovery: readonly Recovery[];
  readonly effective: number;
  readonly ineffective: number;
}

export function progressOf(
  holders: readonly RecallHolder[],
  items: readonly RecallItem[],
  answers: readonly RecallAnswer[],
  now: number,
): Progress {
  const by = answersByItem(answers);
  const silent = holders.filter(({ answeredAt }) => answeredAt === null);
  const itemsAnswered = items.filter((each) => by.has(itemKey(each))).length;
  const goods = items.filter(({ duty, kind }) => duty === 'must' && (kind === 'lot' || kind === 'instance'));
  const recovery = [...Map.groupBy(goods, ({ uom }) => uom)].map(([uom, rows]): Recovery => {
    const told = rows.map((each) => by.get(itemKey(each)) ?? nothing);
    const add = (value: (amounts: Amounts) => number): number => told.reduce((total, each) => total + value(each), 0);
    return {
      uom,
      expected: {
        min: rows.reduce((total, { heldMin }) => total + heldMin, 0),
        max: rows.reduce<number | null>((total, { heldMax }) => (total === null || heldMax === null ? null : total + heldMax), 0),
      },
      found: add(({ found }) => found),
      recovered: add(recoveredOf),
      sold: add(({ sold }) => sold),
    };
  });
  return {
    holders: holders.length,
    answered: holders.length - silent.length,
    silent: silent.map(({ holder }) => holder),
    overdue: silent.filter(({ dueAt }) => dueAt < now).map(({ holder }) => holder),
    items: items.length,
    itemsAnswered,
    completion: items.length === 0 ? 1 : itemsAnswered / items.length,
    recovery,
    effective: holders.filter(({ effective }) => effective === true).length,
    ineffective: holders.filter(({ effective }) => effective === false).length,
  };
}

export interface Score {
  /** 0 to 100: a third each for answering in time, for what was found being what the log says, for every thing answered. */
  readonly score: number;
  readonly inTime: number;
  readonly agreeing: number;
  readonly answered: number;
  readonly holders: readonly {
    readonly holder: string;
    /** Milliseconds from publication to the last answer; null: silent. */
    readonly took: number | null;
    readonly inTime: boolean;
    /** The same thirds of its own list; absent in drills that were scored before it was kept. */
    readonly score?: number;
    /** Things on its list, and of them those that it answered. */
    readonly items?: number;
    readonly answered?: number;
    /** Things of which what was found lies outside what the records leave there. */
    readonly gaps: readonly {
      readonly thing: string;
      readonly found: number;
      readonly min: number;
      readonly max: number | null;
    }[];
  }[];
}

/** Answers of a drill against the log as it was when the lists were frozen. */
export function scoreOf(
  { publishedAt }: Pick<Recall, 'publishedAt'>,
  holders: readonly RecallHolder[],
  items: readonly RecallItem[],
  answers: readonly RecallAnswer[],
): Score {
  const by = answersByItem(answers);
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  const thirds = (...shares: readonly [number, number, number]): number =>
    Math.round((shares.reduce((sum, each) => sum + each, 0) / 3) * 100);
  const rows = holders.map(({ holder, answeredAt, dueAt }) => {
    const own = items.filter((each) => each.holder === holder);
    const gaps = own.flatMap((each) => {
      const found = by.get(itemKey(each))?.found;
      const { thing, heldMin: min, heldMax: max } = each;
      return found === undefined || (found >= min && (max === null || found <= max)) ? [] : [{ thing, found, min, max }];
    });
    const answered = own.filter((each) => by.has(itemKey(each))).length;
    const inTime = answeredAt !== null && answeredAt <= dueAt;
    return {
      holder,
      took: answeredAt === null || publishedAt === null ? null : answeredAt - publishedAt,
      inTime,
      score: thirds(inTime ? 1 : 0, share(answered - gaps.length, own.length), share(answered, own.length)),
      items: own.length,
      answered,
      gaps,
    };
  });
  const told = items.filter((each) => by.has(itemKey(each))).length;
  const wrong = rows.reduce((total, { gaps }) => total + gaps.length, 0);
  const [inTime, agreeing, answered] = [
    share(rows.filter((each) => each.inTime).length, rows.length),
    share(told - wrong, items.length),
    share(told, items.length),
  ];
  return { score: thirds(inTime, agreeing, answered), inTime, agreeing, answered, holders: rows };
}
