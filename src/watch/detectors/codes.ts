/** One code, two lives: clones, codes made twice, journeys nobody can make, things shipped out of a closed case. */
import { unverified } from '../../categories/fields.ts';
import { role } from '../../events/index.ts';
import { Aging } from '../aging.ts';
import {
  clockOf,
  type Detector,
  hour,
  type Observation,
  type Past,
  type Position,
  type Report,
  type Running,
  type Surroundings,
} from '../definition.ts';

const design = unverified('平台规则：无法律依据，供发现异常');

const sales: ReadonlySet<string> = new Set(['retail_selling', 'dispensing']);
const isSale = (step: string | null | undefined): boolean => step !== null && step !== undefined && sales.has(step);
const comesBack = (row: Past): boolean => row.disposition === 'returned' || row.step === 'receiving' || row.step === 'accepting';

/** Single things that the event is about; not lots, not what only lies inside. */
const units = ({ facts }: Observation, ...roles: readonly number[]): string[] =>
  facts.participants.flatMap(({ id, role: as, byClass }) => (!byClass && roles.includes(as) ? [id] : []));
const seenRoles = [role.observed, role.observedAdd, role.observedDelete, role.parentObserve];

/** Judges each single thing of an event by what the log had of it. */
class ByPast implements Running {
  readonly #things: (seen: Observation) => readonly string[];
  readonly #judge: (seen: Observation, thing: string, past: readonly Past[], report: Report) => void;

  constructor(
    things: (seen: Observation) => readonly string[],
    judge: (seen: Observation, thing: string, past: readonly Past[], report: Report) => void,
  ) {
    this.#things = things;
    this.#judge = judge;
  }

  asks(seen: Observation): readonly string[] {
    return this.#things(seen);
  }

  see(seen: Observation, report: Report): void {
    for (const thing of this.#things(seen)) this.#judge(seen, thing, seen.past(thing), report);
  }

  save(): null {
    return null;
  }
}

export const soldTwice: Detector = {
  id: 'sold_twice',
  zh: '同一编码售出两次',
  en: 'One code sold twice',
  family: 'fraud',
  version: 1,
  gravity: 'high',
  rule: { zh: '售出的单品在退回之前不会再次售出', en: 'A single thing that was sold is not sold again before it came back' },
  data: { zh: '零售、发药事件中的单品编码及其既往记录', en: 'Single codes of sales, and their past' },
  resolves: { zh: '更正错误的一笔，或补录退货', en: 'The wrong sale is corrected, or the return recorded' },
  basis: design,
  parameters: {},
  days: 5,
  begin: () =>
    new ByPast(
      (seen) => (isSale(seen.facts.step) ? units(seen, ...seenRoles) : []),
      (seen, thing, past, report) => {
        const last = past.findLast((row) => isSale(row.step) || comesBack(row));
        if (last === undefined || !isSale(last.step)) return;
        report.open({
          cause: thing,
          at: seen.recorded,
          organisation: seen.owner,
          category: seen.category,
          area: seen.area,
          subjects: [thing],
          events: [seen.eventID],
          told: {
            zh: `${clockOf(last.at)} 已售出，${clockOf(seen.at)} 又售出`,
            en: `Sold on ${clockOf(last.at)}, and again on ${clockOf(seen.at)}`,
          },
        });
      },
    ),
};

export const madeTwice: Detector = {
  id: 'made_twice',
  zh: '同一编码启用两次',
  en: 'One code commissioned twice',
  family: 'fraud',
  version: 1,
  gravity: 'high',
  rule: { zh: '一个单品编码只启用一次', en: 'The code of a single thing is commissioned once' },
  data: { zh: '启用与产出事件中的单品编码及其既往记录', en: 'Single codes that are commissioned or put out, and their past' },
  resolves: { zh: '更正错误的一次启用', en: 'The wrong commissioning is corrected' },
  basis: design,
  parameters: {},
  days: 5,
  begin: () => {
    const made: readonly number[] = [role.observedAdd, role.output];
    return new ByPast(
      (seen) => units(seen, ...made),
      (seen, thing, past, report) => {
        const before = past.find((row) => made.includes(row.role));
        if (before === undefined) return;
        report.open({
          cause: thing,
          at: seen.recorded,
          organisation: seen.owner,
          category: seen.category,
          area: seen.area,
          subjects: [thing],
          events: [seen.eventID],
          told: {
            zh: `${clockOf(before.at)} 已启用，${clockOf(seen.at)} 再次启用`,
            en: `Commissioned on ${clockOf(before.at)}, and again on ${clockOf(seen.at)}`,
          },
        });
      },
    );
  },
};

interface LastSeen {
  readonly at: number;
  readonly place: string;
  readonly eventID: string;
}

/** Great-circle distance, km. */
export function distance(a: Position, b: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [dLat, dLon] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * 6_371 * Math.asin(Math.sqrt(h));
}

/** Sightings of one thing that are compared: what is recorded late stands between others. */
const sightings = 4;

/** Remembers of each single thing where it was of late, for as long as a journey may be in doubt. */
class Travel implements Running {
  readonly #around: Surroundings;
  readonly #hours: number;
  readonly #seen: Aging<readonly LastSeen[]>;

