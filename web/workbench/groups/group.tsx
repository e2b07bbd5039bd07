/** One joint group: what is shared, who is in it, what is open to us, what was done. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import type { CategoryBrief } from '../lib/stages.ts';
import { Time } from '../lib/time.tsx';
import { useRemembered } from '../lib/use-remembered.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { FirmSearch } from '../parts/firm-search.tsx';
import { useSending } from '../parts/form.tsx';
import { Failure, Loading } from '../parts/states.tsx';
import { shortOf } from '../record/values.ts';
import { actWords, type GroupDetails, meaning, stateTone, stateWords } from './told.ts';

export function GroupPage({ id }: { readonly id: string }): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const path = `/api/v1/groups/${encodeURIComponent(id)}`;
  const { data, error, refetch } = useQuery({ queryKey: ['group', id, me.firm.id], queryFn: () => ask<GroupDetails>(path) });
  const categories = useRemembered<readonly CategoryBrief[]>('/api/v1/categories');
  const sending = useSending();
  if (data === undefined) return error === null ? <Loading lines={6} /> : <Failure error={error} again={() => void refetch()} />;
  const take = (step: string, organisation?: string): void =>
    void sending.send(async () => {
      await ask(`${path}/steps`, { method: 'POST', body: { step, ...(organisation === undefined ? {} : { organisation }) } });
      // Who sees whose records has changed: what was told before is asked anew.
      await client.invalidateQueries();
    });
  const names = new Map(data.members.map(({ organisation, name }) => [organisation, name ?? organisation]));
  const nameOf = (organisation: string): string =>
    organisation === me.firm.id ? me.firm.name : (names.get(organisation) ?? '—');
  const categoryName = (each: string): Words => categories.data?.data.find((one) => one.id === each)?.name ?? words(each, '');
  const may = me.account.roles.includes('organisation_administrator');
  const open = (step: string): boolean => may && data.openSteps.includes(step);
  const leads = data.lead === me.firm.id;
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>{data.name}</h1>
        <p className="row">
          <span className={`tag ${stateTone[data.state]}`}>
            <Both {...stateWords[data.state]} />
          </span>
          {leads && (
            <span className="tag">
              <Both {...words('牵头', 'leads')} />
            </span>
          )}
          {data.endedAt !== undefined && (
            <span className="tag">
              <Both {...words('已解散', 'ended')} /> <Time at={data.endedAt} />
            </span>
          )}
        </p>
      </header>
      {sending.error !== undefined && <Failure error={sending.error} />}
      <section className="card">
        <dl className="facts">
          <dt>
            <Both {...words('用途', 'What for')} />
          </dt>
          <dd>{data.purpose}</dd>
          <dt>
            <Both {...words('共享的类别', 'Categories')} />
          </dt>
          <dd>
            {data.categories.map((each) => (
              <span key={each} className="tag">
                <Both {...categoryName(each)} />
              </span>
            ))}
          </dd>
          <dt>
            <Both {...words('产品', 'Products')} />
          </dt>
          <dd>
            {data.products === null ? (
              <Both {...words('全部', 'all')} />
            ) : (
              data.products.map((each) => (
                <code key={each} title={each}>
                  {shortOf(each)}{' '}
                </code>
              ))
            )}
          </dd>
        </dl>
        <p className="quiet">
          <Both {...meaning} />
        </p>
        {(open('accept') || open('leave')) && (
          <p className="actions">
            {open('accept') && (
              <>
                <button type="button" className="button" disabled={sending.busy} onClick={() => take('accept')}>
                  <Both {...words('同意加入', 'Agree and join')} />
                </button>
                <button type="button" className="button plain" disabled={sending.busy} onClick={() => take('decline')}>
                  <Both {...words('谢绝', 'Decline')} />
                </button>
              </>
            )}
            {open('leave') && (
              <Confirm
                title={words('退出联合体？', 'Leave the group?')}
                consequence={
                  leads
                    ? words(
                        '您是牵头企业：退出后联合体解散，成员彼此立即看不到。可先移交牵头。',
                        'You lead it: it ends, and no member sees another from now on. You may hand it over first.',
                      )
                    : words('立即生效：彼此不再看到对方的记录。', 'At once: neither sees the other’s records any more.')
                }
                act={words('退出', 'Leave')}
                onConfirm={() => take('leave')}
              >
                {(confirm) => (
                  <button type="button" className="button plain danger" disabled={sending.busy} onClick={confirm}>
                    <Both {...words('退出', 'Leave')} />
                  </button>
                )}
              </Confirm>
            )}
          </p>
        )}
      </section>
      <section>
        <h2>
          <Both {...words('成员', 'Members')} /> <span className="tag">{data.members.length}</span>
        </h2>
        <ul className="items">
          {data.members.map((member) => (
            <li key={member.organisation} className={`item ${stateTone[member.state]}`}>
              <p className="row apart">
                <strong>{nameOf(member.organisation)}</strong>
                <span className={`tag ${stateTone[member.state]}`}>
                  <Both
                    {...(member.organisation === data.lead && member.state === 'joined'
                      ? words('牵头', 'leads')
                      : stateWords[member.state])}
                  />
                </span>
              </p>
              <p className="quiet">
                <Time at={member.changedAt} />
              </p>
              {open('remove') && member.organisation !== me.firm.id && (
                <p className="row">
                  {member.state === 'joined' && (
                    <Confirm
                      title={words('移交牵头？', 'Hand over the lead?')}
                      consequence={words(
                        `此后由 ${nameOf(member.organisation)} 邀请和移出成员。`,
                        `From now on ${nameOf(member.organisation)} invites and removes members.`,
                      )}
                      act={words('移交', 'Hand over')}
                      onConfirm={() => take('hand_over', member.organisation)}
                    >
                      {(confirm) => (
                        <button type="button" className="button small plain" onClick={confirm}>
                          <Both {...words('移交牵头', 'Hand over')} />
                        </button>
                      )}
                    </Confirm>
                  )}
                  {(member.state === 'joined' || member.state === 'invited') && (
                    <Confirm
                      title={words('移出？', 'Remove it?')}
                      consequence={words('彼此立即看不到对方的记录。', 'Neither sees the other’s records from now on.')}
                      act={words('移出', 'Remove')}
                      onConfirm={() => take('remove', member.organisation)}
                    >
                      {(confirm) => (
                        <button type="button" className="button small plain danger" onClick={confirm}>
                          <Both {...(member.state === 'invited' ? words('收回邀请', 'Take back') : words('移出', 'Remove'))} />
                        </button>
                      )}
                    </Confirm>
                  )}
                </p>
              )}
            </li>
          ))}
        </ul>
        {open('invite') && (
          <div className="block">
            <FirmSearch
              label={words('邀请企业', 'Invite a firm')}
              kinds="enterprise,platform"
              without={data.members
                .filter(({ state }) => state === 'joined' || state === 'invited')
                .map((each) => each.organisation)}
              act={words('邀请', 'Invite')}
              onChoose={(firm) => take('invite', firm.id)}
            />
          </div>
        )}
      </section>
      <section>
        <h2>
          <Both {...words('经过', 'So far')} />
        </h2>
        <ol className="chain">
          {data.acts.map((act) => (
            <li key={`${act.at} ${act.act} ${act.other ?? act.organisation}`}>
              <Time at={act.at} /> {nameOf(act.organisation)} <Both {...(actWords[act.act] ?? words(act.act, ''))} />{' '}
              {act.other !== undefined && nameOf(act.other)}
              {act.through !== undefined && (
                <span className="tag warn">
                  <Both {...words('由他人代办', 'by somebody acting for it')} />
                </span>
              )}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
