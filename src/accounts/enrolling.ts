/** The second factor: set up, its recovery codes, and reset by an administrator. */
import { ZhuisuError } from '../errors.ts';
import {
  accountOf,
  recoveryCodesLeft,
  type SignedInRow,
  setEnrolling,
  setRecoveryCodes,
  setSecondFactor,
} from '../store/index.ts';
import type { Visitor } from './budget.ts';
import { type Desk, openSecret, record, sealSecret } from './desk.ts';
import { enrolment, newSecret, stepOf } from './second-factor.ts';
import { advance, type Begun, expectStage, personOf } from './sign-in.ts';
import { hashOf, recoveryCodes } from './words.ts';

/** The secret that is being enrolled in this session; the same until it is confirmed. Throws second_factor_kept. */
export async function beginEnrolment(desk: Desk, session: SignedInRow): Promise<{ uri: string; text: string }> {
  expectStage(session, 'enrol', 'open');
  const account = await accountOf(desk.database, session.account);
  if (account === undefined) throw new ZhuisuError('not_signed_in');
  if (account.totp !== null) throw new ZhuisuError('second_factor_kept');
  let secret = session.enrolling === null ? undefined : openSecret(desk, session.login, session.enrolling);
  if (secret === undefined) {
    secret = newSecret();
    await setEnrolling(desk.database, session.hash, sealSecret(desk, session.login, secret));
    desk.credentials.forgetAccount(session.account);
  }
  return enrolment(secret, session.login);
}

/** Confirms it by a code; the recovery codes are told this once. Throws code_refused, second_factor_kept. */
export async function confirmEnrolment(
  desk: Desk,
  visitor: Visitor,
  session: SignedInRow,
  typed: unknown,
): Promise<Begun & { readonly codes: readonly string[] }> {
  expectStage(session, 'enrol', 'open');
  const account = await accountOf(desk.database, session.account);
  if (account === undefined) throw new ZhuisuError('not_signed_in');
  if (account.totp !== null) throw new ZhuisuError('second_factor_kept');
  const secret = session.enrolling === null ? undefined : openSecret(desk, account.login, session.enrolling);
  const step = secret === undefined ? undefined : stepOf(secret, String(typed ?? '').slice(0, 60), desk.now());
  if (secret === undefined || step === undefined) throw new ZhuisuError('code_refused');
  const codes = recoveryCodes();
  await setSecondFactor(desk.database, account.id, sealSecret(desk, account.login, secret), step, codes.map(hashOf));
  await record(desk, {
    kind: 'account_changed',
    principal: personOf(account.id),
    object: account.id,
    reason: 'second factor set up',
    address: visitor.address,
  });
  return { ...(await advance(desk, visitor, session)), codes };
}

/** Ten new recovery codes; the old ones are worth nothing from now on. */
export async function renewRecoveryCodes(desk: Desk, session: SignedInRow): Promise<readonly string[]> {
  expectStage(session, 'open');
  const account = await accountOf(desk.database, session.account);
  if (account?.totp == null) throw new ZhuisuError('sign_in_unfinished', { expected: 'enrol' });
  const codes = recoveryCodes();
  await setRecoveryCodes(desk.database, account.id, codes.map(hashOf));
  await record(desk, { kind: 'account_changed', principal: personOf(account.id), object: account.id, reason: 'recovery codes' });
  return codes;
}

/** What the owner is shown of it. */
export async function secondFactorOf(desk: Desk, account: string): Promise<{ enrolled: boolean; codesLeft: number }> {
  const row = await accountOf(desk.database, account);
  return { enrolled: row?.totp != null, codesLeft: await recoveryCodesLeft(desk.database, account) };
}
