/** A throw-away cluster of Debian's PostgreSQL 15, on a free port of this machine; undefined, with the reason printed, where it is absent. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const bin = '/usr/lib/postgresql/15/bin';

/** Why what runs on it is skipped. */
export const absent = "Debian's postgresql-15 is not installed";

export async function debianPostgres(): Promise<{ url: string; stop(): Promise<void> } | undefined> {
  if (!existsSync(join(bin, 'postgres'))) {
    console.log(`skipped: ${absent}`);
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'zhuisu-debian-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if ('uid' in nobody) for (const each of [folder, data]) chownSync(each, nobody.uid!, nobody.gid!);
  const options = { ...nobody, cwd: '/', stdio: 'ignore' } as const;
  execFileSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'zhuisu', '--locale=C.UTF-8', '-E', 'UTF8'], options);
  const port = await freePort();
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-h', '127.0.0.1', '-p', String(port)], options);
  const connect = async (database: string): Promise<pg.Client> => {
    for (let attempt = 0; ; attempt++) {
      const client = new pg.Client({ host: '127.0.0.1', port, user: 'zhuisu', database });
      client.on('error', () => {});
      try {
        await client.connect();
        return client;
      } catch (error) {
        if (attempt > 100) throw error;
        await new Promise((next) => setTimeout(next, 100));
      }
    }
  };
  const client = await connect('postgres');
  await client.query('create database zhuisu');
  await client.end();
  return {
    url: `postgres://zhuisu@127.0.0.1:${port}/zhuisu`,
    async stop() {
      const closed = new Promise((done) => server.once('exit', done));
      server.kill('SIGINT');
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
