/**
 * Who may do what, decided here alone. Denies by default: an action that is not granted to an actor is refused.
 * Without a bootstrap token nobody is known, so only requests that this machine itself makes are trusted with more than the public may.
 */
import { timingSafeEqual } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';
import type { Action } from './actions.ts';
import { type Principal, type Role, theOperator, thePublic, thisMachine } from './principal.ts';

export { type Action, actions } from './actions.ts';
export { type Acting, type Mandate, type OrganisationKind, type Principal, type Role, thePublic } from './principal.ts';

const granted: Readonly<Record<Principal['kind'], ReadonlySet<Action>>> = {
  operator: new Set<Action>([
    'capture',
    'query',
    'trace',
    'explain',
    'issue',
    'link',
    'audit',
    'record_personal',
    'read_personal',
    'reveal_personal',
    'directory',
    'organisation_read',
    'register',
    'review',
  ]),
  // Whoever reads the audit log or sees personal data in the clear must be somebody: a process of this machine is nobody.
  machine: new Set<Action>([
    'capture',
    'query',
    'trace',
    'explain',
    'issue',
    'link',
    'record_personal',
    'read_personal',
    'directory',
    'organisation_read',
    'register',
    'review',
  ]),
  public: new Set<Action>(['trace', 'explain', 'directory']),
  person: new Set<Action>(['trace', 'explain', 'directory']),
  service: new Set<Action>(['trace', 'explain', 'directory']),
};

/** What a role adds to what everybody known may. */
const grantedToRole: Readonly<Partial<Record<Role, ReadonlySet<Action>>>> = {
  audit_administrator: new Set<Action>(['audit']),
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
export function principalOf(caller: Caller, adminToken: string | undefined): Principal {
  if (caller.authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(caller.authorization)?.[1];
    if (adminToken !== undefined && token !== undefined && equal(token, adminToken)) return theOperator;
    if (adminToken !== undefined) throw new ZhuisuError('not_signed_in');
  }
  return adminToken === undefined && isThisMachine(caller) ? thisMachine : thePublic;
}

/** Throws not_signed_in when nobody is known, not_allowed when they are known and may not. */
export function permit(principal: Principal, action: Action): void {
  const inScope = principal.scopes?.has(action) ?? true;
  if (granted[principal.kind].has(action) && inScope) return;
  if (inScope && [...principal.roles].some((role) => grantedToRole[role]?.has(action))) return;
  if (principal.kind === 'public') throw new ZhuisuError('not_signed_in');
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
