/** Runs one measurement, bench/NAME.ts, or lists them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { currentNode, fail, install, root, run } from './lib.mjs';

install(true);
const [name, ...words] = process.argv.slice(2);
if (name === undefined) {
  console.log('npm run bench -- NAME, with NAME one of:');
  for (const file of readdirSync(join(root, 'bench')).filter((each) => each.endsWith('.ts')))
    console.log(`  ${file.slice(0, -3)}`);
} else {
  const file = join(root, 'bench', `${name}.ts`);
  if (!existsSync(file)) fail(`There is no measurement ${name}. Run npm run bench for the list.`);
  process.exit(await run(currentNode(), ['--disable-warning=ExperimentalWarning', file, ...words]));
}
