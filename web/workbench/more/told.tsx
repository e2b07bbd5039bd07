/** What the firm asked to be told of, how it goes, and its inbox. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { NoticeAnswer, NoticeSubscriptionAnswer } from '../../../src/contract/index.ts';
import { wholeList } from '../../shared/table-file.ts';
import {
  faultWords,
  filterWords,
  freshAsked,
  noticeWords,
  requestOf,
  stateNames,
  type Topic,
  topicNames,
} from '../../shared/told.ts';
import { ask, askPage, zhuisu } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { stamp, stamped, Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { Exports } from '../parts/exports.tsx';
import { Choice, Form, Line, useSending, useTyped } from '../parts/form.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';

export function ToldPage(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['told', me.firm.id],
    queryFn: () => zhuisu().notices.subscriptions(),
    refetchInterval: 15_000,
    retry: false,
  });
  const [failed, setFailed] = useState<unknown>();
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    setFailed(undefined);
    try {
      await work();
    } catch (cause) {
      setFailed(cause);
    }
    await client.invalidateQueries({ queryKey: ['told'] });
  };
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('通知', 'Notices')} />
        </h1>
      </header>
      {failed !== undefined && <Failure error={failed} />}
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Empty title={words('还没有订阅', 'Nothing is subscribed')} />
      ) : (
        <ul className="items">
          {data.map((row) => (
            <Row key={row.id} row={row} act={act} />
          ))}
        </ul>
      )}
      <AskForm />
      <Inbox />
    </>
  );
}

function Row({
  row,
  act,
}: {
  readonly row: NoticeSubscriptionAnswer;
  readonly act: (work: () => Promise<unknown>) => Promise<void>;
}): ReactNode {
  const stopped = row.state === 'paused' || row.state === 'suspended';
  const fault = faultWords(row);
  const tone = row.state === 'active' ? 'ok' : 'warn';
  return (
    <li className={`item ${tone}`} data-state={row.state}>
      <p className="row apart">
        <strong>
          <Both {...topicNames[row.topic]} />
        </strong>
        <span className={`tag ${tone}`}>
          <Both {...(stateNames[row.state] ?? words(row.state, ''))} />
        </span>
      </p>
      <p>
        <Both {...filterWords(row)} /> → {row.dest === null ? <Both {...words('收件箱', 'inbox')} /> : <code>{row.dest}</code>}
      </p>
      {row.dest !== null && (
        <p className="quiet">
          <Both {...words(`已投递 ${row.delivered} 条`, 'delivered')} />
          {row.lastNotifiedAt !== undefined && (
            <>
              {' '}
              · <Both {...words('最近', 'last')} /> <Time at={row.lastNotifiedAt} />
            </>
          )}
          {row.nextAttempt !== undefined && !stopped && (
            <>
              {' '}
              · <Both {...words('下次', 'next')} /> <Time at={row.nextAttempt} />
            </>
          )}
        </p>
      )}
      {fault !== undefined && (
        <p className="tag bad fault">
          <Both {...fault} />
        </p>
      )}
      <p className="row">
        <button
          type="button"
          className="button small plain"
          onClick={() => void act(() => (stopped ? zhuisu().notices.resume(row.id) : zhuisu().notices.pause(row.id)))}
        >
          <Both {...(stopped ? words('恢复', 'Go on') : words('暂停', 'Pause'))} />
        </button>
        <Confirm
          title={words('取消订阅？', 'Remove it?')}
          consequence={words(
            '其未投递的通知和收件箱中的通知一并删除。',
            'What it has not delivered, or has put into the inbox, goes with it.',
          )}
          act={words('取消订阅', 'Remove')}
          onConfirm={() => void act(() => zhuisu().notices.unsubscribe(row.id))}
        >
          {(confirm) => (
            <button type="button" className="button small plain danger" onClick={confirm}>
              <Both {...words('取消订阅', 'Remove')} />
            </button>
          )}
        </Confirm>
      </p>
    </li>
  );
}

const topics = (Object.keys(topicNames) as Topic[]).map((value) => ({ value, name: topicNames[value] }));
const much = [
  { value: 'all', name: words('全部', 'all') },
  { value: 'grave', name: words('只要严重的', 'the grave ones alone') },
] as const;

function AskForm(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const sending = useSending();
  const { typed, change, ready, clear } = useTyped(`notices ${me.firm.id}`, freshAsked);
  if (!ready) return <Loading />;
  const send = async (): Promise<void> => {
    await zhuisu().notices.subscribe(requestOf(typed));
    await clear();
    await client.invalidateQueries({ queryKey: ['told'] });
  };
  return (
    <Form
      title={words('新的订阅', 'Subscribe')}
      act={words('订阅', 'Subscribe')}
      said={words('已订阅', 'Subscribed')}
      sending={sending}
      onSend={send}
    >
      <Choice
        name="topic"
        label={words('告知什么', 'What')}
        options={topics}
        value={typed.topic}
        onChange={(topic) => change({ topic })}
      />
      {typed.topic === 'findings' && (
        <Choice
          name="much"
          label={words('哪些', 'Which')}
          options={much}
          value={typed.grave ? 'grave' : 'all'}
          onChange={(value) => change({ grave: value === 'grave' })}
        />
      )}
      {typed.topic === 'digest' && (
        <Line
          id="hour"
          label={words('每天几时（北京时间）', 'At which hour, China')}
          type="number"
          min={0}
          max={23}
          required
          value={typed.hour}
          onChange={(hour) => change({ hour })}
        />
      )}
      <Line
        id="dest"
        type="url"
        maxLength={2_000}
        label={words('投递到', 'Deliver to')}
        hint={words('https 地址；不填则放入收件箱', 'an https address; the inbox unless given')}
        value={typed.dest}
        onChange={(dest) => change({ dest })}
      />
      {typed.dest.trim() !== '' && (
        <Line
          id="token"
          maxLength={512}
          label={words('签名密钥', 'Key of the signature')}
          hint={words('对方凭它验证 GS1-Signature', 'by which the receiver checks GS1-Signature')}
          value={typed.token}
          onChange={(token) => change({ token })}
        />
      )}
    </Form>
  );
}

function Inbox(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['told', 'inbox', me.firm.id],
    queryFn: () => ask<{ notices: readonly NoticeAnswer[] }>('/api/v1/notices?perPage=50'),
    refetchInterval: 15_000,
    retry: false,
  });
  const [failed, setFailed] = useState<unknown>();
  const settle = async (upTo: number): Promise<void> => {
    await zhuisu().notices.read(upTo).catch(setFailed);
    await client.invalidateQueries({ queryKey: ['told'] });
  };
  const newest = data?.notices[0]?.seq;
  return (
    <section>
      <h2>
        <Both {...words('收件箱', 'Inbox')} />
      </h2>
      {failed !== undefined && <Failure error={failed} />}
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : data.notices.length === 0 ? (
        <p className="quiet">
          <Both {...words('收件箱是空的', 'The inbox is empty')} />
        </p>
      ) : (
        <>
          <ol className="chain inbox">
            {data.notices.map((each) => (
              <li key={each.seq} className={each.readAt === undefined ? 'unread' : 'quiet'}>
                <Time at={each.at} /> <Both {...noticeWords(each)} />
              </li>
            ))}
          </ol>
          <Exports
            name="inbox"
            rows={async (reading) => [
              [stamped('时间', 'at'), '内容 what', '英文 in English', stamped('已读', 'read')],
              ...(
                await wholeList(
                  '/api/v1/notices?perPage=500',
                  ({ notices }: { notices: readonly NoticeAnswer[] }) => notices,
                  reading,
                  askPage,
                )
              ).map((each) => [stamp(each.at), noticeWords(each).zh, noticeWords(each).en, stamp(each.readAt)]),
            ]}
          />
          {newest !== undefined && data.notices.some(({ readAt }) => readAt === undefined) && (
            <p className="row">
              <button type="button" className="button small plain" onClick={() => void settle(newest)}>
                <Both {...words('全部标为已读', 'Mark all as read')} />
              </button>
            </p>
          )}
        </>
      )}
    </section>
  );
}
