/**
 * Rows and lanes of the chain's picture: every station a row, upstream first; lines run down in lanes and join from the side. A way to
 * the same next station shares its lane, so that twenty orchards of one factory need two lanes, not twenty.
 */
import type { Station } from './stations.ts';

export interface Line {
  readonly lane: number;
  readonly dashed: boolean;
}

export interface Row {
  readonly station: Station;
  readonly lane: number;
  /** Lines from above that end here. */
  readonly ending: readonly Line[];
  /** Lines that pass by. */
  readonly passing: readonly Line[];
  /** Lines that leave downwards; into a lane that passes by, they join it. */
  readonly leaving: readonly Line[];
  /** Lines below the row's head. */
  readonly below: readonly Line[];
}

/** More lanes would not fit a phone; lines beyond share the last. */
export const mostLanes = 5;

/** The stations to draw: the nearest to the root, open ends first, in order of time and never before what they come from. */
export function rowsOf(stations: readonly Station[], most: number): Row[] {
  const kept = new Set([...stations].sort((a, b) => weight(a) - weight(b) || a.at - b.at).slice(0, most));
  const rows: Row[] = [];
  const lanes: ({ to: Station; dashed: boolean } | undefined)[] = [];
  for (const station of inOrder(stations.filter((each) => kept.has(each)))) {
    const ending = active(lanes).filter(({ lane }) => lanes[lane]!.to === station);
    const passing = active(lanes).filter(({ lane }) => lanes[lane]!.to !== station);
    for (const { lane } of ending) lanes[lane] = undefined;
    const lane = ending[0]?.lane ?? free(lanes);
    const leaving: Line[] = [];
    for (const [to, { unknown: dashed }] of station.out) {
      if (!kept.has(to)) continue;
      let into = lanes.findIndex((each) => each?.to === to && each.dashed === dashed);
      if (into < 0) {
        into = lanes[lane] === undefined ? lane : free(lanes);
        lanes[into] ??= { to, dashed };
      }
      leaving.push({ lane: into, dashed });
    }
    rows.push({ station, lane, ending, passing, leaving, below: active(lanes) });
  }
  return rows;
}

/** Lower stays longer when there are too many: the root's own way, then gaps, then by distance. */
const weight = ({ gap, root, depth }: Station): number => (root ? -1 : 0) + (gap === undefined ? depth : depth / 2);

const active = (lanes: readonly ({ dashed: boolean } | undefined)[]): Line[] =>
  lanes.flatMap((each, lane) => (each === undefined ? [] : [{ lane, dashed: each.dashed }]));

function free(lanes: readonly unknown[]): number {
  const gap = lanes.indexOf(undefined);
  return Math.min(gap < 0 ? lanes.length : gap, mostLanes - 1);
}

/** Topological, earliest first. Stations form no cycle: `stations.ts` starts a new one where a thing comes back. */
function inOrder(stations: readonly Station[]): Station[] {
  const waiting = new Set(stations);
  const ordered: Station[] = [];
  while (waiting.size > 0) {
    let next: Station | undefined;
    for (const each of waiting) {
      if ((next === undefined || each.at < next.at) && ![...each.in].some((before) => waiting.has(before))) next = each;
    }
    // A gap drawn between two stations can close a circle; time decides then.
    next ??= [...waiting].reduce((first, each) => (each.at < first.at ? each : first));
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}
