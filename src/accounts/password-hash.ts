/** Passwords as Argon2id hashes, made away from the thread that answers scans. */
import { type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** What a new hash costs. A sign-in renews the hash of an account that was made with other figures. */
export const hashing = {
  memory: 19_456,
  passes: 2,
  parallelism: 1,
  tagLength: 32,
  since: '2026-11-24',
  source: 'RFC 9106 (Argon2id); 19 MiB and two passes as in the OWASP Password Storage Cheat Sheet; 46 ms on one core',
} as const;

/** KiB, rounds, lanes, bytes. */
type Cost = Readonly<Record<'memory' | 'passes' | 'parallelism' | 'tagLength', number>>;
interface Parsed {
  readonly cost: { readonly memory: number; readonly passes: number; readonly parallelism: number };
  readonly nonce: Buffer;
  readonly tag: Buffer;
}

export interface HashOrder {
  readonly id: number;
  readonly parameters: Argon2Parameters;
}

export interface HashAnswer {
  readonly id: number;
  readonly tag: Uint8Array;
}

const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** PHC string format: $argon2id$v=19$m=…,t=…,p=…$salt$hash. */
const written = ({ memory, passes, parallelism }: Omit<Cost, 'tagLength'>, nonce: Buffer, tag: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(tag)}`;

function read(stored: string): Parsed {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (found === null) throw new RangeError('a stored password is not an Argon2id hash');
  const [, memory, passes, parallelism, nonce, tag] = found;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    nonce: Buffer.from(nonce!, 'base64'),
    tag: Buffer.from(tag!, 'base64'),
  };
}

export class Hasher {
  readonly #cost: Cost;
  #made = 0;
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, { resolve: (tag: Buffer) => void; reject: (error: Error) => void }>();
  #nobody: string | undefined;

  constructor(cost: Cost = hashing) {
    this.#cost = cost;
  }

  /** Hashes made since the start. */
  get made(): number {
    return this.#made;
  }

  async hash(password: string): Promise<string> {
    const nonce = randomBytes(16);
    return written(this.#cost, nonce, await this.#derive(password, nonce, this.#cost, this.#cost.tagLength));
  }

  /** Without a stored hash the same work is done for nothing, so that nobody learns from the time who has an account. */
  async verify(password: string, stored: string | null | undefined): Promise<boolean> {
    this.#nobody ??= written(this.#cost, randomBytes(16), randomBytes(this.#cost.tagLength));
    const { cost, nonce, tag } = read(stored ?? this.#nobody);
    const made = await this.#derive(password, nonce, cost, tag.length);
    return timingSafeEqual(made, tag) && typeof stored === 'string';
  }

  /** True when the hash was made with other figures than those of today. */
  isOutdated(stored: string): boolean {
    const { cost, tag } = read(stored);
    const { memory, passes, parallelism, tagLength } = this.#cost;
    const same = cost.memory === memory && cost.passes === passes && cost.parallelism === parallelism;
    return !same || tag.length !== tagLength;
  }

  #derive(password: string, nonce: Buffer, cost: Parsed['cost'], tagLength: number): Promise<Buffer> {
    this.#made++;
    const id = this.#made;
    const parameters = { message: password.normalize('NFKC'), nonce, tagLength, ...cost };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const worker = this.#running();
      worker.ref();
      worker.postMessage({ id, parameters } satisfies HashOrder);
    });
  }

  /** Started with the first hash; keeps the program alive only while somebody waits. */
  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./hashing-worker.ts', import.meta.url));
    worker.on('message', ({ id, tag }: HashAnswer) => {
      this.#waiting.get(id)?.resolve(Buffer.from(tag));
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
    });
    const lost = (cause: unknown): void => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(new Error('the thread of the hashes ended', { cause }));
      this.#waiting.clear();
    };
    worker.on('error', lost);
    worker.on('exit', lost);
    this.#worker = worker;
    return worker;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}
