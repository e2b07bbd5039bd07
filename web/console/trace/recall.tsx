/** How far a recall of the chosen thing would reach, and whom to ask first. Asked for by hand: it is a search of its own. */
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ScopeAnswerBody } from '../../../src/contract/index.ts';
import { ask, search } from '../../shared/api.ts';
import { Link } from '../router.tsx';
import { saveCsv } from '../shell/csv.ts';
import { Failure, Loading } from '../shell/states.tsx';
import { count } from '../shell/time.tsx';
import { W, words } from '../shell/words.tsx';
import { shortOf } from './model.ts';

const sets = [
  ['minimum', words('一定受影响', 'surely')],
  ['likely', words('很可能', 'likely')],
  ['maximum', words('可能（记录缺失）', 'at most')],
] as const;
const most = 30;

export function RecallScope({ code }: { readonly code: string }): ReactNode {
  const asked = useMutation({
    mutationFn: () => ask<ScopeAnswerBody>('/api/v1/recalls/scope', { method: 'POST', body: { code } }),
  });
  const { data } = asked;
  const nameOf = (firm: string): string => data?.organisations.find(({ id }) => id === firm)?.name ?? shortOf(firm);
  return (
    <section>
      <h3>
        <W zh="召回范围" en="scope of a recall" />
      </h3>
      {data === undefined && !asked.isPending && (
        <button type="button" onClick={() => asked.mutate()}>
          <W zh="计算召回范围" en="find it" />
        </button>
      )}
      {asked.isPending && <Loading lines={3} />}
      {asked.error !== null && <Failure error={asked.error} again={() => asked.mutate()} />}
      {data !== undefined && (
        <>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col" />
                <th scope="col">
                  <W zh="批次" en="lots" />
                </th>
                <th scope="col">
                  <W zh="单品" en="units" />
                </th>
                <th scope="col">
                  <W zh="企业" en="firms" />
                </th>
              </tr>
            </thead>
            <tbody>
              {sets.map(([set, name]) => (
                <tr key={set}>
                  <th scope="row">
                    <W {...name} />
                  </th>
                  <td>{count(data.figures[set].lots)}</td>
                  <td>{count(data.figures[set].units)}</td>
                  <td>{count(data.figures[set].firms.length)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {data.bounds.hit && (
            <p className="due late">
              <W zh="搜索达到上限，范围可能更大" en="a bound was hit: it may reach further" />
            </p>
          )}
          {data.hidden && (
            <p className="quiet">
              <W zh="部分不在您的职责范围内，未列出" en="part of it is not among your duties" />
            </p>
          )}
          {data.calls.length > 0 && (
            <>
              <h3>
                <W zh="先问这几家" en="whom to ask first" />
              </h3>
              <ol className="lines">
                {data.calls.slice(0, 5).map((call) => (
                  <li key={call.organisation}>
                    <b>{nameOf(call.organisation)}</b>
                    <span className="quiet">
                      <W zh={`缺 ${count(call.missing.length)} 处记录`} en={`${call.missing.length} missing`} />
                      {call.shrinks > 0 && (
                        <>
                          ；
                          <W
                            zh={`答复可使最大范围缩小 ${count(call.shrinks)} 件`}
                            en={`shrinks the maximum by ${call.shrinks}`}
                          />
                        </>
                      )}
                    </span>
                  </li>
                ))}
              </ol>
            </>
          )}
          <p>
            <button
              type="button"
              className="plain"
              onClick={() =>
                saveCsv('recall-scope', [
                  ['范围 set', '编码 code', '种类 kind', '缺口 gap'],
                  ...sets.flatMap(([set, { zh }]) => data[set].map(({ id, kind, gap }) => [zh, id, kind, gap])),
                ])
              }
            >
              <W zh="导出清单" en="CSV" />
            </button>
          </p>
          <ul className="codes">
            {data.maximum.slice(0, most).map(({ id }) => (
              <li key={id}>
                <Link to={`/console/trace${search({ code: id })}`}>
                  <code>{id}</code>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
