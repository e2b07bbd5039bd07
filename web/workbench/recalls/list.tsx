/** Recalls and drills that concern us: those of ours, and those that name us. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { Link } from '../router.tsx';
import { OwnDrills } from './drills.tsx';
import type { RecallTold } from './told.ts';

export function RecallsPage(): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useQuery({
    queryKey: ['recalls', me.firm.id],
    queryFn: () => ask<{ recalls: RecallTold[] }>('/api/v1/recalls?perPage=100'),
    retry: false,
  });
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('召回与演练', 'Recalls and drills')} />
        </h1>
        {me.mayRecord && (
          <p className="row">
            <Link to="/recalls/new" className="button">
              <Both {...words('发起召回', 'Recall a product')} />
            </Link>
          </p>
        )}
      </header>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : data.recalls.length === 0 ? (
        <Empty title={words('没有与本单位有关的召回', 'No recall concerns you')} />
      ) : (
        <ul className="items">
          {data.recalls.map((recall) => (
            <li key={recall.id} className={`item ${recall.state === 'published' ? 'bad' : ''}`}>
              <p className="row apart">
                <Link to={`/recalls/${recall.id}`}>
                  <strong>
                    <Both {...recall.title} />
                  </strong>
                </Link>
                <span className="tag">
                  <Both {...recall.stateName} />
                </span>
              </p>
              <p className="quiet">
                {recall.organisation === me.firm.id ? (
                  <Both {...words('本单位发起', 'of ours')} />
                ) : (
                  (recall.organisationName ?? '—')
                )}{' '}
                · <Time at={recall.publishedAt ?? recall.createdAt} />
                {recall.counts !== undefined && recall.publishedAt !== null && (
                  <>
                    {' '}
                    ·{' '}
                    <Both
                      {...words(
                        `${recall.counts.answered}/${recall.counts.holders} 家已答复`,
                        `${recall.counts.answered} of ${recall.counts.holders} answered`,
                      )}
                    />
                  </>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      <OwnDrills />
    </>
  );
}
