/** Rows in PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, "Binary Format"), into one growing buffer. */
import type { Key } from './keys.ts';

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** PostgreSQL counts microseconds from 2000-01-01. */
const postgresEpoch = 946_684_800_000_000;

export class CopyBuffer {
  #bytes: Buffer;
  #length = 0;
  /** Rows written so far. */
  rows = 0;

  constructor(capacity = 1 << 16) {
    this.#bytes = Buffer.allocUnsafe(capacity);
    this.reset();
  }

  reset(): void {
    signature.copy(this.#bytes, 0);
    this.#length = signature.length;
    this.rows = 0;
  }

  get size(): number {
    return this.#length;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  row(columns: number): void {
    this.#reserve(2);
    this.#length = this.#bytes.writeInt16BE(columns, this.#length);
    this.rows++;
  }

  none(): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeInt32BE(-1, this.#length);
  }

  bool(value: boolean): void {
    this.#reserve(5);
    const at = this.#bytes.writeInt32BE(1, this.#length);
    this.#length = this.#bytes.writeInt8(value ? 1 : 0, at);
  }

  int2(value: number): void {
    this.#reserve(6);
    const at = this.#bytes.writeInt32BE(2, this.#length);
    this.#length = this.#bytes.writeInt16BE(value, at);
  }

  int4(value: number): void {
    this.#reserve(8);
    const at = this.#bytes.writeInt32BE(4, this.#length);
    this.#length = this.#bytes.writeInt32BE(value, at);
  }

  /** A whole number within ±2^53. */
  int8(value: number): void {
    this.#reserve(12);
    let at = this.#bytes.writeInt32BE(8, this.#length);
    at = this.#bytes.writeInt32BE(Math.floor(value / 2 ** 32), at);
    this.#length = this.#bytes.writeUInt32BE(value - Math.floor(value / 2 ** 32) * 2 ** 32, at);
  }

  /** Eight latin1 characters as a bigint. */
  bytes8(value: string): void {
    this.#reserve(12);
    const at = this.#bytes.writeInt32BE(8, this.#length);
    this.#length = at + this.#bytes.write(value, at, 8, 'latin1');
  }

  /** Microseconds since 1970. */
  timestamp(micros: number): void {
    this.int8(micros - postgresEpoch);
  }

  uuid(key: Key | undefined): void {
    if (key === undefined) {
      this.none();
      return;
    }
    this.#reserve(20);
    const at = this.#bytes.writeInt32BE(16, this.#length);
    this.#length = at + this.#bytes.write(key, at, 16, 'latin1');
  }

  text(value: string | undefined): void {
    if (value === undefined) {
      this.none();
      return;
    }
    // UTF-8 takes at most three bytes for a UTF-16 code unit.
    this.#reserve(4 + value.length * 3);
    const start = this.#length + 4;
    const written = this.#bytes.write(value, start, value.length * 3, 'utf8');
    this.#bytes.writeInt32BE(written, this.#length);
    this.#length = start + written;
  }

  /** The finished bytes; valid until the next `reset`. */
  finish(): Buffer {
    this.#reserve(2);
    this.#length = this.#bytes.writeInt16BE(-1, this.#length);
    return this.#bytes.subarray(0, this.#length);
  }
}

/** What of pg's connection a script uses. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/**
 * Several statements, COPY among them, in one message, with the rows sent right behind: one round trip for a whole transaction. The
 * server reads a statement's rows when it comes to it; after an error it skips the rest (PostgreSQL documentation, §55.2.6).
 */
export class Script {
  readonly #text: string;
  readonly #rows: readonly Buffer[];
  readonly done: Promise<void>;
  #resolve: () => void = () => {};
  #reject: (error: Error) => void = () => {};

  /** `rows` in the order of the COPY statements in `text`. */
  constructor(text: string, rows: readonly Buffer[]) {
    this.#text = text;
    this.#rows = rows;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(wire: Wire): void {
    wire.query(this.#text);
    for (const bytes of this.#rows) {
      wire.sendCopyFromChunk(bytes);
      wire.endCopyFrom();
    }
  }

  handleError(error: Error): void {
    this.#reject(error);
  }

  handleReadyForQuery(): void {
    this.#resolve();
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handleCopyInResponse(): void {}
}
