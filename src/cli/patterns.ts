/** Code patterns of the installation, read once at the start. */
import { readFile } from 'node:fs/promises';
import { addScheme, patternScheme } from '../codes/index.ts';
import type { Config } from '../config.ts';
import { ZhuisuError } from '../errors.ts';

/** Throws setting_invalid, naming the row. */
export async function loadPatterns({ codePatterns }: Config): Promise<void> {
  if (codePatterns === undefined) return;
  try {
    const rows = JSON.parse(await readFile(codePatterns, 'utf8')) as unknown;
    if (!Array.isArray(rows)) throw new RangeError('it holds no list');
    for (const row of rows) addScheme(patternScheme(row));
  } catch (error) {
    throw new ZhuisuError('setting_invalid', {
      name: 'ZHUISU_CODE_PATTERNS',
      came: `${codePatterns} (${(error as Error).message})`,
      expected: 'a JSON list of {id, zh, en, pattern, source}',
    });
  }
}
