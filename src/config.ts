/** The only file that reads the environment. Everything is checked here, before anything connects. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { ZhuisuError } from './errors.ts';
import { type Jurisdiction, jiyuan, readJurisdiction } from './jurisdictions/index.ts';
import { keysInText, type MasterKey, type SuiteName } from './secrets/index.ts';

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
  /** The city or province whose departments and areas these are; Jiyuan unless ZHUISU_JURISDICTION names a file. */
  readonly jurisdiction: Jurisdiction;
  /** Bootstrap token with all rights. Without one, only requests from this machine are trusted. */
  readonly adminToken: string | undefined;
  /** File of the master keys; made at the first start. */
  readonly keyFile: string;
  /** The master keys themselves, from the environment; the file is unused then. */
  readonly keys: readonly MasterKey[] | undefined;
  /** `aes`: AES-256-GCM and SHA-256; `sm`: SM4 and SM3. */
  readonly cipher: SuiteName;
  /** Another service that people may sign in with (OpenID Connect). */
  readonly oidc: Oidc | undefined;
  /** Proxies whose X-Forwarded-For and X-Request-Id count: addresses and networks (CIDR). */
  readonly trustProxy: readonly string[] | undefined;
  /** Print one line a request. */
  readonly accessLog: boolean;
  /** Hosts, addresses and networks (CIDR) inside, to which subscriptions may be delivered, also over http. */
  readonly webhookAllow: readonly string[];
}

export interface Oidc {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** On the button. */
  readonly name: string;
}

const defaultPort = 8080;

/** 16 random letters and digits are 95 bits. */
const shortestToken = 16;
/** That 16 random letters and digits are of no more than six kinds is rarer than one in a hundred million. */
const fewSigns = 6;

export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const dataDir = resolve(env.ZHUISU_DATA_DIR?.trim() || 'data');
  const demo = flag(env, 'ZHUISU_DEMO', true);
  return {
    host: env.HOST?.trim() || '127.0.0.1',
    port: wholeNumber(env, 'PORT', defaultPort, 0, 65_535),
    dataDir,
    databaseUrl: databaseUrl(env.DATABASE_URL?.trim()),
    demo,
    publicUrl: publicUrl(env.ZHUISU_PUBLIC_URL?.trim()),
    codePatterns: env.ZHUISU_CODE_PATTERNS?.trim() || undefined,
    jurisdiction: jurisdictionIn(env.ZHUISU_JURISDICTION?.trim()),
    adminToken: adminToken(env.ZHUISU_ADMIN_TOKEN?.trim(), demo),
    keyFile: resolve(env.ZHUISU_KEY_FILE?.trim() || join(dataDir, 'keys.json')),
    keys: masterKeys(env.ZHUISU_KEYS?.trim()),
    trustProxy: networks(env.ZHUISU_TRUST_PROXY?.trim()),
    accessLog: flag(env, 'ZHUISU_ACCESS_LOG', false),
    cipher: oneOf(env, 'ZHUISU_CIPHER', ['aes', 'sm']),
    oidc: oidc(env),
    webhookAllow: hostsAndNetworks(env, 'ZHUISU_WEBHOOK_ALLOW'),
  };
}

/** Whoever guesses it may do everything, so outside the demo it must not be guessed. What came is not repeated. */
function adminToken(came: string | undefined, demo: boolean): string | undefined {
  if (!came) return undefined;
  const signs = new Set(came).size;
  if (demo || (came.length >= shortestToken && signs > fewSigns)) return came;
  throw new ZhuisuError('setting_invalid', {
    name: 'ZHUISU_ADMIN_TOKEN',
    came: `${came.length} signs, ${signs} of them different`,
    expected: `at least ${shortestToken} signs drawn at random, such as those of: openssl rand -base64 24`,
  });
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

function jurisdictionIn(file: string | undefined): Jurisdiction {
  if (!file) return jiyuan;
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ZhuisuError('setting_invalid', {
      name: 'ZHUISU_JURISDICTION',
      came: `${file} (${(error as Error).message.split('\n')[0]})`,
      expected: 'a JSON file that describes a jurisdiction',
    });
  }
  const read = readJurisdiction(parsed);
  if ('path' in read) throw new ZhuisuError('jurisdiction_invalid', { file, ...read });
  return read;
}

/** The first one unless set. */
function oneOf<const Word extends string>(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  const came = env[name]?.trim().toLowerCase() || words[0];
  const found = words.find((word) => word === came);
  if (found === undefined) throw new ZhuisuError('setting_invalid', { name, came, expected: words.join(' or ') });
  return found;
}

/** What came is not repeated: it may be a key with a slip in it. */
function masterKeys(came: string | undefined): readonly MasterKey[] | undefined {
  if (!came) return undefined;
  const keys = keysInText(came);
  if (keys !== undefined) return keys;
  throw new ZhuisuError('setting_invalid', {
    name: 'ZHUISU_KEYS',
    came: 'no list of keys',
    expected: 'id:key a key, separated by commas, newest last; id of 8 hexadecimal digits, key of 32 bytes in base64',
  });
}

/** Plain http only towards this machine itself. */
function oidc(env: Readonly<Record<string, string | undefined>>): Oidc | undefined {
  const issuer = env.ZHUISU_OIDC_ISSUER?.trim();
  if (!issuer) return undefined;
  if (!/^(?:https:\/\/[^\s?#]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/[^\s?#]*)?)$/.test(issuer))
    throw new ZhuisuError('setting_invalid', { name: 'ZHUISU_OIDC_ISSUER', came: issuer, expected: 'an https:// address' });
  const wanted = (name: string): string => {
    const value = env[name]?.trim();
    if (!value) throw new ZhuisuError('setting_invalid', { name, came: 'empty', expected: 'a value beside ZHUISU_OIDC_ISSUER' });
    return value;
  };
  return {
    issuer,
    clientId: wanted('ZHUISU_OIDC_CLIENT_ID'),
    clientSecret: wanted('ZHUISU_OIDC_CLIENT_SECRET'),
    name: env.ZHUISU_OIDC_NAME?.trim() || new URL(issuer).host,
  };
}

/** `loopback` stands for this machine. */
function networks(came: string | undefined): readonly string[] | undefined {
  if (!came) return undefined;
  const parts = came.split(',').flatMap((part) => (part.trim() === 'loopback' ? ['127.0.0.0/8', '::1/128'] : [part.trim()]));
  if (parts.every((part) => ipaddr.isValidCIDR(part) || ipaddr.isValid(part))) return parts;
  throw new ZhuisuError('setting_invalid', {
    name: 'ZHUISU_TRUST_PROXY',
    came,
    expected: 'loopback, addresses or networks such as 10.0.0.0/8, separated by commas',
  });
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
