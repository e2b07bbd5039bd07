/**
 * Personal data stands outside the events: they name a token, and what the token stands for is sealed, shown masked, revealed for a
 * reason that is written down, and erased when its time is over.
 */
import { randomBytes } from 'node:crypto';
import type { Principal } from '../access/index.ts';
import { type AuditEntry, audit } from '../audit/index.ts';
import { ZhuisuError } from '../errors.ts';
import { erasePersons, type PersonRow, personOf, putPerson, type Store } from '../store/index.ts';
import { isPersonKind, type PersonKind, type PersonKindName, personKinds } from './kinds.ts';

export { isPersonKind, type PersonKindName, personKinds } from './kinds.ts';

const prefix = 'urn:zhuisu:person:';
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const tokenForm = new RegExp(`^${prefix}[${letters}]{26}$`);
export const isPersonToken = (text: string): boolean => tokenForm.test(text);

/** 130 bits by chance: says nothing of the person, and nobody guesses one. */
const newToken = (): string => prefix + [...randomBytes(26)].map((byte) => letters[byte & 31]).join('');

const day = 86_400_000;
/** How long a value is kept when nobody says otherwise. A choice of this project: no law was found to say it for all kinds. */
export const usualDays = 3 * 365;
export const mostDays = 30 * 365;

export interface ShownPerson {
  readonly token: string;
  readonly kind: string;
  /** Null once erased. */
  readonly masked: string | null;
  /** Milliseconds since 1970. */
  readonly keepUntil: number;
}

const shown = ({ token, kind, value, keepUntil }: PersonRow): ShownPerson => ({
  token,
  kind,
  masked: value === undefined ? null : (personKinds as Readonly<Record<string, PersonKind>>)[kind]!.mask(value),
  keepUntil,
});

/**
 * Exchanges a value for its token; the same value of the same kind has the same token.
 * Throws value_invalid, which does not repeat the value.
 */
export async function recordPerson(
  { database }: Store,
  given: { readonly kind: unknown; readonly value: unknown; readonly keepDays?: unknown },
  now: number,
): Promise<ShownPerson> {
  const { kind, value, keepDays = usualDays } = given;
  if (!isPersonKind(kind)) throw invalid('kind', Object.keys(personKinds).join(', '));
  const normal = typeof value === 'string' ? personKinds[kind].normal(value) : undefined;
  if (normal === undefined) throw invalid('value', personKinds[kind].expected);
  if (typeof keepDays !== 'number' || !Number.isInteger(keepDays) || keepDays < 1 || keepDays > mostDays)
    throw invalid('keepDays', `a whole number of days from 1 to ${mostDays}`);
  return shown(await putPerson(database, { kind, value: normal, keepUntil: now + keepDays * day }, newToken, now));
}

const invalid = (path: string, expected: string): ZhuisuError =>
  new ZhuisuError('value_invalid', { path, came: 'another value', expected });

/** Throws person_unknown. */
export async function maskedPerson({ database }: Store, token: string): Promise<ShownPerson> {
  return shown(await known(await rowOf(database, token), token));
}

async function rowOf(database: Store['database'], token: string): Promise<PersonRow | undefined> {
  return isPersonToken(token) ? personOf(database, token) : undefined;
}

function known(row: PersonRow | undefined, token: string): PersonRow {
  if (row === undefined) throw new ZhuisuError('person_unknown', { came: isPersonToken(token) ? token : 'this address' });
  return row;
}

/** A reason says something: not one letter again and again. */
const isReason = (reason: unknown): reason is string =>
  typeof reason === 'string' &&
  reason.trim().length >= 5 &&
  reason.length <= 300 &&
  new Set(reason.replace(/\s/g, '')).size >= 4 &&
  !/[\u0000-\u001f\u007f]/.test(reason);

/**
 * The value in the clear. Who may is decided before; that it was seen, by whom and why, is durable before it is given. Throws
 * value_invalid for a reason that says nothing, person_unknown, person_erased.
 */
export async function revealPerson(
  { database }: Store,
  token: string,
  asked: { readonly reason: unknown; readonly principal: Principal; readonly request?: string; readonly address?: string },
  now: number,
): Promise<{ readonly token: string; readonly kind: PersonKindName; readonly value: string }> {
  const { reason, principal, request, address } = asked;
  if (!isReason(reason)) throw invalid('reason', 'why it must be seen, in 5 to 300 characters');
  const row = await rowOf(database, token);
  const outcome: AuditEntry['outcome'] = row?.value === undefined ? 'failed' : 'allowed';
  const object = isPersonToken(token) ? token : 'no token';
  await audit(database, { kind: 'reveal', principal, object, outcome, reason, request, address }, now);
  const { kind, value } = known(row, token);
  if (value === undefined) throw new ZhuisuError('person_erased', { came: token });
  return { token, kind: kind as PersonKindName, value };
}

const batch = 500;

/** Erases what is kept longer than it may be; the tokens stay. Tells how many. */
export async function eraseExpired({ database }: Store, now: number, principal: Pick<Principal, 'kind'>): Promise<number> {
  let erased = 0;
  for (;;) {
    const count = await erasePersons(database, now, batch);
    if (count === 0) return erased;
    erased += count;
    await audit(database, { kind: 'erasure', principal, object: 'persons', outcome: 'allowed', details: { count } }, now);
  }
}
