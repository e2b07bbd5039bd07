/** What the people of others recorded in our place; of whoever acts, what their own organisation did for this firm. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { stepWords } from '../../portal/words.ts';
import { wholeList } from '../../shared/table-file.ts';
import { askPage } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { stamp, stamped, Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Exports } from '../parts/exports.tsx';
import { Failure, Loading } from '../parts/states.tsx';

export interface ActedTold {
  readonly eventID: string;
  readonly category: string | null;
  readonly step: string | null;
  readonly eventTime: string;
  readonly recordTime: string;
  readonly throughName: string | null;
  readonly accountName: string | null;
}

export function Acted(): ReactNode {
  const me = useMe();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['acted', me.firm.id],
    initialPageParam: '/api/v1/acted?perPage=20',
    queryFn: ({ pageParam }) => askPage<{ acted: ActedTold[] }>(pageParam),
    getNextPageParam: ({ next }) => next,
    retry: false,
  });
  const rows = data?.pages.flatMap(({ body }) => body.acted) ?? [];
  return (
    <section>
      <h2>
        <Both {...words('代办所记', 'Recorded by those who act for others')} />
      </h2>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : rows.length === 0 ? (
        <p className="quiet">
          <Both {...words('还没有由他人代办的记录', 'Nobody has recorded anything in the place of this firm')} />
        </p>
      ) : (
        <ol className="chain">
          {rows.map((row) => (
            <li key={row.eventID}>
              <Time at={row.eventTime} />{' '}
              <strong>
                <Both {...stepWords(row.step ?? undefined)} />
              </strong>
              <p className="quiet">
                <Both {...words('代办', 'by')} /> {row.throughName ?? '—'} · {row.accountName ?? '—'} ·{' '}
                <Both {...words('记录于', 'recorded')} /> <Time at={row.recordTime} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {rows.length > 0 && (
        <Exports
          name="acted"
          rows={async (reading) => [
            [stamped('发生', 'happened'), '环节 step', '代办单位 by', '人员 person', stamped('记录', 'recorded'), '事件 event'],
            ...(await wholeList('/api/v1/acted?perPage=500', ({ acted }: { acted: ActedTold[] }) => acted, reading, askPage)).map(
              (row) => [
                stamp(row.eventTime),
                stepWords(row.step ?? undefined).zh,
                row.throughName,
                row.accountName,
                stamp(row.recordTime),
                row.eventID,
              ],
            ),
          ]}
        />
      )}
      {hasNextPage && (
        <p className="row">
          <button type="button" className="button small plain" disabled={isFetching} onClick={() => void fetchNextPage()}>
            <Both {...words('更早的', 'Earlier')} />
          </button>
        </p>
      )}
    </section>
  );
}
