/**
 * Where deliveries may go. Who may subscribe must not be able to make this server speak to the machines around it: addresses that are not
 * public are refused when subscribing and again for each connection, which is made to the very address that was checked.
 */
import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { ZhuisuError } from '../errors.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Public by their range, and yet the cloud's own: Azure's platform and Alibaba's metadata (the latter in a range refused anyway). */
const cloudOwn = new Set(['168.63.129.16', '100.100.100.200']);

/** What the operator allows inside (ZHUISU_WEBHOOK_ALLOW). */
export class Allowed {
  readonly #hosts = new Set<string>();
  readonly #networks: (readonly [Address, number])[] = [];

  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      if (ipaddr.isValidCIDR(entry)) this.#networks.push(ipaddr.parseCIDR(entry));
      else if (ipaddr.isValid(entry)) {
        const address = ipaddr.parse(entry);
        this.#networks.push([address, address.kind() === 'ipv4' ? 32 : 128]);
      } else this.#hosts.add(entry.toLowerCase());
    }
  }

  host(name: string): boolean {
    return this.#hosts.has(name.toLowerCase().replace(/\.$/, ''));
  }

  address(text: string): boolean {
    // An allowed IPv4 network is meant however its addresses are written.
    const address = ipaddr.process(text);
    return this.#networks.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network as ipaddr.IPv4, bits),
    );
  }
}

/** Why an address is not public; undefined when it is. */
export function notPublic(text: string): string | undefined {
  if (!ipaddr.isValid(text)) return 'not an address';
  const address = ipaddr.parse(text);
  const range = address.range();
  if (range !== 'unicast') return range;
  if (cloudOwn.has(address.toString())) return 'cloud metadata';
  // Of IPv6 nothing but 2000::/3 is given out (RFC 4291 §2.4); this also leaves out ::a.b.c.d.
  if (address.kind() === 'ipv6' && !address.match(ipaddr.parse('2000::') as ipaddr.IPv6, 3)) return 'not global unicast';
  return undefined;
}

export interface Target {
  readonly url: URL;
  /** For the connection: gives only addresses that may be spoken to, and fails when there is none. */
  readonly lookup: LookupFunction;
}

const longest = 2_000;

/** The form of a target, and its address where that is written out. Throws webhook_refused. */
export function targetOf(dest: string, allowed: Allowed): Target {
  const refused = (cause: string): ZhuisuError => new ZhuisuError('webhook_refused', { came: shown(dest), cause });
  const url = dest.length <= longest && URL.canParse(dest) ? new URL(dest) : undefined;
  if (url === undefined) throw refused('it is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('it is neither https nor http');
  if (url.username !== '' || url.password !== '') throw refused('a URL with a user name or password is not taken');
  if (url.hash !== '') throw refused('a URL with a fragment is not taken');
  // WHATWG URLs know the decimal, octal and hexadecimal spellings of an IPv4 address and give the usual one.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const byName = allowed.host(host);
  const passes = (address: string): boolean => byName || allowed.address(address) || notPublic(address) === undefined;
  if (isIP(host) !== 0 && !passes(host)) throw refused(`its address is not public (${notPublic(host)})`);
  const secure = url.protocol === 'https:';
  if (!secure && isIP(host) !== 0 && !allowed.address(host)) throw refused('it is http, and the host is not one that is allowed');
  const mayConnect = (address: string): boolean => passes(address) && (secure || byName || allowed.address(address));
  return { url, lookup: (name, options, done) => checkedLookup(name, options, mayConnect, done) };
}

type Done = Parameters<LookupFunction>[2];

function checkedLookup(name: string, options: LookupOptions, may: (address: string) => boolean, done: Done): void {
  systemLookup(name, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error !== null) return done(error, '');
    const good = found.filter(({ address }) => may(address));
    const [first] = good;
    if (first === undefined) {
      const causes = found.map(({ address }) => `${address}: ${notPublic(address) ?? 'public over http'}`);
      return done(
        Object.assign(new Error(`no address that may be spoken to (${causes.join(', ').slice(0, 200)})`), { code: 'EREFUSED' }),
        '',
      );
    }
    if (options.all === true) return done(null, good);
    return done(null, first.address, first.family);
  });
}

/** Looks the name up, as a connection would. Throws webhook_refused. */
export async function checkTarget(dest: string, allowed: Allowed): Promise<Target> {
  const target = targetOf(dest, allowed);
  const host = target.url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return target;
  await new Promise<void>((resolve, reject) => {
    target.lookup(host, { all: true }, (error) => {
      if (error === null) resolve();
      else reject(new ZhuisuError('webhook_refused', { came: shown(dest), cause: error.message }));
    });
  });
  return target;
}

/** Without a password somebody has put into it. */
const shown = (dest: string): string => dest.replace(/\/\/[^/@]*@/, '//***@').slice(0, 120);
