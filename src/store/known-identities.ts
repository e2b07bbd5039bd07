/**
 * Which stretches of the log may hold an identity. Nearly every event that arrives is new, and to see that in the database costs a look into
 * the index of every part, most of them far too large to be at hand. Of a stretch that is full a Bloom filter tells it instead, in blocks of a
 * cache line (Bloom 1970; Putze, Sanders, Singler 2007): two bytes an identity, one look in memory a stretch, and one identity in some 600
 * is looked for in vain. What has no filter yet is looked for in the database.
 */
import type { Database } from './database.ts';
import type { Key } from './keys.ts';

const bitsEach = 16;
const wordsInBlock = 16;
const bitsInBlock = wordsInBlock * 32;
/** The last stretches, 2 MB for a million events each; older ones are looked into. */
const mostFilters = 64;
/** Identities that are read at once while a filter is made. */
const piece = 65_536;

/** Of a fixed number of identities, which it never denies. */
export class IdentityFilter {
  readonly #words: Uint32Array;
  readonly #blocks: number;

  constructor(of: number | Buffer) {
    if (typeof of === 'number') {
      this.#blocks = Math.ceil((of * bitsEach) / bitsInBlock);
      this.#words = new Uint32Array(this.#blocks * wordsInBlock);
    } else {
      // Its own copy: a buffer of the driver need not lie at a whole word.
      this.#words = new Uint32Array(new Uint8Array(of).buffer);
      this.#blocks = this.#words.length / wordsInBlock;
    }
  }

  add(key: Key): void {
    const block = this.#blockOf(key);
    for (let i = 0; i < looks; i++) {
      const at = bitOf(key, i);
      this.#words[block + (at >>> 5)]! |= 1 << (at & 31);
    }
  }

  mayHold(key: Key): boolean {
    const block = this.#blockOf(key);
    for (let i = 0; i < looks; i++) {
      const at = bitOf(key, i);
      if ((this.#words[block + (at >>> 5)]! & (1 << (at & 31))) === 0) return false;
    }
    return true;
  }

  get bytes(): Buffer {
    return Buffer.from(this.#words.buffer);
  }

  /** The first four bytes of a digest say which block. */
  #blockOf(key: Key): number {
    const number = key.charCodeAt(0) * 2 ** 24 + (key.charCodeAt(1) << 16) + (key.charCodeAt(2) << 8) + key.charCodeAt(3);
    return (number % this.#blocks) * wordsInBlock;
  }
}

/** Bits of an identity in its block; the twelve other bytes give the place of each, nine bits of two of them. */
const looks = 6;
const bitOf = (key: Key, i: number): number => ((key.charCodeAt(4 + 2 * i) << 8) | key.charCodeAt(5 + 2 * i)) % bitsInBlock;

interface Stretch {
  readonly after: number;
  readonly upto: number;
  readonly filter: IdentityFilter;
}

interface Row {
  readonly after: number;
  readonly upto: number;
  readonly bits: Buffer;
}

export class KnownIdentities {
  readonly #database: Database;
  /** Neighbours, in order. */
  #stretches: readonly Stretch[] = [];
  #reading: Promise<void> | undefined;
  /** The log as last heard of. */
  #head = 0;
  #size = 0;
  #making: Promise<void> | undefined;
  #failed = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Events beyond and up to these numbers are told by filters; none where both are the same. */
  get told(): { readonly after: number; readonly upto: number } {
    const [first] = this.#stretches;
    return first === undefined ? { after: 0, upto: 0 } : { after: first.after, upto: this.#stretches.at(-1)!.upto };
  }

  /** Those that a told stretch may hold. */
  possible(keys: Iterable<Key>): Key[] {
    const stretches = this.#stretches;
    if (stretches.length === 0) return [];
    return [...keys].filter((key) => stretches.some(({ filter }) => filter.mayHold(key)));
  }

  /**
   * After a commit: makes filters of what has become full, in the background and one after the other. `size`: events of a stretch. What fails is
   * tried again with the next start.
   */
  follow(head: number, size: number): void {
    [this.#head, this.#size] = [head, size];
    if (this.#failed || this.#making !== undefined || this.#nextFull() === undefined) return;
    this.#making = this.#catchUp()
      .catch(() => {
        this.#failed = true;
      })
      .finally(() => {
        this.#making = undefined;
      });
  }

  /** Reads what this process or another has made, once: before the first commit. */
  ready(): Promise<void> {
    this.#reading ??= this.#readKept().catch((error: unknown) => {
      this.#reading = undefined;
      throw error;
    });
    return this.#reading;
  }

  /** Ends when nothing is being made. */
  async settled(): Promise<void> {
    await this.#making;
  }

  #nextFull(): number | undefined {
    const { upto } = this.told;
    const [head, size] = [this.#head, this.#size];
    const after = this.#stretches.length === 0 ? Math.max(0, Math.floor(head / size) - mostFilters) * size : upto;
    return after + size <= head ? after : undefined;
  }

  async #catchUp(): Promise<void> {
    await this.ready();
    for (let after = this.#nextFull(); after !== undefined; after = this.#nextFull()) {
      const upto = after + this.#size;
      const filter = await this.#make(after, upto);
      this.#stretches = [...this.#stretches, { after, upto, filter }].slice(-mostFilters);
    }
  }

  /** The last neighbours. */
  async #readKept(): Promise<void> {
    const rows = await this.#database.query<Row>(
      'select after::float8 as after, upto::float8 as upto, bits from identity_filter order by after desc limit $1',
      [mostFilters],
    );
    const gap = rows.findIndex(({ upto }, i) => i > 0 && upto !== rows[i - 1]!.after);
    this.#stretches = rows
      .slice(0, gap === -1 ? rows.length : gap)
      .reverse()
      .map(({ bits, ...stretch }) => ({ ...stretch, filter: new IdentityFilter(bits) }));
  }

  async #make(after: number, upto: number): Promise<IdentityFilter> {
    const filter = new IdentityFilter(upto - after);
    await this.#database.lease(async (client) => {
      await client.query(
        `begin read only; declare identities no scroll cursor for
           select string_agg(uuid_send(id), '') as ids from event_identity where seq > ${after} and seq <= ${upto}
           group by seq / ${piece}`,
      );
      for (;;) {
        const { rows } = await client.query<{ ids: Buffer }>('fetch 1 from identities');
        const ids = rows[0]?.ids.toString('latin1');
        if (ids === undefined) break;
        for (let at = 0; at < ids.length; at += 16) filter.add(ids.slice(at, at + 16));
      }
      await client.query('commit');
    });
    await this.#database.query('insert into identity_filter (after, upto, bits) values ($1, $2, $3) on conflict do nothing', [
      after,
      upto,
      filter.bytes,
    ]);
    return filter;
  }
}
