/** Accounts made, changed and locked out by those who may. */
import { randomUUID } from 'node:crypto';
import type { Principal, Role } from '../access/index.ts';
import { ZhuisuError } from '../errors.ts';
import {
  type AccountRow,
  accountOf,
  accountsOf,
  addAccount,
  endSessions,
  revokeTokens,
  setPassword,
  setRights,
  setSecondFactor,
  unlinkIdentities,
} from '../store/index.ts';
import { isUuid } from './credentials.ts';
import { type Desk, dateOf, record } from './desk.ts';
import { firstPasswordMillis } from './lifetimes.ts';
import { lineOf, newLogin } from './logins.ts';
import { checkGiving, checkInPerson, checkRoles, checkTouching, isRole, type Target } from './rules.ts';
import { firstPassword } from './words.ts';

/** An administrator's own work needs no turn among strangers. */
const turn = { known: true, from: 'administration' };

export type Made = { readonly account: AccountRow /** Told this once. */; readonly firstPassword?: string };

export async function placeOfOrganisation(desk: Desk, organisation: string | null): Promise<Target['place']> {
  if (organisation === null) return 'installation';
  const acting = await desk.actingOf(organisation);
  if (acting === undefined) throw new ZhuisuError('organisation_unknown', { came: organisation });
  return acting.kind;
}

function rolesOf(came: unknown): Role[] {
  if (Array.isArray(came) && came.length <= 8 && came.every(isRole)) return [...new Set(came)];
  throw new ZhuisuError('value_invalid', {
    path: 'roles',
    came: JSON.stringify(came ?? null).slice(0, 60),
    expected: 'a list of roles',
  });
}

/** What is asked for, well formed and fitting together. Throws value_invalid, organisation_unknown, role_unfit, roles_exclude. */
export async function checkNewAccount(
  desk: Desk,
  given: Readonly<Record<string, unknown>>,
): Promise<AccountWish & { readonly place: Target['place'] }> {
  const organisation = given.organisation ?? null;
  if (organisation !== null && !isUuid(organisation))
    throw new ZhuisuError('organisation_unknown', { came: String(organisation).slice(0, 40) });
  const kind = given.kind ?? 'person';
  if (kind !== 'person' && kind !== 'service')
    throw new ZhuisuError('value_invalid', { path: 'kind', came: String(kind).slice(0, 40), expected: 'person or service' });
  const roles = rolesOf(given.roles ?? []);
  const place = await placeOfOrganisation(desk, organisation);
  checkRoles(roles, place);
  return { organisation, kind, roles, place, login: newLogin(given.login), name: lineOf('name', given.name) };
}

/** Throws what `checkNewAccount` throws, and rights_beyond, not_allowed, person_needed, login_taken. */
export async function makeAccount(desk: Desk, actor: Principal, given: Readonly<Record<string, unknown>>): Promise<Made> {
  checkInPerson(actor);
  const organisation = given.organisation === undefined ? actor.organisation?.id : given.organisation;
  const { place, ...wish } = await checkNewAccount(desk, { ...given, organisation });
  // An account without a role is an organisation's to make.
  const { roles } = wish;
  checkGiving(actor, { organisation: wish.organisation, place, roles: [] }, roles.length === 0 ? ['reader'] : (roles as Role[]));
  return storeAccount(desk, actor, wish);
}

export type AccountWish = Pick<AccountRow, 'organisation' | 'kind' | 'roles' | 'login' | 'name'>;

/** Without asking who may: for the command line, the first start and `makeAccount`. A password given here is the person's own. */
export async function storeAccount(desk: Desk, actor: Principal, wish: AccountWish, own?: string): Promise<Made> {
  const first = wish.kind === 'person' && own === undefined ? firstPassword() : undefined;
  const secret = own ?? first;
  const account: AccountRow = {
    ...wish,
    id: randomUUID(),
    status: 'active',
    password: secret === undefined ? null : await desk.turns.take(turn, () => desk.hasher.hash(secret)),
    passwordOnce: first !== undefined,
    passwordUntil: first === undefined ? null : new Date(desk.now() + firstPasswordMillis),
    totp: null,
    createdAt: dateOf(desk),
  };
  if (!(await addAccount(desk.database, { ...account, createdBy: actor.account ?? null })))
    throw new ZhuisuError('login_taken', { came: wish.login });
  await record(desk, {
    kind: 'account_changed',
    principal: actor,
    object: account.id,
    reason: 'made',
    details: { organisation: wish.organisation, kind: wish.kind, roles: wish.roles },
  });
  return { account, ...(first === undefined ? {} : { firstPassword: first }) };
}

