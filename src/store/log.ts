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
import { CopyBuffer } from './copy.ts';
import type { Database } from './database.ts';
import { identityKey, type Key, keyOf, uuidOf } from './keys.ts';
import { type Context, type PreparedEvent, sortedJson } from './prepare.ts';

/** What became of one event of a request. */
export type EventStatus =
  | { readonly status: 'stored'; readonly seq: number }
  | { readonly status: 'exists' }
  | { readonly status: 'conflict' }
  | { readonly status: 'invalid' }
  | { readonly status: 'rolled_back' };

export interface Batch {
  /** In the order of the request; undefined where validation has refused the event already. */
  readonly events: readonly (PreparedEvent | undefined)[];
  /** True: one refused event refuses all. */
  readonly allOrNothing: boolean;
  /** The capture job to write in the same transaction, told from what became of the events. */
  readonly job?: (statuses: readonly EventStatus[]) => JobRow;
  readonly masterData?: readonly MasterDataRow[];
}

export interface Receipt {
  readonly statuses: readonly EventStatus[];
  /** Milliseconds since 1970; the same for all that were committed together, never earlier than that of an earlier event. */
  readonly recordTime: number;
}

export interface JobRow {
  /** uuid */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly success: boolean;
  readonly behaviour: 'rollback' | 'proceed';
  readonly received: number;
  readonly stored: number;
  readonly existing: number;
  readonly refused: number;
  /** JSON array of problems. */
  readonly errors: string;
}

export interface MasterDataRow {
  readonly uri: string;
  readonly type: string;
  /** JSON. */
  readonly attributes: string;
  readonly children: string;
}

