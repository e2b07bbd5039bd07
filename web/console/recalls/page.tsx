/** Recalls and drills: the list with how far each is, the way to a new one, one of them, the nightly check. */
import { type ReactNode, useState } from 'react';
import { search } from '../../shared/api.ts';
import { wholeList } from '../../shared/table-file.ts';
import { changed, go, Link, usePath, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useKeys } from '../shell/keys.tsx';
import { mayI, useMe } from '../shell/me.ts';
import { Shown } from '../shell/query.tsx';
import { SavedViews } from '../shell/saved.tsx';
import { Empty } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, count, Due, zone } from '../shell/time.tsx';
import { usePages } from '../shell/turning.ts';
import { categoryNames, named, W, words } from '../shell/words.tsx';
import { CategoryField } from './category-field.tsx';
import { DraftRecall } from './draft.tsx';
import { StartDrill } from './drill.tsx';
import { DrillScores } from './drill-scores.tsx';
import { RecallFile } from './file.tsx';
import { ReadinessPage } from './readiness.tsx';
import type { Recall, Recalls } from './types.ts';

const columns: readonly Column<Recall>[] = [
  {
    id: 'title',
    title: words('召回、演练', 'recall, drill'),
    width: 'minmax(8rem,3fr)',
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
    width: '7rem',
    wide: true,
    cell: (row) => named(categoryNames, row.category).zh,
  },
  {
    id: 'state',
    title: words('状态', 'state'),
    width: '5.5rem',
    cell: (row) => (
      <>
        <span className={`state recall-${row.state}`}>{row.stateName.zh}</span>
        {row.score !== undefined && <small>演练 {count(row.score)} 分</small>}
      </>
    ),
  },
  {
    id: 'answers',
    title: words('答复', 'answers'),
    width: '5.5rem',
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
    id: 'published',
    title: words('发布', zone()),
    width: '9rem',
    wide: true,
    cell: (row) => (row.publishedAt === null ? '—' : <At at={row.publishedAt} />),
  },
  {
    id: 'due',
    title: words('答复期限', 'due'),
    width: '7rem',
    wide: true,
    cell: (row) => (row.answerDue === null || row.state !== 'published' ? '—' : <Due at={row.answerDue} />),
  },
];

const rowsOf = (recalls: readonly Recall[]): unknown[][] => [
  [
    '标题 title',
    '演练 drill',
    '类别 category',
    '状态 state',
    '发布 published',
    '期限 due',
    '持有方 holders',
    '已答 answered',
    '逾期 overdue',
    '得分 score',
  ],
  ...recalls.map((row) => [
    row.title.zh,
    row.drill ? '是 yes' : '否 no',
    named(categoryNames, row.category).zh,
    row.stateName.zh,
    row.publishedAt,
    row.answerDue,
    row.counts?.holders,
    row.counts?.answered,
    row.counts?.overdue,
    row.score,
  ]),
];

export default function RecallsPage(): ReactNode {
  const [, id] = usePath().split('/');
  if (id === 'new') return <DraftRecall />;
  if (id === 'readiness') return <ReadinessPage />;
  if (id === 'drills') return <DrillScores />;
  return id === undefined ? <RecallList /> : <RecallFile key={id} id={id} />;
}

function RecallList(): ReactNode {
  const me = useMe();
  const [given, change] = useSearch();
  const [drilling, setDrilling] = useState(false);
  const drill = given.get('drill') ?? '';
  const state = given.get('state') ?? '';
  const category = given.get('category') ?? '';
  const asked = { drill, state, category };
  const first = `/api/v1/recalls${search({ ...asked, perPage: 200 })}`;
  const { pages, read, more } = usePages<Recalls>(first, 15_000);
  const recalls = pages.flatMap((page) => page.recalls);
  const may = mayI(me.data, 'run_recall');
  useKeys([
    ...(may
      ? [
          { keys: 'c', ...words('起草召回', 'draft a recall'), run: () => go('/console/recalls/new') },
          { keys: 'd', ...words('发起演练', 'begin a drill'), run: () => setDrilling(true) },
        ]
      : []),
    { keys: 's', ...words('演练成绩', 'drill scores'), run: () => go('/console/recalls/drills') },
    { keys: 'y', ...words('每夜检查', 'nightly checks'), run: () => go('/console/recalls/readiness') },
    {
      keys: 'l',
      ...words('到列表', 'to the list'),
      run: () => document.querySelector<HTMLElement>('.table [data-index]')?.focus(),
    },
  ]);
  return (
    <div className="work">
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="召回与演练" en="Recalls and drills" />
          </h1>
          <span className="exports">
            {recalls.length > 0 && (
              <Exports
                name="recalls"
                rows={async (reading) => rowsOf(await wholeList(first, ({ recalls }: Recalls) => recalls, reading))}
              />
            )}
            <Link to="/console/recalls/drills">
              <W zh="演练成绩" en="drill scores" />
            </Link>
            <Link to="/console/recalls/readiness">
              <W zh="每夜检查" en="nightly checks" />
            </Link>
            <a href="/recalls">
              <W zh="公众公告" en="public notices" />
            </a>
            {may && (
              <>
                <button type="button" onClick={() => setDrilling(true)}>
                  <W zh="发起演练" en="begin a drill" /> <kbd aria-hidden="true">d</kbd>
                </button>
                <Link to="/console/recalls/new" className="button">
                  <W zh="起草召回" en="draft a recall" /> <kbd aria-hidden="true">c</kbd>
                </Link>
              </>
            )}
          </span>
        </header>
        <div className="filters" role="search" aria-label="筛选 filters">
          <label className="field">
            <W zh="种类" en="kind" />
            <select
              name="drill"
              value={drill}
              onChange={({ currentTarget }) => change({ drill: currentTarget.value }, { replace: true })}
            >
              <option value="">全部 all</option>
              <option value="false">召回 recalls</option>
              <option value="true">演练 drills</option>
            </select>
          </label>
          <label className="field">
            <W zh="状态" en="state" />
            <select
              name="state"
              value={state}
              onChange={({ currentTarget }) => change({ state: currentTarget.value }, { replace: true })}
            >
              <option value="">全部 all</option>
              <option value="published">已发布 published</option>
              <option value="draft,confirmed">未发布 not published</option>
              <option value="completed,withdrawn,dropped">已结束 ended</option>
            </select>
          </label>
          <CategoryField value={category} choose={(chosen) => change({ category: chosen }, { replace: true })} />
          <SavedViews page="recalls" />
        </div>
        <Shown of={read} lines={6}>
          {() =>
            recalls.length === 0 ? (
              <Empty
                zh="没有召回或演练。从一个批次或一次追溯起草召回，或发起一次演练"
                en="no recall or drill: draft a recall from a lot or a trace, or begin a drill"
              />
            ) : (
              <Table
                label="召回与演练 recalls and drills"
                rows={recalls}
                columns={columns}
                id={(row) => row.id}
                height={60}
                open={(row) => go(`/console/recalls/${row.id}${changed(given, {})}`)}
                more={more}
              />
            )
          }
        </Shown>
      </section>
      {drilling && <StartDrill close={() => setDrilling(false)} />}
    </div>
  );
}
