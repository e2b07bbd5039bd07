/**
 * The facts of rules, read for a whole request: what is asked at the same time is one statement, whatever the number of records. The
 * records that stand before in the same request count, though they are not in the log yet.
 */

import type { LicenceFact } from '../categories/rules/definition.ts';
import type { FactReader, Past } from '../categories/rules/facts.ts';
import { canonicalUri } from '../codes/index.ts';
import type { Role } from '../events/index.ts';
import { licenceAt, registryOf } from '../organisations/index.ts';
import {
  type Found,
  type HeldLicence,
  type HistoryRow,
  historyRows,
  licencesHeld,
  type RegisterStatement,
  registerStatements,
  type StagedEvent,
  type Store,
  stagedEvents,
  valueKey,
  valueRows,
} from '../store/index.ts';
import { ancestorsOf, type Link, type LinkReader, type TracedEvent } from '../trace/index.ts';
import { Coalesced } from './coalesced.ts';
import { pastOf, type Standing } from './past.ts';
import type { Profiles } from './profiles.ts';
import { canonicalKey, keyAsked } from './register-keys.ts';

/** The latest records of one thing that a rule sees; of one value, those that add up to a tally. */
const mostPerThing = 2_000;
export const mostPerValue = 5_000;

const none: readonly never[] = [];

interface Rows {
  readonly rows: readonly HistoryRow[];
  /** It has more than was read. */
  readonly long: boolean;
}
const noRows: Rows = { rows: none, long: false };

/** What one request reads, each once. */
export class Reading {
  readonly #profiles: Profiles;
  readonly #store: Store;
  readonly #now: number;
  /** What the link index has of a thing: for its history, and for walks through it. */
  readonly #rows: Coalesced<Rows>;
  readonly #history: Coalesced<readonly Past[]>;
  readonly #values: Coalesced<readonly Past[]>;
  readonly #registers: Coalesced<readonly RegisterStatement[]>;
  readonly #licences: Coalesced<readonly HeldLicence[]>;
  readonly #keys = new Map<string, string>();
  readonly #links = new Map<string, Coalesced<readonly Link[]>>();
  readonly #events: Coalesced<StagedEvent | undefined>;

