/**
 * The parties of a chain where their sites are registered, and what went from one to another. A drawing from coordinates alone: borders of
 * divisions are not among the data, so none are drawn, and the drawing says so.
 */
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { PngButton } from '../shell/picture.tsx';
import { count } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { placed, sizeOfMap as size, type Way, waysBetween } from './mapped.ts';
import type { Model } from './model.ts';

export function MapView({
  model,
  chosen,
  choose,
}: {
  readonly model: Model;
  /** Party of what is chosen. */
  readonly chosen: string | undefined;
  readonly choose: (stay: string) => void;
}): ReactNode {
  const { spots, bar, without } = useMemo(() => placed(model.parties), [model]);
  const ways = useMemo(() => waysBetween(model), [model]);
  const at = new Map(spots.map((each) => [each.party.id, each]));
  const open = (party: string): void => {
    const stay = model.stays.find((each) => each.party === party);
    if (stay !== undefined) choose(stay.id);
  };
  const drawn = ways.filter(({ from, to }) => at.has(from) && at.has(to));
  const curve = ({ from, to }: Way): string => {
    const [a, b] = [at.get(from)!, at.get(to)!];
    const [mx, my] = [(a.x + b.x) / 2 + (b.y - a.y) * 0.15, (a.y + b.y) / 2 - (b.x - a.x) * 0.15];
    return `M${a.x} ${a.y}Q${mx} ${my} ${b.x} ${b.y}`;
  };
  return (
    <figure className="chain-map">
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="group"
        aria-label={`${spots.length} 个主体的位置 positions of parties`}
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="14"
            refY="4"
            markerUnits="userSpaceOnUse"
            markerWidth="9"
            markerHeight="9"
            orient="auto"
          >
            <path d="M0 0l8 4l-8 4z" />
          </marker>
        </defs>
        <rect width={size.width} height={size.height} rx={12} className="land" />
        {drawn.map((way) => (
          <path
            key={`${way.from} ${way.to}`}
            className={way.from === chosen || way.to === chosen ? 'flow chosen' : 'flow'}
            d={curve(way)}
            strokeWidth={Math.min(6, 1 + Math.log2(way.count))}
            markerEnd="url(#arrow)"
          >
            <title>{`${at.get(way.from)!.party.name} → ${at.get(way.to)!.party.name}：${way.count}`}</title>
          </path>
        ))}
        {spots.map(({ party, x, y, label, text }) => (
          <g
            key={party.id}
            role="button"
            tabIndex={0}
            aria-label={party.name}
            aria-pressed={party.id === chosen}
            className={party.id === chosen ? 'spot chosen' : 'spot'}
            onClick={() => open(party.id)}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              open(party.id);
            }}
          >
            <circle cx={x} cy={y} r={14} className="reach" />
            <circle cx={x} cy={y} r={6} />
            <text x={label.x} y={label.y + 4} textAnchor="middle">
              {text}
            </text>
          </g>
        ))}
        {spots.length > 1 && (
          <g className="scale">
            <path d={`M20 ${size.height - 20}v5h${bar.pixels}v-5`} />
            <text x={28 + bar.pixels} y={size.height - 14}>
              {bar.km} 千米 km
            </text>
            <path d={`M${size.width - 24} 38v-18m-4 5l4-6l4 6`} />
            <text x={size.width - 24} y={52} textAnchor="middle">
              北 N
            </text>
          </g>
        )}
      </svg>
      <figcaption className="quiet">
        <PngButton name="chain-map" within=".chain-map" />
        <W
          zh="示意图：按登记场所的坐标（WGS 84）绘制；数据中没有行政区划边界，未画边界与底图。"
          en="a schematic drawing from registered coordinates; the data hold no borders of divisions, so none are drawn"
        />
        {without.length > 0 && (
          <p>
            <W zh={`${count(without.length)} 个主体没有坐标，不在图上`} en="without coordinates, not on the map" />：
            {without.map(({ id, name }) => (
              <button key={id} type="button" className="plain" onClick={() => open(id)}>
                {name}
              </button>
            ))}
          </p>
        )}
      </figcaption>
    </figure>
  );
}
