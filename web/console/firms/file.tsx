/** The file of one firm: what it is, what it may do, what was found about it, what was done to it. */
import type { ReactNode } from 'react';
import type { OrganisationDetails, OrganisationHistory, Scores } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import type { Counts, Finding } from '../findings/types.ts';
import { changed, Link, useSearch } from '../router.tsx';
import { measureNames, measures } from '../scores/words.ts';
import { useNames } from '../shell/me.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty, isForbidden } from '../shell/states.tsx';
import { At, count, Due, percent } from '../shell/time.tsx';
import { categoryNames, named, W } from '../shell/words.tsx';
import { Decisions } from './decisions.tsx';
import { Licences } from './licences.tsx';
import { isSeenWhole, PublicPart } from './public-part.tsx';

export function FirmFile({ id }: { readonly id: string }): ReactNode {
  const [given] = useSearch();
  const read = useAsk<OrganisationDetails>(`/api/v1/organisations/${id}`);
  return (
    <div className="file">
      <p>
        <Link to={`/console/firms${changed(given, {})}`}>
          ← <W zh="企业列表" en="all firms" />
        </Link>
      </p>
      <Shown of={read} lines={8}>
        {(firm) => <Whole firm={firm} />}
      </Shown>
    </div>
  );
}

function Whole({ firm }: { readonly firm: OrganisationDetails }): ReactNode {
  const names = useNames();
  const {
    id,
    name,
    uscc,
    status,
    statusName,
    areas,
    categories,
    address,
    registeredAt,
    sites = [],
    identifiers = [],
    licences = [],
  } = firm;
  // Of a firm of other categories the register tells the public part alone: what is not told is not said to be missing.
  if (!isSeenWhole(firm)) return <PublicPart firm={firm} />;
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
      <Decisions firm={firm} />
      <div className="columns">
        <div>
          <section className="card">
            <h2>
              <W zh="登记" en="registration" />
            </h2>
            <dl>
              <dt>
                <W zh="类别" en="categories" />
              </dt>
              <dd>{categories.map((each) => named(categoryNames, each).zh).join('、') || '—'}</dd>
              <dt>
                <W zh="区域" en="areas" />
              </dt>
              <dd>{areas.map((each) => names.area(each).zh).join('、')}</dd>
              <dt>
                <W zh="地址" en="address" />
              </dt>
              <dd>{address || '—'}</dd>
              <dt>
                <W zh="登记于" en="registered" />
              </dt>
              <dd>{registeredAt === undefined ? '—' : <At at={registeredAt} />}</dd>
            </dl>
          </section>
          <Licences licences={licences} />
          <section className="card">
            <h2>
              <W zh={`场所 ${sites.length}`} en="sites" />
            </h2>
            {sites.length === 0 ? (
              <Empty zh="没有登记场所" en="none registered" />
            ) : (
              <ul className="lines">
                {sites.map((site) => (
                  <li key={site.id}>
                    <b>{site.name}</b> <span className="quiet">{names.area(site.area).zh}</span>{' '}
                    <span className="quiet">{site.address}</span>
                    {site.latitude !== undefined && (
                      <span className="quiet">
                        {site.latitude.toFixed(4)}, {site.longitude?.toFixed(4)} WGS 84
                      </span>
                    )}
                    {identifiers
                      .filter((each) => each.site === site.id)
                      .map(({ uri }) => (
                        <code key={uri}>{uri}</code>
                      ))}
                  </li>
                ))}
              </ul>
            )}
          </section>
          <History id={id} />
        </div>
        <div>
          <FirmScores id={id} />
          <FirmFindings id={id} />
          <section className="card">
            <h2>
              <W zh="记录" en="records" />
            </h2>
            <p>
              <Link to={`/console/trace?firm=${id}`}>
                <W zh="从它最近的记录开始追溯" en="trace from what it last recorded" />
              </Link>
            </p>
          </section>
        </div>
      </div>
    </>
  );
}

