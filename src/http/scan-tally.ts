/**
 * Looks at sold units, added up here and written now and then: a scan costs no write of its own. Of who looks nothing is kept. What a
 * kill loses are the counts of a few seconds.
 */
import { addScans, type Database } from '../store/index.ts';
import { causeFields, log } from './log.ts';

const writtenEvery = 5_000;
/** More different codes than these in one turn are not counted: somebody tries them all. */
const mostKeys = 20_000;

export class ScanTally {
  readonly #database: Database;
  readonly #noticed: number;
  #counts = new Map<string, { thing: string; day: string; area: string; scans: number }>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** `noticed`: see `addScans`. */
  constructor(database: Database, noticed: number) {
    this.#database = database;
    this.#noticed = noticed;
  }

  count(thing: string, day: string, area: string): void {
    const key = `${day} ${area} ${thing}`;
    const known = this.#counts.get(key);
    if (known !== undefined) known.scans++;
    else if (this.#counts.size < mostKeys) this.#counts.set(key, { thing, day, area, scans: 1 });
    this.#timer ??= setTimeout(() => void this.flush(), writtenEvery).unref();
  }

  /** Resolves when everything that was counted is written, or could not be. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    if (counts.length > 0)
      this.#writing = this.#writing
        .then(() => addScans(this.#database, counts, this.#noticed))
        .catch((error: unknown) => log('warn', 'counts of scans could not be written', causeFields(error)));
    return this.#writing;
  }
}
