/** Where the parties of a chain stand on a drawing of one size, and what went between them. Pure. */
import type { Model, Party } from './model.ts';

export const sizeOfMap = { width: 900, height: 560 } as const;
const margin = 90;
/** Kilometres of a degree of latitude. */
const degree = 111.32;
/** Of the type in which names are written. */
const type = { size: 13, most: 14 } as const;

export interface Spot {
  readonly party: Party;
  readonly x: number;
  readonly y: number;
  /** Where the middle of its name stands. */
  readonly label: { readonly x: number; readonly y: number };
  readonly text: string;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const overlap = (a: Area, b: Area): number =>
  Math.max(0, (a.width + b.width) / 2 - Math.abs(a.x - b.x)) * Math.max(0, (a.height + b.height) / 2 - Math.abs(a.y - b.y));

/** Around its dot where it covers least of what stands already: other names, and the dots. */
function labelFor(text: string, x: number, y: number, taken: readonly Area[]): Area {
  const [width, height] = [text.length * type.size + 4, type.size + 4];
  const side = width / 2 + 12;
  const places = [
    [x, y + 20],
    [x, y - 16],
    [x + side, y],
    [x - side, y],
    [x + side, y + 18],
    [x - side, y + 18],
    [x + side, y - 18],
    [x - side, y - 18],
  ] as const;
  let best: Area | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [lx, ly] of places) {
    const area = { x: lx, y: ly, width, height };
    const outside = Math.max(0, width / 2 - lx) + Math.max(0, lx + width / 2 - sizeOfMap.width);
    const cost = taken.reduce((sum, each) => sum + overlap(area, each), 0) + outside * height;
    if (cost < least) [best, least] = [area, cost];
  }
  return best!;
}

export function placed(parties: readonly Party[]): {
  readonly spots: readonly Spot[];
  readonly bar: { readonly km: number; readonly pixels: number };
  readonly without: readonly Party[];
} {
  const known = parties.flatMap((party) => (party.position === undefined ? [] : [{ party, ...party.position }]));
  const without = parties.filter(({ position }) => position === undefined);
  if (known.length === 0) return { spots: [], bar: { km: 1, pixels: 0 }, without };
  const [south, north] = [Math.min(...known.map((each) => each.latitude)), Math.max(...known.map((each) => each.latitude))];
  const [west, east] = [Math.min(...known.map((each) => each.longitude)), Math.max(...known.map((each) => each.longitude))];
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  // Pixels a kilometre; a lone party stands in the middle of a small piece of land.
  const scale = Math.min(
    (sizeOfMap.width - 2 * margin) / Math.max(2, (east - west) * degree * narrowing),
    (sizeOfMap.height - 2 * margin) / Math.max(2, (north - south) * degree),
  );
  const dots = known.map(({ party, latitude, longitude }) => ({
    party,
    x: sizeOfMap.width / 2 + (longitude - (west + east) / 2) * degree * narrowing * scale,
    y: sizeOfMap.height / 2 - (latitude - (south + north) / 2) * degree * scale,
  }));
  const taken: Area[] = dots.map(({ x, y }) => ({ x, y, width: 14, height: 14 }));
  const spots = dots.map(({ party, x, y }): Spot => {
    const text = party.name.length > type.most ? `${party.name.slice(0, type.most - 1)}…` : party.name;
    const label = labelFor(text, x, y, taken);
    taken.push(label);
    return { party, x, y, label, text };
  });
  const km = [1, 2, 5, 10, 20, 50, 100, 200, 500].findLast((each) => each * scale < sizeOfMap.width / 3) ?? 1;
  return { spots, bar: { km, pixels: km * scale }, without };
}

export interface Way {
  readonly from: string;
  readonly to: string;
  /** Things that went this way. */
  readonly count: number;
}

export function waysBetween({ stays, edges }: Model): Way[] {
  const party = new Map(stays.map((stay) => [stay.id, stay.party]));
  const ways = new Map<string, { from: string; to: string; count: number }>();
  for (const edge of edges) {
    const [from, to] = [party.get(edge.from), party.get(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const known = ways.get(`${from}\n${to}`);
    if (known === undefined) ways.set(`${from}\n${to}`, { from, to, count: 1 });
    else known.count++;
  }
  return [...ways.values()];
}
