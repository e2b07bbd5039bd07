/** What the rules of stages found wrong when something was recorded, or refused: one finding a rule, firm and month. */
import { unverified } from '../../categories/fields.ts';
import { type Alarm, clockOf, type Detector, dayOf, type Place, type Report, type Running } from '../definition.ts';

const first: Place = { askedAt: 0, id: '00000000-0000-0000-0000-000000000000', rule: '', seq: 0 };

const causeOf = ({ rule, owner, askedAt }: Alarm): string => `${rule} ${owner ?? 'operator'} ${dayOf(askedAt).slice(0, 7)}`;

export const ruleFailed: Detector = {
  id: 'rule_failed',
  zh: '不符合环节规则',
  en: 'A rule of a stage was not kept',
  family: 'completeness',
  version: 1,
  gravity: 'medium',
  rule: {
    zh: '记录须符合该环节的规则；报警的照收，阻止的拒收，均一家企业一条规则一个月一条发现',
    en: 'Records keep the rules of their stage; one finding a rule, firm and month, of what was alarmed and of what was refused',
  },
  data: { zh: '采集时各规则的核查结果', en: 'What rules found when something was recorded' },
  resolves: { zh: '更正记录并由主管部门办结', en: 'The record is corrected; the department closes it' },
  basis: unverified('各规则自有依据，见 /docs 各环节'),
  parameters: {},
  days: 10,
  begin: ({ alarms }, saved): Running => {
    let place = (saved as Place | undefined) ?? first;
    return {
      see() {},
      async aside(report: Report): Promise<boolean> {
        const rows = await alarms(place);
        for (const row of rows) {
          const refused = row.severity === 'block';
          report.open({
            cause: causeOf(row),
            at: row.askedAt,
            organisation: row.owner ?? undefined,
            category: row.category,
            area: row.area ?? undefined,
            events: [row.eventID],
            told: {
              zh: `${row.rule}${refused ? '（已拒收）' : ''}：${row.zh}（${clockOf(row.askedAt)}）`,
              en: `${row.rule}${refused ? ' (refused)' : ''}: ${row.en} (${clockOf(row.askedAt)})`,
            },
          });
        }
        const last = rows.at(-1);
        if (last === undefined) return false;
        place = { askedAt: last.askedAt, id: last.id, rule: last.rule, seq: last.seq };
        return true;
      },
      save: () => place,
    };
  },
};
