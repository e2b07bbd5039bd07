/** The real program, killed while it records a sheet; and files whose time is over. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ZhuisuError } from '../../src/errors.ts';
import { record } from '../../src/records/index.ts';
import { cellsOfExample } from '../../src/sheets/example.ts';
import { mediaTypes, openSheet, type Recorder, type TableLine, Uploads, writeTable } from '../../src/sheets/index.ts';
import { tableColumns } from '../../src/sheets/template.ts';
import { logHead, uploadBytes, uploadNamed } from '../../src/store/index.ts';
import { goes, type Running, removeFolder, serve, stop, temporaryFolder } from '../start/servers.ts';
import { engines } from '../store/stores.ts';
import { until } from '../subscriptions/receiver.ts';
import { templateNamed } from './files.ts';

// Each of these starts the program several times.
vi.setConfig({ testTimeout: 180_000 });
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const made = templateNamed('produce', 'pest_check');
const values = cellsOfExample(made.stage, made.stage.example);
async function sheet(count: number): Promise<Buffer> {
  const lines: TableLine[] = Array.from({ length: count }, (_, i) => ({
    cells: values.with(0, { date: new Date(Date.UTC(2026, 4, 1) + i * 1_000).toISOString().slice(0, 19) }),
  }));
  const pieces: Buffer[] = [];
  for await (const piece of writeTable(tableColumns(made), [lines], 'xlsx', { name: '填报' })) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('a program that is killed while it records a sheet', () => {
  test('goes on by itself after its next start, and stores no row twice', async () => {
    const dataDir = await temporaryFolder();
    open.push(() => removeFolder(dataDir));
    const start = async (): Promise<Running> => {
      const running = await serve(dataDir);
      open.push(() => stop(running));
      return running;
    };
    const count = 10_000;
    let running = await start();
    const sent = await fetch(`${running.address.replace(/\/epcis$/, '')}/api/v1/records/produce/pest_check/uploads`, {
      method: 'POST',
      headers: { 'content-type': mediaTypes.xlsx },
      body: new Uint8Array(await sheet(count)),
    });
    expect(sent.status).toBe(202);
    const { id } = (await sent.json()) as { id: string };
    const told = async (wait: number): Promise<{ state: string; read: number; stored: number; existing: number; rows: number }> =>
      (await fetch(`${running.address.replace(/\/epcis$/, '')}/api/v1/record-uploads/${id}?wait=${wait}`)).json() as never;
    // Killed twice, each time when something more was recorded.
    let before = 0;
    for (let round = 0; round < 2; round++) {
      let now = await told(0);
      await until(async () => {
        now = await told(0);
        return now.read > before && now.state !== 'checking';
      }, 'a batch');
      expect(now.state).toBe('recording');
      before = now.read;
      process.kill(running.serverPid, 'SIGKILL');
      for (const pid of [running.serverPid, running.child.pid!]) expect(await goes(pid, 30_000)).toBe(true);
      running = await start();
    }
    const over = await told(60);
    expect(over).toMatchObject({ state: 'done', rows: count, read: count });
    expect(over.stored + over.existing).toBe(count);
    // What a kill may leave uncounted is the batch under way.
    expect(over.existing).toBeLessThanOrEqual(1_000);
    const ready = (await (await fetch(`${running.address.replace(/\/epcis$/, '')}/readyz`)).json()) as { events: number };
    expect(ready.events).toBe(count);
  });
});

describe('a kept file', () => {
  test('lies sealed, goes when its time is over, and its counts stay', async () => {
    const opened = (await engines[0]!.open())!;
    open.push(() => opened.close());
    const { store } = opened;
    let now = Date.UTC(2026, 10, 24);
    const uploads = new Uploads({
      store,
      stageOf: async () => made,
      now: () => now,
      log: () => {},
      async record({ category, stage }, records) {
        const { statuses } = await record(store, { category, stage, records, now, behaviour: 'proceed' });
        return statuses.map(({ status }) => ({ status: status === 'rolled_back' ? 'refused' : status }));
      },
    });
    const bytes = await sheet(2_000);
    const about = { owner: null, account: null, category: 'produce', stage: 'pest_check', name: 'a.xlsx' };
    const row = await uploads.receive(about, [bytes.subarray(0, 70_000), bytes.subarray(70_000)] as never);
    await uploads.ended(row.id, 60_000);
    const done = (await uploadNamed(store.database, row.id))!;
    expect(done).toMatchObject({ state: 'done', stored: 2_000, size: bytes.length, kept: true });
    expect(await uploadBytes(store.database, row.id, 0, bytes.length)).toEqual(bytes);
    expect(await uploadBytes(store.database, row.id, 65_000, 66_000)).toEqual(bytes.subarray(65_000, 66_000));
    expect((await openSheet(uploads.fileOf(done), made)).count).toBe(2_000);
    const [piece] = await store.database.query<{ bytes: Buffer }>('select bytes from record_upload_piece order by id limit 1');
    expect(piece!.bytes.includes(bytes.subarray(0, 30))).toBe(false);
    now += 6 * 86_400_000;
    await uploads.tidy();
    expect((await uploadNamed(store.database, row.id))!.kept).toBe(true);
    now += 2 * 86_400_000;
    await uploads.tidy();
    expect(await uploadNamed(store.database, row.id)).toMatchObject({ state: 'done', stored: 2_000, kept: false });
    expect(await uploadBytes(store.database, row.id, 0, bytes.length)).toHaveLength(0);
    expect(await logHead(store.database)).toBe(2_000);
    await uploads.stop();
  });

  test('that never came to its end leaves nothing', async () => {
    const opened = (await engines[0]!.open())!;
    open.push(() => opened.close());
    const { store } = opened;
    const uploads = new Uploads({ store, stageOf: async () => made, now: Date.now, log: () => {}, record: async () => [] });
    async function* cut(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(400_000, 'x');
      throw new Error('the line broke');
    }
    const about = { owner: null, account: null, category: 'produce', stage: 'pest_check', name: 'a.xlsx' };
    await expect(uploads.receive(about, cut())).rejects.toThrow('the line broke');
    for (const table of ['record_upload', 'record_upload_piece'])
      expect(await store.database.query(`select from ${table}`)).toEqual([]);
    await uploads.stop();
  });
});

describe('an upload that cannot be recorded', () => {
  const opened = async (record: Recorder) => {
    const { store, close } = (await engines[0]!.open())!;
    open.push(close);
    const logged: Record<string, string>[] = [];
    const uploads = new Uploads({
      store,
      stageOf: async () => made,
      now: Date.now,
      log: (fields) => void logged.push(fields),
      retryMillis: 10,
      record,
    });
    const about = { owner: null, account: null, category: 'produce', stage: 'pest_check', name: 'a.xlsx' };
    const { id } = await uploads.receive(about, [await sheet(3)] as never);
    return { store, uploads, id, logged };
  };

  test('for a fault of ours ends, and says so', async () => {
    const { store, uploads, id, logged } = await opened(async () => {
      throw new TypeError('a fault of ours');
    });
    await uploads.ended(id, 60_000);
    const row = (await uploadNamed(store.database, id))!;
    expect([row.state, JSON.parse(row.problem!).code]).toEqual(['failed', 'internal']);
    expect(logged[0]!['error']).toContain('a fault of ours');
    await uploads.stop();
  });

  test('for a database that is gone is tried again, but not for ever', async () => {
    let times = 0;
    const { store, uploads, id } = await opened(async () => {
      times++;
      throw new ZhuisuError('database_lost');
    });
    await uploads.ended(id, 60_000);
    expect(times).toBe(5);
    expect((await uploadNamed(store.database, id))!.state).toBe('failed');
    await uploads.stop();
  });
});
