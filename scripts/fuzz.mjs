/** Strange input against the parsers: `npm run fuzz [-- codes [cases [scheme]] | documents [cases [seed]]]`; without a word, both. */
import { join } from 'node:path';
import { currentNode, fail, install, root, run } from './lib.mjs';

install(true);
const files = { codes: join(root, 'test', 'codes', 'fuzz.ts'), documents: join(root, 'test', 'capture', 'fuzz.ts') };
const [only, ...words] = process.argv.slice(2);
if (only !== undefined && !Object.hasOwn(files, only))
  fail(`There is no ${only} to fuzz. Use one of: ${Object.keys(files).join(', ')}.`);
for (const name of only === undefined ? Object.keys(files) : [only]) {
  const code = await run(currentNode(), ['--disable-warning=ExperimentalWarning', files[name], ...words]);
  if (code !== 0) process.exit(code);
}
