/** What to do today: what arrived, what was refused, what the watch found, what comes due, what is on its way. */
import type { ReactNode } from 'react';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { useQueue } from '../lib/use-queue.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Icon } from '../parts/icons.tsx';
import { PartyName } from '../parts/party-name.tsx';
import { StageName } from '../parts/stage-name.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { ThingName } from '../parts/thing-name.tsx';
import { unitName } from '../record/units.ts';
import { Link } from '../router.tsx';
import { ended, endingLicences, lastDay, useWork } from './work.ts';

const quick: readonly {
  readonly to: string;
  readonly sign: 'record' | 'certificate' | 'scan' | 'stock';
  readonly name: Words;
}[] = [
  { to: '/record', sign: 'record', name: words('记一条', 'Record') },
  { to: '/certificate', sign: 'certificate', name: words('开合格证', 'Certificate') },
  { to: '/codes', sign: 'scan', name: words('发码打印', 'Codes') },
  { to: '/uploads', sign: 'stock', name: words('Excel 上传', 'By Excel') },
];

interface PartProps {
  readonly title: Words;
  readonly count: number;
  readonly children: ReactNode;
}

function Part({ title, count, children }: PartProps): ReactNode {
  if (count === 0) return null;
  return (
    <section>
      <h2>
        <Both {...title} /> <span className="tag">{count}</span>
      </h2>
      <ul className="items">{children}</ul>
    </section>
  );
}

const inDays = (left: number): Words =>
  left < 0
    ? words(`已过期 ${-left} 天`, `${-left} days over`)
    : left === 0
      ? words('今天到期', 'today')
      : words(`还有 ${left} 天`, `in ${left} days`);

