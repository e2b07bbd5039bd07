/** Who gives which role to whom: one table. Denies what it does not hold. */
import type { OrganisationKind, Principal, Role } from '../access/index.ts';
import { rolesSaid } from '../errors/role-names.ts';
import { ZhuisuError } from '../errors.ts';

const government: readonly OrganisationKind[] = ['department', 'zone', 'township'];
const others: readonly OrganisationKind[] = ['enterprise', 'association', 'bank', 'insurer', 'platform', 'vendor'];
const everywhere = [...government, ...others];
type Place = OrganisationKind | 'installation';

interface Gift {
  readonly role: Role;
  readonly by: 'security_administrator' | 'organisation_administrator';
  /** `installation`: accounts without an organisation. */
  readonly in: readonly Place[];
}

/** The administrators of the system sit in the installation or in a department (三员分立, GB/T 22239-2019 level 3). */
const seats: readonly Place[] = ['installation', 'department'];

export const gifts: readonly Gift[] = [
  { role: 'system_administrator', by: 'security_administrator', in: seats },
  { role: 'security_administrator', by: 'security_administrator', in: seats },
  { role: 'audit_administrator', by: 'security_administrator', in: seats },
  { role: 'organisation_administrator', by: 'security_administrator', in: everywhere },
  { role: 'organisation_administrator', by: 'organisation_administrator', in: others },
  { role: 'official', by: 'organisation_administrator', in: government },
  { role: 'inspector', by: 'organisation_administrator', in: government },
  { role: 'recorder', by: 'organisation_administrator', in: everywhere },
  { role: 'reader', by: 'organisation_administrator', in: everywhere },
];

export const allRoles: readonly Role[] = [...new Set(gifts.map(({ role }) => role))];
export const isRole = (text: unknown): text is Role => (allRoles as readonly unknown[]).includes(text);

/** The three hold nothing else: who runs the system, who gives rights and who reads what was done are different people. */
export const standsAlone: ReadonlySet<Role> = new Set(['system_administrator', 'security_administrator', 'audit_administrator']);

/** They sign in with a second factor or not at all. */
export function needsSecondFactor(roles: readonly Role[], place: Place): boolean {
  return roles.some(
    (role) => standsAlone.has(role) || (role === 'organisation_administrator' && government.includes(place as never)),
  );
}

/** Throws role_unfit, roles_exclude. */
export function checkRoles(roles: readonly Role[], place: Place): void {
  for (const role of roles)
    if (!gifts.some((gift) => gift.role === role && gift.in.includes(place)))
      throw new ZhuisuError('role_unfit', { came: rolesSaid(role), expected: rolesSaid(place) });
  const alone = roles.find((role) => standsAlone.has(role));
  const other = roles.find((role) => role !== alone);
  if (alone !== undefined && other !== undefined)
    throw new ZhuisuError('roles_exclude', { came: rolesSaid(alone), expected: rolesSaid(other) });
}

export interface Target {
  /** Undefined while it does not exist yet. */
  readonly id?: string;
  readonly organisation: string | null;
  readonly place: Place;
  readonly roles: readonly Role[];
}

/** Throws person_needed for a token and for whoever acts for another organisation. */
export function checkInPerson(actor: Principal): void {
  if (actor.kind === 'public') throw new ZhuisuError('not_signed_in');
  if (actor.kind === 'operator') return;
  if (actor.kind !== 'person' || actor.scopes !== undefined || actor.organisation?.through !== undefined)
    throw new ZhuisuError('person_needed');
}

/**
 * May the actor make these the roles of the account, or touch an account that holds them? The bootstrap token may everything: it makes the
 * first administrators. Throws person_needed, denied_unapproved, rights_own, rights_beyond, not_allowed.
 */
export function checkGiving(actor: Principal, target: Target, changed: readonly Role[]): void {
  checkInPerson(actor);
  if (actor.kind === 'operator') return;
  if (actor.organisation?.standing === 'unapproved') throw new ZhuisuError('denied_unapproved', { cause: 'accounts' });
  if (target.id !== undefined && target.id === actor.account) throw new ZhuisuError('rights_own');
  const own = target.organisation !== null && target.organisation === actor.organisation?.id;
  const holds = (by: Gift['by']): boolean => actor.roles.has(by) && (by === 'security_administrator' || own);
  if (!holds('security_administrator') && !holds('organisation_administrator'))
    throw new ZhuisuError('not_allowed', { cause: 'accounts' });
  for (const role of changed) {
    const givers = gifts.filter((gift) => gift.role === role && gift.in.includes(target.place)).map(({ by }) => by);
    if (!givers.some(holds)) throw new ZhuisuError('rights_beyond', { came: rolesSaid(role), expected: rolesSaid(...givers) });
  }
}

/** Lock-outs, first passwords, second factors: the security administrator's for everybody else, an organisation's within what it gives. */
export function checkTouching(actor: Principal, target: Target): void {
  checkGiving(actor, target, actor.roles.has('security_administrator') ? [] : target.roles);
}
