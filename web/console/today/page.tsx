/** The first screen: what is owed today and what rings, each with its cause and the way to deal with it. */
import type { ReactNode } from 'react';
import { search } from '../../shared/api.ts';
import { farBehind } from '../detectors/behind.ts';
import type { Counts, Detectors, Finding } from '../findings/types.ts';
import { Link } from '../router.tsx';
import { useMe, useNames } from '../shell/me.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty, isForbidden } from '../shell/states.tsx';
import { At, count, Due, day, zone } from '../shell/time.tsx';
import { categoryNames, families, named, W, type Words, words } from '../shell/words.tsx';
import { RunningRecalls, WaitingComplaints } from './calls.tsx';
import { CasesEnding, Registrations } from './others.tsx';

/** Rows of each list; the number above opens the whole. */
const few = 3;
const stillOpen = { state: 'new,confirmed,ordered,rectified', resolved: 'false' };

interface Duty extends Words {
  readonly id: string;
  readonly filter: Readonly<Record<string, string>>;
  /** What is to be done about them. */
  readonly act: Words;
  readonly tone: 'bad' | 'warn' | 'none';
}

/** Midnight of the reader's day, `ahead` days on. */
const midnight = (ahead: number): string => {
  const at = new Date();
  at.setHours(24 * ahead, 0, 0, 0);
  return at.toISOString();
};

const duties = (): readonly Duty[] => [
  {
    id: 'overdue',
    ...words('已逾期', 'Overdue'),
    filter: { overdue: 'true' },
    act: words('过了期限仍未办结', 'past their date and not closed'),
    tone: 'bad',
  },
  {
    id: 'grave',
    ...words('严重且待核实', 'Grave and new'),
    filter: { gravity: 'high', state: 'new', resolved: 'false' },
    act: words('先看这些', 'look at these first'),
    tone: 'bad',
  },
  {
    id: 'check',
    ...words('企业已整改，待复核', 'Rectified, to be checked'),
    filter: { state: 'rectified' },
    act: words('看证明，办结或退回', 'look at the proof, then close or reject'),
    tone: 'warn',
  },
  {
    id: 'due',
    ...words('整改今日到期', 'Ordered, due today'),
    filter: { state: 'ordered', resolved: 'false', dueFrom: midnight(0), dueBefore: midnight(1) },
    act: words('企业今天要交代', 'the firm has to answer today'),
    tone: 'warn',
  },
  {
    id: 'new',
    ...words('待核实', 'New'),
    filter: { state: 'new', resolved: 'false' },
    act: words('核实、排除或责令整改', 'confirm, dismiss or order'),
    tone: 'none',
  },
];

export function TodayPage(): ReactNode {
  const me = useMe();
  const names = useNames();
  const body = names.body(me.data?.organisation?.id);
  const all = duties();
  const check = useAsk<Counts>('/api/v1/findings/counts?by=family');
  return (
    <>
      <h1>
        {new Date().toLocaleDateString('zh-CN', { month: 'long', day: 'numeric', weekday: 'long' })}
        <span lang="en">{day(Date.now())}</span>
        <small>
          {body.zh} {zone()}
        </small>
      </h1>
      <Lately />
      <WatchTrouble />
      <div className="today">
        <div className="duties">
          {check.error !== null && isForbidden(check.error) ? (
            <Empty zh="监测发现不在您的职责范围内" en="Findings are not among your duties" />
          ) : (
            <>
              <nav className="strip" aria-label="今日概览 today at a glance">
                {all.map((duty) => (
                  <Glance key={duty.id} duty={duty} />
                ))}
              </nav>
              {all.map((duty) => (
                <DutyList key={duty.id} duty={duty} />
              ))}
            </>
          )}
          <RunningRecalls few={few} />
          <WaitingComplaints few={few} />
          <Registrations few={few} />
          <CasesEnding few={few} />
        </div>
        <aside>
          <Tally by="family" title={words('未办结，按测度', 'Open, by measure')} name={(id) => named(families, id)} />
          <Tally by="category" title={words('未办结，按类别', 'Open, by category')} name={(id) => named(categoryNames, id)} />
          <Tally
            by="organisation"
            title={words('未办结，按主体', 'Open, by firm')}
            name={(_, given) => words(given ?? '未登记', given === null ? 'not registered' : '')}
          />
          <Tally by="area" title={words('未办结，按区域', 'Open, by area')} name={names.area} />
        </aside>
      </div>
    </>
  );
}

interface Digest {
  readonly from: string;
  readonly opened: number;
  readonly resolved: number;
}

/** What came and went since yesterday. */
function Lately(): ReactNode {
  const { data } = useAsk<Digest>('/api/v1/digest');
  if (data === undefined) return null;
  return (
    <p className="quiet">
      <W zh="近 24 小时：" en="last 24 hours:" />{' '}
      <Link to={`/console/findings${search({ from: data.from })}`}>
        <W zh={`新发现 ${count(data.opened)} 条`} en="found" />
      </Link>
      ，
      <Link to="/console/findings?resolved=true">
        <W zh={`数据自行消除 ${count(data.resolved)} 条`} en="put right by the data" />
      </Link>
    </p>
  );
}

