/** From the URIs in events to organisations, sites and areas: on the way of every capture, hence one query and what is remembered. */
import type { Database } from './database.ts';
import { uuidOfUri } from './keys.ts';

export interface PartyOfUri {
  /** uuid */
  readonly organisation: string;
  readonly kind: string;
  readonly form: string;
  readonly name: string;
  readonly status: string;
  /** uuid, where the URI names a site. */
  readonly site?: string;
  readonly siteName?: string;
  /** Division code of the site; of the organisation where the URI names no site. */
  readonly area: string;
}

interface Remembered {
  version: string;
  /** Undefined: nobody is named so. */
  readonly parties: Map<string, PartyOfUri | undefined>;
}

/** URIs in trade repeat; the memory is bounded because suppliers choose them. */
const mostRemembered = 50_000;
const memories = new WeakMap<Database, Remembered>();

/**
 * What each URI names; URIs that name nobody, or somebody who was never approved, are absent. `keys` gives the texts to look for in
 * order, the first that names somebody counts. What is remembered counts as long as no organisation has changed in any process.
 */
export async function partiesNamed(
  database: Database,
  uris: readonly string[],
  keys: (uri: string) => readonly string[],
): Promise<Map<string, PartyOfUri>> {
  const memory = memories.get(database) ?? { version: '', parties: new Map() };
  memories.set(database, memory);
  const asked = new Map(uris.map((uri) => [uri, keys(uri)]));
  if (asked.size === 0) return new Map();
  const wanted = [...new Set([...asked.values()].flat())];
  let missing = wanted.filter((key) => !memory.parties.has(key));
  for (;;) {
    const { version, rows } = await ask(database, missing);
    const current = version === memory.version;
    if (!current || memory.parties.size + missing.length > mostRemembered) memory.parties.clear();
    memory.version = version;
    for (const key of missing) memory.parties.set(key, rows.get(uuidOfUri(key)));
    missing = wanted.filter((key) => !memory.parties.has(key));
    if (missing.length === 0) break;
  }
  const found = new Map<string, PartyOfUri>();
  for (const [uri, texts] of asked) {
    const party = texts.map((text) => memory.parties.get(text)).find((each) => each !== undefined);
    if (party !== undefined) found.set(uri, party);
  }
  return found;
}

/** Version and rows of one moment. */
async function ask(database: Database, keys: readonly string[]): Promise<{ version: string; rows: Map<string, PartyOfUri> }> {
  const rows = await database.query<PartyOfUri & { key: string | null; version: string }>(
    `select v.version, p.*
       from organisation_version v left join (
         select i.id as key, i.organisation, o.kind, o.form, o.name, o.status, i.site, s.name as "siteName",
           coalesce(s.area, o.areas[1], '') as area
         from organisation_identifier i join organisation o on o.id = i.organisation left join site s on s.id = i.site
         where i.id = any($1::uuid[]) and o.status in ('active', 'suspended', 'closed')) p on true`,
    [keys.map(uuidOfUri)],
    'parties',
  );
  const found = new Map<string, PartyOfUri>();
  for (const { key, version: _, site, siteName, ...party } of rows) {
    if (key !== null) found.set(key, site === null ? party : { ...party, site: site!, siteName: siteName! });
  }
  return { version: rows[0]!.version, rows: found };
}
