/**
 * The one append path. Requests that arrive together are written together (group commit): one transaction numbers their events,
 * writes events, identities, links and capture jobs, and only after its commit is anyone answered.
 *
 * The row lock on `log` makes one appender at a time, whatever the number of processes, and numbers are given out under that lock:
 * so the commit order is the number order, and a reader that has seen n has seen everything up to n.
 */
import type { PoolClient } from 'pg';
import { writeActed } from './acted.ts';
import { type Batch, logId, type Receipt } from './batch.ts';
import { CopyBuffer, Script } from './copy.ts';
import type { Database } from './database.ts';
import { Group, type KnownRow, knownOf, knownSql } from './group.ts';
import { KnownIdentities } from './known-identities.ts';
import { jobColumns, jobRows, writeErrors, writeMasterData } from './log-extras.ts';
import { EventRows } from './log-rows.ts';
import { writeRefused } from './log-stages.ts';
import type { Context, PreparedEvent } from './prepare.ts';
import { type HeldRanges, RangeHolds } from './range-holds.ts';
import { RecentNames } from './recent.ts';

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

const headSql = `select head::float8 as head, ranges, parted::float8 as parted, part_size::float8 as part_size,
    coalesce(extract(epoch from nullif(record_time, '-infinity')) * 1000, 0)::float8 as record_time
  from log where id = ${logId} for update`;

interface HeadRow {
  readonly head: number;
  /** Version of the recalled ranges of lots. */
  readonly ranges: number;
  /** Up to this number events have parts of tables to go to. */
  readonly parted: number;
  /** Events of a new part. */
  readonly part_size: number;
  readonly record_time: number;
}
interface Rows<Row> {
  readonly rows: readonly Row[];
}

/** What one commit has added to the log. */
export interface Stored {
  /** Number of the first event; the others follow it. */
  readonly first: number;
  readonly recordTime: number;
  readonly events: readonly PreparedEvent[];
  /** Lots of a recalled range are among them, which its lists have not yet. */
  readonly late: boolean;
}

/** Small enough that the next requests are read while a group is written. */
const usualGroup = 512;

export class EventLog {
  readonly #database: Database;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  readonly #clock: () => number;
  readonly #groupLimit: number;
  readonly #rows = new EventRows();
  readonly #jobs = new CopyBuffer(1 << 14);
  /** Contexts known to be in the table; bounded, a miss costs one insert that does nothing. */
  readonly #contexts = new Set<string>();

  readonly #recent = new RecentNames();
  readonly #holds: RangeHolds;
  readonly #identities: KnownIdentities;
  readonly #listeners = new Set<(stored: Stored) => void>();
  #busy = 0;
  #busySince: number | undefined;

  /** `groupLimit`: events written in one transaction, unless one request has more. */
  constructor(database: Database, clock: () => number = Date.now, groupLimit = usualGroup) {
    this.#database = database;
    this.#holds = new RangeHolds(database);
    this.#identities = new KnownIdentities(database);
    this.#clock = clock;
    this.#groupLimit = groupLimit;
  }

  /** A number up to which everything is in the log for whoever asks from now on. */
  async head(): Promise<number> {
    const known = this.#recent.head;
    if (known !== undefined) return known;
    const [row] = await this.#database.query<{ head: number }>('select head::float8 as head from log where id = $1', [logId]);
    return row!.head;
  }

  /** Ranges of lots that recalls hold back, as last seen. */
  async heldRanges(): Promise<HeldRanges> {
    return this.#holds.known ?? this.#holds.read();
  }

  /** The same as they are now, whichever process changed them: one row where nobody did. */
  async currentRanges(): Promise<HeldRanges> {
    const [row] = await this.#database.query<{ ranges: number }>('select ranges from log where id = $1', [logId]);
    const known = this.#holds.known;
    return known?.version === row!.ranges ? known : this.#holds.read();
  }

  get knownRanges(): HeldRanges | undefined {
    return this.#holds.known;
  }

  /** Requests and events that wait for their turn. */
  get backlog(): number {
    return this.#waiting.reduce((sum, { batch }) => sum + batch.events.length, 0);
  }

  /** Ends when what follows commits in the background has been done. */
  settled(): Promise<void> {
    return this.#identities.settled();
  }

  /** Milliseconds of the process's life in which something was being appended. */
  get busy(): number {
    return this.#busy + (this.#busySince === undefined ? 0 : performance.now() - this.#busySince);
  }

