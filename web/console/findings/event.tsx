/** One event behind a finding: opened when it is wanted, as facts and as it was captured. */
import { type ReactNode, useState } from 'react';
import { stepWords } from '../../portal/words.ts';
import { useAsk } from '../shell/query.tsx';
import { Failure, Loading } from '../shell/states.tsx';
import { At } from '../shell/time.tsx';
import { W, type Words } from '../shell/words.tsx';

type Event = Readonly<Record<string, unknown>>;

/** The interface answers with the event, or with a document that holds it. */
function eventsIn(answer: Event): readonly Event[] {
  const body = answer.epcisBody as { queryResults?: { resultsBody?: { eventList?: readonly Event[] } } } | undefined;
  return body?.queryResults?.resultsBody?.eventList ?? [answer];
}

const stepOf = ({ bizStep, type }: Event): Words => stepWords(typeof bizStep === 'string' ? bizStep : String(type ?? ''));
/** As much of an id as tells it from others. */
const shortOf = (id: string): string => id.replace(/^.*[:;/](?=[\w-]{8})/, '').slice(0, 8);

/** `eager`: it is read at once, so that its line says what happened when; of many only the first. */
export function EventBox({ id, eager = false }: { readonly id: string; readonly eager?: boolean }): ReactNode {
  const [open, setOpen] = useState(false);
  const read = useAsk<Event>(`/epcis/events/${encodeURIComponent(id)}`, { enabled: open || eager });
  const [first] = read.data === undefined ? [] : eventsIn(read.data);
  return (
    <details className="event" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary>
        {first === undefined ? (
          <W zh="记录" en="record" />
        ) : (
          <>
            <b>{stepOf(first).zh}</b> {typeof first.eventTime === 'string' && <At at={first.eventTime} />}
          </>
        )}{' '}
        <code>{shortOf(id)}</code>
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
              <dd>
                <W {...stepOf(event)} />
              </dd>
              <dt>
                <W zh="发生" en="happened" />
              </dt>
              <dd>{typeof event.eventTime === 'string' && <At at={event.eventTime} />}</dd>
              <dt>
                <W zh="记录" en="recorded" />
              </dt>
              <dd>{typeof event.recordTime === 'string' && <At at={event.recordTime} />}</dd>
            </dl>
            <p>
              <code>{id}</code>
            </p>
            <pre tabIndex={0}>{JSON.stringify(event, null, 2)}</pre>
          </div>
        ))}
    </details>
  );
}
