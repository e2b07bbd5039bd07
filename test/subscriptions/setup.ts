/** A server that listens, on an empty store, and what tests say to it. */
import type { FastifyInstance } from 'fastify';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/server.ts';
import type { Store } from '../../src/store/index.ts';
import { engines } from '../store/stores.ts';

export const event = (id: string, more: object = {}): object => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: 'https://ns.example.com/' }],
  type: 'ObjectEvent',
  eventID: `urn:subscribed:${id}`,
  eventTime: '2026-05-01T08:00:00+08:00',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: 'shipping',
  epcList: ['urn:epc:id:sgtin:0614141.107346.1'],
  ...more,
});

/** What is said over HTTP to a server, this one or one of another process. */
export function speaking(address: string) {
  const json = { 'content-type': 'application/json' };
  const self = {
    get: (path: string) => fetch(address + path),
    post: (path: string, body: unknown) => fetch(address + path, { method: 'POST', headers: json, body: JSON.stringify(body) }),
    remove: (path: string) => fetch(address + path, { method: 'DELETE' }),
    async capture(events: readonly object[]): Promise<void> {
      const context = (event('') as { '@context': unknown })['@context'];
      const response = await self.post('/epcis/capture', {
        '@context': context,
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-05-01T08:00:00Z',
        epcisBody: { eventList: events.map((each) => ({ ...each, '@context': undefined })) },
      });
      const { success, errors } = (await response.json()) as { success: boolean; errors: unknown };
      if (!success) throw new Error(`the test captured something invalid: ${JSON.stringify(errors)}`);
    },
    query: (name: string, query: object) => self.post('/epcis/queries', { name, query }),
    /** Gives the address of the subscription. */
    async subscribe(name: string, body: object): Promise<string> {
      const response = await self.post(`/epcis/queries/${name}/subscriptions`, body);
      if (response.status !== 201) throw new Error(await response.text());
      return response.headers.get('location')!;
    },
    async status(path: string): Promise<Record<string, unknown>> {
      return (await (await self.get(path)).json()) as Record<string, unknown>;
    },
  };
  return self;
}

export interface Listening extends ReturnType<typeof speaking> {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly address: string;
  close(): Promise<void>;
}

export async function listening(env: Record<string, string> = {}): Promise<Listening> {
  const opened = (await engines[0]!.open())!;
  const config = readConfig({ PORT: '0', ZHUISU_WEBHOOK_ALLOW: '127.0.0.1', ...env });
  const app = buildApp(opened.store, config);
  const address = await listen(app, config);
  return {
    ...speaking(address),
    app,
    store: opened.store,
    address,
    async close() {
      await app.close();
      await opened.close();
    },
  };
}