  /** `now`: milliseconds since 1970; what became known later does not count. */
  constructor(store: Store, profiles: Profiles, now: number) {
    this.#profiles = profiles;
    this.#store = store;
    this.#now = now;
    const { database } = store;
    this.#events = new Coalesced<StagedEvent | undefined>(async (keys) => {
      const found = await stagedEvents(database, keys.map(Number));
      return new Map([...found].map(([seq, event]) => [String(seq), event]));
    }, undefined);
    this.#rows = new Coalesced<Rows>(async (things) => {
      const { rows, long } = await historyRows(database, things, mostPerThing);
      const of = Map.groupBy(rows, (row) => row.of);
      return new Map(things.map((thing, i) => [thing, { rows: of.get(i) ?? none, long: long.has(i) }]));
    }, noRows);
    this.#history = new Coalesced<readonly Past[]>(async (things) => {
      const rows = await Promise.all(things.map((thing) => this.#rows.get(thing)));
      // A thing takes part in one event in several roles.
      const found = rows.flatMap((each, of) => [...new Map(each.rows.map(({ at, seq }) => [seq, { of, at, seq }])).values()]);
      return this.#pasts(things, found);
    }, none);
    this.#values = new Coalesced<readonly Past[]>(
      async (keys) => this.#pasts(keys, await valueRows(database, keys, mostPerValue)),
      none,
    );
    this.#registers = new Coalesced<readonly RegisterStatement[]>(async (keys) => {
      const asked = keys.map((each) => each.split('\n') as [string, string, string]);
      return registerStatements(
        database,
        asked.map(([category, register, key]) => ({ category, register, key })),
      );
    }, none);
    this.#licences = new Coalesced<readonly HeldLicence[]>(async (organisations) => {
      const found = new Map<string, HeldLicence[]>();
      for (const each of await licencesHeld(database, organisations))
        found.set(each.organisation, [...(found.get(each.organisation) ?? []), each]);
      return found;
    }, none);
  }

  async #pasts(keys: readonly string[], rows: readonly Found[]): Promise<Map<string, Past[]>> {
    const events = await stagedEvents(this.#store.database, [...new Set(rows.map(({ seq }) => seq))]);
    const found = new Map<string, Past[]>();
    // Of two at the same moment the one recorded first comes first.
    for (const { of, seq } of [...rows].sort((a, b) => a.at - b.at || a.seq - b.seq)) {
      const event = events.get(seq);
      if (event === undefined) continue;
      const list = found.get(keys[of]!);
      if (list === undefined) found.set(keys[of]!, [pastOf(event, this.#profiles)]);
      else list.push(pastOf(event, this.#profiles));
    }
    return found;
  }

  history(thing: string): Promise<readonly Past[]> {
    return this.#history.get(thing);
  }

  value(key: string): Promise<readonly Past[]> {
    return this.#values.get(key);
  }

  /** The spelling in which a register has the key: that of its definition on the day. */
  keyOf(category: string, id: string, key: string, day: string): string {
    const name = `${category}\n${id}\n${key}`;
    let found = this.#keys.get(name);
    if (found === undefined) {
      const { profiles } = this.#profiles.on(day);
      const register = profiles.find((each) => each.category === category)?.registers.find((each) => each.id === id);
      found = register === undefined ? canonicalKey(key) : keyAsked(register, key);
      this.#keys.set(name, found);
    }
    return found;
  }

  register(key: string): Promise<readonly RegisterStatement[]> {
    return this.#registers.get(key);
  }

  /** What the party holds on the day, as known now. */
  async licences(party: string, day: string): Promise<LicenceFact[]> {
    const organisation = await this.organisationOf(party);
    if (organisation === undefined) return [];
    return (await this.#licences.get(organisation)).flatMap((licence) => factOf(licence, party, day, this.#now));
  }

  /** uuid of the organisation that a URI names. */
  async organisationOf(party: string): Promise<string | undefined> {
    const own = /^urn:uuid:([0-9a-f-]{36})$/i.exec(party)?.[1];
    const uri = canonicalUri(party);
    return own ?? (await registryOf(this.#store).partiesOf([uri])).get(uri)?.organisation;
  }

  /** The link index, many walks at once. */
  get reader(): LinkReader {
    return {
      links: async (things, roles, perThing) => {
        const name = `${perThing} ${roles.join()}`;
        let coalesced = this.#links.get(name);
        if (coalesced === undefined) {
          coalesced = new Coalesced<readonly Link[]>((keys) => this.#linksOf(keys, roles, perThing), none);
          this.#links.set(name, coalesced);
        }
        const of = async (thing: string): Promise<readonly Link[]> => {
          const { rows, long } = await this.#rows.get(thing);
          // A thing with few records has all its links there.
          if (long) return coalesced.get(thing);
          const links = rows
            .filter(({ role }) => roles.includes(role))
            .map(({ at, seq, role }): Link => ({ thing, at, seq, role }));
          return links.sort((a, b) => a.at - b.at || a.seq - b.seq).slice(0, perThing);
        };
        return (await Promise.all(things.map(of))).flat();
      },
      events: async (seqs) => {
        const events = await Promise.all(seqs.map((seq) => this.#events.get(String(seq))));
        return new Map(events.flatMap((event) => (event === undefined ? [] : [[event.seq, event]])));
      },
    };
  }

  async #linksOf(things: readonly string[], roles: readonly Role[], perThing: number): Promise<Map<string, Link[]>> {
    const rows = await this.#store.links.links(things, roles, perThing);
    return Map.groupBy(rows, ({ thing }) => thing);
  }
}

/** Of what was known, what the day asks for; the last statement before it where the day is not covered, so that it can be told. */
function factOf({ scheme, number, statements }: HeldLicence, party: string, day: string, now: number): LicenceFact[] {
  const { statement = statements.findLast(({ knownAt }) => knownAt <= now) } = licenceAt(statements, day, now);
  if (statement === undefined || statement.status === 'withdrawn') return [];
  const status = statement.status === 'surrendered' ? 'closed' : (statement.status as LicenceFact['status']);
  const { from, to = '9999-12-31', categories, products } = statement;
  return [{ party, scheme, number, scope: [...categories, ...products], from, until: to, status }];
}

/** What one rule asked for: whether something that stands before in the request could change the answer. */
export type Asked = Set<string>;
export const thingAsked = (thing: string): string => `thing ${thing}`;
export const valueAsked = (key: string): string => `value ${key}`;

export interface Asking {
  /** Of the record that is judged: bare names of stages and registers are those of this category. */
  readonly category: string;
  /** YYYY-MM-DD on which registers are asked. */
  readonly day: string;
  /** Records before it in the request; none of them unless given. */
  readonly standing?: readonly Standing[];
  readonly asked?: Asked;
}

/** Numbers of events that have none yet lie above all others. */
const standingSeq = 2 ** 52;

export function factsFor(reading: Reading, { category, day, standing = none, asked }: Asking): FactReader {
  const withStanding = (pasts: readonly Past[], until: number, own: (each: Standing) => boolean): Past[] => {
    const more = standing.filter(own).map(({ past }) => past);
    const all = more.length === 0 ? pasts : [...pasts, ...more].sort((a, b) => a.at - b.at);
    const byId = new Map(all.filter(({ at }) => at <= until).map((past) => [past.eventID, past]));
    return [...byId.values()];
  };
  return {
    async history(thing, until) {
      const id = canonicalUri(thing);
      asked?.add(thingAsked(id));
      return withStanding(await reading.history(id), until, ({ things }) => things.has(id));
    },
    async ancestors(thing, until) {
      return ancestorsOf(overlaid(reading.reader, standing, until, asked), canonicalUri(thing));
    },
    async withValue(stages, field, value, until) {
      const keys = stages.map((each) => valueKey(each.includes('/') ? each : `${category}/${each}`, field, value));
      for (const key of keys) asked?.add(valueAsked(key));
      const found = (await Promise.all(keys.map((key) => reading.value(key)))).flat();
      return withStanding(keys.length > 1 ? found.sort((a, b) => a.at - b.at) : found, until, ({ values }) =>
        keys.some((key) => values.includes(key)),
      );
    },
    licences: (party, on) => reading.licences(party, on),
    async register(name, key) {
      const [of, register] = name.includes('/') ? (name.split('/') as [string, string]) : [category, name];
      const statements = await reading.register(`${of}\n${register}\n${reading.keyOf(of, register, key, day)}`);
      return statements.findLast(({ from, until }) => from <= day && (until === undefined || day <= until))?.content;
    },
    async same(one, other) {
      const [a, b] = await Promise.all([reading.organisationOf(one), reading.organisationOf(other)]);
      return a !== undefined && a === b;
    },
  };
}

function overlaid(reader: LinkReader, standing: readonly Standing[], until: number, asked: Asked | undefined): LinkReader {
  return {
    async links(things, roles, perThing) {
      for (const thing of things) asked?.add(thingAsked(thing));
      const stored = (await reader.links(things, roles, perThing)).filter(({ at }) => at <= until);
      const wanted = new Set(things);
      const more = standing.flatMap(({ facts }, i) =>
        facts.at > until
          ? []
          : facts.participants
              .filter(({ id, role }) => wanted.has(id) && roles.includes(role))
              .map(({ id, role }): Link => ({ thing: id, at: facts.at, seq: standingSeq + i, role })),
      );
      return more.length === 0 ? stored : [...stored, ...more].sort((a, b) => a.at - b.at || a.seq - b.seq);
    },
    async events(seqs) {
      const found = new Map<number, TracedEvent>(await reader.events(seqs.filter((seq) => seq < standingSeq)));
      for (const seq of seqs) {
        const own = standing[seq - standingSeq];
        if (own !== undefined)
          found.set(seq, {
            seq,
            eventID: own.past.eventID,
            facts: own.facts,
            event: own.past.event as unknown as TracedEvent['event'],
            prefixes: own.prefixes,
          });
      }
      return found;
    },
  };
}
