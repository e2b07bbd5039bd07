/** Rules in the capture path: what they refuse, what they keep, what they tell, of records and plain EPCIS alike. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rebuildEnvelopes } from '../../src/capture/index.ts';
import { dangerous } from '../../src/categories/profiles/dangerous/index.ts';
import { produce } from '../../src/categories/profiles/produce/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { readConfig } from '../../src/config.ts';
import { writeXmlDocument } from '../../src/events/xml/index.ts';
import { buildApp } from '../../src/http/app.ts';
import { registryOf } from '../../src/organisations/index.ts';
import { rebuildStages, recheckDue } from '../../src/records/index.ts';
import { asActor, now, placeUri, principalOf, settleCity } from '../access/city.ts';
import { engines } from '../store/stores.ts';

let opened: NonNullable<Awaited<ReturnType<(typeof engines)[0]['open']>>>;
let app: FastifyInstance;
beforeAll(async () => {
  opened = (await engines[0]!.open())!;
  app = buildApp(opened.store, readConfig({}), () => now, { principalOf });
  await settleCity(opened.store);
});
afterAll(async () => {
  await app.close();
  await opened.close();
});

type Status = {
  index: number;
  status: string;
  eventID: string;
  rules?: { rule: string; outcome: string; severity: string; told: { zh: string; en: string }; events: string[] }[];
  errors?: { code: string; rule: string; detail: string; titleZh: string }[];
};

/** Names of lots and events of one test, so that tests do not meet. */
let season = 0;
const orchard = () => {
  const n = ++season;
  const lot = (name: string): string => `urn:zhuisu:lot:91419001MA3X000102:${name}:${n}`;
  const certificateNo = `HGZ-${n}`;
  const base = { place: placeUri('farm') };
  const id = (name: string): string => `urn:test:season:${n}:${name}`;
  return {
    id,
    lot,
    spraying: { ...base, id: id('spraying'), crop: lot('crop') },
    harvest: { ...base, id: id('harvest'), crop: lot('crop'), lot: lot('harvest') },
    packing: {
      ...base,
      id: id('packing'),
      from: [{ code: lot('harvest'), quantity: 780, unit: 'KGM' }],
      lot: lot('packed'),
    },
    test: { ...base, id: id('test'), lot: lot('harvest'), sampleNo: `S-${n}` },
    shipping: { ...base, id: id('shipping'), lot: lot('packed'), certificateNo, delivery: `D-${n}` },
    receipt: { ...base, id: id('receipt'), lot: lot('packed') },
  };
};

const stageOf = (id: string) => produce.stages.find((each) => each.id === id)!;
const full = (stage: string, but: object) => ({ ...stageOf(stage).example, ...but });

