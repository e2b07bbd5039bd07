/** The chain of a lot: what it came from, what happened to it, what became of it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TraceAnswer } from '../../../src/contract/index.ts';
import { stepWords } from '../../portal/words.ts';
import { ask, isRefused } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Day, Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import type { ActedTold } from '../more/acted.tsx';
import { namedTrace } from '../parts/party-name.tsx';
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
    ...namedTrace(code, 'both'),
  });
  const nameOf = (id: string): string | undefined => data?.names?.[id]?.organisationName ?? data?.names?.[id]?.zh;
  const called = nameOf(code);
  const acted = useQuery({
    queryKey: ['acted latest'],
    queryFn: () => ask<{ acted: ActedTold[] }>('/api/v1/acted?perPage=500'),
    retry: false,
  });
  const actedBy = new Map((acted.data?.acted ?? []).map((each) => [each.eventID, each]));
  const head = (
    <header className="page-head">
      <h1 tabIndex={-1}>{called ?? shortOf(code)}</h1>
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
                {nameOf(id) ?? shortOf(id)}：<Both {...ends[kind]} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <Side title={words('来自', 'Came from')} nodes={side('up')} nameOf={nameOf} />
      <section>
        <h2>
          <Both {...words('经过', 'What happened')} />
        </h2>
        <ol className="chain">
          {alike(data.steps.slice(0, mostSteps)).map((steps) => (
            <Step key={steps[0]!.eventID} steps={steps} nameOf={nameOf} actedBy={actedBy} />
          ))}
        </ol>
      </section>
      <Side title={words('去往', 'Became')} nodes={side('down')} nameOf={nameOf} />
      {data.bounds.hit && (
        <p className="since">
          <Both {...words('链条太长，这里只显示一部分', 'The chain is long: a part of it is shown')} />
        </p>
      )}
    </>
  );
}

type Steps = readonly TraceAnswer['steps'][number][];
type NameOf = (id: string) => string | undefined;
/** Steps that are shown; the rest is for the explorer and the data. */
const mostSteps = 200;

/** The same step at the same place on one day, one after another: sixteen cases packed are one line. */
function alike(steps: Steps): Steps[] {
  const groups: TraceAnswer['steps'][number][][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const like = last?.[0];
    if (
      like?.bizStep === step.bizStep &&
      like?.place === step.place &&
      like?.eventTime.slice(0, 10) === step.eventTime.slice(0, 10)
    )
      last!.push(step);
    else groups.push([step]);
  }
  return groups;
}

function Step({
  steps,
  nameOf,
  actedBy,
}: {
  readonly steps: Steps;
  readonly nameOf: NameOf;
  readonly actedBy: ReadonlyMap<string, ActedTold>;
}): ReactNode {
  const [first] = steps;
  const things = steps.flatMap((step) => step.things);
  const acted = steps.flatMap(({ eventID }) => actedBy.get(eventID) ?? [])[0];
  const place = first!.place === undefined ? undefined : nameOf(first!.place);
  return (
    <li>
      {/T00:00:00/.test(first!.eventTime) ? <Day at={first!.eventTime} /> : <Time at={first!.eventTime} />}{' '}
      <strong>
        <Both {...stepWords(first!.bizStep)} />
      </strong>
      {steps.length > 1 && ` ×${steps.length}`}
      {place !== undefined && <span className="quiet"> {place}</span>}
      {acted !== undefined && (
        <span className="tag warn">
          <Both {...words('代办', 'by')} /> {acted.throughName}
        </span>
      )}
      <p>
        {things
          .slice(0, 4)
          .map(({ id, quantity, uom }) =>
            `${nameOf(id) ?? shortOf(id)} ${quantity ?? ''} ${quantity === undefined ? '' : unitName(uom ?? 'H87')}`.trim(),
          )
          .join('、')}
        {things.length > 4 && ` 等 ${things.length} 项`}
      </p>
    </li>
  );
}

function Side({
  title,
  nodes,
  nameOf,
}: {
  readonly title: Words;
  readonly nodes: TraceAnswer['nodes'];
  readonly nameOf: NameOf;
}): ReactNode {
  const hidden = nodes.filter(({ kind }) => kind === 'hidden').length;
  const shown = nodes.filter(({ kind }) => kind !== 'hidden');
  if (nodes.length === 0) return null;
  return (
    <section>
      <h2>
        <Both {...title} /> <span className="tag">{nodes.length}</span>
      </h2>
      <ul className="chain">
        {shown.slice(0, mostNodes).map(({ id }) => (
          <li key={id}>
            <Link to={`/lot?code=${encodeURIComponent(id)}`}>{nameOf(id) ?? shortOf(id)}</Link>
          </li>
        ))}
        {shown.length > mostNodes && (
          <li className="quiet">
            <Both {...words(`另有 ${shown.length - mostNodes} 项`, `${shown.length - mostNodes} more`)} />
          </li>
        )}
        {hidden > 0 && (
          <li className="hidden-step">
            <Both {...words(`另有 ${hidden} 项有记录，详情未共享`, `${hidden} more are recorded, details not shared`)} />
          </li>
        )}
      </ul>
    </section>
  );
}
const mostNodes = 60;
