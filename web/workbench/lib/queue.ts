/**
 * Records on their way. Each is written to this device before anything is sent, with an event id made here, so that a lost answer, a
 * closed page or a second try makes neither a gap nor a double. They are sent in the order in which they were made, by one tab at a time.
 */
import type { CertificateRequest } from '../../../src/contract/index.ts';
import { isRefused, type Problem, silence, zhuisu } from './api.ts';
import { uuid } from './ids.ts';
import { database, type Queued } from './store.ts';

export type { Queued } from './store.ts';

type Listener = () => void;
const listeners = new Set<Listener>();
const channel = new BroadcastChannel('zhuisu-queue');
channel.onmessage = () => notify(false);

function notify(others = true): void {
  if (others) channel.postMessage('changed');
  for (const each of listeners) each();
}

export function onQueue(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What keeps the queue from moving; undefined while nothing does. */
export type Held = 'no answer' | 'sign in' | 'too often';
let held: Held | undefined;
export const heldBy = (): Held | undefined => held;

/** Longest pause between two tries, milliseconds. */
const longestPause = 60_000;
const keptAfter = 30 * 86_400_000;
let timer: ReturnType<typeof setTimeout> | undefined;
let pause = 2_000;

export const queued = async (): Promise<Queued[]> => (await database()).getAll('queue');

export async function queuedById(id: string): Promise<Queued | undefined> {
  return (await database()).getFromIndex('queue', 'id', id);
}

export async function enqueue(item: Omit<Queued, 'n'>): Promise<void> {
  const db = await database();
  const before = await db.getFromIndex('queue', 'id', item.id);
  // A repaired record keeps its place and its id.
  await db.put('queue', before?.n === undefined ? item : { ...item, n: before.n });
  notify();
}

export async function discard(id: string): Promise<void> {
  const db = await database();
  const found = await db.getFromIndex('queue', 'id', id);
  if (found?.n !== undefined) await db.delete('queue', found.n);
  notify();
}

/** For putting back what was discarded. */
export async function restore(item: Queued): Promise<void> {
  await (await database()).put('queue', item);
  notify();
}

export const newId = (): string => `urn:uuid:${uuid()}`;

let running: Promise<void> = Promise.resolve();

/** One tab at a time; over plain http, where there are no locks, one at a time in this tab. */
function alone(work: () => Promise<void>): Promise<void> {
  if (navigator.locks !== undefined) return navigator.locks.request('zhuisu-queue', work);
  running = running.then(work, work);
  return running;
}

/** Sends what waits, for whoever is signed in. `account`: records of others on this device stay until they sign in. */
export async function sendQueue(account: string): Promise<void> {
  clearTimeout(timer);
  await alone(async () => {
    held = undefined;
    const db = await database();
    for (;;) {
      const all = await db.getAll('queue');
      // One that was being sent when the page was closed: whether it arrived is not known, and sending it again does no harm.
      const next = all.find((each) => each.account === account && (each.state === 'waiting' || each.state === 'sending'));
      if (next === undefined) break;
      if (!(await sendOne(next))) break;
      pause = 2_000;
    }
    const old = (await db.getAll('queue')).filter(({ state, sentAt = 0 }) => state === 'sent' && Date.now() - sentAt > keptAfter);
    for (const each of old) await db.delete('queue', each.n!);
  });
  notify();
  if (held === 'no answer' || held === 'too often') {
    timer = setTimeout(() => void sendQueue(account), pause);
    pause = Math.min(longestPause, pause * 2);
  }
}

async function sendOne(item: Queued): Promise<boolean> {
  const db = await database();
  let now: Queued = { ...item, state: 'sending', tries: item.tries + 1 };
  const keep = async (more: Partial<Queued>): Promise<void> => {
    now = { ...now, ...more };
    // It may have been discarded meanwhile.
    if ((await db.get('queue', item.n!)) !== undefined) await db.put('queue', now);
    notify();
  };
  await keep({});
  const server = zhuisu(item.acting?.id ?? '');
  try {
    if (item.kind === 'certificate') {
      // The same request gets the same number, however often it is sent.
      const { number, page, pdf } = await server.issueCertificate(item.record as CertificateRequest);
      await keep({ state: 'sent', sentAt: Date.now(), issued: { number, page, pdf } });
      return true;
    }
    for (const [key, person] of Object.entries(item.persons)) {
      const { token } = await server.supervision.recordPerson(person);
      const { [key]: _, ...persons } = now.persons;
      await keep({ persons, record: { ...now.record, [key]: token }, values: { ...now.values, [key]: token } });
    }
    const { records } = await server.records.record(item.category, item.stage, [{ ...now.record, id: item.id }]);
    const answer = records[0]!;
    const rules = answer.rules ?? [];
    if (answer.status === 'stored' || answer.status === 'exists')
      await keep({ state: 'sent', sentAt: Date.now(), rules, faults: [] });
    else {
      const other = (answer.errors ?? []).find(({ code }) => code !== 'record_invalid' && code !== 'rule_blocked');
      await keep({
        state: 'refused',
        rules,
        faults: answer.faults ?? [],
        ...(other === undefined ? {} : { problem: told(other) }),
      });
    }
    return true;
  } catch (error) {
    if (isRefused(error) && error.problem.status !== 401 && error.problem.status !== 429) {
      await keep({ state: 'refused', problem: told(error.problem) });
      return true;
    }
    await keep({ state: 'waiting' });
    held = isRefused(error) ? (error.problem.status === 401 ? 'sign in' : 'too often') : 'no answer';
    if (!isRefused(error) && !silence(error)) throw error;
    return false;
  }
}

const told = ({ title, titleZh, repair, repairZh }: Problem) => ({ zh: titleZh, en: title, repairZh, repair });

/** Tries again when the network is back, when the page is looked at again, and when the service worker says so. */
export function keepSending(account: string): () => void {
  const now = (): void => void sendQueue(account);
  const seen = (): void => {
    if (document.visibilityState === 'visible') now();
  };
  addEventListener('online', now);
  document.addEventListener('visibilitychange', seen);
  now();
  return () => {
    removeEventListener('online', now);
    document.removeEventListener('visibilitychange', seen);
    clearTimeout(timer);
  };
}
