/** Everything that comes in goes through here: check, prepare, append, receipt. */

export { parseBody, parseXmlBody } from './body.ts';
export {
  type Captured,
  type CapturedEvent,
  type CaptureOptions,
  type Carried,
  type Counts,
  capture,
  captureEvents,
  captureLimit,
  checkEvents,
  type ErrorBehaviour,
  masterDataNote,
} from './capture.ts';
export {
  belongingsOf,
  type Mentioned,
  mentionedIn,
  type RegisteredParty,
  type Registration,
  type Registry,
} from './envelope.ts';
export type { Arriving, Capturing, Gate, Passage, Recognised, RuleTold, Stopped } from './gate.ts';
export { rebuildEnvelopes } from './rebuild.ts';
