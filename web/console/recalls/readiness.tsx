/** What the nightly check measured of lots that it drew: whether their records would carry a recall. */
import { type ReactNode, useState } from 'react';
import { ask, search } from '../../shared/api.ts';
import { wholeList } from '../../shared/table-file.ts';
import { go, Link } from '../router.tsx';
import { DialogForm } from '../shell/dialog-form.tsx';
import { Exports } from '../shell/exports.tsx';
import { useKeys } from '../shell/keys.tsx';
import { mayI, useMe, useNames } from '../shell/me.ts';
import { say } from '../shell/notices.tsx';
import { forget, Shown } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { At, clock, count, zone } from '../shell/time.tsx';
import { usePages } from '../shell/turning.ts';
import { categoryNames, named, W, words } from '../shell/words.tsx';
import { useOwnCategories } from './draft.tsx';
import type { Readiness } from './types.ts';

interface Measured {
  readonly traced?: boolean;
  readonly openEnds?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly ratio?: number | null;
  readonly cut?: boolean;
}
const of = (result: object): Measured => result as Measured;

export function ReadinessPage(): ReactNode {
  const names = useNames();
  const first = `/api/v1/recalls/readiness${search({ perPage: 200 })}`;
  const { pages, read, more } = usePages<Readiness>(first);
  const checks = pages.flatMap((page) => page.checks);
  const out = (checks: Readiness['checks']): unknown[][] => [
    [
      '时间 at',
      '类别 category',
      '区域 area',
      '批次 lot',
      '可追溯 traced',
      '未交代 open',
      '一定 minimum',
      '至多 maximum',
      '比 ratio',
    ],
    ...checks.map(({ at, category, area, thing, result }) => {
      const { traced, openEnds, minimum, maximum, ratio } = of(result);
      return [at, named(categoryNames, category).zh, names.area(area).zh, thing, traced, openEnds, minimum, maximum, ratio];
    }),
  ];
  const me = useMe();
  const may = mayI(me.data, 'run_recall');
  const [asking, setAsking] = useState(false);
  useKeys([
    ...(may ? [{ keys: 'c', ...words('现在检查', 'check now'), run: () => setAsking(true) }] : []),
    { keys: 'b', ...words('回到列表', 'back to the list'), run: () => go('/console/recalls') },
  ]);
  return (
    <div className="command">
      <header className="titled">
        <h1>
          <W zh="每夜检查" en="Nightly readiness" />
        </h1>
        {may && (
          <button type="button" onClick={() => setAsking(true)}>
            <W zh="现在检查" en="check now" /> <kbd aria-hidden="true">c</kbd>
          </button>
        )}
        <Link to="/console/recalls">
          <W zh="回到列表" en="back to the list" />
        </Link>
      </header>
      <p className="quiet">
        <W
          zh="每夜 2 至 5 时按公开规则抽取三个批次，量它们的记录能否支撑召回；不通知任何人。至多与一定之比为 1，即记录没有缺口。"
          en="Each night three lots are drawn by a stated rule and measured; nobody is told. A ratio of 1: the records leave nothing open."
        />
      </p>
      <Shown of={read} lines={6}>
        {() =>
          checks.length === 0 ? (
            <Empty
              zh="还没有做过检查：第一次在今夜 2 至 5 时，也可以现在检查"
              en="None yet: the first is made tonight between 2 and 5, or now when you ask"
            />
          ) : (
            <>
              <p>
                <Exports
                  name="readiness"
                  rows={async (reading) => out(await wholeList(first, ({ checks }: Readiness) => checks, reading))}
                />
              </p>
              <div className="scroll">
                <table className="plain-table">
                  <thead>
                    <tr>
                      <th scope="col">
                        <W zh="时间" en={zone()} />
                      </th>
                      <th scope="col">
                        <W zh="批次" en="lot" />
                      </th>
                      <th scope="col">
                        <W zh="类别、区域" en="category, area" />
                      </th>
                      <th scope="col">
                        <W zh="未交代的数量" en="open amounts" />
                      </th>
                      <th scope="col">
                        <W zh="一定、至多" en="surely, at most" />
                      </th>
                      <th scope="col">
                        <W zh="比" en="ratio" />
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {checks.map(({ id, at, category, area, thing, name, nightly, result, draw }) => {
                      const { traced, openEnds = 0, minimum = 0, maximum = 0, ratio, cut } = of(result);
                      return (
                        <tr key={id}>
                          <td>
                            <At at={at} />
                            {!nightly && (
                              <p className="quiet">
                                <W zh="人工发起" en="asked for" />
                              </p>
                            )}
                          </td>
                          <th scope="row">
                            <Link to={`/console/trace${search({ code: thing })}`} title={`${thing} ${ruleOf(draw)}`}>
                              {name.zh}
                            </Link>
                            {traced === false && <span className="due late">不可追溯</span>}
                          </th>
                          <td>
                            {named(categoryNames, category).zh} {names.area(area).zh}
                          </td>
                          <td>{count(openEnds)} 处</td>
                          <td>
                            {count(minimum)}、{count(maximum)}
                            {cut === true && <span className="quiet"> 未查完</span>}
                          </td>
                          <td className={typeof ratio === 'number' && ratio > 2 ? 'due late' : ''}>{ratio ?? '—'}</td>
                        </tr>
                      );
                    })}
                  </tbody>
                </table>
              </div>
              {more !== undefined && (
                <button type="button" disabled={read.isFetchingNextPage} onClick={more}>
                  <W zh={`已列 ${count(checks.length)} 次，再列更早的`} en="show earlier ones" />
                </button>
              )}
              <p className="quiet">
                {clock(Date.now())} {zone()}
              </p>
            </>
          )
        }
      </Shown>
      {asking && <CheckNow close={() => setAsking(false)} />}
    </div>
  );
}

/** How the lot was drawn, for whoever wants to draw it again. */
const ruleOf = (draw: object): string => (draw as { readonly rule?: string }).rule ?? '';

function CheckNow({ close }: { readonly close: () => void }): ReactNode {
  const own = useOwnCategories();
  const [category, setCategory] = useState('');
  const send = async (): Promise<void> => {
    const { drawn } = await ask<{ drawn: number }>('/api/v1/recalls/readiness', {
      method: 'POST',
      body: category === '' ? {} : { category },
    });
    say(`已检查 ${drawn} 个批次`, `${drawn} lots checked`);
    void forget('/api/v1/recalls');
  };
  return (
    <DialogForm
      title={words('现在检查', 'Check now')}
      act={words('抽取并检查', 'Draw and check')}
      doing={words('正在抽取并检查，至多一两分钟', 'drawing and measuring, a minute or two at most')}
      send={send}
      close={close}
    >
      <p className="consequence">
        <W
          zh="按公开规则抽取三个批次，量它们的记录能否支撑召回。不通知任何企业，不停售；结果留存，不能删除；今夜的检查照常进行。"
          en="Three lots are drawn by the stated rule and measured. Nobody is told, nothing is blocked; the result is kept, and the night makes its own check."
        />
      </p>
      <label>
        <W zh="类别" en="category" />
        <select name="category" value={category} onChange={({ currentTarget }) => setCategory(currentTarget.value)}>
          <option value="">本部门负责的全部 all that you lead</option>
          {own.map(({ id, zh, en }) => (
            <option key={id} value={id}>
              {zh} {en}
            </option>
          ))}
        </select>
      </label>
    </DialogForm>
  );
}
