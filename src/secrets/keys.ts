/** Master keys: in a file outside the database that its owner alone may read, or in the environment. The last one is the newest. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ZhuisuError } from '../errors.ts';

export interface MasterKey {
  /** Eight hexadecimal digits. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Buffer;
  /** ISO 8601, where it is known. */
  readonly made?: string;
}

export const newKey = (now: number): MasterKey => ({
  id: randomBytes(4).toString('hex'),
  secret: randomBytes(32),
  made: new Date(now).toISOString(),
});

/** `id:base64` a key, separated by commas. Undefined when it is not that. */
export function keysInText(text: string): readonly MasterKey[] | undefined {
  const keys = text.split(',').map((part) => {
    const [, id, secret] = /^\s*([0-9a-f]{8}):([A-Za-z0-9+/]{43}=)\s*$/.exec(part) ?? [];
    return id === undefined ? undefined : { id, secret: Buffer.from(secret!, 'base64') };
  });
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/** Undefined when there is no such file. Throws keys_unsafe, keys_unreadable. */
export function readKeyFile(file: string): { keys: readonly MasterKey[]; changed: number } | undefined {
  let text: string;
  let changed: number;
  try {
    const { mode, mtimeMs } = statSync(file);
    if ((mode & 0o077) !== 0) throw new ZhuisuError('keys_unsafe', { file, mode: (mode & 0o777).toString(8) });
    text = readFileSync(file, 'utf8');
    changed = mtimeMs;
  } catch (error) {
    if (error instanceof ZhuisuError) throw error;
    const { code } = error as { code?: string };
    if (code === 'ENOENT') return undefined;
    throw new ZhuisuError('keys_unreadable', { file, cause: String(code) });
  }
  try {
    const { keys } = JSON.parse(text) as { keys: { id: string; secret: string; made: string }[] };
    const read = keys.map(({ id, secret, made }) => ({ ...keysInText(`${id}:${secret}`)![0]!, made }));
    if (read.length > 0) return { keys: read, changed };
  } catch {}
  throw new ZhuisuError('keys_unreadable', { file, cause: 'it holds no list of keys' });
}

/** Makes the file; when somebody else was faster, theirs counts. */
export function makeKeyFile(file: string, keys: readonly MasterKey[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = drafted(file, keys);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

export const replaceKeyFile = (file: string, keys: readonly MasterKey[]): void => renameSync(drafted(file, keys), file);

function drafted(file: string, keys: readonly MasterKey[]): string {
  const draft = `${file}.${process.pid}`;
  const rows = keys.map(({ id, made, secret }) => ({ id, made, secret: secret.toString('base64') }));
  writeFileSync(draft, `${JSON.stringify({ keys: rows }, null, 2)}\n`, { mode: 0o600, flush: true });
  return draft;
}
