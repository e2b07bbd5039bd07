/** What an administrator sees of the accounts they may touch, beside the accounts themselves: where they are signed in, what tokens they hold. */
import type { Principal } from '../access/index.ts';
import { ZhuisuError } from '../errors.ts';
import {
  endSessionNamed,
  endSessions,
  type HeldTokenRow,
  organisationTokens,
  type SessionRow,
  sessionsOf,
  type TokenRow,
  tokensOf,
} from '../store/index.ts';
import { isUuid } from './credentials.ts';
import { type Desk, dateOf, record } from './desk.ts';
import { accountFor, targetOf } from './managing.ts';
import { checkInPerson, checkTouching } from './rules.ts';

/** Throws not_found, not_allowed, person_needed. */
export async function accountSessions(desk: Desk, actor: Principal, id: string): Promise<SessionRow[]> {
  const account = await accountFor(desk, actor, id);
  return sessionsOf(desk.database, account.id, dateOf(desk));
}

/** One session of somebody else, or all of them (`session` undefined). Throws not_found, rights_beyond, rights_own. */
export async function endAccountSessions(desk: Desk, actor: Principal, id: string, session: string | undefined): Promise<void> {
  const account = await accountFor(desk, actor, id);
  checkTouching(actor, await targetOf(desk, account));
  if (session === undefined) await endSessions(desk.database, account.id);
  else if (!isUuid(session) || !(await endSessionNamed(desk.database, account.id, session)))
    throw new ZhuisuError('not_found', { came: `session ${session.slice(0, 40)}` });
  desk.credentials.forgetAccount(account.id);
  await record(desk, {
    kind: 'sign_out',
    principal: actor,
    object: account.id,
    reason: `ended by an administrator: ${session ?? 'all'}`,
  });
}

/** Throws not_found, not_allowed, person_needed. */
export async function accountTokens(desk: Desk, actor: Principal, id: string): Promise<TokenRow[]> {
  const account = await accountFor(desk, actor, id);
  return tokensOf(desk.database, account.id);
}

/** Those of all accounts of the organisation that the actor administers. Throws not_allowed, person_needed. */
export async function listOrganisationTokens(desk: Desk, actor: Principal): Promise<HeldTokenRow[]> {
  checkInPerson(actor);
  if (actor.organisation === undefined || !actor.roles.has('organisation_administrator'))
    throw new ZhuisuError('not_allowed', { cause: 'accounts' });
  return organisationTokens(desk.database, actor.organisation.id);
}