  constructor(around: Surroundings, saved: unknown) {
    this.#around = around;
    this.#hours = around.parameters.hours!;
    // Recorded late, too: twice the time.
    this.#seen = new Aging(2 * this.#hours * hour, saved);
  }

  see(seen: Observation, report: Report): void {
    const place = seen.facts.readPoint ?? seen.facts.bizLocation;
    if (place === undefined || this.#around.roster.positionOf(place) === undefined) return;
    for (const thing of units(seen, ...seenRoles)) {
      const before = this.#seen.get(thing, seen.recorded) ?? [];
      this.#seen.set(thing, seen.recorded, [...before.slice(1 - sightings), { at: seen.at, place, eventID: seen.eventID }]);
      for (const last of before) if (this.#compare(thing, place, last, seen, report)) break;
    }
  }

  save(): unknown {
    return this.#seen.save();
  }

  #compare(thing: string, place: string, last: LastSeen, seen: Observation, report: Report): boolean {
    if (last.place === place) return false;
    const { kmPerHour, leastKm } = this.#around.parameters as { kmPerHour: number; leastKm: number };
    const [here, there] = [this.#around.roster.positionOf(place)!, this.#around.roster.positionOf(last.place)];
    const took = Math.abs(seen.at - last.at) / hour;
    if (there === undefined || took > this.#hours) return false;
    const km = distance(there, here);
    if (km < leastKm || km <= kmPerHour * took) return false;
    report.open({
      cause: thing,
      at: seen.recorded,
      organisation: seen.owner,
      category: seen.category,
      area: seen.area,
      subjects: [thing],
      events: [last.eventID, seen.eventID],
      told: {
        zh: `${Math.round(km)} 公里用时 ${Math.round(took * 60)} 分钟，上限 ${kmPerHour} 公里/小时`,
        en: `${Math.round(km)} km in ${Math.round(took * 60)} minutes, at most ${kmPerHour} km/h`,
      },
    });
    return true;
  }
}

export const impossibleTravel: Detector = {
  id: 'impossible_travel',
  zh: '移动速度不可能',
  en: 'Faster than anything travels',
  family: 'fraud',
  version: 2,
  gravity: 'high',
  rule: { zh: '同一单品两处出现之间的速度不超过上限', en: 'Between two places a single thing is no faster than the limit' },
  data: {
    zh: '单品的读点、时间，以及场所登记的坐标',
    en: 'Read points and times of single things; positions of registered sites',
  },
  resolves: { zh: '更正其中一处的时间或地点', en: 'The time or the place of one is corrected' },
  basis: design,
  parameters: { kmPerHour: 150, leastKm: 20, hours: 72 },
  days: 5,
  begin: (around, saved) => new Travel(around, saved),
};
