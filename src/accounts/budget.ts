/** Who has how many attempts left, and which devices are known. */
import { randomUUID } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { ZhuisuError } from '../errors.ts';
import { forgetAttempts, returnAttempt, takeAttempt } from '../store/index.ts';
import { type Desk, dateOf } from './desk.ts';
import { budgets, deviceMillis } from './lifetimes.ts';

/** What is known of the browser that asks. */
export interface Visitor {
  /** IP address. */
  readonly address: string;
  /** User-Agent. */
  readonly agent: string;
  /** The cookie of the device. */
  readonly device: string | undefined;
}

/** One IPv4 address, or the /64 that a line of IPv6 gets. */
export function placeOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return (parsed as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
}

interface Device {
  readonly id: string;
  /** Who has signed in on it, the last first. */
  readonly logins: readonly string[];
  readonly until: number;
}

const purpose = 'device';
const mostAccounts = 8;

function deviceOf(desk: Desk, { device }: Visitor): Device | undefined {
  if (device === undefined || device.length > 2_000) return undefined;
  try {
    const found = JSON.parse(desk.vault.unseal(purpose, Buffer.from(device, 'base64url'), '').toString()) as Device;
    return found.until > desk.now() ? found : undefined;
  } catch {
    return undefined;
  }
}

/** The cookie of a device on which this account has signed in now. */
export function rememberDevice(desk: Desk, visitor: Visitor, login: string): string {
  const before = deviceOf(desk, visitor);
  const device: Device = {
    id: before?.id ?? randomUUID(),
    logins: [login, ...(before?.logins ?? []).filter((each) => each !== login)].slice(0, mostAccounts),
    until: desk.now() + deviceMillis,
  };
  return desk.vault.seal(purpose, JSON.stringify(device), '').toString('base64url');
}

export interface Attempt {
  /** The device has signed in to this account before. */
  readonly known: boolean;
  readonly place: string;
  readonly keys: readonly (readonly [key: string, kind: keyof typeof budgets])[];
}

/** `codes`: codes of the second factor; otherwise passwords. The database is not asked. */
export function attemptAt(desk: Desk, visitor: Visitor, login: string, codes: boolean): Attempt {
  const device = deviceOf(desk, visitor);
  const place = placeOf(visitor.address);
  if (device?.logins.includes(login)) return { known: true, place, keys: [[`device ${device.id} ${login}`, 'device']] };
  const keys: Attempt['keys'] = [
    [`pair ${place} ${login}`, 'pair'],
    codes ? [`codes ${login}`, 'codes'] : [`place ${place}`, 'place'],
  ];
  return { known: false, place, keys };
}

/** Counts the attempt as failed before it is made. Throws sign_in_paused. */
export async function take(desk: Desk, { keys }: Attempt): Promise<void> {
  for (const [key, kind] of keys) {
    const wait = await takeAttempt(desk.database, key, budgets[kind], dateOf(desk));
    if (wait > 0) throw new ZhuisuError('sign_in_paused', { seconds: Math.ceil(wait / 1000) });
  }
}

/** Somebody signed in: the account's own budgets begin anew, the place gets one attempt back. */
export async function succeed(desk: Desk, visitor: Visitor, login: string): Promise<void> {
  const all = [attemptAt(desk, visitor, login, false), attemptAt(desk, visitor, login, true)];
  const keys = new Map(all.flatMap(({ keys: each }) => each));
  await forgetAttempts(
    desk.database,
    [...keys].filter(([, kind]) => kind !== 'place').map(([key]) => key),
  );
  await returnAttempt(
    desk.database,
    [...keys].filter(([, kind]) => kind === 'place').map(([key]) => key),
    dateOf(desk),
  );
}
