/** Where things come from: codes that nobody gave, sources that nobody named, places that are not those of the plot. */
import { unverified } from '../../categories/fields.ts';
import { role } from '../../events/index.ts';
import { Deferred } from '../deferred.ts';
import { clockOf, type Detector, day, dayOf, type Observation, type Problem, type Report } from '../definition.ts';
import { notesOf } from '../pairing.ts';
import { kindOf } from './stock.ts';

const design = unverified('平台规则：无法律依据，供发现异常');

const makes: readonly number[] = [role.observedAdd, role.output];
/** Where things end: what is sold came from somebody. */
const ends: ReadonlySet<string> = new Set(['retail_selling', 'dispensing']);
const uses: readonly number[] = [role.observed, role.observedDelete, role.partAdd];

interface Made {
  count: number;
  /** Who commissioned it last. */
  maker: string;
}

/** When a maker commissioned anything last, by the record; until when what it made in an outage may lie on shelves. */
interface Heard {
  readonly at: number;
  readonly missedUntil: number;
}

/** Of a product: units of sales that the log knew before, and those that it did not. */
interface Sold {
  known: number;
  unknown: number;
}

export const codeNeverMade: Detector = {
  id: 'code_never_made',
  zh: '未启用的编码在流转',
  en: 'A code that nobody gave',
  family: 'fraud',
  version: 3,
  gravity: 'high',
  rule: {
    zh: '某产品的编码在本平台逐一启用时，流转的编码须有启用记录，启用者停止记录期间及其后一段时间除外；某产品售出前几乎均有记录的，无记录者应核实',
    en: 'Where codes are commissioned here, each that moves was, but for a maker that has stopped; where nearly all sold were on record before, all are',
  },
  data: { zh: '启用事件的编码，与零售、发药、安装事件的编码', en: 'Codes that were commissioned; codes of sales and fittings' },
  resolves: { zh: '补录启用，或更正错误的编码', en: 'The commissioning is recorded, or the wrong code corrected' },
  basis: design,
  parameters: { least: 50, days: 3, silentDays: 4, shelfDays: 60, share: 0.95 },
  days: 3,
  begin: ({ parameters }, saved) => {
    const before = saved as
      | { made: [string, Made][]; heard: [string, Heard][]; sold: [string, Sold][]; deferred: unknown }
      | undefined;
    /** Whether what is sold has come from somebody. */
    const sold = new Map(before?.sold);
    /** How many of each product were commissioned. */
    const made = new Map(before?.made);
    const heard = new Map(before?.heard);
    const deferred = new Deferred(before?.deferred);
    const applies = ({ facts: { step } }: Observation): boolean =>
      step === 'retail_selling' || step === 'dispensing' || step === 'installing' || step === 'shipping';
    const units = ({ facts }: Observation, roles: readonly number[]): string[] =>
      facts.participants.flatMap(({ id, role: as, byClass }) => (!byClass && roles.includes(as) ? [id] : []));
    const isCoded = (id: string): boolean => (made.get(kindOf(id))?.count ?? 0) >= parameters.least!;
    const wanted = (seen: Observation): string[] => (applies(seen) ? units(seen, uses).filter(isCoded) : []);
    /** Units without a past where nearly all have one: however silent the maker is, somebody received them. */
    const appeared = (seen: Observation): string[] =>
      !ends.has(seen.facts.step ?? '')
        ? []
        : units(seen, uses).filter((id) => {
            const count = sold.get(kindOf(id)) ?? { known: 0, unknown: 0 };
            sold.set(kindOf(id), count);
            const isNew = seen.past(id).length === 0;
            count[isNew ? 'unknown' : 'known']++;
            return isNew && count.known >= parameters.least! && count.unknown <= (1 - parameters.share!) * count.known;
          });
    /** A maker that is silent, or was while what lies on the shelves was made: nothing follows from what it did not record. */
    const isMissed = (maker: string, now: number): boolean => {
      const known = heard.get(maker);
      return known === undefined || known.at < now - parameters.silentDays! * day || known.missedUntil > now;
    };
    const hears = (maker: string, { at, recorded }: Observation): void => {
      const known = heard.get(maker) ?? { at: recorded, missedUntil: 0 };
      // What is recorded days after it happened tells that what has happened since may come as late.
      const gap = Math.max(recorded - known.at, recorded - at);
      const missedUntil = gap > parameters.silentDays! * day ? recorded + parameters.shelfDays! * day : known.missedUntil;
      heard.set(maker, { at: recorded, missedUntil });
    };
    // One finding a firm, product and month: a false series is one matter.
    const problem = (seen: Observation, id: string, told: Problem['told']): Problem => ({
      cause: `${seen.owner ?? ''} ${kindOf(id)} ${dayOf(seen.recorded).slice(0, 7)}`,
      at: seen.recorded,
      organisation: seen.owner,
      category: seen.category,
      area: seen.area,
      subjects: [id],
      events: [seen.eventID],
      told,
    });
    return {
      // Which products are coded here is known only as the log is read: each unit is asked for.
      asks: (seen) => (applies(seen) ? units(seen, uses) : []),
      see(seen: Observation, report: Report): void {
        for (const id of units(seen, makes)) {
          const product = kindOf(id);
          const maker = seen.owner ?? '';
          made.set(product, { count: (made.get(product)?.count ?? 0) + 1, maker });
          hears(maker, seen);
          deferred.takeBack(id, seen.recorded, report, { zh: '已补录启用', en: 'Its commissioning was recorded' }, seen.eventID);
        }
        for (const id of appeared(seen)) {
          const { known } = sold.get(kindOf(id))!;
          const told = {
            zh: `该产品售出的 ${known} 件此前均有记录，${id} 没有；${clockOf(seen.at)} 出现`,
            en: `${known} units of this product were on record before they were sold, ${id} was not; seen on ${clockOf(seen.at)}`,
          };
          deferred.wait(id, seen.recorded + parameters.days! * day, problem(seen, id, told));
        }
        for (const id of wanted(seen)) {
          if (seen.past(id).some((row) => makes.includes(row.role) || row.role === role.childAdd)) continue;
          const { count, maker } = made.get(kindOf(id))!;
          if (isMissed(maker, seen.recorded)) continue;
          const told = {
            zh: `该产品已启用 ${count} 个编码，其中没有 ${id}；${clockOf(seen.at)} 出现`,
            en: `Of this product ${count} codes were commissioned, ${id} is none of them; seen on ${clockOf(seen.at)}`,
          };
          deferred.wait(id, seen.recorded + parameters.days! * day, problem(seen, id, told));
        }
      },
      due: () => deferred.due(),
      tick: (now, report) => deferred.tick(now, report),
      save: () => ({ made: [...made], heard: [...heard], sold: [...sold], deferred: deferred.save() }),
    };
  },
};

