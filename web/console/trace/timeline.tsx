/** The same steps along time, a lane for each party. */
import type { ReactNode } from 'react';
import { clock, day } from '../shell/time.tsx';
import type { Model } from './model.ts';
import { stepName } from './words.ts';

const lane = 44;
const left = 190;
const width = 1180;
/** Dots drawn at most; the table has all. */
const mostDots = 4_000;

export function Timeline({
  model,
  chosen,
  choose,
}: {
  readonly model: Model;
  /** Stays that are chosen. */
  readonly chosen: ReadonlySet<string>;
  readonly choose: (stay: string) => void;
}): ReactNode {
  const times = model.steps.map(({ eventTime }) => Date.parse(eventTime));
  const [from, to] = [times.reduce((a, b) => Math.min(a, b), Infinity), times.reduce((a, b) => Math.max(a, b), -Infinity)];
  const span = Math.max(1, to - from);
  const x = (at: number): number => left + 20 + ((at - from) / span) * (width - left - 50);
  const lanes = model.parties.filter(({ id }) => model.stays.some(({ party, steps }) => party === id && steps.length > 0));
  const laneOf = new Map(lanes.map(({ id }, i) => [id, i]));
  const dots = new Map<string, { x: number; y: number; stay: string; step: number; all: string[] }>();
  for (const { id, party, steps } of model.stays)
    for (const step of steps) {
      const key = `${party} ${step}`;
      const known = dots.get(key);
      if (known === undefined)
        dots.set(key, { x: x(times[step]!), y: laneOf.get(party)! * lane + 40 + lane / 2, stay: id, step, all: [id] });
      else known.all.push(id);
    }
  const shown = [...dots.values()].slice(0, mostDots);
  const ticks = Array.from({ length: 6 }, (_, i) => from + (span * i) / 5);
  const height = lanes.length * lane + 50;
  return (
    <div className="timeline" tabIndex={0} role="region" aria-label="时间轴 timeline">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="group"
        aria-label="各主体各步骤的时间 steps of each party in time"
      >
        {ticks.map((at) => (
          <g key={at}>
            <line x1={x(at)} x2={x(at)} y1={28} y2={height} className="tick-line" />
            <text x={x(at)} y={18} textAnchor="middle">
              {day(at)}
            </text>
          </g>
        ))}
        {lanes.map(({ id, name }, i) => (
          <g key={id}>
            <line x1={0} x2={width} y1={40 + i * lane} y2={40 + i * lane} className="lane" />
            <text x={8} y={40 + i * lane + lane / 2 + 5}>
              {name.slice(0, 13)}
              <title>{name}</title>
            </text>
          </g>
        ))}
        {shown.map(({ x: cx, y: cy, stay, step, all }) => {
          const { eventTime, bizStep, type } = model.steps[step]!;
          return (
            // The table beside has every step for the keyboard; the dots are for the eye and the mouse.
            // biome-ignore lint/a11y/noStaticElementInteractions: as above
            <circle
              key={`${stay} ${step}`}
              cx={cx}
              cy={cy}
              r={all.some((each) => chosen.has(each)) ? 9 : 6}
              className={all.some((each) => chosen.has(each)) ? 'dot chosen' : 'dot'}
              onClick={() => choose(stay)}
            >
              <title>
                {clock(eventTime)} {stepName(bizStep, type).zh} {all.length > 1 ? `${all.length} 件` : ''}
              </title>
            </circle>
          );
        })}
      </svg>
      {dots.size > mostDots && <p className="quiet">只画出前 {mostDots} 个步骤，其余见表格</p>}
    </div>
  );
}
