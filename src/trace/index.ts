/** From any code, upstream and downstream. Pure: given a reader of links and events, nothing here knows a database, a clock or a socket. */
export { ancestorsOf, isMade, plainAncestors, type ReadLinks, reachAbove } from './ancestors.ts';

export { confirmedSteps } from './confirmed.ts';
export { type Correction, correctionsOf } from './corrections.ts';
export { type Movement, movementOf } from './history.ts';
export { eventsOf, isHidden, type Masked, mask, ofTheDay, type Shown } from './mask.ts';
export { memoryReader } from './memory.ts';
export * from './quantities/index.ts';
export * from './recall/index.ts';
export { type Known, stateOf, type ThingState } from './state.ts';
export { type Evidence, type Traced, trace } from './trace.ts';
export type * from './types.ts';
export { judge, type Verdict, type VerdictKind } from './verdict.ts';
