/**
 * Whatever must lie hidden in the database is sealed here: one provider, a key of its own for each purpose, the master key outside the
 * database. Sealed bytes: 'Z', version 1, suite, key id (4 bytes), nonce, ciphertext, tag. Header, purpose and `aad` are bound to it: a
 * value that is moved to another row or another use does not open.
 */
import { createHmac } from 'node:crypto';
import { statSync } from 'node:fs';
import { ZhuisuError } from '../errors.ts';
import { type MasterKey, makeKeyFile, newKey, readKeyFile, replaceKeyFile } from './keys.ts';
import { derived, newNonce, type Suite, type SuiteName, suiteNumbered, suites } from './suites.ts';

export { keysInText, type MasterKey } from './keys.ts';
export type { SuiteName } from './suites.ts';

const version = 1;
const headerLength = 7;
/** How often a changed key file is looked for, milliseconds. */
const watchMillis = 1_000;

export interface VaultOptions {
  /** Where the keys lie; unused when `keys` are given. */
  readonly keyFile: string;
  readonly keys?: readonly MasterKey[] | undefined;
  /** The suite that seals; both open. */
  readonly cipher?: SuiteName | undefined;
}

export class Vault {
  readonly #file: string | undefined;
  readonly #suite: Suite;
  #keys: readonly MasterKey[];
  #changed = 0;
  #looked = 0;
  readonly #derived = new Map<string, Buffer>();

  private constructor(file: string | undefined, suite: Suite, keys: readonly MasterKey[]) {
    this.#file = file;
    this.#suite = suite;
    this.#keys = keys;
  }

  /**
   * Opens the keys. Where the file is missing: makes it when `fresh`, and throws keys_lost otherwise, for new keys would open nothing.
   * Throws keys_unsafe, keys_unreadable.
   */
  static open({ keyFile, keys, cipher = 'aes' }: VaultOptions, fresh: boolean, now: number): Vault {
    if (keys !== undefined) return new Vault(undefined, suites[cipher], keys);
    if (readKeyFile(keyFile) === undefined) {
      if (!fresh) throw new ZhuisuError('keys_lost', { file: keyFile });
      makeKeyFile(keyFile, [newKey(now)]);
    }
    const vault = new Vault(keyFile, suites[cipher], []);
    vault.#reload();
    return vault;
  }

  /** Id of the key that seals. */
  get newest(): string {
    this.#watch();
    return this.#keys.at(-1)!.id;
  }

  /** Oldest first, without the secrets. */
  get keys(): readonly Omit<MasterKey, 'secret'>[] {
    return this.#keys.map(({ secret: _, ...shown }) => shown);
  }

  /** `aad`: what the value belongs to, such as the key of its row. */
  seal(purpose: string, plaintext: Uint8Array | string, aad: string): Buffer {
    this.#watch();
    const master = this.#keys.at(-1)!;
    const header = headerOf(this.#suite, master.id);
    const nonce = newNonce(this.#suite);
    const body = this.#suite.seal(
      this.#keyFor(this.#suite, master, purpose),
      nonce,
      boundOf(header, purpose, aad),
      typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext,
    );
    return Buffer.concat([header, nonce, body]);
  }

  /** Throws key_unknown when the key is not here, seal_broken when the bytes were changed or belong elsewhere. */
  unseal(purpose: string, sealed: Uint8Array, aad: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const suite = suiteNumbered(bytes[2]);
    if (bytes[0] !== 0x5a || bytes[1] !== version || suite === undefined) throw new ZhuisuError('seal_broken', { purpose });
    const start = headerLength + suite.nonceLength;
    if (bytes.length < start + suite.tagLength) throw new ZhuisuError('seal_broken', { purpose });
    const header = bytes.subarray(0, headerLength);
    const master = this.#master(header.subarray(3).toString('hex'));
    try {
      const key = this.#keyFor(suite, master, purpose);
      return suite.open(key, bytes.subarray(headerLength, start), boundOf(header, purpose, aad), bytes.subarray(start));
    } catch (error) {
      throw new ZhuisuError('seal_broken', { purpose }, { cause: error });
    }
  }

  /**
   * Keyed digests of a text, by which the same text is found again and from which nobody without the key can guess it: the one to store
   * first, then those that rows from before a change of key or suite may have.
   */
  lookups(purpose: string, text: string): readonly Buffer[] {
    this.#watch();
    return this.#keys.toReversed().flatMap((master) =>
      [this.#suite, ...Object.values(suites).filter((suite) => suite !== this.#suite)].map((suite) =>
        createHmac(suite.hash, this.#keyFor(suite, master, `lookup ${purpose}`))
          .update(text, 'utf8')
          .digest(),
      ),
    );
  }

  /** Sealed with the newest key and the suite of the settings. */
  isCurrent(sealed: Uint8Array): boolean {
    return Buffer.from(sealed.subarray(0, headerLength)).equals(headerOf(this.#suite, this.newest));
  }

  /** Adds a key that seals from now on; running servers find it by themselves. Throws keys_in_environment. */
  addKey(now: number): string {
    if (this.#file === undefined) throw new ZhuisuError('keys_in_environment');
    const key = newKey(now);
    replaceKeyFile(this.#file, [...(readKeyFile(this.#file)?.keys ?? []), key]);
    this.#reload();
    return key.id;
  }

  /** Looks for keys that another process has added, now; keys from the environment stay. Throws keys_lost. */
  reload(): void {
    if (this.#file !== undefined) this.#reload();
  }

  #master(id: string): MasterKey {
    const known = this.#keys.find((key) => key.id === id);
    if (known !== undefined) return known;
    this.reload();
    const found = this.#keys.find((key) => key.id === id);
    if (found === undefined) throw new ZhuisuError('key_unknown', { id });
    return found;
  }

  #keyFor(suite: Suite, master: MasterKey, purpose: string): Buffer {
    const name = `${master.id} ${suite.number} ${purpose}`;
    let key = this.#derived.get(name);
    if (key === undefined) {
      key = derived(suite, master.secret, purpose);
      this.#derived.set(name, key);
    }
    return key;
  }

  /** Another process may have added a key. */
  #watch(): void {
    if (this.#file === undefined || performance.now() - this.#looked < watchMillis) return;
    this.#looked = performance.now();
    const changed = statSync(this.#file, { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== undefined && changed !== this.#changed) this.#reload();
  }

  #reload(): void {
    const read = readKeyFile(this.#file!);
    if (read === undefined) throw new ZhuisuError('keys_lost', { file: this.#file! });
    this.#keys = read.keys;
    this.#changed = read.changed;
    this.#looked = performance.now();
  }
}

const headerOf = (suite: Suite, id: string): Buffer =>
  Buffer.concat([Buffer.from([0x5a, version, suite.number]), Buffer.from(id, 'hex')]);

function boundOf(header: Buffer, purpose: string, aad: string): Buffer {
  const name = Buffer.from(purpose, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(name.length);
  return Buffer.concat([header, length, name, Buffer.from(aad, 'utf8')]);
}
