/** The scope over HTTP and the command line: on the demo city and on trades with missing records, as the operator, firms and strangers meet it. */
import { request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { losing } from '../../../simulator/recall/losing.ts';
import { networkOf, randomOf } from '../../../simulator/recall/network.ts';
import { noPrefixes } from '../../../src/events/index.ts';
import { recallMemory, scopeAnswer, scopeOf } from '../../../src/trace/index.ts';
import { type Served, serveApp } from '../../http/setup.ts';

let served: Served;
const network = networkOf(11, { farms: 3, factories: 3, distributors: 2, shops: 4, days: 5 });
const kept = losing(network.records, 0.1, randomOf(3));
const root = network.roots[2]!;
const document = (events: readonly unknown[]): object => ({
  '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList: events },
});

beforeAll(async () => {
  served = await serveApp();
  const done = await served.send('POST', '/epcis/capture', document(kept.map(({ event }) => event)));
  expect(done.statusCode).toBe(202);
}, 60_000);
afterAll(() => served.close());

const scope = (body: object, headers: Record<string, string> = {}) => served.send('POST', '/api/v1/recalls/scope', body, headers);
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id).sort();

describe('POST /api/v1/recalls/scope', () => {
  it('answers what the core answers of the same records', async () => {
    const answer = await scope({ code: root });
    expect(answer.statusCode, answer.body.slice(0, 500)).toBe(200);
    const reader = await recallMemory(kept.map(({ event }) => ({ event, prefixes: noPrefixes })));
    const expected = await scopeAnswer(await scopeOf(reader, [{ id: root }]));
    const { minimum, maximum, calls, assumptions } = answer.json();
    expect(ids(minimum)).toEqual(ids(expected.minimum));
    expect(ids(maximum)).toEqual(ids(expected.maximum));
    expect(calls.map((each: { organisation: string }) => each.organisation)).toEqual(
      expected.calls.map(({ organisation }) => organisation),
    );
    expect(assumptions.length).toBeGreaterThan(5);
  });

  it('tells what is sure line by line, the answer last', async () => {
    const answer = await scope({ code: root }, { accept: 'application/x-ndjson' });
    expect(answer.headers['content-type']).toContain('application/x-ndjson');
    const lines = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0].kind).toBe('minimum');
    expect(lines[0].ids).toContain(root);
    expect(lines.at(-1).kind).toBe('answer');
    expect(ids(lines.at(-1).answer.minimum)).toEqual(ids((await scope({ code: root })).json().minimum));
  });

  it('goes on with what a bound left over', async () => {
    const whole = (await scope({ code: root })).json();
    const found = new Set<string>();
    let body: object | undefined = { code: root, maxEvents: 12 };
    for (let round = 0; body !== undefined; round++) {
      expect(round, 'it never ends').toBeLessThan(200);
      const answer = await scope(body);
      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
      const { minimum, bounds } = answer.json();
      if (round === 0) expect(bounds).toMatchObject({ hit: true, reason: 'events', limit: 12 });
      const surely = new Set(minimum.map(({ id }: { id: string }) => id));
      // What may be affected is asked for again at the end, with larger bounds; here the sure things go on.
      const more = bounds.more.filter(
        ({ id, from }: { id: string; from?: string }) => surely.has(id) && (!found.has(id) || from !== undefined),
      );
      for (const id of surely) found.add(id as string);
      body = more.length === 0 ? undefined : { more, maxEvents: 12 };
    }
    expect([...found].sort()).toEqual(ids(whole.minimum));
  });

  const refused: readonly [string, object, number, string][] = [
    ['nothing to begin with', {}, 400, 'value_invalid'],
    ['a code that nobody recorded', { code: 'https://id.gs1.org/01/09521234000013/10/NONE' }, 404, 'code_unknown'],
    ['a text that is no code', { code: '???' }, 400, 'code_malformed'],
    ['a bound that is no number', { code: root, maxEvents: 'many' }, 400, 'value_invalid'],
    ['to go on with a person', { more: [{ id: 'urn:zhuisu:person:AAAAAAAAAAAAAAAAAAAAAAAAAA' }] }, 404, 'code_unknown'],
    ['too many codes', { codes: Array.from({ length: 101 }, () => root) }, 400, 'value_invalid'],
  ];
  it.each(refused)('refuses %s', async (_, body, status, code) => {
    const answer = await scope(body);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it('is not for the public', async () => {
    expect((await served.stranger('POST', '/api/v1/recalls/scope', { code: root })).statusCode).toBe(401);
    expect((await served.stranger('GET', `/api/v1/trace/quantities?from=${encodeURIComponent(root)}&to=x`)).statusCode).toBe(401);
  });

  it('stops reading when the client has left', async () => {
    const address = await served.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = served.app.server.address() as AddressInfo;
    const { links } = served.store;
    const original = links.links;
    let questions = 0;
    let left: () => void = () => {};
    const gone = new Promise<void>((done) => {
      left = done;
    });
    let stopped: () => void = () => {};
    const seen = new Promise<void>((done) => {
      stopped = done;
    });
    served.app.server.on('request', (_, response) => response.once('close', stopped));
    // The second question of the search waits until the client is gone.
    links.links = async (...asked) => {
      questions++;
      if (questions === 3) {
        client.destroy();
        await seen;
        left();
      }
      return original(...asked);
    };
    const client = send({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/api/v1/recalls/scope',
      headers: { 'content-type': 'application/json' },
    });
    client.on('error', () => {});
    client.end(JSON.stringify({ code: root }));
    await gone;
    // The search of the one who left goes on with the reader that it began with; whoever asks next has another.
    links.links = original;
    for (const next of network.roots.slice(0, 3)) expect((await scope({ code: next })).statusCode).toBe(200);
    expect((await Promise.all([scope({ code: root }), scope({ code: root })])).map(({ statusCode }) => statusCode)).toEqual([
      200, 200,
    ]);
    expect(address).toContain(String(port));
    expect(questions).toBe(3);
  });
});

