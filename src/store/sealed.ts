/** The columns that hold sealed bytes: which key each row is under, and the way to another key. */
import { ZhuisuError } from '../errors.ts';
import { Vault, type VaultOptions } from '../secrets/index.ts';
import type { Database } from './database.ts';

/** A column of sealed bytes. The row's key is bound to what it holds: a value copied to another row does not open. */
export interface SealedColumn {
  readonly table: string;
  /** Column of the row's key, text. */
  readonly key: string;
  readonly column: string;
  readonly purpose: string;
  /** Column of the digest by which the same value is found again. */
  readonly lookup?: string;
  /** Length of values from before they were sealed. */
  readonly plainLength?: number;
}

export const codeKeys: SealedColumn = { table: 'code_range', key: 'id', column: 'key', purpose: 'code range', plainLength: 16 };
export const personValues: SealedColumn = { table: 'person', key: 'token', column: 'value', purpose: 'person', lookup: 'lookup' };

/** Second factors of accounts; logins never change. */
export const totpSecrets: SealedColumn = { table: 'account', key: 'login', column: 'totp', purpose: 'totp' };

/** Pieces of sheets of records, while they are kept. */
export const uploadPieces: SealedColumn = { table: 'record_upload_piece', key: 'id', column: 'bytes', purpose: 'upload' };

/** All of them: whoever seals a column adds it here, or a change of keys passes it by. */
export const sealedColumns: readonly SealedColumn[] = [codeKeys, personValues, totpSecrets, uploadPieces];

/** What a sealed column says; a value from before sealing stands as it is. Throws key_unknown, seal_broken. */
export function unsealed(vault: Vault, { purpose, plainLength }: SealedColumn, key: string, value: Buffer): Buffer {
  return value.length === plainLength ? value : vault.unseal(purpose, value, key);
}

/** Opens the keys and makes sure that they are those of this database. Throws keys_lost, keys_wrong, keys_unsafe, keys_unreadable. */
export async function openVault(database: Database, options: VaultOptions): Promise<Vault> {
  const checks = await database.query<{ key: string; sealed: Buffer }>('select key, sealed from key_check');
  const vault = Vault.open(options, checks.length === 0, Date.now());
  const known = checks.filter(({ key }) => vault.keys.some(({ id }) => id === key));
  for (const { key, sealed } of known) {
    try {
      vault.unseal('check', sealed, key);
    } catch (error) {
      throw new ZhuisuError('keys_wrong', { cause: `the key ${key} does not open what was sealed with it` }, { cause: error });
    }
  }
  if (known.length === 0 && checks.length > 0)
    throw new ZhuisuError('keys_wrong', { cause: `it was filled with the key ${checks.map(({ key }) => key).join(', ')}` });
  await noteKey(database, vault);
  return vault;
}

/** From now on the newest key is known to the database. */
export async function noteKey(database: Database, vault: Vault): Promise<void> {
  const id = vault.newest;
  await database.query('insert into key_check values ($1, $2, now()) on conflict do nothing', [
    id,
    vault.seal('check', 'zhuisu', id),
  ]);
}

/** Rows of a column by the key they are under; '' for values that are not sealed yet. */
export async function sealedUnder(
  database: Database,
  { table, column, plainLength }: SealedColumn,
): Promise<Map<string, number>> {
  const rows = await database.query<{ key: string; count: number }>(
    `select case when length(${column}) = $1 then '' else encode(substring(${column} from 4 for 4), 'hex') end as key,
            count(*)::float8 as count
     from ${table} where ${column} is not null group by 1 order by 1`,
    [plainLength ?? -1],
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}

const batch = 500;

/**
 * Seals every value of a column with the newest key and the suite in use. Stops at any moment and goes on when called again: rows that
 * are done are passed by, a row that changed meanwhile keeps its change. Tells how many rows it has looked at and sealed anew.
 */
export async function reseal(
  database: Database,
  vault: Vault,
  sealed: SealedColumn,
  progress: (seen: number, changed: number) => void,
): Promise<number> {
  const { table, key, column, purpose, lookup } = sealed;
  let [seen, changed, after] = [0, 0, ''];
  for (;;) {
    const rows = await database.query<{ key: string; value: Buffer }>(
      `select ${key} as key, ${column} as value from ${table} where ${key} > $1 and ${column} is not null order by ${key} limit ${batch}`,
      [after],
    );
    if (rows.length === 0) return changed;
    const stale = rows.filter(({ value }) => !vault.isCurrent(value));
    await database.transaction(async (client) => {
      for (const row of stale) {
        const plain = unsealed(vault, sealed, row.key, row.value);
        const values: unknown[] = [row.key, row.value, vault.seal(purpose, plain, row.key)];
        if (lookup !== undefined) values.push(vault.lookups(purpose, plain.toString('utf8'))[0]);
        const set = `${column} = $3${lookup === undefined ? '' : `, ${lookup} = $4`}`;
        const { rowCount } = await client.query(`update ${table} set ${set} where ${key} = $1 and ${column} = $2`, values);
        changed += rowCount ?? 0;
      }
    });
    seen += rows.length;
    after = rows.at(-1)!.key;
    progress(seen, changed);
  }
}
