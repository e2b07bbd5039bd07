/** Organisations: who takes part, from registration to closing; their sites, identifiers and licences. */
export { actingOf, mandateOf } from './acting.ts';
export { isUuid } from './checks.ts';
export { dayIn, dayOf } from './days.ts';
export { errorsIn, fitOf, initialsOf, plainName } from './finding.ts';
export { afterStep, type GroupStep, groupSteps, type MemberState, memberStates, openSteps, type Standing } from './group-life.ts';
export { type Annotated, annotated, template } from './import/files.ts';
export { changesOf, type ImportReport, importTable, type RowReport } from './import/run.ts';
export { tableKind } from './import/table.ts';
export {
  addLicence,
  describeLicence,
  describeStatement,
  type LicenceState,
  licenceAt,
  licenceCategories,
  licenceNamed,
  licenceNumber,
  licenceSchemes,
  licenceStatuses,
  plainLicences,
  sayOfLicence,
  schemeCategories,
} from './licences.ts';
export { after, type Decision, decisions, type State, states, transitions } from './life.ts';
export {
  change,
  decide,
  type Ensure,
  forms,
  organisationNamed,
  type Registry,
  readRegistration,
  refusalOf,
  register,
  registrable,
} from './register.ts';
export { resubmit, type SentAgain, sentAgain } from './resubmitting.ts';
export { bodyId, seedJurisdiction } from './seed.ts';
export { nameBy, partiesOf, readSite, registryOf, setSite, siteKinds, unname } from './sites.ts';
