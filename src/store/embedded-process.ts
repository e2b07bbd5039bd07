/** Processes by number, as Linux shows them. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A zombie is gone: it only waits for its parent to notice. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Ticks since boot: tells a process from a later one of the same number. */
export function startTime(pid: number): string {
  try {
    return (
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')[19] ?? ''
    );
  } catch {
    return '';
  }
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

const keeper = `
read -r word
[ "$word" = done ] && exit 0
pid=$1
is_server() { [ "$(cat /proc/$pid/comm 2>/dev/null)" = postgres ]; }
is_server && kill -INT $pid
i=0
while is_server && [ $i -lt 50 ]; do sleep 0.1; i=$((i+1)); done
is_server && kill -QUIT $pid
rm -f "$2"
`;

/**
 * A shell of a few lines that outlives us: it reads a pipe we hold, and when the pipe closes because we were killed, it stops the
 * server. The function that is returned tells it that there is nothing left to do.
 */
export function watchOwner(serverPid: number, ownerFile: string): () => void {
  const child = spawn('/bin/sh', ['-c', keeper, 'keeper', String(serverPid), ownerFile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return () => child.stdin.end('done\n');
}
