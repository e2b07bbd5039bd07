/** Links that enterprises register for their codes. */
import { type Database, touchAnswers } from './database.ts';

export interface CodeLink {
  /** Canonical URI of what it is about. */
  readonly anchor: string;
  readonly linkType: string;
  readonly href: string;
  readonly title: string;
  /** BCP 47, or empty for any. */
  readonly language: string;
  readonly mediaType: string;
}

/** Adds a link, or gives the same one a new title. */
export async function putLink(
  database: Database,
  { anchor, linkType, href, title, language, mediaType }: CodeLink,
): Promise<void> {
  await database.query(
    `insert into code_link values ($1, $2, $3, $4, $5, $6, now())
     on conflict (anchor, link_type, language, href) do update set title = excluded.title, media_type = excluded.media_type`,
    [anchor, linkType, href, title, language, mediaType],
  );
  await touchAnswers(database);
}

/** False when there was none. */
export async function dropLink(database: Database, anchor: string, linkType: string, href: string): Promise<boolean> {
  const gone = await database.query('delete from code_link where (anchor, link_type, href) = ($1, $2, $3) returning 1 as one', [
    anchor,
    linkType,
    href,
  ]);
  await touchAnswers(database);
  return gone.length > 0;
}

/** In the order of the anchors given, then the oldest first. */
export function linksOf(database: Database, anchors: readonly string[]): Promise<CodeLink[]> {
  return database.query(
    `select anchor, link_type as "linkType", href, title, language, media_type as "mediaType" from code_link
     where anchor = any($1) order by array_position($1::text[], anchor), at, href`,
    [anchors],
    'code-links',
  );
}
