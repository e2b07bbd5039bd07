/** The way on a simple map: registered positions, drawn to scale, no tiles and no requests to anybody; a table says the same. */
import { en, foreign, type Html, html } from './html.ts';
import { rowsOf } from './lanes.ts';
import { partyName } from './naming.ts';
import type { Picture } from './stations.ts';
import type { ScanView } from './view.ts';

const mostPlaces = 12;
const width = 320;
const margin = 22;
const least = 120;
const mostHeight = 260;
/** Positions are told to a hundredth of a degree, about a kilometre. */
const round = (degrees: number): number => Math.round(degrees * 100) / 100;

interface Spot {
  readonly id: string;
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly area: string;
}

export function mapBlock({ stations }: Picture, { facts, names }: ScanView): Html | undefined {
  const known = new Map(facts?.positions.map((each) => [each.id, each]));
  const order: string[] = [];
  for (const { station } of rowsOf(stations, 60))
    if (station.where !== undefined && known.has(station.where) && !order.includes(station.where)) order.push(station.where);
  if (order.length < 2) return undefined;
  const shown = order.slice(0, mostPlaces).map((id) => known.get(id)!);
  const { spots, height } = placed(shown);
  const at = new Map(spots.map((spot) => [spot.id, spot]));
  const ways: Html[] = [];
  const drawn = new Set<string>();
  for (const station of stations) {
    const from = station.where === undefined ? undefined : at.get(station.where);
    if (from === undefined) continue;
    for (const next of station.out.keys()) {
      const to = next.where === undefined ? undefined : at.get(next.where);
      const key = `${from.number} ${to?.number}`;
      if (to === undefined || to === from || drawn.has(key)) continue;
      drawn.add(key);
      ways.push(html`<path d="M${from.x} ${from.y}L${to.x} ${to.y}"/>`);
    }
  }
  return html`<section class="map"><h2>走过的地方${en('where it has been')}</h2>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="示意图，与下表相同 map of the places in the table below">${ways}${spots.map(
      ({ x, y, number }) => html`<circle cx="${x}" cy="${y}" r="9"/><text x="${x}" y="${y + 4}">${number}</text>`,
    )}</svg>
    <table class="segments"><thead><tr><th scope="col"><span class="unseen">序号 number</span></th><th scope="col">地点${en('place')}</th>
      <th scope="col">位置${en('position')}</th></tr></thead>
    <tbody>${spots.map(
      (spot) => html`<tr><td>${spot.number}</td><th scope="row">${foreign(partyName(names, spot.id).zh, 40)}
        <span class="sub">${foreign(spot.area, 30)}</span></th>
        <td>${coordinate(spot.latitude, '北纬', '南纬')}<br>${coordinate(spot.longitude, '东经', '西经')}</td></tr>`,
    )}</tbody></table>
    ${order.length > mostPlaces && html`<p class="quiet">另有 ${order.length - mostPlaces} 个地点。${en(`${order.length - mostPlaces} more places`)}</p>`}
    <p class="quiet">位置取自登记，约一公里精度；没有登记位置的地点不画。${en('Registered positions, to about a kilometre.')}</p></section>`;
}

const coordinate = (degrees: number, positive: string, negative: string): string =>
  `${degrees < 0 ? negative : positive} ${Math.abs(round(degrees)).toFixed(2)}°`;

/** North is up; a degree of longitude is shorter by the cosine of the latitude. Places that would cover each other move apart. */
function placed(places: NonNullable<ScanView['facts']>['positions']): { spots: Spot[]; height: number } {
  const middle = places.reduce((sum, { latitude }) => sum + latitude, 0) / places.length;
  const flat = places.map((each) => ({
    ...each,
    east: round(each.longitude) * Math.cos((middle * Math.PI) / 180),
    south: -round(each.latitude),
  }));
  const [west, top] = [Math.min(...flat.map(({ east }) => east)), Math.min(...flat.map(({ south }) => south))];
  const across = Math.max(...flat.map(({ east }) => east)) - west;
  const down = Math.max(...flat.map(({ south }) => south)) - top;
  const room = width - 2 * margin;
  const scale = Math.min(room / Math.max(across, 0.01), (mostHeight - 2 * margin) / Math.max(down, 0.01));
  const height = Math.round(Math.max(least, down * scale + 2 * margin));
  const spots: Spot[] = [];
  for (const [i, each] of flat.entries()) {
    let x = margin + (each.east - west) * scale + (room - across * scale) / 2;
    let y = (height - down * scale) / 2 + (each.south - top) * scale;
    for (let turn = 0; turn < 24 && spots.some((other) => Math.hypot(other.x - x, other.y - y) < 20); turn++) {
      x = clamp(x + 21 * Math.cos(turn * 2.4), width);
      y = clamp(y + 21 * Math.sin(turn * 2.4), height);
    }
    const { id, latitude, longitude, area } = each;
    spots.push({ id, latitude, longitude, area, number: i + 1, x: Math.round(x), y: Math.round(y) });
  }
  return { spots, height };
}

const clamp = (value: number, most: number): number => Math.min(most - 12, Math.max(12, value));
