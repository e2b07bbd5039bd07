/** Whom the scope of a recall tells what: firms what they take part in, departments their category, others nothing, calls by the same rule. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { buildApp } from '../../../src/http/app.ts';
import { asActor, firmId, now, partyUri, placeUri, principalOf, settleCity, thingUri } from '../../access/city.ts';
import { engines } from '../../store/stores.ts';

let app: FastifyInstance;
let close: () => Promise<void>;
const context = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { zhuisu: 'https://ns.zhuisu.example/epcis/' },
];
const apples = thingUri('apple-lot');
const juice = thingUri('juice-lot');
const cider = thingUri('cider-lot');
const pears = 'urn:city:lot:pears';
const crate = 'urn:city:crate:1';
const licence = 'SC11532139200465';

type Name = Parameters<typeof placeUri>[0];
let hour = 0;
async function record(by: Name, category: string, body: object): Promise<void> {
  const event = {
    '@context': context,
    eventID: `urn:city:recall:${++hour}`,
    eventTime: new Date(Date.UTC(2026, 9, 1, hour)).toISOString(),
    eventTimeZoneOffset: '+08:00',
    bizLocation: { id: placeUri(by) },
    'zhuisu:category': category,
    ...body,
  };
  const answer = await app.inject({
    method: 'POST',
    url: '/epcis/events',
    headers: { 'content-type': 'application/json', ...asActor(by) },
    payload: JSON.stringify(event),
  });
  expect(answer.statusCode, answer.body).toBe(201);
}
const lot = (epcClass: string, quantity: number): object => ({ epcClass, quantity, uom: 'KGM' });

beforeAll(async () => {
  const opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
  await app.ready();
  close = async () => {
    await app.close();
    await opened.close();
  };
  await settleCity(opened.store);
  await record('farm', 'produce', {
    type: 'ObjectEvent',
    action: 'ADD',
    bizStep: 'commissioning',
    quantityList: [lot(apples, 100)],
  });
  await record('farm', 'produce', {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'shipping',
    quantityList: [lot(apples, 80)],
    sourceList: [{ type: 'possessing_party', source: partyUri('farm') }],
    destinationList: [{ type: 'possessing_party', destination: partyUri('factory') }],
  });
  await record('factory', 'food', {
    type: 'TransformationEvent',
    bizStep: 'commissioning',
    inputQuantityList: [lot(apples, 30)],
    outputQuantityList: [lot(juice, 20)],
  });
  await record('factory', 'food', {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'inspecting',
    quantityList: [lot(juice, 20)],
    bizTransactionList: [{ type: 'inv', bizTransaction: 'urn:city:invoice:7' }],
    certificationInfo: 'https://lab.example/reports/7',
  });
  await record('farm', 'produce', {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    bizStep: 'loading',
    epcList: ['urn:zhuisu:plate:%E8%B1%ABU12345'],
  });
  const licensed = await app.inject({
    method: 'POST',
    url: `/api/v1/organisations/${firmId('farm')}/licences`,
    headers: { 'content-type': 'application/json', ...asActor('operator') },
    payload: JSON.stringify({
      scheme: 'sc',
      number: licence,
      status: 'valid',
      from: '2026-01-01',
      issuer: 'x',
      reason: 'for the test',
    }),
  });
  expect(licensed.statusCode, licensed.body).toBe(201);
  // Of what it was made nobody says.
  await record('factory', 'food', {
    type: 'TransformationEvent',
    bizStep: 'commissioning',
    transformationID: 'urn:city:process:1',
    outputQuantityList: [lot(cider, 15)],
  });
}, 60_000);
afterAll(() => close());

const scope = async (actor: string, code = apples) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/recalls/scope',
    headers: { 'content-type': 'application/json', ...asActor(actor) },
    payload: JSON.stringify({ code }),
  });
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id).sort();

describe('the scope of a recall', () => {
  it('is whole for the operator, with the names of the register', async () => {
    const answer = (await scope('operator')).json();
    expect(ids(answer.minimum)).toEqual([apples, juice].sort());
    expect(ids(answer.maximum)).toEqual([apples, cider, juice].sort());
    expect(answer.hidden).toBe(false);
    expect(answer.calls[0]).toMatchObject({ organisation: firmId('factory'), shrinks: 1 });
    expect(answer.organisations).toContainEqual({ id: firmId('factory'), name: 'factory' });
  });

  it('tells the farm of its own lot and where it went, and not what was made of it', async () => {
    const answer = (await scope('farm')).json();
    expect(ids(answer.maximum)).toEqual([apples]);
    expect(answer.hidden).toBe(true);
    expect(JSON.stringify(answer)).not.toContain(juice);
    expect(JSON.stringify(answer)).not.toContain(cider);
    // It delivered to the factory itself, so that is no secret; how much the factory used is.
    expect(answer.maximum[0].held.map(({ organisation }: { organisation: string }) => organisation)).toEqual([firmId('farm')]);
    expect(answer.calls.every(({ shrinks }: { shrinks: number }) => shrinks === 0)).toBe(true);
  });

  it('tells the factory of all that it takes part in', async () => {
    const answer = (await scope('factory')).json();
    expect(ids(answer.maximum)).toEqual([apples, cider, juice].sort());
  });

  it('says to somebody who has nothing to do with it what it says of nothing', async () => {
    const [nobody, nothing] = [await scope('garage'), await scope('garage', thingUri('never'))];
    expect(nobody.statusCode).toBe(404);
    const plain = (body: string): string => body.replaceAll(apples, 'X').replaceAll(thingUri('never'), 'X');
    expect(plain(nobody.body)).toBe(plain(nothing.body));
  });

  it('tells an amount only to whom the whole way is shown', async () => {
    const amount = async (actor: string) =>
      app.inject({
        url: `/api/v1/trace/quantities?${new URLSearchParams({ from: apples, to: juice })}`,
        headers: asActor(actor),
      });
    expect((await amount('operator')).json().amount).toMatchObject({ min: 30, max: 30, exact: true });
    expect((await amount('factory')).json().amount).toMatchObject({ min: 30, max: 30 });
    expect((await amount('farm')).statusCode).toBe(404);
    expect((await amount('garage')).statusCode).toBe(404);
  });

  const starts = async (actor: string, code: string) =>
    app.inject({ url: `/api/v1/trace/starts?${new URLSearchParams({ code })}`, headers: asActor(actor) });

  /** kind | code | some of its things */
  const kinds: readonly [string, string, readonly string[]][] = [
    ['thing', apples, [apples]],
    ['place', placeUri('factory'), [apples, cider, juice]],
    ['party', partyUri('farm'), [apples]],
    ['document', 'urn:city:invoice:7', [juice]],
    ['certificate', 'https://lab.example/reports/7', [juice]],
    ['licence', licence, [apples]],
    ['thing', '豫U·12345', ['urn:zhuisu:plate:豫U12345']],
  ];
  it.each(kinds)('leads from a %s to its things: %s', async (kind, code, things) => {
    const answer = await starts('operator', code);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().kind).toBe(kind);
    expect(answer.json().things).toEqual(expect.arrayContaining([...things]));
    const scoped = await scope('operator', code);
    expect(scoped.statusCode, scoped.body.slice(0, 300)).toBe(200);
    expect(ids(scoped.json().minimum)).toEqual(expect.arrayContaining([...things]));
  });

  it('leads nobody from a place to things that they may not see', async () => {
    expect((await starts('operator', placeUri('factory'))).json().things.sort()).toEqual([apples, cider, juice].sort());
    for (const [, code] of kinds) expect((await starts('garage', code)).statusCode, code).toBe(404);
  });

  const traced = async (actor: string, code: string, more: Record<string, string> = {}) =>
    app.inject({ url: `/api/v1/trace?${new URLSearchParams({ code, ...more })}`, headers: asActor(actor) });

  it.each(kinds.filter(([kind]) => kind !== 'thing'))(
    'traces from a %s what its events name, both ways',
    async (kind, code, things) => {
      for (const direction of ['up', 'down', 'both']) {
        const answer = await traced('operator', code, { direction });
        expect(answer.statusCode, answer.body).toBe(200);
        const { begin, nodes, root, roots = [root] } = answer.json();
        expect(begin.kind).toBe(kind);
        expect(roots).toEqual(expect.arrayContaining([...things]));
        for (const { id, side, depth } of nodes)
          expect([id, side === 'root', depth === 0]).toEqual([id, ...Array(2).fill(roots.includes(id))]);
      }
      const [table, unknown] = await Promise.all(
        [code, 'urn:city:invoice:none'].map((each) =>
          app.inject({ url: `/api/v1/trace.xlsx?${new URLSearchParams({ code: each })}`, headers: asActor('operator') }),
        ),
      );
      expect([table!.statusCode, unknown!.statusCode]).toEqual([200, 404]);
    },
  );

  it('traces from what is on paper only for who is known, and may see what it names', async () => {
    const papers = kinds.filter(([kind]) => kind !== 'thing').map(([, code]) => code);
    // What is not shared is refused in the words of what is not there.
    expect((await traced('garage', licence)).json().code).toBe('code_unknown');
    // The number of a licence ends in a check digit.
    for (const code of papers.filter((each) => each !== licence)) {
      const never = code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
      for (const ask of [traced, starts]) {
        const [hidden, nothing] = [await ask('garage', code), await ask('garage', never)];
        expect(hidden.body.replaceAll(code, 'X'), code).toBe(nothing.body.replaceAll(never, 'X'));
      }
    }
    for (const code of papers) expect((await traced('public', code)).statusCode, code).toBeGreaterThanOrEqual(400);
    const farm = (await traced('farm', licence)).json();
    expect(farm.root).toBe(apples);
    expect(JSON.stringify(farm)).not.toContain(juice);
  });

  it('names the bound it hit, and what it left goes on', async () => {
    const whole = (await traced('operator', placeUri('factory'))).json();
    const found = new Set<string>();
    const waiting: string[] = [placeUri('factory')];
    for (const asked = new Set(waiting); waiting.length > 0; ) {
      const { nodes, bounds } = (await traced('operator', waiting.shift()!, { limit: '2' })).json();
      expect(nodes.length).toBeLessThanOrEqual(2);
      if (bounds.hit) expect(bounds).toMatchObject({ reason: 'nodes', limit: 2 });
      for (const { id } of nodes) found.add(id);
      for (const id of bounds.more ?? []) if (!asked.has(id)) waiting.push(id);
      for (const id of bounds.more ?? []) asked.add(id);
    }
    expect([...found]).toEqual(expect.arrayContaining(whole.nodes.map(({ id }: { id: string }) => id)));
    for (const limit of ['0', '20001', 'many', '-1', '1.5'])
      expect((await traced('operator', apples, { limit })).json().code, limit).toBe('parameter_invalid');
  });

  it('leads nobody from a crate to what was packed into it where they may not see', async () => {
    await record('farm', 'produce', {
      type: 'ObjectEvent',
      action: 'ADD',
      bizStep: 'commissioning',
      quantityList: [lot(pears, 9)],
    });
    await record('farm', 'produce', { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'loading', epcList: [crate] });
    await record('factory', 'food', {
      type: 'AggregationEvent',
      action: 'ADD',
      parentID: crate,
      childQuantityList: [lot(pears, 5)],
    });
    expect((await starts('operator', crate)).json().things.sort()).toEqual([pears, crate].sort());
    // The farm loaded the crate, and knows its pears; that the factory put them in is the factory's.
    expect((await starts('farm', crate)).json().things).toEqual([crate]);
  });
});
