/**
 * What one request reads of log and registers, each once. Rules are asked as if everything were there; what they lacked is read for all
 * of them together, a statement for each kind of question, and they are asked again.
 */
import type { LicenceFact } from '../categories/rules/definition.ts';
import type { Past } from '../categories/rules/facts.ts';
import { canonicalUri } from '../codes/index.ts';
import { isTelling, mayState, type Role } from '../events/index.ts';
import { licenceAt, registryOf } from '../organisations/index.ts';
import {
  type Found,
  type HeldLicence,
  type HeldRange,
  type HistoryRows,
  historyRows,
  isTakenOver,
  licencesHeld,
  type RegisterStatement,
  registerStatements,
  type StagedEvent,
  type Store,
  stagedEvents,
  type Takeover,
  takeovers,
  tellingOf,
  valueRows,
} from '../store/index.ts';
import { isMade, type Link, type LinkReader, reachAbove } from '../trace/index.ts';
import { pastOf } from './past.ts';
import type { Profiles } from './profiles.ts';
import { canonicalKey, keyAsked } from './register-keys.ts';
import { Wanted } from './wanted.ts';

const none: readonly never[] = [];

/** Things above those of one request that are read before their rules are asked; what lies beyond is read when it is asked for. */
const mostAbove = 20_000;

