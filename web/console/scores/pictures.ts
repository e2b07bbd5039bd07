/** The tiles of the areas as a drawing for a file: the same numbers, the same order. */
import type { JurisdictionAnswer, Score } from '../../../src/contract/index.ts';
import { count, percent } from '../shell/time.tsx';
import { xml } from '../trace/files.ts';
import { type Measure, measureNames } from './words.ts';

const tile = { width: 150, height: 84, gap: 8, columns: 6 } as const;
const shades = ['#eef3f3', '#cfe1e2', '#9cc4c7', '#5b9ba0', '#0b5c63'];

export function areasSvg(
  areas: readonly Pick<JurisdictionAnswer['areas'][number], 'code' | 'zh'>[],
  scores: ReadonlyMap<string | null, Score>,
  measure: Measure,
): string {
  const head = 64;
  const width = tile.columns * (tile.width + tile.gap) + tile.gap;
  const height = head + Math.ceil(areas.length / tile.columns) * (tile.height + tile.gap) + tile.gap;
  const { zh, en } = measureNames[measure];
  const parts = [
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="${tile.gap}" y="26" font-size="18" font-weight="600">${xml(`各区域${zh} ${en}`)}</text>`,
    `<text x="${tile.gap}" y="48" font-size="12" fill="#5d6268">示意：按区划代码排列，不表示边界与方位 schematic, neither borders nor directions</text>`,
  ];
  for (const [i, { code, zh: name }] of areas.entries()) {
    const cell = scores.get(code)?.[measure];
    const [x, y] = [
      tile.gap + (i % tile.columns) * (tile.width + tile.gap),
      head + Math.floor(i / tile.columns) * (tile.height + tile.gap),
    ];
    const step = cell?.share === undefined ? undefined : Math.min(4, Math.floor(cell.share * 5));
    const ink = step !== undefined && step > 2 ? '#fff' : '#1b1d1f';
    const line = (dy: number, size: number, text: string): string =>
      `<text x="${x + 10}" y="${y + dy}" font-size="${size}" fill="${ink}">${xml(text)}</text>`;
    parts.push(
      `<rect x="${x}" y="${y}" width="${tile.width}" height="${tile.height}" rx="8" fill="${step === undefined ? '#fff' : shades[step]}" stroke="#c9c4b8"/>`,
      line(24, 14, name),
      line(50, 18, cell?.share === undefined ? '—' : percent(cell.share)),
      line(70, 11, cell === undefined || cell.all === 0 ? '' : `${count(cell.met)}/${count(cell.all)}`),
    );
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">${parts.join('')}</svg>`;
}