/** An account that the actor may see: of their own organisation, or any for the security administrator. Throws not_found, not_allowed. */
export async function accountFor(desk: Desk, actor: Principal, id: string): Promise<AccountRow> {
  const account = isUuid(id) ? await accountOf(desk.database, id) : undefined;
  const seen = seesAll(actor) || (account?.organisation != null && account.organisation === administered(actor));
  if (account === undefined || !seen) throw new ZhuisuError('not_found', { came: `account ${id.slice(0, 40)}` });
  return account;
}

const seesAll = (actor: Principal): boolean => {
  checkInPerson(actor);
  return actor.kind === 'operator' || actor.roles.has('security_administrator');
};

function administered(actor: Principal): string {
  if (actor.roles.has('organisation_administrator') && actor.organisation !== undefined) return actor.organisation.id;
  throw new ZhuisuError('not_allowed', { cause: 'accounts' });
}

export async function listAccounts(
  desk: Desk,
  actor: Principal,
  { organisation, after, limit }: { readonly organisation: string | undefined; readonly after: string; readonly limit: number },
): Promise<AccountRow[]> {
  if (organisation !== undefined && !isUuid(organisation as unknown))
    throw new ZhuisuError('organisation_unknown', { came: String(organisation).slice(0, 40) });
  const of = seesAll(actor) ? organisation : administered(actor);
  return accountsOf(desk.database, of, limit, after);
}

export const targetOf = async (desk: Desk, account: AccountRow): Promise<Target> => ({
  id: account.id,
  organisation: account.organisation,
  place: account.organisation === null ? 'installation' : ((await desk.actingOf(account.organisation))?.kind ?? 'installation'),
  roles: account.roles as Role[],
});

/** Name, roles, status. Its sessions end when its rights change; its tokens too when it is suspended. */
export async function changeAccount(
  desk: Desk,
  actor: Principal,
  id: string,
  given: Readonly<Record<string, unknown>>,
): Promise<AccountRow> {
  const account = await accountFor(desk, actor, id);
  const target = await targetOf(desk, account);
  const roles = given.roles === undefined ? (account.roles as Role[]) : rolesOf(given.roles);
  const status = given.status ?? account.status;
  if (status !== 'active' && status !== 'suspended')
    throw new ZhuisuError('value_invalid', {
      path: 'status',
      came: String(status).slice(0, 40),
      expected: 'active or suspended',
    });
  const name = given.name === undefined ? account.name : lineOf('name', given.name);
  const changed = [
    ...roles.filter((role) => !account.roles.includes(role)),
    ...(account.roles as Role[]).filter((role) => !roles.includes(role)),
  ];
  if (changed.length > 0) {
    checkRoles(roles, target.place);
    checkGiving(actor, target, changed);
  }
  checkTouching(actor, target);
  await setRights(desk.database, account.id, { name, roles, status });
  if (changed.length > 0 || status !== account.status) await endSessions(desk.database, account.id);
  if (status === 'suspended') await revokeTokens(desk.database, account.id, dateOf(desk));
  desk.credentials.forgetAccount(account.id);
  await record(desk, {
    kind: changed.length > 0 || status !== account.status ? 'rights_changed' : 'account_changed',
    principal: actor,
    object: account.id,
    details: { before: { roles: account.roles, status: account.status }, after: { roles, status } },
  });
  return { ...account, name, roles, status };
}

/** A new first password for somebody who lost theirs; their sessions end. */
export async function giveFirstPassword(desk: Desk, actor: Principal, id: string): Promise<Made> {
  const account = await accountFor(desk, actor, id);
  checkTouching(actor, await targetOf(desk, account));
  if (account.kind === 'service')
    throw new ZhuisuError('value_invalid', { path: 'kind', came: 'service', expected: 'a person: a service has tokens' });
  const first = firstPassword();
  const password = await desk.turns.take(turn, () => desk.hasher.hash(first));
  await setPassword(desk.database, account.id, { password, once: true, until: new Date(desk.now() + firstPasswordMillis) });
  await endSessions(desk.database, account.id);
  desk.credentials.forgetAccount(account.id);
  await record(desk, { kind: 'account_changed', principal: actor, object: account.id, reason: 'first password given' });
  return { account, firstPassword: first };
}

/** For somebody who lost telephone and recovery codes: the next sign-in enrols again. Linked identities go too. */
export async function resetSecondFactor(desk: Desk, actor: Principal, id: string): Promise<void> {
  const account = await accountFor(desk, actor, id);
  checkTouching(actor, await targetOf(desk, account));
  await setSecondFactor(desk.database, account.id, null, null, []);
  await unlinkIdentities(desk.database, account.id);
  await endSessions(desk.database, account.id);
  desk.credentials.forgetAccount(account.id);
  await record(desk, { kind: 'account_changed', principal: actor, object: account.id, reason: 'second factor reset' });
}
