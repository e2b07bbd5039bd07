/**
 * What must be recalled, with bounds: surely, likely, possibly affected when records are missing, and whom to ask first. Pure, given a
 * reader; docs/recall.md states the model. Nothing of a recall as a process belongs here.
 */
export { answerOf, likelyFrom } from './answer.ts';
export { assumptions } from './assumptions.ts';
export { type Balance, balancesOf } from './balance.ts';
export { type Call, callsOf, type Missing, type MissingKind, type Patience } from './calls.ts';
export { certainOf } from './certain.ts';
export { type GapIndex, gapIndexOf } from './gaps.ts';
export { type Firm, type Ledger, ledgerOf } from './ledger.ts';
export { recallMemory } from './memory.ts';
export { beyondClosure, type Possible, type PossibleOptions, possibleOf } from './possible.ts';
export { recordOf } from './possible-types.ts';
export { type Scoped, scopeAnswer, scopeOf } from './scope.ts';
export type * from './types.ts';
export { urisIn } from './uris.ts';
export { everythingVisible, type Visible, visibleBy } from './visible.ts';
