/** Who takes part: found by name, category, area, state; each with a file of its own. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo } from 'react';
import { categories } from '../../../src/categories/index.ts';
import type { Organisation } from '../../../src/contract/index.ts';
import { ask, search } from '../../shared/api.ts';
import { wholeList } from '../../shared/table-file.ts';
import { changed, go, usePath, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useKeys } from '../shell/keys.tsx';
import { useJurisdiction, useNames } from '../shell/me.ts';
import { SavedViews } from '../shell/saved.tsx';
import { Empty, Failure, Loading } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, count, stamp, stamped } from '../shell/time.tsx';
import { categoryNames, named, W, words } from '../shell/words.tsx';
import { FirmFile } from './file.tsx';

const states = { registered: '待审核', active: '正常', refused: '未通过', suspended: '暂停', closed: '注销' };
export const kindNames: Readonly<Record<string, string>> = {
  enterprise: '企业',
  association: '协会',
  bank: '银行',
  insurer: '保险',
  platform: '平台',
  vendor: '服务商',
  department: '部门',
  zone: '集聚区',
  township: '镇、街道',
};

interface Page {
  readonly organisations: readonly Organisation[];
  readonly nextPage?: string;
}

export default function FirmsPage(): ReactNode {
  const [, id] = usePath().split('/');
  const [given, change] = useSearch();
  const names = useNames();
  const { data: jurisdiction } = useJurisdiction();
  const get = (name: string): string => given.get(name) ?? '';
  const filter = {
    q: get('q'),
    status: get('status'),
    kind: get('kind') === '' ? 'enterprise' : get('kind'),
    category: get('category'),
    area: get('area'),
  };
  const base = `/api/v1/organisations${search({ ...filter, perPage: 200 })}`;
  const list = useInfiniteQuery({
    queryKey: [base, 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => ask<Page>(pageParam === '' ? base : `${base}&page=${pageParam}`, { signal }),
    getNextPageParam: ({ nextPage }) => nextPage,
    enabled: id === undefined,
  });
  const rows = useMemo(() => list.data?.pages.flatMap(({ organisations }) => organisations) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useKeys([
    {
      keys: '/',
      ...words('到搜索框', 'search'),
      run: () => document.querySelector<HTMLInputElement>('.filters [name=q]')?.focus(),
    },
    { keys: 'u', ...words('回到列表', 'back to the list'), run: () => go(`/console/firms${changed(given, {})}`) },
  ]);
  if (id !== undefined) return <FirmFile key={id} id={id} />;
  const columns: readonly Column<Organisation>[] = [
    {
      id: 'name',
      title: words('名称', 'name'),
      width: 'minmax(10rem,3fr)',
      cell: ({ name, uscc }) => (
        <>
          <b>{name}</b>
          <small>
            <code>{uscc}</code>
          </small>
        </>
      ),
    },
    {
      id: 'categories',
      title: words('类别', 'categories'),
      width: 'minmax(7rem,2fr)',
      wide: true,
      cell: (row) => row.categories.map((each) => named(categoryNames, each).zh).join('、'),
    },
    {
      id: 'area',
      title: words('区域', 'area'),
      width: 'minmax(6rem,1fr)',
      wide: true,
      cell: (row) => row.areas.map((each) => names.area(each).zh).join('、'),
    },
    {
      id: 'status',
      title: words('状态', 'state'),
      width: '6rem',
      cell: ({ status, statusName }) => <span className={`firm-state ${status}`}>{statusName.zh}</span>,
    },
    {
      id: 'since',
      title: words('登记', 'registered'),
      width: '7rem',
      wide: true,
      cell: ({ registeredAt }) =>
        registeredAt === undefined ? (
          <span
            className="quiet"
            title="不属于您负责的类别和区域，只显示公开的部分 of no category and area of yours: its public part"
          >
            仅公开部分
            <small lang="en">public part</small>
          </span>
        ) : (
          <At at={registeredAt} only="day" />
        ),
    },
  ];
  return (
    <div className="work">
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="企业" en="Firms" />{' '}
            <small>
              {count(rows.length)}
              {hasNextPage ? '+' : ''} 家
            </small>
          </h1>
          <Exports
            name="firms"
            rows={async (reading) => [
              [
                '编号 id',
                '名称 name',
                '统一社会信用代码 uscc',
                '类别 categories',
                '区域 areas',
                '状态 state',
                stamped('登记', 'registered'),
              ],
              ...(await wholeList(base, ({ organisations }: Page) => organisations, reading)).map((row) => [
                row.id,
                row.name,
                row.uscc,
                row.categories.map((each) => named(categoryNames, each).zh).join('、'),
                row.areas.map((each) => names.area(each).zh).join('、'),
                row.statusName.zh,
                row.registeredAt === undefined ? '仅公开部分 public part' : stamp(row.registeredAt),
              ]),
            ]}
          />
        </header>
        <div className="filters" role="search" aria-label="筛选 filters">
          <input
            type="search"
            name="q"
            aria-label="名称或统一社会信用代码 name or credit code"
            placeholder="名称或统一社会信用代码"
            defaultValue={get('q')}
            key={get('q')}
            onKeyDown={(event) => {
              if (event.key === 'Enter') change({ q: event.currentTarget.value.trim() }, { replace: true });
            }}
            onBlur={(event) => change({ q: event.currentTarget.value.trim() }, { replace: true })}
          />
          <Pick name="status" title="状态 state" of={Object.entries(states)} />
          <Pick name="category" title="类别 category" of={categories.map((each) => [each.id, each.zh])} />
          <Pick name="area" title="区域 area" of={(jurisdiction?.areas ?? []).map((each) => [each.code, each.zh])} />
          <Pick name="kind" title="种类 kind" of={Object.entries(kindNames)} otherwise="enterprise" />
          <SavedViews page="firms" />
        </div>
        {list.error !== null && <Failure error={list.error} again={() => void list.refetch()} />}
        {list.isPending ? (
          <Loading lines={10} />
        ) : rows.length === 0 ? (
          list.error === null && <Empty zh="没有符合条件的企业" en="No firm fits these filters" />
        ) : (
          <Table
            label="企业 firms"
            rows={rows}
            columns={columns}
            id={(row) => row.id}
            height={56}
            open={(row) => go(`/console/firms/${row.id}${changed(given, {})}`)}
            more={more}
          />
        )}
      </section>
    </div>
  );
}

function Pick({
  name,
  title,
  of,
  otherwise,
}: {
  readonly name: string;
  readonly title: string;
  readonly of: readonly (readonly [string, string])[];
  readonly otherwise?: string;
}): ReactNode {
  const [given, change] = useSearch();
  return (
    <label className="field">
      {title}
      <select
        value={given.get(name) ?? otherwise ?? ''}
        onChange={({ currentTarget: { value } }) =>
          change({ [name]: value === otherwise ? undefined : value }, { replace: true })
        }
      >
        {otherwise === undefined && <option value="">全部 all</option>}
        {of.map(([id, zh]) => (
          <option key={id} value={id}>
            {zh}
          </option>
        ))}
      </select>
    </label>
  );
}
