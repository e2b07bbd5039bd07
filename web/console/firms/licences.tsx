/** The licences of a firm as they stand today. */
import type { ReactNode } from 'react';
import type { OrganisationDetails } from '../../../src/contract/index.ts';
import { Empty } from '../shell/states.tsx';
import { W } from '../shell/words.tsx';

const licenceStates: Readonly<Record<string, string>> = {
  valid: '有效',
  suspended: '暂扣',
  revoked: '吊销',
  surrendered: '注销',
  withdrawn: '登记有误',
  expired: '已到期',
  not_yet: '未生效',
  unknown: '当日不明',
};

export function Licences({ licences }: { readonly licences: OrganisationDetails['licences'] }): ReactNode {
  return (
    <section className="card">
      <h2>
        <W zh={`证照 ${licences.length}`} en="licences" />
      </h2>
      {licences.length === 0 ? (
        <Empty zh="没有登记证照" en="none registered" />
      ) : (
        <ul className="lines">
          {licences.map((licence) => (
            <li key={licence.id}>
              <b>{licence.number}</b> <span className="quiet">{licence.schemeName.zh}</span>
              <span className={`licence ${licence.state}`}>{licenceStates[licence.state] ?? licence.state}</span>
              {licence.statement !== undefined && (
                <span className="quiet">
                  {licence.statement.from} — {licence.statement.to ?? '长期'} {licence.statement.issuer}
                </span>
              )}
              {!licence.ruleVerified && <em className="unverified">编码规则未经核对 rule unverified</em>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
