/** Passwords as Argon2id hashes, made away from the thread that answers scans and only a few at a time. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ZhuisuError } from '../errors.ts';

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

const derive = promisify(argon2);
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

/** True when the hash was made with other figures than those of today. */
export function isOutdated(stored: string, cost: Cost = hashing): boolean {
  const { cost: made, tag } = read(stored);
  return (
    made.memory !== cost.memory ||
    made.passes !== cost.passes ||
    made.parallelism !== cost.parallelism ||
    tag.length !== cost.tagLength
  );
}

/** Who waits for a hash. */
export interface Turn {
  /** A device that signed in before, or somebody who is signed in: strangers in any number do not take its place. */
  readonly known: boolean;
  /** Where the request comes from; each place has a few turns only. */
  readonly from: string;
}

export interface HasherLimits {
  readonly atOnce: number;
  /** Turns that may wait, of known and of unknown devices each. */
  readonly waiting: number;
  /** Turns of one place that may be open. */
  readonly each: number;
}

interface Waiting {
  readonly turn: Turn;
  readonly begin: () => void;
}

/** One hash at a time leaves the other core to the scans (bench/signin.ts). */
export const hasherLimits: HasherLimits = { atOnce: 1, waiting: 32, each: 8 };

export class Hasher {
  readonly #limits: HasherLimits;
  readonly #cost: Cost;
  readonly #waiting: Waiting[] = [];
  readonly #open = new Map<string, number>();
  #running = 0;
  #made = 0;
  #nobody: string | undefined;

  constructor(limits: HasherLimits = hasherLimits, cost: Cost = hashing) {
    this.#limits = limits;
    this.#cost = cost;
  }

  /** Hashes made since the start. */
  get made(): number {
    return this.#made;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Throws rate_limited when too many wait. */
  async hash(password: string, turn: Turn): Promise<string> {
    const nonce = randomBytes(16);
    return written(this.#cost, nonce, await this.#derive(password, nonce, this.#cost, this.#cost.tagLength, turn));
  }

  /** Without a stored hash the same work is done for nothing, so that nobody learns from the time who has an account. */
  async verify(password: string, stored: string | null | undefined, turn: Turn): Promise<boolean> {
    this.#nobody ??= written(this.#cost, randomBytes(16), randomBytes(this.#cost.tagLength));
    const { cost, nonce, tag } = read(stored ?? this.#nobody);
    const made = await this.#derive(password, nonce, cost, tag.length, turn);
    return timingSafeEqual(made, tag) && typeof stored === 'string';
  }

  isOutdated(stored: string): boolean {
    return isOutdated(stored, this.#cost);
  }

  async #derive(password: string, nonce: Buffer, cost: Parsed['cost'], tagLength: number, turn: Turn): Promise<Buffer> {
    await this.#turn(turn);
    try {
      this.#made++;
      return await derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost });
    } finally {
      this.#end(turn);
    }
  }

  async #turn(turn: Turn): Promise<void> {
    const open = this.#open.get(turn.from) ?? 0;
    const waiting = this.#waiting.filter((each) => each.turn.known === turn.known).length;
    if ((!turn.known && open >= this.#limits.each) || waiting >= this.#limits.waiting)
      throw new ZhuisuError('rate_limited', { seconds: 3 });
    this.#open.set(turn.from, open + 1);
    if (this.#running < this.#limits.atOnce) {
      this.#running++;
      return;
    }
    await new Promise<void>((begin) => this.#waiting.push({ turn, begin }));
  }

  /** The place goes straight to the next: known devices before strangers, else in the order of coming. */
  #end({ from }: Turn): void {
    const open = this.#open.get(from)! - 1;
    if (open === 0) this.#open.delete(from);
    else this.#open.set(from, open);
    const known = this.#waiting.findIndex(({ turn }) => turn.known);
    const [next] = this.#waiting.splice(Math.max(0, known), 1);
    if (next === undefined) this.#running--;
    else next.begin();
  }
}
