/** What departments do about what was found, and what firms answer. */
export { type FindingActName, type FindingState, findingActs, findingStates, isFindingAct, openActs } from './finding-life.ts';
export { keepProof, mostProofBytes, proofTypes, type Step, type Stepped, stepAll, takeStep } from './findings.ts';
export { formulas, measures, type Score, scoreDays, scoreGroups, scoreLists, scoresOf } from './scores.ts';
