/** Everything that comes in goes through here: check, prepare, append, receipt. */

export { parseBody, parseXmlBody } from './body.ts';
export { type Captured, type CaptureOptions, type Counts, capture, captureLimit, type ErrorBehaviour } from './capture.ts';
