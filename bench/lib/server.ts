/** The real server in a process of its own, on an empty folder, and the load generator in another. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadPlan } from './load.ts';

const main = [join(import.meta.dirname, '../../src/cli/main.ts'), 'serve'];
/** The peer without group commit. */
export const ungrouped = [join(import.meta.dirname, 'ungrouped.ts')];
/** Without the watch. */
export const unwatched = [join(import.meta.dirname, 'unwatched.ts')];

/** With the watch, asked for whom a header names. */
export const asFirms = [join(import.meta.dirname, 'as-firms.ts')];

export interface BenchServer {
  readonly port: number;
  readonly dataDir: string;
  /** Resident memory of the server process, MB: now and at its highest. */
  memory(): { now: number; peak: number };
  stop(): Promise<void>;
}

/** `kept`: a data folder that is there and stays; else a temporary one. */
export async function startServer(
  program: readonly string[] = main,
  env: Record<string, string> = {},
  kept?: string,
): Promise<BenchServer> {
  const dataDir = kept ?? (await mkdtemp(join(tmpdir(), 'zhuisu-bench-')));
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...program], {
    env: { ...process.env, PORT: '0', ZHUISU_DEMO: '0', ZHUISU_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (chunk) => {
      text += chunk;
      const found = /EPCIS 2\.0\s+http:\/\/127\.0\.0\.1:(\d+)/.exec(text);
      if (found !== null) resolve(Number(found[1]));
    });
    child.on('exit', () => reject(new Error(`the server stopped: ${text}`)));
  });
  const status = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024;
  return {
    port,
    dataDir,
    memory: () => ({ now: Math.round(status('VmRSS')), peak: Math.round(status('VmHWM')) }),
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      if (kept === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Seconds that the plan took, measured in the generator. */
export async function runLoad(plan: LoadPlan): Promise<number> {
  const words = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'load.ts'), JSON.stringify(plan)];
  const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 1 << 20 });
  return Number(stdout.trim());
}
