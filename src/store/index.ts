/**
 * Everything that touches PostgreSQL: starting it, its schema, the event log, the link index, every SQL statement. Knows events and
 * codes; knows nothing of HTTP, of categories or of who asks.
 */
import { Database, type DatabaseOptions } from './database.ts';
import { linkReader } from './links.ts';
import { EventLog } from './log.ts';

export type { Batch, EventStatus, JobRow, MasterDataRow, Receipt } from './batch.ts';
export { type CodeLink, dropLink, linksOf, putLink } from './code-links.ts';
export { contextBodies, type StoredContext } from './contexts.ts';
export { Database, type DatabaseOptions, reasonOf } from './database.ts';
export { type DistinctKey, distinctPlaces, distinctThings, distinctWords } from './distinct.ts';
export { type EventFilter, type EventQuery, type EventRow, logHead, logVersion, queryEvents } from './event-query.ts';
export {
  type Allocation,
  allocateReferences,
  type CertificateRow,
  certificateOf,
  codeRange,
  codeRanges,
  issueRange,
  type MarkRow,
  markRun,
  marksAt,
  marksOf,
  type RangeRow,
  storeCertificate,
} from './issuing.ts';
export { captureJob, captureJobs, type StoredJob } from './jobs.ts';
export { type LinkRow, type ReadEvent, recordedOf } from './links.ts';
export { EventLog } from './log.ts';
export { masterDataOf, placesWithin } from './master-data.ts';
export { type OrganisationRow, organisationById, type SeedRow, seedOrganisations } from './organisations.ts';
export { type Belonging, type Context, contextOf, type PreparedEvent, prepareEvent, sortedJson } from './prepare.ts';
export { addQuery, dropQuery, type NamedQuery, namedQueries, queryNamed } from './queries.ts';
export {
  type Alternative,
  bestOf,
  type Envelope,
  type FieldSet,
  fieldSets,
  holds,
  narrowings,
  readable,
  type Sight,
  type Unseen,
  seenOf,
} from './sight.ts';

/** One open store: the database, its append path and its reader of links. */
export interface Store {
  readonly database: Database;
  readonly log: EventLog;
  readonly links: ReturnType<typeof linkReader>;
  close(): Promise<void>;
}

export async function openStore(options: DatabaseOptions): Promise<Store> {
  const database = await Database.open(options);
  return { database, log: new EventLog(database), links: linkReader(database), close: () => database.close() };
}
