/** Strange texts against every code scheme: `npm run fuzz [-- cases [scheme]]`. */
import { join } from 'node:path';
import { currentNode, install, root, run } from './lib.mjs';

install(true);
const file = join(root, 'test', 'codes', 'fuzz.ts');
process.exit(await run(currentNode(), ['--disable-warning=ExperimentalWarning', file, ...process.argv.slice(2)]));
