/** Subscriptions of the client: events once and in order, over a server that comes and goes; webhooks that are what they say. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Event, verifySignature, Zhuisu } from '../../src/client/index.ts';
import { readConfig } from '../../src/config.ts';
import { buildApp } from '../../src/http/app.ts';
import { engines } from '../store/stores.ts';

const event = (i: number): Event =>
  ({
    type: 'ObjectEvent',
    eventID: `urn:test:stream:${i}`,
    eventTime: '2026-05-01T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    bizStep: 'inspecting',
    epcList: ['urn:test:stream:thing'],
  }) as Event;

describe('a subscription', () => {
  let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
  let app: FastifyInstance;
  let port = 0;
  let zhuisu: Zhuisu;

  const start = async (): Promise<void> => {
    app = buildApp(opened.store, readConfig({ ZHUISU_WEBHOOK_ALLOW: '127.0.0.1' }));
    await app.listen({ host: '127.0.0.1', port });
    port = (app.server.address() as AddressInfo).port;
  };
  const record = async (from: number, count: number): Promise<void> => {
    const { success } = await zhuisu.capture(Array.from({ length: count }, (_, i) => event(from + i)));
    expect(success).toBe(true);
  };

  beforeAll(async () => {
    opened = (await engines[0]!.open())!;
    await start();
    zhuisu = new Zhuisu({ baseUrl: `http://127.0.0.1:${port}` });
    await zhuisu.defineQuery('inspected', { EQ_bizStep: ['inspecting'] });
  });
  afterAll(async () => {
    await app.close();
    await opened.close();
  });

  it('hands over every event once and in order, though the server is restarted twice and events come while nobody listens', async () => {
    const heard: string[] = [];
    const subscription = await zhuisu.subscribe('inspected', async ({ eventID }) => {
      heard.push(eventID!);
      if (heard.length % 40 === 0) await new Promise((next) => setTimeout(next, 5));
    });
    const all = (count: number) => expect.poll(() => heard.length, { timeout: 40_000 }).toBe(count);
    await record(0, 120);
    await all(120);
    await app.close();
    await start();
    // Recorded at once after the restart, most likely before the client is back.
    await record(120, 300);
    await all(420);
    await record(420, 10);
    await app.close();
    await start();
    await record(430, 10);
    await all(440);
    await subscription.close();
    await record(440, 5);
    expect(heard).toEqual(Array.from({ length: 440 }, (_, i) => `urn:test:stream:${i}`));
  }, 120_000);

  it('begins where it is told to', async () => {
    const heard: string[] = [];
    const subscription = await zhuisu.subscribe('inspected', ({ eventID }) => void heard.push(eventID!), { since: new Date(0) });
    await expect.poll(() => heard.length, { timeout: 40_000 }).toBe(445);
    await subscription.close();
  }, 60_000);

  it('to a query that is not there is refused, and one whose query goes ends with the reason', async () => {
    await expect(zhuisu.subscribe('nothing', () => {})).rejects.toMatchObject({ code: 'not_found' });
    await zhuisu.defineQuery('short', { EQ_bizStep: ['inspecting'] });
    const subscription = await zhuisu.subscribe('short', () => {});
    await record(445, 1);
    await zhuisu.deleteQuery('short');
    await expect(subscription.ended).rejects.toMatchObject({ code: 'not_found', status: 404 });
  }, 60_000);

  it('by webhook is made, listed with its state, delivered with a signature that can be checked, and ended', async () => {
    const signatureToken = 'a secret of this test';
    const heard: { body: string; signature: string }[] = [];
    const receiver = createServer(async (request, response) => {
      heard.push({ body: await text(request), signature: String(request.headers['gs1-signature']) });
      response.writeHead(204).end();
    });
    await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
    const dest = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
    const made = await zhuisu.subscribeWebhook('inspected', { dest, signatureToken });
    expect(made).toMatchObject({ queryName: 'inspected', dest, stream: true });
    const listed: string[] = [];
    for await (const { subscriptionID, state } of zhuisu.webhooks('inspected')) listed.push(`${subscriptionID} ${state}`);
    expect(listed).toEqual([`${made.subscriptionID} active`]);
    await record(500, 3);
    await expect.poll(() => heard.length, { timeout: 30_000 }).toBeGreaterThan(0);
    for (const { body, signature } of heard) {
      expect(await verifySignature(body, signature, signatureToken)).toBe(true);
      expect(await verifySignature(`${body} `, signature, signatureToken)).toBe(false);
    }
    await zhuisu.unsubscribeWebhook('inspected', made.subscriptionID);
    expect(await zhuisu.webhooks('inspected').next()).toMatchObject({ done: true });
    receiver.close();
    const scheduled = zhuisu.subscribeWebhook('inspected', { dest, schedule: { second: 'never' } });
    await expect(scheduled).rejects.toMatchObject({ code: 'subscription_invalid' });
  }, 60_000);

  it('ends with the fault of its handler, which is given nothing more', async () => {
    let calls = 0;
    const subscription = await zhuisu.subscribe(
      'inspected',
      () => {
        calls++;
        throw new RangeError('mine');
      },
      { since: new Date(0) },
    );
    await expect(subscription.ended).rejects.toThrow('mine');
    expect(calls).toBe(1);
  }, 60_000);
});

describe('the signature of a webhook', () => {
  const body = '{"type":"EPCISQueryDocument","苹果":1}';
  const token = 'a token of the subscriber';
  const signature = `sha256=${createHmac('sha256', token).update(body).digest('hex')}`;

  it.each([
    ['is right', body, signature, token, true],
    ['is right in capitals', body, signature.toUpperCase().replace('SHA256', 'sha256'), token, true],
    ['is of another body', `${body} `, signature, token, false],
    ['is of another token', body, signature, 'another', false],
    ['is cut', body, signature.slice(0, -1), token, false],
    ['is missing', body, undefined, token, false],
    ['is of another kind', body, signature.replace('sha256', 'sha1'), token, false],
  ] as const)('%s', async (_, given, header, key, right) => {
    expect(await verifySignature(given, header, key)).toBe(right);
    expect(await verifySignature(new TextEncoder().encode(given), header, key)).toBe(right);
  });
});
