/** One complaint: what is told, of what, by when it must be dealt with, what was done. */
import type { ReactNode } from 'react';
import { search } from '../../shared/api.ts';
import { changed, Link, useSearch } from '../router.tsx';
import { useNames } from '../shell/me.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { At, Due, zone } from '../shell/time.tsx';
import { categoryNames, named, W, type Words } from '../shell/words.tsx';
import { Contact } from './contact.tsx';
import type { Complaint } from './page.tsx';
import { Steps, steps } from './steps.tsx';

interface Clock extends Words {
  readonly id: string;
  readonly days: number;
  readonly unit: 'working' | 'calendar';
  readonly counts: Words;
  readonly basis: { readonly text: string; readonly verified: boolean };
}

interface Details extends Complaint {
  readonly version: number;
  readonly contact?: string | null;
  readonly open: readonly string[];
  readonly acts: readonly { readonly at: string; readonly act: string; readonly told?: string; readonly note?: string }[];
  readonly pictures: readonly { readonly id: string; readonly at: string }[];
  readonly clocks?: readonly Clock[];
}

export function ComplaintFile({ number }: { readonly number: string }): ReactNode {
  const [given] = useSearch();
  const names = useNames();
  const read = useAsk<Details>(`/api/v1/complaints/${number}`);
  return (
    <article className="details" aria-label="投诉举报 complaint">
      <Link to={`/console/complaints${changed(given, {})}`} className="back">
        <W zh="关闭" en="close" /> ✕
      </Link>
      <Shown of={read} lines={6}>
        {(found) => (
          <>
            <h2 className="title">
              {found.kindName.zh} <small>{found.number}</small>
            </h2>
            <p className="told">{found.told}</p>
            <p className="tags">
              <b>{found.stateName.zh}</b>
              <Due at={found.due} />
            </p>
            <Steps number={number} version={found.version} open={found.open} />
            <dl>
              <dt>
                <W zh="问题" en="what is wrong" />
              </dt>
              <dd>{found.subjectName.zh}</dd>
              <dt>
                <W zh="类别、区域" en="category, area" />
              </dt>
              <dd>
                {named(categoryNames, found.category).zh}　{names.area(found.area || null).zh}
              </dd>
              {found.place !== '' && (
                <>
                  <dt>
                    <W zh="地点" en="place" />
                  </dt>
                  <dd>{found.place}</dd>
                </>
              )}
              {found.code !== '' && (
                <>
                  <dt>
                    <W zh="编码" en="code" />
                  </dt>
                  <dd className="about">
                    <code>{found.code}</code>{' '}
                    <Link to={`/console/trace${search({ code: found.code })}`}>
                      <W zh="追溯这件物品" en="trace it" />
                    </Link>
                  </dd>
                </>
              )}
              <dt>
                <W zh="收到" en="came in" />
              </dt>
              <dd>
                <At at={found.madeAt} />
              </dd>
              <dt>
                <W zh="期限" en="due" />
              </dt>
              <dd>
                <At at={found.due} />
              </dd>
              {typeof found.contact === 'string' && found.contact !== '' && (
                <>
                  <dt>
                    <W zh="回访电话" en="number to call" />
                  </dt>
                  <dd>
                    <Contact token={found.contact} number={number} />
                  </dd>
                </>
              )}
            </dl>
            <Pictures number={number} pictures={found.pictures} />
            <section>
              <h3>
                <W zh="经过" en="history" /> <small>{zone()}</small>
              </h3>
              <ol className="history">
                <li>
                  <At at={found.madeAt} /> <b>收到</b>
                </li>
                {found.acts.map((each) => (
                  <li key={`${each.at} ${each.act}`}>
                    <At at={each.at} /> <b>{steps[each.act]?.zh ?? each.act}</b>
                    {each.told && <p>{each.told}</p>}
                    {each.note && <p className="quiet">{each.note}</p>}
                  </li>
                ))}
              </ol>
            </section>
            <Clocks clocks={found.clocks ?? []} />
          </>
        )}
      </Shown>
    </article>
  );
}

function Pictures({ number, pictures }: Pick<Details, 'number' | 'pictures'>): ReactNode {
  if (pictures.length === 0) return null;
  return (
    <section>
      <h3>
        <W zh="照片" en="photos" />
      </h3>
      <ul className="photos">
        {pictures.map(({ id, at }, i) => {
          const path = `/api/v1/complaints/${number}/photos/${id}`;
          return (
            <li key={id}>
              <a href={path} download>
                <img src={path} alt={`投诉附件 ${i + 1}`} loading="lazy" />
                <small>
                  <At at={at} />
                </small>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The limits that hold, each with where it is written. */
function Clocks({ clocks }: { readonly clocks: readonly Clock[] }): ReactNode {
  if (clocks.length === 0) return null;
  return (
    <section>
      <h3>
        <W zh="办理时限" en="time limits" />
      </h3>
      <ul className="clocks">
        {clocks.map(({ id, zh, en, days, unit, counts, basis }) => (
          <li key={id}>
            <b>{zh}</b> <small>{en}</small>
            <p>
              {days} {unit === 'working' ? '个工作日' : '日'}，{counts.zh}
            </p>
            <p className="quiet">
              {basis.text}
              {!basis.verified && (
                <span className="unverified">
                  <W zh="未核对原文" en="not verified" />
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
