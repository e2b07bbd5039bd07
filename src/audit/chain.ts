/**
 * The chain: hash(n) = SHA-256( hash(n−1) ‖ UTF-8(content(n)) ), hash(0) = 32 zero bytes. `content` holds its own number. Whoever has a
 * hash written down elsewhere can tell whether anything up to that number was changed, left out or put in.
 */
import { createHash } from 'node:crypto';
import type { AuditRow } from '../store/index.ts';

export const chained = (before: Buffer, content: string): Buffer =>
  createHash('sha256').update(before).update(content, 'utf8').digest();

export interface Link {
  readonly seq: number;
  readonly hash: Buffer;
}

export interface ChainFault {
  /** Number at which the chain breaks. */
  readonly seq: number;
  readonly fault: 'missing' | 'changed' | 'head';
}

export class ChainCheck {
  #last: Link;
  #fault: ChainFault | undefined;
  readonly #noted: Link | undefined;
  #met = false;

  /** `from`: the link before the first row, when not all rows are checked. `noted`: a head that was written down before. */
  constructor(from: Link = { seq: 0, hash: Buffer.alloc(32) }, noted?: Link) {
    this.#last = from;
    this.#noted = noted;
  }

  get head(): Link {
    return this.#last;
  }

  /** False once the chain is broken. */
  take({ seq, content, hash }: AuditRow): boolean {
    if (this.#fault !== undefined) return false;
    const expected = this.#last.seq + 1;
    if (seq !== expected) this.#fault = { seq: expected, fault: 'missing' };
    else if (numberIn(content) !== seq || !chained(this.#last.hash, content).equals(hash))
      this.#fault = { seq, fault: 'changed' };
    else this.#last = { seq, hash };
    if (this.#noted?.seq === seq && this.#fault === undefined) {
      this.#met = true;
      if (!this.#noted.hash.equals(hash)) this.#fault = { seq, fault: 'head' };
    }
    return this.#fault === undefined;
  }

  /** After the last row. A noted head that was not reached means that rows at the end are gone. */
  end(): ChainFault | undefined {
    if (this.#fault !== undefined || this.#noted === undefined || this.#met) return this.#fault;
    return { seq: this.#last.seq + 1, fault: 'missing' };
  }
}

function numberIn(content: string): unknown {
  try {
    return (JSON.parse(content) as { seq?: unknown }).seq;
  } catch {
    return undefined;
  }
}
