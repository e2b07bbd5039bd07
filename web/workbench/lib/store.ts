/** What this device keeps (IndexedDB): records on their way, what is typed but not sent, last values, answers for when there is no network. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Fault, RuleTold, Values } from './stages.ts';

export interface Queued {
  /** Order of sending. */
  readonly n?: number;
  /** eventID, made on this device: the same record sent twice is one record. */
  readonly id: string;
  readonly account: string;
  readonly acting: { readonly id: string; readonly name: string } | undefined;
  /** Absent: a record. */
  readonly kind?: 'certificate';
  readonly category: string;
  readonly stage: string;
  readonly stageName: { readonly zh: string; readonly en: string };
  /** What it is about, in a line. */
  readonly about: string;
  readonly record: Readonly<Record<string, unknown>>;
  /** As it was typed, for repairing. */
  readonly values: Values;
  /** Persons who have no token yet, by key of the field. Gone once they have one. */
  readonly persons: Readonly<Record<string, { readonly kind: string; readonly value: string }>>;
  readonly at: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'refused';
  readonly tries: number;
  readonly sentAt?: number;
  readonly faults?: readonly Fault[];
  readonly rules?: readonly RuleTold[];
  /** Of a certificate that was issued. */
  readonly issued?: { readonly number: string; readonly page: string; readonly pdf: string };
  /** A refusal that concerns no field. */
  readonly problem?: { readonly zh: string; readonly en: string; readonly repairZh: string; readonly repair: string };
}

interface Kept extends DBSchema {
  queue: { key: number; value: Queued; indexes: { id: string; state: string } };
  drafts: { key: string; value: { readonly values: Values; readonly at: number } };
  last: { key: string; value: Values };
  memory: { key: string; value: { readonly data: unknown; readonly at: number } };
}

let opened: Promise<IDBPDatabase<Kept>> | undefined;

export function database(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>('zhuisu-workbench', 1, {
    upgrade(db) {
      const queue = db.createObjectStore('queue', { keyPath: 'n', autoIncrement: true });
      queue.createIndex('id', 'id', { unique: true });
      queue.createIndex('state', 'state');
      for (const name of ['drafts', 'last', 'memory'] as const) db.createObjectStore(name);
    },
    // Another tab runs a newer version of this page.
    blocking: (_, __, event) => (event.target as IDBDatabase).close(),
  });
  return opened;
}

/** The answer of the server, or what it answered last, when it does not answer now. */
export async function remembered<T>(key: string, fresh: () => Promise<T>, isSilence: (error: unknown) => boolean) {
  try {
    const data = await fresh();
    void database()
      .then((db) => db.put('memory', { data, at: Date.now() }, key))
      .catch(() => {});
    return { data, since: undefined };
  } catch (error) {
    if (!isSilence(error)) throw error;
    const kept = await (await database()).get('memory', key).catch(() => undefined);
    if (kept === undefined) throw error;
    return { data: kept.data as T, since: kept.at };
  }
}
