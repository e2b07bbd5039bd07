/** What lies in what: things sent out of a closed case, cases sent that were emptied, one thing in two places. */
import { unverified } from '../../categories/fields.ts';
import { role } from '../../events/index.ts';
import { Aging } from '../aging.ts';
import { Deferred } from '../deferred.ts';
import {
  clockOf,
  type Detector,
  day,
  type Observation,
  type Past,
  type Problem,
  type Report,
  type Running,
} from '../definition.ts';
import { kindOf } from './stock.ts';

const design = unverified('平台规则：无法律依据，供发现异常');

const into: readonly number[] = [role.childAdd, role.partAdd];
const outOf: readonly number[] = [role.childDelete, role.partDelete];
const moves: ReadonlySet<string> = new Set(['shipping', 'retail_selling', 'dispensing']);

/** Single things of the event in these roles. */
const unitsIn = ({ facts }: Observation, roles: readonly number[]): string[] =>
  facts.participants.flatMap(({ id, role: as, byClass }) => (!byClass && roles.includes(as) ? [id] : []));

const problemOf = (seen: Observation, thing: string, zh: string, en: string): Problem => ({
  cause: thing,
  at: seen.recorded,
  organisation: seen.owner,
  category: seen.category,
  area: seen.area,
  subjects: [thing],
  events: [seen.eventID],
  told: { zh, en },
});

/** In the order in which it happened; of the same moment, in that in which it was recorded. */
const lastBefore = (past: readonly Past[], at: number, roles: readonly number[]): Past | undefined =>
  past
    .filter((row) => roles.includes(row.role) && row.at <= at)
    .reduce<Past | undefined>((last, row) => (last === undefined || row.at >= last.at ? row : last), undefined);
const firstAfter = (past: readonly Past[], at: number, roles: readonly number[]): Past | undefined =>
  past
    .filter((row) => roles.includes(row.role) && row.at > at)
    .reduce<Past | undefined>((first, row) => (first === undefined || row.at < first.at ? row : first), undefined);

/** Whatever order the records come in: what is told of the thing that was inside, and of the record by which it was elsewhere. */
type Sentence = (inside: number, moved: number) => readonly [zh: string, en: string];
/** Of what was taken out, though nothing says when it was put in: it was inside before it moved. */
type LateSentence = (moved: number, takenOut: number) => readonly [zh: string, en: string];

/** Judges by the past, and waits some days for the record of the taking out that explains it. */
class StillInside implements Running {
  readonly #days: number;
  readonly #roles: readonly number[];
  /** Whether a record of these steps, in these roles, is that of a thing on its own; of packing, that of one put in elsewhere. */
  readonly #steps: ReadonlySet<string> | undefined;
  readonly #told: Sentence;
  /** Undefined where the taking out alone says nothing. */
  readonly #late: LateSentence | undefined;
  readonly #deferred: Deferred;

  constructor(
    days: number,
    roles: readonly number[],
    steps: ReadonlySet<string> | undefined,
    told: Sentence,
    saved: unknown,
    late?: LateSentence,
  ) {
    this.#days = days;
    this.#roles = roles;
    this.#steps = steps;
    this.#told = told;
    this.#late = late;
    this.#deferred = new Deferred(saved);
  }

