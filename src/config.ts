/** The only file that reads the environment. Everything is checked here, before anything connects. */
import { resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { ZhuisuError } from './errors.ts';

export interface Config {
  /** Address to listen on. Loopback unless HOST says otherwise. */
  readonly host: string;
  /** Port to listen on; 0 lets the system choose one. */
  readonly port: number;
  /** Folder of the embedded database, absolute. Unused when `databaseUrl` is set. */
  readonly dataDir: string;
  /** A PostgreSQL server to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Load the demo city into an empty store. */
  readonly demo: boolean;
  /** Where this installation is reached from outside; printed on labels. Unless set, the address of the request. */
  readonly publicUrl: string | undefined;
  /** File of code patterns that this installation adds; JSON. */
  readonly codePatterns: string | undefined;
  /** Bootstrap token with all rights. Without one, only requests from this machine are trusted. */
  readonly adminToken: string | undefined;
  /** Hosts, addresses and networks (CIDR) inside, to which subscriptions may be delivered, also over http. */
  readonly webhookAllow: readonly string[];
}

const defaultPort = 8080;

export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  return {
    host: env.HOST?.trim() || '127.0.0.1',
    port: wholeNumber(env, 'PORT', defaultPort, 0, 65_535),
    dataDir: resolve(env.ZHUISU_DATA_DIR?.trim() || 'data'),
    databaseUrl: databaseUrl(env.DATABASE_URL?.trim()),
    demo: flag(env, 'ZHUISU_DEMO', true),
    publicUrl: publicUrl(env.ZHUISU_PUBLIC_URL?.trim()),
    codePatterns: env.ZHUISU_CODE_PATTERNS?.trim() || undefined,
    adminToken: env.ZHUISU_ADMIN_TOKEN?.trim() || undefined,
    webhookAllow: hostsAndNetworks(env, 'ZHUISU_WEBHOOK_ALLOW'),
  };
}

function wholeNumber(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const came = env[name]?.trim();
  if (came === undefined || came === '') return otherwise;
  const value = /^\d{1,9}$/.test(came) ? Number(came) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new ZhuisuError('setting_invalid', { name, came, expected: `a whole number from ${least} to ${most}` });
}

function flag(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: boolean): boolean {
  const came = env[name]?.trim().toLowerCase();
  if (came === undefined || came === '') return otherwise;
  if (came === '1' || came === 'true') return true;
  if (came === '0' || came === 'false') return false;
  throw new ZhuisuError('setting_invalid', { name, came, expected: '0 or 1' });
}

function hostsAndNetworks(env: Readonly<Record<string, string | undefined>>, name: string): string[] {
  const entries = (env[name] ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  for (const entry of entries) {
    const host = /^(?=.*[a-z])[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(entry);
    if (host || ipaddr.IPv4.isValidFourPartDecimal(entry) || ipaddr.IPv6.isValid(entry) || ipaddr.isValidCIDR(entry)) continue;
    throw new ZhuisuError('setting_invalid', {
      name,
      came: entry,
      expected: 'host names, addresses and networks such as 10.2.0.0/16, separated by commas',
    });
  }
  return entries.map((entry) => entry.toLowerCase());
}

function publicUrl(came: string | undefined): string | undefined {
  if (!came) return undefined;
  if (/^https?:\/\/[^\s/?#]+$/.test(came.replace(/\/+$/, ''))) return came.replace(/\/+$/, '');
  throw new ZhuisuError('setting_invalid', { name: 'ZHUISU_PUBLIC_URL', came, expected: 'https:// and a host, without a path' });
}

function databaseUrl(came: string | undefined): string | undefined {
  if (!came) return undefined;
  if (/^postgres(ql)?:\/\//.test(came)) return came;
  throw new ZhuisuError('setting_invalid', {
    name: 'DATABASE_URL',
    came: came.replace(/:[^:@/]*@/, ':***@'),
    expected: 'postgres://user@host:port/database',
  });
}
