/** What must not move, and moves: recalled, failed, past its date. */
import { unverified } from '../../categories/fields.ts';
import { unfitDispositions, unfitNames } from '../../events/index.ts';
import { Aging } from '../aging.ts';
import { clockOf, type Detector, day, dayOf, type Observation, type Report } from '../definition.ts';

const law = unverified('食品安全法、药品管理法等召回与过期的一般要求，条号未核对');

const moves: ReadonlySet<string> = new Set(['shipping', 'retail_selling', 'dispensing']);
/** On the way back or out of the world: as it should be. */
const backwards: ReadonlySet<string> = new Set(['returned', 'recalled', 'destroyed', 'disposed', 'non_sellable_other']);
const movesOn = ({ facts: { step, disposition } }: Observation): boolean =>
  moves.has(step ?? '') && !backwards.has(disposition ?? '');

/** Things of an event with the lots they belong to. */
const thingsOf = ({ facts }: Observation): string[] => [
  ...new Set(facts.participants.flatMap(({ id, lot }) => (lot === undefined ? [id] : [id, lot]))),
];

interface Unfit {
  readonly state: string;
  readonly at: number;
  readonly eventID: string;
}

export const movedUnfit: Detector = {
  id: 'moved_though_unfit',
  zh: '召回或不合格品仍在流转',
  en: 'Recalled or failed goods that moved on',
  family: 'continuity',
  version: 1,
  gravity: 'high',
  rule: {
    zh: '被召回、不合格、损毁的物品不再发出或售出，退回与销毁除外',
    en: 'What was recalled, failed or damaged is neither sent nor sold, but for returns and destruction',
  },
  data: { zh: '事件的状态与持续状态', en: 'Dispositions and persistent dispositions' },
  resolves: { zh: '追回并销毁，由主管部门办结', en: 'It is brought back; the department closes it' },
  basis: law,
  parameters: {},
  days: 3,
  begin: (_, saved) => {
    const unfit = new Map(saved as [string, Unfit][] | undefined);
    return {
      see(seen: Observation, report: Report): void {
        const things = thingsOf(seen);
        if (movesOn(seen))
          for (const thing of things) {
            const since = unfit.get(thing);
            if (since === undefined || seen.at <= since.at) continue;
            const name = unfitNames[since.state] ?? ` ${since.state}`;
            report.open({
              cause: `${thing} ${seen.owner ?? ''}`,
              at: seen.recorded,
              organisation: seen.owner,
              category: seen.category,
              area: seen.area,
              subjects: [thing],
              events: [since.eventID, seen.eventID],
              told: {
                zh: `${clockOf(since.at)} 起为${name}，${clockOf(seen.at)} 仍${seen.facts.step === 'shipping' ? '发出' : '售出'}`,
                en: `${since.state} since ${clockOf(since.at)}, ${seen.facts.step === 'shipping' ? 'sent' : 'sold'} on ${clockOf(seen.at)}`,
              },
            });
          }
        const { disposition } = seen.facts;
        const { set = [], unset = [] } =
          (seen.event as { persistentDisposition?: { set?: string[]; unset?: string[] } }).persistentDisposition ?? {};
        const state =
          set.map(lastWord).find((each) => unfitDispositions.has(each)) ??
          (unfitDispositions.has(disposition ?? '') ? disposition : undefined);
        if (state !== undefined && state !== 'destroyed' && state !== 'disposed')
          for (const thing of things) if (!unfit.has(thing)) unfit.set(thing, { state, at: seen.at, eventID: seen.eventID });
        if (unset.length > 0) for (const thing of things) unfit.delete(thing);
      },
      withdraw(eventID): void {
        for (const [thing, since] of unfit) if (since.eventID === eventID) unfit.delete(thing);
      },
      save: () => [...unfit],
    };
  },
};

const lastWord = (text: string): string => /[a-z]+(?:_[a-z]+)*$/.exec(text)?.[0] ?? text;

/** Dates are remembered so long after they were stated: longer than most things keep. */
const dated = 1_500 * day;

/** Members of the batch that say until when (CBV 2.0 §9). */
const ends = ['itemExpirationDate', 'bestBeforeDate', 'sellByDate'];

export const soldExpired: Detector = {
  id: 'sold_past_its_date',
  zh: '过期仍售出',
  en: 'Sold past its date',
  family: 'continuity',
  version: 2,
  gravity: 'high',
  rule: { zh: '超过保质期或有效期的批次不再售出', en: 'A lot is not sold past its best-before or expiry date' },
  data: { zh: '生产时的有效期，与零售、发药时间', en: 'Dates stated when it was made; times of sales' },
  resolves: { zh: '追回并销毁，由主管部门办结', en: 'It is brought back; the department closes it' },
  basis: law,
  parameters: {},
  days: 3,
  begin: (_, saved) => {
    const until = new Aging<string>(dated, saved);
    return {
      see(seen: Observation, report: Report): void {
        const { ilmd } = seen.event as { ilmd?: Readonly<Record<string, unknown>> };
        if (ilmd !== undefined) {
          const date = Object.entries(ilmd).find(([name]) => ends.includes(lastName(name)))?.[1];
          if (typeof date === 'string' && /^\d{4}-\d\d-\d\d/.test(date))
            for (const thing of thingsOf(seen)) until.set(thing, seen.recorded, date.slice(0, 10));
        }
        if (seen.facts.step !== 'retail_selling' && seen.facts.step !== 'dispensing') return;
        for (const thing of thingsOf(seen)) {
          const date = until.get(thing, seen.recorded);
          if (date === undefined || dayOf(seen.at) <= date) continue;
          report.open({
            cause: `${thing} ${seen.owner ?? ''}`,
            at: seen.recorded,
            organisation: seen.owner,
            category: seen.category,
            area: seen.area,
            subjects: [thing],
            events: [seen.eventID],
            told: {
              zh: `有效至 ${date}，${clockOf(seen.at)} 售出`,
              en: `Good until ${date}, sold on ${clockOf(seen.at)}`,
            },
          });
        }
      },
      save: () => until.save(),
    };
  },
};

const lastName = (name: string): string => /[A-Za-z]+$/.exec(name)?.[0] ?? name;
