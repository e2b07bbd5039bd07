/** From what detectors say to rows of findings: one record a problem, grown by further evidence, closed and opened again. */
import { createHash } from 'node:crypto';
import type { Words } from '../categories/definition.ts';
import type { FindingRow } from '../store/index.ts';
import { type Detector, day, type Problem, type Report } from './definition.ts';

/** Things and events named with a finding; the count tells of the rest. */
const mostEvidence = 20;

/** The same problem has the same id, however often the watch is rebuilt. */
export function findingId(detector: string, cause: string): string {
  const hex = createHash('sha256').update(`${detector}\n${cause}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type Change =
  | { readonly kind: 'open'; readonly problem: Problem }
  | {
      readonly kind: 'close';
      readonly cause: string;
      readonly at: number;
      readonly told: Words;
      readonly event: string | undefined;
    };

interface Noted {
  readonly id: string;
  readonly detector: Detector;
  readonly seq: number;
  readonly change: Change;
}

/** Gathers what is said about one stretch of the log. */
export class Notes {
  readonly #all: Noted[] = [];

  /** What `detector` says at that number of the log. */
  reporter(detector: Detector, seq: () => number): Report {
    const note = (cause: string, change: Change): void =>
      void this.#all.push({ id: findingId(detector.id, cause), detector, seq: seq(), change });
    return {
      // As it is now: what a detector goes on adding to its lists belongs to what it says next.
      open: (problem) => {
        const { subjects = [], events = [] } = problem;
        note(problem.cause, { kind: 'open', problem: { ...problem, subjects: [...subjects], events: [...events] } });
      },
      close: (cause, at, told, event) => note(cause, { kind: 'close', cause, at, told, event }),
    };
  }

  get ids(): string[] {
    return [...new Set(this.#all.map(({ id }) => id))];
  }

  /** The rows as they are now, of `before` those that changed. What was counted into a row before is not counted again. */
  applied(before: ReadonlyMap<string, FindingRow>): FindingRow[] {
    const rows = new Map<string, FindingRow>();
    for (const noted of this.#all) {
      const row = rows.get(noted.id) ?? before.get(noted.id);
      if (row !== undefined && noted.seq < row.through) continue;
      const next = noted.change.kind === 'open' ? opened(noted, noted.change.problem, row) : closed(noted, noted.change, row);
      if (next !== undefined) rows.set(noted.id, next);
    }
    return [...rows.values()];
  }

  /** Takes back what a detector said before it threw. */
  forget(detector: Detector): void {
    const kept = this.#all.filter((each) => each.detector !== detector);
    this.#all.length = 0;
    this.#all.push(...kept);
  }
}

function opened({ id, detector, seq }: Noted, problem: Problem, row: FindingRow | undefined): FindingRow {
  const { at, subjects = [], events = [], told, gravity = detector.gravity } = problem;
  // The same facts up to the same time: read again after a stop, or told again because time has gone on.
  if (row !== undefined && row.resolvedAt === null && row.toldZh === told.zh && at <= row.lastAt) return row;
  const again = row !== undefined && row.resolvedAt === null;
  const evidence = again ? row.evidence : { subjects: [], events: [] };
  return {
    id,
    detector: detector.id,
    cause: problem.cause,
    family: detector.family,
    gravity,
    organisation: problem.organisation ?? null,
    category: problem.category ?? null,
    area: problem.area ?? null,
    openedAt: again ? row.openedAt : at,
    lastAt: Math.max(at, again ? row.lastAt : at),
    resolvedAt: null,
    dueAt: again ? row.dueAt : at + detector.days * day,
    count: again ? row.count + 1 : 1,
    toldZh: told.zh,
    toldEn: told.en,
    resolvedZh: null,
    resolvedEn: null,
    evidence: { subjects: merged(evidence.subjects, subjects), events: merged(evidence.events, events) },
    through: seq,
  };
}

function closed(
  { seq }: Noted,
  { at, told, event }: Extract<Change, { kind: 'close' }>,
  row: FindingRow | undefined,
): FindingRow | undefined {
  if (row === undefined || row.resolvedAt !== null) return undefined;
  return {
    ...row,
    resolvedAt: Math.max(at, row.openedAt),
    resolvedZh: told.zh,
    resolvedEn: told.en,
    evidence: { ...row.evidence, events: merged(row.evidence.events, event === undefined ? [] : [event]) },
    through: seq,
  };
}

const merged = (before: readonly string[], more: readonly string[]): string[] =>
  [...new Set([...before, ...more])].slice(0, mostEvidence);
