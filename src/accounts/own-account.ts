/** The first account of an organisation that registers itself. Nobody gives it a password; its login is given, so that none is asked for. */
import { createHash, randomUUID } from 'node:crypto';
import { ZhuisuError } from '../errors.ts';
import { accountByLogin, type NewAccount } from '../store/index.ts';
import { placeOf, type Visitor } from './budget.ts';
import { type Desk, dateOf } from './desk.ts';
import { checkPassword } from './password-rules.ts';
import { type Begun, begin } from './sign-in.ts';

const proposals = 5;

/**
 * Logins for whoever holds a form of this key, the first wish first: two letters and eight digits. A login that people choose tells, when it
 * is refused, that somebody has it; these are drawn by chance, and one that is taken is passed over in silence.
 */
export const loginsFor = (key: string): string[] =>
  Array.from({ length: proposals }, (_, i) => {
    const drawn = createHash('sha256').update(`login ${i} ${key}`).digest().readUInt32BE() % 100_000_000;
    return `zs${String(drawn).padStart(8, '0')}`;
  });

/** Throws passwords_differ, password_short, password_common, password_personal, value_invalid. */
export function checkOwnPassword(password: string, again: string, personal: readonly string[]): void {
  checkPassword(password, personal);
  if (password !== again) throw new ZhuisuError('passwords_differ');
}

/** Everything but the login. `password` was checked. Throws rate_limited when too many are being hashed. */
export async function ownAccount(
  desk: Desk,
  visitor: Visitor,
  { organisation, name, password }: { readonly organisation: string; readonly name: string; readonly password: string },
): Promise<Omit<NewAccount, 'login'>> {
  const hash = await desk.turns.take({ known: false, from: placeOf(visitor.address) }, () => desk.hasher.hash(password));
  return {
    id: randomUUID(),
    organisation,
    kind: 'person',
    name,
    roles: ['organisation_administrator'],
    status: 'active',
    password: hash,
    passwordOnce: false,
    passwordUntil: null,
    createdAt: dateOf(desk),
    createdBy: null,
  };
}

/** Signed in with what was just made. */
export async function beginAs(desk: Desk, visitor: Visitor, login: string): Promise<Begun> {
  const account = await accountByLogin(desk.database, login);
  if (account === undefined) throw new ZhuisuError('not_signed_in');
  return begin(desk, visitor, account);
}