async function send(stage: string, records: object[], actor = 'farm'): Promise<Status[]> {
  const answer = await app.inject({
    method: 'POST',
    url: `/api/v1/records/produce/${stage}`,
    headers: { 'content-type': 'application/json', ...asActor(actor) },
    payload: JSON.stringify(records.map((each) => full(stage, each))),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().records;
}
const one = async (stage: string, record: object): Promise<Status> => (await send(stage, [record]))[0]!;

const plain = (stage: string, but: object): Record<string, unknown> => {
  const checked = checkRecord(stageOf(stage), full(stage, but));
  if ('faults' in checked) throw new RangeError(JSON.stringify(checked.faults));
  return eventOf(stageOf(stage), checked, produce);
};

const evaluations = async (actor: string, query: string) => {
  const answer = await app.inject({ url: `/api/v1/evaluations?${query}`, headers: asActor(actor) });
  return answer.statusCode === 200
    ? (answer.json().evaluations as { rule: string; eventID: string; stored: boolean; outcome: string; events: string[] }[])
    : answer.statusCode;
};

describe('a rule that blocks', () => {
  test('refuses the event with the facts and the repair, and keeps the evaluation, not the event', async () => {
    const { spraying, harvest, id } = orchard();
    expect((await one('application', spraying)).status).toBe('stored');
    const refused = await one('harvest', { ...harvest, time: '2026-05-03T16:00:00+08:00' });
    expect(refused).toMatchObject({ status: 'refused', eventID: id('harvest') });
    expect(refused.rules![0]).toMatchObject({ rule: 'AG-04', severity: 'block', outcome: 'fails', events: [id('spraying')] });
    expect(refused.rules![0]!.told.zh).toContain('2026-05-05 起可以');
    expect(refused.errors).toMatchObject([{ code: 'rule_blocked', rule: 'AG-04' }]);
    expect(refused.errors![0]!.detail).toContain('allowed from 2026-05-05');
    expect(refused.errors![0]!.titleZh).toContain('2026-05-05 起可以');
    const found = await app.inject({ url: `/epcis/events/${id('harvest')}`, headers: asActor('farm') });
    expect(found.statusCode).toBe(404);
    expect(await evaluations('farm', `event=${id('harvest')}&rule=AG-04`)).toMatchObject([
      { rule: 'AG-04', outcome: 'fails', stored: false, events: [id('spraying')] },
    ]);
    // Corrected, the same record is taken.
    expect((await one('harvest', harvest)).status).toBe('stored');
  });

  test('refuses the plain EPCIS event too, in JSON and in XML, whether it names its stage or not', async () => {
    const { spraying, harvest } = orchard();
    await one('application', spraying);
    const event = plain('harvest', { ...harvest, time: '2026-05-03T16:00:00+08:00' });
    const { 'zhuisu:stage': _, 'zhuisu:category': __, 'zhuisu:profile': ___, ...unnamed } = event;
    for (const each of [event, unnamed]) {
      const json = await app.inject({
        method: 'POST',
        url: '/epcis/events',
        headers: { 'content-type': 'application/json', ...asActor('farm') },
        payload: JSON.stringify({ '@context': recordContext, ...each }),
      });
      expect([json.statusCode, json.json().code, json.json().rule], json.body).toEqual([400, 'rule_blocked', 'AG-04']);
      const document = {
        '@context': recordContext,
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-11-20T10:00:00+08:00',
        epcisBody: { eventList: [each] },
      };
      const xml = await app.inject({
        method: 'POST',
        url: '/epcis/capture',
        headers: { 'content-type': 'application/xml', 'gs1-capture-error-behaviour': 'proceed', ...asActor('farm') },
        payload: writeXmlDocument(document, { version: '2.0' }),
      });
      expect(xml.json(), xml.body).toMatchObject({ stored: 0, refused: 1, errors: [{ code: 'rule_blocked', rule: 'AG-04' }] });
    }
  });

  test('sees what stands before in the same request, and not what stands after', async () => {
    const early = { time: '2026-05-03T16:00:00+08:00' };
    const capture = async (events: object[]) => {
      const answer = await app.inject({
        method: 'POST',
        url: '/epcis/capture',
        headers: { 'content-type': 'application/json', 'gs1-capture-error-behaviour': 'proceed', ...asActor('farm') },
        payload: JSON.stringify({
          '@context': recordContext,
          type: 'EPCISDocument',
          schemaVersion: '2.0',
          creationDate: '2026-11-20T10:00:00+08:00',
          epcisBody: { eventList: events },
        }),
      });
      return answer.json();
    };
    const before = orchard();
    const events = [plain('application', before.spraying), plain('harvest', { ...before.harvest, ...early })];
    expect(await capture(events)).toMatchObject({ stored: 1, refused: 1, errors: [{ rule: 'AG-04', index: 1 }] });
    const after = orchard();
    const turned = [plain('harvest', { ...after.harvest, ...early }), plain('application', after.spraying)];
    expect(await capture(turned)).toMatchObject({ stored: 2, refused: 0 });
    // A bad record is not there for those behind it.
    const bad = orchard();
    const banned = { ...bad.spraying, inputName: '甲拌磷' };
    expect(await capture([plain('application', banned), plain('harvest', { ...bad.harvest, ...early })])).toMatchObject({
      stored: 1,
      refused: 1,
      errors: [
        { rule: 'AG-06', index: 0 },
        { rule: 'AG-07a', index: 0 },
      ],
    });
  });

  test('refuses the shipment of what was made of a lot as soon as its test has failed, and what was recorded before stays', async () => {
    const { harvest, packing, shipping, test: tested, id } = orchard();
    for (const [stage, record] of [
      ['harvest', harvest],
      ['packing', packing],
      ['shipping', { ...shipping, lotQuantity: 10 }],
    ] as const)
      expect((await one(stage, record)).status, stage).toBe('stored');
    const failed = await one('test', { ...tested, time: '2026-05-09T07:00:00+08:00', verdict: 'non_conformant', measured: 0.5 });
    expect(failed.status).toBe('stored');
    const later = { ...shipping, lotQuantity: 10, id: id('later'), time: '2026-05-09T08:00:00+08:00', delivery: 'D-later' };
    const refused = await one('shipping', later);
    expect(refused).toMatchObject({ status: 'refused', errors: [{ rule: 'AG-18' }] });
    expect(refused.rules!.find(({ rule }) => rule === 'AG-18')!.events).toEqual([id('test')]);
    expect((await one('shipping', { ...shipping, lotQuantity: 10 })).status).toBe('exists');
  });

  test('takes back nothing of a request that is all or nothing, and tells which was at fault', async () => {
    const { spraying, harvest } = orchard();
    const answer = await app.inject({
      method: 'POST',
      url: '/epcis/capture',
      headers: { 'content-type': 'application/json', ...asActor('farm') },
      payload: JSON.stringify({
        '@context': recordContext,
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-11-20T10:00:00+08:00',
        epcisBody: {
          eventList: [plain('application', spraying), plain('harvest', { ...harvest, time: '2026-05-03T16:00:00+08:00' })],
        },
      }),
    });
    expect(answer.json()).toMatchObject({ success: false, stored: 0, refused: 2, errors: [{ rule: 'AG-04', index: 1 }] });
    expect((await one('harvest', { ...harvest, time: '2026-05-03T16:00:00+08:00' })).status).toBe('stored');
  });
});

describe('a rule that alarms', () => {
  test('stores the event, tells whoever records, and is found by who may see the event and by nobody else', async () => {
    const { harvest, packing, shipping, test: tested, lot, id } = orchard();
    for (const [stage, record] of [
      ['harvest', harvest],
      ['packing', packing],
      ['shipping', { ...shipping, lotQuantity: 10 }],
    ] as const)
      await one(stage, record);
    const late = await one('test', { ...tested, lot: lot('packed'), time: '2026-05-10T08:00:00+08:00' });
    expect(late).toMatchObject({ status: 'stored', rules: [{ rule: 'AG-16', severity: 'alarm', outcome: 'fails' }] });
    const query = `event=${id('test')}&rule=AG-16`;
    for (const actor of ['farm', 'agriculture', 'Wangwu township', 'operator'])
      expect(await evaluations(actor, query), actor).toMatchObject([
        { rule: 'AG-16', outcome: 'fails', stored: true, events: [id('shipping')] },
      ]);
    for (const actor of ['factory', 'far farm', 'police', 'agriculture elsewhere', 'Kejing township'])
      expect(await evaluations(actor, query), actor).toEqual([]);
    for (const actor of ['bank', 'public', 'farm without role', 'system administrator'])
      expect(await evaluations(actor, query), actor).not.toMatchObject([{ rule: 'AG-16' }]);
    expect(await evaluations('public', query)).toBe(401);
  });

  test('is not kept twice for what is sent twice', async () => {
    const { spraying, harvest, packing, shipping, test: tested, lot, id } = orchard();
    await one('application', spraying);
    for (const [stage, record] of [
      ['harvest', harvest],
      ['packing', packing],
      ['shipping', { ...shipping, lotQuantity: 10 }],
    ] as const)
      await one(stage, record);
    const record = { ...tested, lot: lot('packed'), time: '2026-05-10T08:00:00+08:00' };
    expect((await send('test', [record, record])).map(({ status }) => status)).toEqual(['stored', 'exists']);
    expect((await one('test', record)).status).toBe('exists');
    expect(await evaluations('operator', `event=${id('test')}&rule=AG-16`)).toHaveLength(1);
  });
});

describe('a rule that fails by silence', () => {
  const start = Date.parse('2026-05-09T06:00:00+08:00');
  const days = 24 * 3_600_000;

  test('is asked again when its time is over, once, and finds nothing where what is due has followed', async () => {
    // Recorded on the day, as a clock of that day sees it.
    let clock = start;
    const then = buildApp(opened.store, readConfig({}), () => clock, { principalOf });
    const [silent, followed] = [orchard(), orchard()];
    const post = async (stage: string, record: object) => {
      const answer = await then.inject({
        method: 'POST',
        url: `/api/v1/records/produce/${stage}`,
        headers: { 'content-type': 'application/json', ...asActor('farm') },
        payload: JSON.stringify(full(stage, record)),
      });
      expect(answer.statusCode, answer.body).toBe(201);
    };
    for (const each of [silent, followed]) {
      await post('harvest', each.harvest);
      await post('packing', each.packing);
      await post('shipping', { ...each.shipping, lotQuantity: 10 });
    }
    clock = start + 2 * days;
    await post('receipt', { ...followed.receipt, lotQuantity: 10, time: '2026-05-10T08:00:00+08:00' });
    expect(await recheckDue(opened.store, start + 2 * days)).toMatchObject({ asked: 0, failed: 0, more: false });
    for (const each of [silent, followed])
      expect(await evaluations('farm', `rule=AG-17&event=${each.id('shipping')}`)).toEqual([]);
    // In two pieces, as a process that was stopped between them.
    expect(await recheckDue(opened.store, start + 9 * days, 1)).toMatchObject({ asked: 1, more: true });
    await recheckDue(opened.store, start + 9 * days);
    // Once more, for what was being recorded in that moment; it is the same failure.
    expect(await recheckDue(opened.store, start + 30 * days)).toMatchObject({ asked: 1, failed: 0 });
    expect(await recheckDue(opened.store, start + 60 * days)).toMatchObject({ asked: 0, failed: 0 });
    expect(await evaluations('agriculture', `rule=AG-17&event=${silent.id('shipping')}`)).toMatchObject([
      { rule: 'AG-17', outcome: 'fails', stored: true },
    ]);
    expect(await evaluations('agriculture', `rule=AG-17&event=${followed.id('shipping')}`)).toEqual([]);
    await then.close();
  });
});

describe('who records', () => {
  test.each([
    ['farm recorder', 200],
    ['farm token to capture', 200],
    ['agriculture', 200],
    ['operator', 200],
    ['farm reader', 403],
    ['farm token to query', 403],
    ['farm without role', 403],
    ['agriculture reader', 403],
    ['bank', 403],
    ['system administrator', 403],
    ['public', 401],
  ])('%s is answered %i', async (actor, status) => {
    const { spraying } = orchard();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/records/produce/application',
      headers: { 'content-type': 'application/json', ...asActor(actor) },
      payload: JSON.stringify([full('application', spraying)]),
    });
    expect(answer.statusCode, answer.body).toBe(status);
    if (status === 200) expect(answer.json().records[0].status).toBe('stored');
  });

  test('owns what was recorded, in the category of the stage, also where the event names none', async () => {
    const { spraying, id } = orchard();
    const { 'zhuisu:stage': _, 'zhuisu:category': __, 'zhuisu:profile': ___, ...unnamed } = plain('application', spraying);
    const answer = await app.inject({
      method: 'POST',
      url: '/epcis/events',
      headers: { 'content-type': 'application/json', ...asActor('farm') },
      payload: JSON.stringify({ '@context': recordContext, ...unnamed }),
    });
    expect(answer.statusCode, answer.body).toBe(201);
    const seen = async (actor: string) =>
      (await app.inject({ url: `/epcis/events/${id('spraying')}`, headers: asActor(actor) })).statusCode;
    expect([await seen('farm'), await seen('agriculture'), await seen('police'), await seen('factory')]).toEqual([
      200, 200, 404, 404,
    ]);
  });

  test('cannot record under an id that somebody else has taken', async () => {
    const { spraying } = orchard();
    expect((await one('application', spraying)).status).toBe('stored');
    const [taken] = await send('application', [spraying], 'factory');
    expect(taken).toMatchObject({ status: 'refused', errors: [{ code: 'event_conflict' }] });
  });
});

