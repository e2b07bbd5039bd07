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

export interface MasterDataElement {
  readonly type: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly children: readonly string[];
}

/** Elements of these types and URIs (of all where undefined), in the order of their keys, after `after`. */
export async function masterDataElements(
  database: Database,
  wanted: {
    readonly types: readonly string[] | undefined;
    readonly uris: readonly string[] | undefined;
    readonly after: MasterDataElement | undefined;
    readonly limit: number;
  },
): Promise<MasterDataElement[]> {
  const { types, uris, after, limit } = wanted;
  const rows = await database.query<{ type: string; uri: string; attributes: string; children: string }>(
    `select type, uri, attributes, children from master_data
     where ($1::text[] is null or type = any($1)) and ($2::uuid[] is null or id = any($2))
       and ($3::uuid is null or (id, type) > ($3, $4::text))
     order by id, type limit $5`,
    [
      types ?? null,
      uris?.map((each) => uuidOfUri(each)) ?? null,
      after === undefined ? null : uuidOfUri(after.uri),
      after?.type ?? null,
      limit,
    ],
  );
  return rows.map(({ type, uri, attributes, children }) => ({
    type,
    uri,
    attributes: JSON.parse(attributes) as Record<string, unknown>,
    children: JSON.parse(children) as string[],
  }));
}
