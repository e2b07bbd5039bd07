/** Records in the simple form over HTTP: every stage of every category, and what becomes of each record. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedProfiles } from '../../src/categories/profiles/index.ts';
import { checkRecord, eventOf, recordContext } from '../../src/categories/record.ts';
import { type Served, serveApp } from '../http/setup.ts';

let served: Served;
beforeAll(async () => {
  // The last example is the scrapping of a lift, twenty years after it was made.
  served = await serveApp({ now: () => Date.UTC(2046, 10, 24, 4) });
});
afterAll(() => served.close());

const stages = shippedProfiles.flatMap((profile) =>
  profile.stages.map((stage) => ({ name: `${profile.category}/${stage.id}`, profile, stage })),
);

describe('categories', () => {
  test('all eight are told, each with its stages', async () => {
    const list = (await served.get('/api/v1/categories')).json() as { id: string; stages: { id: string; bizStep: string }[] }[];
    expect(list).toHaveLength(8);
    for (const { category, stages: own } of shippedProfiles)
      expect(list.find(({ id }) => id === category)!.stages.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
  });

  test.each(stages)('$name is told in full, with the schema its records are checked by', async ({ name, stage }) => {
    const [category] = name.split('/');
    const address = `/api/v1/categories/${category}/stages/${stage.id}`;
    const told = (await served.get(address)).json();
    expect(told.example).toEqual(stage.example);
    expect(told.fields.map(({ key }: { key: string }) => key)).toEqual(stage.fields.map(({ key }) => key));
    const schema = await served.get(`${address}/schema.json`);
    expect(schema.headers['content-type']).toContain('application/schema+json');
    expect(schema.json()).toMatchObject({ type: 'object', $id: `${address}/schema.json` });
  });

  test('what is not there is not found', async () => {
    for (const path of ['categories/none', 'categories/produce/stages/none', 'categories/none/stages/none/schema.json'])
      expect((await served.get(`/api/v1/${path}`)).statusCode, path).toBe(404);
    expect((await served.send('POST', '/api/v1/records/produce/none', {})).statusCode).toBe(404);
  });
});

describe.each(stages)('$name', ({ name, profile, stage }) => {
  test('is told the same of a record and of the plain EPCIS event that it is', async () => {
    const id = `urn:test:${name}`;
    const record = { ...stage.example, id };
    const answer = await served.send('POST', `/api/v1/records/${name}`, [record]);
    expect(answer.statusCode, answer.body).toBe(200);
    const [status] = answer.json().records;
    expect(status).toMatchObject({ index: 0, eventID: id });
    expect(status.faults).toBeUndefined();
    const checked = checkRecord(stage, record);
    const event = 'values' in checked ? eventOf(stage, checked, profile) : {};
    const plain = await served.send('POST', '/epcis/events', { '@context': recordContext, ...event });
    // An example stands alone; rules that ask for what came before it refuse it, and say so.
    if (status.status === 'stored') expect([plain.statusCode, plain.json().eventID], plain.body).toEqual([200, id]);
    else expect(rulesIn(plain.json().errors)).toEqual(rulesIn(status.errors));
  });
});

const rulesIn = (errors: { code: string; rule: string }[]): string[] => {
  for (const { code } of errors) expect(code).toBe('rule_blocked');
  return errors.map(({ rule }) => rule);
};

const planting = '/api/v1/records/produce/planting';
const example = shippedProfiles
  .find(({ category }) => category === 'produce')!
  .stages.find(({ id }) => id === 'planting')!.example;

describe('a record', () => {
  test('alone is answered with its event; sent again, it is there already, whatever its name', async () => {
    const first = await served.send('POST', planting, example);
    expect(first.statusCode, first.body).toBe(201);
    const { eventID } = first.json();
    expect(first.headers.location).toBe(`/epcis/events/${encodeURIComponent(eventID)}`);
    const [event] = (await served.get(first.headers.location as string)).json().epcisBody.queryResults.resultsBody.eventList;
    expect(event).toMatchObject({ 'zhuisu:category': 'produce', 'zhuisu:stage': 'planting', eventID });
    const again = await served.send('POST', planting, example);
    expect([again.statusCode, again.json()]).toMatchObject([200, { status: 'exists', eventID }]);
  });

  test('that is wrong is refused with every value that is wrong, in both languages', async () => {
    const { time: _, ...without } = example;
    const refused = await served.send('POST', planting, { ...without, colour: 'red' });
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'record_invalid']);
    const keys = refused.json().errors.map(({ key }: { key: string }) => key);
    expect(keys).toEqual(expect.arrayContaining(['time', 'colour']));
    expect(refused.json().titleZh).toMatch(/[\u4e00-\u9fff]/);
  });

  test('another one under the same id is refused', async () => {
    const id = 'urn:test:conflict';
    expect((await served.send('POST', planting, { ...example, id })).statusCode).toBe(201);
    const other = await served.send('POST', planting, { ...example, id, time: '2026-04-01T08:00:00+08:00' });
    expect([other.statusCode, other.json().code]).toEqual([409, 'event_conflict']);
  });

  test.each([
    ['a number', '7'],
    ['a text', '"x"'],
    ['nothing', 'null'],
    ['half an object', '{"time":'],
    ['an empty body', ''],
  ])('that is %s is refused', async (_, body) => {
    expect((await served.send('POST', planting, body)).statusCode).toBe(400);
  });

  test('of a stranger is refused before it is read', async () => {
    expect((await served.stranger('POST', planting, example)).statusCode).toBe(401);
  });
});

describe('a batch with one bad record', () => {
  const batch = (name: string) => [
    { ...example, id: `urn:test:${name}:0` },
    { ...example, id: `urn:test:${name}:1`, time: 'yesterday' },
    7,
    { ...example, id: `urn:test:${name}:3` },
  ];

  test('is kept but for the bad ones, and every record has its status', async () => {
    const answer = await served.send('POST', planting, batch('proceed'));
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { received: 4, stored: 2, existing: 0, refused: 2 }]);
    expect(answer.json().records).toMatchObject([
      { index: 0, status: 'stored', eventID: 'urn:test:proceed:0' },
      { index: 1, status: 'refused', faults: [{ key: 'time', came: 'yesterday' }], errors: [{ code: 'record_invalid' }] },
      { index: 2, status: 'refused' },
      { index: 3, status: 'stored', eventID: 'urn:test:proceed:3' },
    ]);
  });

  test('is kept not at all where that is asked, and still tells of each', async () => {
    const answer = await served.send('POST', planting, batch('rollback'), { 'GS1-Capture-Error-Behaviour': 'rollback' });
    expect(answer.json()).toMatchObject({ received: 4, stored: 0, refused: 4 });
    expect(answer.json().records.map(({ status }: { status: string }) => status)).toEqual([
      'rolled_back',
      'refused',
      'refused',
      'rolled_back',
    ]);
    expect((await served.get('/epcis/events/urn:test:rollback:0')).statusCode).toBe(404);
  });

  test('beyond the limit is refused as a whole', async () => {
    const many = await served.send('POST', planting, JSON.stringify(Array.from({ length: 10_001 }, () => 0)));
    expect([many.statusCode, many.json().code]).toEqual([413, 'too_many_events']);
  });
});
