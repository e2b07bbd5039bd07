/** Cases: on which ground somebody sees more than by standing duty, until when, and every look that was taken. */
import { type ReactNode, useState } from 'react';
import type { Case, CaseDetails, Look } from '../../../src/contract/index.ts';
import { ask, search } from '../../shared/api.ts';
import { go, Link, usePath } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { FirmName } from '../shell/firm-name.tsx';
import { say } from '../shell/notices.tsx';
import { forget, Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, count, Due, stamp, stamped, zone } from '../shell/time.tsx';
import { categoryNames, named, W, words } from '../shell/words.tsx';
import { CaseDialog, OpenCase } from './forms.tsx';

const isOpen = ({ until, closedAt }: Case): boolean => closedAt === undefined && Date.parse(until) > Date.now();

export default function CasesPage(): ReactNode {
  const [, id] = usePath().split('/');
  const [opening, setOpening] = useState(false);
  const read = useAsk<{ cases: readonly Case[] }>('/api/v1/cases');
  const columns: readonly Column<Case>[] = [
    {
      id: 'reason',
      title: words('案由', 'reason'),
      width: 'minmax(10rem,3fr)',
      cell: (row) => (
        <>
          <b>{row.reason}</b>
          <small>{row.legalBasis}</small>
        </>
      ),
    },
    {
      id: 'category',
      title: words('类别', 'category'),
      width: '9rem',
      wide: true,
      cell: (row) => named(categoryNames, row.category).zh,
    },
    {
      id: 'until',
      title: words('期限', zone()),
      width: '8rem',
      cell: (row) =>
        row.closedAt !== undefined ? (
          <span className="state closed">已结案</span>
        ) : isOpen(row) ? (
          <Due at={row.until} />
        ) : (
          <span className="quiet">已到期</span>
        ),
    },
    { id: 'opened', title: words('立案', zone()), width: '9rem', wide: true, cell: (row) => <At at={row.openedAt} /> },
  ];
  return (
    <div className={id === undefined ? 'work' : 'work split'}>
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="案件" en="Cases" />
          </h1>
          {read.data !== undefined && read.data.cases.length > 0 && (
            <Exports
              name="cases"
              rows={() => [
                [
                  '编号 id',
                  '案由 reason',
                  '类别 category',
                  '依据 basis',
                  stamped('立案', 'opened'),
                  stamped('至', 'until'),
                  stamped('结案', 'closed'),
                ],
                ...read.data.cases.map((each) => [
                  each.id,
                  each.reason,
                  named(categoryNames, each.category).zh,
                  each.legalBasis,
                  stamp(each.openedAt),
                  stamp(each.until),
                  stamp(each.closedAt),
                ]),
              ]}
            />
          )}
          <button type="button" className="button" onClick={() => setOpening(true)}>
            <W zh="立案" en="Open a case" />
          </button>
        </header>
        <Shown of={read} lines={6}>
          {({ cases }) =>
            cases.length === 0 ? (
              <Empty
                zh="本部门没有案件。立案之后，可沿链条跨类别查看全部字段，每次查阅留痕。"
                en="No cases. Under one the whole chain is seen, across categories, and every look is kept."
              />
            ) : (
              <Table
                label="案件 cases"
                rows={cases}
                columns={columns}
                id={(row) => row.id}
                height={60}
                open={(row) => go(`/console/cases/${row.id}`)}
                current={id}
              />
            )
          }
        </Shown>
      </section>
      {id !== undefined && <CaseFile key={id} id={id} />}
      {opening && <OpenCase close={() => setOpening(false)} />}
    </div>
  );
}

