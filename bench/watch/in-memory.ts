/**
 * The detectors on a simulated city without a database: what stands in the log, in the register and beside them is handed to them from
 * memory, in the order and at the moments at which the watch would read it. For recall and precision alone; a run against the database
 * finds the same (README of this folder’s results), and tells of speed.
 */
import { cityContext, type Generated, type Sent } from '../../simulator/city/index.ts';
import type { FindingRow } from '../../src/store/index.ts';
import { Aging } from '../../src/watch/aging.ts';
import type { Complaint, Firm, Past, Position, Roster, Running } from '../../src/watch/definition.ts';
import { showOne } from '../../src/watch/engine.ts';
import { Notes } from '../../src/watch/findings.ts';
import { detectors } from '../../src/watch/index.ts';
import { observe } from '../../src/watch/observe.ts';
import type { Found } from './matching.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Earlier records of a thing that are looked at, as the watch does; a thing that nothing touched for so long is not asked about. */
const mostPast = 30;
const kept = 250 * day;
/** The watch tells the time no closer to now. */
const settled = 5_000;

/** Events in one document of a firm, as `bench/watch.ts` captures them: those of an hour, recorded at its end. */
export type Recorded = Pick<Sent, 'firm' | 'event'> & { readonly recorded: number };

export class InMemory {
  readonly #city: Generated;
  readonly #running: { readonly detector: (typeof detectors)[number]; readonly running: Running }[];
  readonly #past = new Aging<Past[]>(kept);
  readonly #parties = new Map<string, string>();
  readonly #rows = new Map<string, FindingRow>();
  readonly #foundAt = new Map<string, number>();
  #now: number;
  events = 0;

  constructor(city: Generated) {
    this.#city = city;
    this.#now = city.begins;
    for (const { organisation } of city.register)
      for (const identifier of organisation.identifiers ?? []) this.#parties.set(uriOf(identifier), organisation.id);
    const roster = rosterOf(city);
    this.#running = detectors.map((detector) => ({
      detector,
      running: detector.begin(
        { parameters: detector.parameters, roster, alarms: async () => [], complaints: async (after) => this.#complaints(after) },
        undefined,
      ),
    }));
  }

  /** What was recorded until `now`, in its order; then the time comes to `now`. */
  async read(list: readonly Recorded[], now: number): Promise<void> {
    this.#now = now;
    const notes = new Notes();
    let seq = this.events;
    const reports = this.#running.map(({ detector }) => notes.reporter(detector, () => seq));
    for (const { firm, event, recorded } of list) {
      seq = ++this.events;
      const logged = {
        seq,
        recorded,
        doc: JSON.stringify(event),
        context: cityContext,
        owner: firm.id,
        category: firm.trade.category,
        area: firm.area,
      };
      const seen = observe(
        logged,
        (uri) => this.#parties.get(uri),
        (thing) => this.#past.get(thing, recorded) ?? [],
      );
      for (const [i, { running }] of this.#running.entries()) showOne(running, seen, reports[i]!);
      const { at, facts } = seen;
      for (const { id, role } of facts.participants) {
        const rows = this.#past.get(id, recorded) ?? [];
        const { step = null, disposition = null } = facts;
        insert(rows, { seq, at, role, step, disposition, owner: firm.id });
        this.#past.set(id, recorded, rows);
      }
    }
    for (const [i, { running }] of this.#running.entries()) {
      if ((running.due?.() ?? Number.POSITIVE_INFINITY) <= now - settled) running.tick!(now - settled, reports[i]!);
      if (running.aside !== undefined) while (await running.aside(reports[i]!));
    }
    const before = new Map(notes.ids.flatMap((id) => (this.#rows.has(id) ? [[id, this.#rows.get(id)!]] : [])));
    for (const row of notes.applied(before)) {
      this.#rows.set(row.id, row);
      if (!this.#foundAt.has(row.id)) this.#foundAt.set(row.id, now);
    }
  }

  found(): Found[] {
    return [...this.#rows.values()].map(({ id, detector, organisation, openedAt, resolvedAt, evidence, toldEn: told }) => ({
      ...{ id, detector, organisation, openedAt, resolvedAt, told },
      foundAt: this.#foundAt.get(id)!,
      ...evidence,
    }));
  }

  #complaints({ madeAt, number }: { readonly madeAt: number; readonly number: string }): Complaint[] {
    return this.#city.complaints
      .map(({ at, thing, category, area }, n) => ({ madeAt: at, number: String(n).padStart(9, '0'), thing, category, area }))
      .filter((each) => each.madeAt < this.#now - settled)
      .filter((each) => each.madeAt > madeAt || (each.madeAt === madeAt && each.number > number));
  }
}

const uriOf = (identifier: string | { readonly uri: string }): string =>
  typeof identifier === 'string' ? identifier : identifier.uri;

/** The last of a thing, by when it happened. */
function insert(rows: Past[], row: Past): void {
  let at = rows.length;
  while (at > 0 && rows[at - 1]!.at > row.at) at--;
  rows.splice(at, 0, row);
  if (rows.length > mostPast) rows.shift();
}

function rosterOf({ register, begins }: Generated): Roster {
  const places = new Map<string, Position>();
  const firms = new Map<string, Firm>();
  for (const { organisation, site, licences } of register) {
    const { id, name = '', categories = [], areas = [] } = organisation;
    firms.set(id, {
      ...{ id, name, kind: 'enterprise', status: 'active', categories, areas, registeredAt: begins },
      licences: licences.map(({ scheme = '', number, categories: of = [], from, to }) => ({
        ...{ scheme, number, categories: of, from: from ?? '', until: to ?? undefined, status: 'valid' },
      })),
    });
    const { latitude, longitude, identifiers = [] } = site;
    if (latitude === undefined || longitude === undefined) continue;
    for (const identifier of identifiers) places.set(uriOf(identifier), { latitude, longitude });
  }
  return {
    firms: () => firms.values(),
    firm: (id) => firms.get(id),
    positionOf: (place) => places.get(place),
    takenOver: () => false,
  };
}