function FirmScores({ id }: { readonly id: string }): ReactNode {
  const read = useAsk<Scores>(`/api/v1/scores${search({ by: 'category', organisation: id })}`);
  if (read.error !== null && isForbidden(read.error)) return null;
  return (
    <section className="card">
      <h2>
        <W zh="三项指标" en="scores" />
      </h2>
      <Shown of={read} lines={3}>
        {({ total }) => (
          <dl>
            {measures.map((each) => (
              <div key={each} className="pair">
                <dt>
                  <W {...measureNames[each]} />
                </dt>
                <dd>
                  {total[each].share === undefined ? '—' : percent(total[each].share)}{' '}
                  <Link to={`/console/scores${search({ list: each, ofBy: 'organisation', of: id })}`}>
                    {count(total[each].met)}/{count(total[each].all)} {measureNames[each].unit}
                  </Link>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Shown>
    </section>
  );
}

function FirmFindings({ id }: { readonly id: string }): ReactNode {
  const found = useAsk<{ findings: readonly Finding[] }>(`/api/v1/findings${search({ organisation: id, perPage: 10 })}`);
  const counted = useAsk<Counts>(`/api/v1/findings/counts${search({ organisation: id, by: 'detector' })}`);
  if (found.error !== null && isForbidden(found.error)) return null;
  const total = counted.data?.counts.reduce((sum, each) => sum + each.count, 0) ?? 0;
  const repeated = counted.data?.counts.filter((each) => each.count > 1) ?? [];
  return (
    <section className="card">
      <h2>
        <Link to={`/console/findings?organisation=${id}`}>
          <W zh={`监测发现 ${count(total)}`} en="findings" />
        </Link>
      </h2>
      {repeated.length > 0 && (
        <p className="due late">
          <W zh={`屡犯：${repeated.length} 种发现不止一次`} en="found more than once" />
        </p>
      )}
      <Shown of={found} lines={4}>
        {({ findings }) =>
          findings.length === 0 ? (
            <Empty zh="没有发现" en="nothing was found" />
          ) : (
            <ol className="findings">
              {findings.map((each) => (
                <li key={each.id}>
                  <Link to={`/console/findings/${each.id}?organisation=${id}`}>
                    <b>{each.title.zh}</b>
                  </Link>
                  <p>{each.told.zh}</p>
                  <p className="quiet">
                    <span className={`state ${each.state}`}>{each.stateName.zh}</span>
                    <At at={each.openedAt} />
                    {each.resolvedAt === undefined ? <Due at={each.due} /> : <span>数据已补正</span>}
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Shown>
    </section>
  );
}

/** What the history calls what was done. */
const actions: Readonly<Record<string, string>> = {
  register: '登记',
  change: '变更',
  approve: '审核通过',
  refuse: '审核不通过',
  resubmit: '重新提交',
  suspend: '暂停',
  resume: '恢复',
  close: '注销',
  reopen: '重新开业',
  site_added: '增加场所',
  site_changed: '变更场所',
  site_closed: '关闭场所',
  identifier_added: '增加标识',
  identifier_removed: '去除标识',
};

/** What was changed; ids say nothing to a reader. */
const fields: Readonly<Record<string, string>> = {
  kind: '种类',
  form: '主体类型',
  name: '名称',
  uscc: '统一社会信用代码',
  areas: '区域',
  area: '区域',
  categories: '类别',
  address: '地址',
  status: '状态',
  latitude: '纬度',
  longitude: '经度',
  identifiers: '标识',
  uri: '标识',
  contact: '联系方式',
};

const fieldsOf = (after: unknown): string =>
  [...new Set(Object.keys((after ?? {}) as object).flatMap((key) => fields[key] ?? []))].join('、');

function History({ id }: { readonly id: string }): ReactNode {
  const read = useAsk<OrganisationHistory>(`/api/v1/organisations/${id}/history`);
  if (read.error !== null && isForbidden(read.error)) return null;
  return (
    <section className="card">
      <h2>
        <W zh="登记经过" en="history" />
      </h2>
      <Shown of={read} lines={4}>
        {({ changes }) => (
          <ol className="history">
            {[...changes].reverse().map((each) => (
              <li key={`${each.at} ${each.action}`}>
                <At at={each.at} /> <b>{actions[each.action] ?? each.action}</b>
                {each.reason !== '' && <p>{each.reason}</p>}
                <small>　{fieldsOf(each.after)}</small>
              </li>
            ))}
          </ol>
        )}
      </Shown>
    </section>
  );
}
