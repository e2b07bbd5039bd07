/**
 * What one request reads of log and registers, each once. Rules are asked as if everything were there; what they lacked is read for all
 * of them together, a statement for each kind of question, and they are asked again.
 */
import type { LicenceFact } from '../categories/rules/definition.ts';
import type { Past } from '../categories/rules/facts.ts';
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
  valueRows,
} from '../store/index.ts';
import type { Link, LinkReader } from '../trace/index.ts';
import { pastOf } from './past.ts';
import type { Profiles } from './profiles.ts';
import { canonicalKey, keyAsked } from './register-keys.ts';
import { Wanted } from './wanted.ts';

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

/** An organisation that a URI names, or that it names none. */
interface Party {
  /** uuid */
  readonly organisation: string | undefined;
}
const nobody: Party = { organisation: undefined };

export class Reading {
  readonly #profiles: Profiles;
  readonly #store: Store;
  readonly #now: number;
  /** What the link index has of a thing: for its history, and for walks through it. */
  readonly #rows: Wanted<Rows>;
  readonly #events: Wanted<{ readonly event: StagedEvent | undefined }>;
  readonly #links = new Map<string, Wanted<readonly Link[]>>();
  readonly #history: Wanted<readonly Past[]>;
  readonly #values: Wanted<readonly Past[]>;
  readonly #registers: Wanted<readonly RegisterStatement[]>;
  readonly #parties: Wanted<Party>;
  readonly #licences: Wanted<readonly HeldLicence[]>;
  readonly #keys = new Map<string, string>();
  #walks: (() => Promise<void>)[] = [];
  /** Answers that were not there when they were asked for. */
  #lacking = 0;

