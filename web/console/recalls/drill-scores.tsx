/** What drills scored over time: a line of scores, each drill, and how each firm did, those that need it most first. */
import type { ReactNode } from 'react';
import { search } from '../../shared/api.ts';
import { go, Link, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useKeys } from '../shell/keys.tsx';
import { Shown, useAsk } from '../shell/query.tsx';
import { Empty } from '../shell/states.tsx';
import { At, count, zone } from '../shell/time.tsx';
import { categoryNames, named, W, words } from '../shell/words.tsx';
import { CategoryField } from './category-field.tsx';
import { stretch } from './told.tsx';
import type { DrillHistory } from './types.ts';

type Drill = DrillHistory['drills'][number];
type Firm = DrillHistory['firms'][number];

const percent = (share: number | undefined): string => (share === undefined ? '—' : `${Math.round(share * 100)}%`);
/** Below it a score is shown as one that needs attention; a choice of this page. */
const low = 60;

const rowsOf = ({ drills }: DrillHistory): unknown[][] => [
  [
    '发布 published',
    '演练 drill',
    '类别 category',
    '得分 score',
    '按期 in time',
    '相符 agreeing',
    '已答 answered',
    '持有方 holders',
  ],
  ...drills.map((row) => [
    row.publishedAt,
    row.title.zh,
    named(categoryNames, row.category).zh,
    row.score,
    row.inTime,
    row.agreeing,
    row.answered,
    row.holders,
  ]),
];

export function DrillScores(): ReactNode {
  const [given, change] = useSearch();
  const category = given.get('category') ?? '';
  const read = useAsk<DrillHistory>(`/api/v1/recalls/drills${search({ category })}`);
  useKeys([{ keys: 'b', ...words('回到列表', 'back to the list'), run: () => go('/console/recalls') }]);
  return (
    <div className="command">
      <header className="titled">
        <h1>
          <W zh="演练成绩" en="Drill scores" />
        </h1>
        <Link to="/console/recalls">
          <W zh="回到列表" en="back to the list" />
        </Link>
      </header>
      <p className="quiet">
        <W
          zh="得分 0 至 100，三项各占三分之一：按期答复的企业、与记录相符的件数、已答复的件数。办结时留存，此后的记录不再改变它。"
          en="0 to 100, a third each: firms that answered in time, things that agree with the records, things answered. Kept when the drill is completed."
        />
      </p>
      <div className="filters" role="search" aria-label="筛选 filters">
        <CategoryField value={category} choose={(chosen) => change({ category: chosen }, { replace: true })} />
      </div>
      <Shown of={read} lines={6}>
        {(told) => {
          const drills = told.drills.filter(({ score }) => score !== undefined);
          if (drills.length === 0)
            return (
              <Empty
                zh="还没有办结的演练：发起一次演练，办结后在此比较"
                en="no drill was completed yet: begin one, and compare here once it is closed"
              />
            );
          return (
            <>
              <p>
                <Exports name="drills" rows={() => rowsOf(told)} />
              </p>
              <section className="card">
                <h2>
                  <W zh={`历次得分（${drills.length} 次）`} en="scores over time" />
                </h2>
                <Line
                  label={`历次得分，从早到晚：${[...drills]
                    .reverse()
                    .map(({ score }) => score)
                    .join('、')}`}
                  scores={[...drills].reverse().map(({ score }) => score!)}
                />
              </section>
              <Drills drills={drills} />
              <Firms firms={told.firms} />
            </>
          );
        }}
      </Shown>
    </div>
  );
}

const [width, height, edge] = [600, 120, 8];

