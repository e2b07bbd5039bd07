/** The chain as a picture: an ordered list whose left margin is drawn. The picture repeats nothing that the words do not say. */
import { bytesOf, cut, en, foreign, type Html, html, nothing } from './html.ts';
import { type Line, mostLanes, type Row, rowsOf } from './lanes.ts';
import { partyName, thingLine } from './naming.ts';
import type { Picture, Station } from './stations.ts';
import { stationSteps } from './step-lines.ts';
import type { ScanView } from './view.ts';
import type { Words } from './words.ts';

const mostRows = 30;

/** `room`: bytes that the list may have; what has no room is counted. */
export function chainList(
  picture: Picture,
  view: ScanView,
  room: number,
): { list: Html; left: { stations: number; steps: number } } {
  const rows = rowsOf(picture.stations, mostRows);
  const width =
    14 * Math.min(mostLanes, 1 + Math.max(0, ...rows.flatMap(({ lane, below }) => [lane, ...below.map((each) => each.lane)]))) +
    8;
  const items: Html[] = [];
  let weight = 0;
  let drawn = 0;
  let steps = 0;
  for (const row of rows) {
    const { item, shown } = rowItem(row, width, view, rows.length > 14 ? 4 : 10);
    weight += bytesOf(item);
    if (weight > room) break;
    items.push(item);
    if (row.station.gap === undefined) drawn++;
    steps += shown;
  }
  const all = picture.stations.filter(({ gap }) => gap === undefined);
  const count = all.reduce((sum, station) => sum + station.steps.length, picture.cut);
  return { list: html`<ol class="chain">${items}</ol>`, left: { stations: all.length - drawn, steps: count - steps } };
}

function rowItem(row: Row, width: number, view: ScanView, most: number): { item: Html; shown: number } {
  const { station } = row;
  const { told, shown } = station.gap === undefined ? stationSteps(station.steps, view, most) : { told: nothing, shown: 0 };
  const className = station.gap !== undefined ? 'stop gap' : station.root ? 'stop own' : 'stop';
  const said = station.gap === undefined ? heading(station, view) : gapText(station, view);
  const item = html`<li class="${className}">${margin(row, width)}<div class="said">${said}${told}</div></li>`;
  return { item, shown };
}

function heading({ where, in: before }: Station, { names }: ScanView): Html {
  const name = where === undefined ? { zh: '地点未记录', en: 'place not recorded' } : partyName(names, where);
  const joined = [...before].filter(({ gap }) => gap === undefined);
  return html`<h3>${foreign(name.zh, 40)}${name.en !== undefined && en(foreign(name.en, 60))}</h3>
    ${joined.length > 1 && cameFrom(joined, names)}`;
}

/** Where lines join, the words name what joins. */
function cameFrom(before: readonly Station[], names: ScanView['names']): Html {
  const first = [
    ...new Set(before.map(({ where }) => (where === undefined ? '地点未记录' : cut(partyName(names, where).zh, 24)))),
  ];
  return html`<p class="from">来自 ${first.slice(0, 4).join('、')}${first.length > 4 && ` 等 ${first.length} 处`}</p>`;
}

export const gapTitles: Readonly<Record<string, Words>> = {
  not_received: { zh: '缺少收货记录', en: 'no receipt recorded' },
  not_shipped: { zh: '缺少发货记录', en: 'no shipment recorded' },
  origin_unknown: { zh: '来源没有记录', en: 'origin not recorded' },
};

/** Of what the record is missing is said where it is not the thing that was asked for. */
function gapText({ gap, where }: Station, { names, canonical }: ScanView): Html {
  const title = gapTitles[gap!.kind]!;
  const others = [...new Set(gap!.ends.map(({ id }) => id).filter((id) => id !== canonical))];
  return html`<h3>${title.zh}${en(title.en)}</h3>
    ${others.length > 0 && html`<p class="from">${thingLine(names, others[0]!)}${others.length > 1 && ` 等 ${others.length} 项`}</p>`}
    ${where !== undefined && html`<p class="from">应由 ${foreign(partyName(names, where).zh, 40)} 记录</p>`}`;
}

// The drawing. Two parts a row: a head of fixed height with the dot and the curves, and a run of straight lines that takes the height
// of the words beside it.

const head = 40;
const dot = 15;
const x = (lane: number): number => 11 + 14 * lane;

function margin({ station, lane, ending, passing, leaving, below }: Row, width: number): Html {
  const curves = [
    ...passing.map((line) => stroke(line, `M${x(line.lane)} 0V${head}`)),
    ...ending.map((line) =>
      stroke(
        line,
        line.lane === lane ? `M${x(lane)} 0V${dot}` : `M${x(line.lane)} 0C${x(line.lane)} ${dot} ${x(lane)} 0 ${x(lane)} ${dot}`,
      ),
    ),
    ...leaving.map((line) =>
      stroke(
        line,
        line.lane === lane
          ? `M${x(lane)} ${dot}V${head}`
          : `M${x(lane)} ${dot}C${x(lane)} ${head} ${x(line.lane)} ${dot} ${x(line.lane)} ${head}`,
      ),
    ),
  ];
  const radius = station.gap !== undefined ? 5 : station.root ? 6 : 4.5;
  const run = below.map((line) => stroke(line, `M${x(line.lane)} 0V9`));
  return html`<div class="drawn" aria-hidden="true">
    <svg width="${width}" height="${head}">${curves}<circle cx="${x(lane)}" cy="${dot}" r="${radius}"/></svg>
    ${below.length > 0 && html`<svg class="run" width="${width}" height="9" viewBox="0 0 ${width} 9" preserveAspectRatio="none">${run}</svg>`}
  </div>`;
}

const stroke = ({ dashed }: Line, d: string): Html => (dashed ? html`<path class="open" d="${d}"/>` : html`<path d="${d}"/>`);
