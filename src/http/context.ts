/** What the route files share. */
import type { FastifyRequest } from 'fastify';
import type { Action } from '../access/index.ts';
import type { Config } from '../config.ts';
import type { Store } from '../store/index.ts';
import type { Subscriptions } from '../subscriptions/index.ts';

/** What every route file gets. */
export interface Context {
  readonly store: Store;
  readonly config: Config;
  readonly subscriptions: Subscriptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A hook that lets the request pass only when its sender may do this. */
  readonly permit: (action: Action) => (request: FastifyRequest) => Promise<void>;
}

/** People get a page: a browser names text/html first; programs do not. */
export function wantsPage(request: FastifyRequest): boolean {
  return /\btext\/html\b/.test(request.headers.accept ?? '') && !/^\/(?:epcis|api)\b/.test(request.url);
}
