/** The records that a finding names, by step, time and things: without them nobody knows what is to be put right. */
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { stepWords } from '../../portal/words.ts';
import { type EventTold, eventNamed, inputsOf, outputsOf, thingsOf } from '../lib/events.ts';
import { Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { ThingName } from '../parts/thing-name.tsx';
import { Link } from '../router.tsx';

const mostRecords = 20;
const mostThings = 3;

export function NamedRecords({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const read = useQueries({
    queries: ids.slice(0, mostRecords).map((id) => ({
      queryKey: ['event', id],
      queryFn: () => eventNamed(id),
      staleTime: 600_000,
      retry: false,
    })),
  });
  if (ids.length === 0) return null;
  return (
    <>
      <h2>
        <Both {...words(`涉及的记录 ${ids.length}`, 'records')} />
      </h2>
      <ul className="chain">
        {read.map(({ data }, i) => (
          <li key={ids[i]}>{data === undefined ? <code>{ids[i]}</code> : <Line event={data} />}</li>
        ))}
      </ul>
      {ids.length > mostRecords && (
        <p className="quiet">
          <Both {...words(`只列前 ${mostRecords} 条`, `the first ${mostRecords}`)} />
        </p>
      )}
    </>
  );
}

function Line({ event }: { readonly event: EventTold }): ReactNode {
  const codes = [...new Set([...thingsOf(event), ...inputsOf(event), ...outputsOf(event)].map(({ code }) => code))];
  return (
    <>
      <Time at={event.eventTime} />{' '}
      <strong>
        <Both {...stepWords(event.bizStep)} />
      </strong>
      {codes.length > 0 && (
        <p>
          {codes.slice(0, mostThings).map((code) => (
            <span key={code}>
              <Link to={`/lot?code=${encodeURIComponent(code)}`}>
                <ThingName code={code} />
              </Link>{' '}
            </span>
          ))}
          {codes.length > mostThings && <Both {...words(`等 ${codes.length} 项`, `${codes.length} in all`)} />}
        </p>
      )}
    </>
  );
}
