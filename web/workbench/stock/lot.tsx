/** The chain of a lot: what it came from, what happened to it, what became of it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TraceAnswer } from '../../../src/contract/index.ts';
import { stepWords } from '../../portal/words.ts';
import { ask, isRefused, zhuisu } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import type { ActedTold } from '../more/acted.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { unitName } from '../record/units.ts';
import { shortOf } from '../record/values.ts';
import { Link } from '../router.tsx';

const ends: Readonly<Record<TraceAnswer['openEnds'][number]['kind'], Words>> = {
  origin_unknown: words('来路未记录', 'its origin is not recorded'),
  not_received: words('已发出，未见收货', 'sent, not received'),
  not_shipped: words('已收货，未见发出', 'received, not sent'),
};

export function LotPage({ code }: { readonly code: string }): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useQuery({
    queryKey: ['trace', code],
    queryFn: () => zhuisu().trace(code),
    retry: false,
  });
  const acted = useQuery({
    queryKey: ['acted latest'],
    queryFn: () => ask<{ acted: ActedTold[] }>('/api/v1/acted?perPage=500'),
    retry: false,
  });
  const actedBy = new Map((acted.data?.acted ?? []).map((each) => [each.eventID, each]));
  const head = (
    <header className="page-head">
      <h1 tabIndex={-1}>{shortOf(code)}</h1>
      <p className="quiet">
        <code>{code}</code>
      </p>
      <p>
        <a href={`/t/${encodeURIComponent(code)}`}>
          <Both {...words('公众看到的页面', 'The page that the public sees')} />
        </a>
      </p>
      {me.mayRecord && (
        <p className="row">
          <Link to={`/recalls/new?code=${encodeURIComponent(code)}`} className="button small plain danger">
            <Both {...words('召回', 'Recall it')} />
          </Link>
        </p>
      )}
    </header>
  );
  if (data === undefined)
    return (
      <>
        {head}
        {error === null ? (
          <Loading lines={6} />
        ) : isRefused(error, 'code_unknown') ? (
          <Empty title={words('这个编码还没有记录', 'Nothing is recorded of this code')} />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )}
      </>
    );
  const side = (which: 'up' | 'down') => data.nodes.filter((node) => node.side === which).toSorted((a, b) => a.depth - b.depth);
  return (
    <>
      {head}
      {data.openEnds.length > 0 && (
        <div className="notice warn">
          <p className="notice-title">
            <Both {...words('缺口', 'Gaps')} />
          </p>
          <ul>
            {data.openEnds.slice(0, 20).map(({ id, kind }) => (
              <li key={id + kind}>
                {shortOf(id)}：<Both {...ends[kind]} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <Side title={words('来自', 'Came from')} nodes={side('up')} />
      <section>
        <h2>
          <Both {...words('经过', 'What happened')} />
        </h2>
        <ol className="chain">
          {data.steps.slice(0, 200).map((step) => (
            <li key={step.eventID}>
              <Time at={step.eventTime} />{' '}
              <strong>
                <Both {...stepWords(step.bizStep)} />
              </strong>
              {actedBy.has(step.eventID) && (
                <span className="tag warn">
                  <Both {...words('代办', 'by')} /> {actedBy.get(step.eventID)?.throughName}
                </span>
              )}
              <p>
                {step.things
                  .slice(0, 6)
                  .map(({ id, quantity, uom }) =>
                    `${shortOf(id)} ${quantity ?? ''} ${uom === undefined ? '' : unitName(uom)}`.trim(),
                  )
                  .join('、')}
                {step.things.length > 6 && ` … ${step.things.length}`}
              </p>
            </li>
          ))}
        </ol>
      </section>
      <Side title={words('去往', 'Became')} nodes={side('down')} />
      {data.bounds.hit && (
        <p className="since">
          <Both {...words('链条太长，这里只显示一部分', 'The chain is long: a part of it is shown')} />
        </p>
      )}
    </>
  );
}

function Side({ title, nodes }: { readonly title: Words; readonly nodes: TraceAnswer['nodes'] }): ReactNode {
  if (nodes.length === 0) return null;
  return (
    <section>
      <h2>
        <Both {...title} />
      </h2>
      <ul className="chain">
        {nodes.slice(0, 100).map(({ id, kind }) => (
          <li key={id} className={kind === 'hidden' ? 'hidden-step' : ''}>
            {kind === 'hidden' ? (
              <Both {...words('有记录，详情未共享', 'recorded, details not shared')} />
            ) : (
              <Link to={`/lot?code=${encodeURIComponent(id)}`}>{shortOf(id)}</Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
