import { theOperator } from '../access/principal.ts';
import { audit } from '../audit/index.ts';
import { noteKey, reseal, type Store, sealedColumns, sealedUnder } from '../store/index.ts';
import { withStore } from './store.ts';

/** Which keys there are, and how much is sealed under each. */
export async function keysList(): Promise<void> {
  await withStore(async ({ database, vault }) => {
    const counts = await Promise.all(sealedColumns.map((column) => sealedUnder(database, column)));
    const rowsUnder = (id: string): string =>
      sealedColumns.map(({ table, column }, i) => `${table}.${column} ${counts[i]!.get(id) ?? 0}`).join(', ');
    for (const { id, made } of vault.keys)
      console.log(`${id}  ${made ?? '–'}  ${id === vault.newest ? 'seals' : 'opens'}  ${rowsUnder(id)}`);
    const open = counts.reduce((sum, count) => sum + (count.get('') ?? 0), 0);
    if (open > 0) console.log(`${open} values are not sealed yet; ./zhuisu keys rotate seals them.`);
  });
}

/**
 * Adds a key and seals everything anew with it. Called again after it was stopped it goes on with the same key; a new one is only added
 * when nothing is left under the old ones.
 */
export async function keysRotate(): Promise<void> {
  await withStore(async (store) => {
    const { vault, database } = store;
    if (await isUnfinished(store)) console.log(`Going on with the key ${vault.newest}.`);
    else console.log(`The key ${vault.addKey(Date.now())} seals from now on.`);
    await noteKey(database, vault);
    const changed: Record<string, number> = {};
    for (const column of sealedColumns) {
      const name = `${column.table}.${column.column}`;
      changed[name] = await reseal(database, vault, column, (seen, done) => {
        if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${name}: ${seen} seen, ${done} sealed anew`);
      });
      if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
      console.log(`${name}: ${changed[name]} sealed anew.`);
    }
    await audit(
      database,
      { kind: 'keys_changed', principal: theOperator, object: `key ${vault.newest}`, outcome: 'allowed', details: changed },
      Date.now(),
    );
    console.log('Older keys stay in the file, for backups that need them.');
  });
}

async function isUnfinished({ database, vault }: Store): Promise<boolean> {
  for (const column of sealedColumns)
    for (const id of (await sealedUnder(database, column)).keys()) if (id !== vault.newest) return true;
  return false;
}
