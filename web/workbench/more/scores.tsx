/** How the firm stands: its four measures with their formulas, the records behind each number, the course over months, and what would help. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Score, ScoreListAnswer, Scores } from '../../../src/contract/index.ts';
import { wholeList } from '../../shared/table-file.ts';
import { ask, askPage } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { dayOf, stamp, stamped, Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Exports } from '../parts/exports.tsx';
import { StageName } from '../parts/stage-name.tsx';
import { Failure, Loading } from '../parts/states.tsx';
import { go, Link, useAddress } from '../router.tsx';

const measures = ['coverage', 'continuity', 'completeness', 'timeliness'] as const;
type Measure = (typeof measures)[number];
type Listed = Measure | 'unlicensed';

const names: Readonly<Record<Measure, Words>> = {
  coverage: words('覆盖', 'Coverage'),
  continuity: words('衔接', 'Continuity'),
  completeness: words('完整', 'Completeness'),
  timeliness: words('及时', 'Timeliness'),
};

interface Help {
  readonly what: Words;
  readonly to: string;
  readonly act: Words;
}
/** What raises the number, and where it is done. */
const helps: Readonly<Record<Listed, Help>> = {
  coverage: {
    what: words('登记的每个类别，30 天内至少记录一次业务', 'Record something of each registered category within 30 days'),
    to: '/record',
    act: words('去记录', 'Record'),
  },
  continuity: {
    what: words(
      '收到的货在期限内确认或拒收；发出而对方未确认的，请对方补录',
      'Confirm or refuse what comes in time; ask receivers who did not to record it',
    ),
    to: '/',
    act: words('看待确认的', 'What waits'),
  },
  completeness: {
    what: words(
      '下列记录迟了，或有未消除的发现：回答发现，更正记录',
      'These were late, or findings name them: answer and correct',
    ),
    to: '/',
    act: words('看发现', 'Findings'),
  },
  timeliness: {
    what: words(
      '事情发生时就记；没有网络也先记在手机上，自动补发',
      'Record it as it happens; without network it waits on the phone',
    ),
    to: '/record',
    act: words('去记录', 'Record'),
  },
  unlicensed: {
    what: words('没有当日有效的证照，不计入覆盖：请补登证照', 'Without a licence in force it is not counted: have it registered'),
    to: '/licences',
    act: words('看证照', 'Licences'),
  },
};

const percent = (share: number): string => `${(Math.floor(share * 1_000) / 10).toFixed(1)} %`;
const months = 4;

/** Today, and the last days of the months before. */
function moments(): string[] {
  const today = new Date();
  return Array.from({ length: months }, (_, n) =>
    dayOf(n === 0 ? today : new Date(today.getFullYear(), today.getMonth() - n + 1, 0)),
  );
}

