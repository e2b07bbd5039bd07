/**
 * Keeps a flood from filling the disk. Of the bounded kinds, each (kind, who, what) is written out `perKey` times a minute and counted
 * from then on, and all of them together `inFull` times; what was only counted becomes one entry a minute and key, for at most `keys`
 * keys and one entry a kind for all others. So no more than inFull + keys + kinds entries a minute, whatever comes.
 */
import type { AuditEntry } from './entry.ts';
import type { AuditKind } from './kinds.ts';

export const floodLimits = { minute: 60_000, perKey: 10, inFull: 100, keys: 100 } as const;

interface Count {
  readonly entry: AuditEntry;
  seen: number;
  unwritten: number;
}

export class Flood {
  #start = Number.NEGATIVE_INFINITY;
  #written = 0;
  #counts = new Map<string, Count>();

  /** What is to be written now: the sums of a minute that has passed, then the entry itself, unless it is only counted. */
  take(entry: AuditEntry, now: number): AuditEntry[] {
    const before = now >= this.#start + floodLimits.minute ? this.close(now) : [];
    const { kind, principal, object, address } = entry;
    const who = principal.account ?? address ?? principal.kind;
    let key = `${kind}\n${who}\n${object}`;
    let count = this.#counts.get(key);
    if (count === undefined && this.#counts.size >= floodLimits.keys) {
      key = kind;
      count = this.#counts.get(key);
    }
    if (count === undefined) {
      count = { entry: key === kind ? others(kind, entry) : entry, seen: 0, unwritten: 0 };
      this.#counts.set(key, count);
    }
    count.seen++;
    if (key !== kind && count.seen <= floodLimits.perKey && this.#written < floodLimits.inFull) {
      this.#written++;
      return [...before, entry];
    }
    count.unwritten++;
    return before;
  }

  /** Whether something was counted that no entry tells of yet. */
  get pending(): boolean {
    return [...this.#counts.values()].some(({ unwritten }) => unwritten > 0);
  }

  /** The sums so far; a new minute begins. */
  close(now: number): AuditEntry[] {
    const since = Number.isFinite(this.#start) ? new Date(this.#start).toISOString() : undefined;
    const sums = [...this.#counts.values()]
      .filter(({ unwritten }) => unwritten > 0)
      .map(({ entry, unwritten }) => ({
        ...entry,
        request: undefined,
        details: { ...entry.details, counted: unwritten, since },
      }));
    this.#counts = new Map();
    this.#written = 0;
    this.#start = now;
    return sums;
  }
}

const others = (kind: AuditKind, { outcome }: AuditEntry): AuditEntry => ({
  kind,
  outcome,
  principal: { kind: 'public' },
  object: 'others',
});
