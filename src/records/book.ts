/** The published profiles of a database, kept while nothing is published: a version of another process is seen within a second. */
import { shippedProfiles } from '../categories/profiles/index.ts';
import type { CategoryProfile } from '../categories/rules/definition.ts';
import { type Database, profileRows, profilesVersion, type Store, shipProfiles } from '../store/index.ts';
import { Profiles } from './profiles.ts';

/** Milliseconds for which the version is not asked again. */
const fresh = 1_000;

interface Book {
  version: string;
  profiles: Profiles;
  checkedAt: number;
}

const books = new WeakMap<Database, Book>();
const reading = new WeakMap<Database, Promise<Profiles>>();

/** Every published version. The first call puts what ships among them. */
export async function profilesOf({ database }: Store): Promise<Profiles> {
  const book = books.get(database);
  if (book !== undefined && performance.now() - book.checkedAt < fresh) return book.profiles;
  let read = reading.get(database);
  if (read === undefined) {
    read = readBook(database, book).finally(() => reading.delete(database));
    reading.set(database, read);
  }
  return read;
}

/** After publishing in this process: it is served at once. */
export function forgetProfiles({ database }: Store): void {
  const book = books.get(database);
  if (book !== undefined) book.checkedAt = Number.NEGATIVE_INFINITY;
  reading.delete(database);
}

const shippedTexts = new Map(shippedProfiles.map((profile) => [JSON.stringify(profile), profile]));

async function readBook(database: Database, before: Book | undefined): Promise<Profiles> {
  const asked = performance.now();
  const version = await profilesVersion(database);
  if (before?.version === version) {
    before.checkedAt = asked;
    return before.profiles;
  }
  if (before === undefined)
    await shipProfiles(
      database,
      [...shippedTexts].map(([profile, { category, version: name, validFrom }]) => ({
        category,
        version: name,
        validFrom,
        profile,
      })),
    );
  const rows = await profileRows(database);
  const profiles = new Profiles(
    rows.map(({ category, version: name, validFrom, profile }) => {
      const known = shippedTexts.get(profile);
      return known ?? { ...(JSON.parse(profile) as CategoryProfile), category, version: name, validFrom };
    }),
  );
  books.set(database, { version, profiles, checkedAt: asked });
  return profiles;
}
