/** Everything on its way from this device, with what became of each. */
import { type ReactNode, useState } from 'react';
import { useMe } from '../lib/me.tsx';
import { discard, type Held, type Queued, restore, sendQueue } from '../lib/queue.ts';
import { Time } from '../lib/time.tsx';
import { useQueue } from '../lib/use-queue.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { Empty, Loading } from '../parts/states.tsx';
import { RuleLine } from '../record/field.tsx';
import { Link } from '../router.tsx';

const states: Readonly<Record<Queued['state'], { readonly name: Words; readonly tone: string }>> = {
  waiting: { name: words('待发', 'waiting'), tone: 'warn' },
  sending: { name: words('正在发', 'sending'), tone: 'warn' },
  sent: { name: words('已到达', 'stored'), tone: 'ok' },
  refused: { name: words('被拒', 'refused'), tone: 'bad' },
};
const order: readonly Queued['state'][] = ['refused', 'sending', 'waiting', 'sent'];

const holds: Readonly<Record<Held, Words>> = {
  'no answer': words(
    '服务器暂时没有应答，会自动重试，顺序不变',
    'The server does not answer; it is tried again by itself, in the same order',
  ),
  'sign in': words('登录已过期，登录后继续发送', 'You are signed out; sending goes on once you sign in'),
  'too often': words('发送过于频繁，稍后继续', 'Too many at once; it goes on in a moment'),
};

export function QueuePage(): ReactNode {
  const me = useMe();
  const { items, held, loading } = useQueue();
  const [gone, setGone] = useState<Queued>();
  const shown = items
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (b.n ?? 0) - (a.n ?? 0))
    .slice(0, 200);
  const open = items.filter(({ state }) => state === 'waiting' || state === 'sending').length;
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('发送情况', 'On its way')} />
        </h1>
      </header>
      {held !== undefined && open > 0 && (
        <div className="notice warn" role="status">
          <p>
            <Both {...holds[held]} />
          </p>
          <p className="row">
            {held === 'sign in' ? (
              <a className="button small" href="/sign-in?next=/workbench/queue">
                <Both {...words('登录', 'Sign in')} />
              </a>
            ) : (
              <button type="button" className="button small plain" onClick={() => void sendQueue(me.account.account)}>
                <Both {...words('现在重试', 'Try now')} />
              </button>
            )}
          </p>
        </div>
      )}
      {gone !== undefined && (
        <p className="notice row apart" role="status">
          <span>
            <Both {...words('已丢弃', 'Discarded')} />：{gone.about}
          </span>
          <button
            type="button"
            className="button small plain"
            onClick={() => {
              void restore(gone);
              setGone(undefined);
            }}
          >
            <Both {...words('撤销', 'Undo')} />
          </button>
        </p>
      )}
      {loading ? (
        <Loading />
      ) : shown.length === 0 ? (
        <Empty title={words('本机没有待发的记录', 'Nothing waits on this device')}>
          <p>
            <Both
              {...words(
                '提交的记录先存在本机再发送；没有网络时在这里等待，被拒的在这里修改。',
                'What you record is kept on this device first. Without network it waits here; what was refused is repaired here.',
              )}
            />
          </p>
          <Link to="/record" className="button">
            <Both {...words('记一条', 'Record')} />
          </Link>
        </Empty>
      ) : (
        <ul className="items">
          {shown.map((item) => (
            <li key={item.id} className={`item ${states[item.state].tone}`}>
              <p className="row apart">
                <strong>
                  <Both {...item.stageName} />
                </strong>
                <span className={`tag ${states[item.state].tone}`}>
                  <Both {...states[item.state].name} />
                </span>
              </p>
              <p>{item.about}</p>
              {item.issued !== undefined && (
                <p className="row">
                  <a href={item.issued.page}>
                    <code>{item.issued.number}</code>
                  </a>
                  {item.acting === undefined && (
                    <a className="button small" href={item.issued.pdf} target="_blank" rel="noopener">
                      <Both {...words('打印', 'Print')} />
                    </a>
                  )}
                </p>
              )}
              <p className="quiet">
                <Time at={item.at} />
                {item.acting !== undefined && (
                  <>
                    {' '}
                    · <Both {...words('代', 'for')} /> {item.acting.name}
                  </>
                )}
                {item.account !== me.account.account && (
                  <>
                    {' '}
                    · <Both {...words('由另一账号记录，该账号登录后发送', 'of another account, sent once it signs in')} />
                  </>
                )}
                {item.tries > 1 && ` · ${item.tries}×`}
              </p>
              {item.problem !== undefined && item.state === 'refused' && (
                <p className="fault">
                  <Both zh={item.problem.zh} en={item.problem.en} /> →{' '}
                  <Both zh={item.problem.repairZh} en={item.problem.repair} />
                </p>
              )}
              {(item.faults ?? []).map((fault) => (
                <p className="fault" key={fault.key}>
                  {fault.key}: <q>{fault.came}</q> → <Both {...fault.expected} />
                </p>
              ))}
              {(item.rules ?? []).map((rule) => (
                <RuleLine key={rule.rule} rule={rule} />
              ))}
              {item.state !== 'sent' && item.state !== 'sending' && (
                <p className="row">
                  {item.state === 'refused' && item.kind === undefined && (
                    <Link
                      to={`/record/${item.category}/${item.stage}?item=${encodeURIComponent(item.id)}`}
                      className="button small"
                    >
                      <Both {...words('改好重发', 'Repair')} />
                    </Link>
                  )}
                  <Confirm
                    title={words('丢弃这条记录？', 'Discard this record?')}
                    consequence={words(
                      '它没有到达服务器，丢弃后服务器上不会有这条记录。',
                      'It never reached the server, and will not be there.',
                    )}
                    act={words('丢弃', 'Discard')}
                    onConfirm={() => {
                      setGone(item);
                      void discard(item.id);
                    }}
                  >
                    {(ask) => (
                      <button type="button" className="button small plain danger" onClick={ask}>
                        <Both {...words('丢弃', 'Discard')} />
                      </button>
                    )}
                  </Confirm>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
