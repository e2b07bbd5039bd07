/** The facts of the rules of one record: what a request has read, and the records that stand before it in the same request. */
import type { FactReader, Past } from '../categories/rules/facts.ts';
import { canonicalUri } from '../codes/index.ts';
import { valueKey } from '../store/index.ts';
import { ancestorsOf, type Link, type LinkReader, plainAncestors, type ReadLinks, type TracedEvent } from '../trace/index.ts';
import type { Reading } from './reading.ts';
import { type Asked, note, type Standing, StandingRecords } from './standing.ts';

export interface Asking {
  /** Of the record that is judged: bare names of stages and registers are those of this category. */
  readonly category: string;
  /** YYYY-MM-DD on which registers are asked. */
  readonly day: string;
  /** Records before it in the request; none of them unless given. */
  readonly standing?: StandingRecords;
  readonly asked?: Asked;
}

/** Numbers of events that have none yet lie above all others. */
const standingSeq = 2 ** 52;
const noStanding = new StandingRecords();

/** What was found, and the things that were looked at: of those of `told` telling records alone. */
interface Walked {
  readonly ancestors: readonly string[];
  readonly things: Iterable<string>;
  readonly told: Iterable<string>;
}

/** Undefined while it is under way. */
type Walks = Map<string, Walked | undefined>;

/** Walks that see nothing but the log, of one reading: many records ask for the same. */
const walkedOf = new WeakMap<Reading, Walks>();

function walkedIn(reading: Reading, standing: StandingRecords): Walks {
  if (standing.size > 0) return new Map();
  let known = walkedOf.get(reading);
  if (known === undefined) {
    known = new Map();
    walkedOf.set(reading, known);
  }
  return known;
}

export function factsFor(reading: Reading, { category, day, standing = noStanding, asked }: Asking): FactReader {
  const walked = walkedIn(reading, standing);
  const recordsOf =
    (read: (id: string) => readonly Past[], looked: string[] | undefined) =>
    (thing: string, until: number): readonly Past[] => {
      const id = canonicalUri(thing);
      if (looked !== undefined) note(looked, id);
      return inTime(read(id), standing.ofThing(id), until);
    };
  return {
    history: recordsOf((id) => reading.history(id), asked?.things),
    states: recordsOf((id) => reading.states(id), asked?.told),
    ancestors(thing, until) {
      const id = canonicalUri(thing);
      const name = `${until} ${id}`;
      const found = walked.get(name) ?? plainly(reading, standing, id, until);
      if (found === 'unread') return [];
      if (found === undefined) {
        // Of many that lack the same walk the first brings it.
        if (walked.has(name)) reading.lack();
        else
          reading.lack(async () => {
            const things = new Set<string>();
            const ancestors = await ancestorsOf(overlaid(reading.reader, standing, until, things), id);
            walked.set(name, { ancestors, things, told: [] });
          });
        walked.set(name, undefined);
        return [];
      }
      if (asked !== undefined) {
        for (const each of found.things) note(asked.things, each);
        for (const each of found.told) note(asked.told, each);
      }
      return found.ancestors;
    },
    withValue(stages, field, value, until) {
      const named = new Set(stages.map((each) => (each.includes('/') ? each : `${category}/${each}`)));
      const keys = [...named].map((stage) => valueKey(stage, field, value));
      if (asked !== undefined) for (const key of keys) note(asked.values, key);
      const found = keys.map((key) => reading.value(key));
      const all = found.length === 1 ? found[0]! : found.flat().sort((a, b) => a.at - b.at);
      return inTime(all, standing.size === 0 ? [] : keys.flatMap((key) => standing.ofValue(key)), until);
    },
    licences: (party, on) => reading.licences(party, on),
    register(name, key) {
      const [of, register] = name.includes('/') ? (name.split('/') as [string, string]) : [category, name];
      const statements = reading.register(of, register, reading.keyOf(of, register, key, day));
      return statements.findLast(({ from, until }) => from <= day && (until === undefined || day <= until))?.content;
    },
    takenOver: (owner, at, recorded) =>
      reading.takenOver(owner === undefined ? undefined : reading.organisationOf(owner), at, recorded),
    same(one, other) {
      const [a, b] = [reading.organisationOf(one), reading.organisationOf(other)];
      return a !== undefined && a === b;
    },
  };
}

