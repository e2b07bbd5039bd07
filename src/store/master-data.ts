/** Master data that came in document headers: names of places, parties and products. The latest entry of an element counts. */
import { canonicalUri } from '../codes/index.ts';
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

/** Levels of places within places; a hierarchy that runs in a circle ends there too. */
const deepest = 20;

/** These places and all below them in the hierarchy of the master data. */
export async function placesWithin(database: Database, uris: readonly string[]): Promise<string[]> {
  const found = new Set(uris);
  let level = [...found];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const rows = await database.query<{ children: string }>('select children from master_data where id = any($1::uuid[])', [
      level.map(uuidOfUri),
    ]);
    level = rows
      .flatMap(({ children }) => (JSON.parse(children) as string[]).map((child) => canonicalUri(child)))
      .filter((child) => !found.has(child));
    for (const child of level) found.add(child);
  }
  return [...found];
}
