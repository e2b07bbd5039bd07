/** Certificates and test reports: what is shown twice. */
import { unverified } from '../../categories/fields.ts';
import { Aging } from '../aging.ts';
import { type Detector, day, type Observation, type Report } from '../definition.ts';

const design = unverified('平台规则：无法律依据，供发现异常');

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

/** Steps in which a paper is issued, as the stages of the categories have it. */
export const issues: ReadonlySet<string> = new Set(['accepting', 'inspecting', 'sampling']);

interface Use {
  readonly lot: string;
  readonly eventID: string;
  readonly owner: string | undefined;
}

export const paperReused: Detector = {
  id: 'paper_used_again',
  zh: '证明重复使用',
  en: 'A certificate used for another lot',
  family: 'fraud',
  version: 3,
  gravity: 'medium',
  rule: { zh: '一份合格证或检验报告只用于一个批次', en: 'A certificate or report speaks for one lot' },
  data: { zh: '事件引用的合格证、检验报告与批次', en: 'Certificates and reports that events name, and their lots' },
  resolves: { zh: '更正证明编号', en: 'The number is corrected' },
  basis: design,
  parameters: {},
  days: 10,
  begin: (_, saved) => {
    const before = saved as { first: unknown; issued: unknown } | undefined;
    const first = new Aging<Use>(paperLife, before?.first);
    /** By whom and for what it was issued first: buyers may have shown it before that was recorded. */
    const issued = new Aging<Use>(paperLife, before?.issued);
    return {
      see(seen: Observation, report: Report): void {
        const lots = seen.facts.participants.filter(({ byClass }) => byClass).map(({ id }) => id);
        // A paper over several lots at once says nothing of which it was made for.
        if (new Set(lots).size !== 1) return;
        const use: Use = { lot: lots[0]!, eventID: seen.eventID, owner: seen.owner };
        const isOther = (known: Use | undefined): known is Use =>
          known !== undefined && known.lot !== use.lot && known.owner === use.owner && sameStage(known.lot, use.lot);
        for (const paper of papersOf(seen)) {
          const known = first.get(paper, seen.recorded);
          if (known === undefined) first.set(paper, seen.recorded, use);
          let given: Use | undefined;
          if (issues.has(seen.facts.step ?? '')) {
            const key = `${seen.owner} ${paper}`;
            given = issued.get(key, seen.recorded);
            if (given === undefined) issued.set(key, seen.recorded, use);
          }
          // What is made of a lot, or packed from it, carries its paper on; another firm upstream does not.
          const other = [known, given].find(isOther);
          if (other === undefined) continue;
          report.open({
            cause: paper,
            at: seen.recorded,
            organisation: seen.owner,
            category: seen.category,
            area: seen.area,
            subjects: [other.lot, use.lot],
            events: [other.eventID, seen.eventID],
            told: {
              zh: `证明 ${shown(paper)} 已用于批次 ${other.lot}，又用于 ${use.lot}`,
              en: `Paper ${shown(paper)} was used for the lot ${other.lot}, and again for ${use.lot}`,
            },
          });
        }
      },
      save: () => ({ first: first.save(), issued: issued.save() }),
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
