import { randomUUID } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recognise } from '../../src/codes/index.ts';
import { codeRows, issueCodes, issueOf } from '../../src/issuing/index.ts';
import { maskedPerson, recordPerson } from '../../src/persons/index.ts';
import {
  accountOf,
  addAccount,
  beginUpload,
  codeRange,
  type NewAccount,
  openStore,
  putUploadPieces,
  reseal,
  type Store,
  sealedColumns,
  sealedUnder,
  setSecondFactor,
  totpSecrets,
  uploadBytes,
} from '../../src/store/index.ts';
import { command } from '../start/servers.ts';

const now = Date.UTC(2026, 10, 24);

describe('a store and its keys', () => {
  let dataDir: string;
  let store: Store;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'zhuisu-rotation-'));
    store = await openStore({ dataDir });
  });
  afterAll(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const asOwner = async <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
    const { socketDir: host, database, user } = store.database.embedded!;
    const client = new pg.Client({ host, database, user });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const order = (request: string) => ({ product: '野生蜂蜜', lot: request, quantity: 5, declared: 5, request });

  test('the key of a code range lies sealed in the database, and a range from before is read as it is', async () => {
    const { range } = await issueCodes(store, order('L1'), 'o');
    const stored = await asOwner(
      async (client) => (await client.query<{ key: Buffer }>('select key from code_range')).rows[0]!.key,
    );
    expect(range.key).toHaveLength(16);
    expect(stored.includes(range.key)).toBe(false);
    expect((await codeRange(store.database, range.id))!.key).toEqual(range.key);
    // As a version before this one wrote it.
    await asOwner((client) => client.query('update code_range set key = $1', [range.key]));
    expect((await codeRange(store.database, range.id))!.key).toEqual(range.key);
  });

  test('a change of keys seals everything anew, in the middle of use, and goes on after a stop', async () => {
    const people = await Promise.all(
      Array.from({ length: 1_200 }, (_, i) =>
        recordPerson(store, { kind: 'phone', value: `138${String(i).padStart(8, '0')}` }, now),
      ),
    );
    const { range } = await issueCodes(store, order('L2'), 'o');
    const [code] = [...codeRows(range, 0, 1, ['ZS', ''])].map(String);
    const before = await issueOf(store, recognise(code!)[0]!);
    expect(before).toMatchObject({ issued: true, range: { id: range.id } });
    const account: NewAccount = {
      id: randomUUID(),
      organisation: null,
      kind: 'person',
      name: 'sealed',
      login: 'sealed',
      roles: [],
      status: 'active',
      password: null,
      passwordOnce: false,
      passwordUntil: null,
      createdAt: new Date(now),
      createdBy: null,
    };
    await addAccount(store.database, account);
    const secret = Buffer.from('12345678901234567890');
    await setSecondFactor(store.database, account.id, store.vault.seal(totpSecrets.purpose, secret, account.login), 0, []);
    const upload = randomUUID();
    const about = { owner: null, account: null, category: 'produce', stage: 'shipping', name: 'a.xlsx' };
    await beginUpload(store.database, { ...about, id: upload, createdAt: now, keptUntil: now });
    await putUploadPieces(store.database, upload, 0, [Buffer.from('a piece of a file')]);
    const old = store.vault.newest;
    const id = store.vault.addKey(now);
    expect(store.vault.newest).toBe(id);

    // Stopped in the middle: some rows are under the one, some under the other, and all of them are found.
    const [, persons] = sealedColumns;
    await expect(
      reseal(store.database, store.vault, persons!, (seen) => {
        if (seen >= 500) throw new Error('stopped');
      }),
    ).rejects.toThrow('stopped');
    const half = await sealedUnder(store.database, persons!);
    expect([...half.keys()].sort()).toEqual([id, old].sort());
    for (const { token, masked } of people.slice(0, 50)) expect((await maskedPerson(store, token)).masked).toBe(masked);
    const again = await recordPerson(store, { kind: 'phone', value: '13800000001' }, now);
    const last = await recordPerson(store, { kind: 'phone', value: '13800001199' }, now);
    expect([again.token, last.token]).toEqual([people[1]!.token, people[1_199]!.token]);

    const { code: ended, output } = await command(['keys', 'rotate'], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect([ended, output]).toEqual([0, expect.stringContaining(`Going on with the key ${id}`)]);
    for (const column of sealedColumns) expect([...(await sealedUnder(store.database, column)).keys()]).toEqual([id]);
    expect(await recordPerson(store, { kind: 'phone', value: '13800000001' }, now)).toEqual(again);
    expect(await issueOf(store, recognise(code!)[0]!)).toEqual(before);
    const { totp } = (await accountOf(store.database, account.id))!;
    expect(store.vault.unseal(totpSecrets.purpose, totp!, account.login)).toEqual(secret);
    expect(String(await uploadBytes(store.database, upload, 2, 7))).toBe('piece');

    const second = await command(['keys', 'rotate'], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect(second.output).toMatch(/The key [0-9a-f]{8} seals from now on/);
    expect((await recordPerson(store, { kind: 'phone', value: '13800000001' }, now)).token).toBe(again.token);
    const list = await command(['keys', 'list'], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect(list.output.trim().split('\n')).toHaveLength(3);
    expect(list.output).toMatch(new RegExp(`^${old} .* opens .*code_range\\.key 0, person\\.value 0`, 'm'));
  });

  test('a lost key file, and one of another installation, end the start with what to do', async () => {
    const file = join(dataDir, 'keys.json');
    renameSync(file, `${file}.away`);
    const lost = await command(['persons', 'erase'], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect([lost.code, lost.output]).toEqual([1, expect.stringMatching(/^zhuisu: The key file .* is missing.*backup.*\n$/)]);
    const foreign = { keys: [{ id: store.vault.newest, made: '', secret: Buffer.alloc(32, 5).toString('base64') }] };
    writeFileSync(file, JSON.stringify(foreign), { mode: 0o600 });
    const wrong = await command(['persons', 'erase'], { ZHUISU_DATA_DIR: dataDir }).ended;
    expect([wrong.code, wrong.output]).toEqual([1, expect.stringMatching(/^zhuisu: The keys in use do not belong/)]);
    const other = await command(['persons', 'erase'], {
      ZHUISU_DATA_DIR: dataDir,
      ZHUISU_KEYS: `0000000a:${Buffer.alloc(32, 6).toString('base64')}`,
    }).ended;
    expect([other.code, other.output]).toEqual([1, expect.stringMatching(/it was filled with the key/)]);
    renameSync(`${file}.away`, file);
    expect((await command(['persons', 'erase'], { ZHUISU_DATA_DIR: dataDir }).ended).code).toBe(0);
  });
});
