/** What a number was counted from, those that fail first. */
import type { ReactNode } from 'react';
import type { ScoreListAnswer } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import { EventBox } from '../findings/event.tsx';
import { Link, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useNames } from '../shell/me.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { At, count } from '../shell/time.tsx';
import { categoryNames, named, W } from '../shell/words.tsx';

const most = 500;
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
  const read = useAsk<ScoreListAnswer>(`/api/v1/scores/list${search({ ...narrow, ...own, measure, met, perPage: most })}`);
  const out = ({ rows }: ScoreListAnswer): unknown[][] => [
    ['编号 id', '企业 firm', '类别 category', '区域 area', '时间 at', '达标 met'],
    ...rows.map((row) => [
      row.id,
      row.name,
      named(categoryNames, row.category).zh,
      names.area(row.area).zh,
      row.at,
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
      <Shown of={read} lines={6}>
        {(told) => (
          <>
            <p className="quiet">
              {told.formula.zh} <span lang="en">{told.formula.en}</span>
            </p>
            <p>
              {told.whole ? (
                <W zh={`共 ${count(told.rows.length)} 条`} en="in all" />
              ) : (
                <W zh={`只列前 ${count(told.rows.length)} 条，请再筛选`} en="the first of them" />
              )}{' '}
              <Exports name={`${measure}-list`} rows={() => out(told)} />
            </p>
            {told.rows.length === 0 && <Empty zh="没有" en="none" />}
            <ul className="score-list">
              {told.rows.map((row) => (
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
          </>
        )}
      </Shown>
    </article>
  );
}
