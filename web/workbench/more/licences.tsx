/** Licences of the firm: number, state, until when. */
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type LicenceTold, useMe } from '../lib/me.tsx';
import { daysUntil } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Exports } from '../parts/exports.tsx';
import { Empty } from '../parts/states.tsx';
import { lastDay } from '../today/work.ts';
import { AddLicence } from './add-licence.tsx';

const states: Readonly<Record<string, Words>> = {
  valid: words('有效', 'valid'),
  suspended: words('暂扣', 'suspended'),
  revoked: words('吊销', 'revoked'),
  surrendered: words('已注销', 'surrendered'),
  withdrawn: words('登记有误', 'said in error'),
  expired: words('已过期', 'expired'),
  not_yet: words('尚未生效', 'not yet in force'),
  unknown: words('未知', 'unknown'),
};

interface Said {
  readonly from?: string;
  readonly issuer?: string;
}

const toneOf = (licence: LicenceTold): string => {
  const day = lastDay(licence);
  if (licence.state !== 'valid') return 'bad';
  return day !== undefined && daysUntil(day) <= 60 ? 'warn' : 'ok';
};

export function LicencesPage(): ReactNode {
  const { firm, account } = useMe();
  const client = useQueryClient();
  const licences = firm.licences ?? [];
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('证照', 'Licences')} />
        </h1>
        <p className="quiet">
          <Both
            {...words(
              '本单位登记证照，状态由发证部门更新；到期前 60 天在今日提醒。',
              'The firm adds its licences, the departments keep their state; Today reminds you 60 days before one ends.',
            )}
          />
        </p>
      </header>
      {licences.length === 0 ? (
        <Empty title={words('还没有登记证照', 'No licence is registered yet')} />
      ) : (
        <>
          <ul className="items">
            {licences.map((licence) => {
              const day = lastDay(licence);
              return (
                <li key={licence.id} className={`item ${toneOf(licence)}`}>
                  <p className="row apart">
                    <strong>
                      <Both {...(licence.schemeName as Words)} />
                    </strong>
                    <span className={`tag ${toneOf(licence)}`}>
                      <Both {...(states[licence.state] ?? words(licence.state, ''))} />
                    </span>
                  </p>
                  <p>
                    <code>{licence.number}</code>
                  </p>
                  <p className="quiet">
                    {day === undefined ? (
                      <Both {...words('无截止日', 'no last day')} />
                    ) : (
                      <>
                        <Both {...words('有效期至', 'until')} /> {day} ·{' '}
                        <Both {...words(`${daysUntil(day)} 天`, `${daysUntil(day)} days`)} />
                      </>
                    )}
                    {licence.ruleVerified === false && <> · 编号规则未核实 format not verified</>}
                  </p>
                </li>
              );
            })}
          </ul>
          <Exports
            name="licences"
            rows={() => [
              ['种类 kind', '编号 number', '状态 state', '生效 from', '截止 until', '发证机关 issued by', '编号规则 format'],
              ...licences.map((licence) => [
                (licence.schemeName as Words).zh,
                licence.number,
                (states[licence.state] ?? words(licence.state, '')).zh,
                (licence.statement as Said | undefined)?.from,
                lastDay(licence) ?? '无截止日',
                (licence.statement as Said | undefined)?.issuer,
                licence.ruleVerified === false ? '未核实 not verified' : '',
              ]),
            ]}
          />
        </>
      )}
      {account.roles.includes('organisation_administrator') ? (
        <AddLicence onAdded={() => void client.invalidateQueries({ queryKey: ['me'] })} />
      ) : (
        <p className="notice block" role="note">
          <Both {...words('证照由本单位管理员登记', 'Licences are added by the administrator of your firm')} />
        </p>
      )}
    </>
  );
}