  /** `now`: milliseconds since 1970; what became known later does not count. */
  constructor(store: Store, profiles: Profiles, now: number) {
    this.#profiles = profiles;
    this.#store = store;
    this.#now = now;
    const { database } = store;
    this.#rows = new Wanted<Rows>(async (things) => {
      const { rows, long } = await historyRows(database, things, mostPerThing);
      const of = Map.groupBy(rows, (row) => row.of);
      return new Map(things.map((thing, i) => [thing, { rows: of.get(i) ?? none, long: long.has(i) }]));
    }, noRows);
    this.#events = new Wanted<{ event: StagedEvent | undefined }>(
      async (keys) =>
        new Map([...(await stagedEvents(database, keys.map(Number)))].map(([seq, event]) => [String(seq), { event }])),
      { event: undefined },
    );
    this.#history = new Wanted<readonly Past[]>(async (things) => {
      const rows = await this.#rows.all(things);
      return this.#pasts(
        things,
        rows.flatMap((each, of) => each.rows.map(({ at, seq }) => ({ of, at, seq }))),
      );
    }, none);
    this.#values = new Wanted<readonly Past[]>(
      async (keys) => this.#pasts(keys, await valueRows(database, keys, mostPerValue)),
      none,
    );
    this.#registers = new Wanted<readonly RegisterStatement[]>(async (keys) => {
      const asked = keys.map((each) => each.split('\n') as [string, string, string]);
      return registerStatements(
        database,
        asked.map(([category, register, key]) => ({ category, register, key })),
      );
    }, none);
    this.#parties = new Wanted<Party>(async (uris) => {
      const found = await registryOf(store).partiesOf(uris);
      return new Map([...found].map(([uri, { organisation }]) => [uri, { organisation }]));
    }, nobody);
    this.#licences = new Wanted<readonly HeldLicence[]>(
      async (organisations) => Map.groupBy(await licencesHeld(database, organisations), ({ organisation }) => organisation),
      none,
    );
  }

  /** Asks until nothing is lacking, all together. An error of the question is an error of the whole. */
  async settle(asks: readonly (() => void)[]): Promise<void> {
    for (let open = asks; open.length > 0; ) {
      open = open.filter((ask) => this.lacks(ask));
      if (open.length > 0) await this.#load();
    }
  }

  /** Whether something that it asks for was not there: then what it does counts for nothing. */
  lacks(ask: () => void): boolean {
    const before = this.#lacking;
    ask();
    return this.#lacking > before;
  }

  async #load(): Promise<void> {
    const walks = this.#walks;
    this.#walks = [];
    // The walks read rows and events by themselves, and the histories wait for the same rows.
    await Promise.all([
      ...walks.map((walk) => walk()),
      ...[this.#history, this.#values, this.#registers, this.#parties, this.#licences].map((each) => each.load()),
    ]);
  }

  #have<Value>(found: Value | undefined, otherwise: Value): Value {
    if (found !== undefined) return found;
    this.#lacking++;
    return otherwise;
  }

  history(thing: string): readonly Past[] {
    return this.#have(this.#history.get(thing), none);
  }

  value(key: string): readonly Past[] {
    return this.#have(this.#values.get(key), none);
  }

  /** `key` as `keyOf` spells it. */
  register(category: string, register: string, key: string): readonly RegisterStatement[] {
    return this.#have(this.#registers.get(`${category}\n${register}\n${key}`), none);
  }

  /** Notes that an answer is lacking, and what brings it where nobody else does. */
  lack(bring?: () => Promise<void>): void {
    this.#lacking++;
    if (bring !== undefined) this.#walks.push(bring);
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

  /** What the party holds on the day, as known now. */
  licences(party: string, day: string): readonly LicenceFact[] {
    const organisation = this.organisationOf(party);
    if (organisation === undefined) return none;
    return this.#have(this.#licences.get(organisation), none).flatMap((licence) => factOf(licence, party, day, this.#now));
  }

  /** uuid of the organisation that a URI names. */
  organisationOf(party: string): string | undefined {
    const own = /^urn:uuid:([0-9a-f-]{36})$/i.exec(party)?.[1];
    return own ?? this.#have(this.#parties.get(canonicalUri(party)), nobody).organisation;
  }

  async #pasts(keys: readonly string[], rows: readonly Found[]): Promise<Map<string, Past[]>> {
    const events = await stagedEvents(this.#store.database, [...new Set(rows.map(({ seq }) => seq))]);
    const found = new Map<string, Past[]>();
    // Of two at the same moment the one recorded first comes first.
    const ordered = [...rows].sort((a, b) => a.of - b.of || a.at - b.at || a.seq - b.seq);
    for (const [i, { of, seq }] of ordered.entries()) {
      // A thing takes part in one event in several roles.
      if (i > 0 && ordered[i - 1]!.of === of && ordered[i - 1]!.seq === seq) continue;
      const event = events.get(seq);
      if (event === undefined) continue;
      const list = found.get(keys[of]!);
      if (list === undefined) found.set(keys[of]!, [pastOf(event, this.#profiles)]);
      else list.push(pastOf(event, this.#profiles));
    }
    return found;
  }

  /** The link index, many walks at once. */
  readonly reader: LinkReader = {
    links: async (things, roles, perThing) => {
      const rows = await this.#rows.all(things);
      const links: Link[] = [];
      for (const [i, { rows: own, long }] of rows.entries()) {
        const thing = things[i]!;
        // A thing with few records has all its links there.
        const found = long
          ? (await this.#linksNamed(roles, perThing).all([thing]))[0]!
          : own.filter(({ role }) => roles.includes(role)).map(({ at, seq, role }): Link => ({ thing, at, seq, role }));
        links.push(...(long ? found : found.toSorted((a, b) => a.at - b.at || a.seq - b.seq).slice(0, perThing)));
      }
      return links;
    },
    events: async (seqs) => {
      const found = await this.#events.all(seqs.map(String));
      return new Map(found.flatMap(({ event }) => (event === undefined ? [] : [[event.seq, event]])));
    },
  };

  #linksNamed(roles: readonly Role[], perThing: number): Wanted<readonly Link[]> {
    const name = `${perThing} ${roles.join()}`;
    let wanted = this.#links.get(name);
    if (wanted === undefined) {
      wanted = new Wanted<readonly Link[]>(
        async (things) => Map.groupBy(await this.#store.links.links(things, roles, perThing), ({ thing }) => thing),
        none,
      );
      this.#links.set(name, wanted);
    }
    return wanted;
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