interface Habit {
  named: number;
  all: number;
}

export const sourceNotStated: Detector = {
  id: 'source_not_stated',
  zh: '收货未注明来源',
  en: 'A receipt that names no source',
  family: 'coverage',
  version: 1,
  gravity: 'medium',
  rule: {
    zh: '来自本平台以外的货物，收货时注明供货者或随货单',
    en: 'Goods from beyond this log are received with the name of who sent them, or a note',
  },
  data: { zh: '收货事件的来源方与单证，批次的既往记录', en: 'Sources and notes of receipts; what the log had of the lot' },
  resolves: { zh: '更正收货记录，注明来源', en: 'The receipt is corrected and names its source' },
  basis: unverified('食品安全法等对进货查验记录的要求，条号未核对'),
  parameters: { least: 5, share: 0.8 },
  days: 10,
  begin: ({ parameters }, saved) => {
    const habits = new Map(saved as [string, Habit][] | undefined);
    const receives = ({ facts: { step } }: Observation): boolean => step === 'receiving';
    const states = (seen: Observation): boolean => seen.movement.from !== undefined || notesOf(seen).length > 0;
    return {
      asks: (seen) => (receives(seen) && !states(seen) ? seen.facts.participants.map(({ id }) => id) : []),
      see(seen: Observation, report: Report): void {
        if (!receives(seen) || seen.owner === undefined) return;
        const habit = habits.get(seen.owner) ?? { named: 0, all: 0 };
        habits.set(seen.owner, habit);
        const stated = states(seen);
        habit.all++;
        if (stated) habit.named++;
        // Who never says where things come from keeps its books in another way.
        if (stated || habit.all < parameters.least! || habit.named < parameters.share! * habit.all) return;
        const unknown = seen.facts.participants.map(({ id }) => id).filter((id) => seen.past(id).length === 0);
        if (unknown.length === 0) return;
        report.open({
          cause: seen.eventID,
          at: seen.recorded,
          organisation: seen.owner,
          category: seen.category,
          area: seen.area,
          subjects: unknown,
          events: [seen.eventID],
          told: {
            zh: `${clockOf(seen.at)} 收到 ${unknown.length} 项，无供货者、随货单与既往记录；该企业 ${habit.all} 次收货中 ${habit.named} 次有注明`,
            en: `${unknown.length} received on ${clockOf(seen.at)}: no supplier, no note; ${habit.named} of ${habit.all} receipts of the firm name one`,
          },
        });
      },
      save: () => [...habits],
    };
  },
};

export const originElsewhere: Detector = {
  id: 'origin_elsewhere',
  zh: '产地与场所不符',
  en: 'An origin that is not the place',
  family: 'fraud',
  version: 1,
  gravity: 'medium',
  rule: {
    zh: '生产记录所称产地与生产场所登记的区划一致',
    en: 'The origin that a batch states is the area of the place where it was made',
  },
  data: {
    zh: '批次的产地代码，与场所登记的区划',
    en: 'The area code of the origin of a batch; the registered area of the place',
  },
  resolves: { zh: '更正产地，或更正场所登记', en: 'The origin or the registered area is corrected' },
  basis: unverified('农产品质量安全法对标注产地的要求，条号未核对'),
  parameters: {},
  days: 10,
  begin: () => ({
    see(seen: Observation, report: Report): void {
      const origin = seen.value('origin');
      if (typeof origin !== 'string' || seen.area === undefined || !/^\d{6}(?:\d{3})?$/.test(origin)) return;
      if (!/^\d{6,9}$/.test(seen.area) || seen.area.startsWith(origin) || origin.startsWith(seen.area)) return;
      const made = seen.facts.participants.filter(({ role: as }) => makes.includes(as)).map(({ id }) => id);
      if (made.length === 0) return;
      report.open({
        cause: seen.eventID,
        at: seen.recorded,
        organisation: seen.owner,
        category: seen.category,
        area: seen.area,
        subjects: made,
        events: [seen.eventID],
        told: {
          zh: `所称产地 ${origin}，生产场所登记在 ${seen.area}`,
          en: `States the origin ${origin}; the place is registered in ${seen.area}`,
        },
      });
    },
    save: () => null,
  }),
};
