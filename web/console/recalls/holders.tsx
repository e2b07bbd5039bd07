/** Whoever holds it: the silent first, each with its list and its answers, and the check of the effect. */
import { type ReactNode, useMemo } from 'react';
import { search } from '../../shared/api.ts';
import { useSearch } from '../router.tsx';
import { saveCsv } from '../shell/csv.ts';
import { useKeys } from '../shell/keys.tsx';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, count, Due } from '../shell/time.tsx';
import { W, words } from '../shell/words.tsx';
import { shortOf, unitOf } from '../trace/model.ts';
import { type Details, type Holder, span } from './types.ts';

/** Reported, overdue, silent, not effective, answered. */
const rank = ({ escalatedAt, answeredAt, overdue, effective }: Holder): number => {
  if (answeredAt === null) return escalatedAt !== null ? 0 : overdue ? 1 : 2;
  return effective === false ? 3 : effective === null ? 4 : 5;
};

const columns: readonly Column<Holder>[] = [
  {
    id: 'name',
    title: words('持有方', 'holder'),
    width: 'minmax(8rem,2fr)',
    cell: ({ name, registered }) => (
      <>
        <b>{name}</b>
        {!registered && <small className="due late">未登记，须另行通知</small>}
      </>
    ),
  },
  {
    id: 'answer',
    title: words('答复', 'answer'),
    width: 'minmax(7rem,1fr)',
    cell: ({ answeredAt, due }) => (answeredAt === null ? <Due at={due} /> : <At at={answeredAt} />),
  },
  {
    id: 'silent',
    title: words('催办', 'reminded'),
    width: 'minmax(6rem,1fr)',
    wide: true,
    cell: ({ answeredAt, escalatedAt, reminded }) =>
      answeredAt !== null ? (
        ''
      ) : escalatedAt !== null ? (
        <>
          <b className="due late">已上报</b>
          <small>
            <At at={escalatedAt} />
          </small>
        </>
      ) : (
        <span className="quiet">{reminded > 0 ? `已提醒 ${reminded} 次` : '未提醒'}</span>
      ),
  },
  {
    id: 'effect',
    title: words('核查', 'effect'),
    width: '5rem',
    cell: ({ effective }) => (effective === null ? '—' : effective ? '有效' : <b className="due late">无效</b>),
  },
];

export function Holders({
  recall,
  check,
}: {
  readonly recall: Details;
  /** Undefined: not open to the reader now. */
  readonly check: ((holder: Holder) => void) | undefined;
}): ReactNode {
  const [given, change] = useSearch();
  const chosen = given.get('holder') ?? undefined;
  const holders = useMemo(
    () => [...recall.holders].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)),
    [recall.holders],
  );
  const holder = holders.find((each) => each.holder === chosen);
  useKeys([
    {
      keys: 'l',
      ...words('到持有方', 'to the holders'),
      run: () => document.querySelector<HTMLElement>('.holders [data-index]')?.focus(),
    },
    ...(check !== undefined && holder !== undefined
      ? [{ keys: 'e', ...words('核查所选持有方', 'check the effect at the chosen one'), run: () => check(holder) }]
      : []),
    ...(holder === undefined
      ? []
      : [{ keys: 'u', ...words('关闭清单', 'close the list'), run: () => change({ holder: undefined }, { replace: true }) }]),
  ]);
  const out = (): void =>
    saveCsv(`recall-${recall.id}`, [
      [
        '持有方 holder',
        '登记 registered',
        '期限 due',
        '答复 answered',
        '逾期 overdue',
        '提醒 reminded',
        '上报 escalated',
        '核查 effective',
      ],
      ...holders.map((each) => [
        each.name,
        each.registered ? '是 yes' : '否 no',
        each.due,
        each.answeredAt ?? '',
        each.overdue ? '是 yes' : '否 no',
        each.reminded,
        each.escalatedAt ?? '',
        each.effective === null ? '' : each.effective ? '有效 yes' : '无效 no',
      ]),
    ]);
  return (
    <section className="card holders">
      <h2>
        <W zh={`持有方 ${count(holders.length)} 家`} en="holders" />{' '}
        <button type="button" className="plain" onClick={out}>
          CSV
        </button>
      </h2>
      {holders.length === 0 ? (
        <Empty zh="记录中没有人持有" en="by the records nobody holds it" />
      ) : (
        <Table
          label="持有方 holders"
          rows={holders}
          columns={columns}
          id={(row) => row.holder}
          height={52}
          open={(row) => change({ holder: row.holder }, { replace: true })}
          current={chosen}
        />
      )}
      {holder !== undefined && <HolderList key={holder.holder} recall={recall} holder={holder} check={check} />}
    </section>
  );
}

function HolderList({
  recall,
  holder,
  check,
}: {
  readonly recall: Details;
  readonly holder: Holder;
  readonly check: ((holder: Holder) => void) | undefined;
}): ReactNode {
  const read = useAsk<Details>(`/api/v1/recalls/${recall.id}${search({ holder: holder.holder })}`, {
    every: recall.state === 'published' ? 10_000 : 300_000,
  });
  return (
    <section className="holder-list" aria-label={`${holder.name} 清单 list`}>
      <h3>
        <W zh={`${holder.name} 的清单`} en="its list" />
        {check !== undefined && (
          <button type="button" onClick={() => check(holder)}>
            <W zh="效果核查" en="check the effect" /> <kbd aria-hidden="true">e</kbd>
          </button>
        )}
      </h3>
      <Shown of={read} lines={4}>
        {({ items }) => (
          <div className="scroll">
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">
                    <W zh="物品" en="thing" />
                  </th>
                  <th scope="col">
                    <W zh="记录留存" en="held" />
                  </th>
                  <th scope="col">
                    <W zh="在途、已售、转出" en="under way, sold, passed on" />
                  </th>
                  <th scope="col">
                    <W zh="答复" en="answer" />
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => {
                  const unit = unitOf(item.uom);
                  const passed = item.passed.reduce((sum, { quantity }) => sum + quantity, 0);
                  return (
                    <tr key={item.thing}>
                      <th scope="row">
                        <span title={item.thing}>{shortOf(item.thing)}</span>
                        <small>{item.duty === 'must' ? '须找到 must' : '须查看 check'}</small>
                      </th>
                      <td>{span(item.held.min, item.held.max, unit)}</td>
                      <td>
                        {item.transit > 0 && <p>在途 {span(item.transit, item.transit, unit)}</p>}
                        {item.sold > 0 && <p>已售 {span(item.sold, item.sold, unit)}</p>}
                        {item.passed.length > 0 && <p>转出 {span(passed, passed, unit)}</p>}
                      </td>
                      <td>
                        {item.answer === null ? (
                          <span className="quiet">未答复</span>
                        ) : (
                          <>
                            找到 {item.answer.found}，封存 {item.answer.quarantined}，退回 {item.answer.returned}，销毁{' '}
                            {item.answer.destroyed}，已售 {item.answer.sold}
                            {item.answer.note !== '' && <p className="quiet">{item.answer.note}</p>}
                            <small>
                              <At at={item.answer.at} />
                            </small>
                          </>
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </Shown>
    </section>
  );
}
