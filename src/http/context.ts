/** What the route files share. */
import type { FastifyRequest } from 'fastify';
import type { Registry } from '../capture/index.ts';
import type { Config } from '../config.ts';
import type { Sight, Store } from '../store/index.ts';
import type { Subscriptions } from '../subscriptions/index.ts';
import type { Pace } from '../watch/index.ts';
import type { Deciding } from './sight/deciding.ts';

/** What every route file gets. */
export interface Context extends Deciding {
  readonly store: Store;
  readonly config: Config;
  readonly subscriptions: Subscriptions;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Who the parties of events are. */
  readonly registry: Registry;
  /** How far recording may be ahead of the watch. */
  readonly pace: Pace;
}

/** By which sight papers, places and parties lead somebody to things; undefined for those who may not query, as the public. */
export const papersFor =
  ({ permit, sight }: Context) =>
  (request: FastifyRequest): Promise<Sight | undefined> =>
    permit('query')(request).then(
      () => sight(request, 'query'),
      () => undefined,
    );

/** People get a page: a browser names text/html first; programs do not. */
export function wantsPage(request: FastifyRequest): boolean {
  return /\btext\/html\b/.test(request.headers.accept ?? '') && !/^\/(?:epcis|api)\b/.test(request.url);
}
