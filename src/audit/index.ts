/** The audit log: who did what, in a chain that shows every change. Written once; see `docs/security.md` for what it can prove. */
import type { ClientBase } from 'pg';
import { type AuditHead, type AuditRow, appendAudit, auditRows, type Database } from '../store/index.ts';
import { ChainCheck, type ChainFault, chained, type Link } from './chain.ts';
import { type AuditEntry, contentOf } from './entry.ts';
import { Flood, floodLimits } from './flood.ts';
import { isBounded } from './kinds.ts';

export { ChainCheck, type ChainFault, chained, type Link } from './chain.ts';
export type { AuditEntry, Who } from './entry.ts';
export { csvRow, exported, linesOf, verifyLines } from './export.ts';
export { floodLimits } from './flood.ts';
export { type AuditKind, type AuditOutcome, auditKinds, auditOutcomes, isAuditKind } from './kinds.ts';

/**
 * Writes entries down; resolves when they are durable. Entries of the same moment share a transaction. Of the kinds that outsiders can
 * cause at will, a flood is counted (see `flood.ts`); those counts of the running minute are all that a kill can lose.
 */
export function audit(database: Database, entries: AuditEntry | readonly AuditEntry[], now: number): Promise<void> {
  return writerOf(database).write(list(entries), now);
}

/**
 * The same in a transaction of the caller, so that a change and the note of it stand or fall together. The last thing the transaction
 * does: other entries wait until it ends.
 */
export function auditIn(client: ClientBase, entries: AuditEntry | readonly AuditEntry[], now: number): Promise<void> {
  return appendAudit(client, (head) => rowsAfter(head, list(entries), now));
}

/** Writes down what is only counted so far, and waits for what is being written: before the process ends. */
export const flushAudit = (database: Database, now: number): Promise<void> => writerOf(database).flush(now);

const list = (entries: AuditEntry | readonly AuditEntry[]): readonly AuditEntry[] =>
  Array.isArray(entries) ? entries : [entries as AuditEntry];

function rowsAfter(head: AuditHead, entries: readonly AuditEntry[], now: number): AuditRow[] {
  let { seq, hash } = head;
  // Clocks of several machines differ; along the numbers time does not run back.
  const stated = new Date(now).toISOString();
  const at = stated > head.at ? stated : head.at;
  return entries.map((entry) => {
    const content = contentOf(++seq, at, entry);
    hash = chained(hash, content);
    return { seq, content, hash };
  });
}

interface Waiting {
  readonly entries: readonly AuditEntry[];
  readonly now: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

class Writer {
  readonly #database: Database;
  readonly #flood = new Flood();
  #timer: NodeJS.Timeout | undefined;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  write(entries: readonly AuditEntry[], now: number): Promise<void> {
    const kept = entries.flatMap((entry) => (isBounded(entry.kind) ? this.#flood.take(entry, now) : [entry]));
    if (this.#flood.pending) this.#remember(now + floodLimits.minute);
    return kept.length === 0 ? Promise.resolve() : this.#append(kept, now);
  }

  async flush(now: number): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sums = this.#flood.close(now);
    if (sums.length > 0) await this.#append(sums, now);
    await this.#running;
  }

  /** A minute that nothing follows is summed up too. */
  #remember(then: number): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      // A database that is gone reports itself to everybody else.
      this.flush(then).catch(() => {});
    }, floodLimits.minute);
    this.#timer.unref();
  }

  #append(entries: readonly AuditEntry[], now: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, now, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, 500);
      try {
        await this.#database.transaction((client) =>
          appendAudit(client, (head) => {
            const rows: AuditRow[] = [];
            for (const { entries, now } of group) rows.push(...rowsAfter(lastOf(rows, head), entries, now));
            return rows;
          }),
        );
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = undefined;
  }
}

function lastOf(rows: readonly AuditRow[], head: AuditHead): AuditHead {
  const last = rows.at(-1);
  return last === undefined ? head : { ...last, at: (JSON.parse(last.content) as { at: string }).at };
}

const writers = new WeakMap<Database, Writer>();

function writerOf(database: Database): Writer {
  let writer = writers.get(database);
  if (writer === undefined) {
    writer = new Writer(database);
    writers.set(database, writer);
  }
  return writer;
}

/** Checks every row; tells the head, and the first number at which the chain breaks. `noted`: a head written down before. */
export async function verifyAudit(database: Database, noted?: Link): Promise<{ head: Link; fault: ChainFault | undefined }> {
  const check = new ChainCheck(undefined, noted);
  for (let sound = true, after = 0; sound; ) {
    const rows = await auditRows(database, after, 5_000);
    if (rows.length === 0) break;
    for (const row of rows) sound = sound && check.take(row);
    after = rows.at(-1)!.seq;
  }
  return { head: check.head, fault: check.end() };
}
