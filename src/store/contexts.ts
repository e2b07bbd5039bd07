/** JSON-LD contexts of captured documents: few, small, never changed; read once and kept. */
import type { Database } from './database.ts';

export interface StoredContext {
  readonly body: string;
  readonly value: unknown;
}

const kept = new WeakMap<Database, Map<string, StoredContext>>();
const keptLimit = 5_000;

export async function contextBodies(database: Database, ids: ReadonlySet<string>): Promise<ReadonlyMap<string, StoredContext>> {
  let known = kept.get(database);
  if (known === undefined || known.size > keptLimit) {
    known = new Map();
    kept.set(database, known);
  }
  const missing = [...ids].filter((id) => !known.has(id));
  if (missing.length > 0) {
    const rows = await database.query<{ id: string; body: string }>('select id, body from context where id = any($1::bigint[])', [
      missing,
    ]);
    for (const { id, body } of rows) known.set(id, { body, value: JSON.parse(body) });
  }
  return known;
}
