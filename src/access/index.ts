/**
 * Who may do what, decided here alone. Denies by default: an action that is not granted to an actor is refused.
 * Without a bootstrap token nobody is known, so only requests that this machine itself makes are trusted with more than the public may.
 */
import { timingSafeEqual } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';

export type Actor = 'administrator' | 'machine' | 'public';

export type Action =
  /** Record events. */
  | 'capture'
  /** Read events and capture jobs in full. */
  | 'query'
  /** Follow one code. */
  | 'trace'
  /** Have a code explained. */
  | 'explain'
  /** Have codes issued, and read, print or void those that were. */
  | 'issue'
  /** Say where the links of a code lead. */
  | 'link';

const granted: Readonly<Record<Actor, ReadonlySet<Action>>> = {
  administrator: new Set<Action>(['capture', 'query', 'trace', 'explain', 'issue', 'link']),
  machine: new Set<Action>(['capture', 'query', 'trace', 'explain', 'issue', 'link']),
  public: new Set<Action>(['trace', 'explain']),
};

/** What is known of a request before its body is read. */
export interface Caller {
  readonly authorization: string | undefined;
  readonly remoteAddress: string | undefined;
  readonly host: string | undefined;
  /** A proxy stands in between: the address is the proxy's, not the caller's. */
  readonly forwarded: boolean;
}

/** Throws not_signed_in for a token that is wrong. */
export function actorOf(caller: Caller, adminToken: string | undefined): Actor {
  if (caller.authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(caller.authorization)?.[1];
    if (adminToken !== undefined && token !== undefined && equal(token, adminToken)) return 'administrator';
    if (adminToken !== undefined) throw new ZhuisuError('not_signed_in');
  }
  return adminToken === undefined && isThisMachine(caller) ? 'machine' : 'public';
}

/** Throws not_signed_in when nobody is known, not_allowed when the actor is known and may not. */
export function permit(actor: Actor, action: Action): void {
  if (granted[actor].has(action)) return;
  if (actor === 'public') throw new ZhuisuError('not_signed_in');
  throw new ZhuisuError('not_allowed', { cause: action });
}

/** The Host check keeps a web page that points its own name at 127.0.0.1 from speaking as this machine. */
function isThisMachine({ remoteAddress, host, forwarded }: Caller): boolean {
  const loopback = /^(?:127\.|::1$|::ffff:127\.)/.test(remoteAddress ?? '');
  return loopback && !forwarded && /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i.test(host ?? '');
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
