/** The small city behind an application of its own, and who asks it what: for the files of attacks. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import type { Store } from '../../src/store/index.ts';
import { engines } from '../store/stores.ts';
import { asActor, principalOf, recordCity, settleCity, now as start } from './city.ts';

export type Method = 'GET' | 'POST' | 'DELETE' | 'HEAD';
type Headers = Record<string, string>;

export interface AskedCity {
  readonly app: FastifyInstance;
  readonly store: Store;
  /** Milliseconds since 1970 of the application; a test may go on in time. */
  now: number;
  readonly as: (actor: string, method: Method, url: string, body?: unknown, headers?: Headers) => Promise<LightMyRequestResponse>;
  readonly get: (actor: string, url: string, headers?: Headers) => Promise<LightMyRequestResponse>;
  readonly post: (actor: string, url: string, body: unknown, headers?: Headers) => Promise<LightMyRequestResponse>;
  readonly close: () => Promise<void>;
}

export const config = readConfig({ ZHUISU_ADMIN_TOKEN: 'secret' });

export async function openCity(): Promise<AskedCity> {
  const opened = (await engines[0]!.open())!;
  const app = buildApp(opened.store, config, () => city.now, { principalOf });
  const as: AskedCity['as'] = (actor, method, url, body, headers = {}) =>
    app.inject({
      method,
      url,
      headers: { ...asActor(actor), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
  const city: AskedCity = {
    app,
    store: opened.store,
    now: start,
    as,
    get: (actor, url, headers = {}) => as(actor, 'GET', url, undefined, headers),
    post: (actor, url, body, headers = {}) => as(actor, 'POST', url, body, headers),
    async close() {
      await app.close();
      await opened.close();
    },
  };
  await settleCity(opened.store);
  await recordCity(app);
  return city;
}

/** The answer with what was asked taken out: two refusals that must not be told apart. */
export function shape(answer: LightMyRequestResponse, ...asked: string[]): string {
  let text = `${answer.statusCode} ${answer.body}`;
  for (const each of asked) text = text.replaceAll(each, 'ASKED').replaceAll(encodeURIComponent(each), 'ASKED');
  return text;
}

export const eventIds = (answer: LightMyRequestResponse): string[] =>
  (answer.json().epcisBody.queryResults.resultsBody.eventList as { eventID: string }[]).map((each) => each.eventID);
