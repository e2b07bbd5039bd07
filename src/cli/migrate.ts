import { withStore } from './store.ts';

/** Opening the store migrates it; this says which version it has now. */
export async function migrateCommand(): Promise<void> {
  await withStore(async ({ database }) => {
    const [row] = await database.query<{ version: number; file: string }>(
      'select version, file from zhuisu_migration order by version desc limit 1',
    );
    console.log(`Schema ${row!.version} (${row!.file}) is in place.`);
  });
}
