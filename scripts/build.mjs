/** Bundles what runs in the browser into dist/web, unless it is there already for these very sources. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentNode, install, root, run } from './lib.mjs';

const out = join(root, 'dist', 'web');
const stamp = join(out, '.built');

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function print() {
  const hash = createHash('sha256');
  // The pure folders run in the browser too.
  const pure = ['codes', 'events', 'categories', 'trace', 'contract', 'client', 'errors'].map((name) => `src/${name}`);
  for (const file of [join(root, 'package-lock.json'), ...['web', ...pure].flatMap(sources)])
    hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

/** On the current Node, in a process of its own: the machine’s Node may be too old for the bundler. */
export async function build() {
  const wanted = print();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 0;
  const code = await run(currentNode(), [join(root, 'scripts', 'bundle.mjs'), out]);
  if (code === 0) writeFileSync(stamp, wanted);
  return code;
}

if (process.argv[1] === import.meta.filename) {
  install(false);
  process.exit(await build());
}
