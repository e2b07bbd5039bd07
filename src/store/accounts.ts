/** Accounts, their second factors, and the identities that others vouch for. */
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

export interface AccountRow {
  /** uuid */
  readonly id: string;
  readonly organisation: string | null;
  readonly kind: 'person' | 'service';
  readonly name: string;
  readonly login: string;
  readonly roles: readonly string[];
  readonly status: 'active' | 'suspended';
  /** PHC string */
  readonly password: string | null;
  readonly passwordOnce: boolean;
  readonly passwordUntil: Date | null;
  /** Sealed. */
  readonly totp: Buffer | null;
  readonly createdAt: Date;
}

export type NewAccount = Omit<AccountRow, 'totp'> & { readonly createdBy: string | null };

const columns = `id, organisation, kind, name, login, roles, status, password, password_once as "passwordOnce",
  password_until as "passwordUntil", totp, created_at as "createdAt"`;

/** False when the login is taken. */
export async function addAccount(database: Database, account: NewAccount): Promise<boolean> {
  return (await database.query(...insertOf(account))).length > 0;
}

/** The same in a transaction of the caller. */
export async function addAccountIn(client: PoolClient, account: NewAccount): Promise<boolean> {
  return (await client.query(...insertOf(account))).rows.length > 0;
}

function insertOf(account: NewAccount): [text: string, values: unknown[]] {
  return [
    `insert into account (id, organisation, kind, name, login, roles, status, password, password_once, password_until, created_at,
       created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (login) do nothing returning 1 as one`,
    [
      account.id,
      account.organisation,
      account.kind,
      account.name,
      account.login,
      account.roles,
      account.status,
      account.password,
      account.passwordOnce,
      account.passwordUntil,
      account.createdAt,
      account.createdBy,
    ],
  ];
}

export async function accountOf(database: Database, id: string): Promise<AccountRow | undefined> {
  const [row] = await database.query<AccountRow>(`select ${columns} from account where id = $1`, [id], 'account');
  return row;
}

export async function accountByLogin(database: Database, login: string): Promise<AccountRow | undefined> {
  const [row] = await database.query<AccountRow>(`select ${columns} from account where login = $1`, [login], 'account-login');
  return row;
}

/** By login, after `after`; of one organisation, or of all when it is undefined. */
export function accountsOf(
  database: Database,
  organisation: string | undefined,
  limit: number,
  after: string,
): Promise<AccountRow[]> {
  return database.query(
    `select ${columns} from account where ($1::uuid is null or organisation = $1) and login > $3 order by login limit $2`,
    [organisation ?? null, limit, after],
  );
}

export async function hasAccounts(database: Database): Promise<boolean> {
  return (await database.query('select 1 as one from account limit 1')).length > 0;
}

export async function setRights(
  database: Database,
  id: string,
  { name, roles, status }: Pick<AccountRow, 'name' | 'roles' | 'status'>,
): Promise<void> {
  await database.query('update account set name = $2, roles = $3, status = $4 where id = $1', [id, name, roles, status]);
}

export async function setPassword(
  database: Database,
  id: string,
  { password, once, until }: { readonly password: string; readonly once: boolean; readonly until: Date | null },
): Promise<void> {
  await database.query('update account set password = $2, password_once = $3, password_until = $4 where id = $1', [
    id,
    password,
    once,
    until,
  ]);
}

/** The same password under other parameters; lost when the password was changed meanwhile. */
export async function rehashPassword(database: Database, id: string, before: string, after: string): Promise<void> {
  await database.query('update account set password = $3 where id = $1 and password = $2', [id, before, after]);
}

/** A new second factor with its recovery codes, or none. */
export async function setSecondFactor(
  database: Database,
  id: string,
  totp: Buffer | null,
  step: number | null,
  codes: readonly Buffer[],
): Promise<void> {
  await database.transaction(async (client) => {
    await client.query('update account set totp = $2, totp_step = $3 where id = $1', [id, totp, step]);
    await client.query('delete from recovery_code where account = $1', [id]);
    await client.query('insert into recovery_code (account, hash) select $1, unnest($2::bytea[])', [id, codes]);
  });
}

export async function setRecoveryCodes(database: Database, id: string, codes: readonly Buffer[]): Promise<void> {
  await database.transaction(async (client) => {
    await client.query('delete from recovery_code where account = $1', [id]);
    await client.query('insert into recovery_code (account, hash) select $1, unnest($2::bytea[])', [id, codes]);
  });
}

/** Takes the code of a step; false when it or a later one was taken before. */
export async function takeStep(database: Database, id: string, step: number): Promise<boolean> {
  const taken = await database.query(
    'update account set totp_step = $2 where id = $1 and (totp_step is null or totp_step < $2) returning 1 as one',
    [id, step],
  );
  return taken.length > 0;
}

/** False when there is no such code or it was used. */
export async function takeRecoveryCode(database: Database, id: string, hash: Buffer, at: Date): Promise<boolean> {
  const taken = await database.query(
    'update recovery_code set used_at = $3 where account = $1 and hash = $2 and used_at is null returning 1 as one',
    [id, hash, at],
  );
  return taken.length > 0;
}

export async function recoveryCodesLeft(database: Database, id: string): Promise<number> {
  const [row] = await database.query<{ left: number }>(
    'select count(*)::int as left from recovery_code where account = $1 and used_at is null',
    [id],
  );
  return row!.left;
}

export interface IdentityRow {
  readonly issuer: string;
  readonly subject: string;
  readonly linkedAt: Date;
}

/** False when the identity belongs to an account already. */
export async function linkIdentity(
  database: Database,
  { issuer, subject, linkedAt }: IdentityRow,
  account: string,
): Promise<boolean> {
  const linked = await database.query(
    'insert into account_identity values ($1, $2, $3, $4) on conflict do nothing returning 1 as one',
    [issuer, subject, account, linkedAt],
  );
  return linked.length > 0;
}

export async function accountByIdentity(database: Database, issuer: string, subject: string): Promise<AccountRow | undefined> {
  const [row] = await database.query<AccountRow>(
    `select ${columns} from account where id = (select account from account_identity where issuer = $1 and subject = $2)`,
    [issuer, subject],
  );
  return row;
}

export function identitiesOf(database: Database, account: string): Promise<IdentityRow[]> {
  return database.query(
    'select issuer, subject, linked_at as "linkedAt" from account_identity where account = $1 order by linked_at',
    [account],
  );
}

export async function unlinkIdentities(database: Database, account: string): Promise<void> {
  await database.query('delete from account_identity where account = $1', [account]);
}
