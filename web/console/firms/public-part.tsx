/** What is shown of a firm that is of no category and area of whoever looks: what the register tells everybody. */
import type { ReactNode } from 'react';
import type { OrganisationDetails } from '../../../src/contract/index.ts';
import { useNames } from '../shell/me.ts';
import { categoryNames, named, W } from '../shell/words.tsx';
import { Licences } from './licences.tsx';

/** Of what lies outside the duties of whoever looks there is no day of registration. */
export const isSeenWhole = ({ registeredAt }: { readonly registeredAt?: string | undefined }): boolean =>
  registeredAt !== undefined;

export function PublicPart({ firm }: { readonly firm: OrganisationDetails }): ReactNode {
  const names = useNames();
  const { name, uscc, status, statusName, areas, categories, licences = [] } = firm;
  return (
    <>
      <header className="titled">
        <h1>
          {name} <small>{uscc !== undefined && <code>{uscc}</code>}</small>
        </h1>
        <span className={`firm-state ${status}`}>
          {statusName.zh} <span lang="en">{statusName.en}</span>
        </span>
      </header>
      <div className="nothing forbidden">
        <p>
          <W
            zh="这家企业不属于您负责的类别和区域，只显示登记中公开的部分"
            en="This firm is of no category and area of yours: what the register tells everybody"
          />
        </p>
        <p className="quiet">
          <W
            zh="场所、证照、发现、指标和经过由其主管部门查看；办案需要的，立案后沿链条查看"
            en="Its sites, licences, findings, scores and history are seen by its own department, and along a chain under a case"
          />
        </p>
      </div>
      <section className="card">
        <h2>
          <W zh="登记" en="registration" />
        </h2>
        <dl>
          {categories.length > 0 && (
            <>
              <dt>
                <W zh="类别" en="categories" />
              </dt>
              <dd>{categories.map((each) => named(categoryNames, each).zh).join('、')}</dd>
            </>
          )}
          <dt>
            <W zh="区域" en="areas" />
          </dt>
          <dd>{areas.map((each) => names.area(each).zh).join('、')}</dd>
        </dl>
      </section>
      {licences.length > 0 && <Licences licences={licences} />}
    </>
  );
}
