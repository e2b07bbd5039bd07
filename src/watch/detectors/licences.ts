/** Licences: who is in business without one, or past its end. */
import { unverified } from '../../categories/fields.ts';
import { type Detector, day, dayOf, type Firm, type Observation, type Report, type Roster } from '../definition.ts';
import { directionOf } from '../pairing.ts';

/** Statements known last count for the days that they cover. */
export function licensedOn({ licences }: Firm, category: string, today: string): 'valid' | 'not_valid' | 'none' {
  const own = licences.filter(({ categories }) => categories.includes(category));
  if (own.length === 0) return 'none';
  const numbers = new Set(own.map(({ scheme, number }) => `${scheme} ${number}`));
  for (const each of numbers) {
    const last = own.findLast(
      ({ scheme, number, from, until }) =>
        `${scheme} ${number}` === each && from <= today && (until === undefined || until >= today),
    );
    if (last?.status === 'valid') return 'valid';
  }
  return 'not_valid';
}

export const licenceNotValid: Detector = {
  id: 'licence_not_valid',
  zh: '许可失效仍在经营',
  en: 'In business with no valid licence',
  family: 'coverage',
  version: 1,
  gravity: 'high',
  rule: {
    zh: '已登记许可的企业在许可有效期内记录该类别的事件',
    en: 'A firm with a licence for the category records under a valid one',
  },
  data: { zh: '许可登记簿与事件', en: 'The register of licences, and events' },
  resolves: { zh: '换发许可后继续记录', en: 'It records again under a valid licence' },
  basis: unverified('各类别许可要求以法律为准'),
  parameters: {},
  days: 5,
  begin: ({ roster }, saved) => {
    const open = new Set(saved as string[] | undefined);
    return {
      see(seen: Observation, report: Report): void {
        const { owner, category } = seen;
        const firm = owner === undefined ? undefined : roster.firm(owner);
        if (firm === undefined || category === undefined || firm.licences.length === 0) return;
        const state = licensedOn(firm, category, dayOf(seen.at));
        const cause = `${owner} ${category}`;
        if (state === 'valid' && open.delete(cause))
          report.close(cause, seen.recorded, { zh: '许可已有效', en: 'A licence is valid again' }, seen.eventID);
        if (state !== 'not_valid') return;
        open.add(cause);
        report.open({
          cause,
          at: seen.recorded,
          organisation: owner,
          category,
          area: seen.area,
          events: [seen.eventID],
          told: {
            zh: `${dayOf(seen.at)} 没有有效许可：${ended(firm, category, 'zh')}`,
            en: `No valid licence on ${dayOf(seen.at)}: ${ended(firm, category, 'en')}`,
          },
        });
      },
      save: () => [...open],
    };
  },
};

/** As the register states them. */
const states: Readonly<Record<string, string>> = {
  valid: '有效',
  suspended: '已暂停',
  revoked: '已吊销',
  cancelled: '已注销',
  expired: '已到期',
};

const ended = ({ licences }: Firm, category: string, language: 'zh' | 'en'): string =>
  licences
    .filter(({ categories }) => categories.includes(category))
    .map(({ number, until, status }) =>
      language === 'zh'
        ? `${number}（${states[status] ?? status}${until === undefined ? '' : `，至 ${until}`}）`
        : `${number} (${status}${until === undefined ? '' : `, until ${until}`})`,
    )
    .slice(-3)
    .join(language === 'zh' ? '、' : '; ');

/** What a firm is by what it does: makes, sends, sells, serves. Everybody receives and stores. */
const common: ReadonlySet<string> = new Set([
  'receiving',
  'accepting',
  'storing',
  'stock_taking',
  'cycle_counting',
  'holding',
  'destroying',
  'unpacking',
]);

/** Goods that nobody hands on without a licence, whatever others do. */
const closed: ReadonlySet<string> = new Set(['dangerous']);

interface Peers {
  readonly count: number;
  readonly licensed: number;
}

/** How many of those that do the same are firms, and how many hold a licence for the category; `but` is left out. */
function peersOf(roster: Roster, ids: Iterable<string>, category: string, but?: string): Peers {
  let [count, licensed] = [0, 0];
  for (const id of ids) {
    const firm = id === but ? undefined : roster.firm(id);
    if (firm === undefined || firm.kind !== 'enterprise') continue;
    count++;
    if (firm.licences.some(({ categories }) => categories.includes(category))) licensed++;
  }
  return { count, licensed };
}

interface Saved {
  readonly open: readonly string[];
  readonly doing: readonly (readonly [string, readonly string[]])[];
  readonly counted: readonly (readonly [string, Counted])[];
  readonly since: number;
}

