/**
 * What looks wrong and may yet be explained by a record that comes late: told after some days, unless it was taken back before; closed when
 * it is taken back after.
 */
import type { Words } from '../categories/definition.ts';
import { Agenda, type Entry } from './agenda.ts';
import type { Problem, Report } from './definition.ts';

interface Saved {
  readonly waiting: readonly (readonly [string, Waiting])[];
  readonly open: readonly (readonly [string, Told])[];
  readonly agenda: readonly Entry[];
}

interface Waiting {
  readonly problem: Problem;
  readonly due: number;
}

interface Told {
  readonly cause: string;
  /** What happened when it looked wrong, milliseconds since 1970. */
  readonly at: number;
}

/** Findings that a late record may still close; those before them stay for the department. */
const mostOpen = 20_000;

export class Deferred {
  readonly #waiting: Map<string, Waiting>;
  /** Causes of what was told, by key. */
  readonly #open: Map<string, Told>;
  readonly #agenda: Agenda;

  constructor(saved?: unknown) {
    const before = saved as Saved | undefined;
    this.#waiting = new Map(before?.waiting);
    this.#open = new Map(before?.open);
    this.#agenda = new Agenda(before?.agenda);
  }

  /** To be told at `due` (milliseconds since 1970) unless taken back; what waits under the key goes on waiting. */
  wait(key: string, due: number, problem: Problem): void {
    if (this.#waiting.has(key)) return;
    this.#waiting.set(key, { problem, due });
    this.#agenda.add(due, key);
  }

  /** When what waits, or was told, happened; undefined where nothing is. */
  momentOf(key: string): number | undefined {
    return (this.#waiting.get(key)?.problem ?? this.#open.get(key))?.at;
  }

  /** It was explained. */
  takeBack(key: string, at: number, report: Report, words: Words, event?: string): void {
    this.#waiting.delete(key);
    const told = this.#open.get(key);
    if (told === undefined) return;
    this.#open.delete(key);
    // Several may be told of as one problem: it lasts as long as any of them.
    if (this.#isOpen(told.cause)) return;
    report.close(told.cause, at, words, event);
  }

  due(): number {
    return this.#agenda.next;
  }

  #isOpen(cause: string): boolean {
    for (const told of this.#open.values()) if (told.cause === cause) return true;
    return false;
  }

  tick(now: number, report: Report): void {
    for (let entry = this.#agenda.take(now); entry !== undefined; entry = this.#agenda.take(now)) {
      const waiting = this.#waiting.get(entry.key);
      // Taken back, or taken back and waiting anew: it has another day then.
      if (waiting === undefined || waiting.due !== entry.at) continue;
      const { problem } = waiting;
      this.#waiting.delete(entry.key);
      this.#open.set(entry.key, { cause: problem.cause, at: problem.at });
      if (this.#open.size > mostOpen) this.#open.delete(this.#open.keys().next().value!);
      report.open({ ...problem, at: entry.at });
    }
  }

  save(): Saved {
    return { waiting: [...this.#waiting], open: [...this.#open], agenda: this.#agenda.save() };
  }
}
