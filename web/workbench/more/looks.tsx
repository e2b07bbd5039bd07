/** Who looked at the records of the firm: under a consent, as a partner in a group, or in a case. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { zhuisu } from '../lib/api.ts';
import { useMe } from '../lib/me.tsx';
import { stamp, stamped, Time } from '../lib/time.tsx';
import { Both, type Words, words } from '../lib/words.tsx';
import { Exports } from '../parts/exports.tsx';
import { Failure, Loading } from '../parts/states.tsx';
import { FirmName, firmNames } from './firm-name.tsx';

const grounds: Readonly<Record<string, Words>> = {
  case: words('案件', 'a case'),
  consent: words('授权', 'a consent'),
  group: words('联合体', 'a joint group'),
};

export function Looks(): ReactNode {
  const me = useMe();
  const { data, error, refetch } = useQuery({
    queryKey: ['looks', me.firm.id],
    queryFn: () => zhuisu().supervision.looks(),
    retry: false,
  });
  return (
    <section className="block">
      <h2>
        <Both {...words('谁查阅过本单位的记录', 'Who looked at our records')} />
      </h2>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failure error={error} again={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <p className="quiet">
          <Both {...words('没有人查阅', 'Nobody has looked')} />
        </p>
      ) : (
        <>
          <ul className="items">
            {data.slice(0, 200).map((look) => (
              <li key={look.id} className="item">
                <p className="row apart">
                  <strong>
                    <FirmName id={look.organisation} />
                  </strong>
                  <span className="tag">
                    <Both {...(grounds[look.ground] ?? words(look.ground, ''))} />
                  </span>
                </p>
                <p>{look.reason}</p>
                <p className="quiet">
                  <Both {...words(`${look.events} 条记录`, `${look.events} records`)} /> · <Time at={look.at} />
                </p>
              </li>
            ))}
          </ul>
          {data.length > 200 && (
            <p className="quiet">
              <Both
                {...words(
                  `列出最近 200 次，共 ${data.length} 次；导出的文件含全部`,
                  `the latest 200 of ${data.length}; the file holds all`,
                )}
              />
            </p>
          )}
          <Exports
            name="looks"
            rows={async () => {
              const names = await firmNames(data.map(({ organisation }) => organisation));
              return [
                [stamped('时间', 'at'), '谁 who', '凭据 ground', '理由 reason', '记录数 records'],
                ...data.map((look) => [
                  stamp(look.at),
                  names.get(look.organisation),
                  (grounds[look.ground] ?? words(look.ground, '')).zh,
                  look.reason,
                  look.events,
                ]),
              ];
            }}
          />
        </>
      )}
      <p className="quiet hint">
        <Both
          {...words(
            '依授权和联合体的查阅立即列出；案件下的查阅过一段时间再列出。',
            'Looks by consent and by group are told at once, those of a case after a while.',
          )}
        />
      </p>
    </section>
  );
}
