/** Capture by stage: categories and rules, which are data, meet the log, the registers and whoever records. */

export { forgetProfiles, profilesOf } from './book.ts';
export { describeCategories, describeCategory, describeProducts, describeStage, schemaNamed, stageNamed } from './describe.ts';
export { checkDraft, type Drafting, draft, draftNamed, ensureCategory, publish } from './drafts.ts';
export { type Rechecked, recheckDue } from './due.ts';
export { datesOf, describeDue, describeDueLicence, flagsOf, profileIn } from './dues.ts';
export { gateOf } from './gate.ts';
export { type ProfileSet, Profiles, type StageOf } from './profiles.ts';
export { rebuildStages } from './rebuild.ts';
export { type Known, recognise } from './recognise.ts';
export { type BookGroup, type Reconciliation, reconcile } from './reconciling.ts';
export { type CheckedRecord, checkRecords, type Recorded, type RecordOptions, type RecordStatus, record } from './record.ts';
export { keyAsked } from './register-keys.ts';
export { statementsOf } from './register-table.ts';
export {
  type RegisterPlace,
  type RegisterStatus,
  registerNamed,
  type Stating,
  stateRows,
} from './registers.ts';
export { type StatedYield, yieldLimitsOf } from './yield-limits.ts';