  /** Told of every commit after it, in its turn of the event loop: listeners take note and return. The result ends it. */
  listen(listener: (stored: Stored) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the batch is durable. Rejects, with nothing stored, when the database fails; after a lost connection a retry settles it. */
  append(batch: Batch): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#busySince = performance.now();
    // Without them all is as it would be, and slower.
    await this.#identities.ready().catch(() => {});
    // One turn of the event loop lets the requests that are already in the socket join the group.
    await new Promise((next) => setImmediate(next));
    while (this.#waiting.length > 0) await this.#writeGroup(this.#takeGroup());
    this.#running = undefined;
    this.#busy += performance.now() - this.#busySince;
    this.#busySince = undefined;
  }

  #takeGroup(): Waiting[] {
    let events = 0;
    let taken = 0;
    while (
      taken < this.#waiting.length &&
      (taken === 0 || events + this.#waiting[taken]!.batch.events.length <= this.#groupLimit)
    ) {
      events += this.#waiting[taken]!.batch.events.length;
      taken++;
    }
    return this.#waiting.splice(0, taken);
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const receipts = await this.#database.lease((client) =>
        this.#write(
          client,
          group.map((each) => each.batch),
        ),
      );
      // The next group is on its way to the database before the answers of this one are written.
      setImmediate(() => {
        for (const [i, { resolve }] of group.entries()) resolve(receipts[i]!);
      });
    } catch (error) {
      this.#contexts.clear();
      this.#recent.end(undefined);
      this.#holds.forget();
      // A value that the database refuses must not take the other requests of the group with it.
      if (group.length > 1 && isDataFault(error)) for (const each of group) await this.#writeGroup([each]);
      else for (const each of group) each.reject(error);
    }
  }

  /** Two round trips: what the log holds, then everything that is new. */
  async #write(client: PoolClient, batches: readonly Batch[]): Promise<Receipt[]> {
    const [, heads, found] = (await client.query(`begin; ${headSql}; ${knownSql(batches, this.#identities)}`)) as unknown as [
      unknown,
      Rows<HeadRow>,
      Rows<KnownRow>,
    ];
    const { head, ranges, parted, part_size: size, record_time: lastTime } = heads.rows[0]!;
    await this.#holds.begin(client, ranges);
    const recordTime = Math.max(this.#clock(), lastTime);
    const group = new Group(head, knownOf(found.rows));
    const receipts = await this.#decide(client, group, batches, recordTime, ranges);
    const late = await this.#hold(client, group);
    await this.#writeContexts(client, group.stored);
    const end = head + group.stored.length;
    if (end > parted) await client.query('select parts_ahead($1)', [end]);
    const written = batches.filter((_, i) => !receipts[i]!.overtaken);
    const decided = receipts.filter(({ overtaken }) => !overtaken);
    await writeErrors(client, group);
    await writeActed(client, group.stored, head);
    await writeMasterData(client, written, recordTime);
    await writeRefused(client, written);
    const statements: string[] = [];
    const rows: Buffer[] = [];
    const copy = (target: string, buffer: CopyBuffer): void => {
      statements.push(`copy ${target} from stdin (format binary)`);
      rows.push(buffer.finish());
    };
    for (const [target, buffer] of this.#rows.filled(group.stored, head, recordTime)) copy(target, buffer);
    if (group.stored.length > 0 || written.some(({ masterData }) => (masterData?.length ?? 0) > 0)) {
      const seconds = recordTime / 1000;
      statements.push(`update log set head = ${end}, record_time = to_timestamp(${seconds}) where id = ${logId}`);
    }
    if (jobRows(this.#jobs, written, decided, recordTime)) copy(jobColumns, this.#jobs);
    const script = new Script([...statements, 'commit'].join('; '), rows);
    (client as unknown as { query(script: Script): void }).query(script);
    await script.done;
    this.#recent.end(end);
    this.#identities.follow(end, size);
    if (group.stored.length > 0)
      for (const listener of this.#listeners) listener({ first: head + 1, recordTime, events: group.stored, late });
    return receipts;
  }

  /** In the order of their coming; what one adds may overtake the next. */
  async #decide(
    client: PoolClient,
    group: Group,
    batches: readonly Batch[],
    recordTime: number,
    ranges: number,
  ): Promise<Receipt[]> {
    this.#recent.begin(group.head);
    const receipts: Receipt[] = [];
    for (const batch of batches) {
      const { rest } = batch;
      const others = rest?.ranges !== undefined && rest.ranges !== ranges;
      if (rest !== undefined && (others || (await this.#recent.overtakes(client, rest)))) {
        receipts.push({ statuses: [], overtaken: true, recordTime });
        continue;
      }
      const before = group.stored.length;
      receipts.push({ statuses: await group.decide(client, batch), recordTime });
      this.#recent.add(group.stored.slice(before), group.head + 1 + before);
    }
    return receipts;
  }

  /** Lots of recalled ranges are held in the commit that brings them. False where it brings none. */
  async #hold(client: PoolClient, { head, stored }: Group): Promise<boolean> {
    const { held, late } = await this.#holds.hold(client, stored, head + 1);
    this.#recent.add(held, head + 1 + stored.length);
    stored.push(...held);
    return late;
  }

  async #writeContexts(client: PoolClient, stored: readonly PreparedEvent[]): Promise<void> {
    const fresh = new Map<string, Context>();
    for (const { context } of stored) if (!this.#contexts.has(context.id)) fresh.set(context.id, context);
    for (const { id, body } of fresh.values()) {
      await client.query('insert into context values ($1, $2) on conflict do nothing', [contextNumber(id), body]);
      if (this.#contexts.size > 10_000) this.#contexts.clear();
      this.#contexts.add(id);
    }
  }
}

/** The bigint, as text, of the eight bytes that COPY writes for a context. */
export const contextNumber = (id: string): string => Buffer.from(id, 'latin1').readBigInt64BE().toString();

/** SQLSTATE classes 22 (data exception), 23 (integrity) and 54 (limit): the fault of a value, not of the database. */
function isDataFault(error: unknown): boolean {
  const state = (error as { code?: unknown } | undefined)?.code;
  return typeof state === 'string' && /^(22|23|54)/.test(state);
}
