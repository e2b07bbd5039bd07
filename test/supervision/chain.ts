/** A small trade for recalls: the farm harvests and packs, the trader buys, sells and delivers to the shop. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { recordContext } from '../../src/categories/record.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import type { Store } from '../../src/store/index.ts';
import { asActor, type FirmName, now, partyUri, placeUri, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

export interface Trades {
  readonly opened: { readonly store: Store; readonly dataDir: string; close(): Promise<void> };
  readonly app: FastifyInstance;
  readonly ask: ReturnType<typeof asking>;
}

/** The small city of the proofs of access, at an hour that the test may move. */
export async function openTrades(clock: () => number = () => now): Promise<Trades> {
  const opened = (await engines[0]!.open())!;
  const app = buildApp(opened.store, readConfig({}), clock, { principalOf });
  await settleCity(opened.store);
  return { opened, app, ask: asking(app) };
}

export const lot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}`;

export const asking = (app: FastifyInstance) => ({
  get: (actor: string, url: string): Promise<LightMyRequestResponse> => app.inject({ url, headers: asActor(actor) }),
  post: (actor: string, url: string, body: unknown): Promise<LightMyRequestResponse> =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...asActor(actor), 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    }),
});

const some = (thing: string, quantity: number, uom: string): object => ({ epcClass: thing, quantity, uom });

export async function trade(
  app: FastifyInstance,
  name: string,
  quantity = 200,
  maker: 'farm' | 'far farm' = 'farm',
): Promise<{ harvest: string; packed: string }> {
  const [harvest, packed] = [lot(`H${name}`), lot(`P${name}`)];
  let hour = 0;
  const record = async (by: FirmName, event: object): Promise<void> => {
    const answer = await app.inject({
      method: 'POST',
      url: '/epcis/events',
      headers: { ...asActor(by), 'content-type': 'application/json' },
      payload: JSON.stringify({
        '@context': recordContext,
        eventID: `urn:test:trade:${name}:${hour}`,
        eventTime: `2026-11-20T${String(++hour).padStart(2, '0')}:00:00+08:00`,
        eventTimeZoneOffset: '+08:00',
        bizLocation: { id: placeUri(by) },
        'zhuisu:category': 'produce',
        ...event,
      }),
    });
    if (answer.statusCode !== 201) throw new Error(answer.body);
  };
  const parties = (from: FirmName, to: FirmName): object => ({
    sourceList: [{ type: 'owning_party', source: partyUri(from) }],
    destinationList: [{ type: 'owning_party', destination: partyUri(to) }],
    bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:test:delivery:${name}:${from.replace(' ', '')}` }],
  });
  const seen = (step: string, amount: number, more: object = {}): object => ({
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: step,
    quantityList: [some(packed, amount, 'H87')],
    ...more,
  });
  await record(maker, {
    type: 'ObjectEvent',
    action: 'ADD',
    bizStep: 'commissioning',
    quantityList: [some(harvest, 780, 'KGM')],
  });
  await record(maker, {
    type: 'TransformationEvent',
    bizStep: 'commissioning',
    inputQuantityList: [some(harvest, 780, 'KGM')],
    outputQuantityList: [some(packed, quantity, 'H87')],
  });
  await record(maker, seen('shipping', 100, parties(maker, 'general trader')));
  await record('general trader', seen('receiving', 100, parties(maker, 'general trader')));
  await record('general trader', seen('shipping', 30, parties('general trader', 'shop')));
  await record('general trader', seen('retail_selling', 20));
  return { harvest, packed };
}
