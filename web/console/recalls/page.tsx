/** Recalls and drills that run: how far each has come, who has not answered, and the way into the chain. */
import type { ReactNode } from 'react';
import type { recallDetails, recallsAnswer } from '../../../src/contract/index.ts';
import type { Infer } from '../../../src/events/schema.ts';
import { search } from '../../shared/api.ts';
import { changed, go, Link, usePath, useSearch } from '../router.tsx';
import { saveCsv } from '../shell/csv.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, count, Due, percent, zone } from '../shell/time.tsx';
import { categoryNames, named, W, words } from '../shell/words.tsx';

export type Recalls = Infer<typeof recallsAnswer>;
type Row = Recalls['recalls'][number];
type Details = Infer<typeof recallDetails>;

const columns: readonly Column<Row>[] = [
  {
    id: 'title',
    title: words('召回、演练', 'recall, drill'),
    width: 'minmax(10rem,3fr)',
    cell: (row) => (
      <>
        <b>{row.title.zh}</b>
        <small>{row.reason}</small>
      </>
    ),
  },
  {
    id: 'category',
    title: words('类别', 'category'),
    width: '8rem',
    wide: true,
    cell: (row) => named(categoryNames, row.category).zh,
  },
  { id: 'state', title: words('状态', 'state'), width: '6rem', cell: (row) => row.stateName.zh },
  {
    id: 'answers',
    title: words('答复', 'answers'),
    width: '8rem',
    cell: ({ counts }) =>
      counts === undefined ? (
        '—'
      ) : (
        <>
          {count(counts.answered)}/{count(counts.holders)} 家
          {counts.overdue > 0 && <small className="due late">逾期 {count(counts.overdue)}</small>}
        </>
      ),
  },
  {
    id: 'due',
    title: words('答复期限', zone()),
    width: '8rem',
    wide: true,
    cell: (row) => (row.answerDue === null ? '—' : <Due at={row.answerDue} />),
  },
];

export default function RecallsPage(): ReactNode {
  const [, id] = usePath().split('/');
  const [given, change] = useSearch();
  const drill = given.get('drill') ?? '';
  const state = given.get('state') ?? '';
  const read = useAsk<Recalls>(`/api/v1/recalls${search({ drill, state })}`, { every: 60_000 });
  return (
    <div className={id === undefined ? 'work' : 'work split'}>
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="召回与演练" en="Recalls and drills" />
          </h1>
        </header>
        <div className="filters" role="search" aria-label="筛选 filters">
          <label className="field">
            <W zh="种类" en="kind" />
            <select value={drill} onChange={({ currentTarget }) => change({ drill: currentTarget.value }, { replace: true })}>
              <option value="">全部 all</option>
              <option value="false">召回 recalls</option>
              <option value="true">演练 drills</option>
            </select>
          </label>
          <label className="field">
            <W zh="状态" en="state" />
            <select value={state} onChange={({ currentTarget }) => change({ state: currentTarget.value }, { replace: true })}>
              <option value="">全部 all</option>
              <option value="published">已发布 published</option>
              <option value="draft,confirmed">未发布 not published</option>
              <option value="completed,withdrawn,dropped">已结束 ended</option>
            </select>
          </label>
        </div>
        <Shown of={read} lines={6}>
          {({ recalls }) =>
            recalls.length === 0 ? (
              <Empty zh="没有召回或演练" en="no recall or drill" />
            ) : (
              <Table
                label="召回与演练 recalls and drills"
                rows={recalls}
                columns={columns}
                id={(row) => row.id}
                height={60}
                open={(row) => go(`/console/recalls/${row.id}${changed(given, {})}`)}
                current={id}
              />
            )
          }
        </Shown>
      </section>
      {id !== undefined && <RecallFile key={id} id={id} />}
    </div>
  );
}

function RecallFile({ id }: { readonly id: string }): ReactNode {
  const [given] = useSearch();
  const read = useAsk<Details>(`/api/v1/recalls/${id}`, { every: 60_000 });
  return (
    <article className="details" aria-label="召回 recall">
      <Link to={`/console/recalls${changed(given, {})}`} className="back">
        <W zh="关闭" en="close" /> ✕
      </Link>
      <Shown of={read} lines={8}>
        {(recall) => (
          <>
            <h2 className="title">
              {recall.title.zh} <span lang="en">{recall.title.en}</span>
            </h2>
            <p className="told">{recall.reason}</p>
            <p className="tags">
              <span>{recall.stateName.zh}</span>
              <span>{recall.organisationName}</span>
              {recall.publishedAt !== null && <At at={recall.publishedAt} />}
              {recall.answerDue !== null && <Due at={recall.answerDue} />}
            </p>
            <p>
              {recall.instructions.zh} <span lang="en">{recall.instructions.en}</span>
            </p>
            {recall.progress !== undefined && (
              <p>
                <W zh={`完成 ${percent(recall.progress.completion)}`} en="complete" />：{count(recall.progress.answered)}/
                {count(recall.progress.holders)} 家已答复，逾期 {count(recall.progress.overdue)} 家
              </p>
            )}
            <section>
              <h3>
                <W zh="起点" en="roots" />
              </h3>
              <ul className="codes">
                {recall.roots.map((root) => (
                  <li key={String(root)}>
                    <code>{String(root)}</code>{' '}
                    <Link to={`/console/trace${search({ code: String(root) })}`}>
                      <W zh="追溯" en="trace" />
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
            <section>
              <h3>
                <W zh={`持有者 ${count(recall.holders.length)}`} en="holders" />{' '}
                <button
                  type="button"
                  className="plain"
                  onClick={() =>
                    saveCsv(`recall-${id}`, [
                      ['持有者 holder', '期限 due', '答复 answered', '逾期 overdue'],
                      ...recall.holders.map((each) => [
                        each.name,
                        each.due,
                        each.answeredAt ?? '',
                        each.overdue ? '是 yes' : '否 no',
                      ]),
                    ])
                  }
                >
                  CSV
                </button>
              </h3>
              <ul className="lines">
                {recall.holders.map((each) => (
                  <li key={each.holder}>
                    <b>{each.name}</b>
                    {each.answeredAt === null ? <Due at={each.due} /> : <At at={each.answeredAt} />}
                  </li>
                ))}
              </ul>
            </section>
          </>
        )}
      </Shown>
    </article>
  );
}
