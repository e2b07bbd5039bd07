/** What one asked to be told of, how it goes, and the inbox. */
import './notices.css';
import { type ReactNode, useState } from 'react';
import type { NoticeAnswer, NoticeSubscriptionAnswer } from '../../../src/contract/index.ts';
import { zhuisu } from '../../shared/api.ts';
import { wholeList } from '../../shared/table-file.ts';
import { faultWords, filterWords, noticeWords, stateNames, topicNames } from '../../shared/told.ts';
import { Link } from '../router.tsx';
import { DialogForm } from '../shell/dialog-form.tsx';
import { Exports } from '../shell/exports.tsx';
import { complain, say } from '../shell/notices.tsx';
import { forget, Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { At, count, stamp, stamped } from '../shell/time.tsx';
import { W, words } from '../shell/words.tsx';
import { AskDialog } from './form.tsx';

const path = '/api/v1/notices';
const read = (): void => void forget(path);

export default function NoticesPage(): ReactNode {
  const subscriptions = useAsk<{ subscriptions: readonly NoticeSubscriptionAnswer[] }>(`${path}/subscriptions`, {
    every: 15_000,
  });
  const [asking, setAsking] = useState(false);
  return (
    <div className="work">
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="通知" en="Notices" />
          </h1>
          <button type="button" className="button" onClick={() => setAsking(true)}>
            <W zh="新的订阅" en="Subscribe" />
          </button>
        </header>
        <Shown of={subscriptions} lines={4}>
          {({ subscriptions: rows }) =>
            rows.length === 0 ? (
              <Empty
                zh="还没有订阅。订阅后，发现、处置与每日摘要会投递到地址或收件箱。"
                en="Nothing is subscribed. Findings and the digest can be delivered to an address, or to the inbox."
              />
            ) : (
              <ul className="plain-list">
                {rows.map((row) => (
                  <Row key={row.id} row={row} />
                ))}
              </ul>
            )
          }
        </Shown>
        <Inbox />
      </section>
      {asking && <AskDialog close={() => setAsking(false)} done={read} />}
    </div>
  );
}

function Row({ row }: { readonly row: NoticeSubscriptionAnswer }): ReactNode {
  const [dropping, setDropping] = useState(false);
  const paused = row.state === 'paused';
  const stopped = paused || row.state === 'suspended';
  const fault = faultWords(row);
  const change = async (): Promise<void> => {
    try {
      await (stopped ? zhuisu().notices.resume(row.id) : zhuisu().notices.pause(row.id));
      if (stopped) say('已恢复', 'It goes on');
      else say('已暂停', 'Paused', () => void zhuisu().notices.resume(row.id).then(read, complain));
    } catch (error) {
      complain(error);
    }
    read();
  };
  return (
    <li className="subscription" data-state={row.state}>
      <p>
        <b>
          <W {...topicNames[row.topic]} />
        </b>{' '}
        <W {...filterWords(row)} /> → {row.dest === null ? <W zh="收件箱" en="inbox" /> : <code>{row.dest}</code>}
      </p>
      <p className="quiet">
        <span className={`state ${row.state === 'active' ? 'closed' : 'new'}`}>
          <W {...(stateNames[row.state] ?? words(row.state, ''))} />
        </span>{' '}
        {row.dest !== null && (
          <>
            <W zh={`已投递 ${count(row.delivered)} 条`} en="delivered" />{' '}
            {row.lastNotifiedAt !== undefined && (
              <>
                <W zh="最近" en="last" /> <At at={row.lastNotifiedAt} />{' '}
              </>
            )}
            {row.nextAttempt !== undefined && !stopped && (
              <>
                <W zh="下次" en="next" /> <At at={row.nextAttempt} />{' '}
              </>
            )}
          </>
        )}
      </p>
      {fault !== undefined && (
        <p className="due late fault">
          <W {...fault} />
        </p>
      )}
      <p className="acts">
        <button type="button" onClick={() => void change()}>
          <W {...(stopped ? words('恢复', 'Go on') : words('暂停', 'Pause'))} />
        </button>
        <button type="button" onClick={() => setDropping(true)}>
          <W zh="取消订阅" en="Remove" />
        </button>
      </p>
      {dropping && (
        <DialogForm
          title={words('取消订阅', 'Remove')}
          grave
          send={async () => {
            await zhuisu().notices.unsubscribe(row.id);
            say('已取消订阅', 'It is removed');
            read();
          }}
          close={() => setDropping(false)}
        >
          <p className="consequence">
            <W
              zh="其未投递的通知和收件箱中的通知一并删除；监测发现本身不受影响。"
              en="What it has not delivered, or has put into the inbox, goes with it; the findings themselves stay."
            />
          </p>
        </DialogForm>
      )}
    </li>
  );
}

function Inbox(): ReactNode {
  const inbox = useAsk<{ notices: readonly NoticeAnswer[] }>(`${path}?perPage=50`, { every: 15_000 });
  const newest = inbox.data?.notices[0]?.seq;
  const unread = inbox.data?.notices.some(({ readAt }) => readAt === undefined) ?? false;
  const settle = async (upTo: number): Promise<void> => {
    await zhuisu().notices.read(upTo).catch(complain);
    read();
  };
  return (
    <section aria-label="收件箱 inbox">
      <header className="titled">
        <h2>
          <W zh="收件箱" en="Inbox" />
        </h2>
        {newest !== undefined && (
          <Exports
            name="inbox"
            rows={async (reading) => [
              [stamped('时间', 'at'), '内容 what', '英文 in English', stamped('已读', 'read'), '发现编号 finding'],
              ...(
                await wholeList(`${path}?perPage=500`, ({ notices }: { notices: readonly NoticeAnswer[] }) => notices, reading)
              ).map((each) => [stamp(each.at), noticeWords(each).zh, noticeWords(each).en, stamp(each.readAt), each.finding?.id]),
            ]}
          />
        )}
        {unread && newest !== undefined && (
          <button type="button" onClick={() => void settle(newest)}>
            <W zh="全部标为已读" en="Mark all as read" />
          </button>
        )}
      </header>
      <Shown of={inbox} lines={3}>
        {({ notices }) =>
          notices.length === 0 ? (
            <Empty zh="收件箱是空的" en="The inbox is empty" />
          ) : (
            <ul className="plain-list inbox">
              {notices.map((each) => (
                <li key={`${each.seq}`} className={each.readAt === undefined ? 'unread' : 'quiet'}>
                  <At at={each.at} />{' '}
                  {each.finding === undefined ? (
                    <W {...noticeWords(each)} />
                  ) : (
                    <Link to={`/console/findings/${each.finding.id}`}>
                      <W {...noticeWords(each)} />
                    </Link>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
