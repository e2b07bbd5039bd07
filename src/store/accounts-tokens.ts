/** API tokens, and the consent under which an organisation acts for another. */
import type { Database } from './database.ts';

export interface TokenRow {
  /** uuid */
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly madeAt: Date;
  readonly endsAt: Date;
  readonly usedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface TokenHolderRow extends TokenRow {
  readonly kind: 'person' | 'service';
  readonly organisation: string | null;
  readonly roles: readonly string[];
}

const tokenColumns = `t.id, t.account, t.name, t.scopes, t.made_at as "madeAt", t.ends_at as "endsAt", t.used_at as "usedAt",
  t.revoked_at as "revokedAt"`;

export async function addToken(
  database: Database,
  token: TokenRow & { readonly hash: Buffer; readonly madeBy: string | null },
): Promise<void> {
  await database.query(
    'insert into api_token (id, hash, account, name, scopes, made_by, made_at, ends_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [token.id, token.hash, token.account, token.name, token.scopes, token.madeBy, token.madeAt, token.endsAt],
  );
}

/** Undefined when it is unknown, over or revoked, or its account suspended. */
export async function tokenHolder(database: Database, hash: Buffer, at: Date): Promise<TokenHolderRow | undefined> {
  const [row] = await database.query<TokenHolderRow>(
    `select ${tokenColumns}, a.kind, a.organisation, a.roles from api_token t join account a on a.id = t.account
     where t.hash = $1 and t.revoked_at is null and t.ends_at > $2 and a.status = 'active'`,
    [hash, at],
    'token',
  );
  return row;
}

export async function touchToken(database: Database, id: string, at: Date): Promise<void> {
  await database.query('update api_token set used_at = $2 where id = $1', [id, at], 'token-touch');
}

/** Newest first, revoked ones too. */
export function tokensOf(database: Database, account: string): Promise<TokenRow[]> {
  return database.query(`select ${tokenColumns} from api_token t where account = $1 order by made_at desc limit 200`, [account]);
}

export async function tokenNamed(database: Database, id: string): Promise<TokenRow | undefined> {
  const [row] = await database.query<TokenRow>(`select ${tokenColumns} from api_token t where id = $1`, [id]);
  return row;
}

export async function revokeToken(database: Database, id: string, at: Date): Promise<void> {
  await database.query('update api_token set revoked_at = $2 where id = $1 and revoked_at is null', [id, at]);
}

export async function revokeTokens(database: Database, account: string, at: Date): Promise<void> {
  await database.query('update api_token set revoked_at = $2 where account = $1 and revoked_at is null', [account, at]);
}

export interface DelegationRow {
  /** uuid */
  readonly id: string;
  readonly organisation: string;
  readonly delegate: string;
  readonly scopes: readonly string[];
  readonly from: Date;
  readonly until: Date;
  readonly grantedAt: Date;
  readonly withdrawnAt: Date | null;
}

const delegationColumns = `id, organisation, delegate, scopes, "from", until, granted_at as "grantedAt", withdrawn_at as "withdrawnAt"`;

export async function addDelegation(
  database: Database,
  row: DelegationRow & { readonly grantedBy: string | null },
): Promise<void> {
  await database.query(
    `insert into delegation (id, organisation, delegate, scopes, "from", until, granted_by, granted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.organisation, row.delegate, row.scopes, row.from, row.until, row.grantedBy, row.grantedAt],
  );
}

export async function delegationNamed(database: Database, id: string): Promise<DelegationRow | undefined> {
  const [row] = await database.query<DelegationRow>(`select ${delegationColumns} from delegation where id = $1`, [id]);
  return row;
}

/** Given by the organisation, or to it; newest first, withdrawn ones too. */
export function delegationsOf(database: Database, organisation: string): Promise<DelegationRow[]> {
  return database.query(
    `select ${delegationColumns} from delegation where organisation = $1 or delegate = $1 order by granted_at desc limit 500`,
    [organisation],
  );
}

/** Those in force from an organisation to a delegate. */
export function consentsInForce(database: Database, organisation: string, delegate: string, at: Date): Promise<DelegationRow[]> {
  return database.query(
    `select ${delegationColumns} from delegation
     where delegate = $2 and organisation = $1 and withdrawn_at is null and "from" <= $3 and until > $3 order by granted_at desc limit 50`,
    [organisation, delegate, at],
    'consents',
  );
}

export async function withdrawDelegation(database: Database, id: string, by: string | null, at: Date): Promise<void> {
  await database.query('update delegation set withdrawn_at = $3, withdrawn_by = $2 where id = $1 and withdrawn_at is null', [
    id,
    by,
    at,
  ]);
}

/** uuids of the organisations that let this one act for them. */
export async function membersOf(database: Database, delegate: string, at: Date): Promise<string[]> {
  const rows = await database.query<{ organisation: string }>(
    `select distinct organisation from delegation
     where delegate = $1 and withdrawn_at is null and "from" <= $2 and until > $2`,
    [delegate, at],
    'members',
  );
  return rows.map(({ organisation }) => organisation);
}

export interface HeldTokenRow extends TokenRow {
  readonly holder: string;
}

/** Those of the accounts of an organisation: what is in use before what was revoked, newest first. */
export function organisationTokens(database: Database, organisation: string): Promise<HeldTokenRow[]> {
  return database.query(
    `select ${tokenColumns}, a.name as holder from api_token t join account a on a.id = t.account
     where a.organisation = $1 order by t.revoked_at is not null, t.made_at desc, t.id limit 200`,
    [organisation],
  );
}
