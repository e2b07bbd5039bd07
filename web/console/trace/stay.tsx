/** What is chosen: its steps with their events, what leads to it, what comes of it. */
import { type ReactNode, useMemo } from 'react';
import { search } from '../../shared/api.ts';
import { EventBox } from '../findings/event.tsx';
import { Link } from '../router.tsx';
import { At, count } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { ContentPanel } from './content.tsx';
import type { Folded } from './fold.ts';
import type { Edge, Model, Stay } from './model.ts';
import { RecallScope } from './recall.tsx';
import { kindNames, linkNames, openEndNames, stepName } from './words.ts';

/** Members and neighbours listed; the table has all. */
const most = 50;

/** Made once for a chain: it is asked at every step of the keyboard. */
function indexOf({ stays, edges }: Model) {
  const first = new Map<string, Stay>();
  for (const stay of stays) if (!first.has(stay.thing)) first.set(stay.thing, stay);
  const into = Map.groupBy<string, Edge>(edges, ({ to }) => to);
  const outOf = Map.groupBy<string, Edge>(edges, ({ from }) => from);
  return { first, into, outOf, byId: new Map(stays.map((each) => [each.id, each])) };
}

export function StayDetails({
  model,
  folded,
  chosen,
  choose,
  open,
  close,
}: {
  readonly model: Model;
  readonly folded: Folded;
  readonly chosen: string;
  readonly choose: (stay: string) => void;
  readonly open: () => void;
  readonly close: () => void;
}): ReactNode {
  const stay = folded.members.find(({ id }) => id === chosen) ?? folded.members[0]!;
  const party = model.parties.find(({ id }) => id === stay.party);
  const index = useMemo(() => indexOf(model), [model]);
  const first = index.first.get(stay.thing);
  const maker = model.parties.find(({ id }) => id === first?.party)?.organisation;
  const { byId } = index;
  const root = byId.get(model.root)?.thing;
  const ways = [
    [<W key="in" zh="来自" en="from" />, (index.into.get(stay.id) ?? []).map(({ from, kind }) => [from, kind] as const)],
    [<W key="out" zh="去向" en="to" />, (index.outOf.get(stay.id) ?? []).map(({ to, kind }) => [to, kind] as const)],
  ] as const;
  return (
    <article className="details" aria-label="选中的物品 chosen">
      <button type="button" className="plain back" onClick={close}>
        <W zh="关闭" en="close" /> ✕
      </button>
      <h2>{stay.name}</h2>
      <p>
        <code>{stay.thing}</code>
      </p>
      <p className="tags">
        <span>
          <W {...(kindNames[stay.kind] ?? { zh: stay.kind, en: '' })} />
        </span>
        <span>{stay.quantity}</span>
        {party !== undefined &&
          (party.organisation === undefined ? (
            <span>{party.name}</span>
          ) : (
            <Link to={`/console/firms/${party.organisation}`}>{party.name}</Link>
          ))}
        {stay.open.map((each) => (
          <span key={each} className="due soon">
            {openEndNames[each]?.zh} <span lang="en">{openEndNames[each]?.en}</span>
          </span>
        ))}
      </p>
      {stay.kind !== 'hidden' && (
        <p className="acts">
          <Link className="button" to={`/console/trace${search({ code: stay.thing })}`}>
            <W zh="以此为起点追溯" en="trace from here" />
          </Link>
          <a href={`/t/${encodeURIComponent(stay.thing)}`}>
            <W zh="公众看到的页面" en="what the public sees" />
          </a>
        </p>
      )}
      {root !== undefined && stay.kind !== 'hidden' && (stay.side === 'up' || stay.side === 'down') && (
        <ContentPanel
          key={`${root} ${stay.thing}`}
          from={stay.side === 'down' ? root : stay.thing}
          to={stay.side === 'down' ? stay.thing : root}
          parties={model.parties}
        />
      )}
      {stay.kind !== 'hidden' && <RecallScope key={stay.thing} code={stay.thing} firm={maker} />}
      {folded.fold !== 'none' && (
        <section>
          <h3>
            <W zh={`合并了 ${count(folded.members.length)} 个`} en="folded" />
          </h3>
          <button type="button" onClick={open}>
            <W zh="展开" en="open" />
          </button>
          <ul className="codes">
            {folded.members.slice(0, most).map(({ id, thing }) => (
              <li key={id}>
                <button type="button" className="plain" onClick={() => choose(id)}>
                  <code>{thing}</code>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>
          <W zh="步骤" en="steps" />
        </h3>
        <ol className="history">
          {stay.steps.map((i) => {
            const step = model.steps[i]!;
            const name = stepName(step.bizStep, step.type);
            return (
              <li key={step.eventID}>
                <At at={step.eventTime} /> <b>{name.zh}</b> <span lang="en">{name.en}</span>
                <EventBox id={step.eventID} />
              </li>
            );
          })}
        </ol>
        {stay.steps.length === 0 && (
          <p className="quiet">
            <W zh="没有直接提到它的步骤" en="no step names it directly" />
          </p>
        )}
      </section>
      {ways.map(([title, near], i) => (
        <section key={i === 0 ? 'in' : 'out'}>
          <h3>{title}</h3>
          <ul className="codes">
            {near.slice(0, most).map(([id, kind]) => (
              <li key={`${id} ${kind}`}>
                <span className="quiet">{linkNames[kind]?.zh}</span>{' '}
                <button type="button" className="plain" onClick={() => choose(id)}>
                  {byId.get(id)?.name ?? id}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </article>
  );
}
