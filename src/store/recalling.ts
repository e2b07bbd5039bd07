/** What the store keeps of recalls and drills. */
export type { HeldRange, HeldRanges, RangeSays } from './range-holds.ts';
export { eventsOfFirms, eventsOfLots, holderOfLicence, linksFrom, type RecordKeepers } from './recall.ts';
export {
  addReadiness,
  type Drawable,
  type DrawFrom,
  drawables,
  lastReadiness,
  type ReadinessRow,
  readinessChecks,
} from './recall-draw.ts';
export { type Engagement, engagedThings } from './recall-engaged.ts';
export {
  addRanges,
  isTouchedSince,
  type LateLots,
  lateLots,
  type NewRange,
  recallsWithLate,
  thingsOfRecall,
  withoutRanges,
} from './recall-ranges.ts';
export { keptScores } from './recall-scores.ts';
export { addAnswers, addRecall, type RecallStep, remindHolder, stepRecall } from './recall-steps.ts';
export { type RecallTold, recallsTold } from './recall-told.ts';
export {
  type Amounts,
  actsOfRecall,
  earliestRecall,
  type HolderCounts,
  holderCounts,
  holdersIn,
  holdersOf,
  listRecalls,
  markLogged,
  type NewRecall,
  type Reach,
  type Recall,
  type RecallAct,
  type RecallAnswer,
  type RecallFilter,
  type RecallHolder,
  type RecallItem,
  type RecallMark,
  type RecallThing,
  recallAnswers,
  recalledElsewhere,
  recalledThings,
  recallItems,
  recallReasons,
  recallSeen,
  recallsOfHolder,
  seenWhole,
  silentHolders,
  unlogged,
} from './recalls.ts';