export function ScoresPage(): ReactNode {
  const { firm } = useMe();
  const { query } = useAddress();
  const list = query.get('list');
  const [days] = useState(moments);
  const asked = useQueries({
    queries: days.map((at) => ({
      queryKey: ['scores', firm.id, at],
      queryFn: () => ask<Scores>(`/api/v1/scores?by=firm&organisation=${firm.id}&at=${at}`),
      retry: false,
    })),
  });
  const [now] = asked;
  const own = (scores: Scores | undefined): Score | undefined => scores?.scores.find(({ value }) => value === firm.id);
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('本企业的指标', 'How we stand')} />
        </h1>
        {now?.data !== undefined && (
          <p className="quiet">
            <Time at={now.data.from} /> — <Time at={now.data.until} />
          </p>
        )}
      </header>
      {now?.data === undefined ? (
        now?.error ? (
          <Failure error={now.error} again={() => void now.refetch()} />
        ) : (
          <Loading />
        )
      ) : (
        <>
          <ul className="items">
            {measures.map((measure) => {
              const { met, all, share } = own(now.data)?.[measure] ?? { met: 0, all: 0, share: undefined };
              return (
                <li
                  key={measure}
                  className={`item ${share === undefined ? '' : share === 1 ? 'ok' : 'warn'}`}
                  data-measure={measure}
                >
                  <p className="row apart">
                    <strong>
                      <Both {...names[measure]} />
                    </strong>
                    <span className="tag">
                      {share === undefined ? <Both {...words('无可计量', 'nothing to measure')} /> : percent(share)}
                    </span>
                  </p>
                  <p className="quiet">
                    <Both {...now.data.formulas[measure]} />
                  </p>
                  {all > met && (
                    <p>
                      <Both {...helps[measure].what} /> <Link to={helps[measure].to}>{<Both {...helps[measure].act} />}</Link>
                    </p>
                  )}
                  {all > 0 && (
                    <p className="row">
                      <button
                        type="button"
                        className="button small plain"
                        aria-expanded={list === measure}
                        onClick={() => go(list === measure ? '/scores' : `/scores?list=${measure}`, true)}
                      >
                        {met}/{all} <Both {...words('清单', 'list')} />
                      </button>
                    </p>
                  )}
                  {list === measure && <Rows firm={firm.id} measure={measure} />}
                </li>
              );
            })}
            {(own(now.data)?.unlicensed ?? 0) > 0 && (
              <li className="item warn" data-measure="unlicensed">
                <p>
                  <Both {...helps.unlicensed.what} /> <Link to={helps.unlicensed.to}>{<Both {...helps.unlicensed.act} />}</Link>
                </p>
                <Rows firm={firm.id} measure="unlicensed" />
              </li>
            )}
          </ul>
          <section>
            <h2>
              <Both {...words('几个月来', 'Over the months')} />
            </h2>
            <div className="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">
                      <Both {...words('截至', 'on')} />
                    </th>
                    {measures.map((measure) => (
                      <th key={measure} scope="col">
                        <Both {...names[measure]} />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {days.map((at, n) => (
                    <tr key={at}>
                      <th scope="row">{at}</th>
                      {measures.map((measure) => {
                        const share = own(asked[n]?.data)?.[measure].share;
                        return <td key={measure}>{share === undefined ? '—' : percent(share)}</td>;
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        </>
      )}
    </>
  );
}

/** What a number was counted from, those that fail first. */
function Rows({ firm, measure }: { readonly firm: string; readonly measure: Listed }): ReactNode {
  const { data, error, refetch } = useQuery({
    queryKey: ['scores', firm, 'list', measure],
    queryFn: () => ask<ScoreListAnswer>(`/api/v1/scores/list?measure=${measure}&organisation=${firm}&perPage=100`),
    retry: false,
  });
  if (data === undefined) return error === null ? <Loading /> : <Failure error={error} again={() => void refetch()} />;
  return (
    <>
      {!data.whole && (
        <p className="quiet">
          <Both
            {...words(`只列前 ${data.rows.length} 条，导出的文件含全部`, `the first ${data.rows.length}; the file holds all`)}
          />
        </p>
      )}
      <Exports
        name={`${measure}-list`}
        rows={async (reading) => [
          [stamped('时间', 'at'), '类别 category', '达标 met', '编号 id'],
          ...(
            await wholeList(
              `/api/v1/scores/list?measure=${measure}&organisation=${firm}&perPage=2000`,
              (body: ScoreListAnswer) => body.rows,
              reading,
              askPage,
            )
          ).map((row) => [stamp(row.at), row.category, row.met ? '是 yes' : '否 no', row.id]),
        ]}
      />
      <ol className="chain behind">
        {data.rows.map((row) => (
          <li key={`${row.id} ${row.category}`} className={row.met ? 'quiet' : 'unmet'}>
            {row.at === undefined ? <StageName category={row.category ?? ''} /> : <Time at={row.at} />}{' '}
            <Both {...(row.met ? words('达标', 'met') : words('未达', 'not met'))} />
            {row.at !== undefined && (
              <>
                {' '}
                <code>{row.id}</code>
              </>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
