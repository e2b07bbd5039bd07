/** The watch: reads the log and finds who does not report, where the chain has a seam, what was left out, and what was made up. */
export type { Detector, Family, Firm, Gravity, Observation, Problem, Report, Roster, Running } from './definition.ts';
export { detectors } from './detectors/index.ts';
export { Watch, type WatchFigures, type WatchOptions } from './engine.ts';
export { findingId } from './findings.ts';
export { Pace, type PaceLimits } from './pace.ts';
export { Watching } from './watching.ts';
