/** Types, lint, house rules and known holes in dependencies; `--types` for the types alone. */
import { join } from 'node:path';
import { auditDependencies } from './audit.mjs';
import { currentNode, install, root, run } from './lib.mjs';

install(true);
const bin = (name) => join(root, 'node_modules', '.bin', name);
const steps = [[bin('tsc'), ['--noEmit', '-p', '.']]];
if (!process.argv.includes('--types')) {
  steps.push([bin('biome'), ['check', '.']]);
  steps.push([currentNode(), [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/tidy']]);
}
let worst = 0;
for (const [command, words] of steps) worst = Math.max(worst, await run(command, words));
if (!process.argv.includes('--types')) worst = Math.max(worst, auditDependencies());
process.exit(worst);
