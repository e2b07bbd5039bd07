import { execFileSync } from 'node:child_process';
import { createCipheriv, createHmac } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { keysInText, Vault } from '../../src/secrets/index.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const place = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'zhuisu-keys-'));
  folders.push(folder);
  return join(folder, 'below', 'keys.json');
};
const now = Date.UTC(2026, 10, 24);
const secret = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const keys = keysInText(`00000001:${secret(1)},00000002:${secret(2)}`)!;
const inMemory = (cipher: 'aes' | 'sm', which = keys): Vault => Vault.open({ keyFile: '', keys: which, cipher }, true, now);

describe.each(['aes', 'sm'] as const)('sealed with the suite %s', (cipher) => {
  const vault = inMemory(cipher);

  test('opens again, in any length, with either suite in use', () => {
    for (const length of [0, 1, 16, 1_000, 100_000]) {
      const plain = Buffer.alloc(length, 7);
      const sealed = vault.seal('test', plain, 'row');
      for (const other of ['aes', 'sm'] as const) expect(inMemory(other).unseal('test', sealed, 'row').equals(plain)).toBe(true);
    }
    expect(vault.unseal('test', vault.seal('test', '张三', 'row'), 'row').toString()).toBe('张三');
  });

  test('is never the same twice, and holds nothing of what it hides', () => {
    const all = Array.from({ length: 50 }, () => vault.seal('test', 'the same plaintext', 'row'));
    expect(new Set(all.map((sealed) => sealed.toString('hex'))).size).toBe(50);
    expect(all.some((sealed) => sealed.includes('plaintext'))).toBe(false);
  });

  test('does not open for another purpose, another row, or with a bit changed anywhere', () => {
    const sealed = vault.seal('test', 'secret', 'row');
    for (const [purpose, aad] of [
      ['other', 'row'],
      ['test', 'other'],
      ['testr', 'ow'],
      ['tes', 'trow'],
    ] as const)
      expect(() => vault.unseal(purpose, sealed, aad)).toThrow(/changed or moved/);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => vault.unseal('test', changed, 'row'), `bit ${bit}`).toThrow();
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => vault.unseal('test', sealed.subarray(0, length), 'row')).toThrow(/changed or moved/);
  });

  test('older keys open, the newest seals, an unknown key is named', () => {
    const old = inMemory(cipher, [keys[0]!]).seal('test', 'from before', 'row');
    expect(vault.unseal('test', old, 'row').toString()).toBe('from before');
    expect(vault.isCurrent(old)).toBe(false);
    expect(vault.isCurrent(vault.seal('test', '', 'row'))).toBe(true);
    expect(() => inMemory(cipher, [keys[1]!]).unseal('test', old, 'row')).toThrow(/key 00000001 .* is not here/);
  });

  test('digests find the same text under any key and suite, and differ by purpose', () => {
    const [mine] = vault.lookups('test', '419001');
    expect(vault.lookups('test', '419001')[0]).toEqual(mine);
    expect(vault.lookups('other', '419001')[0]).not.toEqual(mine);
    const before = inMemory(cipher === 'aes' ? 'sm' : 'aes', [keys[0]!]).lookups('test', '419001')[0]!;
    expect(vault.lookups('test', '419001').some((each) => each.equals(before))).toBe(true);
  });
});

test('the national suite is SM4 and SM3 as their standards say', () => {
  // GB/T 32907-2016, appendix A, example 1; GB/T 32905-2016, appendix A, example 1.
  const block = Buffer.from('0123456789abcdeffedcba9876543210', 'hex');
  expect(createCipheriv('sm4-ecb', block, null).setAutoPadding(false).update(block).toString('hex')).toBe(
    '681edf34d206965e86b3e94f536e4246',
  );
  expect(createHmac('sm3', 'key').update('x').digest()).toHaveLength(32);
  const sealed = inMemory('sm').seal('test', 'secret', 'row');
  expect(sealed.length).toBe(7 + 16 + 6 + 32);
  expect(sealed.subarray(0, 7).toString('hex')).toBe('5a010200000002');
});

describe('the key file', () => {
  test('is made at the first start for its owner alone, and read at the next', () => {
    const keyFile = place();
    const sealed = Vault.open({ keyFile }, true, now).seal('test', 'secret', 'row');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(Vault.open({ keyFile }, false, now).unseal('test', sealed, 'row').toString()).toBe('secret');
  });

  test('two first starts at once agree on one key', () => {
    const keyFile = place();
    const program = `import { Vault } from '${join(import.meta.dirname, '../../src/secrets/index.ts')}';
      const vault = Vault.open({ keyFile: process.argv[1] }, true, 0); console.log(vault.newest);`;
    const starts = `for i in 1 2 3 4; do "$0" --input-type=module -e "$1" "$2" & done; wait`;
    const output = execFileSync('sh', ['-c', starts, process.execPath, program, keyFile], { encoding: 'utf8' });
    expect(new Set(output.trim().split('\n'))).toHaveProperty('size', 1);
  });

  test.each([0o640, 0o604, 0o660, 0o644, 0o610])('that others may read (mode %o) is refused', (mode) => {
    const keyFile = place();
    Vault.open({ keyFile }, true, now);
    chmodSync(keyFile, mode);
    expect(() => Vault.open({ keyFile }, false, now)).toThrow(/Others may read .*chmod 600/);
  });

  test('that is lost is not replaced: new keys would open nothing', () => {
    const keyFile = place();
    expect(() => Vault.open({ keyFile }, false, now)).toThrow(/is missing.*backup/);
    expect(existsSync(keyFile)).toBe(false);
  });

  test.each(['', '{}', '{"keys":[]}', '{"keys":[{"id":"x","secret":"y"}]}', 'null'])('that holds %j is refused', (text) => {
    const keyFile = place();
    Vault.open({ keyFile }, true, now);
    writeFileSync(keyFile, text);
    expect(() => Vault.open({ keyFile }, false, now)).toThrow(/it holds no list of keys/);
  });

  test('a key that another process added seals here too, and opens at once', () => {
    const keyFile = place();
    const running = Vault.open({ keyFile }, true, now);
    const other = Vault.open({ keyFile }, false, now);
    const id = other.addKey(now);
    expect(running.unseal('test', other.seal('test', 'new', 'row'), 'row').toString()).toBe('new');
    expect(running.newest).toBe(id);
    expect(readFileSync(keyFile, 'utf8')).toContain(id);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });
});

describe('keys in the environment', () => {
  test('are read, newest last, and cannot be added to', () => {
    const { keys: read } = readConfig({ ZHUISU_KEYS: ` 0000000a:${secret(9)} , 0000000b:${secret(8)}` });
    const vault = inMemory('aes', [...read!]);
    expect(vault.newest).toBe('0000000b');
    expect(() => vault.addKey(now)).toThrow(/ZHUISU_KEYS/);
  });

  test.each([`0000000a:${secret(9).slice(0, -3)}`, `xx:${secret(9)}`, `0000000a:${secret(9)};`, 'hunter2'])(
    'that are no keys are refused without being repeated: %s',
    (text) => {
      let message = '';
      try {
        readConfig({ ZHUISU_KEYS: text });
      } catch (error) {
        ({ message } = error as Error);
      }
      expect(message).toMatch(/ZHUISU_KEYS/);
      expect(message).not.toContain(text.slice(-8));
    },
  );
});
