/** Who may see what of ours, until when, for what; and how to end it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { zhuisu } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { stamp, stamped, Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Confirm } from '../parts/dialog.tsx';
import { Exports } from '../parts/exports.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { FirmName, firmNames } from './firm-name.tsx';
import { GiveConsent } from './give-consent.tsx';
import { Looks } from './looks.tsx';

export function ConsentsPage(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['consents', me.firm.id],
    queryFn: () => zhuisu().supervision.consents(),
    retry: false,
  });
  const [failed, setFailed] = useState<unknown>();
  const withdraw = async (id: string): Promise<void> => {
    try {
      await zhuisu().supervision.withdrawConsent(id);
      await client.invalidateQueries({ queryKey: ['consents'] });
    } catch (cause) {
      setFailed(cause);
    }
  };
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('数据授权', 'Consents')} />
        </h1>
        <p className="quiet">
          <Both
            {...words(
              '银行、保险凭授权看汇总数，合作方凭授权看记录；随时可以收回，每次查阅都列在下方。',
              'Banks and insurers see figures, partners see records, only with a consent; it can be withdrawn at any time, and every look is listed below.',
            )}
          />
        </p>
      </header>
      {failed !== undefined && <Failure error={failed} />}
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Empty title={words('没有把数据授权给任何人', 'Nobody was given a consent')} />
      ) : (
        <>
          <ul className="items">
            {data.map((consent) => {
              const open = consent.withdrawnAt === undefined && Date.parse(consent.until) > Date.now();
              return (
                <li key={consent.id} className={`item ${open ? 'ok' : ''}`}>
                  <p className="row apart">
                    <strong>
                      <FirmName id={consent.receiver} />
                    </strong>
                    <span className={open ? 'tag ok' : 'tag'}>
                      <Both {...(open ? words('有效', 'in force') : words('已结束', 'ended'))} />
                    </span>
                  </p>
                  <p>{consent.purpose}</p>
                  <p className="quiet">
                    <Both
                      {...(consent.kind === 'aggregates'
                        ? words('仅汇总数', 'figures alone')
                        : words('业务字段', 'business fields'))}
                    />{' '}
                    · <Both {...words('至', 'until')} /> <Time at={consent.until} />
                  </p>
                  {open && (
                    <p className="row">
                      <Confirm
                        title={words('收回授权？', 'Withdraw it?')}
                        consequence={words(
                          '对方立即看不到，已看过的无法收回。',
                          'They see nothing from now on; what they saw cannot be taken back.',
                        )}
                        act={words('收回', 'Withdraw')}
                        onConfirm={() => void withdraw(consent.id)}
                      >
                        {(confirm) => (
                          <button type="button" className="button small plain danger" onClick={confirm}>
                            <Both {...words('收回', 'Withdraw')} />
                          </button>
                        )}
                      </Confirm>
                    </p>
                  )}
                </li>
              );
            })}
          </ul>
          <Exports
            name="consents"
            rows={async () => {
              const names = await firmNames(data.map(({ receiver }) => receiver));
              return [
                ['授权给 to', '用途 purpose', '范围 what', stamped('至', 'until'), stamped('收回', 'withdrawn')],
                ...data.map((consent) => [
                  names.get(consent.receiver),
                  consent.purpose,
                  consent.kind === 'aggregates' ? '仅汇总数 figures alone' : '业务字段 business fields',
                  stamp(consent.until),
                  stamp(consent.withdrawnAt),
                ]),
              ];
            }}
          />
        </>
      )}
      {me.account.roles.includes('organisation_administrator') ? (
        <GiveConsent onGiven={() => void refetch()} />
      ) : (
        <p className="notice block" role="note">
          <Both {...words('授权和收回由本单位管理员办理', 'Giving and withdrawing are for the administrator of your firm')} />
        </p>
      )}
      <Looks />
    </>
  );
}
