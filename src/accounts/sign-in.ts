/** From nobody to somebody, step by step: password, second factor, a password of one's own, enrolment. */
import { randomUUID } from 'node:crypto';
import { type Principal, type Role, thePublic } from '../access/index.ts';
import { ZhuisuError } from '../errors.ts';
import {
  type AccountRow,
  accountByLogin,
  accountOf,
  addSession,
  countAttempt,
  endSession,
  endSessions,
  rehashPassword,
  rotateSession,
  type SignedInRow,
  setPassword,
  takeRecoveryCode,
  takeStep,
} from '../store/index.ts';
import { attemptAt, placeOf, rememberDevice, succeed, take, type Visitor } from './budget.ts';
import { type Desk, dateOf, openSecret, record } from './desk.ts';
import { codesInSession, lifetimeOf } from './lifetimes.ts';
import { loginOf } from './logins.ts';
import { checkPassword, passwordLimits } from './password-rules.ts';
import { needsSecondFactor } from './rules.ts';
import { stepOf } from './second-factor.ts';
import { hashOf, recoveryCodeTyped, sessionToken } from './words.ts';

/** What is still to be done; `open`: nothing. */
export type Stage = 'second_factor' | 'password' | 'enrol' | 'open';

/** After each step the browser holds another token. */
export interface Begun {
  readonly token: string;
  readonly stage: Stage;
  /** A new cookie for the device, when the account is signed in now. */
  readonly device?: string;
  readonly endsAt: Date;
}

export const personOf = (account: string): Principal => ({ ...thePublic, kind: 'person', account });

/** Throws sign_in_refused, sign_in_paused, rate_limited, value_invalid. */
export async function signIn(desk: Desk, visitor: Visitor, login: unknown, password: unknown): Promise<Begun> {
  const typed = loginOf(login);
  if (typeof password !== 'string' || password === '' || password.length > passwordLimits.most)
    throw new ZhuisuError('value_invalid', {
      path: 'password',
      came: typeof password === 'string' ? `${password.length} characters` : typeof password,
      expected: `up to ${passwordLimits.most} characters`,
    });
  const attempt = attemptAt(desk, visitor, typed, false);
  return desk.turns.take({ known: attempt.known, from: attempt.place }, async () => {
    await take(desk, attempt);
    const account = await accountByLogin(desk.database, typed);
    const fits = await desk.hasher.verify(password, usable(account, desk) ? account.password : undefined);
    if (account === undefined || !fits) {
      await record(desk, {
        kind: 'sign_in_failed',
        principal: thePublic,
        object: account?.id ?? 'unknown account',
        outcome: 'failed',
        address: visitor.address,
      });
      throw new ZhuisuError('sign_in_refused');
    }
    if (desk.hasher.isOutdated(account.password!))
      await rehashPassword(desk.database, account.id, account.password!, await desk.hasher.hash(password));
    return begin(desk, visitor, account);
  });
}

const usable = (account: AccountRow | undefined, desk: Desk): account is AccountRow =>
  account !== undefined &&
  account.status === 'active' &&
  account.kind === 'person' &&
  (account.passwordUntil === null || account.passwordUntil.getTime() > desk.now());

/** A session for somebody whose first factor is proven: by password, or by the provider that an identity is linked to. */
export async function begin(desk: Desk, visitor: Visitor, account: AccountRow): Promise<Begun> {
  const token = sessionToken();
  const { stage, lifetime } = await next(desk, account, false);
  const now = desk.now();
  const endsAt = new Date(now + lifetime.whole);
  await addSession(desk.database, {
    hash: hashOf(token),
    id: randomUUID(),
    account: account.id,
    stage,
    startedAt: new Date(now),
    seenAt: new Date(now),
    endsAt,
    idleUntil: new Date(now + lifetime.idle),
    address: visitor.address,
    agent: visitor.agent.slice(0, 300),
    attempts: 0,
    enrolling: null,
  });
  return { token, stage, endsAt, ...(await arrived(desk, visitor, account, stage)) };
}

/** The session goes on to the next stage under a new token. Throws not_signed_in when it ended meanwhile. */
export async function advance(desk: Desk, visitor: Visitor, session: SignedInRow): Promise<Begun> {
  const account = await accountOf(desk.database, session.account);
  if (account === undefined) throw new ZhuisuError('not_signed_in');
  const token = sessionToken();
  const { stage, lifetime } = await next(desk, account, true);
  const now = desk.now();
  // A session that was open keeps its end.
  const endsAt = session.stage === 'open' ? session.endsAt : new Date(now + lifetime.whole);
  const rotated = await rotateSession(desk.database, session.hash, {
    hash: hashOf(token),
    stage,
    seenAt: new Date(now),
    endsAt,
    idleUntil: new Date(now + lifetime.idle),
  });
  desk.credentials.forgetAccount(account.id);
  if (!rotated) throw new ZhuisuError('not_signed_in');
  return { token, stage, endsAt, ...(session.stage === 'open' ? {} : await arrived(desk, visitor, account, stage)) };
}

