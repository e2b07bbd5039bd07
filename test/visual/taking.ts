/** Takes a screen when it has come to rest, and compares it with what was kept. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { columnsFor, difference, type Grid, gridOf } from './grid.ts';
import type { References } from './references.ts';

/** The moment of every picture: noon in Shanghai. */
export const moment = Date.UTC(2026, 10, 28, 4);
export const widths = [360, 768, 1440] as const;
/** Up to this share of differing cells two pictures are the same: letters may be drawn a little differently. */
export const mostDifferent = 0.015;
/** A long page is looked at this far. */
const mostHeight = 1_300;
/** How often a page may change before it is given up. */
const mostLooks = 40;

const heightOf = (width: number): number => (width === 360 ? 780 : width === 768 ? 1_024 : 900);

/** The browser decodes its own pictures, and makes the grid of them there: pixels are many times as much to bring over. */
const gridIn = (desk: Page, png: Buffer): Promise<Grid> =>
  desk.evaluate(
    async ([encoded, source]) => {
      const bytes = Uint8Array.from(atob(encoded!), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      const make = new Function(source!)() as (pixels: Uint8ClampedArray, width: number, height: number) => Grid;
      return make(data, bitmap.width, bitmap.height);
    },
    [png.toString('base64'), `const columnsFor = ${columnsFor}; return ${gridOf};`],
  );

interface Taken {
  readonly png: Buffer;
  readonly grid: Grid;
}

async function take(page: Page, desk: Page, width: number, whole: boolean): Promise<Taken> {
  const full = whole ? await page.evaluate(() => document.documentElement.scrollHeight) : heightOf(width);
  const png = await page.screenshot({
    animations: 'disabled',
    caret: 'hide',
    fullPage: whole,
    clip: { x: 0, y: 0, width, height: Math.min(full, mostHeight) },
  });
  return { png, grid: await gridIn(desk, png) };
}

/** A page is at rest when nothing is loading and two pictures of it are alike. */
async function atRest(page: Page, desk: Page, width: number, whole: boolean): Promise<Taken> {
  await page.evaluate(() => document.fonts.ready);
  let before = await take(page, desk, width, whole);
  for (let i = 0; i < mostLooks; i++) {
    const isLoading = await page.evaluate(() => document.querySelector('.bone, [aria-busy="true"]') !== null);
    const now = await take(page, desk, width, whole);
    if (!isLoading && difference(before.grid, now.grid) === 0) return now;
    before = now;
  }
  throw new Error(`${page.url()} does not come to rest`);
}

export interface Look {
  readonly name: string;
  /** Below the address of the server. */
  readonly path: string;
  /** What must be there before it is looked at. */
  readonly ready: string;
  /** All of a long page, not the first screen of it. */
  readonly whole?: boolean;
  /** What is done on it first. */
  readonly before?: (page: Page) => Promise<void>;
  readonly dark?: boolean;
}

/** What is wrong, one line for each width; the empty list: nothing. */
export async function lookAt(
  page: Page,
  desk: Page,
  address: string,
  references: References,
  { name, path, ready, whole = false, before, dark = false }: Look,
): Promise<string[]> {
  const wrong: string[] = [];
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  for (const width of widths) {
    const screen = `${name} ${width}${dark ? ' dark' : ''}`;
    await page.setViewportSize({ width, height: heightOf(width) });
    await page.goto(`${address}${path}`);
    await page.locator(ready).first().waitFor();
    await before?.(page);
    const { png, grid } = await atRest(page, desk, width, whole);
    const kept = references.of(screen);
    if (kept === undefined && references.keep(screen, grid)) continue;
    const share = kept === undefined ? 1 : difference(kept, grid);
    if (share <= mostDifferent) continue;
    const file = join(tmpdir(), `zhuisu-${screen.replaceAll(/[^\w]+/g, '-')}.png`);
    await writeFile(file, png);
    const told = kept === undefined ? 'has no reference' : `differs in ${(share * 100).toFixed(1)} % of its cells`;
    wrong.push(`${screen} ${told}: see ${file}, and UPDATE_SNAPSHOTS=1 where it is meant`);
  }
  return wrong;
}
