/** The work list: filters in the address, rows of any number, many decided at once; one beside the list with all that is known of it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { askPage, search } from '../../shared/api.ts';
import { changed, go, Link, usePath, useSearch } from '../router.tsx';
import { useKeys } from '../shell/keys.tsx';
import { useNames } from '../shell/me.ts';
import { useAsk } from '../shell/query.tsx';
import { Empty, Failure, Loading } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, count, Due, zone } from '../shell/time.tsx';
import { categoryNames, families, named, W, words } from '../shell/words.tsx';
import { BulkBar } from './bulk.tsx';
import { Details } from './details.tsx';
import { Filters, filterNames } from './filters.tsx';
import { type Counts, type Finding, isPending } from './types.ts';

export default function FindingsPage(): ReactNode {
  const [, id] = usePath().split('/');
  const [words_, change] = useSearch();
  const names = useNames();
  const filter = useMemo(
    () => Object.fromEntries(filterNames.flatMap((name) => (words_.get(name) === null ? [] : [[name, words_.get(name)!]]))),
    [words_],
  );
  const list = useInfiniteQuery({
    queryKey: [`/api/v1/findings${search({ ...filter, perPage: 200 })}`, 'pages'],
    initialPageParam: `/api/v1/findings${search({ ...filter, perPage: 200 })}`,
    queryFn: ({ pageParam, signal }) => askPage<{ findings: readonly Finding[] }>(pageParam, { signal }),
    getNextPageParam: ({ next }) => next,
  });
  const counted = useAsk<Counts>(`/api/v1/findings/counts${search({ ...filter, by: 'state' })}`);
  const total = counted.data?.counts.reduce((sum, each) => sum + each.count, 0);
  const rows = useMemo(() => list.data?.pages.flatMap(({ body }) => body.findings) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const lastMarked = useRef<string>(undefined);
  const open = (to: string | undefined): void => go(`/console/findings${to === undefined ? '' : `/${to}`}${changed(words_, {})}`);

  const mark = (row: Finding, range: boolean): void => {
    const next = new Set(marked);
    const [from, to] = [rows.findIndex((each) => each.id === lastMarked.current), rows.indexOf(row)].sort((a, b) => a - b) as [
      number,
      number,
    ];
    const put = !marked.has(row.id);
    for (const each of range && from >= 0 ? rows.slice(from, to + 1) : [row]) {
      if (put) next.add(each.id);
      else next.delete(each.id);
    }
    lastMarked.current = row.id;
    setMarked(next);
  };

  const step = (by: number): void => {
    const at = rows.findIndex((each) => each.id === id);
    const next = rows[at + by];
    if (next !== undefined) open(next.id);
  };
  useKeys([
    {
      keys: '/',
      ...words('到搜索框', 'search'),
      run: () => document.querySelector<HTMLInputElement>('.filters [name=q]')?.focus(),
    },
    { keys: 'n', ...words('下一条', 'next finding'), run: () => step(1) },
    { keys: 'p', ...words('上一条', 'previous finding'), run: () => step(-1) },
    { keys: 'u', ...words('关闭详情', 'close the details'), run: () => open(undefined) },
    {
      keys: 'l',
      ...words('到列表', 'to the list'),
      run: () => document.querySelector<HTMLElement>('.table [data-index]')?.focus(),
    },
  ]);

  const columns: readonly Column<Finding>[] = [
    {
      id: 'what',
      title: words('发现', 'finding'),
      width: 'minmax(9rem,3fr)',
      cell: (row) => (
        <>
          <b title={row.title.en}>{row.title.zh}</b>
          <small>
            <span className="narrow">{row.organisationName} </span>
            {row.told.zh}
          </small>
        </>
      ),
    },
    {
      id: 'firm',
      title: words('主体', 'firm'),
      width: 'minmax(6rem,2fr)',
      wide: true,
      cell: (row) => row.organisationName ?? '—',
    },
    {
      id: 'kind',
      title: words('类别', 'category'),
      width: '7rem',
      wide: true,
      cell: (row) => (
        <>
          {named(categoryNames, row.category).zh}
          <small>{named(families, row.family).zh}</small>
        </>
      ),
    },
    { id: 'area', title: words('区域', 'area'), width: '6rem', wide: true, cell: (row) => names.area(row.area).zh },
    {
      id: 'state',
      title: words('状态', 'state'),
      width: '6.5rem',
      cell: (row) => (
        <>
          <span className={`state ${row.state}`}>{row.stateName.zh}</span>
          {row.resolvedAt !== undefined && <small>数据已补正</small>}
          {isPending(row) && <Due at={row.due} />}
        </>
      ),
    },
    {
      id: 'opened',
      title: words('发现时间', zone()),
      width: '9rem',
      wide: true,
      cell: (row) => <At at={row.openedAt} />,
    },
  ];

  return (
    <div className={id === undefined ? 'work' : 'work split'}>
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="监测发现" en="Findings" /> <small>{total === undefined ? '' : `${count(total)} 条`}</small>
          </h1>
          <Link to="/console/detectors">
            <W zh="监测项与准确率" en="detectors" />
          </Link>
          <Link to="/console/notices">
            <W zh="通知与订阅" en="notices" />
          </Link>
          <span className="exports">
            <W zh="导出" en="export" />
            <a href={`/api/v1/findings/table${search({ ...filter, format: 'xlsx' })}`} download>
              XLSX
            </a>
            <a href={`/api/v1/findings/table${search({ ...filter, format: 'csv' })}`} download>
              CSV
            </a>
          </span>
        </header>
        <Filters words={words_} change={(changes) => change(changes, { replace: true })} />
        {list.error !== null && <Failure error={list.error} again={() => void list.refetch()} />}
        {list.isPending ? (
          <Loading lines={10} />
        ) : rows.length === 0 ? (
          list.error === null && <Empty zh="没有符合条件的发现" en="No finding fits these filters" />
        ) : (
          <Table
            label="监测发现 findings"
            rows={rows}
            columns={columns}
            id={(row) => row.id}
            height={60}
            open={(row) => open(row.id)}
            current={id}
            marked={marked}
            mark={mark}
            more={more}
            tone={(row) => `gravity-${row.gravity}`}
          />
        )}
        {marked.size > 0 && (
          <BulkBar
            chosen={rows.filter((row) => marked.has(row.id))}
            drop={() => setMarked(new Set())}
            keep={(ids) => setMarked(new Set(ids))}
            all={() => setMarked(new Set(rows.slice(0, 500).map((row) => row.id)))}
          />
        )}
      </section>
      {id !== undefined && <Details key={id} id={id} close={() => open(undefined)} />}
    </div>
  );
}
