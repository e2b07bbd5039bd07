/** API tokens: made by a person for their own programs, or for a service account of their organisation. */
import { randomUUID } from 'node:crypto';
import { actions, type Principal } from '../access/index.ts';
import { ZhuisuError } from '../errors.ts';
import { type AccountRow, accountOf, addToken, revokeToken, type TokenRow, tokenNamed, tokensOf } from '../store/index.ts';
import { isUuid } from './credentials.ts';
import { type Desk, dateOf, record } from './desk.ts';
import { tokenDays } from './lifetimes.ts';
import { lineOf } from './logins.ts';
import { accountFor, targetOf } from './managing.ts';
import { checkInPerson, checkTouching } from './rules.ts';
import { apiToken, hashOf } from './words.ts';

/** Scopes are actions of `access`; they narrow what the account may and never widen it. Throws value_invalid. */
export function scopesOf(came: unknown): string[] {
  const known = new Set<unknown>(actions);
  if (Array.isArray(came) && came.length > 0 && came.length <= known.size && came.every((each) => known.has(each)))
    return [...new Set(came as string[])];
  throw new ZhuisuError('value_invalid', {
    path: 'scopes',
    came: JSON.stringify(came ?? null).slice(0, 80),
    expected: `a list of: ${actions.join(', ')}`,
  });
}

/** One's own account, or a service of the organisation one administers. */
async function holderFor(desk: Desk, actor: Principal, id: unknown): Promise<AccountRow> {
  checkInPerson(actor);
  const wanted = id ?? actor.account;
  const account = isUuid(wanted) ? await accountOf(desk.database, wanted) : undefined;
  const ofOrganisation =
    account?.kind === 'service' &&
    account.organisation !== null &&
    account.organisation === actor.organisation?.id &&
    actor.roles.has('organisation_administrator');
  if (account !== undefined && (account.id === actor.account || ofOrganisation)) return account;
  throw new ZhuisuError('not_found', { came: `account ${String(wanted).slice(0, 40)}` });
}

/** The token is told this once. Throws value_invalid, person_needed, not_found. */
export async function makeToken(
  desk: Desk,
  actor: Principal,
  given: Readonly<Record<string, unknown>>,
): Promise<{ readonly row: TokenRow; readonly token: string }> {
  const account = await holderFor(desk, actor, given.account);
  const days = given.days === undefined ? tokenDays.otherwise : Number(given.days);
  if (!Number.isInteger(days) || days < tokenDays.least || days > tokenDays.most)
    throw new ZhuisuError('value_invalid', {
      path: 'days',
      came: String(given.days).slice(0, 40),
      expected: `a whole number from ${tokenDays.least} to ${tokenDays.most}`,
    });
  const token = apiToken();
  const row: TokenRow = {
    id: randomUUID(),
    account: account.id,
    name: lineOf('name', given.name),
    scopes: scopesOf(given.scopes),
    madeAt: dateOf(desk),
    endsAt: new Date(desk.now() + days * 24 * 3_600_000),
    usedAt: null,
    revokedAt: null,
  };
  await addToken(desk.database, { ...row, hash: hashOf(token), madeBy: actor.account ?? null });
  await record(desk, {
    kind: 'token_made',
    principal: actor,
    object: row.id,
    details: { account: row.account, scopes: row.scopes, until: row.endsAt.toISOString() },
  });
  return { row, token };
}

export async function listTokens(desk: Desk, actor: Principal, account: unknown): Promise<TokenRow[]> {
  return tokensOf(desk.database, (await holderFor(desk, actor, account)).id);
}

/** An organisation's administrator takes tokens from the accounts they may touch. Throws not_found, rights_beyond. */
async function checkAdministers(desk: Desk, actor: Principal, id: string): Promise<void> {
  const account = await accountFor(desk, actor, id).catch((error: unknown) => {
    if (error instanceof ZhuisuError) return undefined;
    throw error;
  });
  if (account === undefined) throw new ZhuisuError('not_found', { came: `account ${id.slice(0, 40)}` });
  checkTouching(actor, await targetOf(desk, account));
}

/** The security administrator may revoke anybody's. */
export async function dropToken(desk: Desk, actor: Principal, id: string): Promise<void> {
  checkInPerson(actor);
  const row = isUuid(id) ? await tokenNamed(desk.database, id) : undefined;
  if (row === undefined) throw new ZhuisuError('not_found', { came: `token ${id.slice(0, 40)}` });
  if (actor.kind !== 'operator' && !actor.roles.has('security_administrator') && row.account !== actor.account)
    await checkAdministers(desk, actor, row.account);
  await revokeToken(desk.database, row.id, dateOf(desk));
  desk.credentials.forgetAccount(row.account);
  await record(desk, { kind: 'token_revoked', principal: actor, object: row.id, details: { account: row.account } });
}
