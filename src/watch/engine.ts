/**
 * Reads the log and asks every detector. Each detector has a cursor of its own; those that stand at the same number read together. Those
 * furthest ahead and those furthest behind read by turns, so that a detector that reads anew, or again after it threw, delays nobody. What
 * detectors remember lies in memory and is saved now and then; findings are written with every stretch of the log. After a stop the watch
 * reads again from the last save: what was written before is recognised by its number and not counted twice.
 */
import { promisify } from 'node:util';
import { deflate, inflate, type ZlibOptions } from 'node:zlib';
import { canonicalUri } from '../codes/index.ts';
import {
  type AlarmPlace,
  alarmsAfter,
  complaintsAfter,
  type DetectorRow,
  type DetectorState,
  detectorRows,
  dropWatch,
  findingsNamed,
  type PastRow,
  type Store,
  saveWatch,
  thingPast,
  type WatchedEvent,
  watchedEvents,
  watchPulse,
} from '../store/index.ts';
import type { ComplaintPlace, Detector, Observation, Report, Running } from './definition.ts';
import { Notes } from './findings.ts';
import { observe, partiesIn } from './observe.ts';
import { StoredRoster } from './roster.ts';

const deflated = promisify<Buffer, ZlibOptions, Buffer>(deflate);
const inflated = promisify(inflate);

/** Events read at once; far behind the end of the log more, since each reading waits for the database several times. */
const stretch = 1_000;
const longStretch = 4_000;
const farBehind = 20_000;
/** Earlier records of a thing that are looked at. */
const mostPast = 30;
/** Events after which what detectors remember is saved; so many are read again after a stop, at most. */
const saveEvery = 200_000;
/** While the log is read anew: saving all that is remembered takes as long as thousands of events. */
const saveSeldom = 1_000_000;
/** A detector that threw is tried again after so long, longer each time; milliseconds. */
const firstRetry = 60_000;
const longestRetry = 3_600_000;
/** Time is told to detectors no closer to now than this: what is being written has its record time already. */
const settled = 5_000;

interface Active {
  readonly detector: Detector;
  running: Running;
  cursor: number;
  attempts: number;
}

/**
 * Far behind the end of the log the database and the detectors work at the same time: while one stretch is shown, the past of the things
 * of the next is fetched and the rows of the one after it are read. What detectors ask for follows from the event alone.
 */
interface Ahead {
  readonly after: number;
  readonly asking: string;
  readonly stretch: Stretch;
  /** What follows the stretch; empty near the end of the log. */
  readonly rows: Promise<readonly WatchedEvent[]>;
}

interface Stretch {
  readonly observations: readonly Observation[];
  /** Their past has come. */
  readonly ready: Promise<void>;
}

interface Stopped {
  readonly detector: Detector;
  readonly seq: number;
  readonly message: string;
  readonly attempts: number;
  retryAt: number;
}

export interface WatchOptions {
  readonly store: Store;
  readonly detectors: readonly Detector[];
  /** Organisations by the URIs of parties. */
  readonly firmsOf: (uris: readonly string[]) => Promise<ReadonlyMap<string, { readonly organisation: string }>>;
  readonly now: () => number;
  readonly log: (fields: Readonly<Record<string, unknown>>) => void;
  /** Values other than the usual, by detector. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface WatchFigures {
  /** Numbers of the log not read yet, by the detector that is furthest behind. */
  readonly lag: number;
  readonly cursor: number;
  /** Up to which number any detector has read. */
  readonly front: number;
  readonly stopped: readonly StoppedFigures[];
}

/** A detector that threw: at which number of the log, how often by now, when it is tried again (milliseconds since 1970). */
export interface StoppedFigures {
  readonly detector: string;
  readonly message: string;
  readonly seq: number;
  readonly attempts: number;
  readonly retryAt: number;
}

