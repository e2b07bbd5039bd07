/** Staff of an association or a vendor choose for whom they act; only firms that gave their consent, only while it holds. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { actFor, actingFor } from '../lib/acting.ts';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';

interface Delegation {
  readonly id: string;
  readonly organisation: string;
  readonly delegate: string;
  readonly scopes: readonly string[];
  readonly from: string;
  readonly until: string;
  readonly withdrawnAt?: string | null;
}

interface Given extends Delegation {
  readonly name: string;
}

async function given(): Promise<readonly Given[]> {
  const own = await ask<{ organisation: { id: string } | null }>('/api/v1/account', { acting: '' });
  const { delegations } = await ask<{ delegations: Delegation[] }>('/api/v1/delegations', { acting: '' });
  const open = delegations.filter(
    ({ delegate, withdrawnAt, until }) =>
      delegate === own.organisation?.id && (withdrawnAt ?? null) === null && Date.parse(until) > Date.now(),
  );
  return Promise.all(
    open.map(async (each) => ({
      ...each,
      name: await ask<{ name: string }>(`/api/v1/organisations/${each.organisation}`, { acting: '' }).then(
        ({ name }) => name,
        () => each.organisation,
      ),
    })),
  );
}

export function MembersPage(): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useQuery({ queryKey: ['members', me.account.account], queryFn: given });
  const acting = actingFor();
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('代办', 'Acting for others')} />
        </h1>
        <p className="quiet">
          <Both
            {...words(
              '企业在“账号”页同意后，协会和服务商的人员可以代其办理；每一步都记在代办人名下。',
              'Once a firm has consented on its account page, staff of an association or vendor may act for it, each under their own name.',
            )}
          />
        </p>
      </header>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Empty title={words('没有企业同意由您代办', 'No firm has consented to be served by you')}>
          <a href="/account" className="button plain small">
            <Both {...words('让别人为我们代办', 'Let somebody act for us')} />
          </a>
        </Empty>
      ) : (
        <ul className="items">
          {data.map((each) => (
            <li key={each.id} className="item">
              <p className="row apart">
                <strong>{each.name}</strong>
                {acting?.id === each.organisation ? (
                  <span className="tag warn">
                    <Both {...words('正在代办', 'acting now')} />
                  </span>
                ) : (
                  <button
                    type="button"
                    className="button small"
                    onClick={() => actFor({ id: each.organisation, name: each.name })}
                  >
                    <Both {...words('为其办理', 'Act for it')} />
                  </button>
                )}
              </p>
              <p className="quiet">
                {each.scopes.join(', ')} · <Both {...words('至', 'until')} /> <Time at={each.until} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
