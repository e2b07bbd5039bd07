/** Where a trace may begin when no code is given: a firm, and what it last recorded. */
import { type ReactNode, useState } from 'react';
import type { Organisation, OrganisationDetails } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { At } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { stepName } from './words.ts';

interface Event {
  readonly eventID?: string;
  readonly type: string;
  readonly eventTime: string;
  readonly bizStep?: string;
  readonly parentID?: string;
  readonly [list: `${string}List`]: readonly (string | { readonly epcClass?: string })[] | undefined;
}
interface Events {
  readonly epcisBody: { readonly queryResults: { readonly resultsBody: { readonly eventList: readonly Event[] } } };
}

export function Start({
  firm,
  choose,
  pick,
}: {
  readonly firm: string | undefined;
  readonly choose: (code: string) => void;
  readonly pick: (firm: string | undefined) => void;
}): ReactNode {
  return firm === undefined ? (
    <Firms pick={pick} />
  ) : (
    <Recent key={firm} firm={firm} choose={choose} back={() => pick(undefined)} />
  );
}

function Firms({ pick }: { readonly pick: (firm: string) => void }): ReactNode {
  const [q, setQ] = useState('');
  const found = useAsk<{ organisations: readonly Organisation[] }>(
    `/api/v1/organisations${search({ kind: 'enterprise', q, perPage: 12 })}`,
  );
  return (
    <section className="start card">
      <h1>
        <W zh="从任一编码或企业开始" en="Start from any code, or a firm" />
      </h1>
      <p className="quiet">
        <W
          zh="在上方输入或扫入编码；或者先选企业，再从它最近记录的物品开始。"
          en="Type or scan a code above; or choose a firm and begin with what it last recorded."
        />
      </p>
      <label className="field">
        <W zh="企业" en="firm" />
        <input
          type="search"
          value={q}
          placeholder="名称或统一社会信用代码"
          onChange={({ currentTarget }) => setQ(currentTarget.value)}
        />
      </label>
      <Shown of={found} lines={3}>
        {({ organisations }) =>
          organisations.length === 0 ? (
            <Empty zh="没有符合的企业" en="no firm fits" />
          ) : (
            <ul className="doors">
              {organisations.map(({ id, name }) => (
                <li key={id}>
                  <button type="button" onClick={() => pick(id)}>
                    {name}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}

const lists = [
  'epcList',
  'outputEPCList',
  'inputEPCList',
  'childEPCs',
  'quantityList',
  'outputQuantityList',
  'childQuantityList',
  'inputQuantityList',
];

function thingsOf(event: Event): string[] {
  const named = lists.flatMap((name) => ((event as unknown as Record<string, unknown>)[name] as Event['epcList']) ?? []);
  const things = named.map((each) => (typeof each === 'string' ? each : (each.epcClass ?? '')));
  return [...new Set([...(event.parentID === undefined ? [] : [event.parentID]), ...things])].filter((each) => each !== '');
}

function Recent({
  firm,
  choose,
  back,
}: {
  readonly firm: string;
  readonly choose: (code: string) => void;
  readonly back: () => void;
}): ReactNode {
  const own = useAsk<OrganisationDetails>(`/api/v1/organisations/${firm}`);
  const places = own.data?.identifiers.flatMap(({ uri, site }) => (site === undefined ? [] : [uri])).slice(0, 20) ?? [];
  const read = useAsk<Events>(
    `/epcis/events${search({ EQ_bizLocation: places.join('|'), perPage: 30, orderBy: 'eventTime', orderDirection: 'DESC' })}`,
    { enabled: places.length > 0 },
  );
  return (
    <section className="start card">
      <h1>
        {own.data?.name ?? ''} <small>{own.data?.uscc}</small>
      </h1>
      <p>
        <button type="button" className="plain" onClick={back}>
          <W zh="换一家企业" en="another firm" />
        </button>
      </p>
      {own.data !== undefined && places.length === 0 ? (
        <Empty
          zh="它没有登记场所的标识，无法按场所查它的记录"
          en="It has registered no identifier of a site by which its records could be found"
        />
      ) : (
        <Shown of={read} lines={6}>
          {({ epcisBody }) => {
            const events = epcisBody.queryResults.resultsBody.eventList;
            if (events.length === 0)
              return <Empty zh="在您能看到的范围内没有它的记录" en="Nothing of it is recorded that you may see" />;
            return (
              <ol className="history">
                {events.map((event) => (
                  <li key={event.eventID ?? event.eventTime}>
                    <At at={event.eventTime} /> <b>{stepName(event.bizStep, event.type).zh}</b>
                    <span className="from-things">
                      {thingsOf(event)
                        .slice(0, 4)
                        .map((thing) => (
                          <button key={thing} type="button" className="plain" onClick={() => choose(thing)}>
                            <code>{thing}</code>
                          </button>
                        ))}
                    </span>
                  </li>
                ))}
              </ol>
            );
          }}
        </Shown>
      )}
    </section>
  );
}
