/** Whoever holds it: the silent first, each with its list and its answers, and the check of the effect. */
import { type ReactNode, useMemo } from 'react';
import { search } from '../../shared/api.ts';
import { useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useKeys } from '../shell/keys.tsx';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { type Column, Table } from '../shell/table.tsx';
import { At, count, Due } from '../shell/time.tsx';
import { W, words } from '../shell/words.tsx';
import { shortOf, unitOf } from '../trace/model.ts';
import { type Details, type Holder, holderName, span } from './types.ts';

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
        <b title={name}>{holderName({ name, registered })}</b>
        {!registered && <small className="due late">未登记，须另行通知</small>}
      </>
    ),
  },
  {
    id: 'answer',
    title: words('答复', 'answer'),
    width: 'minmax(7rem,1fr)',
    cell: ({ answeredAt, due, escalatedAt, reminded }) =>
      answeredAt !== null ? (
        <At at={answeredAt} />
      ) : (
        <>
          <Due at={due} />
          <small className={escalatedAt === null ? '' : 'due late'}>
            {escalatedAt !== null ? '已上报 reported' : reminded > 0 ? `已提醒 ${reminded} 次` : ''}
          </small>
        </>
      ),
  },
  {
    id: 'effect',
    title: words('核查', 'effect'),
    width: '5rem',
    cell: ({ effective }) => (effective === null ? '—' : effective ? '有效' : <b className="due late">无效</b>),
  },
];

type Item = Details['items'][number];

const some = (parts: readonly (readonly [string, number])[], unit: string): string =>
  parts.flatMap(([name, value]) => (value > 0 ? [`${name} ${span(value, value, unit)}`] : [])).join('，');

const itemColumns: readonly Column<Item>[] = [
  {
    id: 'thing',
    title: words('物品', 'thing'),
    width: 'minmax(8rem,2fr)',
    cell: ({ thing, name, duty, share }) => (
      <>
        <span title={thing}>{name?.zh ?? shortOf(thing)}</span>
        <small>{duty === 'check' ? '可能受影响，须查看' : `${share === 1 ? '一定' : '很可能'}受影响，须找到`}</small>
      </>
    ),
  },
  {
    id: 'held',
    title: words('按记录应有', 'held by records'),
    width: 'minmax(6rem,1fr)',
    cell: ({ held, uom, passed, sold, transit }) => (
      <>
        {span(held.min, held.max, unitOf(uom))}
        <small>
          {some(
            [
              ['在途', transit],
              ['已售', sold],
              ['转出', passed.reduce((sum, { quantity }) => sum + quantity, 0)],
            ],
            unitOf(uom),
          )}
        </small>
      </>
    ),
  },
  {
    id: 'answer',
    title: words('答复', 'answer'),
    width: 'minmax(6rem,2fr)',
    cell: ({ answer, uom }) =>
      answer === null ? (
        <span className="quiet">未答复</span>
      ) : (
        <>
          {some(
            [
              ['找到', answer.found],
              ['封存', answer.quarantined],
              ['退回', answer.returned],
              ['销毁', answer.destroyed],
              ['已售', answer.sold],
            ],
            unitOf(uom),
          ) || '没有'}
          <small>
            <At at={answer.at} /> {answer.note}
          </small>
        </>
      ),
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
  const out = (): unknown[][] => [
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
  ];
  return (
    <section className="card holders">
      <h2>
        <W zh={`持有方 ${count(holders.length)} 家`} en="holders" /> <Exports name={`recall-${recall.id}`} rows={out} />
      </h2>
      {recall.state === 'published' &&
        holders.some(({ escalatedAt, answeredAt }) => escalatedAt !== null && answeredAt === null) && (
          <p className="due late">
            <W
              zh="逾期未答复的已上报：请联系或到场查看，结果写入该持有方的“效果核查”或备注"
              en="the silent were reported: call or visit them, and write what you found as a check of the effect or a note"
            />
          </p>
        )}
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
  const name = holderName(holder);
  return (
    <section className="holder-list" aria-label={`${name} 清单 list`}>
      <h3>
        <W zh={`${name} 的清单`} en="its list" />
        {check !== undefined && (
          <button type="button" onClick={() => check(holder)}>
            <W zh="效果核查" en="check the effect" /> <kbd aria-hidden="true">e</kbd>
          </button>
        )}
      </h3>
      <p className="quiet">
        <W
          zh="“一定”“很可能”“可能”说的是物品是否受影响；数量是记录能说明的：至少与至多还有多少在该处。"
          en="sure, likely, possible: whether the thing is affected; the amounts: how much of it the records leave there, least and most"
        />
      </p>
      <Shown of={read} lines={4}>
        {({ items }) => (
          <Table
            label={`${holder.name} 清单 list`}
            rows={[...items].sort((a, b) => Number(a.duty === 'check') - Number(b.duty === 'check'))}
            columns={itemColumns}
            id={(item) => item.thing}
            height={52}
          />
        )}
      </Shown>
    </section>
  );
}