describe('GET /api/v1/trace/quantities', () => {
  const ask = (from: string, to: string) => served.get(`/api/v1/trace/quantities?${new URLSearchParams({ from, to })}`);

  it('says how much of a lot is in what was made of it, and what the makings took and gave', async () => {
    const made = kept.find(({ event }) => {
      const { inputQuantityList: put, outputQuantityList: got } = event as {
        inputQuantityList?: { quantity?: number }[];
        outputQuantityList?: unknown[];
      };
      return put?.length === 1 && put[0]!.quantity !== undefined && got?.length === 1;
    })!.event as unknown as {
      inputQuantityList: { epcClass: string; quantity: number }[];
      outputQuantityList: { epcClass: string }[];
      eventID: string;
    };
    const [put] = made.inputQuantityList;
    const answer = (await ask(put!.epcClass, made.outputQuantityList[0]!.epcClass)).json();
    expect(answer.amount).toMatchObject({
      min: put!.quantity,
      max: put!.quantity,
      exact: true,
      uom: 'KGM',
      events: [made.eventID],
    });
    expect(answer.makings[0]).toMatchObject({ event: made.eventID, in: [{ value: put!.quantity, uom: 'KGM' }] });
    expect(answer.makings[0].yield).toBeLessThan(1);
    expect(answer.holders.length).toBeGreaterThan(0);
  });

  it('refuses what is no code, what nobody recorded, and a density that is none', async () => {
    expect((await ask('???', root)).json().code).toBe('code_malformed');
    expect((await ask('https://id.gs1.org/01/09521234000013/10/NONE', root)).json().code).toBe('code_unknown');
    expect((await served.get(`/api/v1/trace/quantities?from=${encodeURIComponent(root)}`)).json().code).toBe('parameter_invalid');
    const query = new URLSearchParams({ from: root, to: root, density: 'heavy' });
    expect((await served.get(`/api/v1/trace/quantities?${query}`)).json().code).toBe('parameter_invalid');
  });
});

describe('the starting points', () => {
  const starts = (code: string) => served.get(`/api/v1/trace/starts?code=${encodeURIComponent(code)}`);
  const shipped = kept.find(({ event }) => (event as { bizStep?: string }).bizStep === 'shipping')!.event as unknown as {
    bizTransactionList: { bizTransaction: string }[];
    bizLocation: { id: string };
    epcList?: string[];
    quantityList?: { epcClass: string }[];
  };

  it('lead from a document to the things that it moved', async () => {
    const answer = await starts(shipped.bizTransactionList[0]!.bizTransaction);
    expect(answer.json()).toMatchObject({ kind: 'document' });
    const things = [...(shipped.epcList ?? []), ...(shipped.quantityList ?? []).map(({ epcClass }) => epcClass)];
    expect(answer.json().things).toEqual(expect.arrayContaining(things));
  });

  it('lead from the number alone that stands on the document, in whatever letters', async () => {
    const { bizTransaction } = shipped.bizTransactionList[0]!;
    const whole = (await starts(bizTransaction)).json();
    const number = bizTransaction.slice(Math.max(bizTransaction.lastIndexOf(':'), bizTransaction.lastIndexOf('/')) + 1);
    expect(number).not.toBe(bizTransaction);
    expect((await starts(number.toLowerCase())).json().things).toEqual(expect.arrayContaining(whole.things));
  });

  it('lead from a place to what was there', async () => {
    const answer = await starts(shipped.bizLocation.id);
    expect(answer.json().kind).toBe('place');
    expect(answer.json().things.length).toBeGreaterThan(1);
  });

  it('lead from a case to what was in it', async () => {
    const packed = kept
      .map(({ event }) => event as unknown as { bizStep: string; parentID: string; childQuantityList?: { epcClass: string }[] })
      .find(({ bizStep, childQuantityList }) => bizStep === 'packing' && childQuantityList !== undefined)!;
    const answer = await starts(packed.parentID);
    expect(answer.json()).toMatchObject({ kind: 'thing' });
    expect(answer.json().things).toEqual(expect.arrayContaining([packed.parentID, packed.childQuantityList![0]!.epcClass]));
  });

  it('lead nowhere from what nobody recorded', async () => {
    expect((await starts('urn:trade:note:99999')).statusCode).toBe(404);
  });
});
