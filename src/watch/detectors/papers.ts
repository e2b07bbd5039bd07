/** Licences and certificates: who may, and what is shown twice. */
import { unverified } from '../../categories/fields.ts';
import { Aging } from '../aging.ts';
import { type Detector, day, dayOf, type Firm, type Observation, type Report, type Roster } from '../definition.ts';

const design = unverified('平台规则：无法律依据，供发现异常');

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
        if (firm === undefined || category === undefined) return;
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
            zh: `${dayOf(seen.at)} 没有有效许可：${ended(firm, category)}`,
            en: `No valid licence on ${dayOf(seen.at)}: ${ended(firm, category)}`,
          },
        });
      },
      save: () => [...open],
    };
  },
};

const ended = ({ licences }: Firm, category: string): string =>
  licences
    .filter(({ categories }) => categories.includes(category))
    .map(({ number, until, status }) => `${number} ${status}${until === undefined ? '' : ` – ${until}`}`)
    .slice(-3)
    .join('; ');

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

/** The share of those who do the same that hold a licence for the category. */
function licensedShare(roster: Roster, peers: ReadonlySet<string>, category: string): { share: number; count: number } {
  let [count, licensed] = [0, 0];
  for (const id of peers) {
    const firm = roster.firm(id);
    if (firm === undefined || firm.kind !== 'enterprise') continue;
    count++;
    if (firm.licences.some(({ categories }) => categories.includes(category))) licensed++;
  }
  return { share: count === 0 ? 0 : licensed / count, count };
}

export const unlicensed: Detector = {
  id: 'no_licence_known',
  zh: '未登记许可',
  en: 'No licence is known',
  family: 'coverage',
  version: 2,
  gravity: 'medium',
  rule: {
    zh: '从事同一环节的企业大多登记了许可时，无许可登记而经营的企业应核实',
    en: 'Where most firms that record the same step have a licence on record, one without is to be looked at',
  },
  data: { zh: '许可登记簿与事件', en: 'The register of licences, and events' },
  resolves: { zh: '登记许可', en: 'Its licence is registered' },
  basis: unverified('各类别许可要求以法律为准；比例为平台默认值'),
  parameters: { share: 0.7, firms: 5 },
  days: 10,
  begin: ({ roster, parameters }, saved) => {
    const before = saved as { open: string[]; doing: [string, string[]][] } | undefined;
    const open = new Set(before?.open);
    /** Who records each step. */
    const doing = new Map(before?.doing.map(([key, firms]) => [key, new Set(firms)]));
    return {
      see(seen: Observation, report: Report): void {
        const { owner, category } = seen;
        const { step } = seen.facts;
        const firm = owner === undefined ? undefined : roster.firm(owner);
        if (owner === undefined || firm === undefined || category === undefined || firm.kind !== 'enterprise') return;
        if (step === undefined || common.has(step)) return;
        const peers = doing.get(`${category} ${step}`) ?? new Set<string>();
        doing.set(`${category} ${step}`, peers.add(owner));
        const cause = `${owner} ${category}`;
        if (licensedOn(firm, category, dayOf(seen.at)) !== 'none') {
          if (open.delete(cause))
            report.close(cause, seen.recorded, { zh: '许可已登记', en: 'Its licence was registered' }, seen.eventID);
          return;
        }
        if (open.has(cause)) return;
        const { share, count } = licensedShare(roster, peers, category);
        if (share < parameters.share! || count < parameters.firms!) return;
        open.add(cause);
        report.open({
          cause,
          at: seen.recorded,
          organisation: owner,
          category,
          area: seen.area,
          events: [seen.eventID],
          told: {
            zh: `从事同一环节的 ${count} 家企业中 ${Math.round(share * 100)}% 登记了许可，该企业没有`,
            en: `${Math.round(share * 100)} % of the ${count} firms that record the same have a licence on record, this one has none`,
          },
        });
      },
      save: () => ({ open: [...open], doing: [...doing].map(([key, firms]) => [key, [...firms]]) }),
    };
  },
};

/** Papers that speak for one lot: certificates and test reports (CBV 2.0 §7.3). */
const speaking = /(?:^|[-:/])(?:cert|testres|pedigree)$/;
/** Papers are remembered so long after they were last shown. */
const paperLife = 400 * day;

export function papersOf({ event }: Observation): string[] {
  const { bizTransactionList = [], certificationInfo } = event as {
    bizTransactionList?: { type?: string; bizTransaction: string }[];
    certificationInfo?: string | string[];
  };
  return [
    ...bizTransactionList.flatMap(({ type, bizTransaction }) => (speaking.test(type ?? '') ? [bizTransaction] : [])),
    ...[certificationInfo ?? []].flat(),
  ];
}

export const paperReused: Detector = {
  id: 'paper_used_again',
  zh: '证明重复使用',
  en: 'A certificate used for another lot',
  family: 'fraud',
  version: 2,
  gravity: 'medium',
  rule: { zh: '一份合格证或检验报告只用于一个批次', en: 'A certificate or report speaks for one lot' },
  data: { zh: '事件引用的合格证、检验报告与批次', en: 'Certificates and reports that events name, and their lots' },
  resolves: { zh: '更正证明编号', en: 'The number is corrected' },
  basis: design,
  parameters: {},
  days: 10,
  begin: (_, saved) => {
    const first = new Aging<{ lot: string; eventID: string; owner: string | undefined }>(paperLife, saved);
    return {
      see(seen: Observation, report: Report): void {
        const lots = seen.facts.participants.filter(({ byClass }) => byClass).map(({ id }) => id);
        // A paper over several lots at once says nothing of which it was made for.
        if (new Set(lots).size !== 1) return;
        for (const paper of papersOf(seen)) {
          const known = first.get(paper, seen.recorded);
          if (known === undefined) first.set(paper, seen.recorded, { lot: lots[0]!, eventID: seen.eventID, owner: seen.owner });
          // What is made of a lot, or packed from it, carries its paper on; another firm upstream does not.
          else if (known.lot !== lots[0] && known.owner === seen.owner && sameStage(known.lot, lots[0]!))
            report.open({
              cause: paper,
              at: seen.recorded,
              organisation: seen.owner,
              category: seen.category,
              area: seen.area,
              subjects: [known.lot, lots[0]!],
              events: [known.eventID, seen.eventID],
              told: {
                zh: `证明 ${shown(paper)} 已用于批次 ${known.lot}，又用于 ${lots[0]}`,
                en: `Paper ${shown(paper)} was used for the lot ${known.lot}, and again for ${lots[0]}`,
              },
            });
        }
      },
      save: () => first.save(),
    };
  },
};

/** Two lots of the same product. */
const sameStage = (a: string, b: string): boolean => classOf(a) === classOf(b);
const classOf = (lot: string): string => /^(.*\/01\/\d{14})/.exec(lot)?.[1] ?? lot.replace(/[^:/]*$/, '');
export const shown = (uri: string): string => decodeURIComponentSafely(uri.replace(/^urn:zhuisu:[^:]+:/, ''));

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
