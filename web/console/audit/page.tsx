/** The audit log for the audit administrator: found by what is asked for, checked, taken out. Each reading is written down itself. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { AuditCheck } from '../../../src/contract/index.ts';
import { ask, askPage, search } from '../../shared/api.ts';
import { useSearch } from '../router.tsx';
import { complain } from '../shell/notices.tsx';
import { useAsk } from '../shell/query.tsx';
import { Empty, Failure, Loading } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, count, fromLocalInput, localInput, zone } from '../shell/time.tsx';
import { W, type Words, words } from '../shell/words.tsx';

interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly kindName?: Words;
  readonly outcome: 'allowed' | 'denied' | 'failed';
  readonly object: string;
  readonly principal: { readonly kind: string; readonly account?: string; readonly organisation?: string };
  readonly details?: unknown;
  readonly reason?: string;
  readonly address?: string;
  readonly hash: string;
}

const outcomes = { allowed: words('允许', 'allowed'), denied: words('拒绝', 'denied'), failed: words('失败', 'failed') };
const names = ['from', 'until', 'kind', 'outcome', 'account', 'organisation', 'object'] as const;

export default function AuditPage(): ReactNode {
  const [given, change] = useSearch();
  const filter = Object.fromEntries(names.map((name) => [name, given.get(name) ?? undefined]));
  const base = `/api/v1/audit${search({ ...filter, perPage: 200 })}`;
  const kinds = useAsk<Readonly<Record<string, Words>>>('/api/v1/audit/kinds');
  const list = useInfiniteQuery({
    queryKey: [base, 'pages'],
    initialPageParam: base,
    queryFn: ({ pageParam, signal }) => askPage<{ entries: readonly Entry[] }>(pageParam, { signal }),
    getNextPageParam: ({ next }) => next,
    // Each reading is an entry of the log: it is not read again for its own sake.
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = useMemo(() => list.data?.pages.flatMap(({ body }) => body.entries) ?? [], [list.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const [check, setCheck] = useState<AuditCheck>();
  const [checking, setChecking] = useState(false);
  const verify = async (): Promise<void> => {
    setChecking(true);
    try {
      setCheck(await ask<AuditCheck>('/api/v1/audit/verify'));
    } catch (error) {
      complain(error);
    } finally {
      setChecking(false);
    }
  };
  const chosen = rows.find(({ seq }) => String(seq) === given.get('sel'));
  const columns: readonly Column<Entry>[] = [
    { id: 'seq', title: words('号', 'no.'), width: '4.5rem', right: true, cell: (row) => count(row.seq) },
    { id: 'at', title: words('时间', zone()), width: '9rem', cell: (row) => <At at={row.at} /> },
    {
      id: 'kind',
      title: words('事项', 'what'),
      width: 'minmax(7rem,1fr)',
      cell: (row) => (
        <>
          <b>{row.kindName?.zh ?? row.kind}</b>
          <small>{row.reason ?? ''}</small>
        </>
      ),
    },
    {
      id: 'outcome',
      title: words('结果', 'outcome'),
      width: '5rem',
      cell: (row) => <span className={`outcome ${row.outcome}`}>{outcomes[row.outcome].zh}</span>,
    },
    {
      id: 'who',
      title: words('谁', 'who'),
      width: 'minmax(7rem,1fr)',
      wide: true,
      cell: ({ principal }) => (
        <>
          {principal.kind}
          <small>
            <code>{principal.account ?? ''}</code>
          </small>
        </>
      ),
    },
    {
      id: 'object',
      title: words('对象', 'object'),
      width: 'minmax(8rem,2fr)',
      wide: true,
      cell: (row) => <code>{row.object}</code>,
    },
    { id: 'address', title: words('地址', 'address'), width: '8rem', wide: true, cell: (row) => row.address },
  ];
  return (
    <div className={chosen === undefined ? 'work' : 'work split'}>
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="审计日志" en="Audit log" />
          </h1>
          <span className="acts">
            <button type="button" disabled={checking} onClick={() => void verify()}>
              {checking ? <W zh="正在校验" en="checking" /> : <W zh="校验全链" en="Verify the chain" />}
            </button>
            <a className="button" href="/api/v1/audit/export?format=csv" download>
              <W zh="导出" en="CSV" />
            </a>
            <a className="button" href="/api/v1/audit/export?format=jsonl" download>
              <W zh="导出（可校验）" en="JSONL" />
            </a>
          </span>
        </header>
        {check !== undefined &&
          (check.sound ? (
            <p className="resolved" role="status">
              <W zh={`全链完好，至第 ${count(check.head.seq)} 号`} en={`sound up to entry ${check.head.seq}`} />{' '}
              <code>{check.head.hash.slice(0, 16)}…</code>
            </p>
          ) : (
            <p className="failure" role="alert">
              <W
                zh={`第 ${check.fault?.seq} 号不符：${check.fault?.fault}`}
                en={`entry ${check.fault?.seq}: ${check.fault?.fault}`}
              />
            </p>
          ))}
        <div className="filters" role="search" aria-label="筛选 filters">
          <label className="field">
            <W zh="事项" en="what" />
            <select
              value={given.get('kind') ?? ''}
              onChange={({ currentTarget }) => change({ kind: currentTarget.value }, { replace: true })}
            >
              <option value="">全部 all</option>
              {Object.entries(kinds.data ?? {}).map(([id, { zh, en }]) => (
                <option key={id} value={id}>
                  {zh} {en}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <W zh="结果" en="outcome" />
            <select
              value={given.get('outcome') ?? ''}
              onChange={({ currentTarget }) => change({ outcome: currentTarget.value }, { replace: true })}
            >
              <option value="">全部 all</option>
              {Object.entries(outcomes).map(([id, { zh, en }]) => (
                <option key={id} value={id}>
                  {zh} {en}
                </option>
              ))}
            </select>
          </label>
          {(['from', 'until'] as const).map((name) => (
            <label key={name} className="field">
              {name === 'from' ? <W zh="自" en="from" /> : <W zh="至" en="until" />}
              <input
                type="datetime-local"
                value={given.get(name) === null ? '' : localInput(Date.parse(given.get(name)!))}
                onChange={({ currentTarget }) => change({ [name]: fromLocalInput(currentTarget.value) }, { replace: true })}
              />
            </label>
          ))}
          {(['account', 'organisation', 'object'] as const).map((name) => (
            <label key={name} className="field">
              {{ account: '账号 account', organisation: '单位 organisation', object: '对象 object' }[name]}
              <input
                defaultValue={given.get(name) ?? ''}
                key={given.get(name)}
                onBlur={({ currentTarget }) => change({ [name]: currentTarget.value.trim() }, { replace: true })}
                onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
              />
            </label>
          ))}
        </div>
        {list.error !== null && <Failure error={list.error} again={() => void list.refetch()} />}
        {list.isPending ? (
          <Loading lines={10} />
        ) : rows.length === 0 ? (
          list.error === null && <Empty zh="没有符合条件的记录" en="No entry fits these filters" />
        ) : (
          <Table
            label="审计日志 audit log"
            rows={rows}
            columns={columns}
            id={({ seq }) => String(seq)}
            height={56}
            open={({ seq }) => change({ sel: String(seq) }, { replace: true })}
            current={given.get('sel') ?? undefined}
            more={more}
            tone={({ outcome }) => (outcome === 'allowed' ? '' : 'gravity-high')}
          />
        )}
      </section>
      {chosen !== undefined && (
        <article className="details" aria-label="一条审计记录 entry">
          <button type="button" className="plain back" onClick={() => change({ sel: undefined }, { replace: true })}>
            <W zh="关闭" en="close" /> ✕
          </button>
          <h2>
            {chosen.kindName?.zh ?? chosen.kind} <span lang="en">{chosen.kindName?.en}</span>
          </h2>
          <pre tabIndex={0}>{JSON.stringify(chosen, null, 2)}</pre>
        </article>
      )}
    </div>
  );
}
