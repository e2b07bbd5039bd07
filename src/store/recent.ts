/**
 * What has come into the log lately, by what it names: whether an answer of a moment ago still holds. Rules are asked before a request
 * waits for its turn under the lock of the log; in its turn it is compared with what was written since, in memory where this process wrote
 * it, else in the database.
 */
import type { PoolClient } from 'pg';
import { isTelling, passingRoles } from '../events/index.ts';
import { logId } from './batch.ts';
import { type Key, keyOf, uuidArray } from './keys.ts';
import type { PreparedEvent } from './prepare.ts';

/** What somebody looked at in the log. */
export interface LookedAt {
  /** Canonical URIs of things whose every record matters. */
  readonly things: readonly string[];
  /** The same of things of which only records matter in which they stand in a telling role (`isTelling`). */
  readonly told: readonly string[];
  /** As `valueKey` makes them. */
  readonly values: readonly Key[];
}

/** What an answer rests on: the log up to a number, seen from these things and values. */
export interface Rest {
  /** Every event up to this number was seen. */
  readonly upTo: number;
  /** Version of the recalled ranges of lots; absent where they do not matter. */
  readonly ranges?: number | undefined;
  readonly asked: readonly LookedAt[];
}

/** Names kept; what is older is asked of the database. */
const mostNames = 200_000;

export class RecentNames {
  /** The number of the last event that names it. */
  readonly #things = new Map<string, number>();
  /** The same in a telling role. */
  readonly #told = new Map<string, number>();
  readonly #values = new Map<Key, number>();
  /** Every event with a higher number is in the maps. */
  #since = Number.POSITIVE_INFINITY;
  #head: number | undefined;

  /** The last number that this process has seen. */
  get head(): number | undefined {
    return this.#head;
  }

  /** Under the lock of the log, whose last number it is: what another process has added is in no map. */
  begin(head: number): void {
    if (this.#head !== head || this.#things.size + this.#told.size + this.#values.size > mostNames) this.#forget(head);
    this.#head = head;
  }

  /** In the same turn, before anybody asks again. */
  add(events: readonly PreparedEvent[], first: number): void {
    events.forEach(({ facts, staged }, i) => {
      for (const { id, role } of facts.participants) {
        this.#things.set(id, first + i);
        if (isTelling(role)) this.#told.set(id, first + i);
      }
      for (const value of staged?.values ?? []) this.#values.set(value, first + i);
    });
  }

  /** The turn has ended: with what it added, or with nothing where that is unknown. */
  end(head: number | undefined): void {
    if (head === undefined) this.#forget(undefined);
    this.#head = head;
  }

  /** Whether something since could change the answer. */
  async overtakes(client: PoolClient, { upTo, asked }: Rest): Promise<boolean> {
    for (const { things, told, values } of asked) {
      for (const id of things) if ((this.#things.get(id) ?? 0) > upTo) return true;
      for (const id of told) if ((this.#told.get(id) ?? 0) > upTo) return true;
      for (const value of values) if ((this.#values.get(value) ?? 0) > upTo) return true;
    }
    return upTo < this.#since && (await isNamedSince(client, { upTo, asked }));
  }

  #forget(head: number | undefined): void {
    this.#things.clear();
    this.#told.clear();
    this.#values.clear();
    this.#since = head ?? Number.POSITIVE_INFINITY;
  }
}

async function isNamedSince(client: PoolClient, { upTo, asked }: Rest): Promise<boolean> {
  const things = new Set(asked.flatMap((each) => each.things));
  const told = new Set(asked.flatMap((each) => each.told));
  const values = new Set(asked.flatMap((each) => each.values));
  const { rows } = await client.query<{ named: boolean }>(
    `select exists (select from link where ident = any($1::uuid[]) and log = $3 and seq > $4)
       or exists (select from stage_value where value = any($2::uuid[]) and log = $3 and seq > $4)
       or exists (select from link where ident = any($5::uuid[]) and log = $3 and seq > $4 and role not in (${passingRoles.join()})) as named`,
    [uuidArray([...things].map(keyOf)), uuidArray([...values]), logId, upTo, uuidArray([...told].map(keyOf))],
  );
  return rows[0]!.named;
}
