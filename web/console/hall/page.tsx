/** The big screen: numbers as the server tells them when they change, each with the moment for which it is true and the list behind it. */
import './hall.css';
import { type ReactNode, useEffect, useState } from 'react';
import { search } from '../../shared/api.ts';
import { Link } from '../router.tsx';
import { measureNames, measures } from '../scores/words.ts';
import { useJurisdiction, useNames } from '../shell/me.ts';
import { At, count, percent, zone } from '../shell/time.tsx';
import { categoryNames, families, named, W, type Words, words } from '../shell/words.tsx';
import { type Live, useLive } from './live.ts';

const open = { state: 'new,confirmed,ordered,rectified', resolved: 'false' };

export default function HallPage(): ReactNode {
  const names = useNames();
  const { data: jurisdiction } = useJurisdiction();
  const live = useLive();
  const { findings, scores, events } = live;
  const total = findings?.families.reduce((sum, each) => sum + each.open, 0);
  const overdue = findings?.families.reduce((sum, each) => sum + each.overdue, 0);
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
      <Line live={live} />
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
          value={events?.counts.reduce((sum, each) => sum + each.events, 0)}
          unit="条"
        />
        {measures.map((each) => (
          <Link key={each} to={`/console/scores?m=${each}`} className="figure">
            <b>{scores === undefined ? '·' : scores.total[each].share === undefined ? '—' : percent(scores.total[each].share)}</b>
            <span>
              <W {...measureNames[each]} />
            </span>
            <small>
              {scores === undefined
                ? ''
                : `${count(scores.total[each].met)}/${count(scores.total[each].all)} ${measureNames[each].unit}`}
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
            rows={(findings?.families ?? []).map((each) => ({
              ...each,
              name: named(families, each.value).zh,
              to: `/console/findings${search({ ...open, family: each.value ?? '' })}`,
            }))}
          />
          <h2>
            <W zh="本月事件，按类别" en="events this month" />
          </h2>
          <Bars
            rows={(events?.counts ?? []).map((each) => ({
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
            rows={(findings?.areas ?? [])
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
            {findings?.newest.map((each) => (
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
      <p className="quiet heard">
        <W
          zh="服务器在数字变化时推送；每个数都可点开其清单。"
          en="told by the server as they change; every number opens its list"
        />
        {[
          [words('发现', 'findings'), findings?.at],
          [words('指标', 'scores'), scores?.at],
          [words('事件', 'events'), events?.at],
        ].map(([name, at]) =>
          at === undefined ? null : <Moment key={(name as Words).en} name={name as Words} at={at as string} />,
        )}
      </p>
    </div>
  );
}

const Moment = ({ name, at }: { readonly name: Words; readonly at: string }): ReactNode => (
  <span>
    {name.zh} <span lang="en">{name.en}</span> {new Date(at).toLocaleTimeString('zh-CN', { hour12: false })}
  </span>
);

/** Whether what stands here is still true. */
function Line({ live: { up, heard, findings } }: { readonly live: Live }): ReactNode {
  if (!up)
    return (
      <p className="line down" role="alert">
        {heard === undefined ? (
          <W zh="连不上服务器，正在重试；尚无数字" en="no line to the server, trying again; no numbers yet" />
        ) : (
          <W
            zh={`与服务器的连接中断，正在重连；以下是 ${clockOf(heard)} 的数字`}
            en={`the line is down, connecting again; these are the numbers of ${clockOf(heard)}`}
          />
        )}
      </p>
    );
  return (
    <p className="line" role="status">
      {findings === undefined ? <W zh="正在读取" en="reading" /> : <W zh="实时" en="live" />}
    </p>
  );
}

const clockOf = (at: number): string => new Date(at).toLocaleTimeString('zh-CN', { hour12: false });

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
      <b>
        {value === undefined ? '·' : count(value)}
        <small>{unit}</small>
      </b>
      <span>
        <W zh={zh} en={en} />
      </span>
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
