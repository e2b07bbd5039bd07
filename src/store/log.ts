/**
 * The one append path. Requests that arrive together are written together (group commit): one transaction numbers their events,
 * writes events, identities, links and capture jobs, and only after its commit is anyone answered.
 *
 * The row lock on `log` makes one appender at a time, whatever the number of processes, and numbers are given out under that lock:
 * so the commit order is the number order, and a reader that has seen n has seen everything up to n.
 */
import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Batch, logId, type Receipt } from './batch.ts';
import { CopyBuffer } from './copy.ts';
import type { Database } from './database.ts';
import { Group, knownIdentities } from './group.ts';
import type { Key } from './keys.ts';
import { writeErrors, writeJobs, writeMasterData } from './log-extras.ts';
import type { Context, PreparedEvent } from './prepare.ts';

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

/** Events written in one transaction at most; beyond this, latency grows and the rate does not. */
const groupLimit = 2_000;

export class EventLog {
  readonly #database: Database;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #clock: () => number;
  readonly #events = new CopyBuffer(1 << 20);
  readonly #identities = new CopyBuffer(1 << 16);
  readonly #links = new CopyBuffer(1 << 20);
  /** Contexts known to be in the table; bounded, a miss costs one insert that does nothing. */
  readonly #contexts = new Set<string>();

  constructor(database: Database, clock: () => number = Date.now) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Requests and events that wait for their turn. */
  get backlog(): number {
    return this.#waiting.reduce((sum, { batch }) => sum + batch.events.length, 0);
  }

  /** Resolves when the batch is durable. Rejects, with nothing stored, when the database fails; after a lost connection a retry settles it. */
  append(batch: Batch): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    // One turn of the event loop lets the requests that are already in the socket join the group.
    await new Promise((next) => setImmediate(next));
    while (this.#waiting.length > 0) await this.#writeGroup(this.#takeGroup());
    this.#running = undefined;
  }

  #takeGroup(): Waiting[] {
    let events = 0;
    let taken = 0;
    while (taken < this.#waiting.length && (taken === 0 || events + this.#waiting[taken]!.batch.events.length <= groupLimit)) {
      events += this.#waiting[taken]!.batch.events.length;
      taken++;
    }
    return this.#waiting.splice(0, taken);
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const receipts = await this.#database.transaction((client) =>
        this.#write(
          client,
          group.map((each) => each.batch),
        ),
      );
      group.forEach((each, i) => {
        each.resolve(receipts[i]!);
      });
    } catch (error) {
      this.#contexts.clear();
      // A value that the database refuses must not take the other requests of the group with it.
      if (group.length > 1 && isDataFault(error)) for (const each of group) await this.#writeGroup([each]);
      else for (const each of group) each.reject(error);
    }
  }

  async #write(client: PoolClient, batches: readonly Batch[]): Promise<Receipt[]> {
    const { rows } = await client.query<{ head: string; record_time: number }>({
      name: 'log-head',
      text: `select head, coalesce(extract(epoch from nullif(record_time, '-infinity')) * 1000, 0)::float8 as record_time
             from log where id = $1 for update`,
      values: [logId],
    });
    const head = Number(rows[0]!.head);
    const recordTime = Math.max(this.#clock(), rows[0]!.record_time);
    const known = await knownIdentities(client, batches);
    const group = new Group(head, known);
    const receipts: Receipt[] = [];
    for (const batch of batches) receipts.push({ statuses: await group.decide(client, batch), recordTime });
    if (group.stored.length > 0) await this.#copy(client, group, recordTime);
    await writeErrors(client, group);
    await writeMasterData(client, batches, recordTime);
    await writeJobs(client, batches, receipts, recordTime);
    if (group.stored.length > 0) {
      await client.query({
        name: 'log-advance',
        text: 'update log set head = $2, record_time = to_timestamp($3::float8 / 1000) where id = $1',
        values: [logId, head + group.stored.length, recordTime],
      });
    }
    return receipts;
  }

  async #copy(client: PoolClient, group: Group, recordTime: number): Promise<void> {
    await this.#writeContexts(client, group.stored);
    const micros = recordTime * 1000;
    const { stored, head } = group;
    this.#events.reset();
    this.#identities.reset();
    const links: { key: Key; at: number; seq: number; role: number }[] = [];
    for (let i = 0; i < stored.length; i++) {
      const event = stored[i]!;
      const seq = head + 1 + i;
      const { facts } = event;
      const row = this.#events;
      row.row(12);
      row.int2(logId);
      row.int8(seq);
      row.timestamp(micros);
      row.timestamp(facts.at);
      row.text(facts.type);
      row.text(facts.action);
      row.text(facts.step);
      row.text(facts.disposition);
      row.uuid(event.readPoint);
      row.uuid(event.bizLocation);
      row.bytes8(event.context.id);
      row.text(event.doc);
      this.#identities.row(3);
      this.#identities.uuid(event.identity);
      this.#identities.int2(logId);
      this.#identities.int8(seq);
      for (const { key, role } of event.links) links.push({ key, at: facts.at, seq, role });
    }
    // In key order neighbouring rows meet in the same index page.
    links.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at || a.seq - b.seq));
    this.#links.reset();
    for (const link of links) {
      const row = this.#links;
      row.row(5);
      row.uuid(link.key);
      row.timestamp(link.at);
      row.int2(logId);
      row.int8(link.seq);
      row.int2(link.role);
    }
    await copy(
      client,
      'event(log, seq, record_time, event_time, type, action, step, disposition, read_point, biz_location, context, doc)',
      this.#events,
    );
    await copy(client, 'event_identity(id, log, seq)', this.#identities);
    if (links.length > 0) await copy(client, 'link(ident, at, log, seq, role)', this.#links);
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

async function copy(client: PoolClient, target: string, rows: CopyBuffer): Promise<void> {
  const stream = client.query(copyFrom(`copy ${target} from stdin (format binary)`));
  stream.end(rows.finish());
  await once(stream, 'finish');
}