/** From the earliest to the latest; the table below says the same. */
function Line({
  scores,
  label,
  small = false,
}: {
  readonly scores: readonly number[];
  readonly label: string;
  readonly small?: boolean;
}): ReactNode {
  const step = scores.length < 2 ? 0 : (width - 2 * edge) / (scores.length - 1);
  const at = (score: number, i: number): readonly [number, number] => [
    scores.length === 1 ? width / 2 : edge + i * step,
    height - edge - (score / 100) * (height - 2 * edge),
  ];
  const y = (score: number): number => at(score, 0)[1];
  return (
    <svg
      className={small ? 'score-line small' : 'score-line'}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {[0, 50, 100].map((score) => (
        <line key={score} className="grid" x1={0} x2={width} y1={y(score)} y2={y(score)} />
      ))}
      <polyline points={scores.map((score, i) => at(score, i).join()).join(' ')} />
      {scores.map((score, i) => {
        const [cx, cy] = at(score, i);
        // biome-ignore lint/suspicious/noArrayIndexKey: the points stand in time
        return <line key={i} className={score < low ? 'point low' : 'point'} x1={cx} x2={cx} y1={cy} y2={cy} />;
      })}
    </svg>
  );
}

const Drills = ({ drills }: { readonly drills: readonly Drill[] }): ReactNode => (
  <section>
    <h2>
      <W zh="各次演练" en="the drills" />
    </h2>
    <div className="scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">
              <W zh="发布" en={zone()} />
            </th>
            <th scope="col">
              <W zh="演练" en="drill" />
            </th>
            <th scope="col">
              <W zh="得分" en="score" />
            </th>
            <th scope="col">
              <W zh="按期" en="in time" />
            </th>
            <th scope="col">
              <W zh="相符" en="agreeing" />
            </th>
            <th scope="col">
              <W zh="已答" en="answered" />
            </th>
            <th scope="col">
              <W zh="企业" en="firms" />
            </th>
          </tr>
        </thead>
        <tbody>
          {drills.map((row) => (
            <tr key={row.id}>
              <td>
                <At at={row.publishedAt} />
              </td>
              <th scope="row">
                <Link to={`/console/recalls/${row.id}`}>{row.title.zh}</Link>
                <p className="quiet">{named(categoryNames, row.category).zh}</p>
              </th>
              <td className={row.score! < low ? 'due late' : ''}>{count(row.score!)}</td>
              <td>{percent(row.inTime)}</td>
              <td>{percent(row.agreeing)}</td>
              <td>{percent(row.answered)}</td>
              <td>{count(row.holders ?? 0)} 家</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);

const Firms = ({ firms }: { readonly firms: readonly Firm[] }): ReactNode => (
  <section>
    <h2>
      <W zh="各企业历次表现，问题多的在前" en="how each firm did, those with most trouble first" />
    </h2>
    <div className="scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">
              <W zh="企业" en="firm" />
            </th>
            <th scope="col">
              <W zh="演练" en="drills" />
            </th>
            <th scope="col">
              <W zh="未答、逾期" en="silent, late" />
            </th>
            <th scope="col">
              <W zh="与记录不符" en="gaps" />
            </th>
            <th scope="col">
              <W zh="平均用时" en="time on average" />
            </th>
            <th scope="col">
              <W zh="历次得分" en="scores" />
            </th>
          </tr>
        </thead>
        <tbody>
          {firms.map((firm) => (
            <tr key={firm.organisation}>
              <th scope="row">{firm.name}</th>
              <td>{count(firm.drills)} 次</td>
              <td className={firm.silent + firm.late > 0 ? 'due late' : ''}>
                {count(firm.silent)}、{count(firm.late)}
              </td>
              <td>{count(firm.gaps)} 件</td>
              <td>{firm.took === null ? '—' : stretch(firm.took)}</td>
              <td>
                {firm.scores.length === 0 ? (
                  '—'
                ) : (
                  <>
                    {firm.scores.length > 1 && (
                      <Line small label={`${firm.name} 历次得分`} scores={firm.scores.map(({ score }) => score)} />
                    )}{' '}
                    {firm.scores
                      .slice(-5)
                      .map(({ score }) => count(score))
                      .join(' → ')}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
