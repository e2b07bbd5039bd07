/**
 * Who the URIs of events belong to, in memory: asked for every event that is captured. The whole register is read again when it has
 * changed; a change of another process is seen within a second.
 */
import type { Database } from './database.ts';
import { prefixesHeld, type StatementRow } from './organisations-licences.ts';

export interface BookedParty {
  /** uuid */
  readonly organisation: string;
  /** Division code of the site. */
  readonly area?: string | undefined;
}

/** A GS1 company prefix that is registered as a licence of its scheme, with what was said of it. */
export interface BookedPrefix {
  /** uuid */
  readonly organisation: string;
  /** In the order in which they became known. */
  readonly statements: readonly StatementRow[];
}

export interface BookedOrganisation {
  readonly categories: readonly string[];
  readonly areas: readonly string[];
}

interface Book {
  readonly version: string;
  readonly parties: ReadonlyMap<string, BookedParty>;
  readonly organisations: ReadonlyMap<string, BookedOrganisation>;
  /** By their digits. */
  readonly prefixes: ReadonlyMap<string, BookedPrefix>;
  /** Other spellings, and URIs of nobody, that were asked about; bounded, because suppliers choose them. */
  readonly met: Map<string, BookedParty | undefined>;
}

const mostMet = 50_000;

/** Milliseconds for which the version is not asked again. */
const fresh = 1_000;

/** Of each database, what makes its book be read anew. */
const books = new WeakMap<Database, Set<() => void>>();

/** After a change by this process: it is seen at once. */
export const forgetParties = (database: Database): void => books.get(database)?.forEach((forget) => void forget());

export function partyBook(database: Database, clock: () => number = Date.now) {
  let book: Book | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<Book> | undefined;
  const forget = (): void => {
    checkedAt = Number.NEGATIVE_INFINITY;
    reading = undefined;
  };
  books.set(database, (books.get(database) ?? new Set()).add(forget));

  async function current(): Promise<Book> {
    if (book !== undefined && clock() - checkedAt < fresh) return book;
    const asked = clock();
    const own = reading ?? read(database, book);
    reading = own;
    const found = await own;
    // A change while it was read makes it old already.
    if (reading === own) {
      reading = undefined;
      book = found;
      checkedAt = asked;
    }
    return found;
  }

  return {
    /** `keys`: the texts under which a URI may be registered, the nearest first. */
    async partiesOf(uris: readonly string[], keys: (uri: string) => readonly string[]): Promise<Map<string, BookedParty>> {
      const { parties, met } = await current();
      const found = new Map<string, BookedParty>();
      if (parties.size === 0) return found;
      for (const uri of uris) {
        let party = parties.get(uri) ?? met.get(uri);
        if (party === undefined && !met.has(uri)) {
          party = keys(uri)
            .map((each) => parties.get(each))
            .find((each) => each !== undefined);
          if (met.size >= mostMet) met.clear();
          met.set(uri, party);
        }
        if (party !== undefined) found.set(uri, party);
      }
      return found;
    },
    async registrationOf(organisation: string): Promise<BookedOrganisation | undefined> {
      return (await current()).organisations.get(organisation);
    },
    async prefixes(): Promise<ReadonlyMap<string, BookedPrefix>> {
      return (await current()).prefixes;
    },
    forget,
  };
}

/** Scheme of the licences that say whose a company prefix is. */
export const prefixScheme = 'gs1_prefix';

async function read(database: Database, before: Book | undefined): Promise<Book> {
  const [row] = await database.query<{ version: string }>(
    'select version::text from organisation_version',
    [],
    'organisation-version',
  );
  const { version } = row!;
  if (before?.version === version) return before;
  const parties = await database.query<{ uri: string; organisation: string; area: string | null }>(
    `select i.uri, i.organisation, coalesce(s.area, o.areas[1]) as area
     from organisation_identifier i join organisation o on o.id = i.organisation left join site s on s.id = i.site
     where o.status in ('active', 'suspended', 'closed')`,
  );
  const organisations = await database.query<{ id: string; categories: string[]; areas: string[] }>(
    'select id, categories, areas from organisation',
  );
  const prefixes = await prefixesHeld(database, prefixScheme);
  return {
    version,
    prefixes,
    parties: new Map(parties.map(({ uri, organisation, area }) => [uri, { organisation, area: area ?? undefined }])),
    met: new Map(),
    organisations: new Map(organisations.map(({ id, categories, areas }) => [id, { categories, areas }])),
  };
}