function CaseFile({ id }: { readonly id: string }): ReactNode {
  const read = useAsk<CaseDetails>(`/api/v1/cases/${id}`);
  const looks = useAsk<{ looks: readonly Look[] }>('/api/v1/looks');
  const [act, setAct] = useState<'extension' | 'closing'>();
  return (
    <article className="details" aria-label="案件 case">
      <Link to="/console/cases" className="back">
        <W zh="关闭" en="close" /> ✕
      </Link>
      <Shown of={read} lines={6}>
        {(found) => (
          <>
            <h2 className="title">{found.reason}</h2>
            <p className="told">{found.legalBasis}</p>
            <p className="tags">
              <span>{named(categoryNames, found.category).zh}</span>
              {isOpen(found) ? (
                <Due at={found.until} />
              ) : (
                <span className="state closed">{found.closedAt === undefined ? '已到期' : '已结案'}</span>
              )}
            </p>
            {isOpen(found) && (
              <p className="acts">
                <button type="button" onClick={() => setAct('extension')}>
                  <W zh="延期" en="Extend" />
                </button>
                <button type="button" onClick={() => setAct('closing')}>
                  <W zh="结案" en="Close" />
                </button>
              </p>
            )}
            <section>
              <h3>
                <W zh="起点" en="roots" />
              </h3>
              <ul className="codes">
                {found.roots.map((root) => (
                  <li key={root}>
                    <code>{root}</code>{' '}
                    {isOpen(found) && (
                      <Link to={`/console/trace${search({ code: root, case: id })}`}>
                        <W zh="在案件下追溯" en="trace under the case" />
                      </Link>
                    )}
                  </li>
                ))}
              </ul>
            </section>
            <section>
              <h3>
                <W zh="经过" en="history" />
              </h3>
              <ol className="history">
                {found.acts.map((each) => (
                  <li key={`${each.at} ${each.act}`}>
                    <At at={each.at} /> <b>{{ open: '立案', extend: '延期', close: '结案' }[each.act]}</b>
                    {each.until !== undefined && (
                      <>
                        {' '}
                        <W zh="至" en="until" /> <At at={each.until} />
                      </>
                    )}
                    <p>{each.reason}</p>
                  </li>
                ))}
              </ol>
            </section>
            <section>
              <h3>
                <W zh="查阅" en="looks" />
              </h3>
              <Shown of={looks} lines={3}>
                {(all) => {
                  const own = all.looks.filter(({ groundId }) => groundId === id);
                  if (own.length === 0) return <Empty zh="尚未查阅" en="nobody has looked yet" />;
                  return (
                    <>
                      <Exports
                        name={`looks-${id}`}
                        rows={() => [
                          [
                            stamped('时间', 'at'),
                            '数据主体 owner',
                            '事件 events',
                            '字段 fields',
                            '请求 asked',
                            stamped('告知', 'shown'),
                          ],
                          ...own.map((each) => [
                            stamp(each.at),
                            each.owner,
                            each.events,
                            each.fields,
                            each.asked,
                            stamp(each.shownAt),
                          ]),
                        ]}
                      />
                      <ol className="history">
                        {own.slice(0, 100).map((each) => (
                          <li key={`${each.id} ${each.owner}`}>
                            <At at={each.at} /> <FirmName id={each.owner} /> <W zh={`${count(each.events)} 条事件`} en="events" />
                            {each.shownAt !== undefined && (
                              <p className="quiet">
                                <At at={each.shownAt} only="day" /> <W zh="起告知数据主体" en="the owner is told from then on" />
                              </p>
                            )}
                          </li>
                        ))}
                      </ol>
                    </>
                  );
                }}
              </Shown>
            </section>
            {act !== undefined && (
              <CaseDialog
                act={act}
                draft={`case ${id}`}
                send={async (body) => {
                  await ask(`/api/v1/cases/${id}/${act}`, { method: 'POST', body });
                  say(act === 'extension' ? '已延期' : '已结案', act === 'extension' ? 'Extended' : 'Closed');
                  await forget('/api/v1/cases');
                }}
                close={() => setAct(undefined)}
              />
            )}
          </>
        )}
      </Shown>
    </article>
  );
}