describe('an event of no stage', () => {
  test('passes, and is told nothing', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/epcis/events',
      headers: { 'content-type': 'application/json', ...asActor('farm') },
      payload: JSON.stringify({
        '@context': recordContext,
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'staging_outbound',
        eventTime: '2026-05-09T06:00:00+08:00',
        eventTimeZoneOffset: '+08:00',
        epcList: ['urn:test:crate'],
      }),
    });
    expect([answer.statusCode, answer.json().rules]).toEqual([201, undefined]);
  });
});

test('what was recognised is the same when it is made anew from the log', async () => {
  const rows = async () => [
    await opened.store.database.query('select * from event_stage order by seq'),
    await opened.store.database.query('select * from stage_value order by value, seq'),
    await opened.store.database.query('select seq, category, owner, area from event order by seq'),
  ];
  for (const { id, example } of dangerous.stages)
    await app.inject({
      method: 'POST',
      url: `/api/v1/records/dangerous/${id}`,
      headers: { 'content-type': 'application/json', ...asActor('cap maker') },
      payload: JSON.stringify(example),
    });
  const before = await rows();
  expect(before[0]!.length).toBeGreaterThan(20);
  expect(before[1]!.length).toBeGreaterThan(5);
  await opened.store.database.query('delete from event_stage where seq % 2 = 0');
  await opened.store.database.query('delete from stage_value');
  await opened.store.database.query(`insert into stage_value select gen_random_uuid(), now(), 1, 1`);
  expect(await rebuildStages(opened.store)).toMatchObject({ staged: before[0]!.length });
  await rebuildEnvelopes(opened.store, registryOf(opened.store));
  expect(await rows()).toEqual(before);
});

test('evaluations come by pages, each once, and a page token is good for its question alone', async () => {
  const seen: string[] = [];
  let url: string | undefined = '/api/v1/evaluations?perPage=2';
  while (url !== undefined) {
    const page: LightMyRequestResponse = await app.inject({ url, headers: asActor('operator') });
    for (const each of page.json().evaluations) seen.push(`${each.eventID} ${each.rule} ${each.stored}`);
    url = /<([^>]+)>/.exec(String(page.headers.link ?? ''))?.[1];
    if (url !== undefined && seen.length === 2)
      expect((await app.inject({ url: `${url}&rule=AG-04`, headers: asActor('operator') })).statusCode).toBe(400);
  }
  expect(new Set(seen).size).toBe(seen.length);
  const all = (await app.inject({ url: '/api/v1/evaluations?perPage=1000', headers: asActor('operator') })).json().evaluations;
  expect(seen).toEqual(
    all.map((each: Status & { rule: string; stored: boolean }) => `${each.eventID} ${each.rule} ${each.stored}`),
  );
  expect(seen.length).toBeGreaterThan(4);
});
