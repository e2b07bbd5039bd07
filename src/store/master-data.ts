/** Master data that came in document headers: names of places, parties and products. The latest entry of an element counts. */
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';

/** Attribute id → value, for each of the URIs that has master data; entries of several types are merged. */
export async function masterDataOf(database: Database, uris: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  if (uris.length === 0) return found;
  const byId = new Map(uris.map((uri) => [uuidOfUri(uri), uri]));
  const rows = await database.query<{ id: string; attributes: string }>(
    'select id, attributes from master_data where id = any($1::uuid[]) order by recorded_at',
    [[...byId.keys()]],
    'master-data',
  );
  for (const { id, attributes } of rows) {
    const uri = byId.get(id)!;
    found.set(uri, { ...found.get(uri), ...(JSON.parse(attributes) as Record<string, unknown>) });
  }
  return found;
}