/** Without a walk where the thing has a plain history; undefined where it has none. */
function plainly(reading: Reading, standing: StandingRecords, id: string, until: number): Walked | 'unread' | undefined {
  const told: string[] = [];
  let cut = false;
  const read: ReadLinks = {
    rows(thing) {
      note(told, thing);
      const found = reading.rowsOf(thing);
      cut ||= found?.long ?? false;
      return withStandingRows(found?.rows, standing, thing, until);
    },
    event: (seq) => (seq < standingSeq ? reading.eventAt(seq) : standingEvent(standing, seq)),
  };
  const ancestors = plainAncestors(read, id);
  if (ancestors === 'unread') return 'unread';
  return ancestors === 'walk' || cut ? undefined : { ancestors, things: [], told };
}

/** Records of log and request up to a moment, each once, earliest first. */
function inTime(logged: readonly Past[], standing: readonly Standing[], until: number): readonly Past[] {
  if (standing.length === 0) return (logged.at(-1)?.at ?? 0) <= until ? logged : logged.filter(({ at }) => at <= until);
  const all = [...logged, ...standing.map(({ past }) => past)].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
  return [...new Map(all.map((past) => [past.eventID, past])).values()];
}

/** Rows of one thing up to a moment, those of the request behind those of the log. */
function withStandingRows(
  logged: readonly Link[] | undefined,
  standing: StandingRecords,
  thing: string,
  until: number,
): readonly Link[] | undefined {
  if (logged === undefined) return undefined;
  const stored = (logged.at(-1)?.at ?? 0) <= until ? logged : logged.filter(({ at }) => at <= until);
  const more = standingRows(standing, thing, until);
  return more.length === 0 ? stored : [...stored, ...more].sort((a, b) => a.at - b.at || a.seq - b.seq);
}

const standingRows = (standing: StandingRecords, thing: string, until: number): Link[] =>
  standing
    .ofThing(thing)
    .filter(({ facts }) => facts.at <= until)
    .flatMap((each) =>
      each.facts.participants
        .filter(({ id }) => id === thing)
        .map(({ role }): Link => ({ thing, at: each.facts.at, seq: standingSeq + standing.placeOf(each), role })),
    );

function standingEvent(standing: StandingRecords, seq: number): TracedEvent | undefined {
  const own = standing.at(seq - standingSeq);
  if (own === undefined) return undefined;
  const { past, facts, prefixes } = own;
  return { seq, eventID: past.eventID, facts, event: past.event as unknown as TracedEvent['event'], prefixes };
}

/** `looked`: gets the things whose links are asked for. */
function overlaid(reader: LinkReader, standing: StandingRecords, until: number, looked: Set<string>): LinkReader {
  return {
    async links(things, roles, perThing) {
      for (const thing of things) looked.add(thing);
      const stored = (await reader.links(things, roles, perThing)).filter(({ at }) => at <= until);
      const more = things.flatMap((thing) => standingRows(standing, thing, until)).filter(({ role }) => roles.includes(role));
      return more.length === 0 ? stored : [...stored, ...more].sort((a, b) => a.at - b.at || a.seq - b.seq);
    },
    async events(seqs) {
      const found = new Map<number, TracedEvent>(await reader.events(seqs.filter((seq) => seq < standingSeq)));
      for (const seq of seqs) {
        const own = seq < standingSeq ? undefined : standingEvent(standing, seq);
        if (own !== undefined) found.set(seq, own);
      }
      return found;
    },
  };
}
