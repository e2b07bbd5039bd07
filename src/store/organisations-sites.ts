/** Sites, and the URIs by which events name organisations and sites. */
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';
import { changing, present } from './organisations.ts';
import { type Doing, noteIn } from './organisations-register.ts';

export interface SiteRow {
  readonly id: string;
  readonly organisation: string;
  readonly kind: string;
  readonly name: string;
  readonly area: string;
  readonly address: string;
  /** Of those of its organisation; empty: not stated. */
  readonly categories: readonly string[];
  /** WGS 84, degrees. Maps of China show positions in GCJ-02, some hundred metres away. */
  readonly latitude?: number;
  readonly longitude?: number;
  /** Milliseconds since 1970. */
  readonly closedAt?: number;
}

const siteColumns = `id, organisation, kind, name, area, address, categories, latitude, longitude,
  extract(epoch from closed_at)::float8 * 1000 as "closedAt"`;

export type SiteOutcome =
  | { readonly outcome: 'created' | 'changed' | 'exists'; readonly row: SiteRow }
  | { readonly outcome: 'taken'; readonly uri: string }
  /** The id names a site of another organisation. */
  | { readonly outcome: 'foreign' };

export type SiteFields = Omit<SiteRow, 'closedAt'> & { readonly closed: boolean };

/** Adds a site, or changes the one of that id, with the URIs that name it. */
export const putSite = (database: Database, site: SiteFields, uris: readonly string[], doing: Doing): Promise<SiteOutcome> =>
  changing(database, (client) => putSiteIn(client, site, uris, doing));

/** The same in a transaction of the caller. */
export async function putSiteIn(
  client: PoolClient,
  site: SiteFields,
  uris: readonly string[],
  doing: Doing,
): Promise<SiteOutcome> {
  const at = new Date(doing.at);
  await client.query('select 1 from organisation where id = $1 for update', [site.organisation]);
  const before = (await client.query<SiteRow>(`select ${siteColumns} from site where id = $1`, [site.id])).rows[0];
  if (before !== undefined && before.organisation !== site.organisation) return { outcome: 'foreign' };
  const { rows: named } = await client.query<{ uri: string; organisation: string; site: string | null }>(
    'select uri, organisation, site from organisation_identifier where id = any($1::uuid[])',
    [uris.map(uuidOfUri)],
  );
  const taken = named.find((each) => each.site !== site.id);
  if (taken !== undefined) return { outcome: 'taken', uri: taken.uri };
  const { rows } = await client.query<SiteRow>(
    `insert into site (id, organisation, kind, name, area, address, latitude, longitude, closed_at, created_at, categories)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (id) do update set kind = $3, name = $4, area = $5, address = $6, latitude = $7, longitude = $8, categories = $11,
           closed_at = case when $9::timestamptz is null then null else coalesce(site.closed_at, $9) end
         returning ${siteColumns}`,
    [
      site.id,
      site.organisation,
      site.kind,
      site.name,
      site.area,
      site.address,
      site.latitude ?? null,
      site.longitude ?? null,
      site.closed ? at : null,
      at,
      site.categories,
    ],
  );
  await client.query(
    `insert into organisation_identifier (id, uri, organisation, site)
         select id, uri, $2, $3 from jsonb_to_recordset($1::jsonb) as t(id uuid, uri text) on conflict do nothing`,
    [JSON.stringify(uris.map((uri) => ({ id: uuidOfUri(uri), uri }))), site.organisation, site.id],
  );
  const row = present(rows[0]!);
  const told = (each: SiteRow | undefined): string => JSON.stringify(each === undefined ? {} : present({ ...each }));
  if (told(before) === told(row) && named.length === uris.length) return { outcome: 'exists', row };
  const action = before === undefined ? 'site_added' : 'site_changed';
  await noteIn(client, site.organisation, { ...doing, action, reason: '', before: told(before), after: told(row) });
  return { outcome: before === undefined ? 'created' : 'changed', row };
}

export async function sitesOf(database: Database, organisation: string): Promise<SiteRow[]> {
  const rows = await database.query<SiteRow>(`select ${siteColumns} from site where organisation = $1 order by created_at, id`, [
    organisation,
  ]);
  return rows.map(present);
}

export interface IdentifierRow {
  readonly uri: string;
  readonly site?: string;
}

export async function identifiersOf(database: Database, organisation: string): Promise<IdentifierRow[]> {
  const rows = await database.query<IdentifierRow>(
    'select uri, site from organisation_identifier where organisation = $1 order by uri',
    [organisation],
  );
  return rows.map(present);
}

/** Lets a URI name the organisation, or one of its sites. Returns false when it names another. */
export async function addIdentifier(
  database: Database,
  { uri, organisation, site }: { uri: string; organisation: string; site: string | undefined },
  doing: Doing,
): Promise<boolean> {
  return changing(database, async (client) => {
    await client.query('select 1 from organisation where id = $1 for update', [organisation]);
    const { rowCount } = await client.query(
      'insert into organisation_identifier (id, uri, organisation, site) values ($1, $2, $3, $4) on conflict do nothing',
      [uuidOfUri(uri), uri, organisation, site ?? null],
    );
    if (rowCount === 0) {
      const { rows } = await client.query<{ organisation: string; site: string | null }>(
        'select organisation, site from organisation_identifier where id = $1',
        [uuidOfUri(uri)],
      );
      return rows[0]?.organisation === organisation && (rows[0].site ?? undefined) === site;
    }
    const after = JSON.stringify({ uri, site });
    await noteIn(client, organisation, { ...doing, action: 'identifier_added', reason: '', before: '{}', after });
    return true;
  });
}

/** Returns false when the URI does not name this organisation. */
export async function dropIdentifier(database: Database, uri: string, organisation: string, doing: Doing): Promise<boolean> {
  return changing(database, async (client) => {
    const { rowCount } = await client.query('delete from organisation_identifier where id = $1 and organisation = $2', [
      uuidOfUri(uri),
      organisation,
    ]);
    if (rowCount === 0) return false;
    const before = JSON.stringify({ uri });
    await noteIn(client, organisation, { ...doing, action: 'identifier_dropped', reason: '', before, after: '{}' });
    return true;
  });
}
