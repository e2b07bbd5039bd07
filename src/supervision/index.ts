/** What departments do about what was found, and what firms answer. */

export {
  type Calendar,
  type Clock,
  type ComplaintActName,
  type ComplaintKind,
  type ComplaintState,
  type ComplaintSubject,
  clockOn,
  clocksFor,
  complaintActs as complaintSteps,
  complaintClocks,
  complaintKinds,
  complaintStates,
  complaintSubjects,
  dueBy,
  openComplaintActs,
} from './complaint-life.ts';
export {
  type ComplaintStep,
  complaintNumber,
  dealWith,
  keepPhoto,
  mostPhotos,
  photoRefused,
  photoTypes,
  readComplaintNumber,
  type Told,
  takeComplaint,
} from './complaints.ts';
export {
  canUndo,
  type FindingActName,
  type FindingState,
  findingActs,
  findingStates,
  isFindingAct,
  openActs,
  undoWithin,
} from './finding-life.ts';
export { keepProof, mostProofBytes, proofTypes, type Step, type Stepped, stepAll, takeStep } from './findings.ts';
export { type Counted, countLasts, type KeepCount, keptCounts } from './kept-counts.ts';
export { lotsInRange, rootsWithLots } from './lot-ranges.ts';
export { barePhoto, mostPhotoBytes } from './photo.ts';
export {
  clockOf,
  type Deadline,
  dueTimes,
  type LevelClock,
  levels,
  type Regime,
  regimeOf,
  regimes,
} from './recall-clocks.ts';
export { type Draw, type Drawn, draw, isReadinessDue, newDraw, readinessCheck, startDrill } from './recall-drills.ts';
export { type Following, followLate } from './recall-following.ts';
export {
  actsBy,
  openRecallActs,
  ownActs,
  type RecallActName,
  type RecallState,
  recallActs,
  recallStates,
} from './recall-life.ts';
export { holderLists } from './recall-lists.ts';
export { logMissing } from './recall-log.ts';
export {
  type Answered,
  answersByItem,
  itemKey,
  type Progress,
  progressOf,
  type Recovery,
  recoveredOf,
  type Score as DrillScore,
  scoreOf,
} from './recall-progress.ts';
export { isRegistered, storeReader } from './recall-reader.ts';
export { assumptionsOf, type FrozenScope, frozenScope } from './recall-scope.ts';
export {
  type AnswerGiven,
  type AnswerTaken,
  answerAll,
  answerScan,
  type Drafting,
  draftRecall,
  followLateLots,
  remindSilent,
  type Scanned,
  type Taking,
  takeInLate,
  takeRecallStep,
} from './recalls.ts';
export {
  type AnswersFor,
  dutiesOf,
  formulas,
  measures,
  type Score,
  type ScoreBy,
  scoreDays,
  scoreGroups,
  scoreLists,
  scoresOf,
} from './scores.ts';
