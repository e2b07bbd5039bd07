/** Stock by lot, out of what was recorded: what came, what went, what is left. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ask } from '../lib/api.ts';
import { allEvents } from '../lib/events.ts';
import { useMe } from '../lib/me.tsx';
import { stamp, stamped, Time } from '../lib/time.tsx';
import { Both, words } from '../lib/words.tsx';
import { Exports } from '../parts/exports.tsx';
import { Empty, Failure, Loading } from '../parts/states.tsx';
import { ThingName } from '../parts/thing-name.tsx';
import { unitName } from '../record/units.ts';
import { go, Link, useAddress } from '../router.tsx';
import { balanceOf, tidy } from './balance.ts';

/** `2 600`: thousands apart by a thin space, as everywhere here. */
const grouped = (n: number): string => String(tidy(n)).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, '\u2009');

/** Lots on the screen at first; the file holds all of them. */
const mostShown = 300;
/** The latest events that are counted; more are asked for by hand. */
const atOnce = 2_000;

export function StockPage(): ReactNode {
  const me = useMe();
  const [most, setMost] = useState(atOnce);
  const { query } = useAddress();
  const gone = query.has('all');
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['stock', me.firm.id, most],
    queryFn: () => allEvents({ orderBy: 'eventTime', orderDirection: 'DESC', perPage: '500' }, most),
  });
  // Partners in a group share their records; what is theirs is in no stock of ours.
  const joined = useQuery({
    queryKey: ['groups joined', me.firm.id],
    queryFn: async () => {
      const { groups } = await ask<{ groups: readonly { readonly state: string }[] }>('/api/v1/groups');
      return groups.some(({ state }) => state === 'joined');
    },
    retry: false,
  });
  const rows = data === undefined ? [] : balanceOf(data.events, me.names, joined.data === true ? me.anywhere : undefined);
  const shown = rows.filter(({ came, went }) => gone || tidy(came - went) !== 0);
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>
          <Both {...words('库存与平衡', 'Stock and balance')} />
        </h1>
        <p className="quiet">
          <Both
            {...words(
              '按本单位场所的记录计算：来、去、余。余数为负，说明少记了来路。',
              'Counted from the records of our places. Less than nothing means that something that came was not recorded.',
            )}
          />
        </p>
      </header>
      {data === undefined ? (
        error === null ? (
          <Loading lines={6} />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : rows.length === 0 ? (
        <Empty title={words('还没有带数量的记录', 'No record with a quantity yet')}>
          <Link to="/record" className="button">
            <Both {...words('记一条', 'Record')} />
          </Link>
        </Empty>
      ) : (
        <>
          <label className="chip">
            <input
              type="checkbox"
              checked={gone}
              onChange={(event) => go(event.target.checked ? '/stock?all=1' : '/stock', true)}
            />
            <span>
              <Both {...words('含已用完的批次', 'with lots that are used up')} />
            </span>
          </label>
          <ul className="items block">
            {shown.slice(0, mostShown).map(({ code, unit, came, went, last, name }) => {
              const left = tidy(came - went);
              return (
                <li key={`${code} ${unit}`} className={`item ${left < 0 ? 'bad' : ''}`}>
                  <p className="row apart">
                    <Link to={`/lot?code=${encodeURIComponent(code)}`}>
                      <ThingName code={code} known={name} />
                    </Link>
                    <strong>
                      {grouped(left)} {unitName(unit === '' ? 'H87' : unit)}
                    </strong>
                  </p>
                  <p className="quiet row apart">
                    <span>
                      <Both
                        {...words(`来 ${grouped(came)} · 去 ${grouped(went)}`, `in ${grouped(came)} · out ${grouped(went)}`)}
                      />
                    </span>
                    <Time at={last} />
                  </p>
                </li>
              );
            })}
          </ul>
          {shown.length > mostShown && (
            <p className="quiet">
              <Both
                {...words(
                  `列出最近 ${mostShown} 个批次，共 ${shown.length} 个；导出的文件含全部`,
                  `the latest ${mostShown} of ${shown.length} lots; the file holds all`,
                )}
              />
            </p>
          )}
          {shown.length === 0 && <Empty title={words('各批次都已用完', 'All lots are used up')} />}
          <Exports
            name="stock"
            rows={() => [
              ['批次 lot', '名称 name', '来 in', '去 out', '余 left', '单位 unit', stamped('最近记录', 'last record')],
              ...shown.map(({ code, unit, came, went, last, name }) => [
                code,
                name,
                tidy(came),
                tidy(went),
                tidy(came - went),
                unitName(unit === '' ? 'H87' : unit),
                stamp(last),
              ]),
            ]}
          />
          {data.more && (
            <p className="row block">
              <Both
                {...words(`只算了最近 ${data.events.length} 条记录`, `The latest ${data.events.length} records were counted`)}
              />
              <button type="button" className="button small plain" disabled={isFetching} onClick={() => setMost(most * 5)}>
                <Both {...words('再往前算', 'Count further back')} />
              </button>
            </p>
          )}
        </>
      )}
    </>
  );
}
