#!/usr/bin/env node
/** Starts the command line on the right Node, after installing what is missing. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { currentNode, fail, install, root } from './lib.mjs';

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`zhuisu: Node ${process.versions.node} is too old. Install Node 20 or newer, then run the command again.`);
  process.exit(1);
}
install(false);
const words = process.argv.slice(2);
if (words[0] === 'serve' && (await build()) !== 0)
  fail('The scripts of the pages could not be bundled; the lines above say why.');
const watch = words.includes('--watch') ? ['--watch'] : [];
const main = join(root, 'src', 'cli', 'main.ts');
const child = spawn(currentNode(), ['--disable-warning=ExperimentalWarning', ...watch, main, ...words], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
});

// Ctrl-C reaches the child too: it stops in order, and we wait for it.
process.on('SIGINT', () => {});
for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
child.on('exit', (code) => process.exit(code ?? 1));

// When the program above us is killed nobody will tell us: our parent changes.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM');
}, 500).unref();
