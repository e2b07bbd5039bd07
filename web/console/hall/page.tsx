/** The big screen: numbers that are true now, each from the same question as the list behind it, asked again every few seconds. */
import './hall.css';
import { type ReactNode, useEffect, useState } from 'react';
import type { Counts as EventCounts, Scores } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import type { Counts, Finding } from '../findings/types.ts';
import { Link } from '../router.tsx';
import { measureNames, measures } from '../scores/words.ts';
import { useJurisdiction, useNames } from '../shell/me.ts';
import { useAsk } from '../shell/query.tsx';
import { Failure } from '../shell/states.tsx';
import { At, count, percent, zone } from '../shell/time.tsx';
import { categoryNames, families, named, W } from '../shell/words.tsx';

/** Milliseconds between two readings; the scores count every event of a month and are asked less often. */
const often = 5_000;
const seldom = 60_000;
const open = { state: 'new,confirmed,ordered,rectified', resolved: 'false' };

export default function HallPage(): ReactNode {
  const names = useNames();
  const { data: jurisdiction } = useJurisdiction();
  const families_ = useAsk<Counts>(`/api/v1/findings/counts${search({ ...open, by: 'family' })}`, { every: often });
  const areas = useAsk<Counts>(`/api/v1/findings/counts${search({ ...open, by: 'area' })}`, { every: often });
  const newest = useAsk<{ findings: readonly Finding[] }>(`/api/v1/findings${search({ ...open, perPage: 8 })}`, { every: often });
  const events = useAsk<EventCounts>('/api/v1/counts', { every: seldom });
  const scores = useAsk<Scores>('/api/v1/scores?by=category', { every: seldom });
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const thisMonth = events.data?.counts.filter((each) => each.month === month) ?? [];
  const total = families_.data?.counts.reduce((sum, each) => sum + each.open, 0);
  const overdue = families_.data?.counts.reduce((sum, each) => sum + each.overdue, 0);
  const failing = [families_, areas, newest].find(({ error }) => error !== null);
  return (
    <div className="hall">
      <header>
        <h1>
          {jurisdiction?.zh} 重要产品追溯 <span lang="en">{jurisdiction?.en}</span>
        </h1>
        <Clock />
        <button type="button" onClick={() => void document.querySelector('.hall')?.requestFullscreen()}>
          <W zh="全屏" en="full screen" />
        </button>
      </header>
      {failing !== undefined && <Failure error={failing.error} again={() => void failing.refetch()} />}
      <div className="figures">
        <Figure to={`/console/findings${search(open)}`} zh="未办结发现" en="open findings" value={total} unit="条" />
        <Figure
          to="/console/findings?overdue=true"
          zh="已逾期"
          en="overdue"
          value={overdue}
          unit="条"
          bad={overdue !== undefined && overdue > 0}
        />
        <Figure
          to="/console/scores?by=category"
          zh="本月事件"
          en="events this month"
          value={events.data && thisMonth.reduce((sum, each) => sum + each.events, 0)}
          unit="条"
        />
        {measures.map((each) => (
          <Link key={each} to={`/console/scores?m=${each}`} className="figure">
            <b>{scores.data?.total[each].share === undefined ? '—' : percent(scores.data.total[each].share)}</b>
            <span>
              <W {...measureNames[each]} />
            </span>
            <small>
              {scores.data === undefined
                ? ''
                : `${count(scores.data.total[each].met)}/${count(scores.data.total[each].all)} ${measureNames[each].unit}`}
            </small>
          </Link>
        ))}
      </div>
      <div className="boards">
        <section>
          <h2>
            <W zh="按测度" en="by measure" />
          </h2>
          <Bars
            rows={(families_.data?.counts ?? []).map((each) => ({
              ...each,
              name: named(families, each.value).zh,
              to: `/console/findings${search({ ...open, family: each.value ?? '' })}`,
            }))}
          />
          <h2>
            <W zh="本月事件，按类别" en="events this month" />
          </h2>
          <Bars
            rows={thisMonth.map((each) => ({
              value: each.category,
              open: each.events,
              overdue: 0,
              name: named(categoryNames, each.category).zh,
              to: `/console/scores${search({ category: each.category, list: 'completeness' })}`,
            }))}
          />
        </section>
        <section>
          <h2>
            <W zh="按区域" en="by area" />
          </h2>
          <Bars
            rows={(areas.data?.counts ?? [])
              .filter(({ value }) => value !== null)
              .slice(0, 12)
              .map((each) => ({
                ...each,
                name: names.area(each.value).zh,
                to: `/console/findings${search({ ...open, area: each.value ?? '' })}`,
              }))}
          />
        </section>
        <section>
          <h2>
            <W zh="最新发现" en="newest" />
          </h2>
          <ol className="findings" aria-live="polite">
            {newest.data?.findings.map((each) => (
              <li key={each.id}>
                <Link to={`/console/findings/${each.id}`}>
                  <b>{each.title.zh}</b>
                </Link>
                <p className="quiet">
                  <span>{each.organisationName}</span>
                  <span>{names.area(each.area).zh}</span>
                  <At at={each.openedAt} />
                </p>
              </li>
            ))}
          </ol>
        </section>
      </div>
      <p className="quiet">
        <W
          zh={`数字每 ${often / 1000} 秒、指标每 ${seldom / 1000} 秒重新查询；每个数都可点开其清单。`}
          en="asked anew all the time; every number opens its list"
        />
      </p>
    </div>
  );
}

function Figure({
  to,
  zh,
  en,
  value,
  unit,
  bad = false,
}: {
  readonly to: string;
  readonly zh: string;
  readonly en: string;
  readonly value: number | undefined;
  readonly unit: string;
  readonly bad?: boolean;
}): ReactNode {
  return (
    <Link to={to} className={bad ? 'figure bad' : 'figure'}>
      <b>{value === undefined ? '·' : count(value)}</b>
      <span>
        <W zh={zh} en={en} />
      </span>
      <small>{unit}</small>
    </Link>
  );
}

interface Bar {
  readonly value: string | null;
  readonly open: number;
  readonly overdue: number;
  readonly name: string;
  readonly to: string;
}

function Bars({ rows }: { readonly rows: readonly Bar[] }): ReactNode {
  const most = Math.max(1, ...rows.map((each) => each.open));
  return (
    <div className="tally">
      <ul>
        {rows
          .filter((each) => each.open > 0)
          .map((each) => (
            <li key={each.value ?? 'none'}>
              <Link to={each.to}>
                <span className="what">{each.name}</span>
                <span className="many">{count(each.open)}</span>
                <meter min={0} max={most} value={each.open} aria-hidden="true" />
              </Link>
            </li>
          ))}
      </ul>
    </div>
  );
}

function Clock(): ReactNode {
  const [now, set] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => set(new Date()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={now.toISOString()}>
      {now.toLocaleTimeString('zh-CN', { hour12: false })} <small>{zone()}</small>
    </time>
  );
}
