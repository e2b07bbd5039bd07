/** Coverage, continuity, completeness: a schematic map and tables that say the same; every number opens what it was counted from. */
import './scores.css';
import type { ReactNode } from 'react';
import { categories } from '../../../src/categories/index.ts';
import type { Score, Scores } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import { changed, Link, useSearch } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { useJurisdiction, useNames } from '../shell/me.ts';
import { Shown, useAsk } from '../shell/query.tsx';
import { SavedViews } from '../shell/saved.tsx';
import { Empty } from '../shell/states.tsx';
import { At, count, day, percent, zone } from '../shell/time.tsx';
import { categoryNames, named, W, type Words, words } from '../shell/words.tsx';
import { ListPanel } from './list.tsx';
import { AreaMap, SiteMap } from './map.tsx';
import { allMeasures, type Measure, measureNames } from './words.ts';

const groups = ['category', 'area', 'department', 'firm'] as const;
const groupNames = {
  category: words('按类别', 'by category'),
  area: words('按区域', 'by area'),
  department: words('按负责单位', 'by department'),
  firm: words('按企业', 'by firm'),
};

export default function ScoresPage(): ReactNode {
  const [given, change] = useSearch();
  const names = useNames();
  const { data: jurisdiction } = useJurisdiction();
  const by = groups.find((each) => each === given.get('by')) ?? 'category';
  const measure = allMeasures.find((each) => each === given.get('m')) ?? 'coverage';
  const narrow = { at: given.get('at') ?? '', category: given.get('category') ?? '', area: given.get('area') ?? '' };
  const table = useAsk<Scores>(`/api/v1/scores${search({ by, ...narrow })}`);
  const areas = useAsk<Scores>(`/api/v1/scores${search({ by: 'area', ...narrow })}`);
  const name = (score: Score): Words =>
    by === 'category'
      ? named(categoryNames, score.value)
      : by === 'area'
        ? names.area(score.value)
        : by === 'department'
          ? words(names.body(score.value).zh || (score.name ?? '无负责单位'), names.body(score.value).en)
          : words(score.name ?? '未登记', '');
  const list = given.get('list');
  const out = (scores: readonly Score[]): (string | number)[][] => [
    [
      '',
      ...allMeasures.flatMap((each) => [`${measureNames[each].zh} ${measureNames[each].en}`, '达标 met', '总数 all']),
      '无有效证照 unlicensed',
    ],
    ...scores.map((score) => [
      name(score).zh,
      ...allMeasures.flatMap((each) => [
        score[each].share === undefined ? '' : Math.round(score[each].share * 10_000) / 10_000,
        score[each].met,
        score[each].all,
      ]),
      score.unlicensed,
    ]),
  ];
  return (
    <div className={list === null ? 'scores' : 'scores split'}>
      <div className="left">
        <header className="titled">
          <h1>
            <W zh="三项指标" en="Scores" />
            <small>面上无盲区 · 链上无缝隙 · 点上无遗漏</small>
          </h1>
          <SavedViews page="scores" />
        </header>
        <div className="filters">
          <label className="field">
            <W zh="截至" en="on" />
            <input
              type="date"
              value={given.get('at') ?? day(Date.now())}
              onChange={({ currentTarget }) => change({ at: currentTarget.value })}
            />
          </label>
          <label className="field">
            <W zh="类别" en="category" />
            <select value={narrow.category} onChange={({ currentTarget }) => change({ category: currentTarget.value })}>
              <option value="">全部 all</option>
              {categories.map(({ id, zh, en }) => (
                <option key={id} value={id}>
                  {zh} {en}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <W zh="区域" en="area" />
            <select value={narrow.area} onChange={({ currentTarget }) => change({ area: currentTarget.value })}>
              <option value="">全部 all</option>
              {jurisdiction?.areas.map(({ code, zh, en }) => (
                <option key={code} value={code}>
                  {zh} {en}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Shown of={table} lines={8}>
          {({ total, formulas, scores, from, until }) => (
            <>
              <div className="totals" role="group" aria-label="指标 measure">
                {allMeasures.map((each) => (
                  <section key={each} className={measure === each ? 'total on' : 'total'}>
                    <button type="button" aria-pressed={measure === each} onClick={() => change({ m: each }, { replace: true })}>
                      <W {...measureNames[each]} />
                    </button>
                    <p className="share">{total[each].share === undefined ? '—' : percent(total[each].share)}</p>
                    <p>
                      <ListLink measure={each} met="true">
                        {count(total[each].met)}
                      </ListLink>{' '}
                      /{' '}
                      <ListLink measure={each}>
                        {count(total[each].all)} {measureNames[each].unit}
                      </ListLink>
                      {total[each].all > total[each].met && (
                        <ListLink measure={each} met="false" className="due late">
                          {' '}
                          未达 {count(total[each].all - total[each].met)}
                        </ListLink>
                      )}
                    </p>
                    <p className="quiet">
                      {formulas[each].zh} <span lang="en">{formulas[each].en}</span>
                    </p>
                  </section>
                ))}
              </div>
              <p className="quiet">
                <At at={from} /> — <At at={until} /> <W zh={`（${zone()}，计数的时刻）`} en="the moment of the count" />
                {total.unlicensed > 0 && (
                  <>
                    {' '}
                    <ListLink measure="unlicensed">
                      ；另有 {count(total.unlicensed)} 家（类别）没有有效证照，不计入覆盖率
                    </ListLink>{' '}
                    <span lang="en">without a licence in force, left out of coverage</span>
                  </>
                )}
              </p>
              <div className="maps">
                <Shown of={areas}>
                  {(told) => (
                    <AreaMap
                      areas={jurisdiction?.areas.filter(({ level }) => level === 'township' || level === 'zone') ?? []}
                      scores={told.scores}
                      measure={measure}
                      chosen={narrow.area}
                      choose={(area) => change({ area: area === narrow.area ? undefined : area })}
                    />
                  )}
                </Shown>
                <SiteMap narrow={narrow} />
              </div>
              <div className="titled">
                <span className="segmented" role="group" aria-label="分组 group">
                  {groups.map((each) => (
                    <button
                      key={each}
                      type="button"
                      aria-pressed={by === each}
                      onClick={() => change({ by: each }, { replace: true })}
                    >
                      <W {...groupNames[each]} />
                    </button>
                  ))}
                </span>
                <Exports name={`scores-${by}`} rows={() => out(scores)} />
              </div>
              {scores.length === 0 ? (
                <Empty zh="这段时间没有可计量的" en="There was nothing to measure in this time" />
              ) : (
                <ScoreTable by={by} scores={scores} name={name} />
              )}
            </>
          )}
        </Shown>
      </div>
      {list !== null && <ListPanel narrow={narrow} />}
    </div>
  );
}

/** Opens the list beside, in the address. */
function ListLink({
  measure,
  met,
  value,
  className,
  children,
}: {
  readonly measure: Measure | 'unlicensed';
  readonly met?: string;
  /** A cell of the table: `category food`. */
  readonly value?: readonly [string, string];
  readonly className?: string;
  readonly children: ReactNode;
}): ReactNode {
  const [given] = useSearch();
  const to = changed(given, { list: measure, met, ofBy: value?.[0], of: value?.[1] });
  return (
    <Link to={`/console/scores${to}`} className={className}>
      {children}
    </Link>
  );
}

const filterOf = { category: 'category', area: 'area', department: 'department', firm: 'organisation' } as const;

function ScoreTable({
  by,
  scores,
  name,
}: {
  readonly by: (typeof groups)[number];
  readonly scores: readonly Score[];
  readonly name: (score: Score) => Words;
}): ReactNode {
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label="指标表 table of scores">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">
              <W {...groupNames[by]} />
            </th>
            {allMeasures.map((each) => (
              <th key={each} scope="col">
                <W {...measureNames[each]} />
              </th>
            ))}
            <th scope="col">
              <W zh="无有效证照" en="no licence" />
            </th>
            {by !== 'department' && (
              <th scope="col">
                <W zh="未办结发现" en="findings" />
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {scores.map((score) => {
            // What belongs to no firm or area has no list of its own.
            const of: readonly [string, string] | undefined = score.value === null ? undefined : [filterOf[by], score.value];
            return (
              <tr key={score.value ?? 'none'}>
                <th scope="row">
                  {by === 'firm' && score.value !== null ? (
                    <Link to={`/console/firms/${score.value}`}>{name(score).zh}</Link>
                  ) : (
                    <W {...name(score)} />
                  )}
                </th>
                {allMeasures.map((each) => {
                  const { met, all, share } = score[each];
                  return (
                    <td key={each}>
                      {share === undefined ? (
                        <span className="quiet">—</span>
                      ) : (
                        <>
                          {of === undefined ? (
                            <b>{percent(share)}</b>
                          ) : (
                            <ListLink measure={each} value={of} {...(met < all ? { met: 'false' } : {})}>
                              <b>{percent(share)}</b>
                            </ListLink>
                          )}{' '}
                          <small>
                            {count(met)}/{count(all)}
                          </small>
                          <meter min={0} max={1} value={share} aria-hidden="true" />
                        </>
                      )}
                    </td>
                  );
                })}
                <td>
                  {score.unlicensed === 0 || of === undefined ? (
                    count(score.unlicensed)
                  ) : (
                    <ListLink measure="unlicensed" value={of}>
                      {count(score.unlicensed)}
                    </ListLink>
                  )}
                </td>
                {by !== 'department' && (
                  <td>
                    {of !== undefined && (
                      <Link
                        to={`/console/findings${search({ [of[0]]: of[1], state: 'new,confirmed,ordered,rectified', resolved: 'false' })}`}
                      >
                        <W zh="查看" en="open" />
                      </Link>
                    )}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