interface Waiting {
  readonly batch: Batch;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

/** Events written in one transaction at most; beyond this, latency grows and the rate does not. */
const groupLimit = 2_000;
const logId = 1;

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
      const receipts = await this.#database.transaction((client) => this.#write(client, group.map((each) => each.batch)));
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
    await copy(client, 'event(log, seq, record_time, event_time, type, action, step, disposition, read_point, biz_location, context, doc)', this.#events);
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

/** Decides, event by event and in order, what a group of requests adds to the log. */
class Group {
  readonly head: number;
  readonly stored: PreparedEvent[] = [];
  readonly #known: Known;
  readonly #taken = new Map<Key, number>();

  constructor(head: number, known: Known) {
    this.head = head;
    this.#known = known;
  }

  async decide(client: PoolClient, batch: Batch): Promise<EventStatus[]> {
    const statuses: EventStatus[] = [];
    const mark = this.stored.length;
    const own: string[] = [];
    for (const event of batch.events) {
      const status: EventStatus = event === undefined ? { status: 'invalid' } : await this.#place(client, event, own);
      statuses.push(status);
    }
    const refused = statuses.some(({ status }) => status === 'invalid' || status === 'conflict');
    if (!batch.allOrNothing || !refused) return statuses;
    this.stored.length = mark;
    for (const identity of own) this.#taken.delete(identity);
    return statuses.map((each) => (each.status === 'stored' ? { status: 'rolled_back' } : each));
  }

  async #place(client: PoolClient, event: PreparedEvent, own: string[]): Promise<EventStatus> {
    const taken = this.#taken.get(event.identity);
    if (taken !== undefined) return same(this.stored[taken - this.head - 1]!.doc, event.doc);
    const known = this.#known.events.get(event.identity);
    if (known !== undefined) return same(await docOf(client, known), event.doc);
    this.stored.push(event);
    const seq = this.head + this.stored.length;
    this.#taken.set(event.identity, seq);
    own.push(event.identity);
    return { status: 'stored', seq };
  }

  /** New error declarations, and the sequence numbers that stop counting through them or through declarations that came first. */
  errors(): { declarations: { declared: Key; seq: number }[]; erroneous: number[] } {
    const declarations: { declared: Key; seq: number }[] = [];
    const erroneous: number[] = [];
    this.stored.forEach((event, i) => {
      const seq = this.head + 1 + i;
      if (!event.facts.declaresError) {
        if (this.#known.declared.has(event.identity)) erroneous.push(seq);
        return;
      }
      const declared = identityKey(event.eventID, false);
      declarations.push({ declared, seq });
      erroneous.push(seq);
      const original = this.#taken.get(declared) ?? this.#known.events.get(declared);
      if (original !== undefined) erroneous.push(original);
    });
    return { declarations, erroneous };
  }
}

/** A retry of the same event is no second event; a different event under the same id is refused. The JSON-LD context may be written anew. */
function same(before: string, now: string): EventStatus {
  if (before === now) return { status: 'exists' };
  return comparable(before) === comparable(now) ? { status: 'exists' } : { status: 'conflict' };
}

function comparable(doc: string): string {
  const { '@context': _, ...content } = JSON.parse(doc) as Record<string, unknown>;
  return sortedJson(content);
}

async function docOf(client: PoolClient, seq: number): Promise<string> {
  const { rows } = await client.query<{ doc: string }>('select doc from event where log = $1 and seq = $2', [logId, seq]);
  return rows[0]!.doc;
}

/** What the log already holds of the identities in a group. */
interface Known {
  readonly events: ReadonlyMap<Key, number>;
  /** Identities that an error declaration has named. */
  readonly declared: ReadonlySet<Key>;
}

async function knownIdentities(client: PoolClient, batches: readonly Batch[]): Promise<Known> {
  const wanted = new Map<string, Key>();
  for (const { events } of batches) {
    for (const event of events) {
      if (event === undefined) continue;
      wanted.set(uuidOf(event.identity), event.identity);
      if (event.facts.declaresError) {
        const declared = identityKey(event.eventID, false);
        wanted.set(uuidOf(declared), declared);
      }
    }
  }
  const events = new Map<Key, number>();
  const declared = new Set<Key>();
  if (wanted.size === 0) return { events, declared };
  const { rows } = await client.query<{ id: string; seq: string; declaration: boolean }>({
    name: 'known-identities',
    text: `select id, seq, false as declaration from event_identity where id = any($1::uuid[])
           union all select id, seq, true from error_declaration where id = any($1::uuid[])`,
    values: [[...wanted.keys()]],
  });
  for (const { id, seq, declaration } of rows) {
    if (declaration) declared.add(wanted.get(id)!);
    else events.set(wanted.get(id)!, Number(seq));
  }
  return { events, declared };
}

async function writeErrors(client: PoolClient, group: Group): Promise<void> {
  const { declarations, erroneous } = group.errors();
  if (declarations.length > 0) {
    await client.query('insert into error_declaration select unnest($1::uuid[]), $2, unnest($3::bigint[]) on conflict do nothing', [
      declarations.map(({ declared }) => uuidOf(declared)),
      logId,
      declarations.map(({ seq }) => seq),
    ]);
  }
  if (erroneous.length > 0) {
    await client.query('insert into erroneous select $1, unnest($2::bigint[]) on conflict do nothing', [logId, erroneous]);
  }
}

async function writeMasterData(client: PoolClient, batches: readonly Batch[], recordTime: number): Promise<void> {
  // Later entries of the same element win; one statement must not touch a row twice.
  const latest = new Map<string, MasterDataRow>();
  for (const { masterData } of batches) for (const row of masterData ?? []) latest.set(`${row.type} ${row.uri}`, row);
  if (latest.size === 0) return;
  const rows = [...latest.values()];
  await client.query(
    `insert into master_data
     select unnest($1::uuid[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]), to_timestamp($6::float8 / 1000)
     on conflict (id, type) do update
       set attributes = excluded.attributes, children = excluded.children, recorded_at = excluded.recorded_at`,
    [
      rows.map(({ uri }) => uuidOf(keyOf(uri))),
      rows.map(({ type }) => type),
      rows.map(({ uri }) => uri),
      rows.map(({ attributes }) => attributes),
      rows.map(({ children }) => children),
      recordTime,
    ],
  );
}

async function writeJobs(client: PoolClient, batches: readonly Batch[], receipts: readonly Receipt[], recordTime: number): Promise<void> {
  for (let i = 0; i < batches.length; i++) {
    const { statuses } = receipts[i]!;
    const job = batches[i]!.job?.(statuses);
    if (job === undefined) continue;
    const stored = statuses.filter((each) => each.status === 'stored');
    await client.query({
      name: 'write-job',
      text: `insert into capture_job values
        ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      values: [
        job.id,
        logId,
        job.createdAt,
        Math.max(recordTime, job.createdAt),
        job.success,
        job.behaviour,
        job.received,
        job.stored,
        job.existing,
        job.refused,
        stored[0]?.seq ?? null,
        stored.at(-1)?.seq ?? null,
        job.errors,
      ],
    });
  }
}

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
