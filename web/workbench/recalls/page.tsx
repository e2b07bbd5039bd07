/** A recall or a drill that names us: what to look for, how much is likely there, what was found and done with it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask, type Problem } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Form, useSending, useTyped } from '../parts/form.tsx';
import { Empty, Failure, Loading, NoRight } from '../parts/states.tsx';
import { Link } from '../router.tsx';
import { answerOf, ItemForm, type ItemTold, type TypedAnswer } from './item.tsx';
import { OwnRecall } from './own.tsx';
import { ScanStock } from './scan.tsx';
import type { RecallDetails } from './told.ts';

interface Clocks {
  readonly regimes: readonly {
    readonly id: string;
    readonly answerSource: { readonly text: string; readonly verified: boolean };
  }[];
}

interface Taken {
  readonly items: readonly { readonly thing: string; readonly status: 'kept' | 'refused'; readonly problem?: Problem }[];
  readonly answeredAt: string | null;
}

export function RecallPage({ id }: { readonly id: string }): ReactNode {
  const me = useMe();
  const path = `/api/v1/recalls/${encodeURIComponent(id)}`;
  const { data, error, refetch } = useQuery({ queryKey: ['recall', id], queryFn: () => ask<RecallDetails>(path) });
  if (data === undefined) return error === null ? <Loading lines={6} /> : <Failure error={error} again={() => void refetch()} />;
  const own = data.holders.find(({ holder }) => me.firm.id === holder || me.names.includes(holder));
  const ours = data.organisation === me.firm.id;
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          {data.drill && <span className="tag warn">演练 DRILL</span>} <Both {...data.title} />
        </h1>
        <p className="row">
          <span className="tag bad">
            <Both {...words(`${data.level} 级`, `level ${data.level}`)} />
          </span>
          <span className="tag">
            <Both {...data.stateName} />
          </span>
          {own !== undefined && data.end === undefined && (
            <span className={own.overdue ? 'tag bad' : 'tag warn'}>
              <Both {...words('答复期限', 'answer by')} /> <Time at={own.due} />
            </span>
          )}
        </p>
        {own !== undefined && <Clock regime={data.regime} />}
      </header>
      {data.end !== undefined && (
        <p className="notice ok" role="note">
          <Both
            {...(data.drill
              ? words('演练已结束，不必再答复。', 'The drill has ended, nothing is left to answer.')
              : data.end.act === 'withdraw'
                ? words('已撤回：停售解除，不必再答复。', 'Withdrawn: it may be sold again, nothing is left to answer.')
                : words('已办结：不再收答复，召回的批次仍不能销售。', 'Completed: no more answers; the lots stay recalled.'))}
          />{' '}
          <Time at={data.end.at} /> {data.end.reason}
        </p>
      )}
      <section className="card">
        <p>{data.reason}</p>
        {(data.extended ?? []).map(({ at, reason, level }) => (
          <p key={at}>
            <span className="tag warn">
              <Both {...words(`扩大，此后 ${level} 级`, `extended, level ${level} since`)} />
            </span>{' '}
            {reason} <Time at={at} />
          </p>
        ))}
        <p className="block">
          <Both {...data.instructions} />
        </p>
        <p className="quiet">{data.organisationName}</p>
      </section>
      {ours && <OwnRecall recall={data} />}
      {data.items.length === 0 ? (
        ours ? null : (
          <div className="block">
            <Empty title={words('本单位清单上没有物品', 'Nothing is on your list')} />
          </div>
        )
      ) : (
        <Answers recall={data} path={path} answeredAt={own?.answeredAt ?? null} />
      )}
    </>
  );
}

/** Where the time to answer comes from; that nobody checked it against a law is said to whoever has to keep it. */
function Clock({ regime }: { readonly regime: string }): ReactNode {
  const { data } = useQuery({
    queryKey: ['recall clocks'],
    queryFn: () => ask<Clocks>('/api/v1/recalls/clocks'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = data?.regimes.find(({ id }) => id === regime);
  if (found === undefined) return null;
  return (
    <p className="quiet">
      {found.answerSource.text}{' '}
      {!found.answerSource.verified && (
        <span className="tag warn">
          <Both {...words('时限未经核对', 'this time was not checked')} />
        </span>
      )}
    </p>
  );
}

function Answers({
  recall,
  path,
  answeredAt,
}: {
  readonly recall: RecallDetails;
  readonly path: string;
  readonly answeredAt: string | null;
}): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const { typed, change: keep } = useTyped<Readonly<Record<string, TypedAnswer>>>(
    `recall answers ${recall.id} ${me.firm.id}`,
    {},
  );
  const [refused, setRefused] = useState<Readonly<Record<string, Problem>>>({});
  const sending = useSending();
  // What was sent is nothing any more.
  const change = (thing: string, answer: TypedAnswer): void => keep({ [thing]: answer });
  const given = Object.entries(typed).flatMap(([thing, answer]) => answerOf(thing, answer) ?? []);
  const send = async (): Promise<void> => {
    const { items } = await ask<Taken>(`${path}/answers`, { method: 'POST', body: { items: given } });
    const wrong = new Map(
      items.flatMap(({ thing, status, problem }) => (status === 'refused' ? [[thing, problem] as const] : [])),
    );
    setRefused(Object.fromEntries([...wrong].flatMap(([thing, problem]) => (problem === undefined ? [] : [[thing, problem]]))));
    keep(Object.fromEntries(Object.keys(typed).flatMap((thing) => (wrong.has(thing) ? [] : [[thing, {}]]))));
    await client.invalidateQueries({ queryKey: ['recall', recall.id] });
    await client.invalidateQueries({ queryKey: ['inbox'] });
  };
  // What somebody holds by the records comes first; what has left is still looked for, and folded away.
  const isGone = ({ held, answer }: ItemTold): boolean => held.max === 0 && answer === null;
  const [here, gone] = [recall.items.filter((item) => !isGone(item)), recall.items.filter(isGone)];
  const form = (item: ItemTold): ReactNode => (
    <ItemForm
      key={item.thing}
      item={item}
      drill={recall.drill}
      closed={recall.state !== 'published'}
      typed={typed[item.thing]}
      problem={refused[item.thing]}
      onChange={(answer) => change(item.thing, answer)}
    />
  );
  return (
    <>
      {me.mayRecord && recall.state === 'published' && (
        <ScanStock path={path} onDone={() => void client.invalidateQueries({ queryKey: ['recall', recall.id] })} />
      )}
      <Form
        title={words('本单位清单', 'Your list')}
        sending={sending}
        act={words(`提交 ${given.length} 项答复`, `Send ${given.length}`)}
        onSend={send}
        disabled={given.length === 0 || !me.mayRecord || recall.state !== 'published'}
        said={words('已提交', 'sent')}
        beside={
          <Link to="/" className="button plain">
            <Both {...words('返回', 'Back')} />
          </Link>
        }
      >
        {answeredAt !== null && (
          <p className="tag ok" role="status">
            <Both {...words('已全部答复', 'all answered')} /> <Time at={answeredAt} />
          </p>
        )}
        {!me.mayRecord && <NoRight what={words('答复', 'answer')} />}
        <ul className="items block">{here.map(form)}</ul>
        {gone.length > 0 && (
          <details className="block" open={here.length === 0}>
            <summary>
              <Both
                {...words(
                  `按记录已不在本单位，仍须查找：${gone.length} 项`,
                  `${gone.length} that by the records are no longer here, to be looked for all the same`,
                )}
              />
            </summary>
            {me.mayRecord && recall.state === 'published' && (
              <p className="row">
                <button
                  type="button"
                  className="button small plain"
                  onClick={() => keep(Object.fromEntries(gone.map(({ thing }) => [thing, { ...typed[thing], none: true }])))}
                >
                  <Both {...words(`这 ${gone.length} 项都已查，没有`, `looked for all ${gone.length}: none`)} />
                </button>
              </p>
            )}
            <ul className="items block">{gone.map(form)}</ul>
          </details>
        )}
      </Form>
    </>
  );
}
