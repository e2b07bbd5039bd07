/** One event behind a finding: opened when it is wanted, as facts and as it was captured. */
import { type ReactNode, useState } from 'react';
import { useAsk } from '../shell/query.tsx';
import { Failure, Loading } from '../shell/states.tsx';
import { At } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';

type Event = Readonly<Record<string, unknown>>;

/** The interface answers with the event, or with a document that holds it. */
function eventsIn(answer: Event): readonly Event[] {
  const body = answer.epcisBody as { queryResults?: { resultsBody?: { eventList?: readonly Event[] } } } | undefined;
  return body?.queryResults?.resultsBody?.eventList ?? [answer];
}

export function EventBox({ id }: { readonly id: string }): ReactNode {
  const [open, setOpen] = useState(false);
  const read = useAsk<Event>(`/epcis/events/${encodeURIComponent(id)}`, { enabled: open });
  return (
    <details className="event" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>
        <code>{id}</code>
      </summary>
      {open && read.isPending && <Loading lines={3} />}
      {read.error !== null && <Failure error={read.error} again={() => void read.refetch()} />}
      {read.data !== undefined &&
        eventsIn(read.data).map((event) => (
          <div key={JSON.stringify(event).slice(0, 200)}>
            <dl>
              <dt>
                <W zh="环节" en="step" />
              </dt>
              <dd>{String(event.bizStep ?? event.type ?? '')}</dd>
              <dt>
                <W zh="发生" en="happened" />
              </dt>
              <dd>{typeof event.eventTime === 'string' && <At at={event.eventTime} />}</dd>
              <dt>
                <W zh="记录" en="recorded" />
              </dt>
              <dd>{typeof event.recordTime === 'string' && <At at={event.recordTime} />}</dd>
            </dl>
            <pre tabIndex={0}>{JSON.stringify(event, null, 2)}</pre>
          </div>
        ))}
    </details>
  );
}