async function next(desk: Desk, account: AccountRow, proven: boolean) {
  const place =
    account.organisation === null ? 'installation' : ((await desk.actingOf(account.organisation))?.kind ?? 'installation');
  const administrator = needsSecondFactor(account.roles as Role[], place);
  const stage: Stage =
    account.totp !== null && !proven
      ? 'second_factor'
      : account.passwordOnce
        ? 'password'
        : account.totp === null && administrator
          ? 'enrol'
          : 'open';
  return { stage, lifetime: lifetimeOf(stage, administrator) };
}

async function arrived(desk: Desk, visitor: Visitor, { id, login }: AccountRow, stage: Stage): Promise<{ device?: string }> {
  if (stage !== 'open') return {};
  await succeed(desk, visitor, login);
  await record(desk, { kind: 'sign_in', principal: personOf(id), object: id, address: visitor.address });
  return { device: rememberDevice(desk, visitor, login) };
}

/** A code of the app or a recovery code. Throws code_refused, sign_in_paused; the session ends after some wrong ones. */
export async function proveSecondFactor(desk: Desk, visitor: Visitor, session: SignedInRow, typed: unknown): Promise<Begun> {
  expectStage(session, 'second_factor');
  await take(desk, attemptAt(desk, visitor, session.login, true));
  const attempts = await countAttempt(desk.database, session.hash);
  if (attempts <= codesInSession && (await codeFits(desk, session.account, String(typed ?? '').slice(0, 60))))
    return advance(desk, visitor, session);
  if (attempts >= codesInSession) {
    await endSession(desk.database, session.hash);
    desk.credentials.forgetAccount(session.account);
  }
  await record(desk, {
    kind: 'sign_in_failed',
    principal: thePublic,
    object: session.account,
    outcome: 'failed',
    reason: 'second factor',
    address: visitor.address,
  });
  throw new ZhuisuError('code_refused');
}

async function codeFits(desk: Desk, id: string, typed: string): Promise<boolean> {
  const account = await accountOf(desk.database, id);
  if (account === undefined || account.totp === null) return false;
  const step = stepOf(openSecret(desk, account.login, account.totp), typed, desk.now());
  if (step !== undefined) return takeStep(desk.database, id, step);
  return takeRecoveryCode(desk.database, id, hashOf(recoveryCodeTyped(typed)), dateOf(desk));
}

export function expectStage(session: SignedInRow, ...stages: readonly Stage[]): void {
  if (!(stages as readonly string[]).includes(session.stage))
    throw new ZhuisuError('sign_in_unfinished', { expected: session.stage });
}

/**
 * A password of one's own; the other sessions end. In an open session the current one is asked for. Throws sign_in_refused,
 * sign_in_paused, password_short, password_common, password_personal, value_invalid.
 */
export async function changePassword(
  desk: Desk,
  visitor: Visitor,
  session: SignedInRow,
  { current, next: wanted }: { readonly current: unknown; readonly next: unknown },
): Promise<Begun> {
  expectStage(session, 'open', 'password');
  return desk.turns.take({ known: true, from: placeOf(visitor.address) }, async () => {
    const account = await accountOf(desk.database, session.account);
    if (account === undefined) throw new ZhuisuError('not_signed_in');
    const own = { principal: personOf(account.id), object: account.id, address: visitor.address };
    if (session.stage === 'open') {
      await take(desk, { known: true, place: '', keys: [[`password ${session.id}`, 'device']] });
      const given = typeof current === 'string' && current.length <= passwordLimits.most ? current : '';
      if (!(await desk.hasher.verify(given, account.password))) {
        await record(desk, { kind: 'sign_in_failed', outcome: 'failed', reason: 'password change', ...own });
        throw new ZhuisuError('sign_in_refused');
      }
    }
    checkPassword(wanted, [account.login, account.name]);
    if (await desk.hasher.verify(wanted, account.password))
      throw new ZhuisuError('value_invalid', { path: 'password', came: 'the old one', expected: 'another password' });
    await setPassword(desk.database, account.id, { password: await desk.hasher.hash(wanted), once: false, until: null });
    await endSessions(desk.database, account.id, session.id);
    await record(desk, { kind: 'account_changed', reason: 'password', ...own });
    return advance(desk, visitor, session);
  });
}

export async function signOut(desk: Desk, session: SignedInRow): Promise<void> {
  await endSession(desk.database, session.hash);
  desk.credentials.forgetAccount(session.account);
  await record(desk, { kind: 'sign_out', principal: personOf(session.account), object: session.account });
}
