/** Bodies that are being worked on, bounded over all routes that take large ones. */
import { ZhuisuError } from '../errors.ts';

/** Bytes of captures being worked on at once; beyond it the caller is asked to wait, so that memory stays bounded. */
const mostBytes = 96 * 1024 * 1024;

/** Bodies up to this size are read at once. */
const smallBody = 16 * 1024;

let bytes = 0;

/**
 * Large bodies are read one in each turn of the event loop. Otherwise those that arrive together would all be read before the database
 * gets its next rows, and reading and writing would wait for each other.
 */
let lastTurn: Promise<void> = Promise.resolve();
function turn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((next) => setImmediate(next)));
  return lastTurn;
}

/** Runs `work`; `size` bytes count as in flight until it is done. Throws rate_limited. */
export async function inFlight<T>(size: number, work: () => Promise<T>): Promise<T> {
  if (bytes + size > mostBytes && bytes > 0) throw new ZhuisuError('rate_limited', { seconds: 2 });
  bytes += size;
  try {
    if (size > smallBody) await turn();
    return await work();
  } finally {
    bytes -= size;
  }
}
