/**
 * The client of Zhuisu: in Node and in the browser, with nothing but the fetch and the web socket of the platform. Its types are those of
 * the shapes the server checks with.
 */
export { CaptureInterrupted, type CaptureOptions, type CaptureOutcome, type EventOutcome } from './capture.ts';
export type { AsOf, LicenceSearch, OrganisationSearch } from './organisations.ts';
export { type Code, Refusal, refusalOf, Unreachable } from './refusal.ts';
export { verifySignature } from './signature.ts';
export type { Handler, SubscribeOptions, Subscription } from './stream.ts';
export type { Options, Page } from './transport.ts';
export type { Document, Event, EventQuery, QueryDocument, Resource } from './types.ts';
export { type Asked, Zhuisu } from './zhuisu.ts';
