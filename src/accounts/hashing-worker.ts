/**
 * A thread that only makes hashes. On Linux it steps back behind the thread that answers scans: on a machine with both cores busy the
 * scheduler else gives a hash as much as a scan.
 */
import { argon2Sync } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { HashAnswer, HashOrder } from './password-hash.ts';

/** Of 1024 : 15 shares, the hash gets the lesser (sched(7), nice 19). */
const patience = 19;

try {
  // PID/task/TID: a priority belongs to a thread there.
  setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), patience);
} catch {
  // Elsewhere it is a thread like the others.
}

parentPort!.on('message', ({ id, parameters }: HashOrder) => {
  const tag = argon2Sync('argon2id', parameters);
  parentPort!.postMessage({ id, tag } satisfies HashAnswer);
});
