/** Material that lies beside a developer's checkout and not in it; tests that need it say so and skip where it is absent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../shared');

/** True when `path` below the shared folder is there; prints the reason for the skip when it is not. */
export function hasShared(path: string): boolean {
  const there = existsSync(join(folder, path));
  if (!there) console.log(`skipped: ../shared/${path} is not here`);
  return there;
}

export const readShared = (path: string): string => readFileSync(join(folder, path), 'utf8');

export function sharedFiles(path: string, ending: RegExp): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true })
    .flatMap((entry) => {
      const below = join(path, entry.name);
      return entry.isDirectory() ? sharedFiles(below, ending) : ending.test(entry.name) ? [below] : [];
    })
    .sort();
}
