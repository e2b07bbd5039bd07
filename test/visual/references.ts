/** What was kept of the screens, and by which fonts and browser: with others the pictures cannot be compared. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { hasChromium } from '../browser/chromium.ts';
import { type Grid, packed, unpacked } from './grid.ts';

interface Kept {
  readonly made: string;
  readonly screens: Record<string, readonly string[]>;
}

/** Fonts and browser, as far as they decide how a page looks. */
function madeWith(): string {
  const told = (command: string, args: readonly string[]): string =>
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  const font = (family: string): string => told('fc-match', ['-f', '%{family[0]} %{fontversion}', family]).replace(/\s+/g, ' ');
  const major = /(\d+)\./.exec(told('/usr/bin/chromium', ['--version']))?.[1];
  return [`Chromium ${major}`, ...['Noto Sans CJK SC', 'sans-serif', 'monospace'].map(font)].join(', ');
}

const isUpdating = (): boolean => {
  const { snapshotState } = expect.getState() as unknown as { snapshotState?: { _updateSnapshot?: string } };
  return process.env.UPDATE_SNAPSHOTS === '1' || snapshotState?._updateSnapshot === 'all';
};

/** A screen a line, so that a change of one is a change of one. */
const written = ({ made, screens }: Kept): string => {
  const lines = Object.entries(screens).map(([name, rows]) => `${JSON.stringify(name)}:${JSON.stringify(rows)}`);
  return `{"made":${JSON.stringify(made)},"screens":{\n${lines.join(',\n')}\n}}`;
};

export class References {
  readonly #path: string;
  readonly #kept: Kept;
  readonly #made: string;
  #changed = false;

  constructor(name: string) {
    this.#path = join(import.meta.dirname, 'references', `${name}.json`);
    this.#kept = existsSync(this.#path) ? (JSON.parse(readFileSync(this.#path, 'utf8')) as Kept) : { made: '', screens: {} };
    this.#made = hasChromium ? madeWith() : '';
  }

  /** Why the pictures cannot be compared here; undefined: they can. */
  get skipped(): string | undefined {
    if (!hasChromium) return 'chromium is not installed';
    if (process.env.UPDATE_SNAPSHOTS === '1' || this.#kept.made === '' || this.#kept.made === this.#made) return undefined;
    return `the references were taken with ${this.#kept.made}; here are ${this.#made}`;
  }

  /** The grid that was kept; none while the references are taken. */
  of(screen: string): Grid | undefined {
    const rows = isUpdating() ? undefined : this.#kept.screens[screen];
    return rows === undefined ? undefined : unpacked(rows);
  }

  /** False where a reference is wanted and nobody asked for a new one. */
  keep(screen: string, grid: Grid): boolean {
    if (!isUpdating()) return false;
    this.#kept.screens[screen] = packed(grid);
    this.#changed = true;
    return true;
  }

  save(): void {
    if (!this.#changed) return;
    const screens = Object.fromEntries(Object.entries(this.#kept.screens).sort(([a], [b]) => a.localeCompare(b)));
    writeFileSync(this.#path, `${written({ made: this.#made, screens })}\n`);
  }
}
