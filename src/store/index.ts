/**
 * Everything that touches PostgreSQL: starting it, its schema, the event log, the link index, every SQL statement. Knows events and
 * codes; knows nothing of HTTP, of categories or of who asks.
 */
import type { Vault } from '../secrets/index.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { linkReader } from './links.ts';
import { EventLog } from './log.ts';
import { partyBook } from './party-book.ts';

export {
  type AccountRow,
  accountByIdentity,
  accountByLogin,
  accountOf,
  accountsOf,
  addAccount,
  hasAccounts,
  type IdentityRow,
  identitiesOf,
  linkIdentity,
  type NewAccount,
  recoveryCodesLeft,
  rehashPassword,
  setPassword,
  setRecoveryCodes,
  setRights,
  setSecondFactor,
  takeRecoveryCode,
  takeStep,
  unlinkIdentities,
} from './accounts.ts';
export {
  addSession,
  type Budget,
  countAttempt,
  endSession,
  endSessionNamed,
  endSessions,
  forgetAttempts,
  returnAttempt,
  rotateSession,
  type SessionRow,
  type SignedInRow,
  sessionOf,
  sessionsOf,
  setEnrolling,
  takeAttempt,
  touchSession,
} from './accounts-sessions.ts';
export {
  addDelegation,
  addToken,
  consentsInForce,
  type DelegationRow,
  delegationNamed,
  delegationsOf,
  type HeldTokenRow,
  membersOf,
  organisationTokens,
  revokeToken,
  revokeTokens,
  type TokenHolderRow,
  type TokenRow,
  tokenHolder,
  tokenNamed,
  tokensOf,
  touchToken,
  withdrawDelegation,
} from './accounts-tokens.ts';
export { type ActedFilter, type ActedRow, actedFor } from './acted.ts';
export { type AuditFilter, type AuditHead, type AuditRow, appendAudit, auditHead, auditRows, findAudit } from './audit.ts';
export type { Batch, EventStatus, JobRow, MasterDataRow, Receipt } from './batch.ts';
export {
  actsOf,
  addLooks,
  allLooks,
  type CaseAct,
  type CaseRow,
  caseById,
  casesOf,
  changeCase,
  type LookRow,
  looksFor,
  openCase,
  setChain,
} from './cases.ts';
export { type CodeLink, dropLink, linksOf, putLink } from './code-links.ts';
export {
  type ConsentRow,
  consentById,
  consentsBetween,
  consentsOf,
  giveConsent,
  type MonthCount,
  monthlyCounts,
  withdrawConsent,
} from './consents.ts';
export { contextBodies, type StoredContext } from './contexts.ts';
export { Script } from './copy.ts';
export { Database, type DatabaseOptions, reasonOf } from './database.ts';
export { type DistinctKey, distinctPlaces, distinctThings, distinctWords } from './distinct.ts';
export { distinctSeen, type SeenValue } from './distinct-seen.ts';
export * from './evaluations.ts';
export {
  type EventFilter,
  type EventQuery,
  type EventRow,
  logHead,
  logVersion,
  queryEvents,
  queryVersion,
} from './event-query.ts';
export { addDailyLooks, withoutPart } from './group-looks.ts';
export {
  changeGroup,
  countGroupsOf,
  foundGroup,
  type GroupActRow,
  type GroupChange,
  type GroupMemberRow,
  type GroupRow,
  groupActs,
  groupById,
  groupMembers,
  groupsOf,
  type SharingGroup,
  sharingWith,
} from './groups.ts';
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
  type RangeOwner,
  type RangeRow,
  rangeOwners,
  storeCertificate,
} from './issuing.ts';
export { captureJob, captureJobs, type StoredJob } from './jobs.ts';
export { type Key, uuidOf } from './keys.ts';
export { declaredWrong, type LinkRow, type ReadEvent, recordedOf } from './links.ts';
export { endListing, hasEnded, pageTokenKey } from './listings.ts';
export { contextNumber, EventLog, type Stored } from './log.ts';
export { EventRows } from './log-rows.ts';
export type { RefusedEvaluation } from './log-stages.ts';
export { hasMade } from './makers.ts';
export { type MasterDataElement, masterDataElements, masterDataOf, placesWithin } from './master-data.ts';
export * from './notices.ts';
export { type OrganisationRow, organisationById, type SeedRow, seedOrganisations } from './organisations.ts';
export {
  type LicenceRow,
  licenceById,
  listLicences,
  type StatementFields,
  type StatementRow,
  stateLicence,
  statementsOf,
} from './organisations-licences.ts';
export { type PartyOfUri, partiesNamed } from './organisations-parties.ts';
export {
  type ChangeRow,
  changeOrganisation,
  type Doing,
  listOrganisations,
  type MayRegister,
  type OrganisationFields,
  type OrganisationFilter,
  organisationChanges,
  type Registered,
  type Registration,
  registerOrganisations,
} from './organisations-register.ts';
export {
  addIdentifier,
  dropIdentifier,
  type IdentifierRow,
  identifiersOf,
  putSite,
  type SiteRow,
  sitesOf,
} from './organisations-sites.ts';
export { eventsNaming, eventsOfPaper, papersFrom, rebuildPapers } from './papers.ts';
export { mergeParts, type Part, partedTables, partsOf } from './parts.ts';
export { type BookedPrefix, forgetParties, prefixScheme } from './party-book.ts';
export {
  erasePersons,
  eventsNamingPerson,
  holdPerson,
  holdsPerson,
  type PersonRow,
  personOf,
  putPerson,
} from './persons.ts';
export {
  type ActedThrough,
  type Belonging,
  type Context,
  contextOf,
  type Evaluated,
  type PreparedEvent,
  prepareEvent,
  type Staged,
  sortedJson,
} from './prepare.ts';
export { ProcessLock } from './process-lock.ts';
export {
  addDraft,
  type DraftRow,
  draftById,
  draftsOf,
  type ProfileRow,
  profileRows,
  profilesVersion,
  publishDraft,
  shipProfiles,
} from './profiles.ts';
export { addQuery, dropQuery, type NamedQuery, namedQueries, queryNamed } from './queries.ts';
export { rebuildLinks } from './rebuild-links.ts';
export {
  addStageValues,
  type LoggedEvent,
  rebuildStageRows,
  type StagedAnew,
  seqsOfStage,
} from './rebuild-stages.ts';
export * from './recalling.ts';
export type { LookedAt, Rest } from './recent.ts';
export {
  type Found,
  type HeldLicence,
  type HistoryRows,
  historyRows,
  identitiesHeld,
  licencesHeld,
  mostPerValue,
  tellingOf,
  valueKey,
  valueRows,
} from './record-facts.ts';
export {
  type DueAsked,
  type DueInRegister,
  type DueLicence,
  type DuePlace,
  licenceDues,
  licencePlace,
  registerDues,
} from './register-dues.ts';
export {
  type RegisterAlternative,
  type RegisteredAs,
  type RegisterSight,
  registerHolds,
} from './register-sight.ts';
export {
  listRegister,
  type RegisterName,
  type RegisterStatement,
  registerKey,
  registerStatements,
  stateRegister,
} from './registers.ts';
export { type KeptEvent, rewriteEnvelopes } from './rewrite-envelopes.ts';
export { type Guard, writtenOnce } from './rights.ts';
export { noteKey, reseal, type SealedColumn, sealedColumns, sealedUnder, totpSecrets, unsealed } from './sealed.ts';
export {
  type Resubmission,
  type Resubmitted,
  registerWithAccount,
  resubmitOrganisation,
  type SelfRegistered,
  type SelfRegistration,
} from './self-registration.ts';
export {
  type Alternative,
  bestOf,
  type Envelope,
  type FieldSet,
  fieldSets,
  holds,
  readable,
  type Sight,
  seenOf,
  type Unseen,
} from './sight.ts';
export { forgetStages, ownersOf, type StagedEvent, stagedEvents } from './staged-events.ts';
export {
  addSubscription,
  allSubscriptions,
  cursorAt,
  dropSubscription,
  type StoredSubscription,
  type SubscriptionProgress,
  type SubscriptionRow,
  saveProgress,
  subscriptionOf,
  subscriptionPulse,
  subscriptionsOf,
} from './subscriptions.ts';
export * from './supervision.ts';
export { addTakeover, isTakenOver, type Takeover, takeovers } from './takeovers.ts';
export {
  addUploadBatch,
  advanceUpload,
  beginUpload,
  dropUploadFile,
  forgetUpload,
  lastUploadRow,
  openUploads,
  putUploadPieces,
  staleUploads,
  takeUpload,
  type UploadAbout,
  type UploadBatch,
  UploadLocks,
  type UploadRow,
  type UploadState,
  uploadBatches,
  uploadBytes,
  uploadNamed,
  uploadPiece,
  uploadReceived,
  uploadsOf,
  waitingUploads,
} from './uploads.ts';

/** One open store: the database, its append path and its reader of links. */
export interface Store {
  readonly database: Database;
  /** Seals what must lie hidden in the database. */
  readonly vault: Vault;
  readonly log: EventLog;
  readonly links: ReturnType<typeof linkReader>;
  readonly parties: ReturnType<typeof partyBook>;
  close(): Promise<void>;
}

export async function openStore(options: DatabaseOptions): Promise<Store> {
  const database = await Database.open(options);
  return {
    database,
    log: new EventLog(database),
    links: linkReader(database),
    parties: partyBook(database),
    vault: database.vault,
    close: () => database.close(),
  };
}
