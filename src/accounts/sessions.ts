/** One's own sessions: seen, and ended singly or all. */
import { ZhuisuError } from '../errors.ts';
import { endSessionNamed, endSessions, type SessionRow, type SignedInRow, sessionsOf } from '../store/index.ts';
import { isUuid } from './credentials.ts';
import { type Desk, dateOf, record } from './desk.ts';
import { expectStage, personOf } from './sign-in.ts';

export function listSessions(desk: Desk, session: SignedInRow): Promise<SessionRow[]> {
  expectStage(session, 'open');
  return sessionsOf(desk.database, session.account, dateOf(desk));
}

export async function endOneSession(desk: Desk, session: SignedInRow, id: string): Promise<void> {
  expectStage(session, 'open');
  if (!isUuid(id) || !(await endSessionNamed(desk.database, session.account, id)))
    throw new ZhuisuError('not_found', { came: `session ${id.slice(0, 40)}` });
  await ended(desk, session, id);
}

/** All but this one; how many they were. */
export async function endOtherSessions(desk: Desk, session: SignedInRow): Promise<number> {
  expectStage(session, 'open');
  const count = await endSessions(desk.database, session.account, session.id);
  await ended(desk, session, 'others');
  return count;
}

async function ended(desk: Desk, { account }: SignedInRow, reason: string): Promise<void> {
  desk.credentials.forgetAccount(account);
  await record(desk, { kind: 'sign_out', principal: personOf(account), object: account, reason: `ended: ${reason}` });
}