  asks(seen: Observation): readonly string[] {
    return [
      ...new Set([...this.#moving(seen), ...unitsIn(seen, into), ...(this.#late === undefined ? [] : unitsIn(seen, outOf))]),
    ];
  }

  see(seen: Observation, report: Report): void {
    // Taken out before it moved, and recorded after.
    for (const thing of unitsIn(seen, outOf))
      if (seen.at <= (this.#deferred.momentOf(thing) ?? Number.NEGATIVE_INFINITY))
        this.#deferred.takeBack(
          thing,
          seen.recorded,
          report,
          { zh: '已补录取出', en: 'It was recorded that it was taken out' },
          seen.eventID,
        );
    const moving = this.#moving(seen);
    for (const thing of moving) this.#moved(thing, seen);
    for (const thing of unitsIn(seen, into)) this.#putIn(thing, seen);
    if (this.#late !== undefined) for (const thing of unitsIn(seen, outOf)) this.#takenOut(thing, seen, this.#late);
  }

  due(): number {
    return this.#deferred.due();
  }

  tick(now: number, report: Report): void {
    this.#deferred.tick(now, report);
  }

  save(): unknown {
    return this.#deferred.save();
  }

  /** Things that the event shows on their own. */
  #moving(seen: Observation): readonly string[] {
    if (this.#steps === undefined) return unitsIn(seen, this.#roles);
    return this.#steps.has(seen.facts.step ?? '') ? unitsIn(seen, this.#roles) : [];
  }

  #isMove({ role: as, step }: Past): boolean {
    return this.#roles.includes(as) && (this.#steps === undefined || this.#steps.has(step ?? ''));
  }

  /** It moves, and was put in before; or is taken out after by a record that came sooner. */
  #moved(thing: string, seen: Observation): void {
    const past = seen.past(thing);
    const last = lastBefore(past, seen.at, [...into, ...outOf]);
    if (last === undefined) {
      const next = firstAfter(past, seen.at, [...into, ...outOf]);
      if (this.#late === undefined || next === undefined || !outOf.includes(next.role)) return;
      this.#wait(thing, seen, seen.owner, seen.at, this.#late(seen.at, next.at));
      return;
    }
    // The same packing recorded twice is another matter.
    if (!into.includes(last.role) || last.at === seen.at) return;
    // A case that was emptied without a list: the thing has been seen on its own since.
    if (past.some((row) => row.at > last.at && row.at <= seen.at && row.role === role.observed)) return;
    this.#wait(thing, seen, seen.owner, seen.at, this.#told(last.at, seen.at));
  }

  /** Its packing is recorded late: what happened after that, until it was put in or taken out again, was recorded before. */
  #putIn(thing: string, seen: Observation): void {
    const past = seen.past(thing);
    const next = firstAfter(past, seen.at, [...into, ...outOf]);
    const moved = past
      .filter((row) => row.at > seen.at && this.#isMove(row) && row.at <= (next?.at ?? Number.POSITIVE_INFINITY))
      .reduce<Past | undefined>((first, row) => (first === undefined || row.at < first.at ? row : first), undefined);
    if (moved === undefined) return;
    const emptied = past.some((row) => row.at > seen.at && row.at < moved.at && row.role === role.observed);
    if (!emptied) this.#wait(thing, seen, moved.owner ?? undefined, moved.at, this.#told(seen.at, moved.at));
  }

  /** Whatever is taken out was inside since it was last put in; where that is in no record, since before it moved on its own. */
  #takenOut(thing: string, seen: Observation, late: LateSentence): void {
    const past = seen.past(thing).filter(({ at }) => at < seen.at);
    const moved = past.findLast((row) => this.#isMove(row));
    // Put in since, told by its packing, or explained by an earlier taking out.
    if (moved === undefined || past.some(({ role: as }) => [...into, ...outOf].includes(as))) return;
    this.#wait(thing, seen, moved.owner ?? undefined, moved.at, late(moved.at, seen.at));
  }

  #wait(thing: string, seen: Observation, owner: string | undefined, at: number, [zh, en]: readonly [string, string]): void {
    this.#deferred.wait(thing, seen.recorded + this.#days * day, {
      ...problemOf(seen, thing, zh, en),
      organisation: owner,
      at,
    });
  }
}

export const packedElsewhere: Detector = {
  id: 'shipped_while_packed',
  zh: '单品在包装内却单独发出或售出',
  en: 'Shipped or sold while packed in something else',
  family: 'continuity',
  version: 4,
  gravity: 'medium',
  rule: { zh: '装入包装的单品拆出之前不单独流转', en: 'What was packed does not move on its own before it is taken out' },
  data: {
    zh: '发货、零售事件中的单品及其装箱、拆箱记录',
    en: 'Single things of dispatches and sales; their packing and unpacking',
  },
  resolves: { zh: '补录拆箱，或更正错误的编码', en: 'The unpacking is recorded, or the wrong code corrected' },
  basis: design,
  parameters: { days: 3 },
  days: 10,
  begin: ({ parameters }, saved) =>
    new StillInside(
      parameters.days!,
      [role.observed, role.observedDelete],
      moves,
      (packed, moved) => [
        `${clockOf(packed)} 装入包装，未见拆箱，${clockOf(moved)} 单独发出`,
        `Packed on ${clockOf(packed)} and never taken out, moved on its own on ${clockOf(moved)}`,
      ],
      saved,
      (moved, takenOut) => [
        `${clockOf(moved)} 已单独发出，${clockOf(takenOut)} 又从包装中取出，其间未装入`,
        `Moved on its own on ${clockOf(moved)}, and was taken out of a case on ${clockOf(takenOut)} into which it was not put since`,
      ],
    ),
};

export const inTwoPlaces: Detector = {
  id: 'in_two_places',
  zh: '一物在两处',
  en: 'One thing in two places',
  family: 'continuity',
  version: 2,
  gravity: 'high',
  rule: {
    zh: '装入包装或装上设备的单品，取出之前不装入另一处',
    en: 'What was packed or fitted is not packed or fitted elsewhere before it is taken out',
  },
  data: { zh: '装箱、安装、拆箱、拆卸事件', en: 'Packing and fitting; unpacking and removing' },
  resolves: { zh: '补录拆箱或拆卸，或更正错误的编码', en: 'The taking out is recorded, or the wrong code corrected' },
  basis: design,
  parameters: { days: 3 },
  days: 5,
  begin: ({ parameters }, saved) =>
    new StillInside(
      parameters.days!,
      into,
      undefined,
      (first, second) => [
        `${clockOf(first)} 已装入一处，未见取出，${clockOf(second)} 又装入另一处`,
        `Put into one on ${clockOf(first)} and never taken out, put into another on ${clockOf(second)}`,
      ],
      saved,
    ),
};

