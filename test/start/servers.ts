/** The real program in processes of its own, as a user starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const starter = resolve(import.meta.dirname, '../../scripts/zhuisu.mjs');

export interface Running {
  readonly address: string;
  readonly child: ChildProcess;
  /** Process that serves, below the starter. */
  readonly serverPid: number;
  /** NaN where DATABASE_URL names it. */
  readonly databasePid: number;
  output(): string;
}

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'zhuisu-start-'));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

export function command(
  words: readonly string[],
  env: Record<string, string>,
): { child: ChildProcess; ended: Promise<Ended>; output: () => string } {
  const child = spawn(process.execPath, [starter, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (text += chunk));
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, output: text })));
  return { child, ended, output: () => text };
}

/** Starts a server on a free port and waits until it has announced itself. */
export async function serve(dataDir: string, env: Record<string, string> = {}): Promise<Running> {
  const { child, ended, output } = command(['serve'], { PORT: '0', ZHUISU_DEMO: '0', ZHUISU_DATA_DIR: dataDir, ...env });
  let over: Ended | undefined;
  void ended.then((result) => {
    over = result;
  });
  for (;;) {
    const address = /EPCIS 2\.0\s+(http:\/\/[\d.]+:\d+)/.exec(output())?.[1];
    // The last line of the announcement: what is read from the output after this is all there.
    if (address !== undefined && output().includes('Ctrl-C stops it')) {
      const [serverPid] = childrenOf(child.pid!);
      return {
        address,
        child,
        serverPid: serverPid!,
        databasePid: env.DATABASE_URL === undefined ? databaseOf(dataDir) : Number.NaN,
        output,
      };
    }
    if (over !== undefined) throw new Error(`it ended with ${over.code}: ${over.output}`);
    await pause(30);
  }
}

export const databaseOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter((text) => text !== '')
    .map(Number);
}

export function alive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** True when the process goes away within the time. */
export async function goes(pid: number, millis = 15_000): Promise<boolean> {
  const deadline = Date.now() + millis;
  while (alive(pid) && Date.now() < deadline) await pause(50);
  return !alive(pid);
}

export async function stop({ child, serverPid }: Running): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((done) => child.once('close', done));
    child.kill('SIGTERM');
    await gone;
  }
  await goes(serverPid);
}

export const pause = (millis: number): Promise<void> => new Promise((next) => setTimeout(next, millis));
