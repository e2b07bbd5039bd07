/** An application on an empty store, as this machine meets it and as a stranger does. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { readConfig } from '../../src/config.ts';
import { type AppOptions, buildApp } from '../../src/http/app.ts';
import type { Store } from '../../src/store/index.ts';
import { engines } from '../store/stores.ts';

export interface Served {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly dataDir: string;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  send(
    method: 'POST' | 'DELETE',
    url: string,
    payload: unknown,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
  /** The same request from another machine, without a token. */
  stranger(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: unknown): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

export const now = Date.UTC(2026, 10, 24, 4);

export async function serveApp(
  options: AppOptions & { readonly env?: Readonly<Record<string, string>>; readonly now?: () => number } = {},
): Promise<Served> {
  const opened = (await engines[0]!.open())!;
  const app = buildApp(opened.store, readConfig(options.env ?? {}), options.now ?? (() => now), options);
  const local = { host: 'localhost:8080' };
  const bodied = (payload: unknown) =>
    payload === undefined
      ? {}
      : {
          payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
        };
  return {
    app,
    store: opened.store,
    dataDir: opened.dataDir,
    get: (url, headers = {}) => app.inject({ url, headers: { ...local, ...headers } }),
    send: (method, url, payload, headers = {}) =>
      app.inject({ method, url, ...bodied(payload), headers: { ...local, 'content-type': 'application/json', ...headers } }),
    stranger: (method, url, payload) =>
      app.inject({
        method,
        url,
        ...bodied(payload),
        remoteAddress: '203.0.113.9',
        headers: payload === undefined ? {} : { 'content-type': 'application/json' },
      }),
    async close() {
      await app.close();
      await opened.close();
    },
  };
}