/** The watch is far behind, or a detector has thrown: whoever relies on the lists below is told. */
function WatchTrouble(): ReactNode {
  const { data } = useAsk<Detectors>('/api/v1/detectors', { every: 60_000 });
  const { lag = 0, stopped = [] } = data?.watch ?? {};
  if (stopped.length === 0 && lag <= farBehind) return null;
  return (
    <p className="trouble" role="alert">
      <Link to="/console/detectors">
        {stopped.length > 0 ? (
          <W zh={`${stopped.length} 个监测项因出错暂停`} en="detectors threw and wait to be tried again" />
        ) : (
          <W zh={`监测落后 ${count(lag)} 条事件`} en="events not read yet" />
        )}
      </Link>
    </p>
  );
}

const useTotal = ({ filter }: Duty): number | undefined =>
  useAsk<Counts>(`/api/v1/findings/counts${search({ ...filter, by: 'state' })}`, { every: 60_000 }).data?.counts.reduce(
    (sum, each) => sum + each.count,
    0,
  );

function Glance({ duty }: { readonly duty: Duty }): ReactNode {
  const total = useTotal(duty);
  return (
    <Link to={`/console/findings${search(duty.filter)}`} className={total === 0 ? 'done' : duty.tone}>
      <b>{total === undefined ? '·' : count(total)}</b> {duty.zh} <span lang="en">{duty.en}</span>
    </Link>
  );
}

function DutyList({ duty }: { readonly duty: Duty }): ReactNode {
  const names = useNames();
  const found = useAsk<{ findings: readonly Finding[] }>(`/api/v1/findings${search({ ...duty.filter, perPage: few })}`, {
    every: 60_000,
  });
  const total = useTotal(duty);
  const whole = `/console/findings${search(duty.filter)}`;
  // That there is none stands in the strip above.
  if (total === 0) return null;
  return (
    <section className={`duty ${duty.tone}`} aria-label={`${duty.zh} ${duty.en}`}>
      <header>
        <Link to={whole} className="number">
          {total === undefined ? '·' : count(total)}
        </Link>
        <h2>
          <Link to={whole}>{duty.zh}</Link> <span lang="en">{duty.en}</span>
        </h2>
        <p className="quiet">
          <W {...duty.act} />
        </p>
      </header>
      <Shown of={found} lines={3}>
        {({ findings }) => (
          <ol className="findings">
            {findings.map((each) => (
              <li key={each.id}>
                <Link to={`/console/findings/${each.id}${search(duty.filter)}`}>
                  <b>{each.title.zh}</b> <span lang="en">{each.title.en}</span>
                </Link>
                <p className="cause">{each.told.zh}</p>
                <p className="quiet">
                  {each.organisationName !== null && <span>{each.organisationName}</span>}
                  <span>{named(categoryNames, each.category).zh}</span>
                  <span>{names.area(each.area).zh}</span>
                  <At at={each.openedAt} />
                  <Due at={each.due} />
                </p>
              </li>
            ))}
            {total !== undefined && total > findings.length && (
              <li className="rest">
                <Link to={whole}>
                  <W zh={`全部 ${count(total)} 条`} en={`all ${count(total)}`} />
                </Link>
              </li>
            )}
          </ol>
        )}
      </Shown>
    </section>
  );
}

/** What belongs to nobody has no list of its own. */
const Listed = ({ to, children }: { readonly to: string | undefined; readonly children: ReactNode }): ReactNode =>
  to === undefined ? <span className="unlisted">{children}</span> : <Link to={to}>{children}</Link>;

/** Bars whose every number opens its list. */
function Tally({
  by,
  title,
  name,
}: {
  readonly by: string;
  readonly title: Words;
  readonly name: (id: string | null, given: string | null) => Words;
}): ReactNode {
  const counted = useAsk<Counts>(`/api/v1/findings/counts?by=${by}`);
  if (counted.error !== null && isForbidden(counted.error)) return null;
  return (
    <section className="tally">
      <h2>
        <W {...title} />
      </h2>
      <Shown of={counted} lines={3}>
        {({ counts }) => {
          const shown = counts.filter(({ open }) => open > 0);
          const most = Math.max(1, ...shown.map(({ open }) => open));
          if (shown.length === 0) return <Empty zh="没有未办结的" en="nothing is open" />;
          return (
            <ul>
              {shown.slice(0, 8).map(({ value, name: given, open, overdue }) => (
                <li key={value ?? 'none'}>
                  <Listed to={value === null ? undefined : `/console/findings${search({ [by]: value, ...stillOpen })}`}>
                    <span className="what">
                      {name(value, given).zh} <span lang="en">{name(value, given).en}</span>
                    </span>
                    <span className="many">{count(open)}</span>
                    <meter min={0} max={most} value={open} aria-hidden="true" />
                    {overdue > 0 && (
                      <span className="due late">
                        逾期 {count(overdue)} <span lang="en">overdue</span>
                      </span>
                    )}
                  </Listed>
                </li>
              ))}
            </ul>
          );
        }}
      </Shown>
    </section>
  );
}