export class Watch {
  readonly #options: WatchOptions;
  readonly #roster: StoredRoster;
  #active: Active[] = [];
  #stopped: Stopped[] = [];
  #unsaved = 0;
  /** Those that read beside the log in this step: how far is saved with what they say. */
  #besides = new Set<Active>();
  /** Of the findings that this watch goes on with; undefined before it is open. */
  #epoch: string | undefined;
  #head = 0;
  /** What is read while what stands before it is shown. */
  #ahead: Ahead | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#roster = new StoredRoster(options.store);
  }

  /** Takes up where the last watch was. */
  async open(): Promise<void> {
    const rows = new Map((await detectorRows(this.#options.store.database)).map((row) => [row.id, row]));
    const { register, epoch } = await watchPulse(this.#options.store.database);
    await this.#roster.refresh(register);
    this.#epoch = epoch;
    this.#active = [];
    this.#stopped = [];
    for (const detector of this.#options.detectors) await this.#begin(detector, rows.get(detector.id));
    this.#unsaved = 0;
  }

  /** Forgets everything that follows from the log; the next steps read it anew. */
  async rebuild(): Promise<void> {
    await dropWatch(this.#options.store.database);
    await this.open();
  }

  /** As of the last step. */
  figures(): WatchFigures {
    const head = this.#head;
    const cursor = Math.min(...this.#active.map((each) => each.cursor), ...this.#stopped.map(({ seq }) => seq - 1), head);
    return {
      lag: head - cursor,
      cursor,
      front: this.#active.length === 0 ? head : Math.max(...this.#active.map((each) => each.cursor)),
      stopped: this.#stopped.map(({ detector, ...stopped }) => ({ detector: detector.id, ...stopped })),
    };
  }

  /** Reads the next stretch; returns how many events it had. At the end of the log it tells the time. */
  async step(): Promise<number> {
    const { head, register, epoch } = await watchPulse(this.#options.store.database);
    if (this.#epoch !== epoch) await this.open();
    this.#head = head;
    await this.#retry();
    await this.#roster.refresh(register);
    const notes = new Notes();
    const cursors = this.#active.map(({ cursor }) => cursor);
    const from = Math.min(...cursors);
    let read = 0;
    if (from < Math.max(...cursors)) read += await this.#readOn(Math.max(...cursors), notes);
    // Those ahead may all have thrown.
    if (this.#active.length > 0) read += await this.#readOn(Math.min(...this.#active.map(({ cursor }) => cursor)), notes);
    this.#unsaved += read;
    await this.#write(notes, this.#unsaved >= (head - from > farBehind ? saveSeldom : saveEvery));
    return read;
  }

  /** The next stretch for those that stand there. At the end of the log they are told the time. */
  async #readOn(from: number, notes: Notes): Promise<number> {
    const those = this.#active.filter(({ cursor }) => cursor === from);
    const others = this.#active.filter(({ cursor }) => cursor !== from).map(({ cursor }) => cursor);
    // Those furthest ahead keep up with the log in short steps; what is read beforehand is for those behind.
    const isFirst = others.some((cursor) => cursor < from);
    const most = !isFirst && this.#head - from > farBehind ? longStretch : stretch;
    // Up to where they meet the next.
    const room = Math.min(...others.filter((cursor) => cursor > from).map((cursor) => cursor - from), most);
    const observations = isFirst ? await this.#observeShort(those, from, room) : await this.#observe(those, from, room);
    if (observations.length > 0) this.#show(those, observations, notes);
    else if (room < most) for (const each of those) each.cursor = from + room;
    else {
      this.#tell(those, notes, from);
      await this.#readAside(those, notes, from);
    }
    return observations.length;
  }

  /** Reads to the end of the log; `progress` is told what was read and how much is left. */
  async catchUp(progress: (read: number, lag: number) => void = () => {}): Promise<number> {
    let read = 0;
    for (;;) {
      const count = await this.step();
      read += count;
      progress(read, this.figures().lag);
      if (count === 0 && this.figures().lag === 0) return read;
      if (count === 0 && this.#active.length === 0) return read;
    }
  }

  /** Saves what detectors remember. */
  async save(): Promise<void> {
    if (this.#epoch !== undefined) await this.#write(new Notes(), true);
  }

  async #begin(detector: Detector, row: DetectorRow | undefined): Promise<void> {
    const { parameters = {} } = this.#options;
    const { store, now } = this.#options;
    const surroundings = {
      parameters: { ...detector.parameters, ...parameters[detector.id] },
      roster: this.#roster,
      alarms: (after: AlarmPlace) => alarmsAfter(store.database, after, now() - settled, stretch),
      complaints: (after: ComplaintPlace) => complaintsAfter(store.database, after, now() - settled, stretch),
    };
    const current = row?.version === detector.version ? row : undefined;
    if (row !== undefined && current === undefined) await dropWatch(this.#options.store.database, detector.id);
    const saved = current?.snapshot == null ? undefined : JSON.parse((await inflated(current.snapshot)).toString('utf8'));
    const running = detector.begin(surroundings, saved);
    this.#active.push({ detector, running, cursor: current?.cursor ?? 0, attempts: current?.attempts ?? 0 });
  }

  async #observeShort(asking: readonly Active[], after: number, limit: number): Promise<readonly Observation[]> {
    const { observations, ready } = await this.#prepare(asking, await watchedEvents(this.#options.store.database, after, limit));
    await ready;
    return observations;
  }

  async #observe(asking: readonly Active[], after: number, limit: number): Promise<readonly Observation[]> {
    const { database } = this.#options.store;
    const who = asking.map(({ detector }) => detector.id).join(' ');
    const before = this.#ahead;
    this.#ahead = undefined;
    const ahead = before?.after === after && before.asking === who && limit === longStretch ? before : undefined;
    if (ahead === undefined) await Promise.allSettled([before?.rows, before?.stretch.ready]);
    const stretch = ahead?.stretch ?? (await this.#prepare(asking, await watchedEvents(database, after, limit)));
    const last = stretch.observations.at(-1)?.seq;
    // Only full stretches are followed by another.
    if (limit === longStretch && stretch.observations.length === limit && this.#head - last! > farBehind) {
      const rows = await (ahead?.rows ?? watchedEvents(database, last!, limit));
      const end = rows.at(-1)?.seq;
      if (end !== undefined) {
        const next = await this.#prepare(asking, rows);
        const more = rows.length === limit && this.#head - end > farBehind;
        const following = more ? quiet(watchedEvents(database, end, limit)) : Promise.resolve([]);
        this.#ahead = { after: last!, asking: who, stretch: next, rows: following };
      }
    }
    await stretch.ready;
    return stretch.observations;
  }

  /** One question for all detectors and the whole stretch, which need not be waited for yet. */
  async #prepare(asking: readonly Active[], rows: readonly WatchedEvent[]): Promise<Stretch> {
    const { store, firmsOf } = this.#options;
    const firms = await firmsOf([...new Set(rows.flatMap(({ doc }) => partiesIn(doc)))]);
    const firmOf = (uri: string): string | undefined => (firms.get(uri) ?? firms.get(canonicalUri(uri)))?.organisation;
    let past: ReadonlyMap<string, readonly PastRow[]> = new Map();
    const observations = rows.map((row) => observe(row, firmOf, (thing) => past.get(thing) ?? []));
    const asked = new Set<string>();
    for (const { running } of asking) {
      if (running.asks === undefined) continue;
      for (const seen of observations) for (const thing of running.asks(seen)) asked.add(thing);
    }
    if (asked.size === 0) return { observations, ready: Promise.resolve() };
    const fetched = async (): Promise<void> => {
      past = await thingPast(store.database, [...asked], rows.at(-1)!.seq, mostPast);
    };
    return { observations, ready: quiet(fetched()) };
  }

  #show(active: readonly Active[], observations: readonly Observation[], notes: Notes): void {
    for (const each of active) {
      let at = observations[0]!.seq;
      const report = notes.reporter(each.detector, () => at);
      try {
        for (const seen of observations) {
          at = seen.seq;
          showOne(each.running, seen, report);
        }
        each.cursor = at;
      } catch (error) {
        notes.forget(each.detector);
        this.#stop(each, at, error);
      }
    }
  }

  #tell(active: readonly Active[], notes: Notes, seq: number): void {
    const now = this.#options.now() - settled;
    for (const each of active) {
      try {
        if ((each.running.due?.() ?? Number.POSITIVE_INFINITY) <= now)
          each.running.tick!(
            now,
            notes.reporter(each.detector, () => seq),
          );
      } catch (error) {
        notes.forget(each.detector);
        this.#stop(each, seq, error);
      }
    }
  }

  /** What stands beside the log is read once its end is reached. */
  async #readAside(active: readonly Active[], notes: Notes, seq: number): Promise<void> {
    for (const each of active) {
      if (each.running.aside === undefined) continue;
      const report = notes.reporter(each.detector, () => seq);
      try {
        // It has no number in the log by which it would be recognised. Only its reader is saved: all that the others remember is far more.
        while (await each.running.aside(report)) this.#besides.add(each);
      } catch (error) {
        notes.forget(each.detector);
        this.#stop(each, seq, error);
      }
    }
  }

  /** The others go on without it. */
  #stop(active: Active, seq: number, error: unknown): void {
    const message = String((error as Error).message ?? error).slice(0, 300);
    const attempts = active.attempts + 1;
    this.#active = this.#active.filter((each) => each !== active);
    const wait = Math.min(longestRetry, firstRetry * 2 ** (attempts - 1));
    this.#stopped.push({ detector: active.detector, seq, message, attempts, retryAt: this.#options.now() + wait });
    this.#options.log({ detector: active.detector.id, seq, message, attempts });
  }

  /** From the last save, up to the others. */
  async #retry(): Promise<void> {
    const now = this.#options.now();
    const due = this.#stopped.filter(({ retryAt }) => retryAt <= now);
    if (due.length === 0) return;
    this.#stopped = this.#stopped.filter((each) => !due.includes(each));
    const rows = new Map((await detectorRows(this.#options.store.database)).map((row) => [row.id, row]));
    for (const { detector, attempts } of due) {
      await this.#begin(detector, rows.get(detector.id));
      this.#active.at(-1)!.attempts = attempts;
    }
  }

  async #write(notes: Notes, save: boolean): Promise<void> {
    const { store, now } = this.#options;
    const findings = notes.applied(await findingsNamed(store.database, notes.ids));
    const states: DetectorState[] = this.#stopped.map(({ detector, seq, message, attempts }) => ({
      id: detector.id,
      version: detector.version,
      saved: undefined,
      failure: { seq, message, attempts },
    }));
    for (const each of this.#active) {
      if (!save && !this.#besides.has(each)) continue;
      const { detector, running, cursor } = each;
      states.push({
        id: detector.id,
        version: detector.version,
        saved: { cursor, snapshot: await deflated(Buffer.from(JSON.stringify(running.save() ?? null)), { level: 1 }) },
      });
    }
    this.#besides.clear();
    if (save) this.#unsaved = 0;
    await saveWatch(store.database, findings, states, now());
  }
}

/** Whoever waits for it is told of its failure; nobody may. */
function quiet<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  return promise;
}

/** Time first: what was due before this was recorded is due. */
export function showOne(running: Running, seen: Observation, report: Report): void {
  if (running.due !== undefined && running.due() <= seen.recorded) running.tick!(seen.recorded, report);
  if (seen.facts.declaresError) running.withdraw?.(seen.eventID, seen.recorded, report);
  else running.see(seen, report);
}
