/** Consent of an organisation that another acts for it: given and withdrawn by its administrator. */
import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/index.ts';
import { ZhuisuError } from '../errors.ts';
import { addDelegation, type DelegationRow, delegationNamed, delegationsOf, withdrawDelegation } from '../store/index.ts';
import { scopesOf } from './api-tokens.ts';
import { isUuid } from './credentials.ts';
import { type Desk, dateOf, record } from './desk.ts';
import { delegationDays } from './lifetimes.ts';
import { checkInPerson } from './rules.ts';

const mayAct: ReadonlySet<string> = new Set(['vendor', 'association']);

function administered(actor: Principal): string {
  checkInPerson(actor);
  if (actor.organisation !== undefined && actor.roles.has('organisation_administrator')) return actor.organisation.id;
  throw new ZhuisuError('not_allowed', { cause: 'delegations' });
}

/** Throws value_invalid, organisation_unknown, delegate_unfit, not_allowed, person_needed. */
export async function grantDelegation(
  desk: Desk,
  actor: Principal,
  given: Readonly<Record<string, unknown>>,
): Promise<DelegationRow> {
  const organisation = administered(actor);
  const { delegate } = given;
  const acting = isUuid(delegate) ? await desk.actingOf(delegate) : undefined;
  if (!isUuid(delegate) || acting === undefined)
    throw new ZhuisuError('organisation_unknown', { came: String(delegate).slice(0, 40) });
  if (!mayAct.has(acting.kind) || delegate === organisation) throw new ZhuisuError('delegate_unfit', { came: acting.kind });
  const from = given.from === undefined ? dateOf(desk) : momentOf('from', given.from);
  const until = momentOf('until', given.until);
  const most = new Date(from.getTime() + delegationDays * 24 * 3_600_000);
  if (until <= from || until > most)
    throw new ZhuisuError('value_invalid', {
      path: 'until',
      came: until.toISOString(),
      expected: `a moment after ${from.toISOString()}, up to ${most.toISOString()}`,
    });
  const row: DelegationRow = {
    id: randomUUID(),
    organisation,
    delegate: acting.id,
    scopes: scopesOf(given.scopes),
    from,
    until,
    grantedAt: dateOf(desk),
    withdrawnAt: null,
  };
  await addDelegation(desk.database, { ...row, grantedBy: actor.account ?? null });
  desk.credentials.forgetAll();
  await record(desk, {
    kind: 'consent_changed',
    principal: actor,
    object: row.id,
    reason: 'delegation granted',
    details: { delegate: row.delegate, scopes: row.scopes, until: row.until.toISOString() },
  });
  return row;
}

function momentOf(path: string, came: unknown): Date {
  const date =
    typeof came === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(came)
      ? new Date(came)
      : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  throw new ZhuisuError('value_invalid', {
    path,
    came: String(came).slice(0, 40),
    expected: 'a date, or a date and time with time zone such as 2027-01-31T00:00:00+08:00',
  });
}

/** Given by one's organisation, and to it. */
export async function listDelegations(desk: Desk, actor: Principal): Promise<DelegationRow[]> {
  checkInPerson(actor);
  return actor.organisation === undefined ? [] : delegationsOf(desk.database, actor.organisation.id);
}

/** Felt at once by whoever acts under it. */
export async function endDelegation(desk: Desk, actor: Principal, id: string): Promise<void> {
  const organisation = administered(actor);
  const row = isUuid(id) ? await delegationNamed(desk.database, id) : undefined;
  if (row === undefined || row.organisation !== organisation)
    throw new ZhuisuError('not_found', { came: `delegation ${id.slice(0, 40)}` });
  await withdrawDelegation(desk.database, row.id, actor.account ?? null, dateOf(desk));
  desk.credentials.forgetAll();
  await record(desk, { kind: 'consent_changed', principal: actor, object: row.id, reason: 'delegation withdrawn' });
}
