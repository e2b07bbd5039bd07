/** Staff of an association or a vendor choose for whom they act; only firms that gave their consent, only while it holds. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { actFor, actingFor } from '../lib/acting.ts';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { useSending } from '../parts/form.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { Acted } from './acted.tsx';
import { LetAct } from './delegate.tsx';
import { scopeWords } from './scopes.ts';

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

interface Delegations {
  /** Firms for which one may act. */
  readonly ours: readonly Given[];
  /** Who may act for the firm of the account. */
  readonly theirs: readonly Given[];
}

async function given(): Promise<Delegations> {
  const own = await ask<{ organisation: { id: string } | null }>('/api/v1/account', { acting: '' });
  const { delegations } = await ask<{ delegations: Delegation[] }>('/api/v1/delegations', { acting: '' });
  const open = delegations.filter(({ withdrawnAt, until }) => (withdrawnAt ?? null) === null && Date.parse(until) > Date.now());
  const named = (rows: readonly Delegation[], other: (row: Delegation) => string): Promise<Given[]> =>
    Promise.all(
      rows.map(async (row) => ({
        ...row,
        name: await ask<{ name: string }>(`/api/v1/organisations/${other(row)}`, { acting: '' }).then(
          ({ name }) => name,
          () => other(row),
        ),
      })),
    );
  const id = own.organisation?.id;
  const [ours, theirs] = await Promise.all([
    named(
      open.filter(({ delegate }) => delegate === id),
      ({ organisation }) => organisation,
    ),
    named(
      open.filter(({ organisation }) => organisation === id),
      ({ delegate }) => delegate,
    ),
  ]);
  return { ours, theirs };
}

export function MembersPage(): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useQuery({ queryKey: ['members', me.account.account], queryFn: given });
  const acting = actingFor();
  const serves = acting !== undefined || me.firm.kind === 'association' || me.firm.kind === 'vendor';
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('代办', 'Acting for others')} />
        </h1>
        <p className="quiet">
          <Both
            {...words(
              '企业同意后，协会和服务商的人员可以代其办理；每一步都记在代办人名下，同意随时可以收回。',
              'Once a firm has consented, staff of an association or vendor may act for it, each under their own name; it can be withdrawn.',
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
      ) : data.ours.length === 0 ? (
        serves && <Empty title={words('没有企业同意由您代办', 'No firm has consented to be served by you')} />
      ) : (
        <ul className="items">
          {data.ours.map((each) => (
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
                <Scopes ids={each.scopes} /> · <Both {...words('至', 'until')} /> <Time at={each.until} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {data !== undefined && acting === undefined && data.theirs.length > 0 && (
        <section className="block">
          <h2>
            <Both {...words('可以代我们办理的', 'Who may act for us')} />
          </h2>
          <ul className="items">
            {data.theirs.map((each) => (
              <Delegate
                key={each.id}
                given={each}
                may={me.account.roles.includes('organisation_administrator')}
                onEnded={() => void refetch()}
              />
            ))}
          </ul>
        </section>
      )}
      {data !== undefined && acting === undefined && !serves && me.account.roles.includes('organisation_administrator') && (
        <LetAct onGiven={() => void refetch()} />
      )}
      <Acted />
    </>
  );
}

/** What they may do, in words. */
const Scopes = ({ ids }: { readonly ids: readonly string[] }): ReactNode => <>{ids.map((id) => scopeWords(id).zh).join('、')}</>;

interface DelegateProps {
  readonly given: Given;
  readonly may: boolean;
  readonly onEnded: () => void;
}

function Delegate({ given, may, onEnded }: DelegateProps): ReactNode {
  const sending = useSending();
  const withdraw = (): void =>
    void sending.send(async () => {
      await ask(`/api/v1/delegations/${given.id}`, { method: 'DELETE', acting: '' });
      onEnded();
    });
  return (
    <li className="item ok">
      <p className="row apart">
        <strong>{given.name}</strong>
        <span className="quiet">
          <Both {...words('至', 'until')} /> <Time at={given.until} />
        </span>
      </p>
      <p className="quiet">
        <Scopes ids={given.scopes} />
      </p>
      {sending.error !== undefined && <Failure error={sending.error} />}
      {may && (
        <p className="row">
          <Confirm
            title={words('收回代办授权？', 'Withdraw it?')}
            consequence={words('其人员立即不能再为本单位办理。', 'Their people can do nothing for you from now on.')}
            act={words('收回', 'Withdraw')}
            onConfirm={withdraw}
          >
            {(confirm) => (
              <button type="button" className="button small plain danger" disabled={sending.busy} onClick={confirm}>
                <Both {...words('收回', 'Withdraw')} />
              </button>
            )}
          </Confirm>
        </p>
      )}
    </li>
  );
}
