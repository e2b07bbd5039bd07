/**
 * Lots of a recalled range that are first recorded after the recall was published: held in the transaction that records them, whoever
 * records them and however. Which ranges there are is remembered by a version in the row of the log, which the appender locks: a recall is
 * either published before a commit, and holds what it brings, or after it, and finds it.
 */
import type { ClientBase } from 'pg';
import { classOf, inLotRange, type LotRange, lotRangeOf } from '../codes/index.ts';
import { prefixesOf } from '../events/index.ts';
import { logId } from './batch.ts';
import type { Database } from './database.ts';
import { type Belonging, contextOf, type PreparedEvent, prepareEvent } from './prepare.ts';

/** What the log says of a lot that is held, without its id and the lots. */
export interface RangeSays {
  readonly event: Readonly<Record<string, unknown>>;
  readonly context: unknown;
  readonly belonging: Belonging;
}

export interface HeldRange {
  readonly recall: string;
  readonly range: LotRange;
  readonly round: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly says: RangeSays;
}

export interface HeldRanges {
  readonly version: number;
  /** Those that surely hold a lot. */
  of(lot: string): readonly HeldRange[];
}

interface Row {
  readonly version: number;
  readonly recall: string | null;
  readonly range: string;
  readonly round: number;
  readonly since: number;
  readonly says: string;
}

const sql = `select l.ranges as version, r.* from log l left join (
    select g.recall, g.range, g.round, floor(extract(epoch from g.since) * 1000)::float8 as since, g.says
    from recall_range g join recall on recall.id = g.recall where recall.state in ('published', 'completed') and not recall.drill
  ) r on true where l.id = ${logId} order by r.since, r.recall`;

/** Lots known to be held, so that each is asked of the database once. */
const mostKnown = 200_000;
/** Lots in one event. */
const together = 500;

class Ranges implements HeldRanges {
  readonly version: number;
  readonly #byClass: ReadonlyMap<string, readonly HeldRange[]>;

  constructor(rows: readonly Row[]) {
    this.version = rows[0]?.version ?? 0;
    const held = rows.flatMap(({ recall, range: id, round, since, says }): HeldRange[] => {
      const range = recall === null ? undefined : lotRangeOf(id);
      return range === undefined ? [] : [{ recall: recall!, range, round, since, says: JSON.parse(says) as RangeSays }];
    });
    this.#byClass = Map.groupBy(held, ({ range }) => range.class);
  }

  get none(): boolean {
    return this.#byClass.size === 0;
  }

  /** Of the product of a thing, sure or not. */
  near(thing: string): readonly HeldRange[] {
    return this.none ? nothing : (this.#byClass.get(classOf(thing).class) ?? nothing);
  }

  of(lot: string): readonly HeldRange[] {
    return this.near(lot).filter(({ range }) => inLotRange(range, lot) === 'sure');
  }
}

const nothing: readonly never[] = [];

interface Late {
  readonly held: HeldRange;
  readonly thing: string;
  readonly seq: number;
  readonly duty: 'must' | 'check';
}

interface Held {
  readonly held: readonly PreparedEvent[];
  /** Also where none is surely meant. */
  readonly late: boolean;
}

export class RangeHolds {
  readonly #database: Database;
  #ranges: Ranges | undefined;
  readonly #known = new Set<string>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** As this process saw them last; undefined before its first look. What was judged by older ones is judged again in its turn. */
  get known(): HeldRanges | undefined {
    return this.#ranges;
  }

  async read(): Promise<HeldRanges> {
    this.#ranges = new Ranges(await this.#database.query<Row>(sql));
    return this.#ranges;
  }

  /** Under the lock of the log. */
  async begin(client: ClientBase, version: number): Promise<void> {
    if (this.#ranges?.version === version) return;
    this.#ranges = new Ranges((await client.query<Row>(sql)).rows);
    this.#known.clear();
  }

  /** What is to be added to these events of one commit, the first of which has the number `first`: the events that hold their lots. */
  async hold(client: ClientBase, stored: readonly PreparedEvent[], first: number): Promise<Held> {
    const late = this.#ranges!.none ? nothing : await this.#unknown(client, lateIn(this.#ranges!, stored, first));
    if (late.length === 0) return { held: [], late: false };
    await client.query(
      `insert into recall_late (recall, thing, seq, duty) select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[])`,
      [
        late.map(({ held }) => held.recall),
        late.map(({ thing }) => thing),
        late.map(({ seq }) => seq),
        late.map(({ duty }) => duty),
      ],
    );
    const events: PreparedEvent[] = [];
    for (const [, sure] of Map.groupBy(
      late.filter(({ duty }) => duty === 'must'),
      ({ held }) => `${held.recall} ${held.range.id}`,
    ))
      for (let i = 0; i < sure.length; i += together)
        events.push(holding(sure.slice(i, i + together), first + stored.length + events.length));
    return { held: events, late: true };
  }

  /** The commit has failed: what it brought is not there. */
  forget(): void {
    this.#ranges = undefined;
    this.#known.clear();
  }

  /** Without those that their recall names already. */
  async #unknown(client: ClientBase, late: readonly Late[]): Promise<readonly Late[]> {
    const fresh = late.filter((each) => !this.#known.has(nameOf(each)));
    if (fresh.length === 0) return nothing;
    const { rows } = await client.query<{ name: string }>(
      `select k.recall || ' ' || k.thing as name from unnest($1::uuid[], $2::text[]) as k(recall, thing)
       where exists (select from recall_thing t where t.recall = k.recall and t.thing = k.thing)
         or exists (select from recall_late l where l.recall = k.recall and l.thing = k.thing)`,
      [fresh.map(({ held }) => held.recall), fresh.map(({ thing }) => thing)],
    );
    const there = new Set(rows.map(({ name }) => name));
    if (this.#known.size > mostKnown) this.#known.clear();
    for (const each of fresh) this.#known.add(nameOf(each));
    return fresh.filter((each) => !there.has(nameOf(each)));
  }
}

const nameOf = ({ held, thing }: Late): string => `${held.recall} ${thing}`;

/** Each lot once for each recall; sure in one of its ranges outweighs possible in another. */
function lateIn(ranges: Ranges, stored: readonly PreparedEvent[], first: number): Late[] {
  const found = new Map<string, Late>();
  stored.forEach(({ facts }, i) => {
    for (const { id } of facts.participants)
      for (const held of ranges.near(id)) {
        const is = inLotRange(held.range, id);
        if (is === 'no') continue;
        const late: Late = { held, thing: id, seq: first + i, duty: is === 'sure' ? 'must' : 'check' };
        const before = found.get(nameOf(late));
        if (before === undefined || (before.duty === 'check' && late.duty === 'must')) found.set(nameOf(late), late);
      }
  });
  return [...found.values()];
}

/** Dated as the range is: whatever is dated later was done with a recalled lot. */
function holding(late: readonly Late[], seq: number): PreparedEvent {
  const { recall, says, since } = late[0]!.held;
  const event = {
    ...says.event,
    eventID: `urn:zhuisu:recall:${recall}:late:${seq}`,
    eventTime: new Date(since).toISOString(),
    quantityList: late.map(({ thing }) => ({ epcClass: thing })),
  } as unknown as PreparedEvent['event'];
  return { ...prepareEvent(event, prefixesOf(says.context, undefined), contextOf(says.context)), belonging: says.belonging };
}
