/** Complaints and reports of the public, and the way from each into the chain of what it is about. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { askPage, search } from '../../shared/api.ts';
import { wholeList } from '../../shared/table-file.ts';
import { changed, go, usePath, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useNames } from '../shell/me.ts';
import { Empty, Failure, Loading } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, Due, stamp, stamped, zone } from '../shell/time.tsx';
import { categoryNames, named, W, type Words, words } from '../shell/words.tsx';
import { ComplaintFile } from './file.tsx';

export interface Complaint {
  readonly number: string;
  readonly kindName: Words;
  readonly subjectName: Words;
  readonly code: string;
  readonly category: string | null;
  readonly area: string;
  readonly told: string;
  readonly place: string;
  readonly madeAt: string;
  readonly due: string;
  readonly overdue: boolean;
  readonly state: string;
  readonly stateName: Words;
  readonly assignedName: string | null;
  readonly photos: number;
}

interface Told {
  readonly complaints: readonly Complaint[];
}

const states = { received: '待受理', accepted: '办理中', answered: '已答复', refused: '不予受理' };

export default function ComplaintsPage(): ReactNode {
  const [, number] = usePath().split('/');
  const [given, change] = useSearch();
  const names = useNames();
  const filter = { state: given.get('state') ?? '', overdue: given.get('overdue') ?? '' };
  const base = `/api/v1/complaints${search({ ...filter, perPage: 200 })}`;
  const list = useInfiniteQuery({
    queryKey: [base, 'pages'],
    initialPageParam: base,
    queryFn: ({ pageParam, signal }) => askPage<Told>(pageParam, { signal }),
    getNextPageParam: ({ next }) => next,
  });
  const rows = useMemo(() => list.data?.pages.flatMap(({ body }) => body.complaints) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const columns: readonly Column<Complaint>[] = [
    {
      id: 'told',
      title: words('内容', 'what is told'),
      width: 'minmax(10rem,3fr)',
      cell: (row) => (
        <>
          <b>{row.told}</b>
          <small>
            {row.number} {row.subjectName.zh}
          </small>
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
    { id: 'area', title: words('区域', 'area'), width: '6rem', wide: true, cell: (row) => names.area(row.area).zh },
    {
      id: 'state',
      title: words('状态', 'state'),
      width: '7rem',
      cell: (row) => (
        <>
          {states[row.state as keyof typeof states] ?? row.stateName.zh}
          {(row.state === 'received' || row.state === 'accepted') && <Due at={row.due} />}
        </>
      ),
    },
    { id: 'made', title: words('收到', zone()), width: '9rem', wide: true, cell: (row) => <At at={row.madeAt} /> },
  ];
  return (
    <div className={number === undefined ? 'work' : 'work split'}>
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="投诉举报" en="Complaints" />
          </h1>
          <Exports
            name="complaints"
            rows={async (reading) => [
              [
                '编号 number',
                '内容 told',
                '事由 subject',
                '编码 code',
                '类别 category',
                '区域 area',
                '状态 state',
                stamped('收到', 'made'),
                stamped('期限', 'due'),
                '办理单位 with',
              ],
              ...(await wholeList(base, ({ complaints }: Told) => complaints, reading)).map((row) => [
                row.number,
                row.told,
                row.subjectName.zh,
                row.code,
                named(categoryNames, row.category).zh,
                names.area(row.area).zh,
                states[row.state as keyof typeof states] ?? row.stateName.zh,
                stamp(row.madeAt),
                stamp(row.due),
                row.assignedName,
              ]),
            ]}
          />
        </header>
        <div className="filters" role="search" aria-label="筛选 filters">
          <label className="field">
            <W zh="状态" en="state" />
            <select
              value={filter.state}
              onChange={({ currentTarget }) => change({ state: currentTarget.value }, { replace: true })}
            >
              <option value="">全部 all</option>
              {Object.entries(states).map(([id, zh]) => (
                <option key={id} value={id}>
                  {zh}
                </option>
              ))}
            </select>
          </label>
          <label className="chip">
            <input
              type="checkbox"
              checked={filter.overdue === 'true'}
              onChange={({ currentTarget }) => change({ overdue: currentTarget.checked ? 'true' : undefined }, { replace: true })}
            />
            <W zh="只看逾期" en="overdue" />
          </label>
        </div>
        {list.error !== null && <Failure error={list.error} again={() => void list.refetch()} />}
        {list.isPending ? (
          <Loading lines={8} />
        ) : rows.length === 0 ? (
          list.error === null && <Empty zh="没有符合条件的投诉举报" en="none fits" />
        ) : (
          <Table
            label="投诉举报 complaints"
            rows={rows}
            columns={columns}
            id={(row) => row.number}
            height={60}
            open={(row) => go(`/console/complaints/${row.number}${changed(given, {})}`)}
            current={number}
            more={more}
          />
        )}
      </section>
      {number !== undefined && <ComplaintFile key={number} number={number} />}
    </div>
  );
}
