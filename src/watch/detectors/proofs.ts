/** Proofs that prove nothing: certificates that nobody issued, one photograph for two, several works at one moment. */
import { unverified } from '../../categories/fields.ts';
import { Aging } from '../aging.ts';
import { Deferred } from '../deferred.ts';
import { clockOf, type Detector, day, type Observation, type Report } from '../definition.ts';
import { issues, papersOf, shown } from './papers.ts';

const design = unverified('平台规则：无法律依据，供发现异常');

/** Papers of a year and some. */
const kept = 400 * day;

export const paperNeverIssued: Detector = {
  id: 'paper_never_issued',
  zh: '引用未开具的证明',
  en: 'A paper that was never issued',
  family: 'fraud',
  version: 2,
  gravity: 'high',
  rule: {
    zh: '自行开具证明的企业，发货所附证明须有开具记录',
    en: 'Who issues its own papers ships with papers whose issue is on record',
  },
  data: { zh: '合格证、检验报告的开具与引用', en: 'The issue of certificates and reports, and where they are shown' },
  resolves: { zh: '补录开具，或更正编号', en: 'The issue is recorded, or the number corrected' },
  basis: design,
  parameters: { days: 4, least: 5 },
  days: 5,
  begin: ({ parameters }, saved) => {
    const before = saved as { issued: unknown; count: [string, number][]; deferred: unknown } | undefined;
    const issued = new Aging<1>(kept, before?.issued);
    const count = new Map(before?.count);
    const deferred = new Deferred(before?.deferred);
    return {
      see(seen: Observation, report: Report): void {
        const { owner } = seen;
        const step = seen.facts.step ?? '';
        if (owner === undefined || (step !== 'shipping' && !issues.has(step))) return;
        for (const paper of papersOf(seen)) {
          const key = `${owner} ${paper}`;
          if (issues.has(step)) {
            if (issued.get(key, seen.recorded) === undefined) count.set(owner, (count.get(owner) ?? 0) + 1);
            issued.set(key, seen.recorded, 1);
            // For the same goods: one that is issued for others later does not explain it.
            for (const { id } of seen.facts.participants)
              deferred.takeBack(
                `${key} ${id}`,
                seen.recorded,
                report,
                { zh: '已补录开具', en: 'Its issue was recorded' },
                seen.eventID,
              );
            continue;
          }
          if (issued.get(key, seen.recorded) !== undefined || (count.get(owner) ?? 0) < parameters.least!) continue;
          const problem = {
            cause: key,
            at: seen.recorded,
            organisation: owner,
            category: seen.category,
            area: seen.area,
            subjects: seen.facts.participants.slice(0, 10).map(({ id }) => id),
            events: [seen.eventID],
            told: {
              zh: `${clockOf(seen.at)} 发货附证明 ${shown(paper)}，该企业开具的 ${count.get(owner)} 份证明中没有此号`,
              en: `Shipped on ${clockOf(seen.at)} with paper ${shown(paper)}, which is none of the ${count.get(owner)} that the firm issued`,
            },
          };
          for (const { id } of seen.facts.participants)
            deferred.wait(`${key} ${id}`, seen.recorded + parameters.days! * day, problem);
        }
      },
      due: () => deferred.due(),
      tick: (now, report) => deferred.tick(now, report),
      save: () => ({ issued: issued.save(), count: [...count], deferred: deferred.save() }),
    };
  },
};

interface Shot {
  readonly eventID: string;
  readonly thing: string;
}

export const proofUsedAgain: Detector = {
  id: 'proof_used_again',
  zh: '现场照片重复使用',
  en: 'One photograph for several works',
  family: 'fraud',
  version: 1,
  gravity: 'high',
  rule: {
    zh: '一张现场照片只证明一次作业；同一人同一时刻只在一处作业',
    en: 'A photograph proves one work; one person works at one place at a time',
  },
  data: { zh: '作业记录的照片编号、作业人员与时间', en: 'Numbers of photographs, workers and times of works' },
  resolves: {
    zh: '企业说明并重新作业，由主管部门办结',
    en: 'The firm explains it and does the work again; the department closes it',
  },
  basis: design,
  parameters: { days: 400 },
  days: 5,
  begin: ({ parameters }, saved) => {
    const before = saved as { photos: unknown; works: unknown } | undefined;
    const photos = new Aging<Shot>(parameters.days! * day, before?.photos);
    /** Works of the last days, by person and moment. */
    const works = new Aging<Shot>(30 * day, before?.works);
    return {
      see(seen: Observation, report: Report): void {
        const { bizTransactionList = [] } = seen.event as { bizTransactionList?: { type?: string; bizTransaction: string }[] };
        const [thing] = seen.facts.participants.filter(({ byClass }) => !byClass).map(({ id }) => id);
        if (thing === undefined) return;
        const tell = (first: Shot, cause: string, zh: string, en: string): void =>
          report.open({
            cause,
            at: seen.recorded,
            organisation: seen.owner,
            category: seen.category,
            area: seen.area,
            subjects: [...new Set([first.thing, thing])],
            events: [first.eventID, seen.eventID],
            told: { zh, en },
          });
        for (const { type, bizTransaction } of bizTransactionList) {
          if (!/photos?$/.test(type ?? '')) continue;
          const key = `${seen.owner} ${bizTransaction}`;
          const first = photos.get(key, seen.recorded);
          if (first === undefined) photos.set(key, seen.recorded, { eventID: seen.eventID, thing });
          else if (first.eventID !== seen.eventID)
            tell(
              first,
              key,
              `照片 ${shown(bizTransaction)} 已用于 ${first.thing}，又用于 ${thing}`,
              `The photograph ${shown(bizTransaction)} was used for ${first.thing}, and again for ${thing}`,
            );
        }
        const worker = seen.value('firstWorker');
        if (typeof worker !== 'string') return;
        const key = `${worker} ${seen.at}`;
        const first = works.get(key, seen.recorded);
        if (first === undefined) works.set(key, seen.recorded, { eventID: seen.eventID, thing });
        else if (first.thing !== thing)
          tell(
            first,
            key,
            `${clockOf(seen.at)} 同一人同时在 ${first.thing} 与 ${thing} 作业`,
            `At ${clockOf(seen.at)} one person worked on ${first.thing} and on ${thing}`,
          );
      },
      save: () => ({ photos: photos.save(), works: works.save() }),
    };
  },
};