const read = {};
const noRows: HistoryRows = { rows: none, long: false };
const noEvent: { readonly event: StagedEvent | undefined } = { event: undefined };

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
  /** What the link index has of a thing by its name: for its history; and by `tellingOf`: for its ancestors and states. */
  readonly #rows: Wanted<HistoryRows>;
  readonly #events: Wanted<{ readonly event: StagedEvent | undefined }, number>;
  /** Things whose ancestors are asked for: everything above them is read, level by level. */
  readonly #above: Wanted<object>;
  readonly #links = new Map<string, Wanted<readonly Link[]>>();
  readonly #history: Wanted<readonly Past[]>;
  readonly #states: Wanted<readonly Past[]>;
  readonly #values: Wanted<readonly Past[]>;
  readonly #registers: Wanted<readonly RegisterStatement[]>;
  readonly #parties: Wanted<Party>;
  readonly #licences: Wanted<readonly HeldLicence[]>;
  /** Under one name: they are few. */
  readonly #takeovers: Wanted<readonly Takeover[]>;
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
    this.#rows = new Wanted<HistoryRows>((names) => historyRows(database, names), noRows);
    this.#events = new Wanted<{ event: StagedEvent | undefined }, number>(async (seqs) => {
      const found = new Map<number, { event: StagedEvent }>();
      for (const [seq, event] of await stagedEvents(database, seqs)) found.set(seq, { event });
      return found;
    }, noEvent);
    this.#above = new Wanted<object>(async (things) => {
      await this.#climb(things);
      return new Map();
    }, read);
    this.#history = new Wanted<readonly Past[]>(async (things) => {
      const rows = await this.#rows.all(things);
      return this.#pasts(new Map(things.map((thing, i) => [thing, rows[i]!.rows])));
    }, none);
    this.#states = new Wanted<readonly Past[]>(async (things) => {
      const rows = await this.#tellingRows(things);
      return this.#pasts(new Map(things.map((thing, i) => [thing, rows[i]!.rows.filter(({ role }) => mayState(role))])));
    }, none);
    this.#values = new Wanted<readonly Past[]>(async (keys) => {
      const found = await valueRows(database, keys);
      return this.#pasts(new Map(keys.map((key) => [key, found.get(key) ?? none])));
    }, none);
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
    this.#takeovers = new Wanted<readonly Takeover[]>(async ([name]) => new Map([[name!, await takeovers(database)]]), none);
  }

  /** Whether an event was taken over from an earlier system; the owner: uuid. Microseconds since 1970. */
  takenOver(owner: string | undefined, at: number, recorded: number): boolean {
    const declared = this.#have(this.#takeovers.get(''), none);
    return isTakenOver(declared, { owner, at: at / 1_000, recorded: recorded / 1_000 });
  }

  /** Asks until nothing is lacking, all together. An error of the question is an error of the whole. */
  async settle(asks: readonly (() => void)[]): Promise<void> {
    for (let open = asks; open.length > 0; ) {
      open = open.filter((ask) => {
        const before = this.#lacking;
        ask();
        return this.#lacking > before;
      });
      if (open.length > 0) await this.#load();
    }
  }

  /** Grows with each answer that was not there: what was found while it grew counts for nothing. */
  get lacking(): number {
    return this.#lacking;
  }

  async #load(): Promise<void> {
    const walks = this.#walks;
    this.#walks = [];
    // The walks read rows and events by themselves, and the histories wait for the same rows.
    await Promise.all([
      ...walks.map((walk) => walk()),
      ...[
        this.#rows,
        this.#events,
        this.#above,
        this.#history,
        this.#states,
        this.#values,
        this.#registers,
        this.#parties,
        this.#licences,
        this.#takeovers,
      ].map((each) => each.load()),
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

  /** With what a recalled range says of a lot, recorded or not: nobody passes a lot on before it is known. */
  states(thing: string): readonly Past[] {
    const held = this.#held(thing);
    const logged = this.#logged(thing);
    return held.length === 0 ? logged : [...logged, ...held].sort((a, b) => a.at - b.at);
  }

  #held(thing: string): readonly Past[] {
    const ranges = this.#store.log.knownRanges;
    if (ranges === undefined) {
      this.lack(async () => void (await this.#store.log.heldRanges()));
      return none;
    }
    const held = ranges.of(thing);
    return held.length === 0 ? none : held.map(heldPast);
  }

  #logged(thing: string): readonly Past[] {
    // Of nearly every thing no record tells a state, which its rows show.
    const known = this.#rows.known(thing) ?? this.#rows.known(tellingOf(thing));
    if (known !== undefined && !known.rows.some(({ role }) => mayState(role))) return none;
    return this.#have(this.#states.get(thing), none);
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

  /** `rows`: of each key its places in the log, in the order of time; of two at the same moment the one recorded first comes first. */
  async #pasts(rows: ReadonlyMap<string, readonly Found[]>): Promise<Map<string, Past[]>> {
    const seqs = new Set<number>();
    for (const places of rows.values()) for (const { seq } of places) seqs.add(seq);
    const asked = [...seqs];
    const read = await this.#events.all(asked);
    const events = new Map(asked.map((seq, i) => [seq, read[i]!.event]));
    const found = new Map<string, Past[]>();
    for (const [key, places] of rows) {
      const pasts: Past[] = [];
      let before = 0;
      for (const { seq } of places) {
        const event = events.get(seq);
        // A thing takes part in one event in several roles.
        if (event !== undefined && seq !== before) pasts.push(pastOf(event, this.#profiles));
        before = seq;
      }
      found.set(key, pasts);
    }
    return found;
  }

  /** The telling rows of each thing, or all of them where they are there. */
  async #tellingRows(things: readonly string[]): Promise<readonly HistoryRows[]> {
    return this.#rows.all(things.map((thing) => (this.#rows.known(thing) === undefined ? tellingOf(thing) : thing)));
  }

  /** Reads rows and events of everything above these things, a level after the other; what happened too late to matter too. */
  async #climb(things: readonly string[]): Promise<void> {
    const met = new Set(things);
    for (let level = things; level.length > 0 && met.size < mostAbove; ) {
      const rows = (await this.#tellingRows(level)).flatMap(({ rows: own }) => own.filter(({ role }) => isMade(role)));
      const events = await this.#events.all(rows.map(({ seq }) => seq));
      const next = new Set<string>();
      for (const [i, row] of rows.entries()) {
        const { event } = events[i]!;
        if (event !== undefined) reachAbove(event, row, (id) => void (met.has(id) || next.add(id)));
      }
      for (const id of next) met.add(id);
      level = [...next];
    }
  }

  /** The telling rows of a thing whose ancestors are asked for, or all of them; undefined where they are to be read first. */
  rowsOf(thing: string): HistoryRows | undefined {
    const found = this.#rows.known(thing) ?? this.#rows.known(tellingOf(thing));
    if (found === undefined) this.#above.get(thing);
    return this.#have<HistoryRows | undefined>(found, undefined);
  }

  eventAt(seq: number): StagedEvent | undefined {
    return this.#have<{ readonly event: StagedEvent | undefined } | undefined>(this.#events.get(seq), undefined)?.event;
  }

  /** The link index, many walks at once. */
  readonly reader: LinkReader = {
    links: async (things, roles, perThing) => {
      const rows = await (roles.every(isTelling) ? this.#tellingRows(things) : this.#rows.all(things));
      const links: Link[] = [];
      for (const [i, { rows: own, long }] of rows.entries()) {
        let left = perThing;
        // A thing with few records has all its links there.
        for (const link of long ? (await this.#linksNamed(roles, perThing).all([things[i]!]))[0]! : own)
          if (roles.includes(link.role) && left-- > 0) links.push(link);
      }
      return links;
    },
    events: async (seqs) => {
      const found = await this.#events.all([...seqs]);
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

/** As the events by which a recall says it of the lots that were on record. */
const heldPast = ({ recall, round, since, says }: HeldRange): Past => ({
  eventID: `urn:zhuisu:recall:${recall}:${round}:1`,
  category: '',
  stage: '',
  at: since * 1_000,
  event: says.event as Past['event'],
  record: {},
});

/** Of what was known, what the day asks for; the last statement before it where the day is not covered, so that it can be told. */
function factOf({ scheme, number, statements }: HeldLicence, party: string, day: string, now: number): LicenceFact[] {
  const { statement = statements.findLast(({ knownAt }) => knownAt <= now) } = licenceAt(statements, day, now);
  if (statement === undefined || statement.status === 'withdrawn') return [];
  const status = statement.status === 'surrendered' ? 'closed' : (statement.status as LicenceFact['status']);
  const { from, to = '9999-12-31', categories, products } = statement;
  return [{ party, scheme, number, scope: [...categories, ...products], from, until: to, status }];
}
