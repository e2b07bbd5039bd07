/** What a number was counted from, those that fail first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ScoreListAnswer } from '../../../src/contract/index.ts';
import { askPage, search } from '../../shared/api.ts';
import { wholeList } from '../../shared/table-file.ts';
import { EventBox } from '../findings/event.tsx';
import { Link, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useNames } from '../shell/me.ts';
import { Empty, Failure, Loading } from '../shell/states.tsx';
import { At, count, stamp, stamped } from '../shell/time.tsx';
import { categoryNames, named, W } from '../shell/words.tsx';

const perPage = 200;
const titles: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  coverage: { zh: '覆盖：企业', en: 'coverage: firms' },
  continuity: { zh: '衔接：交付', en: 'continuity: deliveries' },
  completeness: { zh: '完整：记录', en: 'completeness: records' },
  timeliness: { zh: '及时：记录', en: 'timeliness: records' },
  unlicensed: { zh: '没有有效证照的企业', en: 'firms without a licence in force' },
};

export function ListPanel({ narrow }: { readonly narrow: Readonly<Record<string, string>> }): ReactNode {
  const [given, change] = useSearch();
  const names = useNames();
  const measure = given.get('list') ?? 'coverage';
  const met = given.get('met') ?? '';
  const ofBy = given.get('ofBy');
  const own = ofBy === null ? {} : { [ofBy]: given.get('of') ?? '' };
  const path = (most: number): string => `/api/v1/scores/list${search({ ...narrow, ...own, measure, met, perPage: most })}`;
  const read = useInfiniteQuery({
    queryKey: [path(perPage), 'pages'],
    initialPageParam: path(perPage),
    queryFn: ({ pageParam, signal }) => askPage<ScoreListAnswer>(pageParam, { signal }),
    getNextPageParam: ({ next }) => next,
  });
  const [first] = read.data?.pages ?? [];
  const rows = read.data?.pages.flatMap(({ body }) => body.rows) ?? [];
  const out = (all: ScoreListAnswer['rows']): unknown[][] => [
    ['编号 id', '企业 firm', '类别 category', '区域 area', stamped('时间', 'at'), '达标 met'],
    ...all.map((row) => [
      row.id,
      row.name,
      named(categoryNames, row.category).zh,
      names.area(row.area).zh,
      stamp(row.at),
      row.met ? '是 yes' : '否 no',
    ]),
  ];
  return (
    <article className="details" aria-label="清单 list">
      <button
        type="button"
        className="plain back"
        onClick={() => change({ list: undefined, met: undefined, of: undefined, ofBy: undefined })}
      >
        <W zh="关闭" en="close" /> ✕
      </button>
      <h2>
        <W {...(titles[measure] ?? titles.coverage!)} />
      </h2>
      <span className="segmented" role="group" aria-label="达标 met">
        {(
          [
            ['', '全部', 'all'],
            ['false', '未达', 'not met'],
            ['true', '达标', 'met'],
          ] as const
        ).map(([value, zh, en]) => (
          <button key={zh} type="button" aria-pressed={met === value} onClick={() => change({ met: value }, { replace: true })}>
            <W zh={zh} en={en} />
          </button>
        ))}
      </span>
      {read.error !== null && <Failure error={read.error} again={() => void read.refetch()} />}
      {first === undefined ? (
        read.error === null && <Loading lines={6} />
      ) : (
        <>
          <p className="quiet">
            {first.body.formula.zh} <span lang="en">{first.body.formula.en}</span>
          </p>
          <p>
            {read.hasNextPage ? (
              <W zh={`已列 ${count(rows.length)} 条，还有更多`} en="so far" />
            ) : (
              <W zh={`共 ${count(rows.length)} 条`} en="in all" />
            )}{' '}
            <Exports
              name={`${measure}-list`}
              rows={async (reading) => out(await wholeList(path(2_000), (body: ScoreListAnswer) => body.rows, reading))}
            />
          </p>
          {rows.length === 0 && <Empty zh="没有" en="none" />}
          <ul className="score-list">
            {rows.map((row) => (
              <li key={`${row.id} ${row.category} ${row.organisation}`} className={row.met ? '' : 'unmet'}>
                {row.organisation === null ? (
                  <b>{row.name ?? '未登记'}</b>
                ) : (
                  <Link to={`/console/firms/${row.organisation}`}>{row.name}</Link>
                )}
                <span className="quiet">
                  {named(categoryNames, row.category).zh} {names.area(row.area).zh} {row.at !== undefined && <At at={row.at} />}{' '}
                  {row.met ? <W zh="达标" en="met" /> : <W zh="未达" en="not met" />}
                </span>
                {row.at !== undefined && /^(?:urn|https?|ni):/.test(row.id) && <EventBox id={row.id} />}
              </li>
            ))}
          </ul>
          {read.hasNextPage && (
            <p>
              <button type="button" disabled={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
                <W zh={`再列 ${perPage} 条`} en="more" />
              </button>
            </p>
          )}
        </>
      )}
    </article>
  );
}