export function TodayPage(): ReactNode {
  const me = useMe();
  const queue = useQueue();
  const { called, invited, deliveries, found, refused, due, sent } = useWork(me);
  const parts = [called, invited, deliveries, found, refused, due, sent];
  const waiting = parts.some(({ isPending }) => isPending);
  const failed = parts.find(({ error, data }) => error !== null && data === undefined)?.error;
  const here = queue.items.filter(({ state }) => state === 'refused');
  const known = new Set(queue.items.map(({ id }) => id));
  const there = (refused.data ?? []).filter(({ eventID }) => !known.has(eventID));
  const open = (sent.data ?? [])
    .filter(({ state, refused: rows }) => !ended(state) || (state === 'done' && rows > 0))
    .slice(0, 5);
  const licences = endingLicences(me);
  const total =
    (called.data?.length ?? 0) +
    (invited.data?.length ?? 0) +
    (deliveries.data?.length ?? 0) +
    (found.data?.length ?? 0) +
    here.length +
    there.length +
    open.length +
    licences.length +
    (due.data?.length ?? 0);
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('今日', 'Today')} />
        </h1>
      </header>
      <nav className="quick" aria-label="常用 shortcuts">
        {quick.map(({ to, sign, name }) => (
          <Link key={to} to={to}>
            <Icon sign={sign} />
            <span>
              <Both {...name} />
            </span>
          </Link>
        ))}
      </nav>
      <div className="block">
        {failed !== undefined && failed !== null && (
          <Failure
            error={failed}
            again={() => {
              for (const part of parts) void part.refetch();
            }}
          />
        )}
        {waiting && failed === undefined ? (
          <Loading lines={5} />
        ) : (
          <>
            <Part title={words('召回与演练', 'Recalls and drills')} count={called.data?.length ?? 0}>
              {called.data?.map((call) => (
                <li key={call.id} className="item bad">
                  <h3>
                    {call.drill && <span className="tag warn">演练 DRILL</span>} <Both {...call.title} />
                  </h3>
                  <p className="quiet">
                    <Both {...words(`${call.level} 级 · ${call.items} 项`, `level ${call.level}, ${call.items} items`)} /> ·{' '}
                    <Both {...(call.overdue ? words('已逾期', 'overdue') : words('答复期限', 'answer by'))} />{' '}
                    <Time at={call.due} />
                  </p>
                  <p className="row">
                    <Link to={`/recalls/${call.id}`} className="button small">
                      <Both {...words('查找并答复', 'Look and answer')} />
                    </Link>
                  </p>
                </li>
              ))}
            </Part>
            <Part title={words('联合体邀请', 'Invitations to joint groups')} count={invited.data?.length ?? 0}>
              {invited.data?.map((group) => (
                <li key={group.id} className="item warn">
                  <h3>{group.name}</h3>
                  <p>{group.purpose}</p>
                  <p className="row">
                    <Link to={`/groups/${group.id}`} className="button small">
                      <Both {...words('查看并答复', 'See and answer')} />
                    </Link>
                  </p>
                </li>
              ))}
            </Part>
            <Part title={words('被拒的记录', 'Refused records')} count={here.length + there.length}>
              {here.map((item) => {
                const rule = item.rules?.find(({ severity, outcome }) => severity === 'block' && outcome === 'fails');
                return (
                  <li key={item.id} className="item bad">
                    <h3>
                      <Both {...item.stageName} />：{item.about}
                    </h3>
                    <p>
                      {rule !== undefined ? (
                        <Both {...rule.told} />
                      ) : item.problem !== undefined ? (
                        <Both zh={item.problem.zh} en={item.problem.en} />
                      ) : (
                        <Both {...words(`${item.faults?.length ?? 0} 处要改`, `${item.faults?.length ?? 0} to correct`)} />
                      )}
                    </p>
                    <p className="row">
                      <Link
                        to={`/record/${item.category}/${item.stage}?item=${encodeURIComponent(item.id)}`}
                        className="button small"
                      >
                        <Both {...words('改好重发', 'Repair')} />
                      </Link>
                    </p>
                  </li>
                );
              })}
              {there.map((row) => (
                <li key={row.eventID} className="item bad">
                  <h3>
                    <StageName category={row.category} stage={row.stage} /> <code>{row.rule}</code>
                  </h3>
                  <p>
                    <Both {...row.told} />
                  </p>
                  <p className="quiet">
                    <Both {...words('由程序或表格提交', 'sent by a program or a sheet')} /> · <Time at={row.askedAt} />
                  </p>
                  <p className="row">
                    <Link to={`/record/${row.category}/${row.stage}`} className="button small plain">
                      <Both {...words('在此补记', 'Record it here')} />
                    </Link>
                  </p>
                </li>
              ))}
            </Part>
            <Part title={words('待确认的到货', 'Deliveries to answer')} count={deliveries.data?.length ?? 0}>
              {deliveries.data?.map(({ event, things, from, note }) => (
                <li key={event.eventID} className="item warn">
                  <Link to={`/delivery?event=${encodeURIComponent(event.eventID)}`} className="whole">
                    <h3>
                      {things.slice(0, 2).map(({ code, quantity, unit }, i) => (
                        <span key={code}>
                          {i > 0 && '、'}
                          <ThingName code={code} /> {quantity ?? ''} {unit === undefined ? '' : unitName(unit)}
                        </span>
                      ))}
                      {things.length > 2 && ` … ${things.length}`}
                    </h3>
                    <p className="quiet">
                      {from !== undefined && <PartyName uri={from} of={things[0]?.code} />} {note !== undefined && `· ${note}`} ·{' '}
                      <Time at={event.eventTime} />
                    </p>
                  </Link>
                  <p className="row">
                    <Link to={`/delivery?event=${encodeURIComponent(event.eventID)}`} className="button small">
                      <Both {...words('确认或拒收', 'Confirm or refuse')} />
                    </Link>
                  </p>
                </li>
              ))}
            </Part>
            <Part title={words('监测发现', 'Findings')} count={found.data?.length ?? 0}>
              {found.data?.map((each) => (
                <li key={each.id} className={`item ${each.gravity === 'high' ? 'bad' : 'warn'}`}>
                  <h3>
                    <Both {...each.title} />
                  </h3>
                  <p>
                    <Both {...each.told} />
                  </p>
                  <p className="row">
                    <span className="tag warn">
                      <Both {...each.stateName} />
                    </span>
                    <span className="quiet">
                      <Both {...words('期限', 'due')} /> <Time at={each.due} />
                    </span>
                  </p>
                  <p className="row">
                    <Link to={`/findings/${each.id}`} className="button small">
                      <Both {...words('说明或整改', 'Answer')} />
                    </Link>
                  </p>
                </li>
              ))}
            </Part>
            <Part title={words('到期', 'Coming due')} count={(due.data?.length ?? 0) + licences.length}>
              {due.data?.map(({ key, register, what, day, left }) => (
                <li key={`${key}${what.en}`} className={`item ${left < 0 ? 'bad' : 'warn'}`}>
                  <h3>
                    <Both {...register} /> <code>{key}</code>
                  </h3>
                  <p>
                    <Both {...what} /> {day} · <Both {...inDays(left)} />
                  </p>
                </li>
              ))}
              {licences.map((licence) => (
                <li key={licence.id} className={`item ${licence.state === 'valid' ? 'warn' : 'bad'}`}>
                  <h3>
                    <Both {...(licence.schemeName as Words)} /> <code>{licence.number}</code>
                  </h3>
                  <p>
                    {lastDay(licence) ?? licence.state} · <Link to="/licences">证照 licences</Link>
                  </p>
                </li>
              ))}
            </Part>
            <Part title={words('表格上传', 'Uploads')} count={open.length}>
              {open.map((each) => (
                <li key={each.id} className="item">
                  <h3>{each.name || each.stage}</h3>
                  {!ended(each.state) && (
                    <progress
                      aria-label="进度 progress"
                      max={each.rows ?? 1}
                      value={each.rows === null ? undefined : each.read}
                    />
                  )}
                  <p className="row apart">
                    <span className={each.refused > 0 ? 'tag bad' : 'tag'}>
                      <Both
                        {...words(
                          `${each.stored + each.existing} 行已存，${each.refused} 行被拒`,
                          `${each.stored + each.existing} stored, ${each.refused} refused`,
                        )}
                      />
                    </span>
                    <Link to="/uploads">
                      <Both {...words('查看', 'See')} />
                    </Link>
                  </p>
                </li>
              ))}
            </Part>
            {total === 0 && failed === undefined && (
              <Empty title={words('今天没有待办', 'Nothing waits for you today')}>
                <p className="quiet">
                  <Both
                    {...words(
                      '到货、被拒的记录、监测发现和到期事项会出现在这里',
                      'Deliveries, refused records, findings and what comes due appear here',
                    )}
                  />
                </p>
              </Empty>
            )}
          </>
        )}
      </div>
    </>
  );
}
