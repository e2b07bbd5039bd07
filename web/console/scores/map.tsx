/**
 * Two drawings from data alone. The areas as tiles in the order of their codes: nobody publishes the borders of towns in a form that may be
 * drawn here, so none are pretended. The sites where they stand, by their coordinates, without a map beneath.
 */
import type { ReactNode } from 'react';
import type { JurisdictionAnswer, Score, ScoreListAnswer } from '../../../src/contract/index.ts';
import { search } from '../../shared/api.ts';
import { go } from '../router.tsx';
import { PngButton } from '../shell/picture.tsx';
import { useAsk } from '../shell/query.tsx';
import { count, percent } from '../shell/time.tsx';
import { W } from '../shell/words.tsx';
import { areasSvg } from './pictures.ts';
import { type Measure, measureNames } from './words.ts';

type Area = JurisdictionAnswer['areas'][number];

/** Steps of the one accent, by share; the number stands beside, so that nobody has to tell shades apart. */
const shade = (share: number | undefined): string => (share === undefined ? 'none' : `s${Math.min(4, Math.floor(share * 5))}`);

export function AreaMap({
  areas,
  scores,
  measure,
  chosen,
  choose,
}: {
  readonly areas: readonly Area[];
  readonly scores: readonly Score[];
  readonly measure: Measure;
  readonly chosen: string;
  readonly choose: (area: string) => void;
}): ReactNode {
  const byArea = new Map(scores.map((score) => [score.value, score]));
  return (
    <figure className="area-map">
      <figcaption>
        <b>
          <W zh={`各区域${measureNames[measure].zh}`} en={`${measureNames[measure].en} by area`} />
        </b>
        <small>
          <W zh="示意：按区划代码排列，不表示边界与方位" en="schematic, in the order of codes; neither borders nor directions" />
        </small>
        <PngButton name={`areas-${measure}`} draw={() => areasSvg(areas, byArea, measure)} />
      </figcaption>
      <ul>
        {areas.map(({ code, zh, en, level, verified }) => {
          const cell = byArea.get(code)?.[measure];
          return (
            <li key={code}>
              <button
                type="button"
                className={`tile ${shade(cell?.share)} ${level}`}
                aria-pressed={chosen === code}
                onClick={() => choose(code)}
                title={`${en}${verified ? '' : ' · 名称与代码待核实 unverified'}`}
              >
                <span>{zh}</span>
                <b>{cell?.share === undefined ? '—' : percent(cell.share)}</b>
                <small>{cell === undefined || cell.all === 0 ? '' : `${count(cell.met)}/${count(cell.all)}`}</small>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="legend">
        {['s0', 's1', 's2', 's3', 's4'].map((each, i) => (
          <span key={each}>
            <i className={`tile ${each}`} /> {i * 20}–{i * 20 + 20} %
          </span>
        ))}
        <span>
          <i className="tile none" /> <W zh="无可计量" en="nothing to measure" />
        </span>
      </p>
    </figure>
  );
}

const size = { width: 420, height: 300, margin: 28 } as const;
/** Kilometres of a degree of latitude. */
const degree = 111.32;

export function SiteMap({ narrow }: { readonly narrow: Readonly<Record<string, string>> }): ReactNode {
  const { data } = useAsk<ScoreListAnswer>(`/api/v1/scores/list${search({ measure: 'coverage', ...narrow, perPage: 2_000 })}`);
  const others = useAsk<ScoreListAnswer>(`/api/v1/scores/list${search({ measure: 'unlicensed', ...narrow, perPage: 2_000 })}`);
  const rows = [...(data?.rows ?? []), ...(others.data?.rows ?? [])];
  const placed = rows.flatMap(({ organisation, name, met, latitude, longitude }) =>
    latitude === undefined || longitude === undefined || organisation === null
      ? []
      : [{ organisation, name, met, latitude, longitude }],
  );
  const sites = [...new Map(placed.map((each) => [each.organisation, each])).values()];
  if (sites.length === 0) return null;
  const [south, north] = [Math.min(...sites.map((each) => each.latitude)), Math.max(...sites.map((each) => each.latitude))];
  const [west, east] = [Math.min(...sites.map((each) => each.longitude)), Math.max(...sites.map((each) => each.longitude))];
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  // Pixels a kilometre; a lone site stands in the middle of a small piece of land.
  const scale = Math.min(
    (size.width - 2 * size.margin) / Math.max(4, (east - west) * degree * narrowing),
    (size.height - 2 * size.margin) / Math.max(4, (north - south) * degree),
  );
  const x = (longitude: number): number => size.width / 2 + (longitude - (west + east) / 2) * degree * narrowing * scale;
  const y = (latitude: number): number => size.height / 2 - (latitude - (south + north) / 2) * degree * scale;
  const bar = [1, 2, 5, 10, 20, 50, 100].findLast((km) => km * scale < size.width / 3) ?? 1;
  return (
    <figure className="site-map">
      <figcaption>
        <b>
          <W zh="登记场所的位置" en="where registered sites stand" />
        </b>
        <small>
          <W
            zh={`示意图：${count(sites.length)} 家有坐标（WGS 84）；数据中没有区划边界，未画边界与底图`}
            en="by their coordinates; the data hold no borders, so none are drawn"
          />
        </small>
        <PngButton name="sites" within=".site-map" />
      </figcaption>
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="group"
        aria-label={`${sites.length} 家企业的位置 positions of firms`}
      >
        <rect width={size.width} height={size.height} rx={10} className="land" />
        {[...sites.filter(({ met }) => met), ...sites.filter(({ met }) => !met)].map(
          ({ organisation, name, met, latitude, longitude }) => (
            <a
              key={organisation}
              href={`/console/firms/${organisation}`}
              aria-label={`${name ?? ''} ${met ? '有记录 records' : '无记录 no record'}`}
              onClick={(event) => {
                event.preventDefault();
                go(`/console/firms/${organisation}`);
              }}
            >
              <circle cx={x(longitude)} cy={y(latitude)} r={12} className="reach" />
              <circle cx={x(longitude)} cy={y(latitude)} r={sites.length > 60 ? 4 : 6} className={met ? 'site met' : 'site'} />
              <title>{name}</title>
            </a>
          ),
        )}
        <g className="scale">
          <path d={`M${size.margin} ${size.height - 18}v5h${bar * scale}v-5`} />
          <text x={size.margin + bar * scale + 8} y={size.height - 12}>
            {bar} 千米 km
          </text>
          <path d={`M${size.width - 22} 34v-16m-4 5l4-6l4 6`} />
          <text x={size.width - 22} y={48} textAnchor="middle">
            北 N
          </text>
        </g>
      </svg>
      <p className="legend">
        <span>
          <i className="dot met" /> <W zh="30 天内有记录" en="recorded" />
        </span>
        <span>
          <i className="dot" /> <W zh="无记录" en="did not" />
        </span>
      </p>
    </figure>
  );
}