/** Counting all who do the same at every event would take longer than everything else: once a day is enough. */
interface Counted extends Peers {
  readonly day: string;
}

export const unlicensed: Detector = {
  id: 'no_licence_known',
  zh: '未登记许可',
  en: 'No licence is known',
  family: 'coverage',
  version: 3,
  gravity: 'medium',
  rule: {
    zh: '从事同一环节的企业大多登记了许可时，无许可登记而经营的企业应核实；同环节企业不足时，看其余各家与整个类别；危险品转出须有许可',
    en: 'Where most that record the same step have a licence, one without is looked at; of few, all others; dangerous goods always',
  },
  data: { zh: '许可登记簿与事件', en: 'The register of licences, and events' },
  resolves: { zh: '登记许可', en: 'Its licence is registered' },
  basis: unverified('各类别许可要求以法律为准；比例为平台默认值'),
  parameters: { share: 0.7, firms: 5, fewDays: 21, categoryShare: 0.6 },
  days: 10,
  begin: ({ roster, parameters }, saved) => {
    const before = saved as Saved | undefined;
    const open = new Set(before?.open);
    /** Who records each step, and who records any in the category. */
    const doing = new Map(before?.doing.map(([key, firms]) => [key, new Set(firms)]));
    const counted = new Map(before?.counted);
    let since = before?.since ?? 0;
    const peers = (key: string, ids: Iterable<string>, category: string, today: string): Peers => {
      const known = counted.get(key);
      if (known?.day === today) return known;
      const found = { day: today, ...peersOf(roster, ids, category) };
      counted.set(key, found);
      return found;
    };
    const into = (key: string, owner: string): Set<string> => {
      const firms = doing.get(key);
      if (firms !== undefined) return firms.add(owner);
      const begun = new Set([owner]);
      doing.set(key, begun);
      return begun;
    };
    const reason = (seen: Observation, owner: string, category: string, same: Set<string>, all: Set<string>) => {
      if (closed.has(category) && directionOf(seen) === 'out' && seen.toFirm !== owner)
        return {
          zh: '危险品须凭许可转出，该企业没有登记许可',
          en: 'Dangerous goods are handed on by who has a licence; none is on record',
        };
      const today = dayOf(seen.recorded);
      const { count, licensed } = peers(`${category} ${seen.facts.step}`, same, category, today);
      if (count >= parameters.firms!) {
        if (licensed < parameters.share! * count) return undefined;
        return {
          zh: `从事同一环节的 ${count} 家企业中 ${Math.round((100 * licensed) / count)}% 登记了许可，该企业没有`,
          en: `${Math.round((100 * licensed) / count)} % of the ${count} firms that record the same have a licence on record, this one has none`,
        };
      }
      // Who does the same is known only after a while.
      if (seen.recorded - since < parameters.fewDays! * day) return undefined;
      const others = peersOf(roster, same, category, owner);
      const wide = peers(category, all, category, today);
      if (others.licensed === 0 || others.licensed < others.count || wide.licensed < parameters.categoryShare! * wide.count)
        return undefined;
      return {
        zh: `从事同一环节的其余 ${others.count} 家均登记了许可，本类别 ${wide.count} 家中 ${wide.licensed} 家有，该企业没有`,
        en: `All ${others.count} others that record the same hold one, and ${wide.licensed} of ${wide.count} in the category; this one has none`,
      };
    };
    return {
      see(seen: Observation, report: Report): void {
        const { owner, category } = seen;
        const { step } = seen.facts;
        if (since === 0) since = seen.recorded;
        if (owner === undefined || category === undefined || step === undefined || common.has(step)) return;
        const firm = roster.firm(owner);
        if (firm === undefined || firm.kind !== 'enterprise') return;
        const all = into(category, owner);
        const same = into(`${category} ${step}`, owner);
        const cause = `${owner} ${category}`;
        if (firm.licences.some(({ categories }) => categories.includes(category))) {
          if (open.delete(cause))
            report.close(cause, seen.recorded, { zh: '许可已登记', en: 'Its licence was registered' }, seen.eventID);
          return;
        }
        if (open.has(cause)) return;
        const told = reason(seen, owner, category, same, all);
        if (told === undefined) return;
        open.add(cause);
        const { recorded, area, eventID } = seen;
        report.open({ cause, at: recorded, organisation: owner, category, area, events: [eventID], told });
      },
      save: (): Saved => ({
        open: [...open],
        doing: [...doing].map(([key, firms]) => [key, [...firms]]),
        counted: [...counted],
        since,
      }),
    };
  },
};
