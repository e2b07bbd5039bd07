/** Published versions of the categories’ profiles, and drafts of the next ones. Profiles are texts here; what they say is no matter of the store. */
import type { Database } from './database.ts';

export interface ProfileRow {
  readonly category: string;
  readonly version: string;
  /** YYYY-MM-DD */
  readonly validFrom: string;
  /** JSON of the whole profile. */
  readonly profile: string;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
  /** `shipped`, the uuid of an account, or the kind of principal. */
  readonly actor: string;
  readonly organisation: string | null;
}

/** Puts what ships among the versions; one that is there under its name is brought up to what ships now. */
export async function shipProfiles(
  database: Database,
  profiles: readonly Pick<ProfileRow, 'category' | 'version' | 'validFrom' | 'profile'>[],
): Promise<void> {
  await database.query(
    `insert into profile_version (category, version, valid_from, profile, published_at, actor)
     select category, version, valid_from, profile, now(), 'shipped'
     from unnest($1::text[], $2::text[], $3::date[], $4::text[]) as p(category, version, valid_from, profile)
     on conflict (category, version) do update set valid_from = excluded.valid_from, profile = excluded.profile
     where profile_version.actor = 'shipped' and (profile_version.profile, profile_version.valid_from) <> (excluded.profile, excluded.valid_from)`,
    [
      profiles.map(({ category }) => category),
      profiles.map(({ version }) => version),
      profiles.map(({ validFrom }) => validFrom),
      profiles.map(({ profile }) => profile),
    ],
  );
}

/** Rises with every version that is published, in whatever process. */
export async function profilesVersion(database: Database): Promise<string> {
  const [row] = await database.query<{ profiles: string }>(
    'select profiles::text from definition_version',
    [],
    'profiles-version',
  );
  return row!.profiles;
}

/** In the order in which they were published. */
export function profileRows(database: Database): Promise<ProfileRow[]> {
  return database.query(
    `select category, version, valid_from::text as "validFrom", profile, extract(epoch from published_at)::float8 * 1000 as "publishedAt",
       actor, organisation from profile_version order by number`,
  );
}

export interface DraftRow {
  readonly id: string;
  readonly category: string;
  /** Version that it began from. */
  readonly base: string;
  readonly profile: string;
  readonly createdAt: number;
  readonly actor: string;
  readonly organisation: string | null;
  /** The version that it became. */
  readonly published: string | null;
}

const draftColumns = `id, category, base, profile, extract(epoch from created_at)::float8 * 1000 as "createdAt", actor, organisation, published`;

export async function addDraft(database: Database, draft: Omit<DraftRow, 'published'>): Promise<void> {
  const { id, category, base, profile, createdAt, actor, organisation } = draft;
  await database.query(
    `insert into profile_draft (id, category, base, profile, created_at, changed_at, actor, organisation)
     values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), to_timestamp($5::float8 / 1000), $6, $7)`,
    [id, category, base, profile, createdAt, actor, organisation],
  );
}

export async function draftById(database: Database, id: string): Promise<DraftRow | undefined> {
  const [row] = await database.query<DraftRow>(`select ${draftColumns} from profile_draft where id = $1`, [id]);
  return row;
}

/** The latest first. */
export function draftsOf(database: Database, category: string, limit: number): Promise<DraftRow[]> {
  return database.query(
    `select ${draftColumns} from profile_draft where category = $1 order by created_at desc, id desc limit $2`,
    [category, limit],
  );
}

export type Publishing = 'published' | 'done_before' | 'version_taken' | { readonly latest: string };

/** One version after the other: a draft that began from an older one is refused with the latest. */
export async function publishDraft(database: Database, draft: DraftRow, row: Omit<ProfileRow, 'category'>): Promise<Publishing> {
  return database.transaction(async (client): Promise<Publishing> => {
    await client.query('update definition_version set profiles = profiles + 1');
    const { rows: drafts } = await client.query<{ published: string | null }>(
      'select published from profile_draft where id = $1 for update',
      [draft.id],
    );
    if (drafts[0]?.published !== null) return 'done_before';
    const { rows } = await client.query<{ version: string }>(
      'select version from profile_version where category = $1 order by number desc limit 1',
      [draft.category],
    );
    const latest = rows[0]?.version ?? '';
    if (latest !== draft.base) return { latest };
    const inserted = await client.query(
      `insert into profile_version (category, version, valid_from, profile, published_at, actor, organisation)
       values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), $6, $7) on conflict do nothing`,
      [draft.category, row.version, row.validFrom, row.profile, row.publishedAt, row.actor, row.organisation],
    );
    if (inserted.rowCount === 0) return 'version_taken';
    await client.query('update profile_draft set published = $2, changed_at = to_timestamp($3::float8 / 1000) where id = $1', [
      draft.id,
      row.version,
      row.publishedAt,
    ]);
    return 'published';
  });
}
