/**
 * What a request brings, turned into who asks. Answers are kept for seconds, so that a browser that loads a page is looked up once; what
 * ends a session or a token here is felt at once, in another process of the same database after those seconds.
 */
import type { Acting, Principal, Role } from '../access/index.ts';
import { thePublic } from '../access/principal.ts';
import { ZhuisuError } from '../errors.ts';
import {
  consentsInForce,
  type SignedInRow,
  sessionOf,
  type TokenHolderRow,
  tokenHolder,
  touchSession,
  touchToken,
} from '../store/index.ts';
import { type Desk, dateOf } from './desk.ts';
import { lifetimeOf } from './lifetimes.ts';
import { needsSecondFactor } from './rules.ts';
import { hashOf, isApiToken } from './words.ts';

const keptMillis = 5_000;
const mostKept = 10_000;
/** How often it is written down that a session or a token is in use. */
const touchMillis = 60_000;

export interface SignedIn {
  readonly session: SignedInRow;
  /** Nobody while the sign-in is not finished. */
  readonly principal: Principal;
}

interface Kept<Value> {
  readonly at: number;
  readonly account: string;
  readonly value: Value;
}

export class Credentials {
  readonly #kept = new Map<string, Kept<SignedIn | Principal>>();
  /** Rises with every change, so that an answer that was on its way meanwhile is not kept. */
  #generation = 0;

  async get<Value extends SignedIn | Principal>(
    key: string,
    now: number,
    look: () => Promise<{ account: string; value: Value } | undefined>,
  ): Promise<Value | undefined> {
    const kept = this.#kept.get(key);
    if (kept !== undefined && Math.abs(now - kept.at) < keptMillis) return kept.value as Value;
    const generation = this.#generation;
    const found = await look();
    this.#kept.delete(key);
    if (found !== undefined && generation === this.#generation) {
      this.#kept.set(key, { at: now, ...found });
      if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value as string);
    }
    return found?.value;
  }

  forgetAccount(account: string): void {
    this.#generation++;
    for (const [key, kept] of this.#kept) if (kept.account === account) this.#kept.delete(key);
  }

  forgetAll(): void {
    this.#generation++;
    this.#kept.clear();
  }
}

/** Undefined for a token of no session, or of one that is over. */
export async function ofSession(desk: Desk, token: string, actingFor?: string): Promise<SignedIn | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const hash = hashOf(token);
  return desk.credentials.get(`session ${hash.toString('hex')} ${actingFor ?? ''}`, desk.now(), async () => {
    const session = await sessionOf(desk.database, hash, dateOf(desk));
    if (session === undefined) return undefined;
    const own = session.organisation === null ? undefined : await desk.actingOf(session.organisation);
    await touch(desk, session, own);
    return { account: session.account, value: { session, principal: await principalOfSession(desk, session, own, actingFor) } };
  });
}

async function principalOfSession(
  desk: Desk,
  session: SignedInRow,
  own: Acting | undefined,
  actingFor: string | undefined,
): Promise<Principal> {
  if (session.stage !== 'open') return thePublic;
  const person = { kind: 'person', account: session.account, roles: new Set(session.roles as Role[]) } as const;
  if (actingFor === undefined) return { ...person, ...(own === undefined ? {} : { organisation: own }) };
  return { ...person, ...(await actThrough(desk, own, actingFor)) };
}

/** Throws not_signed_in for a token that is wrong, over or revoked; consent_missing. */
export async function ofApiToken(desk: Desk, token: string, actingFor: string | undefined): Promise<Principal> {
  const hash = hashOf(token);
  const found =
    isApiToken(token) &&
    (await desk.credentials.get<Principal>(`token ${hash.toString('hex')} ${actingFor ?? ''}`, desk.now(), async () => {
      const holder = await tokenHolder(desk.database, hash, dateOf(desk));
      if (holder === undefined) return undefined;
      if (desk.now() - (holder.usedAt?.getTime() ?? 0) > touchMillis) await touchToken(desk.database, holder.id, dateOf(desk));
      return { account: holder.account, value: await principalOfToken(desk, holder, actingFor) };
    }));
  if (!found) throw new ZhuisuError('not_signed_in');
  return found;
}

async function principalOfToken(desk: Desk, holder: TokenHolderRow, actingFor: string | undefined): Promise<Principal> {
  const own = holder.organisation === null ? undefined : await desk.actingOf(holder.organisation);
  const bearer = { kind: holder.kind, account: holder.account, roles: new Set(holder.roles as Role[]) };
  if (actingFor === undefined)
    return { ...bearer, scopes: new Set(holder.scopes), ...(own === undefined ? {} : { organisation: own }) };
  const { organisation, scopes } = await actThrough(desk, own, actingFor);
  return { ...bearer, organisation, scopes: new Set(holder.scopes.filter((scope) => scopes.has(scope))) };
}

/** The eyes of another organisation, under its newest consent that is in force. */
async function actThrough(
  desk: Desk,
  own: Acting | undefined,
  actingFor: string,
): Promise<{ organisation: Acting; scopes: ReadonlySet<string> }> {
  const missing = new ZhuisuError('consent_missing', { came: actingFor.slice(0, 40) });
  if (own === undefined || !isUuid(actingFor)) throw missing;
  const [consent] = await consentsInForce(desk.database, actingFor, own.id, dateOf(desk));
  const other = consent === undefined ? undefined : await desk.actingOf(actingFor);
  if (consent === undefined || other === undefined) throw missing;
  return {
    organisation: { ...other, through: { organisation: own.id, consent: consent.id } },
    scopes: new Set(consent.scopes),
  };
}

async function touch(desk: Desk, session: SignedInRow, own: Acting | undefined): Promise<void> {
  if (desk.now() - session.seenAt.getTime() < touchMillis) return;
  const { idle } = lifetimeOf(session.stage, needsSecondFactor(session.roles as Role[], own?.kind ?? 'installation'));
  await touchSession(desk.database, session.hash, dateOf(desk), new Date(desk.now() + idle));
}

export const isUuid = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
