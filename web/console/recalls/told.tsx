/** What is told of a recall beside its holders: figures, the notice, the draw, the score, its course. */
import type { ReactNode } from 'react';
import { search } from '../../shared/api.ts';
import { Link } from '../router.tsx';
import { useNames } from '../shell/me.ts';
import { At, count, percent } from '../shell/time.tsx';
import { categoryNames, named, W, words } from '../shell/words.tsx';
import { shortOf, unitOf } from '../trace/model.ts';
import { ClockSource } from './clocks.tsx';
import { sets } from './scope.tsx';
import { acts, type Details, holderName, ownActs, span } from './types.ts';

/** `01:02:03` */
export const stretch = (millis: number): string => {
  const seconds = Math.floor(Math.abs(millis) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((each) => String(each).padStart(2, '0')).join(':');
};

export function Progress({ recall: { progress } }: { readonly recall: Details }): ReactNode {
  const { answered, holders, silent, overdue, completion, items, itemsAnswered, recovery, effective, ineffective } = progress!;
  return (
    <section className="card">
      <h2>
        <W zh="进度" en="progress" />
      </h2>
      <div className="figures-row">
        <Figure zh="清单完成" en="complete" value={percent(completion)} small={`${count(itemsAnswered)}/${count(items)} 件`} />
        <Figure zh="已答复" en="answered" value={`${count(answered)}/${count(holders)}`} small="家" />
        <Figure
          zh="未答复"
          en="silent"
          value={count(silent)}
          small={overdue > 0 ? `逾期 ${count(overdue)} 家` : '家'}
          bad={overdue > 0}
        />
        <Figure
          zh="核查有效"
          en="effective"
          value={`${count(effective)}/${count(holders)}`}
          small={ineffective > 0 ? `无效 ${count(ineffective)} 家` : '家'}
          bad={ineffective > 0}
        />
      </div>
      {recovery.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">
                <W zh="须找到的物品" en="to be found" />
              </th>
              <th scope="col">
                <W zh="按记录应有" en="expected" />
              </th>
              <th scope="col">
                <W zh="找到" en="found" />
              </th>
              <th scope="col">
                <W zh="收回" en="recovered" />
              </th>
              <th scope="col">
                <W zh="已售" en="sold" />
              </th>
            </tr>
          </thead>
          <tbody>
            {recovery.map((each) => (
              <tr key={each.uom}>
                <th scope="row">{unitOf(each.uom)}</th>
                <td>{span(each.expected.min, each.expected.max, '')}</td>
                <td>{each.found}</td>
                <td>{each.recovered}</td>
                <td>{each.sold}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Figure({
  zh,
  en,
  value,
  small,
  bad = false,
}: {
  readonly zh: string;
  readonly en: string;
  readonly value: string;
  readonly small: string;
  readonly bad?: boolean;
}): ReactNode {
  return (
    <p className={bad ? 'bad' : ''}>
      <b>{value}</b>
      <span>
        <W zh={zh} en={en} />
      </span>
      <small>{small}</small>
    </p>
  );
}

/** What is said to holders and, of a recall that was published, to everybody. */
export function Notice({ recall }: { readonly recall: Details }): ReactNode {
  const names = useNames();
  return (
    <section className="card">
      <h2>
        {recall.drill ? (
          <W zh="通知（演练，不公开）" en="notice of a drill, not public" />
        ) : recall.publishedAt === null ? (
          <W zh="公告草稿" en="the notice, not yet public" />
        ) : (
          <W zh="公告（已公开）" en="the public notice" />
        )}
      </h2>
      <p>{recall.reason}</p>
      <p>
        {recall.instructions.zh}{' '}
        {recall.instructions.en !== recall.instructions.zh && <span lang="en">{recall.instructions.en}</span>}
      </p>
      <dl>
        <dt>
          <W zh="责任企业" en="firm" />
        </dt>
        <dd>
          {recall.organisationName ?? '—'}
          {recall.ordered && <span className="quiet">（部门责令 ordered）</span>}
        </dd>
        <dt>
          <W zh="类别、区域" en="category, area" />
        </dt>
        <dd>
          {named(categoryNames, recall.category).zh} {names.area(recall.area).zh}
        </dd>
        <dt>
          <W zh="级别" en="level" />
        </dt>
        <dd>
          {['一', '二', '三'][recall.level - 1]}级 <ClockSource category={recall.category} regime={recall.regime} />
        </dd>
        <dt>
          <W zh="起点" en="roots" />
        </dt>
        <dd>
          <ul className="codes">
            {recall.roots.slice(0, 20).map((root) => (
              <li key={root}>
                <Link to={`/console/trace${search({ code: root })}`} title={root}>
                  <code>{shortOf(root)}</code>
                </Link>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      {!recall.drill && recall.publishedAt !== null && (
        <p>
          <a href="/recalls">
            <W zh="在公众门户查看" en="as the public sees it" />
          </a>
        </p>
      )}
      {recall.draw !== undefined && <Draw draw={recall.draw as Drawn} />}
    </section>
  );
}

interface Drawn {
  readonly seed?: string;
  readonly audited?: number;
  readonly head?: number;
  readonly n?: number;
  readonly rule?: string;
  /** Lots that were passed over: in a recall or another drill. */
  readonly without?: readonly string[];
}

const Draw = ({ draw }: { readonly draw: Drawn }): ReactNode => (
  <details className="more">
    <summary>
      <W zh="如何抽取（可重算）" en="how it was drawn" />
    </summary>
    <div className="column">
      <p>{draw.rule}</p>
      <p className="quiet">
        seed <code>{draw.seed}</code>
      </p>
      <p className="quiet">
        <W
          zh={`审计日志第 ${draw.audited ?? '—'} 条，记录至第 ${draw.head ?? '—'} 个事件，第 ${draw.n ?? 1} 次`}
          en={`audit entry ${draw.audited}, log up to ${draw.head}`}
        />
      </p>
      {(draw.without ?? []).length > 0 && (
        <p className="quiet">
          <W zh="先抽到而跳过（正在召回或演练中）" en="passed over, as under a recall or in a drill" />：
          {draw.without!.map(shortOf).join('、')}
        </p>
      )}
    </div>
  </details>
);

interface FrozenSet {
  readonly lots: number;
  readonly units: number;
  readonly firms: number;
  readonly quantity?: readonly { readonly min: number; readonly max: number | null; readonly uom: string }[];
}
export type FrozenScope = Readonly<Record<(typeof sets)[number][0], FrozenSet>> & { readonly cut?: boolean };

/** As the lists were frozen. */
export const Frozen = ({ scope }: { readonly scope: FrozenScope }): ReactNode => (
  <>
    <p>
      <W zh="最近一次发布、扩大时" en="when it was last published or extended" />：
    </p>
    <ul className="frozen">
      {sets.map(([set, name]) => (
        <li key={set}>
          <b>
            <W {...name} />
          </b>{' '}
          {count(scope[set].lots)} 批 {count(scope[set].units)} 件，{count(scope[set].firms)} 家
          {(scope[set].quantity ?? []).length > 0 && (
            <span className="quiet">
              {' '}
              {scope[set].quantity!.map(({ min, max, uom }) => span(min, max, unitOf(uom))).join('；')}
            </span>
          )}
        </li>
      ))}
    </ul>
    {scope.cut === true && (
      <p className="due late">
        <W zh="当时搜索达到上限，范围可能更大" en="a bound was hit: it may reach further" />
      </p>
    )}
  </>
);

export function Score({ recall: { score, holders, state } }: { readonly recall: Details }): ReactNode {
  const name = new Map(holders.map((each) => [each.holder, holderName(each)]));
  return (
    <section className="card score">
      <h2>{state === 'completed' ? <W zh="演练评分" en="score" /> : <W zh="演练评分（到此刻）" en="score so far" />}</h2>
      <p className="big">
        <b>{score!.score}</b> / 100
      </p>
      <dl>
        <dt>
          <W zh="按期答复" en="in time" />
        </dt>
        <dd>{percent(score!.inTime)}</dd>
        <dt>
          <W zh="与记录相符" en="agreeing" />
        </dt>
        <dd>{percent(score!.agreeing)}</dd>
        <dt>
          <W zh="已答复件数" en="answered" />
        </dt>
        <dd>{percent(score!.answered)}</dd>
      </dl>
      <ul className="lines">
        {score!.holders.map(({ holder, took, inTime, gaps }) => (
          <li key={holder}>
            <b>{name.get(holder) ?? shortOf(holder)}</b>
            <span className={inTime || took === null ? 'quiet' : 'due late'}>
              {took === null ? '未答复' : `用时 ${stretch(took)}`}
            </span>
            {gaps.length > 0 && <span className="due late">{count(gaps.length)} 件与记录不符</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Their reason is a list of codes. */
const ofCodes: ReadonlySet<string> = new Set(['late', 'draw']);

export function Course({ recall }: { readonly recall: Details }): ReactNode {
  const names = useNames();
  const of = new Map(recall.holders.map((each) => [each.holder, holderName(each)]));
  return (
    <section className="card">
      <h2>
        <W zh="经过" en="its course" />
      </h2>
      <ol className="history">
        {recall.acts!.map((each) => {
          const name = acts[each.act] ?? ownActs[each.act] ?? words(each.act, '');
          return (
            <li key={`${each.at} ${each.act} ${each.holder}`}>
              <At at={each.at} /> <b>{name.zh}</b> <span lang="en">{name.en}</span>
              <span className="quiet">
                {' '}
                {each.holder === null ? '' : (of.get(each.holder) ?? shortOf(each.holder))} {names.body(each.organisation).zh}
              </span>
              {each.reason !== '' && (
                <p>{ofCodes.has(each.act) ? each.reason.split(' ').map(shortOf).join('、') : each.reason}</p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
