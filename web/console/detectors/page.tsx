/** The watch itself: how far it is behind, what has stopped, and of each detector what people made of its findings. */
import './detectors.css';
import { type ReactNode, useState } from 'react';
import { search } from '../../shared/api.ts';
import { RuleFacts } from '../findings/rule-facts.tsx';
import type { Detector, Detectors, WatchState } from '../findings/types.ts';
import { Link } from '../router.tsx';
import { Exports } from '../shell/exports.tsx';
import { Shown, useAsk } from '../shell/query.tsx';
import { At, count } from '../shell/time.tsx';
import { families, gravities, named, W, words } from '../shell/words.tsx';
import { farBehind } from './behind.ts';

const judgedOf = ({ upheld, dismissed }: Detector): number => upheld + dismissed;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

const orders = [
  ['family', words('按测度', 'by measure')],
  ['precision', words('准确率低者在前', 'least precise first')],
  ['found', words('发现多者在前', 'most findings first')],
] as const;

type Order = (typeof orders)[number][0];

/** What nobody judged says nothing of its precision. */
const sorted = (all: readonly Detector[], order: Order): readonly Detector[] =>
  order === 'family'
    ? all
    : [...all].sort((a, b) => (order === 'found' ? b.found - a.found : (a.precision ?? 2) - (b.precision ?? 2)));

export default function DetectorsPage(): ReactNode {
  const read = useAsk<Detectors>('/api/v1/detectors', { every: 15_000 });
  const [order, setOrder] = useState<Order>('family');
  return (
    <div className="work">
      <section className="list">
        <header className="titled">
          <h1>
            <W zh="监测项" en="Detectors" />
          </h1>
          <Link to="/console/findings">
            <W zh="监测发现" en="findings" />
          </Link>
          <span className="segmented" role="group" aria-label="次序 order">
            {orders.map(([value, { zh, en }]) => (
              <button key={value} type="button" aria-pressed={order === value} onClick={() => setOrder(value)}>
                <W zh={zh} en={en} />
              </button>
            ))}
          </span>
          {read.data !== undefined && <Exports name="detectors" rows={() => out(read.data.detectors)} />}
        </header>
        <Shown of={read} lines={10}>
          {({ detectors, watch }) => (
            <>
              <State watch={watch} />
              <Whole all={detectors} />
              <table className="plain-table">
                <thead>
                  <tr>
                    <th scope="col">
                      <W zh="监测项与规则" en="detector, rule" />
                    </th>
                    <th scope="col" className="right">
                      <W zh="发现" en="found" />
                    </th>
                    <th scope="col" className="right">
                      <W zh="数据消除" en="put right" />
                    </th>
                    <th scope="col" className="right">
                      <W zh="成立" en="upheld" />
                    </th>
                    <th scope="col" className="right">
                      <W zh="不成立" en="dismissed" />
                    </th>
                    <th scope="col" className="right">
                      <W zh="准确率" en="precision" />
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {sorted(detectors, order).map((each) => (
                    <Row key={each.id} detector={each} isStopped={watch.stopped.some(({ detector }) => detector === each.id)} />
                  ))}
                </tbody>
              </table>
              <p className="quiet">
                <W
                  zh="准确率：成立数占成立与不成立之和；未经核实的不计。判为不成立即计入。"
                  en="Precision: upheld of those upheld or dismissed; what nobody judged is left out."
                />
              </p>
            </>
          )}
        </Shown>
      </section>
    </div>
  );
}

function Row({ detector, isStopped }: { readonly detector: Detector; readonly isStopped: boolean }): ReactNode {
  const { id, zh, en, family, gravity, rule, found, resolved, upheld, dismissed, precision } = detector;
  const list = (more: Readonly<Record<string, string>>): string => `/console/findings${search({ detector: id, ...more })}`;
  return (
    <tr>
      <th scope="row">
        <b>{zh}</b> <span lang="en">{en}</span> {isStopped && <span className="state dismissed">已暂停 stopped</span>}
        <small>
          {named(families, family).zh}　{named(gravities, gravity).zh}　{rule.zh}
        </small>
        <details className="more">
          <summary>
            <W zh="依据、参数与怎样消除" en="basis, parameters, what resolves it" />
          </summary>
          <RuleFacts detector={detector} />
        </details>
      </th>
      <td className="right">
        <Link to={list({})}>{count(found)}</Link>
      </td>
      <td className="right">
        <Link to={list({ resolved: 'true' })}>{count(resolved)}</Link>
      </td>
      <td className="right">
        <Link to={list({ state: 'confirmed,ordered,rectified,closed' })}>{count(upheld)}</Link>
      </td>
      <td className="right">
        <Link to={list({ state: 'dismissed' })}>{count(dismissed)}</Link>
      </td>
      <td className="right">{precision === undefined ? '—' : percent(precision)}</td>
    </tr>
  );
}

/** Of all together. */
function Whole({ all }: { readonly all: readonly Detector[] }): ReactNode {
  const upheld = all.reduce((sum, each) => sum + each.upheld, 0);
  const judged = all.reduce((sum, each) => sum + judgedOf(each), 0);
  if (judged === 0) return null;
  return (
    <p>
      <W zh={`已核实 ${count(judged)} 条，成立 ${percent(upheld / judged)}`} en="upheld, of all that were judged" />
    </p>
  );
}

function State({ watch: { watches, lag = 0, stopped } }: { readonly watch: WatchState }): ReactNode {
  return (
    <section aria-label="监测运行情况 state of the watch">
      {!watches ? (
        <p className="trouble" role="status">
          <W zh="本进程不在监测：尚未开始，或由另一进程监测" en="This process does not watch: not yet, or another one does" />
        </p>
      ) : (
        <p role="status" className={lag > farBehind ? 'trouble' : undefined}>
          {lag === 0 ? (
            <W zh="监测正常，已读到最新一条事件" en="The watch has read the last event" />
          ) : (
            <W zh={`监测落后 ${count(lag)} 条事件`} en={`${count(lag)} events not read yet`} />
          )}
        </p>
      )}
      {stopped.length > 0 && (
        <div className="trouble" role="alert">
          {stopped.map(({ detector, title, seq, attempts, retryAt, message }) => (
            <p key={detector}>
              <b>{title.zh}</b> <span lang="en">{title.en}</span>{' '}
              <W
                zh={`读到第 ${count(seq)} 条事件时出错，已 ${attempts} 次；其他监测项照常。重试于`}
                en={`threw at event ${count(seq)}, ${attempts} times; the others go on. Tried again at`}
              />{' '}
              <At at={retryAt} />
              {message !== undefined && <code> {message}</code>}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}

const out = (all: readonly Detector[]): unknown[][] => [
  [
    '编号 id',
    '监测项',
    'detector',
    '测度 family',
    '发现 found',
    '数据消除 put right',
    '成立 upheld',
    '不成立 dismissed',
    '准确率 precision',
  ],
  ...all.map(({ id, zh, en, family, found, resolved, upheld, dismissed, precision }) => [
    ...[id, zh, en, named(families, family).zh, found, resolved, upheld, dismissed],
    precision === undefined ? '' : Number(precision.toFixed(3)),
  ]),
];