const parents: readonly number[] = [role.parentAdd, role.parentDelete, role.parentEmptied];

/** What went into and came out of a container. */
interface Contents {
  /** As many were taken out as there always are, though nothing says how many were put in. */
  all?: boolean;
  into: number;
  outOf: number;
  /** When the last was taken out. */
  emptiedAt: number;
  /** Dispatches after that: a packing that is recorded late may show that nothing was left. */
  moved: { readonly at: number; readonly problem: Problem }[];
}

/** How many were taken out at once of cases of a product. */
interface Habit {
  count: number;
  times: number;
}

/** So often in a row as many: that is all that is in such a case. */
const always = 8;

/** How many things lie in each container. */
class Emptied implements Running {
  /** Containers that are whole for so long are forgotten. */
  readonly #known: Aging<Contents>;
  /** By product: of cases whose packing is in no record. */
  readonly #habits: Map<string, Habit>;

  constructor(days: number, saved: unknown) {
    const before = saved as { known: unknown; habits: [string, Habit][] } | undefined;
    this.#known = new Aging(days * day, before?.known);
    this.#habits = new Map(before?.habits);
  }

  see(seen: Observation, report: Report): void {
    const { facts } = seen;
    if (facts.type === 'AggregationEvent') {
      const parent = facts.participants.find(({ role: as }) => parents.includes(as));
      if (parent !== undefined) this.#packed(parent.id, parent.role, seen, report);
    } else if (facts.step === 'shipping')
      for (const id of unitsIn(seen, [role.observed, role.parentObserve])) this.#moved(id, seen, report);
  }

  save(): unknown {
    return { known: this.#known.save(), habits: [...this.#habits] };
  }

  /** Whether as many were taken out as always are of such a case. */
  #isUsual(product: string, count: number): boolean {
    const habit = this.#habits.get(product);
    if (habit?.count !== count) {
      this.#habits.set(product, { count, times: 1 });
      return false;
    }
    habit.times++;
    return habit.times > always;
  }

  #packed(id: string, as: number, { at, recorded, facts }: Observation, report: Report): void {
    const known = this.#known.get(id, recorded) ?? { into: 0, outOf: 0, emptiedAt: 0, moved: [] };
    this.#known.set(id, recorded, known);
    const inside = facts.participants.filter(({ role: own }) => into.includes(own) || outOf.includes(own));
    const children = inside.length;
    if (as === role.parentAdd) {
      // Packed anew: it counts from there.
      if (at > known.emptiedAt && known.emptiedAt > 0 && known.into > 0 && known.outOf >= known.into)
        Object.assign(known, { into: children, outOf: 0, emptiedAt: 0, moved: [] });
      else known.into += children;
    } else {
      known.outOf += as === role.parentEmptied ? Math.max(children, known.into - known.outOf) : children;
      known.emptiedAt = Math.max(known.emptiedAt, at);
      if (children > 0 && this.#isUsual(kindOf(inside[0]!.id), children)) known.all = true;
    }
    if (!isEmpty(known)) return;
    for (const { at: then, problem } of known.moved) if (then > known.emptiedAt) report.open({ ...problem, at: recorded });
    known.moved = [];
  }

  #moved(id: string, seen: Observation, report: Report): void {
    const known = this.#known.get(id, seen.recorded);
    const { disposition } = seen.facts;
    // Empties go back as such.
    if (known === undefined || known.outOf === 0 || seen.at <= known.emptiedAt) return;
    if (disposition === 'returned' || disposition === 'container_open') return;
    const at = clockOf(known.emptiedAt);
    const problem = problemOf(
      seen,
      id,
      `${at} 已全部拆出，${clockOf(seen.at)} 又整件发出`,
      `Emptied on ${at}, shipped as a whole on ${clockOf(seen.at)}`,
    );
    if (isEmpty(known)) report.open(problem);
    // Not known to have been packed: it may hold more than the list says, until its packing is recorded.
    else if (known.into === 0 && known.moved.length < 5) known.moved.push({ at: seen.at, problem });
  }
}

const isEmpty = ({ into: packed, outOf: taken, all }: Contents): boolean => (packed > 0 ? taken >= packed : all === true);

export const emptiedParent: Detector = {
  id: 'shipped_after_unpacking',
  zh: '已拆空的包装又整件发出',
  en: 'A container shipped after it was emptied',
  family: 'continuity',
  version: 4,
  gravity: 'medium',
  rule: {
    zh: '拆空的包装重新装箱之前不再整件发出，空箱退回除外',
    en: 'An emptied container is not shipped as a whole before it is packed again, but for empties that go back as such',
  },
  data: { zh: '装箱、拆箱的件数与发货事件中的包装', en: 'How many were packed and unpacked; containers of dispatches' },
  resolves: { zh: '补录装箱，或更正错误的编码', en: 'The packing is recorded, or the wrong code corrected' },
  basis: design,
  parameters: { days: 200 },
  days: 10,
  begin: ({ parameters }, saved) => new Emptied(parameters.days!, saved),
};
