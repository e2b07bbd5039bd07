/** Runs all tests, installing first, and ends with one plain line: N passed, N failed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { currentNode, fail, install, root, run } from './lib.mjs';

install(true);
if ((await build()) !== 0) fail('The scripts of the pages could not be bundled; the lines above say why.');
const folder = mkdtempSync(join(tmpdir(), 'zhuisu-test-'));
const report = join(folder, 'report.json');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const words = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...process.argv.slice(2)];
const code = await run(currentNode(), words);

let passed = 0;
let failed = 0;
let skipped = 0;
try {
  for (const suite of JSON.parse(readFileSync(report, 'utf8')).testResults) {
    // A suite that does not load has no tests, and is a failure all the same.
    if (suite.status === 'failed' && suite.assertionResults.every(({ status }) => status !== 'failed')) failed++;
    for (const { status } of suite.assertionResults) {
      if (status === 'passed') passed++;
      else if (status === 'failed') failed++;
      else skipped++;
    }
  }
} catch {
  failed++;
}
rmSync(folder, { recursive: true, force: true });
if (code !== 0 && failed === 0) failed++;
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
